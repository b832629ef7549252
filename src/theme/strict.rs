//! What a theme may say: its `theme.yml` held against the shape of one, key by
//! key, one file laid over another, and what the whole then lacks. What is
//! wrong is said where it stands and taken as not written, so that the theme
//! below speaks for it and nothing else is said of it.

use std::sync::LazyLock;

use super::fonts::Role;
use super::templates::{CardExport, CardField, Variant};
use crate::diag::{Diagnostic, Diagnostics, FileId, Id, Message, Span, TextKey, closest};
use crate::locale::Script;
use crate::source::ItemId;
use crate::source::decode::{Decoder, Fields, FromNode, wrong_type};
use crate::source::yaml::{Key, Node, Value, parse};
use crate::source::{Number, invalid_id};

/// The shape of a `theme.yml`.
static SHAPE: LazyLock<Node> = LazyLock::new(|| {
    let text = include_str!("shape.yml");
    let shape = parse(text, FileId::default(), 0, &mut Diagnostics::default());
    shape.unwrap_or(Node { span: Span::default(), value: Value::Null })
});

/// What the key begins with under which a shape has what any name stands for;
/// after it the kind of the names.
const ANY: char = '*';

/// The widest picture that is drawn, in px.
const WIDEST: u32 = 10_000;

/// The keys of a shape: name, whether it may be left out, shape.
fn members(shape: &Node) -> impl Iterator<Item = (&str, bool, &Node)> {
    let pairs = match &shape.value {
        Value::Map(pairs) => pairs.as_slice(),
        _ => &[],
    };
    pairs.iter().map(|(key, shape)| match key.name.strip_suffix('?') {
        Some(name) => (name, true, shape),
        None => (key.name.as_str(), false, shape),
    })
}

/// The kind of a shape's names and the shape of each, where any name may be
/// there. Names of no kind are taken into stylesheets and addresses.
fn any(shape: &Node) -> Option<(&str, &Node)> {
    members(shape).find_map(|(name, _, shape)| Some((name.strip_prefix(ANY)?, shape)))
}

/// Holds one theme's `theme.yml` against the shape. `is_own` knows the keys
/// that the theme's own templates ask for, which may be there too.
pub(super) fn hold(node: &mut Node, is_own: &dyn Fn(&str) -> bool, cx: &mut Decoder<'_>) {
    inside(node, &SHAPE, is_own, cx);
}

fn inside(node: &mut Node, shape: &Node, is_own: &dyn Fn(&str) -> bool, cx: &mut Decoder<'_>) {
    let is_sound = match &shape.value {
        _ if node.value == Value::Faulty => return,
        Value::Map(_) => within(node, shape, is_own, cx),
        Value::List(each) => match &mut node.value {
            Value::List(items) => {
                for (item, shape) in items.iter_mut().zip(each.iter().cycle()) {
                    inside(item, shape, is_own, cx);
                }
                items.retain(|item| item.value != Value::Faulty);
                true
            }
            _ => {
                cx.push(wrong_type(node, TextKey::TYPE_LIST));
                false
            }
        },
        _ => leaf(node, shape.text().unwrap_or_default(), cx),
    };
    if !is_sound {
        node.value = Value::Faulty;
    }
}

/// A map: what its keys hold, and the keys themselves.
fn within(
    node: &mut Node,
    shape: &Node,
    is_own: &dyn Fn(&str) -> bool,
    cx: &mut Decoder<'_>,
) -> bool {
    let any = any(shape);
    if any.is_none() {
        let mut names: Vec<&str> = members(shape).map(|(name, _, _)| name).collect();
        let own: Vec<String> = match &node.value {
            Value::Map(pairs) => {
                let keys = pairs.iter().map(|(key, _)| key.name.clone());
                keys.filter(|key| !names.contains(&key.as_str()) && is_own(key)).collect()
            }
            _ => Vec::new(),
        };
        names.extend(own.iter().map(String::as_str));
        // Says which keys there are not.
        if Fields::of(node, &names, cx).is_none() {
            return false;
        }
    }
    let Value::Map(pairs) = &mut node.value else {
        cx.push(wrong_type(node, TextKey::TYPE_MAP));
        return false;
    };
    for (key, value) in pairs {
        let known =
            members(shape).find(|(name, _, _)| *name == key.name).map(|(_, _, shape)| shape);
        let Some(shape) = known.or(any.map(|(_, shape)| shape)) else {
            if !is_own(&key.name) {
                value.value = Value::Faulty;
            }
            continue;
        };
        let misnamed = any.and_then(|(kind, _)| misnamed(kind, key));
        if let Some(misnamed) = misnamed {
            cx.push(misnamed);
            value.value = Value::Faulty;
        } else if value.value == Value::Null {
            cx.push(empty(key.span, shape));
            value.value = Value::Faulty;
        } else {
            inside(value, shape, is_own, cx);
        }
    }
    true
}

