//! Reading tables: workbooks (xlsx, xlsb, xls, ods) and text with
//! separators, into cells that know their place. Owns what a cell can hold;
//! what a column means is the next modules' business.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{
    Data, ExcelDateTime, Reader, SheetVisible, Sheets, Xlsx, open_workbook_auto_from_rs,
};
use jiff::civil::Date;

use super::csv;
use crate::diag::{Message, TextKey};
use crate::source::yaml::nfc;

/// Tables with more rows were not made by hand; rows.
const MOST_ROWS: usize = 100_000;

/// A cell's place, printed as a spreadsheet names it: `Sheet1!C7`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The sheet; for a text file the file's name.
    pub sheet: Arc<str>,
    /// From 0.
    pub row: u32,
    /// From 0.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!{}{}", self.sheet, letters(self.column), self.row + 1)
    }
}

/// A column's name: A, B, …, Z, AA, …
pub fn letters(column: u32) -> String {
    let mut name = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        name.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}

/// The column of a name; `None` where it is none.
pub fn column(letters: &str) -> Option<u32> {
    let is_name =
        (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    let number = letters.bytes().fold(0, |number, b| number * 26 + u32::from(b - b'A' + 1));
    is_name.then(|| number - 1)
}

/// What a cell holds; empty cells are not kept.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text: in NFC, trimmed, line ends as `\n`; never empty.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
    /// A fault of the spreadsheet's own, as `#REF!`.
    Fault(String),
}

impl Cell {
    /// The cell in words, as far as it has any.
    pub fn words(&self) -> String {
        match self {
            Cell::Text(text) | Cell::Fault(text) => text.clone(),
            Cell::Number(number) => number_words(*number),
            Cell::Date(date) => date.strftime("%d/%m/%Y").to_string(),
        }
    }
}

/// A number as a person would type it: no `.0`.
fn number_words(number: f64) -> String {
    format!("{number}")
}

/// One sheet.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// Whether the spreadsheet hides it.
    pub hidden: bool,
    /// Rows and their cells, from 0, where something is written.
    pub rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    /// Merged ranges: first row and column, last row and column.
    pub merged: Vec<Range>,
}

/// A merged range, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// First row and column.
    pub first: (u32, u32),
    /// Last row and column.
    pub last: (u32, u32),
}

impl Sheet {
    /// An empty sheet.
    pub fn new(name: &str) -> Self {
        Sheet { name: Arc::from(name), hidden: false, rows: BTreeMap::new(), merged: Vec::new() }
    }

    /// The place of a cell.
    pub fn place(&self, row: u32, column: u32) -> Place {
        Place { sheet: Arc::clone(&self.name), row, column }
    }

    /// A cell, or what the merged range over it holds: a range that runs
    /// down several rows speaks for each of them.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        let at = |row: u32| self.rows.get(&row).and_then(|cells| cells.get(&column));
        at(row).or_else(|| {
            let over = self.merged.iter().find(|range| {
                range.first.1 == column && range.first.0 < row && row <= range.last.0
            })?;
            at(over.first.0)
        })
    }

    /// Adds a cell, unless it is empty.
    pub fn set(&mut self, row: u32, column: u32, cell: Cell) {
        if let Cell::Text(text) = &cell
            && text.is_empty()
        {
            return;
        }
        self.rows.entry(row).or_default().insert(column, cell);
    }
}

/// Reads a table from a file's bytes; `name` is the file's name. What cannot
/// be read is said in words.
pub fn read(bytes: &[u8], name: &str) -> Result<Vec<Sheet>, Message> {
    let sheets = if bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        workbook(bytes)?
    } else {
        vec![csv::read(bytes, name)?]
    };
    match sheets.iter().find(|sheet| sheet.rows.len() > MOST_ROWS) {
        Some(sheet) => Err(Message::new(TextKey::IMPORT_TOO_MANY_ROWS)
            .with("sheet", &*sheet.name)
            .with("limit", MOST_ROWS.to_string())),
        None => Ok(sheets),
    }
}

fn unreadable(error: &impl fmt::Display) -> Message {
    Message::new(TextKey::IMPORT_UNREADABLE_WORKBOOK).with("why", error.to_string())
}

fn workbook(bytes: &[u8]) -> Result<Vec<Sheet>, Message> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|e| unreadable(&e))?;
    let known = book.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    for meta in known {
        let mut sheet = Sheet::new(&nfc(&meta.name));
        sheet.hidden = meta.visible != SheetVisible::Visible;
        match &mut book {
            Sheets::Xlsx(book) => xlsx(book, &meta.name, &mut sheet)?,
            Sheets::Xls(book) => {
                let merged = book.merge_cells_by_sheet_name(&meta.name).unwrap_or_default();
                ranges(merged, &mut sheet);
                dense(book, &meta.name, &mut sheet)?;
            }
            book => dense(book, &meta.name, &mut sheet)?,
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Cell by cell: a stray cell far away must not cost a table of millions.
fn xlsx(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, sheet: &mut Sheet) -> Result<(), Message> {
    // A sheet of charts has no cells.
    ranges(book.merge_cells_by_sheet_name(name).unwrap_or_default(), sheet);
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(()) };
    while let Some(cell) = cells.next_cell().map_err(|e| unreadable(&e))? {
        let (row, column) = cell.get_position();
        put(sheet, row, column, &Data::from(cell.get_value().clone()));
    }
    Ok(())
}

fn ranges(found: Vec<calamine::Dimensions>, sheet: &mut Sheet) {
    sheet.merged = found.iter().map(|d| Range { first: d.start, last: d.end }).collect();
}

fn dense<'b, B>(book: &mut B, name: &str, sheet: &mut Sheet) -> Result<(), Message>
where
    B: Reader<Cursor<&'b [u8]>>,
    B::Error: fmt::Display,
{
    let range = book.worksheet_range(name).map_err(|e| unreadable(&e))?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let at = |from: u32, by: usize| from.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
        put(sheet, at(top, row), at(left, column), data);
    }
    Ok(())
}

fn put(sheet: &mut Sheet, row: u32, column: u32, data: &Data) {
    let cell = match data {
        Data::Empty => return,
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
    sheet.set(row, column, cell);
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

/// A cell's text without what only the spreadsheet needs: carriage returns,
/// signs of no width, spaces at line ends.
pub fn tidy(text: &str) -> String {
    let text = text
        .replace("_x000D_", "")
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let kept: String = text
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| {
            !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}') && (*c == '\n' || !c.is_control())
        })
        .collect();
    let lines: Vec<&str> = kept.trim().lines().map(str::trim_end).collect();
    nfc(&lines.join("\n")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_a_spreadsheet_names_them() {
        let names: Vec<String> = [0, 25, 26, 701, 702].map(letters).to_vec();
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA"]);
        assert_eq!(["A", "ZZ", "AAA"].map(column), [Some(0), Some(701), Some(702)]);
        assert_eq!(["", "a", "ABCD"].map(column), [None; 3]);
    }

    #[test]
    fn numbers_have_no_tail() {
        assert_eq!(number_words(905123456.0), "905123456");
        assert_eq!(number_words(4.5), "4.5");
    }

    #[test]
    fn text_is_tidied() {
        assert_eq!(tidy(" a \r\nb_x000D_\nc\u{200b}\u{a0}\n\n"), "a\nb\nc");
    }
}
