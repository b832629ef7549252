//! Where QR codes lead: what the sheet in hand is, and whether it is still
//! the current one. It forwards nobody.

use std::sync::Arc;

use serde::Serialize;

use super::page::{Draft, Planned, Spot};
use super::parts::{Download, Notice, Text};
use super::{Cx, Language};
use crate::catalog::{Item, Kind};
use crate::edition::{address, is_drawn, languages_of};

#[derive(Debug, Serialize)]
struct CodeView {
    title: Text,
    kind_label: String,
    icon: String,
    notice: Option<Notice>,
    version: Option<String>,
    date: String,
    until: Option<String>,
    href: String,
    downloads: Vec<Download>,
}

impl<'p> Language<'p> {
    /// An item's code in the page's language, or in the one its drawings
    /// stand in for, with that language.
    pub(super) fn code_of(&self, item: &Item) -> Option<(String, String)> {
        if !is_drawn(item.kind) {
            return None;
        }
        let drawn = languages_of(self.kit, item);
        let wanted = [self.lang.as_str(), self.kit.default_lang()];
        let lang = wanted.into_iter().find(|lang| drawn.iter().any(|known| known == lang))?;
        let code = self.edition.code(item, &item.id, lang);
        Some((code, lang.to_string()))
    }

    /// The pages behind the codes of this language's drawings. Those of an
    /// expired or withdrawn item stay, and those of the ids that an item had
    /// before: the prints are still in people's hands.
    pub(super) fn codes(self: &Arc<Self>) -> Vec<Planned<'p>> {
        let kit = self.kit;
        let mut pages = Vec::new();
        for item in kit.items.iter().filter(|item| address::has_page(kit, item)) {
            let Some((own, _)) = self.code_of(item).filter(|(_, lang)| *lang == self.lang) else {
                continue;
            };
            let old = item.life.aliases.iter().map(|id| self.edition.code(item, id, &self.lang));
            for code in std::iter::once(own.clone()).chain(old) {
                let spot = Spot {
                    at: address::code(&code),
                    id: Some(item.id.value.to_string()),
                    facets: self.facets(item),
                    alone: true,
                    noindex: true,
                };
                let canonical = address::code(&own);
                pages.push(self.plan(spot, move |cx| cx.code_page(item, canonical)));
            }
        }
        pages
    }
}

impl Cx<'_, '_> {
    fn code_page(&self, item: &Item, canonical: String) -> Draft {
        let listed = self.kit.is_listed(item);
        let common = self.common(item);
        let downloads = match item.kind {
            Kind::Message => Vec::new(),
            _ => self.first_downloads(item),
        };
        // A card carries its code without a version: there is none to compare.
        let version = common.version.filter(|_| listed && item.kind != Kind::Message);
        let view = CodeView {
            title: common.title.clone(),
            kind_label: common.kind_label,
            icon: common.icon,
            notice: common.notice,
            version,
            date: common.date,
            until: common.until,
            href: self.item_href(item),
            downloads,
        };
        let title = self.words.fill("site_check_title", &[("title", &common.title.s)]);
        let draft = Draft {
            template: "code.html",
            kind: "code",
            heading: Text { s: title, lang: None },
            canonical: Some(canonical),
            ..self.item_draft(item, "code.html")
        };
        draft.show(view)
    }
}
