//! The rows below the titles: which of them hold an item, and what their
//! cells say. Offices number the columns, put headings between groups and
//! sign at the bottom; such rows hold none.

use super::finding::Finding;
use super::header::{Column, Header, repeats};
use super::table::{Cell, Place};
use super::values::Values;
use super::want::Value;
use crate::diag::{Message, TextKey};
use crate::source::ItemId;

/// What a cell said.
#[derive(Debug)]
pub struct Said<'h> {
    /// The column.
    pub column: &'h Column,
    /// The value.
    pub value: Value,
    /// The cell.
    pub at: Place,
}

/// A row that holds an item.
#[derive(Debug)]
pub struct Row<'h> {
    /// The row's first cell that says something.
    pub at: Place,
    /// What its cells say; empty ones say nothing.
    pub said: Vec<Said<'h>>,
    /// The fields of cells that could not be read.
    pub failed: Vec<&'static str>,
}

impl Row<'_> {
    /// What the row says for a field, in the default language.
    pub fn get(&self, field: &str, default: &str) -> Option<&Said<'_>> {
        self.said.iter().find(|said| {
            let filled = &said.column.filled;
            filled.field.name == field && filled.lang.is_none_or(|lang| lang == default)
        })
    }
}

/// First words of the rows that end a table: totals and signatures.
const ENDS: &[&str] = &[
    "tổng cộng",
    "tổng số",
    "người lập",
    "người lập biểu",
    "thủ trưởng đơn vị",
    "nơi nhận",
    "xác nhận của",
    "total",
    "prepared by",
];

/// Reads every row.
pub fn rows<'h>(header: &'h Header, values: &mut Values) -> Vec<Row<'h>> {
    let mut rows = Vec::new();
    for (row, cells) in header.sheet.rows.range(header.row + 1..) {
        let own = |column: &&Column| cells.contains_key(&column.index);
        let Some(first) = header.columns.iter().filter(own).min_by_key(|column| column.index)
        else {
            continue;
        };
        let at = header.sheet.place(*row, first.index);
        if repeats(header, *row) || (rows.is_empty() && numbers_columns(cells.values())) {
            continue;
        }
        if ends(cells.values()) && header.columns.iter().filter(own).count() <= 2 {
            let message =
                Message::new(TextKey::IMPORT_TABLE_ENDS).with("row", (row + 1).to_string());
            values.findings.push(Finding::warning(at, message));
            break;
        }
        if cells.len() == 1 && is_across(header, *row, first.index) {
            let text = cells.values().next().map(Cell::words).unwrap_or_default();
            let message = Message::new(TextKey::IMPORT_ROW_HEADING).with("text", text);
            values.findings.push(Finding::warning(at, message));
            continue;
        }
        rows.push(read(header, *row, at, values));
    }
    rows
}

fn read<'h>(header: &'h Header, row: u32, at: Place, values: &mut Values) -> Row<'h> {
    let mut read = Row { at, said: Vec::new(), failed: Vec::new() };
    for column in &header.columns {
        let Some(cell) = header.sheet.cell(row, column.index) else { continue };
        let at = header.sheet.place(row, column.index);
        match values.read(column.filled.field.reading, cell, &at) {
            Some(value) => read.said.push(Said { column, value, at }),
            None => read.failed.push(column.filled.field.name),
        }
    }
    read
}

/// Whether a row only numbers the columns: (1), (2), … or A, B, 1, 2.
fn numbers_columns<'c>(cells: impl Iterator<Item = &'c Cell>) -> bool {
    let mut count = 0;
    for cell in cells {
        let words = cell.words();
        let bare = words.trim_matches(['(', ')', '[', ']']);
        let letter = bare.chars().count() == 1 && bare.chars().all(|c| c.is_ascii_uppercase());
        let number = bare.parse::<u8>().is_ok();
        if !letter && !number {
            return false;
        }
        count += 1;
    }
    count > 1
}

fn ends<'c>(mut cells: impl Iterator<Item = &'c Cell>) -> bool {
    cells.next().is_some_and(|cell| {
        let folded = ItemId::suggest(&cell.words());
        ENDS.iter().map(|end| ItemId::suggest(end)).any(|end| {
            folded == end
                || (folded.starts_with(&format!("{end}-")) && folded.len() < end.len() + 30)
        })
    })
}

/// Whether a cell is merged with cells to its right.
fn is_across(header: &Header, row: u32, column: u32) -> bool {
    header.sheet.merged.iter().any(|range| {
        range.first.0 <= row
            && row <= range.last.0
            && range.first.1 <= column
            && column <= range.last.1
            && range.first.1 < range.last.1
    })
}

/// Whether a field's texts lie under `text:` of a message.
pub fn is_message_text(column: &Column) -> bool {
    matches!(column.filled.field.name, "headline" | "body" | "post" | "sms" | "broadcast")
}
