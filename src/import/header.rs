//! Finding the table in a workbook: the sheet, the row with the columns'
//! titles (offices put a heading above it), what the table lists, and what
//! each column fills.

use std::collections::BTreeSet;

use super::columns::{Filled, Kind, Meaning, meaning, nearest_title};
use super::finding::{Finding, Refusal};
use super::mapping::{Mapped, Mapping};
use super::table::{Cell, Sheet, letters};
use crate::diag::{Message, TextKey};
use crate::source::ItemId;

/// How far down the titles may stand; rows.
const DEEPEST: u32 = 15;

/// A column and what it fills.
#[derive(Debug, Clone)]
pub struct Column {
    /// From 0.
    pub index: u32,
    /// Its title.
    pub title: String,
    /// What it fills.
    pub filled: Filled,
}

/// A table that was found.
#[derive(Debug)]
pub struct Header<'t> {
    /// The sheet it is on.
    pub sheet: &'t Sheet,
    /// What it lists.
    pub kind: Kind,
    /// The row of the titles, from 0.
    pub row: u32,
    /// The columns that fill something, each field and language once.
    pub columns: Vec<Column>,
}

/// What is known before the table is looked at.
#[derive(Debug, Default)]
pub struct Wanted<'a> {
    /// The kind, where it was given.
    pub kind: Option<Kind>,
    /// The sheet, where it was given.
    pub sheet: Option<&'a str>,
    /// The mapping, where there is one.
    pub mapping: Option<&'a Mapping>,
}

/// Finds the table; what is worth knowing about it goes to `findings`.
pub fn find<'t>(
    sheets: &'t [Sheet],
    wanted: &Wanted,
    findings: &mut Vec<Finding>,
) -> Result<Header<'t>, Refusal> {
    let name = wanted.sheet.or(wanted.mapping.and_then(|mapping| mapping.sheet.as_deref()));
    let looked_at: Vec<&Sheet> = match name {
        Some(name) => {
            let same =
                |sheet: &&Sheet| sheet.name.trim().to_lowercase() == name.trim().to_lowercase();
            match sheets.iter().find(same) {
                Some(sheet) => vec![sheet],
                None => return Err(no_sheet(sheets, name)),
            }
        }
        None => sheets.iter().filter(|sheet| !sheet.hidden).collect(),
    };
    let mut found: Vec<Header> = Vec::new();
    for sheet in &looked_at {
        found.extend(of_sheet(sheet, wanted)?);
    }
    let mut found = found.into_iter();
    let Some(header) = found.next() else { return Err(no_table(&looked_at, wanted)) };
    for other in found.filter(|other| other.kind == header.kind) {
        let message = Message::new(TextKey::IMPORT_OTHER_SHEET).with("sheet", &*other.sheet.name);
        findings.push(Finding::warning(other.sheet.place(other.row, 0), message));
    }
    unread(&header, wanted, findings)?;
    Ok(header)
}

/// The best table of a sheet, if it has one.
fn of_sheet<'t>(sheet: &'t Sheet, wanted: &Wanted) -> Result<Option<Header<'t>>, Refusal> {
    let given = wanted.kind.or(wanted.mapping.and_then(|mapping| mapping.kind));
    let kinds = given.map_or(Kind::ALL.to_vec(), |kind| vec![kind]);
    let fixed =
        wanted.mapping.and_then(|mapping| mapping.header_row).map(|row| row.saturating_sub(1));
    let first = sheet.rows.keys().next().copied().unwrap_or(0);
    let rows: Vec<u32> = match fixed {
        Some(row) => vec![row],
        None => sheet.rows.keys().copied().take_while(|row| *row < first + DEEPEST).collect(),
    };
    let mut best: Vec<Header> = Vec::new();
    for kind in kinds {
        let tables = rows.iter().map(|row| titles(sheet, *row, kind, wanted.mapping));
        // Of two rows that know the same number of titles the upper one.
        let fullest = tables.rev().max_by_key(|header| header.columns.len());
        best.extend(fullest.filter(is_whole));
    }
    let most = best.iter().map(|header| header.columns.len()).max().unwrap_or(0);
    best.retain(|header| header.columns.len() == most);
    if best.len() > 1 {
        let kinds: Vec<&str> = best.iter().map(|header| header.kind.word()).collect();
        let message = Message::new(TextKey::IMPORT_UNCLEAR_KIND)
            .with("sheet", &*sheet.name)
            .with("kinds", kinds.join(", "));
        let hint = Message::new(TextKey::IMPORT_HINT_KIND).with("kind", kinds[0]);
        return Err(Refusal::Request(message, vec![hint]));
    }
    Ok(best.pop())
}

