//! From the types that decode to JSON Schemas (draft 07) for editors: the
//! trait [`Describe`] beside `FromNode`, which the macros `record!` and
//! `closed_list!` implement. Hands on `serde_json` values; knows nothing of
//! any kind of item.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::decode::{FromFields, FromNode};
use super::scalar::{ItemId, Number, Spanned};

/// What a schema is made for, and what was described so far.
#[derive(Debug)]
pub struct SchemaCx<'a> {
    /// The kit's languages, the default first.
    pub languages: &'a [String],
    /// What people read about a field or a word: `Record.field` → text.
    pub words: &'a BTreeMap<String, String>,
    /// Values worth proposing where others may be written too, by
    /// `Record.field`, or by a field's name in any record.
    pub examples: &'a BTreeMap<String, Vec<String>>,
    /// The only values there are of what the theme names, likewise.
    pub listed: &'a BTreeMap<String, Vec<String>>,
    /// The records met, by name.
    pub definitions: Map<String, Value>,
    /// Every key of `words` that was asked for.
    pub asked: BTreeSet<String>,
}

/// A type that can say what it decodes from. What it says and what
/// [`FromNode`] takes are the same; a test holds them together.
pub trait Describe {
    /// What may be written, `null` aside.
    fn schema(cx: &mut SchemaCx) -> Value;

    /// What may stand in a field that must be there.
    fn required(cx: &mut SchemaCx) -> Value {
        Self::schema(cx)
    }

    /// What may stand in a field that may be empty.
    fn optional(cx: &mut SchemaCx) -> Value {
        nullable(Self::schema(cx))
    }

    /// What may stand in a list.
    fn element(cx: &mut SchemaCx) -> Value {
        Self::schema(cx)
    }
}

impl<'a> SchemaCx<'a> {
    /// A context in which nothing was described.
    pub fn new(
        languages: &'a [String],
        words: &'a BTreeMap<String, String>,
        examples: &'a BTreeMap<String, Vec<String>>,
        listed: &'a BTreeMap<String, Vec<String>>,
    ) -> Self {
        let (definitions, asked) = (Map::new(), BTreeSet::new());
        SchemaCx { languages, words, examples, listed, definitions, asked }
    }

    /// The text about something.
    pub fn about(&mut self, key: &str) -> Option<&'a str> {
        self.asked.insert(key.to_string());
        self.words.get(key).map(String::as_str)
    }

    /// A reference to the definition `name`, which is made once.
    pub fn define(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.definitions.contains_key(name) {
            // The place is taken first, so that definitions stand in the
            // order in which they are met.
            self.definitions.insert(name.to_string(), Value::Null);
            let made = make(self);
            self.definitions.insert(name.to_string(), made);
        }
        json!({"$ref": format!("#/definitions/{name}")})
    }

    /// A reference to a record.
    pub fn record<T: FromFields>(&mut self, name: &'static str) -> Value {
        self.define(name, |cx| {
            let mut record = RecordSchema::default();
            T::describe(&mut record, cx);
            record.into_value()
        })
    }

    /// A closed list of words, each with its meaning.
    pub fn closed_list(&mut self, name: &str, words: &[&str]) -> Value {
        let mut meanings = Vec::new();
        for word in words {
            meanings.extend(self.about(&format!("{name}.{word}")));
        }
        let fault = self.not_listed(words);
        let mut list = json!({"type": "string", "enum": words, "errorMessage": fault});
        if meanings.len() == words.len() {
            list["enumDescriptions"] = json!(meanings);
        }
        list
    }

    /// What is said of a word that is none of a list.
    fn not_listed(&mut self, words: &[impl AsRef<str>]) -> String {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        format!("{} {}", self.about("fault.word").unwrap_or_default(), words.join(", "))
    }
}

/// A record while it is described.
#[derive(Debug, Default)]
pub struct RecordSchema {
    properties: Map<String, Value>,
    required: Vec<&'static str>,
}

impl RecordSchema {
    /// Adds a field as its type has it.
    pub fn field<T: FromNode + Describe>(
        &mut self,
        record: &str,
        name: &'static str,
        has_default: bool,
        cx: &mut SchemaCx,
    ) {
        // The same question that decoding asks of a field that is not there.
        let is_required = !has_default && T::absent().is_none();
        let schema = if is_required { T::required(cx) } else { T::optional(cx) };
        if is_required {
            self.required.push(name);
        }
        let key = format!("{record}.{name}");
        let mut described = Map::new();
        if let Some(text) = cx.about(&key) {
            described.insert("description".into(), text.into());
        }
        let examples = cx.examples.get(&key).or_else(|| cx.examples.get(name));
        let mut schema = annotated(schema, described, examples, &cx.definitions);
        if let Some(listed) = cx.listed.get(&key).or_else(|| cx.listed.get(name)) {
            let fault = cx.not_listed(listed);
            let one = match schema.get("items") {
                Some(_) => &mut schema["items"],
                None => &mut schema,
            };
            let is_optional = one["type"].is_array();
            let words = listed.iter().map(|word| Value::from(word.as_str()));
            one["enum"] = words.chain(is_optional.then_some(Value::Null)).collect();
            one["errorMessage"] = fault.into();
        }
        self.properties.insert(name.into(), schema);
    }

    /// Adds a field that is described by hand.
    pub fn insert(&mut self, name: &'static str, schema: Value, is_required: bool) {
        self.properties.insert(name.into(), schema);
        if is_required {
            self.required.push(name);
        }
    }

