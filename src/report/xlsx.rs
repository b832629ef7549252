//! A report as a workbook: a sheet for each table, its heading frozen and
//! with filters, wide enough to read and to print on A4 landscape. The same
//! report gives the same bytes.

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{Align, Cell, Column, Document, Row, Table, Tone};

/// The row of the headings: the title and what stands under it are above.
const HEAD: u32 = 3;
/// Height of a line of text, in points.
const LINE: f64 = 16.0;
/// Rows and columns of a workbook are numbered with few bits; more than this
/// many rows are left out.
const MOST_ROWS: usize = 1_000_000;

/// The report as a workbook.
///
/// # Errors
/// A text longer than a cell can hold.
pub fn workbook(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(&document.title)
        .set_author(concat!("lantoa ", env!("CARGO_PKG_VERSION")))
        // Otherwise the time of writing.
        .set_creation_datetime(&excel(document.date)?);
    workbook.set_properties(&properties);
    for (n, table) in document.tables.iter().enumerate() {
        // The first sheet is the report itself, the others belong to it.
        let title = match n {
            0 => document.title.clone(),
            _ => format!("{} – {}", document.title, table.title),
        };
        sheet(workbook.add_worksheet(), &title, document, table)?;
    }
    workbook.save_to_buffer()
}

fn sheet(
    sheet: &mut Worksheet,
    title: &str,
    document: &Document,
    table: &Table,
) -> Result<(), XlsxError> {
    sheet.set_name(&table.title)?;
    let large = Format::new().set_bold().set_font_size(16).set_font_color(0x06_3A75);
    let quiet = Format::new().set_font_color(0x4D_5A66);
    sheet.write_string_with_format(0, 0, title, &large)?;
    sheet.write_string_with_format(1, 0, document.lead.join(" · "), &quiet)?;
    sheet.write_string_with_format(2, 0, table.notes.join(" "), &quiet)?;
    sheet.set_row_height(0, 26)?;

    let last = column(table.columns.len().saturating_sub(1));
    let head = line().set_bold().set_font_color(0xFF_FFFF).set_background_color(0x06_3A75);
    for (x, shown) in table.columns.iter().enumerate() {
        sheet.set_column_width(column(x), shown.workbook)?;
        let format = head.clone().set_align(align(shown)).set_align(FormatAlign::VerticalCenter);
        sheet.write_string_with_format(HEAD, column(x), &shown.title, &format)?;
    }
    sheet.set_row_height(HEAD, LINE * 2.2)?;
    let mut y = HEAD + 1;
    if table.rows.is_empty() {
        sheet.write_string_with_format(y, 0, &table.empty, &quiet)?;
        y += 1;
    }
    let grouped = table.rows.iter().any(|row| matches!(row, Row::Group { .. }));
    let mut filtered = HEAD;
    for row in table.rows.iter().take(MOST_ROWS) {
        match row {
            Row::Group { title, notes, .. } => group(sheet, y, last, table, &title.text, notes)?,
            Row::Cells(cells) => {
                self::cells(sheet, y, &table.columns, cells, &line())?;
                filtered = y;
            }
            Row::Total(cells) => {
                let total = line().set_bold().set_background_color(0xE8_F1FB);
                self::cells(sheet, y, &table.columns, cells, &total)?;
            }
        }
        y += 1;
    }
    // A filter would tear groups from their rows; sums stay out of it.
    if !grouped && filtered > HEAD {
        sheet.autofilter(HEAD, 0, filtered, last)?;
    }
    sheet.set_freeze_panes(HEAD + 1, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3);
    sheet.set_footer("&L&A&R&P/&N");
    Ok(())
}

/// A heading over the rows that follow, across all columns.
fn group(
    sheet: &mut Worksheet,
    y: u32,
    last: u16,
    table: &Table,
    title: &str,
    notes: &[String],
) -> Result<(), XlsxError> {
    let format = line().set_bold().set_font_color(0x06_3A75).set_background_color(0xE8_F1FB);
    let lines: Vec<&str> = std::iter::once(title).chain(notes.iter().map(String::as_str)).collect();
    if last > 0 {
        sheet.merge_range(y, 0, y, last, &lines.join("\n"), &format)?;
    } else {
        sheet.write_string_with_format(y, 0, lines.join("\n"), &format)?;
    }
    // A merged cell does not find its own height.
    let room: f64 = table.columns.iter().map(|column| column.workbook).sum();
    let rows: f64 = lines
        .iter()
        .map(|line| (line.chars().count() as f64 / room.max(1.0)).ceil().max(1.0))
        .sum();
    sheet.set_row_height(y, rows * LINE + 6.0)?;
    Ok(())
}

fn cells(
    sheet: &mut Worksheet,
    y: u32,
    columns: &[Column],
    cells: &[Cell],
    base: &Format,
) -> Result<(), XlsxError> {
    for (x, (shown, cell)) in columns.iter().zip(cells).enumerate() {
        let format = toned(base.clone().set_align(align(shown)), cell.tone);
        let x = column(x);
        if let Some(date) = cell.date {
            let format = format.set_num_format("dd/mm/yyyy");
            sheet.write_datetime_with_format(y, x, &excel(date)?, &format)?;
            continue;
        }
        match cell.number.and_then(|number| number.to_f64()) {
            Some(number) => {
                let format = format.set_num_format("#,##0.##########");
                let whole = cell.number.is_some_and(|number| number.is_integer());
                let format = if whole { format.set_num_format("#,##0") } else { format };
                sheet.write_number_with_format(y, x, number, &format)?;
            }
            None if cell.text.is_empty() => {
                sheet.write_blank(y, x, &format)?;
            }
            None => {
                sheet.write_string_with_format(y, x, &cell.text, &format)?;
            }
        }
    }
    Ok(())
}

/// A day as a workbook counts it.
fn excel(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    ExcelDateTime::from_ymd(date.year().unsigned_abs(), month, day)
}

/// A cell of a table: bordered, its text wrapped from the top.
fn line() -> Format {
    Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_border_color(0xD3_DBE2)
}

fn toned(format: Format, tone: Tone) -> Format {
    match tone {
        Tone::Plain => format,
        Tone::Good => format.set_background_color(0xE6_F5EC).set_font_color(0x0A_5A2D),
        Tone::Warn => format.set_background_color(0xFF_F4DC).set_font_color(0x2D_1F05),
        Tone::Bad => format.set_background_color(0xFC_ECEA).set_font_color(0x7E_1812).set_bold(),
        Tone::Quiet => format.set_font_color(0x4D_5A66),
    }
}

fn align(column: &Column) -> FormatAlign {
    match column.align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    }
}

/// Tables have a handful of columns.
fn column(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
