//! Lines that were meant to begin something: a heading, an item of a list, a
//! table, a highlighted box. They lack a space, a line or a name.

use std::ops::Range;

use super::{Watch, cells};
use crate::diag::{Diagnostic, Id, Message, TextKey, closest};
use crate::source::scalar::ItemId;

/// The highlighted boxes there are.
const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// What they are called by people who do not write them in English, without
/// accents.
const CALLED: &[(&str, &str)] = &[
    ("canh-bao", "WARNING"),
    ("bao-dong", "WARNING"),
    ("alert", "WARNING"),
    ("chu-y", "NOTE"),
    ("luu-y", "NOTE"),
    ("ghi-chu", "NOTE"),
    ("ghi-nho", "NOTE"),
    ("thong-tin", "NOTE"),
    ("info", "NOTE"),
    ("meo", "TIP"),
    ("goi-y", "TIP"),
    ("hint", "TIP"),
    ("quan-trong", "IMPORTANT"),
    ("nguy-hiem", "CAUTION"),
    ("than-trong", "CAUTION"),
    ("can-than", "CAUTION"),
    ("danger", "CAUTION"),
];

/// A line of which something is plain text at its beginning.
struct Line {
    /// The plain text.
    range: Range<usize>,
    /// Whether it is within a quotation.
    is_quoted: bool,
    /// The number of the line, so that neighbours are known.
    number: usize,
}

