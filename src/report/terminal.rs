//! A report on a terminal: aligned columns that fit a hundred characters,
//! long names over two lines and then cut.

use std::collections::{BTreeMap, VecDeque};

use super::{Align, Cell, Column, Document, Row, Table, Tone};

/// How many characters a line has.
const WIDTH: usize = 100;
/// Between columns.
const GAP: &str = "  ";
/// How many lines a cell may take.
const MOST_LINES: usize = 2;

/// The report as lines of text; with `colour`, for a terminal that shows it.
#[must_use]
pub fn text(document: &Document, colour: bool) -> String {
    let mut page = Page { out: String::new(), colour, waiting: BTreeMap::new() };
    page.line(&document.title, Some(Style::Bold));
    for line in &document.lead {
        page.wrapped(line, "", None);
    }
    for table in &document.tables {
        page.table(table);
    }
    page.out
}

#[derive(Clone, Copy)]
enum Style {
    Bold,
    Quiet,
    Good,
    Warn,
    Bad,
}

impl Style {
    fn of(tone: Tone) -> Option<Self> {
        match tone {
            Tone::Plain => None,
            Tone::Good => Some(Style::Good),
            Tone::Warn => Some(Style::Warn),
            Tone::Bad => Some(Style::Bad),
            Tone::Quiet => Some(Style::Quiet),
        }
    }

    /// The sequence of ECMA-48 that begins it.
    fn begin(self) -> &'static str {
        match self {
            Style::Bold => "\x1b[1m",
            Style::Quiet => "\x1b[2m",
            Style::Good => "\x1b[32m",
            Style::Warn => "\x1b[33m",
            Style::Bad => "\x1b[31m",
        }
    }
}

struct Page {
    out: String,
    colour: bool,
    /// By column, the lines of a cell that stands for the next rows too.
    waiting: BTreeMap<usize, VecDeque<String>>,
}

impl Page {
    fn push(&mut self, text: &str, style: Option<Style>) {
        match style.filter(|_| self.colour && !text.trim().is_empty()) {
            Some(style) => {
                self.out.push_str(style.begin());
                self.out.push_str(text);
                self.out.push_str("\x1b[0m");
            }
            None => self.out.push_str(text),
        }
    }

    fn line(&mut self, text: &str, style: Option<Style>) {
        self.push(&clean(text), style);
        self.out.push('\n');
    }

    fn wrapped(&mut self, text: &str, indent: &str, style: Option<Style>) {
        for line in wrap(&clean(text), WIDTH - indent.len(), usize::MAX) {
            self.out.push_str(indent);
            self.line(&line, style);
        }
    }

    fn table(&mut self, table: &Table) {
        self.out.push('\n');
        self.line(&table.title, Some(Style::Bold));
        for note in &table.notes {
            self.wrapped(note, "", Some(Style::Quiet));
        }
        if table.rows.is_empty() {
            self.line(&table.empty, None);
            return;
        }
        let columns: Vec<(usize, &Column)> =
            table.columns.iter().enumerate().filter(|(_, c)| c.terminal > 0).collect();
        self.rule(&columns);
        let heads: Vec<Cell> = table.columns.iter().map(|c| Cell::text(&*c.title)).collect();
        self.cells(&columns, &heads, Some(Style::Bold));
        self.rule(&columns);
        for (n, row) in table.rows.iter().enumerate() {
            match row {
                Row::Group { title, mark, notes } => {
                    if n > 0 {
                        self.out.push('\n');
                    }
                    let mark = mark.iter().map(|mark| format!(" ({mark})")).collect::<String>();
                    self.wrapped(&format!("{}{mark}", title.text), "", Some(Style::Bold));
                    for note in notes {
                        self.wrapped(note, "  ", Some(Style::Quiet));
                    }
                }
                Row::Cells(cells) => self.cells(&columns, cells, None),
                Row::Total(cells) => {
                    if !matches!(table.rows.get(n.wrapping_sub(1)), Some(Row::Total(_))) {
                        self.rule(&columns);
                    }
                    self.cells(&columns, cells, Some(Style::Bold));
                }
            }
        }
    }

    fn rule(&mut self, columns: &[(usize, &Column)]) {
        let lines: Vec<String> = columns.iter().map(|(_, c)| "─".repeat(c.terminal)).collect();
        self.line(&lines.join(GAP), Some(Style::Quiet));
    }

