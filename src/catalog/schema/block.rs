//! The blocks of infographics: which fields there are depends on `kind`.

use serde_json::{Value, json};

use super::super::block::*;
use super::super::records::NonEmpty;
use super::super::text::{Cell, Localized};
use crate::source::Spanned;
use crate::source::schema::{Describe, RecordSchema, SchemaCx};

/// The fields of a block of one kind, by the name its descriptions have.
fn fields(kind: &str, block: &mut RecordSchema, cx: &mut SchemaCx) {
    match kind {
        "figures" => {
            block.field::<NonEmpty<FigureItem>>("FiguresBlock", "items", false, cx);
        }
        "steps" => block.field::<NonEmpty<StepItem>>("StepsBlock", "items", false, cx),
        "bars" => {
            block.field::<Option<Localized>>("BarsBlock", "unit", false, cx);
            block.field::<NonEmpty<BarItem>>("BarsBlock", "items", false, cx);
        }
        "compare" => {
            block.field::<CompareSide>("CompareBlock", "left", false, cx);
            block.field::<CompareSide>("CompareBlock", "right", false, cx);
            block.field::<Option<Better>>("CompareBlock", "better", false, cx);
        }
        "timeline" => block.field::<NonEmpty<TimelineItem>>("TimelineBlock", "items", false, cx),
        "table" => {
            block.field::<NonEmpty<Cell>>("TableBlock", "columns", false, cx);
            block.field::<NonEmpty<Vec<Cell>>>("TableBlock", "rows", false, cx);
        }
        "list" => block.field::<NonEmpty<ListItem>>("ListBlock", "items", false, cx),
        "quote" => {
            block.field::<Localized>("QuoteBlock", "text", false, cx);
            block.field::<Option<Localized>>("QuoteBlock", "by", false, cx);
        }
        "callout" => {
            block.field::<Localized>("CalloutBlock", "text", false, cx);
            block.field::<Tone>("CalloutBlock", "tone", true, cx);
        }
        _ => {
            block.field::<Spanned<String>>("QrRecord", "to", false, cx);
            block.field::<Option<Localized>>("QrRecord", "label", false, cx);
        }
    }
}

impl Describe for InfoBlock {
    /// One branch a kind: an editor then proposes, and demands, only what
    /// that kind has.
    fn schema(cx: &mut SchemaCx) -> Value {
        cx.define("InfoBlock", |cx| {
            let mut kinds = cx.closed_list("BlockKind", BLOCK_KINDS);
            if let Some(about) = cx.about("InfoBlock.kind") {
                kinds["description"] = about.into();
            }
            let mut branches = Vec::new();
            for kind in BLOCK_KINDS {
                let name = format!("{kind}-block");
                let then = cx.define(&name, |cx| {
                    let mut block = RecordSchema::default();
                    block.insert("kind", json!({}), false);
                    block.field::<Option<Localized>>("InfoBlock", "title", false, cx);
                    fields(kind, &mut block, cx);
                    block.into_value()
                });
                branches.push(json!({
                    "if": {"required": ["kind"], "properties": {"kind": {"const": kind}}},
                    "then": then,
                }));
            }
            json!({
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": kinds},
                "allOf": branches,
            })
        })
    }
}
