//! One cell into one value: dates as offices write them, telephone numbers
//! whose zero the spreadsheet ate, references by title, words of closed
//! lists. What cannot be read becomes a finding with what to write instead.

use jiff::civil::Date;

use super::fields::Reading;
use super::finding::Finding;
use super::references::References;
use super::table::{Cell, Place};
use super::want::Value;
use super::words::{self, Known, Words};
use crate::catalog::{PhoneFault, is_web_address, phone_fault};
use crate::diag::{Message, TextKey};
use crate::source::ItemId;
use crate::source::placeholder::{Piece, pieces};

/// The days that a bare number can be: 2000-01-01 to 2099-12-31, counted as
/// spreadsheets count them, from 1899-12-30.
const SERIALS: std::ops::RangeInclusive<i64> = 36526..=73050;

/// Reads the cells of a table for one kit.
pub struct Values<'a> {
    /// What titles and numbers mean.
    pub references: &'a References,
    /// What was found.
    pub findings: &'a mut Vec<Finding>,
}

impl Values<'_> {
    /// The value of a cell; `None` where a finding says why not, or where
    /// the cell says nothing.
    pub fn read(&mut self, reading: Reading, cell: &Cell, at: &Place) -> Option<Value> {
        if let Cell::Fault(fault) = cell {
            let message = Message::new(TextKey::IMPORT_CELL_FAULT).with("fault", fault);
            self.findings.push(Finding::error(at.clone(), message));
            return None;
        }
        match reading {
            Reading::Text => Some(Value::Text(escaped(&self.words(cell, at)))),
            Reading::Phrase => Some(Value::Text(escaped(&in_one_line(&self.words(cell, at))))),
            Reading::Line => Some(Value::Text(in_one_line(&self.words(cell, at)))),
            Reading::Id => self.id(&cell.words(), at),
            Reading::Date => self.date(cell, at),
            Reading::Phone => self.phone(cell, at),
            Reading::Address => self.address(&cell.words(), at),
            Reading::Link => self.link(&cell.words(), at),
            Reading::Word(list) => self.one_word(&words::known(list), cell, at),
            Reading::Card => {
                let cards = self.references.cards.iter();
                let cards = cards.map(|(name, called)| {
                    (name.as_str(), called.iter().map(String::as_str).collect())
                });
                self.one_word(&cards.collect(), cell, at)
            }
            Reading::WordList(list) => self.word_list(list, &cell.words(), at),
            Reading::Audiences => {
                let found = self.references.audiences.list(&cell.words());
                self.references_of(found, TextKey::WHAT_AUDIENCE, at)
            }
            Reading::Campaigns => {
                let found = self.references.campaigns.list(&cell.words());
                self.references_of(found, TextKey::WHAT_CAMPAIGN, at)
            }
            Reading::Legal => {
                let found = self.references.legal.list(&cell.words());
                self.references_of(found, TextKey::WHAT_LEGAL, at)
            }
            Reading::Fact => {
                let found = self.references.facts.list(&cell.words());
                match self.references_of(found, TextKey::WHAT_FACT, at)? {
                    Value::List(ids) => ids.into_iter().next().map(Value::Word),
                    other => Some(other),
                }
            }
        }
    }

    fn error(&mut self, at: &Place, message: Message, hint: Option<Message>) {
        let mut finding = Finding::error(at.clone(), message);
        finding.hints.extend(hint);
        self.findings.push(finding);
    }

    /// Text; a number in a column of text has lost how it was shown.
    fn words(&mut self, cell: &Cell, at: &Place) -> String {
        let words = cell.words();
        if let Cell::Number(number) = cell
            && (number.fract() != 0.0 || number.abs() >= 1000.0)
        {
            let message = Message::new(TextKey::IMPORT_NUMBER_AS_TEXT).with("text", &words);
            self.findings.push(Finding::warning(at.clone(), message));
        }
        words
    }

    fn id(&mut self, text: &str, at: &Place) -> Option<Value> {
        if let Some(id) = ItemId::parse(text) {
            return Some(Value::Text(id.to_string()));
        }
        let near = ItemId::suggest(text);
        let hint = (!near.is_empty()).then(|| Message::new(TextKey::HINT_WRITE).with("text", near));
        self.error(at, Message::new(TextKey::INVALID_ID).with("id", text), hint);
        None
    }

    fn date(&mut self, cell: &Cell, at: &Place) -> Option<Value> {
        let date = match cell {
            Cell::Date(date) => Some(*date),
            Cell::Number(number)
                if number.fract() == 0.0 && SERIALS.contains(&(*number as i64)) =>
            {
                let epoch = Date::constant(1899, 12, 30);
                let days = jiff::Span::new().try_days(*number as i64).ok();
                days.and_then(|days| epoch.checked_add(days).ok())
            }
            cell => day_first(&cell.words()),
        };
        if date.is_none() {
            let text = cell.words();
            self.error(
                at,
                Message::new(TextKey::IMPORT_NOT_A_DATE).with("text", text),
                Some(Message::new(TextKey::HINT_WRITE).with("text", "31/12/2026")),
            );
        }
        date.map(|date| Value::Word(date.to_string()))
    }

    fn phone(&mut self, cell: &Cell, at: &Place) -> Option<Value> {
        let words = cell.words();
        let text = in_one_line(&words);
        let fault = match cell {
            Cell::Date(_) => Some(PhoneFault::NotANumber),
            _ => phone_fault(&text),
        };
        match fault {
            None => Some(Value::Quoted(text)),
            Some(PhoneFault::NotANumber) => {
                self.error(
                    at,
                    Message::new(TextKey::IMPORT_NOT_A_PHONE).with("text", &text),
                    Some(Message::new(TextKey::HINT_WRITE).with("text", "0905 123 456")),
                );
                None
            }
            // The spreadsheet ate it.
            Some(PhoneFault::LostZero(whole)) => {
                let message = Message::new(TextKey::IMPORT_PHONE_ZERO)
                    .with("text", &text)
                    .with("whole", &whole);
                self.findings.push(Finding::warning(at.clone(), message));
                Some(Value::Quoted(whole))
            }
        }
    }

    fn address(&mut self, text: &str, at: &Place) -> Option<Value> {
        if is_web_address(text) && !text.contains(char::is_whitespace) {
            return Some(Value::Text(text.to_string()));
        }
        let whole = format!("https://{text}");
        let near =
            text.contains('.') && !text.contains(char::is_whitespace) && is_web_address(&whole);
        let hint = near.then(|| Message::new(TextKey::HINT_WRITE).with("text", whole));
        self.error(at, Message::new(TextKey::NOT_A_WEB_ADDRESS).with("url", text), hint);
        None
    }

    fn link(&mut self, text: &str, at: &Place) -> Option<Value> {
        let scheme = text.split_once(':').map(|(scheme, _)| scheme);
        let known = scheme.is_some_and(|scheme| {
            !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_lowercase())
        });
        if known && !text.contains(char::is_whitespace) && !text.starts_with("http") {
            return Some(Value::Text(text.to_string()));
        }
        self.address(text, at)
    }

    fn one_word(&mut self, list: &Known<'_>, cell: &Cell, at: &Place) -> Option<Value> {
        self.word(list, &cell.words(), at).map(|word| Value::Word(word.into()))
    }

    fn word<'w>(&mut self, list: &Known<'w>, text: &str, at: &Place) -> Option<&'w str> {
        let found = words::word(list, text);
        if found.is_none() {
            let folded = ItemId::suggest(text);
            let names: Vec<(String, &str)> = list
                .iter()
                .flat_map(|(word, names)| std::iter::once(word).chain(names))
                .map(|name| (ItemId::suggest(name), *name))
                .collect();
            let near = crate::diag::closest(&folded, names.iter().map(|(f, _)| f.as_str()));
            let near = near.and_then(|near| names.iter().find(|(f, _)| f == near));
            let mut finding = Finding::error(
                at.clone(),
                Message::new(TextKey::UNKNOWN_VALUE).with("value", text),
            );
            if let Some((_, name)) = near {
                finding =
                    finding.hint(Message::new(TextKey::HINT_DID_YOU_MEAN).with("name", *name));
            }
            let all: Vec<&str> =
                list.iter().map(|(word, names)| *names.first().unwrap_or(word)).collect();
            self.findings.push(
                finding.hint(Message::new(TextKey::HINT_ONE_OF).with("list", all.join(", "))),
            );
        }
        found
    }

    fn word_list(&mut self, list: &'static [Words], text: &str, at: &Place) -> Option<Value> {
        if words::is_all(text) {
            return Some(Value::List(list.iter().map(|words| words.word.to_string()).collect()));
        }
        let known = words::known(list);
        let mut found: Vec<String> = Vec::new();
        let parts = text.split([';', ',', '\n', '/', '+']).map(str::trim);
        for part in parts.map(|part| part.trim_start_matches(['-', '•']).trim()) {
            if part.is_empty() {
                continue;
            }
            if let Some(word) = self.word(&known, part, at)
                && !found.iter().any(|known| known == word)
            {
                found.push(word.to_string());
            }
        }
        (!found.is_empty()).then_some(Value::List(found))
    }

    fn references_of(
        &mut self,
        found: Result<Vec<String>, Vec<super::references::Unknown>>,
        what: TextKey,
        at: &Place,
    ) -> Option<Value> {
        match found {
            Ok(ids) if ids.is_empty() => None,
            Ok(ids) => Some(Value::List(ids)),
            Err(unknown) => {
                for unknown in unknown {
                    let message = Message::new(TextKey::IMPORT_UNKNOWN_REFERENCE)
                        .with("what", what)
                        .with("text", unknown.text);
                    let hint = match unknown.near {
                        Some(near) => Message::new(TextKey::HINT_DID_YOU_MEAN).with("name", near),
                        None => Message::new(TextKey::HINT_ONE_OF).with("list", unknown.known),
                    };
                    self.error(at, message, Some(hint));
                }
                None
            }
        }
    }
}

