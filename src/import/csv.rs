//! Tables kept as text: finds the separator, reads UTF-8 with or without a
//! byte order mark, and says what to do about any other encoding.

use super::table::{Cell, Sheet, tidy};
use crate::diag::Message;

/// The separators that spreadsheets write; Vietnamese Excel writes `;`.
const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];

/// Reads the one sheet of a text file called `name`.
pub fn read(bytes: &[u8], name: &str) -> Result<Sheet, Message> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Message::new("import-utf16"));
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        Message::new("import-not-utf8").with("line", line.to_string())
    })?;
    if text.contains('\0') {
        return Err(Message::new("import-not-a-table"));
    }
    // Excel's own first line, which only names the separator.
    let named = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    let separator = named.unwrap_or_else(|| separator(text));
    let mut sheet = Sheet::new(name);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    // Rows are counted as a spreadsheet shows them: the reader leaves out
    // empty lines, so each record's line is looked up, less the line ends
    // inside quoted cells before it.
    let mut inside = 0;
    for record in reader.records() {
        let record = record
            .map_err(|e| Message::new("import-unreadable-workbook").with("why", e.to_string()))?;
        let line = record.position().map_or(1, ::csv::Position::line);
        let row = u32::try_from(line.saturating_sub(1 + inside)).unwrap_or(u32::MAX);
        inside += record.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
        if row == 0 && named.is_some() {
            continue;
        }
        for (column, cell) in (0u32..).zip(record.iter()) {
            sheet.set(row, column, Cell::Text(tidy(cell)));
        }
    }
    Ok(sheet)
}

/// The separator that gives the most lines the same number of cells.
fn separator(text: &str) -> u8 {
    let score = |separator: u8| {
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let widths: Vec<usize> =
            reader.records().take(50).flatten().map(|record| record.len()).collect();
        let widest = widths.iter().copied().max().unwrap_or(0);
        if widest < 2 {
            return (0, 0);
        }
        let usual = widths.iter().filter(|width| **width == widest).count();
        (usual * 100 / widths.len().max(1), widest)
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
        let sheet = read("a;b\n\n\"x\ny\";1\nz;2\n".as_bytes(), "t.csv").expect("a sheet");
        let rows: Vec<u32> = sheet.rows.keys().copied().collect();
        assert_eq!(rows, [0, 2, 3]);
    }

    #[test]
    fn other_encodings_are_refused_in_words() {
        let key = |bytes: &[u8]| read(bytes, "t.csv").expect_err("a refusal").key;
        assert_eq!(key(&[0xff, 0xfe, b'a', 0]), "import-utf16");
        assert_eq!(key(b"a;b\nC\xe1;d\n"), "import-not-utf8");
    }
}
