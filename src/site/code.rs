//! Where QR codes lead: whose code the sheet in hand carries, and whether its
//! version is the current one, an older one that was recorded, or unknown. It
//! says no more than a code can prove, shows what the sheet should look like,
//! and forwards nobody.

use std::sync::Arc;

use serde::Serialize;

use super::item::Common;
use super::page::{Draft, Planned, Spot};
use super::parts::{Download, Picture, Text};
use super::{Cx, Language};
use crate::catalog::{Item, Kind, Print};
use crate::doc::Target;
use crate::edition::{Place, address, is_drawn, languages_of};

#[derive(Debug, Serialize)]
struct CodeView {
    #[serde(flatten)]
    common: Common,
    /// Whether what carries the code also carries a version.
    versioned: bool,
    /// What a sheet in hand is compared with.
    picture: Option<Picture>,
    past: Vec<Past>,
    /// Where a message itself leads, on the site or outside.
    onward: Option<String>,
    outward: Option<String>,
    href: String,
    downloads: Vec<Download>,
}

/// A version that was published before.
#[derive(Debug, Serialize)]
struct Past {
    version: String,
    on: String,
    /// What is different now; empty where there is nothing to compare with.
    changes: Vec<String>,
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
                    ..Spot::default()
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
        // A card carries its code without a version: there is none to compare.
        let versioned = item.kind != Kind::Message;
        let picture = match item.kind {
            Kind::Message => self.cards(item).into_iter().next(),
            _ => self.previews(item).into_iter().next(),
        };
        let link = item.message().and_then(|message| message.link.as_ref());
        let place = link.and_then(|link| self.edition.lead(&Target::parse(link), &self.lang).ok());
        let outward = match &place {
            Some(Place::Web(address)) => Some(address.clone()),
            _ => None,
        };
        let alt = self.words.fill("site_picture_alt", &[("title", &common.title.s)]);
        let version = common.version.clone().filter(|_| listed && versioned);
        let view = CodeView {
            versioned,
            picture: picture.map(|head| self.picture(&head, alt)),
            past: self.past(item, version.as_deref()),
            onward: place.as_ref().and_then(Place::below_root),
            outward,
            href: self.item_href(item),
            downloads: if versioned { self.first_downloads(item) } else { Vec::new() },
            common: Common { version, ..common },
        };
        let common = &view.common;
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

    /// The recorded versions of an item's sheet that are not the current one,
    /// with what has changed since.
    fn past(&self, item: &Item, current: Option<&str>) -> Vec<Past> {
        let prints = self.kit.prints_of(item, &self.lang);
        let past = prints.into_iter().filter(|print| Some(print.version.as_str()) != current);
        past.map(|print| Past {
            version: print.version.clone(),
            on: self.date(print.on),
            changes: if current.is_some() { self.changes(item, print) } else { Vec::new() },
        })
        .collect()
    }

    /// What is on the sheet now and was not on the print, figure by figure,
    /// document by document.
    fn changes(&self, item: &Item, print: &Print) -> Vec<String> {
        let quoted = self.kit.quoted(item);
        let fact = |id: &str| self.kit.facts.0.get(id);
        let called = |id: &str| match fact(id) {
            Some(fact) => self.text(&fact.record.title).s,
            None => id.to_string(),
        };
        let said = |id: &str, value| match fact(id) {
            Some(fact) => self.amount(fact, value),
            None => self.kit.number(value, &self.lang),
        };
        let now = |id: &str| quoted.iter().any(|own| own == id).then(|| self.kit.value(id))?;
        let mut changes = Vec::new();
        for (id, old) in print.figures().filter_map(|(id, old)| Some((id, old?))) {
            let (title, old_said) = (called(id), said(id, old));
            let (key, new) = match now(id) {
                Some(new) if new == old => continue,
                Some(new) => ("site_check_was", said(id, new)),
                None => ("site_check_gone", String::new()),
            };
            let values = [("title", &*title), ("old", &*old_said), ("new", &*new)];
            changes.push(self.words.fill(key, &values));
        }
        let had = |id: &str| print.figures().any(|(old, _)| old == id);
        for id in quoted.iter().filter(|id| !had(id)) {
            let Some(new) = now(id) else { continue };
            let values = [("title", &*called(id)), ("new", &*said(id, new))];
            changes.push(self.words.fill("site_check_added", &values));
        }
        let basis = self.kit.legal_basis(item);
        let is_now = |id: &str| basis.iter().any(|legal| legal.id.as_str() == id);
        let number = |id: &str| self.kit.legal(id).map_or(id.to_string(), |l| l.number.clone());
        for id in print.legal.iter().filter(|id| !is_now(id)) {
            changes.push(self.words.fill("site_check_legal_gone", &[("legal", &number(id))]));
        }
        for legal in basis.iter().filter(|l| !print.legal.iter().any(|old| l.id.as_str() == old)) {
            changes.push(self.words.fill("site_check_legal_added", &[("legal", &legal.number)]));
        }
        if changes.is_empty() {
            changes.push(self.word("site_check_words"));
        }
        changes
    }
}
