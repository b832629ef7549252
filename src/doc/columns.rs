//! How a table's columns are set, and which of them hold figures.

use serde::{Deserialize, Serialize};

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// As the language reads.
    None,
    /// Left.
    Left,
    /// Centred.
    Center,
    /// Right.
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// How it is set.
    pub align: Align,
    /// Whether its cells are figures, which is known once they are filled.
    pub figures: bool,
}

/// Letters a unit may have and still be short: `người`, `percent`.
const UNIT: usize = 7;

/// The columns of a table whose cells say `rows`. Figures stand at the right,
/// unless the editor set the column otherwise. The first column names the row,
/// whatever it holds.
#[must_use]
pub fn as_read(written: &[Column], rows: &[Vec<String>]) -> Vec<Column> {
    let read = |(n, column): (usize, &Column)| {
        let cells = rows.iter().filter_map(|row| row.get(n)).map(|cell| cell.trim());
        let mut said = cells.filter(|cell| !matches!(*cell, "" | "–" | "-" | "—")).peekable();
        let figures = n > 0 && said.peek().is_some() && said.all(is_figure);
        let align = match column.align {
            Align::None if figures => Align::Right,
            align => align,
        };
        Column { align, figures }
    };
    written.iter().enumerate().map(read).collect()
}

/// A number with its sign, and at most one short unit and a `/…` after it:
/// `1.500.000 đồng/tháng`, `4,5%`, `≥ 15 năm`, `01/7/2025`.
fn is_figure(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| "–−-+±≥≤<>~ \u{a0}".contains(c));
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
    let (unit, more) = match rest.find('/') {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => (rest, "a"),
    };
    let unit = unit.trim();
    let is_short = unit.chars().count() <= UNIT
        && !unit.contains(|c: char| c.is_whitespace() || c.is_numeric() || "–-".contains(c));
    is_short && !more.is_empty() && !more.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::{Align, Column, as_read, is_figure};

    #[test]
    fn figures_have_one_short_unit() {
        for figure in [
            "1.500.000 đồng",
            "330.000 đồng/tháng",
            "4,5%",
            "≥ 15 năm",
            "-3",
            "01/7/2025",
            "2 người",
            "30+",
        ] {
            assert!(is_figure(figure), "{figure}");
        }
        for words in ["", "Từ 15 năm", "15 năm trở lên", "20–30%", "1900 9068", "5/", "không"]
        {
            assert!(!is_figure(words), "{words}");
        }
    }

    #[test]
    fn columns_of_figures_stand_at_the_right_but_the_first_names_the_row() {
        let none = Column { align: Align::None, figures: false };
        let center = Column { align: Align::Center, figures: false };
        let rows = [["1", "4,5%", "5", "–"], ["2", "–", "6", ""]];
        let rows = rows.map(|row| row.map(str::to_string).to_vec());
        let read = as_read(&[none, none, center, none], &rows);
        let wanted = [(Align::None, false), (Align::Right, true), (Align::Center, true)];
        for (column, wanted) in read.iter().zip(wanted) {
            assert_eq!((column.align, column.figures), wanted);
        }
        assert_eq!(read[3], none);
    }
}