/// The fault of a key that is none of its kind.
fn misnamed(kind: &str, key: &Key) -> Option<Diagnostic> {
    match kind {
        "field" => CardField::from_word(&key.name).is_none().then(|| {
            Diagnostic::new(Id::UnknownField, key.span)
                .with("field", &key.name)
                .did_you_mean(&key.name, CardField::WORDS.iter().copied())
                .hint(Message::new(TextKey::HINT_ONE_OF).with("list", CardField::WORDS.join(", ")))
        }),
        "" => (!is_name(&key.name)).then(|| invalid_id(&key.name, key.span)),
        // What else it names is held against what there is of it.
        _ => None,
    }
}

/// Whether a name can be one of a palette, a format, a paper or a size:
/// stylesheets and addresses take it in.
fn is_name(name: &str) -> bool {
    ItemId::parse(&name.to_ascii_lowercase().replace('_', "-")).is_some()
}

/// The fault of a key with nothing behind it.
fn empty(key: Span, shape: &Node) -> Diagnostic {
    let nothing = Node { span: key, value: Value::Null };
    let expected = match &shape.value {
        Value::Map(_) => TextKey::TYPE_MAP,
        Value::List(_) => TextKey::TYPE_LIST,
        _ => kind(shape.text().unwrap_or_default()),
    };
    let diagnostic = wrong_type(&nothing, expected);
    match expected {
        // `base: #0B5CAB` is a key and a comment.
        TextKey::TYPE_COLOUR => diagnostic.hint(Message::new(TextKey::HINT_COLOUR_QUOTES)),
        _ => diagnostic,
    }
}

/// What is to be written for a kind of the shape.
fn kind(word: &str) -> TextKey {
    match word {
        "colour" => TextKey::TYPE_COLOUR,
        "css" => TextKey::TYPE_CSS,
        "number" | "size" => TextKey::TYPE_NUMBER,
        "whole" | "pixels" => TextKey::TYPE_WHOLE_NUMBER,
        "truth" => TextKey::TYPE_BOOL,
        _ => TextKey::TYPE_TEXT,
    }
}

/// Whether a value is of its kind; says so where it is not.
fn leaf(node: &Node, word: &str, cx: &mut Decoder<'_>) -> bool {
    let is_sound = match word {
        "any" => return true,
        "number" | "size" => match Number::from_node(node, cx) {
            None => return false,
            Some(Number(number)) => {
                !number.is_sign_negative() && (word == "number" || !number.is_zero())
            }
        },
        "whole" | "pixels" => match u32::from_node(node, cx) {
            None => return false,
            Some(number) => word == "whole" || (1..=WIDEST).contains(&number),
        },
        "role" => return Role::from_node(node, cx).is_some(),
        "script" => return Script::from_node(node, cx).is_some(),
        "truth" => return bool::from_node(node, cx).is_some(),
        "field" => return CardField::from_node(node, cx).is_some(),
        "export" => return CardExport::from_node(node, cx).is_some(),
        "variant" => return Variant::from_node(node, cx).is_some(),
        "colour" => node.text().is_some_and(|text| colour(text).is_some()),
        "css" => node.text().is_some_and(|text| !text.contains([';', '{', '}', '<', '\n'])),
        _ => return String::from_node(node, cx).is_some(),
    };
    if !is_sound {
        let expected = match word {
            "number" => TextKey::TYPE_NUMBER_NOT_LESS,
            "size" => TextKey::TYPE_NUMBER_MORE,
            "pixels" => TextKey::TYPE_PIXELS,
            word => kind(word),
        };
        cx.push(wrong_type(node, expected));
    }
    is_sound
}

/// A colour written `#RRGGBB`, as red, green and blue.
pub(super) fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

