//! From the tree to typed values, collecting every error: the trait
//! [`FromNode`] and the macro `record!`, which makes one from a struct.

use jiff::civil::Date;

use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};

use super::schema::{RecordSchema, SchemaCx};
use super::yaml::{Key, Node, Value};

/// What decoding needs to know and where it reports.
pub struct Decoder<'a> {
    /// Where faults go.
    pub out: &'a mut Diagnostics,
    /// The kit's languages, the default first.
    pub languages: &'a [String],
    /// The places of the texts that were decoded.
    pub texts: Vec<Span>,
    /// The language of those that are not in the default one.
    pub foreign: Vec<(Span, String)>,
    /// Those in the default language that another language has of its own.
    pub replaced: Vec<(Span, String)>,
    /// The places of everything written that may hold an address of the web,
    /// text or not.
    pub addressed: Vec<Span>,
}

impl<'a> Decoder<'a> {
    /// Decodes for a kit in these languages.
    pub fn new(out: &'a mut Diagnostics, languages: &'a [String]) -> Self {
        let (texts, foreign, replaced, addressed) = Default::default();
        Decoder { out, languages, texts, foreign, replaced, addressed }
    }

    /// Reports a fault.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }

    /// Notes where a value stands that may hold an address.
    pub fn note_address(&mut self, value: &str, span: Span) {
        // The points of any script, and what may be read as one.
        if value.contains(['.', '．', '。', '｡', ':', '&', '%']) {
            self.addressed.push(span);
        }
    }
}

/// A value that can be decoded from a node. `None` means that a diagnostic
/// was pushed.
pub trait FromNode: Sized {
    /// Decodes the node.
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self>;

    /// The value when nothing was written; `None` where something must be.
    fn absent() -> Option<Self> {
        None
    }

    /// What stands in for a value that was reported as missing or wrong, so
    /// that the item lives on and its other faults are found; `None` where
    /// nothing can.
    fn recover() -> Option<Self> {
        None
    }
}

impl<T: FromNode> FromNode for Option<T> {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        // A bad optional value is reported and then treated as absent, so
        // that the item lives on and its other faults are found.
        Some(match node.value {
            Value::Null => None,
            _ => T::from_node(node, cx),
        })
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Null => Some(Vec::new()),
            Value::List(items) => {
                let sound = items.iter().filter(|item| item.value != Value::Faulty);
                Some(sound.filter_map(|item| T::from_node(item, cx)).collect())
            }
            _ => {
                let mut diagnostic = wrong_type(node, TextKey::TYPE_LIST);
                if let Some(text) = node.text() {
                    // `-nguoi-dan` is a word that begins with a dash.
                    let dash = text.strip_prefix('-').filter(|rest| !rest.starts_with(' '));
                    diagnostic = diagnostic.hint(match dash {
                        Some(_) => Message::new(TextKey::HINT_SPACE_AFTER_DASH),
                        None => Message::new(TextKey::HINT_WRITE).with("text", format!("[{text}]")),
                    });
                }
                cx.push(diagnostic);
                Some(Vec::new())
            }
        }
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

impl<T: FromNode> FromNode for Box<T> {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        T::from_node(node, cx).map(Box::new)
    }
}

/// A value of the wrong type; `expected` is the key of the type's name.
pub fn wrong_type(node: &Node, expected: TextKey) -> Diagnostic {
    let diagnostic = Diagnostic::new(Id::WrongType, node.span).text(expected);
    match &node.value {
        Value::Null => diagnostic.hint(Message::new(TextKey::FOUND_NOTHING)),
        // A key and its value run together, where the space between them is
        // none that YAML knows.
        Value::Scalar { text, .. } if text.contains(":\u{a0}") || text.contains("-\u{a0}") => {
            diagnostic.hint(Message::new(TextKey::HINT_NO_BREAK_SPACE))
        }
        // What a single value is, its line shows.
        Value::Scalar { .. } => diagnostic,
        Value::List(_) => diagnostic.hint(Message::new(TextKey::FOUND_LIST)),
        Value::Map(_) => diagnostic.hint(Message::new(TextKey::FOUND_MAP)),
        Value::Faulty => diagnostic,
    }
}

/// A word outside a closed list.
pub fn not_in_list(node: &Node, words: &[&str]) -> Diagnostic {
    let Some(text) = node.text() else {
        return wrong_type(node, TextKey::TYPE_TEXT);
    };
    not_one_of(text, node.span, words)
}

/// The fault of a word that is none of `words`.
pub fn not_one_of(text: &str, at: Span, words: &[&str]) -> Diagnostic {
    Diagnostic::new(Id::UnknownValue, at)
        .with("value", text)
        .did_you_mean(text, words.iter().copied())
        .hint(Message::new(TextKey::HINT_ONE_OF).with("list", words.join(", ")))
}

