//! Where QR codes lead: what the sheet in hand is, and whether it is still
//! the current one. It forwards nobody.

use serde::Serialize;

use super::page::{Draft, Page};
use super::parts::{Download, Notice, Text};
use super::{Cx, address};
use crate::catalog::{Item, Kind};
use crate::plan::{code, languages_of};

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

/// The kinds that are drawn, and so carry a code.
const DRAWN: [Kind; 3] = [Kind::Message, Kind::Leaflet, Kind::Infographic];

impl Cx<'_> {
    /// An item's code in the page's language, or in the one its drawings
    /// stand in for, with that language.
    pub(super) fn code_of(&self, item: &Item) -> Option<(String, String)> {
        if !DRAWN.contains(&item.kind) {
            return None;
        }
        let drawn = languages_of(self.kit, item);
        let wanted = [self.lang.as_str(), self.kit.default_lang()];
        let lang = wanted.into_iter().find(|lang| drawn.iter().any(|known| known == lang))?;
        Some((code::code(self.planner.unit(), item.kind, &item.id, lang), lang.to_string()))
    }

    /// The pages behind the codes of this language's drawings. Those of an
    /// expired or withdrawn item stay: its prints are still in people's hands.
    pub(super) fn codes(&self) -> Vec<Page> {
        let items = self.kit.items.iter().filter(|item| address::has_page(self.kit, item));
        items
            .filter_map(|item| {
                let (code, lang) = self.code_of(item)?;
                (lang == self.lang).then(|| self.code_page(item, &code))
            })
            .collect()
    }

    fn code_page(&self, item: &Item, code: &str) -> Page {
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
            at: address::code(code),
            template: "code.html",
            kind: "code",
            heading: Text { s: title, lang: None },
            noindex: true,
            alone: true,
            id: Some(item.id.value.to_string()),
            facets: self.facets(item),
            ..self.item_draft(item, "code.html")
        };
        self.page(draft, &view)
    }
}
