//! Placeholders filled: in plain texts, in rich ones, and in the HTML that a
//! kit allows, where every value is text and the whole is cleaned afterwards.

use std::cell::OnceCell;

use super::Kit;
use crate::doc::{Block, Target, Turn, turn};
use crate::source::markdown::html::{Cleaner, escape};
use crate::source::placeholder::{Piece, pieces};

impl Kit {
    /// Fills the placeholders of a text. What is unknown stays as it was
    /// written; it is reported elsewhere.
    pub fn fill(&self, text: &str, lang: &str) -> String {
        self.fill_with(text, lang, |value| value)
    }

    /// The same of rich text.
    pub fn fill_blocks(&self, blocks: &[Block], lang: &str) -> Vec<Block> {
        turn(blocks, &mut Fill { kit: self, lang, cleaner: OnceCell::new() })
    }

    fn fill_with(&self, text: &str, lang: &str, value: impl Fn(String) -> String) -> String {
        if !text.contains("{{") {
            return text.to_string();
        }
        let mut filled = String::with_capacity(text.len());
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Braces => filled.push_str("{{"),
                Piece::Placeholder(p) => match self.placeholder(p.name, p.filter, lang) {
                    Some(found) => filled.push_str(&value(found)),
                    None => filled.push_str(&text[p.range]),
                },
            }
        }
        filled
    }

    fn placeholder(&self, name: &str, filter: Option<&str>, lang: &str) -> Option<String> {
        if let Some(field) = name.strip_prefix("unit.") {
            return self.contacts(lang).field(field).filter(|_| filter.is_none());
        }
        let fact = self.facts.0.get(name)?;
        let value = self.value(name)?;
        match filter {
            None => Some(self.amount(fact, value, lang)),
            Some("value") => Some(self.number(value, lang)),
            Some(_) => None,
        }
    }
}

/// Rich text while it is filled; targets stay as they are written.
struct Fill<'f> {
    kit: &'f Kit,
    lang: &'f str,
    /// Made where a text holds HTML.
    cleaner: OnceCell<Cleaner>,
}

impl Fill<'_> {
    fn cleaner(&self) -> &Cleaner {
        self.cleaner.get_or_init(|| Cleaner::new(&self.kit.base_url))
    }

    fn markup(&self, html: &str) -> String {
        self.kit.fill_with(html, self.lang, |value| escape(&value))
    }
}

impl Turn<Target, Target> for Fill<'_> {
    type Link = Target;
    type Embed = Target;

    fn text(&mut self, text: &str) -> String {
        self.kit.fill(text, self.lang)
    }

    fn html(&mut self, html: &str) -> String {
        self.cleaner().block(&self.markup(html))
    }

    fn tags(&mut self, open: &str, close: &str) -> Option<(String, String)> {
        self.cleaner().tags(&self.markup(open), close)
    }

    fn link(&mut self, to: &Target) -> Option<Target> {
        Some(to.clone())
    }

    fn embed(&mut self, shown: &Target, _: &str, _: bool) -> Option<Target> {
        Some(shown.clone())
    }
}
