//! The plan as a document for A4 paper: the data for the template
//! `typst/plan.typ`, laid out by the same engine as everything else.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::plan::{Plan, PlanCampaign, PlanRow};
use super::plan_tables::{cells, columns, group_notes, roman};
use super::{Align, Cell, Voice, dates};
use crate::artifact::{Drawing, InkRule, QrRule, Words};
use crate::diag::{FileId, Span, TextKey};
use crate::make::typeset::{Fault, PdfProfile, Typesetter};

/// The theme's file that draws the plan.
pub const TEMPLATE: &str = "typst/plan.typ";

/// The plan as a tagged PDF.
///
/// # Errors
/// Whatever is wrong with the drawing: a template that does not compile,
/// characters that no font has.
pub fn document(plan: &Plan, voice: Voice, typesetter: &Typesetter) -> Result<Vec<u8>, Vec<Fault>> {
    let drawing = Drawing {
        entry: "plan".into(),
        data: data(plan, voice),
        words: Arc::new(Words::default()),
        pictures: Vec::new(),
        qr: Vec::new(),
        // It has no codes.
        qr_rule: QrRule::Print { module_mm: 0.4, side_mm: 20.0 },
        ink: InkRule::print(InkRule::LEAST_IN_PRINT, f64::INFINITY),
        pages: None,
        title: format!("{} – {}", voice.say(TextKey::PLAN_TITLE), plan.kit.text),
        lang: voice.code().to_string(),
        date: plan.date,
        places: BTreeMap::new(),
        place: Span::file(FileId(0)),
    };
    let sheet = typesetter.layout(&drawing)?;
    let made = sheet.pdf(PdfProfile::Screen);
    // A character that no font has keeps it from being made, too: the cause
    // is what is said.
    let flaws = sheet.finish()?.flaws;
    if flaws.is_empty() { made } else { Err(flaws) }
}

fn data(plan: &Plan, voice: Voice) -> Value {
    let head: Vec<Value> = columns(voice)
        .iter()
        .map(|column| {
            let align = match column.align {
                Align::Left => "left",
                Align::Centre => "center",
                Align::Right => "right",
            };
            json!({"text": column.title, "align": align})
        })
        .collect();
    let groups: Vec<Value> =
        plan.campaigns.iter().enumerate().map(|(n, c)| group(n, c, voice)).collect();
    json!({
        "lang": voice.code(),
        "title": voice.say(TextKey::PLAN_TITLE),
        "unit": plan.unit,
        "lead": plan.lead(voice),
        "columns": head,
        "groups": groups,
        "without": plan.without_in_words(voice),
        "empty": voice.say(TextKey::PLAN_EMPTY),
        "foot": format!("{} · {}", plan.kit.text, dates::day(plan.date, voice)),
        "page": voice.say(TextKey::PLAN_PAGE),
    })
}

fn group(n: usize, campaign: &PlanCampaign, voice: Voice) -> Value {
    let rows: Vec<Value> =
        campaign.activities.iter().enumerate().map(|(n, r)| row(n, r, voice)).collect();
    json!({
        "number": roman(n + 1),
        "title": {"text": campaign.campaign.title.text, "lang": campaign.campaign.title.lang},
        "notes": group_notes(campaign, voice),
        "rows": rows,
    })
}

fn row(n: usize, row: &PlanRow, voice: Voice) -> Value {
    let cell = |cell: &Cell| json!({"text": cell.text, "lang": cell.lang});
    let cells: Vec<Value> = cells(n, row, voice).iter().map(cell).collect();
    json!({"cells": cells, "state": row.state})
}
