//! Small workbooks of every format, made from nothing, and ways to damage
//! them; for tests of what a damaged workbook may do.

use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What each workbook lists.
const ROWS: [[&str; 4]; 4] = [
    ["Mã thông điệp", "Tiêu đề", "Nội dung", "Đối tượng"],
    ["chao-ba-con", "Xin chào bà con", "Nội dung một", "nguoi-dan"],
    ["hen-gap-lai", "Hẹn gặp lại", "Nội dung hai", "nguoi-dan"],
    ["cam-on", "Cảm ơn bà con", "Nội dung ba", "nguoi-dan"],
];

/// A sound workbook of each format, by its file's name.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![("bang.xlsx", xlsx()), ("bang.ods", ods()), ("bang.xls", xls())]
}

/// The same with a password.
pub fn locked() -> Vec<(&'static str, Vec<u8>)> {
    vec![("khoa.xlsx", xlsx_locked()), ("khoa.ods", ods_locked()), ("khoa.xls", xls_locked())]
}

/// As Excel writes it today.
pub fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0_u32..).zip(ROWS) {
        for (column, text) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, text).expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// As LibreOffice writes it.
pub fn ods() -> Vec<u8> {
    ods_with(&ROWS.map(|row| ods_row(&row)).concat())
}

fn ods_row(cells: &[&str]) -> String {
    let cell = |text: &&str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
}

/// The same with rows of one's own.
pub fn ods_with(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\">\
         <office:body><office:spreadsheet><table:table table:name=\"Trang\">{rows}\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    ods_of(&content, "")
}

/// The same, with a manifest that says that its content is locked.
fn ods_locked() -> Vec<u8> {
    ods_of("x", "<manifest:encryption-data/>")
}

fn ods_of(content: &str, inside: &str) -> Vec<u8> {
    let manifest = format!(
        "<?xml version=\"1.0\"?><manifest:manifest \
         xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
         <manifest:file-entry manifest:full-path=\"content.xml\" \
         manifest:media-type=\"text/xml\">{inside}</manifest:file-entry></manifest:manifest>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}

/// A zip of these parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        let options = if *name == "mimetype" { stored } else { packed };
        zip.start_file(*name, options).expect("a part");
        zip.write_all(bytes).expect("a part");
    }
    zip.finish().expect("a zip").into_inner()
}

/// One record of BIFF8.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