/// Whether a table has the columns that its kind cannot do without.
fn is_whole(header: &Header) -> bool {
    let has = |name: &&str| header.columns.iter().any(|column| column.filled.field.name == *name);
    let (all, one) = header.kind.needs();
    all.iter().all(has) && (one.is_empty() || one.iter().any(has))
}

/// What the titles of a row say, read as a table of `kind`.
fn titles<'t>(sheet: &'t Sheet, row: u32, kind: Kind, mapping: Option<&Mapping>) -> Header<'t> {
    let mut columns: Vec<Column> = Vec::new();
    for (index, title) in titled(sheet, row, mapping) {
        let mapped = mapping.and_then(|mapping| mapping.column(kind, &title, &letters(index)));
        let filled = match (mapped, meaning(kind, &title)) {
            (Some(Mapped::Fills(filled)), _) => filled,
            (Some(Mapped::Ignored), _) => continue,
            (None, Meaning::Fills(filled)) => filled,
            (None, _) => continue,
        };
        if !columns.iter().any(|column| same(&column.filled, &filled)) {
            columns.push(Column { index, title, filled });
        }
    }
    Header { sheet, kind, row, columns }
}

fn same(a: &Filled, b: &Filled) -> bool {
    std::ptr::eq(a.field, b.field) && a.lang == b.lang
}

/// The titles in a row, in order; one that runs down several rows is a title
/// in each of them.
fn title_cells(sheet: &Sheet, row: u32) -> Vec<(u32, String)> {
    let own = sheet.rows.get(&row).into_iter().flat_map(|cells| cells.keys().copied());
    let over = sheet.merged.iter().filter(|range| range.first.0 < row && row <= range.last.0);
    let columns: BTreeSet<u32> = own.chain(over.map(|range| range.first.1)).collect();
    let text = columns.into_iter().filter_map(|index| match sheet.cell(row, index)? {
        Cell::Text(text) if text.chars().count() < 80 => Some((index, text.replace('\n', " "))),
        _ => None,
    });
    text.collect()
}

/// The titles in a row, and the columns without one that a mapping calls by
/// their letters.
fn titled(sheet: &Sheet, row: u32, mapping: Option<&Mapping>) -> Vec<(u32, String)> {
    let mut cells = title_cells(sheet, row);
    for index in mapping.into_iter().flat_map(Mapping::lettered) {
        let used = sheet.rows.values().any(|cells| cells.contains_key(&index));
        if used && !cells.iter().any(|(column, _)| *column == index) {
            cells.push((index, String::new()));
        }
    }
    cells.sort();
    cells
}

