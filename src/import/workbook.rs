//! Reading workbooks (xlsx, xlsb, xls, ods) into sheets. The reader is made
//! for files that spreadsheets wrote; a damaged one can make it hang, panic
//! or ask for all memory, so what is here runs apart (`apart.rs`).

use std::fmt;
use std::io::{Cursor, Read};
use std::time::Duration;

use calamine::{
    Data, ExcelDateTime, Ods, OdsError, Reader, SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx,
    XlsxError,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::table::{Cell, Range, Sheet, tidy};
use crate::diag::{Message, TextKey};
use crate::source::yaml::nfc;

/// The largest file taken in, bytes.
pub const MOST_BYTES: u64 = 32 << 20;
/// The most that the parts of a workbook may hold unpacked, bytes.
const MOST_UNPACKED: u64 = 192 << 20;
/// The most parts; a workbook has some tens.
const MOST_PARTS: usize = 4_000;
/// Tables with more rows were not made by hand; rows.
const MOST_ROWS: usize = 100_000;
/// The most cells that are read of a workbook or a text.
const MOST_CELLS: usize = 2_000_000;
/// How long the reader may compute.
pub(super) const MOST_TIME: Duration = Duration::from_secs(10);

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unreadable {
    /// In the reader's words.
    Broken(String),
    /// It is locked.
    Password,
    /// A page of the web under a workbook's name.
    Html,
    /// None of the formats.
    Unknown,
    /// More bytes than are taken in, in the file or unpacked.
    Large,
    /// More rows than are read, in this sheet.
    Rows(String),
    /// More cells than are read.
    Cells,
    /// The reader gave up: it panicked, or ran out of its memory.
    Damaged,
    /// The reader took too long.
    Slow,
    /// The reader could not be started.
    NotStarted(String),
}

impl Unreadable {
    /// The fault in words.
    pub fn message(&self) -> Message {
        let mb = |bytes: u64| (bytes >> 20).to_string();
        match self {
            Unreadable::Broken(why) => {
                Message::new(TextKey::IMPORT_UNREADABLE_WORKBOOK).with("why", why)
            }
            Unreadable::NotStarted(why) => {
                Message::new(TextKey::IMPORT_NOT_STARTED).with("why", why)
            }
            Unreadable::Password => Message::new(TextKey::IMPORT_PASSWORD),
            Unreadable::Html => Message::new(TextKey::IMPORT_HTML),
            Unreadable::Unknown => Message::new(TextKey::IMPORT_NOT_A_TABLE),
            Unreadable::Large => Message::new(TextKey::IMPORT_TOO_LARGE)
                .with("limit", mb(MOST_BYTES))
                .with("unpacked", mb(MOST_UNPACKED)),
            Unreadable::Rows(sheet) => Message::new(TextKey::IMPORT_TOO_MANY_ROWS)
                .with("sheet", sheet)
                .with("limit", MOST_ROWS.to_string()),
            Unreadable::Cells => {
                Message::new(TextKey::IMPORT_TOO_MANY_CELLS).with("limit", MOST_CELLS.to_string())
            }
            Unreadable::Damaged => Message::new(TextKey::IMPORT_DAMAGED),
            Unreadable::Slow => {
                Message::new(TextKey::IMPORT_SLOW).with("seconds", MOST_TIME.as_secs().to_string())
            }
        }
    }
}

/// What the first bytes of a file say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A zip: xlsx, xlsb, ods.
    Zip,
    /// A compound file: xls, and whatever is locked.
    Compound,
    /// Anything else; text, as it seems.
    Text,
}

impl Kind {
    /// The kind of a file.
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"PK") {
            Kind::Zip
        } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            Kind::Compound
        } else {
            Kind::Text
        }
    }
}

/// Whether there is more in these sheets than is read.
pub(super) fn bounded(sheets: &[Sheet]) -> Result<(), Unreadable> {
    if let Some(sheet) = sheets.iter().find(|sheet| sheet.rows.len() > MOST_ROWS) {
        return Err(Unreadable::Rows(sheet.name.to_string()));
    }
    let cells: usize =
        sheets.iter().flat_map(|sheet| sheet.rows.values()).map(|row| row.len()).sum();
    if cells > MOST_CELLS { Err(Unreadable::Cells) } else { Ok(()) }
}

type Book<R> = Result<R, Unreadable>;

/// Reads a workbook where it stands.
pub(super) fn read(bytes: &[u8]) -> Book<Vec<Sheet>> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Unreadable::Large);
    }
    match Kind::of(bytes) {
        Kind::Zip => zipped(bytes),
        Kind::Compound if is_locked(bytes) => Err(Unreadable::Password),
        Kind::Compound => {
            let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
                XlsError::Password => Unreadable::Password,
                error => broken(&error),
            })?;
            each(&mut book, |book, name, sheet, left| {
                sheet.merged = ranges(book.merge_cells_by_sheet_name(name).unwrap_or_default());
                dense(book, name, sheet, left)
            })
        }
        Kind::Text => Err(Unreadable::Unknown),
    }
}

/// Whether a compound file is an encrypted workbook of today: one that holds
/// a part of this name.
fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