/// The stream that an `.xls` holds; `locked` has the record of a password.
fn biff(locked: bool) -> Vec<u8> {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let begin = |kind: u16| {
        record(0x0809, &[&0x0600_u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat())
    };
    let texts = ROWS.iter().flatten();
    let count = texts.clone().count() as u32;
    let mut strings = [count.to_le_bytes(), count.to_le_bytes()].concat();
    for text in texts {
        strings.extend((text.encode_utf16().count() as u16).to_le_bytes());
        strings.push(1);
        strings.extend(utf16(text));
    }
    let name = utf16("Trang");
    let globals = |at: u32| {
        let lock = if locked { record(0x002f, &[1, 0, 1, 0, 1, 0]) } else { Vec::new() };
        let sheet = [&at.to_le_bytes()[..], &[0, 0, 5, 1], &name].concat();
        [
            begin(0x0005),
            lock,
            record(0x0042, &1200_u16.to_le_bytes()),
            record(0x0085, &sheet),
            record(0x00fc, &strings),
            record(0x000a, &[]),
        ]
        .concat()
    };
    let mut stream = globals(globals(0).len() as u32);
    stream.extend(begin(0x0010));
    let mut next = 0_u32;
    for row in 0..ROWS.len() as u16 {
        for column in 0..ROWS[0].len() as u16 {
            let place = [row.to_le_bytes(), column.to_le_bytes(), [0; 2]].concat();
            stream.extend(record(0x00fd, &[&place[..], &next.to_le_bytes()].concat()));
            next += 1;
        }
    }
    stream.extend(record(0x000a, &[]));
    stream
}

/// As Excel wrote it until 2003.
pub fn xls() -> Vec<u8> {
    compound("Workbook", &biff(false))
}

/// The same with a password.
fn xls_locked() -> Vec<u8> {
    compound("Workbook", &biff(true))
}

/// As Excel writes a workbook with a password today.
fn xlsx_locked() -> Vec<u8> {
    compound("EncryptedPackage", &[7; 5000])
}

/// A compound file with one stream ([MS-CFB]): a header, a sector of the
/// table, one of the folder, then the stream, which is never a small one.
fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096).next_multiple_of(SECTOR), 0);
    let sectors = stream.len() / SECTOR;
    let mut file = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    file.resize(24, 0);
    for word in [0x3e_u16, 3, 0xfffe, 9, 6] {
        file.extend(word.to_le_bytes());
    }
    file.resize(44, 0);
    let end = 0xffff_fffe_u32;
    // Tables, the folder's first sector, a transaction, the least length of
    // an ordinary stream, small streams, more tables.
    for word in [1, 1, 0, 4096, end, 0, end, 0, 0] {
        file.extend(word.to_le_bytes());
    }
    file.resize(SECTOR, 0xff);
    let mut table = vec![0xffff_fffd, end];
    table.extend((0..sectors as u32).map(|n| if n + 1 == sectors as u32 { end } else { n + 3 }));
    table.resize(SECTOR / 4, u32::MAX);
    file.extend(table.iter().flat_map(|word| word.to_le_bytes()));
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = entry.len() as u16 + 2;
        entry.resize(64, 0);
        entry.extend(length.to_le_bytes());
        entry.extend([kind, 1]);
        [u32::MAX, u32::MAX, child].iter().for_each(|word| entry.extend(word.to_le_bytes()));
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend(u64::from(size).to_le_bytes());
        entry
    };
    file.extend(entry("Root Entry", 5, 1, end, 0));
    file.extend(entry(name, 2, u32::MAX, 2, stream.len() as u32));
    file.resize(3 * SECTOR, 0);
    file.extend(stream);
    file
}

/// A workbook that was damaged: cut, or with bytes changed, also within the
/// parts of a zip, which are packed again.
pub fn damaged(bytes: &[u8], mut below: impl FnMut(usize) -> usize) -> Vec<u8> {
    if bytes.starts_with(b"PK") && below(2) == 0 {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a sound workbook");
        let mut parts = Vec::new();
        for at in 0..zip.len() {
            let mut part = zip.by_index(at).expect("a part");
            let mut held = Vec::new();
            std::io::copy(&mut part, &mut held).expect("a part");
            parts.push((part.name().expect("a name").into_owned(), held));
        }
        let at = below(parts.len());
        parts[at].1 = change(std::mem::take(&mut parts[at].1), &mut below);
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, held)| (name.as_str(), held.as_slice())).collect();
        return zipped(&parts);
    }
    change(bytes.to_vec(), &mut below)
}

fn change(mut bytes: Vec<u8>, below: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    for _ in 0..=below(4) {
        let at = below(bytes.len());
        match below(7) {
            0 => bytes.truncate(at.max(1)),
            1 => bytes[at] = below(256) as u8,
            2 => bytes[at] ^= 1 << below(8),
            3 => bytes[at] = [0, 0xff, 0x7f, 0x80][below(4)],
            4 => (at..bytes.len().min(at + 4)).for_each(|at| bytes[at] = 0xff),
            5 => {
                let until = bytes.len().min(at + 1 + below(64));
                bytes.drain(at..until);
            }
            _ => {
                let until = bytes.len().min(at + 1 + below(64));
                let again = bytes[at..until].to_vec();
                bytes.splice(at..at, again);
            }
        }
        if bytes.is_empty() {
            bytes.push(0);
        }
    }
    bytes
}
