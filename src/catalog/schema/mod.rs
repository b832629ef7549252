//! The JSON Schemas of the kinds of content file: what the records say of
//! themselves, completed by what is checked after decoding. Hands on one
//! schema for each [`Document`].

mod block;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::fact::FactRecord;
use super::item::*;
use super::prints::Print;
use super::records::*;
use crate::source::decode::FromFields;
use crate::source::schema::{Describe, SchemaCx};

/// What people read about fields and words, in Vietnamese.
static WORDS: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("vi.yml")).unwrap_or_default());

crate::closed_list! {
    /// The kinds of content file.
    pub enum Document {
        /// `kit.yml`.
        Kit = "kit",
        /// `audiences.yml`.
        Audiences = "audiences",
        /// `legal.yml`.
        Legal = "legal",
        /// `facts.yml`.
        Facts = "facts",
        /// `prints.yml`.
        Prints = "prints",
        /// A unit.
        Unit = "unit",
        /// `campaign.yml`.
        Campaign = "campaign",
        /// `messages.yml`.
        Messages = "messages",
        /// An infographic.
        Infographic = "infographic",
        /// The front matter of a leaflet.
        Leaflet = "leaflet",
        /// The front matter of a loudspeaker script.
        Broadcast = "broadcast",
        /// The front matter of a question.
        Faq = "faq",
        /// The front matter of a page.
        Page = "page",
    }
}

/// What schemas are made for.
#[derive(Debug, Clone, Default)]
pub struct SchemaOptions {
    /// The kit's languages, the default first.
    pub languages: Vec<String>,
    /// Values worth proposing where others may be written too, by
    /// `Record.field`, or by a field's name in any record.
    pub examples: BTreeMap<String, Vec<String>>,
    /// The only values there are of what the theme names, likewise.
    pub listed: BTreeMap<String, Vec<String>>,
    /// What each check looks at, by its id.
    pub checks: BTreeMap<String, String>,
}

/// A document's schema, and the keys of the table of descriptions that were
/// looked up for it.
#[derive(Debug, Clone)]
pub struct Schema {
    /// The schema, draft 07.
    pub value: Value,
    /// The keys.
    pub asked: BTreeSet<String>,
}

impl Document {
    /// Every kind.
    pub const ALL: &'static [Document] = &[
        Document::Kit,
        Document::Audiences,
        Document::Legal,
        Document::Facts,
        Document::Prints,
        Document::Unit,
        Document::Campaign,
        Document::Messages,
        Document::Infographic,
        Document::Leaflet,
        Document::Broadcast,
        Document::Faq,
        Document::Page,
    ];

    /// The schema of such a file.
    pub fn schema(self, options: &SchemaOptions) -> Schema {
        let mut cx = SchemaCx::new(&options.languages, &WORDS, &options.examples, &options.listed);
        let mut schema = Map::new();
        schema.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
        schema.insert("$id".into(), format!("{}.json", self.word()).into());
        let title = cx.about(&format!("Document.{}", self.word()));
        schema.insert("title".into(), title.into());
        schema.extend(self.root(&mut cx, options));
        let definitions = std::mem::take(&mut cx.definitions);
        schema.insert("definitions".into(), Value::Object(definitions));
        Schema { value: Value::Object(schema), asked: cx.asked }
    }

    fn root(self, cx: &mut SchemaCx, options: &SchemaOptions) -> Map<String, Value> {
        let root = match self {
            Document::Kit => {
                let mut kit = alone::<KitConfig>("KitConfig", cx);
                complete_kit(&mut kit, options, cx);
                kit
            }
            Document::Unit => alone::<Unit>("Unit", cx),
            Document::Campaign => alone::<CampaignRecord>("CampaignRecord", cx),
            Document::Infographic => alone::<InfographicRecord>("InfographicRecord", cx),
            Document::Leaflet => alone::<LeafletRecord>("LeafletRecord", cx),
            Document::Broadcast => alone::<BroadcastRecord>("BroadcastRecord", cx),
            Document::Faq | Document::Page => alone::<TextRecord>("TextRecord", cx),
            Document::Audiences => list_of::<Audience>(cx),
            Document::Prints => list_of::<Print>(cx),
            Document::Legal => list_of::<Legal>(cx),
            Document::Facts => {
                let list = list_of::<FactRecord>(cx);
                let both = cx.about("fault.both");
                if let Some(fact) = cx.definitions.get_mut("FactRecord") {
                    complete_fact(fact, both);
                }
                list
            }
            Document::Messages => {
                let list = list_of::<MessageRecord>(cx);
                let default = cx
                    .languages
                    .first()
                    .map_or(crate::catalog::DEFAULT_LANG, String::as_str)
                    .to_string();
                let fault = cx.about("fault.text");
                if let Some(message) = cx.definitions.get_mut("MessageRecord") {
                    complete_message(message, &default, fault);
                }
                list
            }
        };
        match root {
            Value::Object(root) => root,
            _ => Map::new(),
        }
    }
}