/// Words with one space between them; a space that must not break stays.
fn in_one_line(text: &str) -> String {
    text.split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A date written day first, or year first: 31/12/2025, 31-12-2025,
/// 2025-12-31, with a "ngày" in front or not.
fn day_first(text: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    let lower = lower.trim().trim_start_matches("ngày").trim();
    let words = lower.replace("tháng", "/").replace("năm", "/");
    let parts: Vec<&str> = words.split(['/', '-', '.']).map(str::trim).collect();
    let [a, month, b] = parts[..] else { return None };
    let (year, day) = if a.len() == 4 { (a, b) } else { (b, a) };
    if year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Text in which braces that are no placeholder are escaped. What has a
/// placeholder's form stays one: a misspelt id is for the check to report.
fn escaped(text: &str) -> String {
    if !text.contains("{{") {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(&text.replace("{{", "\\{{")),
            Piece::Braces => out.push_str("\\{{"),
            Piece::Placeholder(placeholder) => {
                let name = placeholder.name;
                let known = ItemId::parse(name).is_some() || name.starts_with("unit.");
                if !known {
                    out.push('\\');
                }
                out.push_str(&text[placeholder.range]);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_offices_write_them() {
        for text in
            ["31/12/2025", "31-12-2025", "31.12.2025", "2025-12-31", "ngày 31 tháng 12 năm 2025"]
        {
            assert_eq!(
                day_first(text).map(|d| d.to_string()).as_deref(),
                Some("2025-12-31"),
                "{text}"
            );
        }
        for text in ["12/2025", "31/12/25", "31/02/2025", "12/31/2025", "sau Tết"] {
            assert_eq!(day_first(text), None, "{text}");
        }
    }

    #[test]
    fn braces_that_are_no_placeholder_are_escaped() {
        assert_eq!(escaped("{{ muc-luong }} và {{ Họ tên }}"), "{{ muc-luong }} và \\{{ Họ tên }}");
        assert_eq!(escaped("{{ mở"), "\\{{ mở");
        assert_eq!(escaped("\\{{ a }}"), "\\{{ a }}");
        assert_eq!(escaped("{{ unit.hotline }}"), "{{ unit.hotline }}");
    }
}
