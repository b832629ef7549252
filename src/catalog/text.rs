//! Text for people in several languages, and the two forms it comes in:
//! localised values and values by language.

use std::borrow::Cow;

use crate::diag::{Diagnostic, Id, Message, Severity, Span, TextKey};
use crate::source::decode::{Decoder, FromNode, wrong_type};
use crate::source::placeholder::{Piece, pieces};
use crate::source::yaml::{Node, Value};

/// A text as written, placeholders and all, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The text, in NFC.
    pub raw: String,
    /// Its place.
    pub span: Span,
}

impl Text {
    /// The language to fill the text in for readers of `lang`, which it was
    /// found in another for: where it has no words of its own, only figures
    /// and facts, it is in no language, and its facts speak the reader's.
    pub fn said_in<'l>(&self, found: &'l str, lang: &'l str) -> &'l str {
        let has_words = pieces(&self.raw).iter().any(
            |piece| matches!(piece, Piece::Text(text) if text.chars().any(char::is_alphabetic)),
        );
        if has_words { found } else { lang }
    }

    /// The text on one line: titles, labels, descriptions and text messages
    /// are that, whatever it was written as.
    #[must_use]
    pub fn line(&self) -> Cow<'_, str> {
        let text = self.raw.trim();
        if !text.contains(['\n', '\r']) {
            return text.into();
        }
        let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(" ").into()
    }
}

impl FromNode for Text {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        // A number or a truth value without quotes is YAML's, not text.
        let raw = String::from_node(node, cx)?;
        cx.texts.push(node.span);
        Some(Text { raw, span: node.span })
    }
}

/// One value for each language that was written, in the kit's order of
/// languages; never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct ByLang<T>(Vec<(String, T)>);

/// Localised text.
pub type Localized = ByLang<Text>;

impl<T> ByLang<T> {
    /// A value in one language.
    pub fn one(lang: &str, value: T) -> Self {
        ByLang(vec![(lang.to_string(), value)])
    }

    /// Adds a language's value.
    pub fn insert(&mut self, lang: &str, value: T) {
        self.0.retain(|(l, _)| l != lang);
        self.0.push((lang.to_string(), value));
    }

    /// Adds a language's value to what may have none yet.
    pub fn add(all: &mut Option<Self>, lang: &str, value: T) {
        match all {
            Some(all) => all.insert(lang, value),
            None => *all = Some(ByLang::one(lang, value)),
        }
    }

    /// The value in exactly this language.
    pub fn get(&self, lang: &str) -> Option<&T> {
        self.0.iter().find(|(l, _)| l == lang).map(|(_, value)| value)
    }

    /// The value in `lang`, else in the first language written (the kit's
    /// default where it has one), with the language it is in.
    pub fn pick(&self, lang: &str, default: &str) -> Option<(&T, &str)> {
        let find = |l: &str| self.0.iter().find(|(k, _)| k == l);
        let found = find(lang).or_else(|| find(default)).or_else(|| self.0.first());
        found.map(|(lang, value)| (value, lang.as_str()))
    }

    /// Every language and its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(lang, value)| (lang.as_str(), value))
    }
}

/// The language of a kit that names none, and of what it says in one alone.
pub const DEFAULT_LANG: &str = "vi";

/// Every two-letter language of ISO 639-1 that Vietnam's neighbours and
/// visitors speak, and the three-letter ones of its minorities (ISO 639-3):
/// such a key is a language even where the kit does not list it.
pub(super) const OTHER_LANGUAGES: &[&str] = &[
    "vi", "en", "km", "lo", "th", "zh", "ja", "ko", "fr", "de", "ru", "es", "my", "id", "ms",
    "tyz", "nut", "cjm", "rad", "jra", "hmn", "mww", "tts", "mtq", "blt", "twh", "bdq", "sed",
    "hre", "bru", "kxm",
];

impl<T: FromNode> ByLang<T> {
    /// Decodes a map of languages.
    fn from_languages(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let Value::Map(pairs) = &node.value else {
            cx.push(wrong_type(node, TextKey::TYPE_LANGUAGES));
            return None;
        };
        let mut values = Vec::new();
        for (key, value) in pairs {
            if !cx.languages.contains(&key.name) {
                let known = cx.languages.iter().map(String::as_str);
                let hint = Message::new(TextKey::HINT_LANGUAGES);
                let hint = hint.with("list", cx.languages.join(", "));
                let said = |id| Diagnostic::new(id, key.span).with("field", &key.name);
                let is_language = OTHER_LANGUAGES.contains(&key.name.as_str());
                let said = match is_language {
                    // It waits until the kit has the language; it is sound.
                    true => {
                        said(Id::LostText).text(TextKey::LOST_LANGUAGE).weighing(Severity::Warning)
                    }
                    false => said(Id::UnknownField)
                        .text(TextKey::UNKNOWN_LANGUAGE)
                        .did_you_mean(&key.name, known),
                };
                cx.push(said.hint(hint));
                if !is_language {
                    continue;
                }
            }
            let before = cx.texts.len();
            let is_default = cx.languages.first() == Some(&key.name);
            if !matches!(value.value, Value::Null | Value::Faulty)
                && let Some(decoded) = T::from_node(value, cx)
            {
                values.push((key.name.clone(), decoded));
            }
            let own = &cx.texts[before..];
            if is_default {
                let others = pairs.iter().map(|(other, _)| &other.name);
                for other in others.filter(|other| **other != key.name) {
                    cx.replaced.extend(own.iter().map(|span| (*span, other.clone())));
                }
            } else {
                cx.foreign.extend(own.iter().map(|span| (*span, key.name.clone())));
            }
        }
        let order = |lang: &str| cx.languages.iter().position(|l| l == lang).unwrap_or(usize::MAX);
        values.sort_by_key(|(lang, _)| order(lang));
        (!values.is_empty()).then_some(ByLang(values))
    }
}

impl FromNode for Localized {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Scalar { .. } => {
                let text = Text::from_node(node, cx)?;
                let default = cx.languages.first().map_or(DEFAULT_LANG, String::as_str);
                Some(ByLang::one(default, text))
            }
            Value::Map(_) => ByLang::from_languages(node, cx),
            _ => {
                cx.push(wrong_type(node, TextKey::TYPE_TEXT_OR_LANGUAGES));
                None
            }
        }
    }
}

/// A value for each language, where a plain value makes no sense.
#[derive(Debug, Clone, PartialEq)]
pub struct Languages<T>(pub ByLang<T>);

impl<T: FromNode> FromNode for Languages<T> {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        ByLang::from_languages(node, cx).map(Languages)
    }
}

/// Text where a bare number is text too: a table's cell, a point in time.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell(pub Localized);

impl FromNode for Cell {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let default = cx.languages.first().map_or(DEFAULT_LANG, String::as_str).to_string();
        let text = |raw: String| Cell(ByLang::one(&default, Text { raw, span: node.span }));
        match &node.value {
            Value::Scalar { text: raw, .. } => {
                cx.texts.push(node.span);
                cx.note_address(raw, node.span);
                Some(text(raw.clone()))
            }
            Value::Null => Some(text(String::new())),
            _ => Localized::from_node(node, cx).map(Cell),
        }
    }
}
