//! An infographic's blocks in words: what a reader gets who cannot see the
//! picture, or has no signal to load it.

use std::fmt::Write as _;

use super::rich::{Writer, escape};
use crate::catalog::Better;
use crate::edition::info::{Bar, Block, Body, Side};

/// The length of the longest bar, in units of its own picture.
const LONGEST: f64 = 1000.0;

/// Writes an infographic's blocks, one level below the heading that they
/// stand under, or below the infographic's own title.
pub(super) fn write(page: &mut Writer<'_>, title: Option<&str>, blocks: &[Block]) {
    let mut level = page.last.saturating_add(1);
    if let Some(title) = title {
        page.embedded_heading(level, title);
        page.raw("\n");
        level = level.saturating_add(1);
    }
    for one in blocks {
        if let Some(title) = &one.title {
            page.embedded_heading(level, title);
            page.raw("\n");
        }
        block(page, &one.body, level.saturating_add(1));
        page.raw("\n");
    }
}

/// Writes a block; `level` is that of headings inside it.
fn block(page: &mut Writer<'_>, block: &Body, level: u8) {
    match block {
        Body::Figures { items } => {
            page.raw("<ul class=\"ib ib-figures\">");
            for item in items {
                page.raw("<li>");
                if let Some(icon) = &item.icon {
                    page.icon(icon, "");
                }
                page.element("b", &item.amount.text);
                page.text(&item.label);
                page.raw("</li>");
            }
            page.raw("</ul>");
        }
        Body::Steps { items } => {
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
        Body::Bars { unit, items } => bars(page, unit.as_deref(), items),
        Body::Table { columns, head, rows } => page.table(columns, head, rows),
        Body::List { items } => {
            page.raw("<ul class=\"ib ib-list\">");
            for item in items {
                page.raw("<li>");
                page.icon(item.icon.as_deref().unwrap_or("check"), "");
                page.element("span", &item.text);
                page.raw("</li>");
            }
            page.raw("</ul>");
        }
        Body::Callout { text, tone } => {
            page.open_note(tone.word());
            page.element("p", text);
            page.raw("\n</div></div>");
        }
        Body::Qr { code, label } => {
            let label = label.as_deref().unwrap_or_default();
            match code {
                Some(to) => page.lead(to, label),
                None => page.element("p", label),
            }
        }
        Body::Compare { left, right, better } => {
            page.raw("<div class=\"ib ib-compare\">");
            side(page, left, level, *better == Some(Better::Left));
            side(page, right, level, *better == Some(Better::Right));
            page.raw("</div>");
        }
        Body::Timeline { items } => {
            page.raw("<ol class=\"ib ib-time\">");
            for item in items {
                page.raw("<li>");
                page.element("b", &item.when);
                page.text(&item.text);
                page.raw("</li>");
            }
            page.raw("</ol>");
        }
        Body::Quote { text, by } => {
            page.raw("<blockquote>");
            page.element("p", text);
            page.raw("\n");
            if let Some(by) = by {
                page.element("footer", by);
            }
            page.raw("</blockquote>");
        }
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
            "<tr><th scope=\"row\">{}</th><td aria-hidden=\"true\"><svg class=\"bar\" viewBox=\"0 0 {LONGEST} 10\" preserveAspectRatio=\"none\"><rect{class} width=\"{}\" height=\"10\"/></svg></td><td class=\"right\"><b>{}</b></td></tr>",
            escape(&item.label),
            (item.share * LONGEST).round(),
            escape(&item.amount.text)
        );
    }
    page.raw("</tbody></table></div>");
}

fn side(page: &mut Writer<'_>, side: &Side, level: u8, is_better: bool) {
    let level = page.heading(level);
    page.raw(if is_better { "<section class=\"ib-better\">" } else { "<section>" });
    page.element(&format!("h{level}"), &side.title);
    page.raw("<ul>");
    for item in &side.items {
        page.element("li", item);
    }
    page.raw("</ul></section>");
}
