//! The small values every kind of item is made of: ids, dates, numbers,
//! closed lists, each with the hint an editor needs when it is wrong.

use std::fmt;
use std::ops::Deref;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::decode::{Decoder, FromNode, wrong_type};
use super::yaml::{Node, Value};
use crate::diag::{Diagnostic, Id, Message, Span, TextKey};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: FromNode> FromNode for Spanned<T> {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        Some(Spanned { value: T::from_node(node, cx)?, span: node.span })
    }
}

/// An id: `[a-z0-9]+(-[a-z0-9]+)*`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ItemId(String);

impl ItemId {
    /// The id in `text`, if it has an id's form.
    pub fn parse(text: &str) -> Option<Self> {
        let ok = text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        ok.then(|| ItemId(text.to_string()))
    }

    /// The id nearest to `text` that has an id's form: lower case, no
    /// accents, hyphens. Empty where nothing is left.
    pub fn suggest(text: &str) -> String {
        use unicode_normalization::UnicodeNormalization;
        let plain: String = text
            .to_lowercase()
            .replace('đ', "d")
            .nfd()
            .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        plain.split('-').filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-")
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for ItemId {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for ItemId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Reports `text` as an id that has not an id's form.
pub fn invalid_id(text: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(Id::InvalidId, span).with("id", text);
    match ItemId::suggest(text) {
        suggestion if suggestion.is_empty() => diagnostic,
        suggestion => diagnostic.hint(Message::new(TextKey::HINT_WRITE).with("text", suggestion)),
    }
}

impl FromNode for ItemId {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        // An id of digits only is plain text here, not a number.
        let Some(text) = node.text() else {
            cx.push(wrong_type(node, TextKey::TYPE_ID));
            return None;
        };
        let id = ItemId::parse(text);
        if id.is_none() {
            cx.push(invalid_id(text, node.span));
        }
        id
    }
}

/// Whether a plain scalar is one that YAML reads as something else than text.
fn looks_like(text: &str) -> Option<TextKey> {
    if matches!(text, "true" | "false" | "True" | "False" | "TRUE" | "FALSE") {
        return Some(TextKey::TYPE_BOOL);
    }
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let is_number = digits > 0
        && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && number.matches('.').count() <= 1;
    is_number.then_some(TextKey::TYPE_NUMBER)
}

/// Text in one form for everyone: a name, an address, a phone number.
impl FromNode for String {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Scalar { text, plain } => match plain.then(|| looks_like(text)).flatten() {
                Some(_) => {
                    cx.push(
                        wrong_type(node, TextKey::TYPE_TEXT)
                            .hint(Message::new(TextKey::HINT_QUOTE_NUMBER).with("text", text)),
                    );
                    None
                }
                None => {
                    cx.note_address(text, node.span);
                    Some(text.clone())
                }
            },
            _ => {
                cx.push(wrong_type(node, TextKey::TYPE_TEXT));
                None
            }
        }
    }
}

impl FromNode for bool {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        match node.text() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => {
                cx.push(wrong_type(node, TextKey::TYPE_BOOL));
                None
            }
        }
    }
}

/// An exact decimal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(pub Decimal);

impl FromNode for Number {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        if let Value::Scalar { text, plain: true } = &node.value
            && let Ok(number) = Decimal::from_str_exact(text)
        {
            return Some(Number(number));
        }
        let mut diagnostic = wrong_type(node, TextKey::TYPE_NUMBER);
        // 1.500.000 or 4,5: how people write numbers in Vietnamese.
        if let Some(number) = node.text().and_then(super::number::as_written) {
            diagnostic = diagnostic.hint(Message::new(TextKey::HINT_WRITE).with("text", number));
        }
        cx.push(diagnostic);
        None
    }
}

impl FromNode for u32 {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let number = match &node.value {
            Value::Scalar { text, plain: true } => text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            cx.push(wrong_type(node, TextKey::TYPE_WHOLE_NUMBER));
        }
        number
    }
}

impl FromNode for Date {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let Some(text) = node.text() else {
            cx.push(wrong_type(node, TextKey::TYPE_DATE));
            return None;
        };
        let shape = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        if shape && let Ok(date) = text.parse::<Date>() {
            if YEARS.contains(&date.year()) {
                return Some(date);
            }
            cx.push(far_off(date, node.span));
            return None;
        }
        let mut diagnostic = Diagnostic::new(Id::InvalidDate, node.span).with("text", text);
        if let Some(date) = day_first(text) {
            diagnostic =
                diagnostic.hint(Message::new(TextKey::HINT_WRITE).with("text", date.to_string()));
        }
        cx.push(diagnostic);
        None
    }
}

/// The years that a date of a kit can be in: from the State's first documents
/// to the end of this century. One outside was mistyped.
const YEARS: std::ops::RangeInclusive<i16> = 1945..=2099;

fn far_off(date: Date, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(Id::InvalidDate, span)
        .text(TextKey::YEAR_FAR_OFF)
        .with("text", date.to_string())
        .with("year", date.year().to_string());
    match Date::new(2000 + date.year() % 100, date.month(), date.day()) {
        Ok(near) => {
            diagnostic.hint(Message::new(TextKey::HINT_WRITE).with("text", near.to_string()))
        }
        Err(_) => diagnostic,
    }
}

/// A date written `31/12/2025`, `31-12-2025` or `31.12.2025`.
fn day_first(text: &str) -> Option<Date> {
    let parts: Vec<i16> =
        text.split(['/', '-', '.']).map(|p| p.trim().parse().ok()).collect::<Option<_>>()?;
    let [a, month, b] = parts[..] else { return None };
    let (year, day) = if a > 31 { (a, b) } else { (b, a) };
    // `31/12/26` is of this century.
    let year = if (0..100).contains(&year) { 2000 + year } else { year };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Implements [`FromNode`] and `Describe` for an enum that is a closed list of words.
#[macro_export]
macro_rules! closed_list {
    ($(#[$m:meta])* pub enum $name:ident { $( $(#[$vm:meta])* $variant:ident = $word:literal, )* }) => {
        $(#[$m])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub enum $name { $( $(#[$vm])* #[serde(rename = $word)] $variant, )* }

        impl $name {
            /// Every word, in the order of the content model.
            pub const WORDS: &'static [&'static str] = &[ $( $word, )* ];

            /// The word as it is written.
            pub fn word(self) -> &'static str {
                match self { $( $name::$variant => $word, )* }
            }

            /// The value of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $( $word => Some($name::$variant), )* _ => None }
            }
        }

        impl $crate::source::decode::FromNode for $name {
            fn from_node(
                node: &$crate::source::yaml::Node,
                cx: &mut $crate::source::decode::Decoder,
            ) -> Option<Self> {
                let found = node.text().and_then(Self::from_word);
                if found.is_none() {
                    cx.push($crate::source::decode::not_in_list(node, Self::WORDS));
                }
                found
            }
        }

        impl $crate::source::schema::Describe for $name {
            fn schema(cx: &mut $crate::source::schema::SchemaCx) -> serde_json::Value {
                cx.closed_list(stringify!($name), Self::WORDS)
            }
        }
    };
}
