//! An infographic's blocks in words: what a reader gets who cannot see the
//! picture, or has no signal to load it.

use std::fmt::Write as _;

use super::rich::{Writer, escape};
use crate::site::rich::{Bar, Block, Side};

/// The icon of a tone, as the theme's own callouts have it.
pub(super) fn tone_icon(tone: &str) -> &'static str {
    match tone {
        "success" => "check",
        "warning" => "warning",
        "danger" => "cross",
        _ => "info",
    }
}

/// Writes one of the blocks that only infographics have.
pub(super) fn block(page: &mut Writer<'_>, block: &Block) {
    match block {
        Block::Figures { items } => {
            page.raw("<ul class=\"ib ib-figures\">");
            for item in items {
                page.raw("<li>");
                if let Some(icon) = &item.icon {
                    page.icon(icon, "");
                }
                page.element("b", &item.value);
                page.text(&item.label);
                page.raw("</li>");
            }
            page.raw("</ul>");
        }
        Block::Steps { items } => {
            page.raw("<ol class=\"ib ib-steps\">");
            for item in items {
                page.raw("<li>");
                page.element("b", &item.title);
                if let Some(text) = &item.text {
                    page.text(text);
                }
                page.raw("</li>");
            }
            page.raw("</ol>");
        }
        Block::Bars { unit, items } => bars(page, unit.as_deref(), items),
        Block::Compare { left, right } => {
            page.raw("<div class=\"ib ib-compare\">");
            side(page, left);
            side(page, right);
            page.raw("</div>");
        }
        Block::Timeline { items } => {
            page.raw("<ol class=\"ib ib-time\">");
            for item in items {
                page.raw("<li>");
                page.element("b", &item.when);
                page.text(&item.text);
                page.raw("</li>");
            }
            page.raw("</ol>");
        }
        Block::List { items } => {
            page.raw("<ul class=\"ib ib-list\">");
            for item in items {
                page.raw("<li>");
                page.icon(item.icon.as_deref().unwrap_or("check"), "");
                page.element("span", &item.text);
                page.raw("</li>");
            }
            page.raw("</ul>");
        }
        _ => {}
    }
}

/// Bars are a table: the picture in the middle column repeats its number.
fn bars(page: &mut Writer<'_>, unit: Option<&str>, items: &[Bar]) {
    page.raw("<div class=\"ib scroll\" tabindex=\"0\"><table class=\"ib-bars\">");
    if let Some(unit) = unit {
        page.element("caption", unit);
    }
    page.raw("<tbody>");
    for item in items {
        let class = if item.highlight { " class=\"hi\"" } else { "" };
        let _ = write!(
            page.out,
            "<tr><th scope=\"row\">{}</th><td aria-hidden=\"true\"><svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\"><rect{class} width=\"{}\" height=\"10\"/></svg></td><td class=\"right\"><b>{}</b></td></tr>",
            escape(&item.label),
            item.share.min(1000),
            escape(&item.text)
        );
    }
    page.raw("</tbody></table></div>");
}

fn side(page: &mut Writer<'_>, side: &Side) {
    let level = page.heading(3);
    page.raw("<section>");
    page.element(&format!("h{level}"), &side.title);
    page.raw("<ul>");
    for item in &side.items {
        page.element("li", item);
    }
    page.raw("</ul></section>");
}
