//! `text-overflow` before layout: a folded sheet whose body opens more
//! panels than it has.

use crate::diag::{Diagnostic, Diagnostics, Id, Message, TextKey};
use crate::doc::Block;
use crate::edition::Edition;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    for item in &edition.kit.items {
        let Some(leaflet) = item.leaflet() else { continue };
        let sheet = edition.sheet(leaflet).filter(|(_, sheet)| sheet.is_folded());
        let Some(most) = sheet.map(|(_, sheet)| sheet.panels.len()) else { continue };
        for (lang, blocks) in leaflet.text.iter() {
            // What it asks for beside its body takes a panel too.
            let agents = edition.agents(leaflet, lang);
            let blocks = blocks.iter().chain(&agents);
            let panels = blocks.filter_map(|block| match block {
                Block::H { level: 2, span, .. } => Some(*span),
                _ => None,
            });
            for (i, span) in panels.enumerate().skip(most) {
                out.push(
                    Diagnostic::new(Id::TextOverflow, span)
                        .text(TextKey::TEXT_OVERFLOW_PANELS)
                        .with("most", most.to_string())
                        .with("count", (i + 1).to_string())
                        .hint(Message::new(TextKey::HINT_SHORTEN)),
                );
            }
        }
    }
}
