//! What the values with a form of their own say of themselves: localised
//! text, days of any year, telephone numbers, severities.

use serde_json::{Map, Value, json};

use super::super::item::Kind;
use super::super::prints::PrintItem;
use super::super::records::{Checks, NonEmpty, Pairs, Phone};
use super::super::text::{ByLang, Cell, Languages, OTHER_LANGUAGES, Text};
use super::super::units::ById;
use super::super::window::{EveryYear, MonthDay, Window};
use crate::diag::Id;
use crate::source::decode::FromNode;
use crate::source::schema::{Describe, ID, RecordSchema, SchemaCx};

impl Describe for Text {
    fn schema(cx: &mut SchemaCx) -> Value {
        String::schema(cx)
    }
}

/// A map of languages: the kit's are proposed, others that are known are
/// taken too.
fn by_language(value: &Value, types: &[&str], fault: &str, cx: &mut SchemaCx) -> Value {
    let kits = cx.languages.iter();
    let properties: Map<String, Value> = kits.map(|lang| (lang.clone(), value.clone())).collect();
    let others: Vec<&str> = OTHER_LANGUAGES
        .iter()
        .copied()
        .filter(|lang| !cx.languages.iter().any(|own| own == lang))
        .collect();
    let types = if let [one] = types { json!(one) } else { json!(types) };
    let pattern = format!("^(?:{})$", others.join("|"));
    json!({
        "type": types,
        "errorMessage": cx.about(fault),
        "properties": properties,
        "patternProperties": {pattern: value},
        "additionalProperties": false,
    })
}

/// A map whose every value is empty says nothing, and something must be said.
fn not_hollow() -> Value {
    json!({"type": "object", "additionalProperties": {"type": "null"}})
}

impl Describe for ByLang<Text> {
    fn schema(cx: &mut SchemaCx) -> Value {
        let text = Text::optional(cx);
        cx.define("LocalizedText", |cx| {
            by_language(&text, &["string", "object"], "fault.localized", cx)
        })
    }

    fn required(cx: &mut SchemaCx) -> Value {
        json!({"allOf": [Self::schema(cx)], "not": not_hollow()})
    }

    fn optional(cx: &mut SchemaCx) -> Value {
        let text = Text::optional(cx);
        cx.define("OptionalText", |cx| {
            by_language(&text, &["string", "object", "null"], "fault.localized", cx)
        })
    }
}

impl<T: FromNode + Describe> Describe for Languages<T> {
    fn schema(cx: &mut SchemaCx) -> Value {
        let value = T::optional(cx);
        by_language(&value, &["object"], "fault.languages", cx)
    }

    fn required(cx: &mut SchemaCx) -> Value {
        let mut schema = Self::schema(cx);
        schema["not"] = not_hollow();
        schema
    }
}

impl Describe for Cell {
    fn schema(cx: &mut SchemaCx) -> Value {
        let text = Text::optional(cx);
        cx.define("Cell", |cx| {
            by_language(&text, &["string", "number", "object"], "fault.localized", cx)
        })
    }

    fn required(cx: &mut SchemaCx) -> Value {
        json!({"allOf": [Self::schema(cx)], "not": not_hollow()})
    }

    fn element(cx: &mut SchemaCx) -> Value {
        Self::optional(cx)
    }
}

impl<T: Describe> Describe for NonEmpty<T> {
    fn schema(cx: &mut SchemaCx) -> Value {
        let mut list = Vec::<T>::schema(cx);
        list["minItems"] = 1.into();
        list
    }
}

impl Describe for Phone {
    fn schema(cx: &mut SchemaCx) -> Value {
        json!({"type": "string", "errorMessage": cx.about("fault.phone")})
    }
}

impl Describe for PrintItem {
    fn schema(_: &mut SchemaCx) -> Value {
        let kinds = Kind::WORDS.join("|");
        let id = ID.trim_start_matches('^');
        json!({"type": "string", "pattern": format!("^({kinds}):{id}")})
    }
}

impl Describe for Pairs {
    fn schema(cx: &mut SchemaCx) -> Value {
        json!({"type": "object", "additionalProperties": String::schema(cx)})
    }
}

impl<T: Describe> Describe for ById<T> {
    fn schema(cx: &mut SchemaCx) -> Value {
        json!({
            "type": "object",
            "patternProperties": {ID: T::schema(cx)},
            "additionalProperties": false,
        })
    }
}

impl Describe for Checks {
    fn schema(cx: &mut SchemaCx) -> Value {
        let severity = cx.closed_list("Severity", &["off", "warning", "error"]);
        // What is structural stays an error, so it is not offered.
        let free = Id::ALL.iter().filter(|id| !id.is_structural());
        let checks: Map<String, Value> =
            free.map(|id| (id.name().to_string(), severity.clone())).collect();
        json!({"type": "object", "properties": checks, "additionalProperties": false})
    }
}

/// The days there are in some year.
const MONTH_DAY: &str = "^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])\
    |(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|[12]\\d))$";

impl Describe for MonthDay {
    fn schema(cx: &mut SchemaCx) -> Value {
        json!({
            "type": "string",
            "pattern": MONTH_DAY,
            "errorMessage": cx.about("fault.month-day"),
        })
    }
}

impl Describe for Window {
    fn schema(cx: &mut SchemaCx) -> Value {
        cx.define("Window", |cx| {
            let mut window = RecordSchema::default();
            // Written, it cannot be empty: the days are what it is for.
            let every_year = json!({
                "description": cx.about("Window.every_year"),
                "type": "object",
                "allOf": [EveryYear::schema(cx)],
            });
            window.insert("every_year", every_year, false);
            window.field::<Option<jiff::civil::Date>>("Window", "from", false, cx);
            window.field::<Option<jiff::civil::Date>>("Window", "until", false, cx);
            window.into_value()
        })
    }
}
