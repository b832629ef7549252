//! A report as tables: what every form of it (terminal, page, workbook)
//! shows, in words, with what each cell means.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Voice;
use crate::catalog::Words;

/// A report in words.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What stands under the title: whose, of which day, the sums.
    pub lead: Vec<String>,
    /// Who reads it.
    pub voice: Voice,
    /// The day it is of.
    pub date: Date,
    /// Its tables.
    pub tables: Vec<Table>,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What it shows; in a workbook the sheet's name.
    pub title: String,
    /// How to read it.
    pub notes: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What is said where it has no rows.
    pub empty: String,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Characters it takes on a terminal; 0 leaves it out there.
    pub terminal: usize,
    /// Characters it takes in a workbook.
    pub workbook: f64,
    /// How its cells stand.
    pub align: Align,
}

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Short marks.
    Centre,
    /// Numbers.
    Right,
}

/// A row.
#[derive(Debug, Clone)]
pub enum Row {
    /// A heading over the rows that follow.
    Group {
        /// What follows.
        title: Words,
        /// A word on it, beside the title.
        mark: Option<String>,
        /// More about it, a line each.
        notes: Vec<String>,
    },
    /// A line of the table.
    Cells(Vec<Cell>),
    /// A sum.
    Total(Vec<Cell>),
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// What it shows.
    pub text: String,
    /// What it says to those who hear it, where `text` is a sign.
    pub spoken: Option<String>,
    /// The language it is in, where that is known.
    pub lang: Option<String>,
    /// Its number, where it is one.
    pub number: Option<Decimal>,
    /// Its day, where it is one.
    pub date: Option<Date>,
    /// How it is meant.
    pub tone: Tone,
    /// How many rows it stands for: 0 where the cell above stands for it too.
    pub rows: Rows,
}

/// How many rows a cell stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rows(pub usize);

impl Default for Rows {
    fn default() -> Self {
        Rows(1)
    }
}

/// How a cell is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing to say.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// To be looked at.
    Warn,
    /// Missing, or missed.
    Bad,
    /// Of second rank.
    Quiet,
}

impl Cell {
    /// Words of the reader's own language.
    pub fn text(text: impl Into<String>) -> Self {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// Words of the kit.
    #[must_use]
    pub fn words(words: &Words) -> Self {
        Cell { text: words.text.clone(), lang: Some(words.lang.clone()), ..Cell::default() }
    }

    /// A number, written as the reader writes it.
    #[must_use]
    pub fn number(number: impl Into<Decimal>, voice: Voice) -> Self {
        let number = number.into();
        let text = voice.locale().number(number);
        Cell { text, number: Some(number), ..Cell::default() }
    }

    /// A day, written as the reader writes it.
    #[must_use]
    pub fn date(date: Date, voice: Voice) -> Self {
        let text = super::dates::day(date, voice);
        Cell { text, date: Some(date), ..Cell::default() }
    }

    /// The cell with a meaning.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// The cell standing for so many rows.
    #[must_use]
    pub fn over(mut self, rows: usize) -> Self {
        self.rows = Rows(rows);
        self
    }
}

impl Column {
    /// A column of text.
    pub fn left(title: impl Into<String>, terminal: usize, workbook: f64) -> Self {
        Column { title: title.into(), terminal, workbook, align: Align::Left }
    }

    /// A column of numbers.
    pub fn right(title: impl Into<String>, terminal: usize, workbook: f64) -> Self {
        Column { title: title.into(), terminal, workbook, align: Align::Right }
    }

    /// A column of short marks.
    pub fn centre(title: impl Into<String>, terminal: usize, workbook: f64) -> Self {
        Column { title: title.into(), terminal, workbook, align: Align::Centre }
    }
}
