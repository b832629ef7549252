//! The texts of diagnostics, reports and commands in Vietnamese and English,
//! and what fills their gaps. `build.rs` makes the constants of [`TextKey`]
//! from the tables in `text/`, which it holds against each other.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The language lantoa itself speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }

    /// The language of a code, where lantoa speaks it.
    pub fn of_code(code: &str) -> Option<Self> {
        [Lang::Vi, Lang::En].into_iter().find(|lang| lang.code() == code)
    }

    /// The language of the environment: English where `LANG` says so, else Vietnamese.
    pub fn from_env() -> Self {
        match std::env::var("LANG") {
            Ok(lang) if lang.starts_with("en") => Lang::En,
            _ => Lang::Vi,
        }
    }
}

/// The key of a text of the tables: one constant for each, and no other way
/// to one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextKey(u16);

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

impl TextKey {
    /// The key as the tables write it.
    pub fn name(self) -> &'static str {
        NAMES[usize::from(self.0)]
    }

    /// The text, its gaps open.
    fn text(self, lang: Lang) -> &'static str {
        TEXTS[lang as usize][usize::from(self.0)]
    }

    fn of_name(name: &str) -> Option<Self> {
        let at = NAMES.binary_search(&name).ok()?;
        u16::try_from(at).ok().map(TextKey)
    }
}

impl fmt::Debug for TextKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

// By name: numbers are of one build of the program only.
impl Serialize for TextKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for TextKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = <Cow<'de, str>>::deserialize(deserializer)?;
        TextKey::of_name(&name).ok_or_else(|| serde::de::Error::custom("no such text"))
    }
}

/// What fills a gap.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Arg {
    /// The same in every language: a name, a number, what an editor wrote.
    Text(String),
    /// A word of the tables, such as "campaign".
    Word(TextKey),
    /// What a theme calls something, by language.
    Named(BTreeMap<String, String>),
}

impl From<TextKey> for Arg {
    fn from(word: TextKey) -> Self {
        Arg::Word(word)
    }
}

impl From<BTreeMap<String, String>> for Arg {
    fn from(names: BTreeMap<String, String>) -> Self {
        Arg::Named(names)
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Arg::Text(text.clone())
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_string())
    }
}

/// What fills the gaps of a text, by their names.
pub type Args = BTreeMap<Cow<'static, str>, Arg>;

/// A text of the tables, with what fills its gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The key in the tables.
    pub key: TextKey,
    /// What fills the `{gaps}`.
    pub args: Args,
}

impl Message {
    /// A text whose gaps are open.
    pub fn new(key: TextKey) -> Self {
        Message { key, args: Args::new() }
    }

    /// Fills a gap.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.insert(Cow::Borrowed(name), value.into());
        self
    }

    /// The text that fills a gap.
    pub fn given(&self, name: &str) -> Option<&str> {
        match self.args.get(name)? {
            Arg::Text(text) => Some(text),
            Arg::Word(_) | Arg::Named(_) => None,
        }
    }
}

/// A message in words.
pub fn message(message: &Message, lang: Lang) -> String {
    fill(message.key.text(lang), |name, text| match message.args.get(name) {
        Some(Arg::Text(value)) => {
            text.push_str(value);
            true
        }
        // A word may have gaps of its own ("step {n}"), for texts only.
        Some(Arg::Word(word)) => {
            text.push_str(&fill(word.text(lang), |name, text| {
                let value = match message.args.get(name) {
                    Some(Arg::Text(value)) => Some(value.as_str()),
                    Some(Arg::Named(names)) => named(names, lang),
                    Some(Arg::Word(_)) | None => None,
                };
                value.map(|value| text.push_str(value)).is_some()
            }));
            true
        }
        Some(Arg::Named(names)) => named(names, lang).map(|name| text.push_str(name)).is_some(),
        None => false,
    })
}

/// A name in a language, else in any.
pub fn named(names: &BTreeMap<String, String>, lang: Lang) -> Option<&str> {
    names.get(lang.code()).or_else(|| names.values().next()).map(String::as_str)
}

/// Fills the gaps of a text, in one pass: a value that holds braces itself is
/// not filled again. `value` adds what a gap holds, or says that it is none.
fn fill(mut rest: &str, value: impl Fn(&str, &mut String) -> bool) -> String {
    let mut text = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        rest = match after.split_once('}') {
            Some((name, rest)) if value(name, &mut text) => rest,
            _ => {
                text.push('{');
                after
            }
        };
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_english(what: impl Into<Arg>) -> String {
        message(&Message::new(TextKey::NEW_NONE_YET).with("what", what), Lang::En)
    }

    #[test]
    fn a_text_that_begins_like_a_reference_stays_a_text() {
        assert_eq!(in_english(TextKey::WHAT_THEME), "The kit has no theme yet");
        assert_eq!(in_english("@what-theme"), "The kit has no @what-theme yet");
        assert_eq!(in_english("{what}"), "The kit has no {what} yet");
    }

    #[test]
    fn a_message_is_stored_with_the_name_of_its_key() {
        let word = Message::new(TextKey::NEW_NONE_YET).with("what", TextKey::WHAT_THEME);
        let text = Message::new(TextKey::NEW_NONE_YET).with("what", "what-theme");
        for said in [word, text] {
            let bytes = postcard::to_stdvec(&said).expect("bytes");
            assert_eq!(postcard::from_bytes::<Message>(&bytes).expect("a message"), said);
            let json = serde_json::to_string(&said).expect("JSON");
            assert!(json.contains(r#""key":"new-none-yet""#), "{json}");
            assert_eq!(serde_json::from_str::<Message>(&json).expect("a message"), said);
        }
    }

    #[test]
    fn a_key_that_is_not_there_is_an_error() {
        assert!(serde_json::from_str::<TextKey>("\"no-such-text\"").is_err());
    }

    #[test]
    fn every_key_is_found_by_its_name() {
        for (name, at) in NAMES.iter().zip(0..) {
            assert_eq!(TextKey::of_name(name), Some(TextKey(at)));
        }
    }
}
