//! Tables kept as text: finds the separator, reads UTF-8 with or without a
//! byte order mark, and says what to do about any other encoding.

use std::collections::BTreeMap;

use ::csv::{Reader, ReaderBuilder, StringRecord};

use super::table::{Cell, Sheet, tidy};
use crate::diag::{Message, TextKey};

/// The separators that spreadsheets write; Vietnamese Excel writes `;`.
const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];

/// Reads the one sheet of a text file called `name`.
pub fn read(bytes: &[u8], name: &str) -> Result<Sheet, Message> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Message::new(TextKey::IMPORT_UTF16));
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let text = str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        Message::new(TextKey::IMPORT_NOT_UTF8).with("line", line.to_string())
    })?;
    // One sign for the end of a line, so that lines can be counted.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.contains('\0') {
        return Err(Message::new(TextKey::IMPORT_NOT_A_TABLE));
    }
    // Excel's own first line, which only names the separator.
    let named = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    let separator = named.unwrap_or_else(|| separator(&text));
    let mut sheet = Sheet::new(name);
    let mut reader = reader(&text, separator);
    let mut record = StringRecord::new();
    // Rows are counted as a spreadsheet shows them. The reader skips empty
    // lines without saying so, and its own count has those inside quotes.
    let mut next = 0;
    let mut at = 0;
    loop {
        let empty = text[at..].bytes().take_while(|byte| *byte == b'\n').count();
        let more = reader.read_record(&mut record).map_err(|e| {
            Message::new(TextKey::IMPORT_UNREADABLE_WORKBOOK).with("why", e.to_string())
        })?;
        if !more {
            return Ok(sheet);
        }
        at = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
        let row = u32::try_from(empty).unwrap_or(u32::MAX).saturating_add(next);
        next = row.saturating_add(1);
        if row == 0 && named.is_some() {
            continue;
        }
        for (column, cell) in (0u32..).zip(record.iter()) {
            sheet.set(row, column, Cell::Text(tidy(cell)));
        }
    }
}

fn reader(text: &str, separator: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
}

/// The separator that gives the most lines the same number of cells.
fn separator(text: &str) -> u8 {
    let score = |separator: u8| {
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        let mut lines = 0;
        for record in reader(text, separator).records().take(50).flatten() {
            *widths.entry(record.len()).or_default() += 1;
            lines += 1;
        }
        widths.remove(&1);
        let usual = widths.into_iter().max_by_key(|(width, count)| (*count, *width));
        usual.map_or((0, 0), |(width, count)| (count * 100 / lines, width))
    };
    SEPARATORS.into_iter().rev().max_by_key(|separator| score(*separator)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_found() {
        assert_eq!(separator("a;b;c\n1,5;2;3\n"), b';');
        assert_eq!(separator("a,b,c\nx;y,2,3\n"), b',');
        assert_eq!(separator("a\tb\n1\t2\n"), b'\t');
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_shows_them() {
        for end in ["\n", "\r\n"] {
            let text = "a;b\n\n\"x\ny\";1\nz;2\n\n\nw;3".replace('\n', end);
            let sheet = read(text.as_bytes(), "t.csv").expect("a sheet");
            let rows: Vec<u32> = sheet.rows.keys().copied().collect();
            assert_eq!(rows, [0, 2, 3, 6]);
            assert_eq!(sheet.rows[&2][&0], Cell::Text("x\ny".to_string()));
        }
    }

    #[test]
    fn other_encodings_are_refused_in_words() {
        let key = |bytes: &[u8]| read(bytes, "t.csv").expect_err("a refusal").key;
        assert_eq!(key(&[0xff, 0xfe, b'a', 0]), TextKey::IMPORT_UTF16);
        assert_eq!(key(b"a;b\nC\xe1;d\n"), TextKey::IMPORT_NOT_UTF8);
    }
}
