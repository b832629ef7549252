//! The plan for programs: one object, a row for each activity.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use super::coverage::Named;
use super::plan::{Plan, State};
use crate::catalog::Words;

impl Plan {
    /// The report as one object.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let text = |words: &Option<Words>| words.as_ref().map(|words| words.text.clone());
        let mut rows = Vec::new();
        for campaign in &self.campaigns {
            for row in &campaign.activities {
                let when = row.when.as_ref();
                rows.push(json!({
                    "campaign": campaign.campaign.id,
                    "title": row.title.text,
                    "form": text(&row.form),
                    "unit_of_measure": text(&row.unit_of_measure),
                    "target": row.target.map(number),
                    "done": row.done.map(number),
                    "percent": row.percent().map(number),
                    "state": row.state,
                    "lead": text(&row.lead),
                    "with": text(&row.with),
                    "from": when.and_then(|when| when.from),
                    "until": when.and_then(|when| when.until),
                }));
            }
        }
        let totals: serde_json::Map<String, Value> = State::ALL
            .iter()
            .map(|state| (state.word().to_string(), self.count(*state).into()))
            .collect();
        let without: Vec<&String> = self.without.iter().map(|Named { id, .. }| id).collect();
        json!({
            "report": "plan",
            "date": self.date,
            "sample": self.sample,
            "rows": rows,
            "totals": totals,
            "campaigns_without_activities": without,
        })
    }
}

/// A whole number as such, another as the nearest a program can hold.
fn number(value: Decimal) -> Value {
    let whole = value.is_integer().then(|| value.to_i64()).flatten();
    whole.map_or_else(|| value.to_f64().into(), Value::from)
}
