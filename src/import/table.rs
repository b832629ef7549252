//! Tables as they are read: cells that know their place. Owns what a cell can
//! hold; what a column means is the next modules' business.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::source::yaml::nfc;

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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    #[serde(serialize_with = "name", deserialize_with = "shared")]
    pub name: Arc<str>,
    /// Whether the spreadsheet hides it.
    pub hidden: bool,
    /// Rows and their cells, from 0, where something is written.
    pub rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    /// Merged ranges: first row and column, last row and column.
    pub merged: Vec<Range>,
}

/// A merged range, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// First row and column.
    pub first: (u32, u32),
    /// Last row and column.
    pub last: (u32, u32),
}

fn name<S: serde::Serializer>(name: &Arc<str>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(name)
}

fn shared<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Arc<str>, D::Error> {
    String::deserialize(from).map(Arc::from)
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