/// Lays one tree over another: maps key by key, all else as a whole.
pub(super) fn lay(base: &mut Node, over: Node) {
    match (&mut base.value, over.value) {
        (_, Value::Faulty | Value::Null) => {}
        (Value::Map(pairs), Value::Map(more)) => {
            base.span = over.span;
            for (key, value) in more {
                if value.value == Value::Faulty {
                    continue;
                }
                match pairs.iter_mut().find(|(known, _)| known.name == key.name) {
                    Some((known, old)) => {
                        known.span = key.span;
                        lay(old, value);
                    }
                    None => pairs.push((key, value)),
                }
            }
        }
        (_, value) => *base = Node { span: over.span, value },
    }
}

/// Says what the whole lacks, and takes it from the first of its like, so
/// that the rest can be looked at.
pub(super) fn complete(node: &mut Node, out: &mut Diagnostics) {
    filled(node, &SHAPE, None, out);
}

fn filled(node: &mut Node, shape: &Node, like: Option<&Node>, out: &mut Diagnostics) {
    let Value::Map(pairs) = &mut node.value else { return };
    if let Some((_, shape)) = any(shape) {
        let first = pairs.first().map(|(_, value)| value.clone());
        for (_, value) in pairs {
            filled(value, shape, like.or(first.as_ref()), out);
        }
        return;
    }
    let at = pairs.first().map_or(node.span, |(key, _)| key.span);
    for (name, is_optional, shape) in members(shape) {
        let like = like.and_then(|like| like.get(name));
        let known = pairs.iter_mut().find(|(key, _)| key.name == name);
        match known.map(|(_, value)| value) {
            Some(value) if value.value != Value::Faulty => filled(value, shape, like, out),
            Some(value) => *value = like.cloned().unwrap_or_else(|| value.clone()),
            None if is_optional => {}
            None => {
                let is_typo = |(key, value): &(Key, Node)| {
                    value.value == Value::Faulty && closest(&key.name, [name]).is_some()
                };
                if !pairs.iter().any(is_typo) {
                    out.push(Diagnostic::new(Id::MissingField, at).with("field", name));
                }
                let key = Key { name: name.to_owned(), span: at };
                pairs.extend(like.map(|like| (key, like.clone())));
            }
        }
    }
    pairs.retain(|(_, value)| value.value != Value::Faulty);
}

/// Calls `look` with every kind, text and place of what names something else.
pub(super) fn named(node: &Node, look: &mut dyn FnMut(&str, &str, Span)) {
    each(node, &SHAPE, look);
}

fn each(node: &Node, shape: &Node, look: &mut dyn FnMut(&str, &str, Span)) {
    match (&node.value, &shape.value) {
        (Value::Map(pairs), _) => {
            let any = any(shape);
            for (key, value) in pairs {
                let known = members(shape).find(|(name, _, _)| *name == key.name);
                let known = known.map(|(_, _, shape)| shape);
                if let Some((kind, _)) = any {
                    look(kind, &key.name, key.span);
                }
                if let Some(shape) = known.or(any.map(|(_, shape)| shape)) {
                    each(value, shape, look);
                }
            }
        }
        (Value::List(items), Value::List(shapes)) => {
            for (item, shape) in items.iter().zip(shapes.iter().cycle()) {
                each(item, shape, look);
            }
        }
        _ => {
            if let Some(text) = node.text() {
                look(shape.text().unwrap_or_default(), text, node.span);
            }
        }
    }
}

/// A tree as the templates and the program read it.
pub(super) fn json(node: &Node) -> serde_json::Value {
    use serde_json::Value as Json;
    match &node.value {
        Value::Null | Value::Faulty => Json::Null,
        Value::Scalar { text, plain: false } => Json::from(text.as_str()),
        Value::Scalar { text, .. } => match (text.as_str(), text.parse(), text.parse()) {
            ("true", ..) => Json::from(true),
            ("false", ..) => Json::from(false),
            (_, Ok::<i64, _>(number), _) => Json::from(number),
            (_, _, Ok::<f64, _>(number)) if number.is_finite() => Json::from(number),
            (text, ..) => Json::from(text),
        },
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(pairs) => {
            let sound = pairs.iter().filter(|(_, value)| value.value != Value::Faulty);
            sound.map(|(key, value)| (key.name.clone(), json(value))).collect()
        }
    }
}