fn zipped(bytes: &[u8]) -> Book<Vec<Sheet>> {
    let names = unpacked(bytes)?;
    let has = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let reader = Cursor::new(bytes);
    if has("xl/workbook.bin") {
        let mut book = Xlsb::new(reader).map_err(|error| match error {
            XlsbError::Password => Unreadable::Password,
            error => broken(&error),
        })?;
        return each(&mut book, dense);
    }
    if has("content.xml") {
        let mut book = Ods::new(reader).map_err(|error| match error {
            OdsError::Password => Unreadable::Password,
            error => broken(&error),
        })?;
        return each(&mut book, dense);
    }
    if !has("xl/workbook.xml") {
        return Err(Unreadable::Unknown);
    }
    let mut book = Xlsx::new(reader).map_err(|error| match error {
        XlsxError::Password => Unreadable::Password,
        error => broken(&error),
    })?;
    each(&mut book, xlsx)
}

/// The names of a zip's parts, of which each was unpacked once to see how
/// much it holds: what a zip says of itself can be a lie.
fn unpacked(bytes: &[u8]) -> Book<Vec<String>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if zip.len() > MOST_PARTS {
        return Err(Unreadable::Large);
    }
    let mut left = MOST_UNPACKED;
    let mut names = Vec::new();
    for index in 0..zip.len() {
        let part = zip.by_index_raw(index).map_err(|error| broken(&error))?;
        if part.encrypted() {
            return Err(Unreadable::Password);
        }
        names.push(part.name().map_err(|error| broken(&error))?.replace('\\', "/"));
        drop(part);
        let part = zip.by_index(index).map_err(|error| broken(&error))?;
        let taken = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        // A damaged part counts as far as it goes; the reader says what it is.
        left = match taken {
            Ok(taken) if taken > left => return Err(Unreadable::Large),
            Ok(taken) => left - taken,
            Err(error) => return Err(broken(&error)),
        };
    }
    Ok(names)
}

fn broken(error: &impl fmt::Display) -> Unreadable {
    Unreadable::Broken(error.to_string())
}

/// Reads each sheet of a workbook; `left` is how many cells may follow.
fn each<'b, B>(
    book: &mut B,
    read: impl Fn(&mut B, &str, &mut Sheet, &mut usize) -> Book<()>,
) -> Book<Vec<Sheet>>
where
    B: Reader<Cursor<&'b [u8]>>,
{
    let mut left = MOST_CELLS;
    let mut sheets = Vec::new();
    for meta in book.sheets_metadata().to_vec() {
        let mut sheet = Sheet::new(&nfc(&meta.name));
        sheet.hidden = meta.visible != SheetVisible::Visible;
        read(book, &meta.name, &mut sheet, &mut left)?;
        if sheet.rows.len() > MOST_ROWS {
            return Err(Unreadable::Rows(sheet.name.to_string()));
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Cell by cell: a stray cell far away must not cost a table of millions.
fn xlsx(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    sheet: &mut Sheet,
    left: &mut usize,
) -> Book<()> {
    // A sheet of charts has no cells.
    sheet.merged = ranges(book.merge_cells_by_sheet_name(name).unwrap_or_default());
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(()) };
    while let Some(cell) = cells.next_cell().map_err(|e| broken(&e))? {
        let (row, column) = cell.get_position();
        put(sheet, (row, column), &Data::from(cell.get_value().clone()), left)?;
    }
    Ok(())
}

fn ranges(found: Vec<calamine::Dimensions>) -> Vec<Range> {
    found.iter().map(|d| Range { first: d.start, last: d.end }).collect()
}

fn dense<'b, B>(book: &mut B, name: &str, sheet: &mut Sheet, left: &mut usize) -> Book<()>
where
    B: Reader<Cursor<&'b [u8]>>,
    B::Error: fmt::Display,
{
    let range = book.worksheet_range(name).map_err(|e| broken(&e))?;
    let (top, from) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let at = |from: u32, by: usize| from.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
        put(sheet, (at(top, row), at(from, column)), data, left)?;
    }
    Ok(())
}

fn put(sheet: &mut Sheet, (row, column): (u32, u32), data: &Data, left: &mut usize) -> Book<()> {
    let cell = match data {
        Data::Empty => return Ok(()),
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(yes) => Cell::Text(if *yes { "true" } else { "false" }.to_string()),
        Data::String(text) | Data::DurationIso(text) => Cell::Text(tidy(text)),
        Data::DateTime(day) => of_serial(day),
        Data::DateTimeIso(text) => match text.get(..10).and_then(|day| day.parse().ok()) {
            Some(date) => Cell::Date(date),
            None => Cell::Text(tidy(text)),
        },
        Data::Error(error) => Cell::Fault(error.to_string()),
    };
    *left = left.checked_sub(1).ok_or(Unreadable::Cells)?;
    sheet.set(row, column, cell);
    Ok(())
}

fn of_serial(day: &ExcelDateTime) -> Cell {
    let (year, month, date, hour, minute, ..) = day.to_ymd_hms_milli();
    if day.is_duration() || day.as_f64() < 1.0 {
        return Cell::Text(format!("{hour:02}:{minute:02}"));
    }
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(date));
    match parts {
        (Ok(year), Ok(month), Ok(date)) => match Date::new(year, month, date) {
            Ok(date) => Cell::Date(date),
            Err(_) => Cell::Number(day.as_f64()),
        },
        _ => Cell::Number(day.as_f64()),
    }
}