/// The fields of one map while a record is decoded from it.
pub struct Fields<'n> {
    node: &'n Node,
    pairs: &'n [(Key, Node)],
    /// Keys that no record knows; a missing field that one of them was meant
    /// to be is not reported again.
    unknown: Vec<&'n Key>,
}

impl<'n> Fields<'n> {
    /// The fields of `node`, whose known names are `names`. Reports what is
    /// not a map, and unknown keys.
    pub fn of(node: &'n Node, names: &[&str], cx: &mut Decoder) -> Option<Self> {
        let pairs = match &node.value {
            Value::Map(pairs) => pairs.as_slice(),
            _ => {
                cx.push(wrong_type(node, TextKey::TYPE_MAP));
                return None;
            }
        };
        let unknown: Vec<&(Key, Node)> =
            pairs.iter().filter(|(key, _)| !names.contains(&key.name.as_str())).collect();
        let is_free = |name: &&str| !pairs.iter().any(|(key, _)| key.name == **name);
        let free: Vec<&str> = match unknown.is_empty() {
            true => Vec::new(),
            false => names.iter().copied().filter(is_free).collect(),
        };
        // What could not be read is reported already.
        for (key, value) in unknown.iter().filter(|(_, value)| value.value != Value::Faulty) {
            let mut diagnostic =
                Diagnostic::new(Id::UnknownField, key.span).with("field", &key.name);
            diagnostic = diagnostic.did_you_mean(&key.name, free.iter().copied());
            // `{headline: Cả nhà, một thẻ}`: the comma ends the text.
            if value.value == Value::Null && key.name.contains(' ') {
                diagnostic = diagnostic.hint(Message::new(TextKey::HINT_QUOTE_COMMA));
            } else if diagnostic.hints.is_empty() {
                diagnostic = diagnostic
                    .hint(Message::new(TextKey::HINT_FIELDS).with("list", names.join(", ")));
            }
            cx.push(diagnostic);
        }
        let unknown = unknown.into_iter().map(|(key, _)| key).collect();
        Some(Fields { node, pairs, unknown })
    }

    /// The node of a field.
    pub fn node(&self, name: &str) -> Option<&'n Node> {
        self.pairs.iter().find(|(k, _)| k.name == name).map(|(_, node)| node)
    }

    /// The place of a field's key.
    pub fn key(&self, name: &str) -> Option<Span> {
        self.pairs.iter().find(|(key, _)| key.name == name).map(|(key, _)| key.span)
    }

    /// A field's value; its type says what happens when it is absent.
    pub fn take<T: FromNode>(&self, name: &'static str, cx: &mut Decoder) -> Option<T> {
        let found = match self.node(name) {
            Some(node) if node.value == Value::Faulty => T::absent(),
            Some(node) if node.value != Value::Null => {
                let before = cx.out.list().len();
                let value = T::from_node(node, cx);
                // A map whose every value is empty says nothing.
                if value.is_none() && cx.out.list().len() == before && node.is_hollow() {
                    self.missing(name, cx);
                }
                value
            }
            _ => T::absent().or_else(|| {
                self.missing(name, cx);
                None
            }),
        };
        found.or_else(T::recover)
    }

    /// A field's value, or `default` where it is absent or wrong.
    pub fn take_or<T: FromNode>(&self, name: &'static str, default: T, cx: &mut Decoder) -> T {
        match self.node(name) {
            Some(node) if !matches!(node.value, Value::Null | Value::Faulty) => {
                T::from_node(node, cx).unwrap_or(default)
            }
            _ => default,
        }
    }

    /// Reports a missing field at the item's first key, unless an unknown
    /// key is a typo of it, or an entry that could not be read may hold it.
    pub fn missing(&self, name: &'static str, cx: &mut Decoder) {
        let is_typo =
            self.unknown.iter().any(|key| crate::diag::closest(&key.name, [name]).is_some());
        let is_hidden = self.pairs.iter().any(|(_, value)| value.value == Value::Faulty);
        if !is_typo && !is_hidden {
            cx.push(Diagnostic::new(Id::MissingField, self.first_key()).with("field", name));
        }
    }

    fn first_key(&self) -> Span {
        self.pairs.first().map_or(self.node.span, |(key, _)| key.span)
    }
}