    /// The schema: these fields and no others.
    pub fn into_value(self) -> Value {
        let mut schema = json!({
            "type": "object",
            "additionalProperties": false,
            "properties": self.properties,
        });
        if !self.required.is_empty() {
            schema["required"] = json!(self.required);
        }
        schema
    }
}

/// A schema with what is said about its place. What stands beside a `$ref` is
/// ignored, so a reference goes into a list of one; its type beside it tells
/// editors what to write after the field's name.
fn annotated(
    schema: Value,
    mut about: Map<String, Value>,
    examples: Option<&Vec<String>>,
    definitions: &Map<String, Value>,
) -> Value {
    let Value::Object(mut map) = schema else { return schema };
    if map.contains_key("$ref") {
        map = Map::from_iter([("allOf".to_string(), json!([map]))]);
    }
    let name = map.get("allOf").and_then(|all| all[0]["$ref"].as_str());
    let name = name.and_then(|name| name.strip_prefix("#/definitions/"));
    if let Some(definition) = name.and_then(|name| definitions.get(name)) {
        for key in ["type", "errorMessage"] {
            if let Some(value) = definition.get(key) {
                about.insert(key.into(), value.clone());
            }
        }
    }
    about.extend(map);
    if let Some(examples) = examples {
        match about.get_mut("items") {
            Some(items) => items["examples"] = json!(examples),
            None => {
                about.insert("examples".into(), json!(examples));
            }
        }
    }
    Value::Object(about)
}

/// A schema that takes `null` too.
pub fn nullable(mut schema: Value) -> Value {
    let Value::Object(map) = &mut schema else { return schema };
    if map.is_empty() {
        return schema;
    }
    if let Some(Value::Array(words)) = map.get_mut("enum") {
        words.push(Value::Null);
    }
    match map.get_mut("type") {
        Some(Value::Array(types)) => types.push("null".into()),
        Some(one) => *one = json!([one, "null"]),
        // A reference, or what is put together of others.
        None => return json!({"anyOf": [schema, {"type": "null"}]}),
    }
    schema
}

impl<T: Describe> Describe for Option<T> {
    fn schema(cx: &mut SchemaCx) -> Value {
        T::schema(cx)
    }

    fn optional(cx: &mut SchemaCx) -> Value {
        T::optional(cx)
    }

    fn element(cx: &mut SchemaCx) -> Value {
        T::optional(cx)
    }
}

impl<T: Describe> Describe for Vec<T> {
    fn schema(cx: &mut SchemaCx) -> Value {
        json!({
            "type": "array",
            "errorMessage": cx.about("fault.list"),
            "items": T::element(cx),
        })
    }

    fn element(cx: &mut SchemaCx) -> Value {
        Self::optional(cx)
    }
}

/// Types that are decoded as what they hold.
macro_rules! as_inside {
    ($($outer:ident)*) => { $(
        impl<T: Describe> Describe for $outer<T> {
            fn schema(cx: &mut SchemaCx) -> Value {
                T::schema(cx)
            }

            fn required(cx: &mut SchemaCx) -> Value {
                T::required(cx)
            }

            fn optional(cx: &mut SchemaCx) -> Value {
                T::optional(cx)
            }

            fn element(cx: &mut SchemaCx) -> Value {
                T::element(cx)
            }
        }
    )* };
}

as_inside!(Box Spanned);

impl Describe for String {
    fn schema(cx: &mut SchemaCx) -> Value {
        json!({"type": "string", "errorMessage": cx.about("fault.text")})
    }
}

impl Describe for bool {
    fn schema(cx: &mut SchemaCx) -> Value {
        json!({"type": "boolean", "errorMessage": cx.about("fault.truth")})
    }
}

impl Describe for Number {
    fn schema(cx: &mut SchemaCx) -> Value {
        json!({"type": "number", "errorMessage": cx.about("fault.number")})
    }
}

impl Describe for u32 {
    fn schema(cx: &mut SchemaCx) -> Value {
        json!({
            "type": "integer",
            "minimum": 0,
            "maximum": u32::MAX,
            "errorMessage": cx.about("fault.whole-number"),
        })
    }
}

/// What an id looks like.
pub const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

impl Describe for ItemId {
    fn schema(cx: &mut SchemaCx) -> Value {
        // An id of digits only is one without quotes too.
        json!({
            "type": ["string", "integer"],
            "pattern": ID,
            "errorMessage": cx.about("fault.id"),
            "minimum": 0,
        })
    }
}

/// The days there are in any year, and 29 February in leap years; from 1945
/// to 2099.
const DATE: &str = "^(?:(?:19(?:4[5-9]|[5-9]\\d)|20\\d\\d)-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])\
    |(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))\
    |(?:19(?:48|5[26]|6[048]|7[26]|8[048]|9[26])|20(?:[02468][048]|[13579][26]))-02-29)$";

impl Describe for Date {
    fn schema(cx: &mut SchemaCx) -> Value {
        json!({
            "type": "string",
            "pattern": DATE,
            "errorMessage": cx.about("fault.date"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_empty_takes_null() {
        assert_eq!(nullable(json!({"type": "string"})), json!({"type": ["string", "null"]}));
        assert_eq!(
            nullable(json!({"type": "string", "enum": ["a"]})),
            json!({"type": ["string", "null"], "enum": ["a", null]})
        );
        assert_eq!(nullable(json!({})), json!({}));
        let reference = json!({"$ref": "#/definitions/A"});
        assert_eq!(nullable(reference.clone()), json!({"anyOf": [reference, {"type": "null"}]}));
    }
}