impl Watch<'_> {
    /// Looks at the lines that begin with plain text, behind the marks of
    /// lists and quotations only.
    pub(super) fn lines(&mut self) {
        let mut lines = Vec::new();
        let mut start = 0;
        for (number, line) in self.text.split_inclusive('\n').enumerate() {
            let end = start + line.trim_end().len();
            let plain = &self.plain[start..end];
            let first = plain.iter().position(|b| *b != super::MARK && !b.is_ascii_whitespace());
            if let Some(first) = first.map(|at| start + at)
                && let before = &self.text[start..first]
                && is_container(before)
            {
                let is_quoted = before.contains('>');
                lines.push(Line { range: first..end, is_quoted, number });
            }
            start += line.len();
        }
        self.alerts(&lines);
        self.headings(&lines);
        self.items(&lines);
        self.tables(&lines);
        self.columns(&lines);
        self.foreign(&lines);
    }

    /// The plain text of a line, up to its first mark.
    fn plain_of(&self, line: &Line) -> &str {
        let plain = &self.plain[line.range.clone()];
        let end = plain.iter().position(|b| *b == super::MARK).unwrap_or(plain.len());
        self.text.get(line.range.start..line.range.start + end).unwrap_or_default()
    }

    fn alerts(&mut self, lines: &[Line]) {
        for line in lines {
            let text = self.plain_of(line);
            let Some((name, rest)) = text.strip_prefix("[!").and_then(|rest| rest.split_once(']'))
            else {
                continue;
            };
            let at = line.range.start;
            let named = ALERTS.iter().find(|known| known.eq_ignore_ascii_case(name.trim()));
            let name_at = at + 2..at + 2 + name.len();
            if let Some(known) = named {
                // Its name is right: it stands in a line with other text, or
                // in no quotation.
                let write = if line.is_quoted { "" } else { "> " };
                let write = match rest.trim() {
                    "" => format!("{write}[!{known}]"),
                    rest => format!("{write}[!{known}] ⏎ > {rest}"),
                };
                self.say(at..at + name.len() + 3, TextKey::LOST_ALERT_FORM, Some(write));
                continue;
            }
            let is_name = name.chars().any(char::is_alphabetic) && !name.contains('[');
            if !is_name || !line.is_quoted && name.chars().any(char::is_lowercase) {
                continue;
            }
            let slug = ItemId::suggest(name);
            let called = CALLED.iter().find(|(other, _)| *other == slug).map(|(_, known)| *known);
            let near = called.or_else(|| closest(name, ALERTS));
            let diagnostic = Diagnostic::new(Id::LostText, self.span(&name_at))
                .text(TextKey::LOST_ALERT)
                .with("name", name)
                .near(near.map(|name| format!("[!{name}]")))
                .hint(Message::new(TextKey::HINT_ONE_OF).with("list", ALERTS.join(", ")));
            self.found.push(diagnostic);
        }
    }

    fn headings(&mut self, lines: &[Line]) {
        for line in lines {
            let text = self.plain_of(line);
            let words = text.trim_start_matches('#');
            let count = text.len() - words.len();
            // One sign and a word without a space is a hashtag, unless the
            // word has accents and a sentence follows.
            let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
            let is_sentence = !first.is_ascii() && !rest.trim().is_empty() && !rest.contains('#');
            let is_heading = count >= 2 && words.chars().any(char::is_alphanumeric)
                || count == 1 && is_sentence && first.starts_with(char::is_alphabetic);
            let is_deep = count > 6 && words.starts_with(' ');
            if is_heading && (!words.starts_with(' ') || is_deep) {
                let marks = &"######"[..count.min(6)];
                let write = format!("{marks} {}", words.trim());
                let at = line.range.start;
                self.say(at..at + count, TextKey::LOST_HEADING, Some(write));
            }
        }
    }

    /// Items of a list whose sign has no space behind it, or is none of
    /// Markdown's. Neighbouring lines are one list.
    fn items(&mut self, lines: &[Line]) {
        let mut at = 0;
        while at < lines.len() {
            let Some((sign, write)) = self.item(&lines[at]) else {
                at += 1;
                continue;
            };
            let same = |line: &Line| self.item(line).is_some_and(|(other, _)| other == sign);
            let count = run(&lines[at..], same);
            // A word behind a dash is an item; other signs may be meant so.
            if count > 1 || sign == '-' || sign == '+' {
                let start = lines[at].range.start;
                let width = sign.len_utf8();
                self.say(start..start + width, TextKey::LOST_ITEM, Some(write));
            }
            at += count;
        }
    }

    /// The sign that a line begins with as an item would, and the item.
    fn item(&self, line: &Line) -> Option<(char, String)> {
        let text = self.plain_of(line);
        let sign = text.chars().next()?;
        let rest = &text[sign.len_utf8()..];
        let first = rest.trim_start().chars().next();
        let item = |rest: &str| format!("- {}", rest.trim());
        match sign {
            '-' | '+' | '*' => first
                .filter(|first| !rest.starts_with(' ') && first.is_alphabetic())
                .map(|_| (sign, item(rest))),
            '•' | '●' | '▪' | '◦' | '■' | '‣' | '∙' | '·' | '–' | '—' => {
                first.map(|_| (sign, item(rest)))
            }
            '0'..='9' => {
                let words = text.trim_start_matches(|c: char| c.is_ascii_digit());
                let digits = &text[..text.len() - words.len()];
                let words = words.strip_prefix(['.', ')'])?;
                let is_item = digits.len() < 3 && words.starts_with(char::is_alphabetic);
                is_item.then(|| ('1', format!("{digits}. {words}")))
            }
            _ => None,
        }
    }

    /// Lines with `|` that are no table: it lacks the row of dashes, that row
    /// has another number of columns, or text stands right above it.
    fn tables(&mut self, lines: &[Line]) {
        let mut at = 0;
        while at < lines.len() {
            let columns = |line: &Line| {
                let text = &self.text[line.range.clone()];
                let bars = self.plain[line.range.clone()].iter().filter(|b| **b == b'|').count();
                // A line that ends hard is meant to stand as it is.
                let is_row = text.starts_with('|') && bars > 1 || text.contains(" | ");
                (bars > 0 && is_row).then(|| (cells(text).len(), text.starts_with('|')))
            };
            let Some((count, is_edged)) = columns(&lines[at]) else {
                at += 1;
                continue;
            };
            let is_row =
                |line: &Line| columns(line).is_some() || is_rule(&self.text[line.range.clone()]);
            let rows = run(&lines[at..], is_row);
            if is_edged || rows > 1 {
                self.table(
                    &lines[at..at + rows],
                    count,
                    at > 0 && lines[at - 1].number + 1 == lines[at].number,
                );
            }
            at += rows;
        }
    }

    /// Rows whose cells a word processor or workbook parted with tabs.
    fn columns(&mut self, lines: &[Line]) {
        let is_row = |line: &Line| self.text[line.range.clone()].contains('\t');
        let mut tables = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            let rows = run(&lines[at..], is_row);
            if is_row(&lines[at]) && rows > 1 {
                tables.push(at);
            }
            at += rows;
        }
        for at in tables {
            let range = lines[at].range.clone();
            let row = self.text[range.clone()].split('\t').map(str::trim).collect::<Vec<_>>();
            let write = format!("| {} | ⏎ |{}", row.join(" | "), " --- |".repeat(row.len()));
            self.say(range, TextKey::LOST_TABLE_TABS, Some(write));
        }
    }

    /// Lines of other dialects: tasks, and what a term means.
    fn foreign(&mut self, lines: &[Line]) {
        for (at, line) in lines.iter().enumerate() {
            let text = self.plain_of(line);
            let start = line.range.start;
            let before = self.text[..start].rsplit('\n').next().unwrap_or_default();
            let task = ["[ ] ", "[x] ", "[X] "].iter().find_map(|mark| text.strip_prefix(*mark));
            let term = text.strip_prefix(": ");
            let is_below = at > 0 && lines[at - 1].number + 1 == line.number;
            if let Some(words) = task.filter(|_| !before.trim_start_matches(['>', ' ']).is_empty())
            {
                let write = format!("- {words}");
                self.nothing(start..start + 3, Some(&write));
            } else if let Some(words) = term.filter(|_| is_below) {
                let write = format!("**…**: {words}");
                self.nothing(start..start + 1, Some(&write));
            }
        }
    }

    fn table(&mut self, rows: &[Line], columns: usize, is_below_text: bool) {
        let rule = rows.get(1).filter(|line| is_rule(&self.text[line.range.clone()]));
        let has = rule.map(|line| cells(&self.text[line.range.clone()]).len());
        let first = rows[0].range.clone();
        if has == Some(columns) && is_below_text {
            self.say(first, TextKey::LOST_TABLE_BELOW, None)
                .hints
                .push(Message::new(TextKey::HINT_BLANK_LINE));
            return;
        }
        let write = format!("|{}", " --- |".repeat(columns));
        let at = rule.map_or(first, |line| line.range.clone());
        self.say(at, TextKey::LOST_TABLE, Some(write));
    }
}

/// How many lines, the first among them, stand right below one another and,
/// but for the first, are such.
fn run(lines: &[Line], is_such: impl Fn(&Line) -> bool) -> usize {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let more = pairs.take_while(|(one, other)| other.number == one.number + 1 && is_such(other));
    1 + more.count()
}

/// Whether a line is like the row of dashes below a table's head, also with
/// dashes that a word processor made longer.
fn is_rule(line: &str) -> bool {
    line.chars().any(|c| matches!(c, '-' | '–' | '—'))
        && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '|' | ':' | ' ' | '\t'))
}

/// Whether nothing but the signs of lists and quotations stands before a
/// line's text.
fn is_container(before: &str) -> bool {
    before.split(['>', ' ', '\t']).all(|part| {
        let number = part.strip_suffix(['.', ')']);
        matches!(part, "" | "-" | "*" | "+")
            || number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    }) && (before.is_empty() || before.ends_with(['>', ' ', '\t']))
}
