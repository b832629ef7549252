//! Tables, of rich text and of infographics.

use std::fmt::Write as _;

use super::rich::Writer;
use crate::doc::{Align, Column};
use crate::edition::show::Inline;

/// A cell of a table.
pub(super) trait Cell {
    fn is_blank(&self) -> bool;
    fn write(&self, page: &mut Writer<'_>);
}

impl Cell for Vec<Inline> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, page: &mut Writer<'_>) {
        page.inlines(self);
    }
}

impl Cell for String {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, page: &mut Writer<'_>) {
        page.text(self);
    }
}

impl Writer<'_> {
    /// A table that scrolls by itself where the screen is narrower.
    pub(super) fn table<C: Cell>(&mut self, columns: &[Column], head: &[C], rows: &[Vec<C>]) {
        self.raw("<div class=\"scroll\" tabindex=\"0\"><table>");
        if head.iter().any(|cell| !cell.is_blank()) {
            self.raw("<thead><tr>");
            for (n, cell) in head.iter().enumerate() {
                self.cell("th", " scope=\"col\"", columns.get(n), cell);
            }
            self.raw("</tr></thead>");
        }
        self.raw("<tbody>");
        for row in rows {
            self.raw("<tr>");
            for (n, cell) in row.iter().enumerate() {
                self.cell("td", "", columns.get(n), cell);
            }
            self.raw("</tr>");
        }
        self.raw("</tbody></table></div>");
    }

    fn cell(&mut self, tag: &str, attributes: &str, column: Option<&Column>, cell: &impl Cell) {
        let class = match column.map(|column| column.align) {
            Some(Align::Right) => " class=\"right\"",
            Some(Align::Center) => " class=\"center\"",
            _ => "",
        };
        let _ = write!(self.out, "<{tag}{attributes}{class}>");
        cell.write(self);
        let _ = write!(self.out, "</{tag}>");
    }
}
