//! A theme's words: `words.yml` held against the words of the theme below.
//! A word that nobody asks for is a mistake, not a new word.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Id, Message, TextKey};
use crate::source::decode::{Decoder, FromNode, wrong_type};
use crate::source::yaml::{Node, Value};

/// Words by language and key.
pub(super) type Words = BTreeMap<String, BTreeMap<String, String>>;

/// Takes in what a tree that is right says.
pub(super) fn add(words: &mut Words, node: &Node) {
    let Value::Map(languages) = &node.value else { return };
    for (lang, table) in languages {
        let Value::Map(pairs) = &table.value else { continue };
        let texts = pairs.iter().filter_map(|(key, text)| Some((key, text.text()?)));
        let known = words.entry(lang.name.clone()).or_default();
        known.extend(texts.map(|(key, text)| (key.name.clone(), text.to_owned())));
    }
}

/// Holds one theme's words against those of the theme below; what is wrong is
/// said and taken as not written. `is_own` knows the words that the theme's
/// own templates ask for.
pub(super) fn hold(
    node: &mut Node,
    below: &Words,
    is_own: &dyn Fn(&str) -> bool,
    cx: &mut Decoder<'_>,
) {
    let Value::Map(languages) = &mut node.value else {
        if !matches!(node.value, Value::Null | Value::Faulty) {
            cx.push(wrong_type(node, TextKey::TYPE_MAP));
            node.value = Value::Faulty;
        }
        return;
    };
    let known: BTreeSet<&str> =
        below.values().flat_map(|table| table.keys()).map(|key| &**key).collect();
    for (lang, table) in languages {
        if !is_language(&lang.name) {
            cx.push(
                Diagnostic::new(Id::UnknownValue, lang.span)
                    .text(TextKey::NOT_A_LANGUAGE)
                    .with("value", &lang.name),
            );
            table.value = Value::Faulty;
        }
        if matches!(table.value, Value::Null | Value::Faulty) {
            continue;
        }
        let is_known = |key: &str| known.contains(key) || is_own(key);
        if matches!(table.value, Value::Map(_)) {
            unknown(table, &known, &is_known, cx);
        } else {
            cx.push(wrong_type(table, TextKey::TYPE_MAP));
            table.value = Value::Faulty;
        }
        let Value::Map(pairs) = &mut table.value else { continue };
        for (key, text) in pairs {
            if !is_known(&key.name) || !is_text(&key.name, text, below, cx) {
                text.value = Value::Faulty;
            }
        }
    }
}

fn is_language(name: &str) -> bool {
    (2..=8).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        && name.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Says which words nobody asks for.
fn unknown(
    table: &Node,
    known: &BTreeSet<&str>,
    is_known: &dyn Fn(&str) -> bool,
    cx: &mut Decoder<'_>,
) {
    let Value::Map(pairs) = &table.value else { return };
    for (key, _) in pairs.iter().filter(|(key, _)| !is_known(&key.name)) {
        cx.push(
            Diagnostic::new(Id::UnknownField, key.span)
                .text(TextKey::THEME_UNKNOWN_WORD)
                .with("field", &key.name)
                .did_you_mean(&key.name, known.iter().copied()),
        );
    }
}

/// Whether a word is a text whose gaps are those that are filled.
fn is_text(key: &str, node: &Node, below: &Words, cx: &mut Decoder<'_>) -> bool {
    if node.value == Value::Faulty {
        return false;
    }
    let Some(text) = String::from_node(node, cx) else { return false };
    let tables: Vec<&String> = below.values().filter_map(|table| table.get(key)).collect();
    let filled: BTreeSet<&str> = tables.iter().flat_map(|text| gaps(text)).collect();
    let Some(gap) = gaps(&text).find(|gap| !tables.is_empty() && !filled.contains(gap)) else {
        return true;
    };
    let fault = Diagnostic::new(Id::UnknownPlaceholder, node.span).with("name", gap);
    cx.push(match filled.is_empty() {
        true => fault.hint(Message::new(TextKey::HINT_NO_GAPS)),
        false => {
            let list: Vec<String> = filled.iter().map(|gap| format!("{{{gap}}}")).collect();
            fault.hint(Message::new(TextKey::HINT_ONE_OF).with("list", list.join(", ")))
        }
    });
    false
}

/// The gaps of a text: what stands between braces.
fn gaps(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}