/// The record that a whole file is.
fn alone<T: FromFields>(name: &'static str, cx: &mut SchemaCx) -> Value {
    cx.record::<T>(name);
    cx.definitions.shift_remove(name).unwrap_or_default()
}

/// A file that is a list; one that is still empty is one too.
fn list_of<T: Describe>(cx: &mut SchemaCx) -> Value {
    json!({"type": ["array", "null"], "items": T::schema(cx)})
}

/// An address of the web with nothing after its path.
const WEB_ADDRESS: &str = "^https?://[^/?#\"<>\\\\\\s]+(/[^?#\"<>\\\\\\s]*)?$";

/// What is said of `kit.yml` where it is read: the languages must be there,
/// addresses are whole, and the checks have names.
fn complete_kit(kit: &mut Value, options: &SchemaOptions, cx: &mut SchemaCx) {
    let fault = cx.about("fault.address");
    for name in ["base_url", "qr_base"] {
        kit["properties"][name]["pattern"] = WEB_ADDRESS.into();
        kit["properties"][name]["errorMessage"] = fault.into();
    }
    let languages = &mut kit["properties"]["languages"];
    languages["type"] = "array".into();
    languages["uniqueItems"] = true.into();
    languages["items"]["pattern"] = "^[a-z][a-z-]{1,7}$".into();
    languages["items"]["errorMessage"] = cx.about("fault.language").into();
    if let Some(required) = kit["required"].as_array_mut() {
        required.push("languages".into());
    }
    if let Some(checks) = kit["properties"]["checks"]["properties"].as_object_mut() {
        for (id, check) in checks {
            let Some(about) = options.checks.get(id) else { continue };
            let mut told = Map::from_iter([("description".to_string(), json!(about))]);
            if let Value::Object(check) = check {
                told.extend(std::mem::take(check));
            }
            *check = Value::Object(told);
        }
    }
}

/// A fact has values or a formula, and not both.
fn complete_fact(fact: &mut Value, both: Option<&str>) {
    fact["if"] = json!({"required": ["formula"], "properties": {"formula": {"type": "string"}}});
    fact["then"] = json!({"properties": {"values": {"type": "null", "errorMessage": both}}});
    // `values` is not described again: editors would propose only that.
    let empty = json!({"required": ["values"], "properties": {"values": {"type": "null"}}});
    fact["else"] = json!({"required": ["values"], "not": empty});
}

/// A message has a headline in the kit's default language.
fn complete_message(message: &mut Value, default: &str, fault: Option<&str>) {
    let text = &mut message["properties"]["text"];
    text["required"] = json!([default]);
    text["properties"][default] = json!({
        "allOf": [{"$ref": "#/definitions/MessageText"}],
        "required": ["headline"],
        "properties": {"headline": {"type": "string", "errorMessage": fault}},
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_described_and_no_description_is_left_over() {
        let options = SchemaOptions { languages: vec!["vi".into()], ..Default::default() };
        let mut asked = BTreeSet::new();
        for document in Document::ALL {
            asked.extend(document.schema(&options).asked);
        }
        let known: BTreeSet<String> = WORDS.keys().cloned().collect();
        let lacking: Vec<_> = asked.difference(&known).collect();
        let unused: Vec<_> = known.difference(&asked).collect();
        assert!(!known.is_empty(), "the table does not parse");
        assert!(lacking.is_empty(), "not described: {lacking:#?}");
        assert!(unused.is_empty(), "described and not there: {unused:#?}");
        assert!(WORDS.values().all(|text| !text.trim().is_empty()));
    }
}