/// Reports a period that ends before it begins, at its end.
pub fn in_order(from: Option<Date>, until: Option<Date>, fields: &Fields, cx: &mut Decoder) {
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let at = fields.node("until").map_or_else(|| fields.first_key(), |node| node.span);
        cx.push(
            Diagnostic::new(Id::InvalidDate, at)
                .text(TextKey::PERIOD_BACKWARDS)
                .with("from", from.to_string())
                .with("until", until.to_string())
                .hint(Message::new(TextKey::HINT_PERIOD)),
        );
    }
}

/// A group of fields that can be part of several records.
pub trait FromFields: Sized {
    /// Adds the names of the fields.
    fn names(names: &mut Vec<&'static str>);

    /// Adds the fields to the schema of the record they stand in.
    fn describe(record: &mut RecordSchema, cx: &mut SchemaCx);

    /// Decodes the fields.
    fn from_fields(fields: &Fields, cx: &mut Decoder) -> Option<Self>;
}

/// The place of a record's first key, for what is missing in it.
#[derive(Debug, Clone, Copy)]
pub struct FirstKey(pub Span);

impl FromFields for FirstKey {
    fn names(_: &mut Vec<&'static str>) {}

    fn describe(_: &mut RecordSchema, _: &mut SchemaCx) {}

    fn from_fields(fields: &Fields, _: &mut Decoder) -> Option<Self> {
        Some(FirstKey(fields.first_key()))
    }
}

/// Makes a struct that is decoded from a map: each field by its type, with
/// `= value` for a default, after `with` the groups of fields it shares, and
/// after `checked` what looks at all of it once it is read.
#[macro_export]
macro_rules! record {
    (
        $(#[$m:meta])*
        pub struct $name:ident {
            $( $(#[$fm:meta])* pub $field:ident : $ty:ty $(= $default:expr)? , )*
            $( with { $( $(#[$gm:meta])* pub $group:ident : $gty:ty , )* } )?
            $( checked { $check:path } )?
        }
    ) => {
        $(#[$m])*
        #[derive(Debug, Clone)]
        pub struct $name {
            $( $(#[$fm])* pub $field: $ty, )*
            $( $( $(#[$gm])* pub $group: $gty, )* )?
        }

        impl $crate::source::decode::FromFields for $name {
            fn names(names: &mut Vec<&'static str>) {
                names.extend([ $( stringify!($field), )* ] as [&'static str; $crate::record!(@count $($field)*)]);
                $( $( <$gty as $crate::source::decode::FromFields>::names(names); )* )?
            }

            fn describe(
                record: &mut $crate::source::schema::RecordSchema,
                cx: &mut $crate::source::schema::SchemaCx,
            ) {
                $( record.field::<$ty>(
                    stringify!($name),
                    stringify!($field),
                    $crate::record!(@has_default $($default)?),
                    cx,
                ); )*
                $( $( <$gty as $crate::source::decode::FromFields>::describe(record, cx); )* )?
            }

            fn from_fields(
                fields: &$crate::source::decode::Fields,
                cx: &mut $crate::source::decode::Decoder,
            ) -> Option<Self> {
                // Every field is decoded before any is missed, so that all
                // faults of the item come out of one run.
                $( let $field = $crate::record!(@take fields, cx, $field, $ty $(, $default)?); )*
                $( $( let $group = <$gty as $crate::source::decode::FromFields>::from_fields(fields, cx); )* )?
                let record = $name { $( $field: $field?, )* $( $( $group: $group?, )* )? };
                $( $check(&record, fields, cx); )?
                Some(record)
            }
        }

        impl $crate::source::decode::FromNode for $name {
            fn from_node(
                node: &$crate::source::yaml::Node,
                cx: &mut $crate::source::decode::Decoder,
            ) -> Option<Self> {
                let mut names = Vec::new();
                <Self as $crate::source::decode::FromFields>::names(&mut names);
                let fields = $crate::source::decode::Fields::of(node, &names, cx)?;
                <Self as $crate::source::decode::FromFields>::from_fields(&fields, cx)
            }
        }

        impl $crate::source::schema::Describe for $name {
            fn schema(cx: &mut $crate::source::schema::SchemaCx) -> serde_json::Value {
                cx.record::<Self>(stringify!($name))
            }
        }
    };
    (@has_default) => { false };
    (@has_default $default:expr) => { true };
    (@take $fields:ident, $cx:ident, $field:ident, $ty:ty) => {
        $fields.take::<$ty>(stringify!($field), $cx)
    };
    (@take $fields:ident, $cx:ident, $field:ident, $ty:ty, $default:expr) => {
        Some($fields.take_or::<$ty>(stringify!($field), $default, $cx))
    };
    (@count) => { 0 };
    (@count $head:ident $($tail:ident)*) => { 1 + $crate::record!(@count $($tail)*) };
}
