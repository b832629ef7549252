//! Scripts of writing, by their codes in ISO 15924: what a locale is written
//! in, what a theme's font is there for, what a letter belongs to.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use unicode_script::UnicodeScript;

use crate::diag::{Arg, Diagnostic, Id, TextKey};
use crate::source::decode::{Decoder, FromNode, wrong_type};
use crate::source::schema::{Describe, SchemaCx};
use crate::source::yaml::Node;

/// A script that has letters of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Script(unicode_script::Script);

/// The scripts whose names are not the same in both languages of the program,
/// and Unicode's name is not what people say.
const NAMES: &[(&str, TextKey)] = &[
    ("Arab", TextKey::SCRIPT_ARAB),
    ("Cham", TextKey::SCRIPT_CHAM),
    ("Cyrl", TextKey::SCRIPT_CYRL),
    ("Grek", TextKey::SCRIPT_GREK),
    ("Hang", TextKey::SCRIPT_HANG),
    ("Hani", TextKey::SCRIPT_HANI),
    ("Hebr", TextKey::SCRIPT_HEBR),
    ("Hira", TextKey::SCRIPT_HIRA),
    ("Kana", TextKey::SCRIPT_KANA),
    ("Laoo", TextKey::SCRIPT_LAOO),
    ("Latn", TextKey::SCRIPT_LATN),
    ("Mymr", TextKey::SCRIPT_MYMR),
    ("Tavt", TextKey::SCRIPT_TAVT),
    ("Thai", TextKey::SCRIPT_THAI),
];

/// The codes there are, for whoever mistyped one.
static CODES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| ('\0'..=char::MAX).filter_map(Script::of).map(Script::code).collect());

impl Script {
    /// What a character is written in; none where many scripts share it.
    #[must_use]
    pub fn of(c: char) -> Option<Self> {
        Script::own(c.script())
    }

    fn own(script: unicode_script::Script) -> Option<Self> {
        use unicode_script::Script::{Common, Inherited, Unknown};
        (![Common, Inherited, Unknown].contains(&script)).then_some(Script(script))
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.short_name()
    }

    /// Its name in words.
    #[must_use]
    pub fn name(self) -> Arg {
        match NAMES.iter().find(|(code, _)| *code == self.code()) {
            Some((_, name)) => (*name).into(),
            None => self.0.full_name().replace('_', " ").into(),
        }
    }
}

impl Ord for Script {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl PartialOrd for Script {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromNode for Script {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let Some(text) = node.text() else {
            cx.push(wrong_type(node, TextKey::TYPE_TEXT));
            return None;
        };
        let known = unicode_script::Script::from_short_name(text).and_then(Script::own);
        if known.is_none() {
            cx.push(
                Diagnostic::new(Id::UnknownValue, node.span)
                    .text(TextKey::UNKNOWN_SCRIPT)
                    .with("value", text)
                    .did_you_mean(text, CODES.iter().copied()),
            );
        }
        known
    }
}

impl Describe for Script {
    fn schema(cx: &mut SchemaCx) -> serde_json::Value {
        String::schema(cx)
    }
}