/// Says which columns are left out, and refuses a mapping that speaks of
/// columns which are not there.
fn unread(header: &Header, wanted: &Wanted, findings: &mut Vec<Finding>) -> Result<(), Refusal> {
    let cells = titled(header.sheet, header.row, wanted.mapping);
    if let Some(mapping) = wanted.mapping {
        let titles: Vec<(String, String)> =
            cells.iter().map(|(index, title)| (title.clone(), letters(*index))).collect();
        if let Some(name) = mapping.missing(&titles).first() {
            let found: Vec<&str> = titles.iter().map(|(title, _)| title.as_str()).collect();
            let message = Message::new(TextKey::IMPORT_NO_COLUMN).with("column", *name);
            let hint = Message::new(TextKey::IMPORT_HINT_FOUND).with("list", found.join(", "));
            return Err(Refusal::Request(message, vec![hint]));
        }
    }
    for (index, title) in cells {
        if header.columns.iter().any(|column| column.index == index) {
            continue;
        }
        let mapped = wanted.mapping.and_then(|m| m.column(header.kind, &title, &letters(index)));
        let meant = match mapped {
            Some(Mapped::Ignored) => continue,
            Some(Mapped::Fills(filled)) => Meaning::Fills(filled),
            None => meaning(header.kind, &title),
        };
        let place = header.sheet.place(header.row, index);
        let finding = match meant {
            Meaning::Nothing => continue,
            Meaning::Fills(filled) => {
                let first = header.columns.iter().find(|column| same(&column.filled, &filled));
                let first = first.map_or("", |column| column.title.as_str());
                let message = Message::new(TextKey::IMPORT_COLUMN_TWICE)
                    .with("column", title)
                    .with("first", first)
                    .with("field", filled.field.name);
                Finding::warning(place, message)
            }
            Meaning::Unknown => {
                let near = nearest_title(header.kind, &title);
                let finding = Finding::warning(
                    place,
                    Message::new(TextKey::IMPORT_COLUMN_UNKNOWN).with("column", title),
                );
                match near {
                    Some(near) => {
                        finding.hint(Message::new(TextKey::HINT_DID_YOU_MEAN).with("name", near))
                    }
                    None => finding.hint(Message::new(TextKey::IMPORT_HINT_MAP)),
                }
            }
        };
        findings.push(finding);
    }
    Ok(())
}

fn no_sheet(sheets: &[Sheet], name: &str) -> Refusal {
    let names: Vec<&str> = sheets.iter().map(|sheet| &*sheet.name).collect();
    let message = Message::new(TextKey::IMPORT_NO_SHEET).with("sheet", name);
    Refusal::Request(
        message,
        vec![Message::new(TextKey::IMPORT_HINT_SHEETS).with("list", names.join(", "))],
    )
}

/// No table: what was found, and what each kind of table knows.
fn no_table(sheets: &[&Sheet], wanted: &Wanted) -> Refusal {
    let fullest = |sheet: &&Sheet| {
        let rows = sheet.rows.keys().take(DEEPEST as usize);
        let rows = rows.map(|row| title_cells(sheet, *row));
        rows.rev().max_by_key(Vec::len)
    };
    let cells = sheets.iter().filter_map(fullest).rev().max_by_key(Vec::len).unwrap_or_default();
    let found: Vec<String> = cells.into_iter().map(|(_, title)| title).collect();
    let given = wanted.kind.or(wanted.mapping.and_then(|mapping| mapping.kind));
    let mut hints = Vec::new();
    if !found.is_empty() {
        hints.push(Message::new(TextKey::IMPORT_HINT_FOUND).with("list", found.join(", ")));
    }
    for kind in given.map_or(Kind::ALL.to_vec(), |kind| vec![kind]) {
        let titles: Vec<&str> =
            kind.fields().iter().filter_map(|field| field.titles.first().copied()).collect();
        let (all, one) = kind.needs();
        let title = |name: &&str| kind.field(name)?.titles.first().copied();
        let mut needed: Vec<String> = all.iter().filter_map(title).map(str::to_string).collect();
        let one: Vec<&str> = one.iter().filter_map(title).collect();
        needed.extend((!one.is_empty()).then(|| one.join(" / ")));
        hints.push(
            Message::new(TextKey::IMPORT_HINT_KNOWN)
                .with("kind", kind.word())
                .with("list", titles.join(", "))
                .with("needed", needed.join(", ")),
        );
    }
    hints.push(Message::new(TextKey::IMPORT_HINT_MAP));
    Refusal::Request(Message::new(TextKey::IMPORT_NO_TABLE), hints)
}

/// Whether a row only repeats the titles (as a printed table does at the top
/// of each page).
pub fn repeats(header: &Header, row: u32) -> bool {
    let mut cells = header.columns.iter().filter_map(|column| {
        Some((column, header.sheet.rows.get(&row)?.get(&column.index)?.words()))
    });
    let mut any = false;
    let all = cells.all(|(column, words)| {
        any = true;
        ItemId::suggest(&words) == ItemId::suggest(&column.title)
    });
    all && any
}