    /// The lines of a cell in this row. One that stands for several rows has
    /// a line in each of them.
    fn lines(&mut self, n: usize, column: &Column, cell: &Cell) -> Vec<String> {
        if cell.rows.0 == 0 {
            return self.waiting.get_mut(&n).and_then(VecDeque::pop_front).into_iter().collect();
        }
        let rows = cell.rows.0.max(MOST_LINES);
        let mut lines = wrap(&clean(&cell.text), column.terminal, rows);
        if cell.rows.0 > 1 {
            let rest = lines.split_off(1);
            self.waiting.insert(n, rest.into());
        }
        lines
    }

    fn cells(&mut self, columns: &[(usize, &Column)], cells: &[Cell], style: Option<Style>) {
        let none = Cell::default();
        let shown: Vec<(&Column, &Cell, Vec<String>)> = columns
            .iter()
            .map(|(n, column)| {
                let cell = cells.get(*n).unwrap_or(&none);
                (*column, cell, self.lines(*n, column, cell))
            })
            .collect();
        let height = shown.iter().map(|(_, _, lines)| lines.len()).max().unwrap_or(0).max(1);
        for y in 0..height {
            for (x, (column, cell, lines)) in shown.iter().enumerate() {
                let text = lines.get(y).map_or("", String::as_str);
                let room = column.terminal.saturating_sub(width(text));
                let before = match column.align {
                    Align::Left => 0,
                    Align::Centre => room / 2,
                    Align::Right => room,
                };
                let is_last = x + 1 == shown.len();
                self.out.extend(std::iter::repeat_n(' ', before));
                self.push(text, Style::of(cell.tone).or(style));
                if !is_last {
                    self.out.extend(std::iter::repeat_n(' ', room - before));
                    self.out.push_str(GAP);
                }
            }
            self.out.truncate(self.out.trim_end_matches(' ').len());
            self.out.push('\n');
        }
    }
}

/// Text without what would move the cursor: every control character is a
/// space.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Columns a text takes: marks that stand on the letter before take none,
/// East Asian letters two (Unicode Standard Annex 11, its wide blocks).
fn width(text: &str) -> usize {
    let of = |c: char| match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' => 2,
        '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    };
    text.chars().map(of).sum()
}

/// A text in lines of at most `room` columns, at most `most` of them; what
/// does not fit is cut with an ellipsis.
fn wrap(text: &str, room: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let joined = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
        if width(&joined) <= room {
            line = joined;
            continue;
        }
        let is_last = lines.len() + 1 >= most;
        if is_last {
            let rest: Vec<&str> = std::iter::once(word).chain(words).collect();
            let all =
                if line.is_empty() { rest.join(" ") } else { format!("{line} {}", rest.join(" ")) };
            lines.push(cut(&all, room));
            return lines;
        }
        if line.is_empty() {
            // A word longer than the line goes on in the next.
            let head = cut_at(word, room);
            lines.push(head.to_string());
            line = word[head.len()..].to_string();
        } else {
            lines.push(std::mem::take(&mut line));
            line = word.to_string();
        }
        if width(&line) > room {
            line = cut(&line, room);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// As much of the start of a text as takes `room` columns.
fn cut_at(text: &str, room: usize) -> &str {
    let mut taken = 0;
    for (at, c) in text.char_indices() {
        taken += width(c.encode_utf8(&mut [0; 4]));
        if taken > room {
            return &text[..at];
        }
    }
    text
}

/// A text in `room` columns, cut with an ellipsis where it is longer.
fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_string();
    }
    format!("{}…", cut_at(text, room.saturating_sub(1)).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_are_cut_at_the_end() {
        assert_eq!(wrap("Người lao động tự do", 11, 2), ["Người lao", "động tự do"]);
        assert_eq!(wrap("Người lao động tự do và gia đình", 11, 2), ["Người lao", "động tự do…"]);
        assert_eq!(wrap("abcdefghij", 4, 2), ["abcd", "efg…"]);
        assert_eq!(wrap("", 4, 2), [""]);
        // Decomposed marks take no column.
        assert_eq!(width("e\u{302}\u{301}m"), 2);
        assert_eq!(width("中文"), 4);
        assert_eq!(clean("a\x1b[31mb\n"), "a [31mb ");
    }
}
