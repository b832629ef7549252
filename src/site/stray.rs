//! Pages for those who come by an old address or a wrong one.

use std::sync::Arc;

use serde::Serialize;

use super::page::{Draft, Planned, Spot};
use super::parts::{Link, Text};
use super::{Cx, Language};
use crate::catalog::Localized;
use crate::edition::address;

#[derive(Debug, Serialize)]
struct RedirectView {
    title: Text,
}

#[derive(Debug, Serialize)]
struct NotFoundView {
    ways: Vec<Link>,
}

impl<'p> Language<'p> {
    /// A page at each address that an item or a campaign had before.
    pub(super) fn redirects(self: &Arc<Self>) -> Vec<Planned<'p>> {
        let kit = self.kit;
        let mut pages = Vec::new();
        for item in kit.items.iter().filter(|item| address::has_page(kit, item)) {
            for old in &item.life.aliases {
                let at = address::below(item.kind, old);
                pages.push(self.redirect(at, self.item_href(item), &item.title));
            }
        }
        for campaign in &kit.campaigns {
            for old in &campaign.record.aliases {
                let to = address::campaign(kit, &campaign.id, &self.lang);
                pages.push(self.redirect(
                    format!("campaigns/{}/", old.value),
                    to,
                    &campaign.record.title,
                ));
            }
        }
        pages
    }

    fn redirect(self: &Arc<Self>, at: String, to: String, title: &'p Localized) -> Planned<'p> {
        let spot = Spot { at, noindex: true, ..Spot::default() };
        self.plan(spot, move |cx| {
            let title = cx.text(title);
            let draft = Draft {
                template: "redirect.html",
                kind: "redirect",
                heading: title.clone(),
                redirect: Some(to),
                ..Draft::default()
            };
            draft.show(RedirectView { title })
        })
    }

    /// `404.html`, which a host serves for addresses of any depth.
    pub(super) fn not_found(self: &Arc<Self>) -> Planned<'p> {
        let spot = Spot { at: "404.html".into(), alone: true, noindex: true, ..Spot::default() };
        self.plan(spot, |cx| cx.not_found_page())
    }
}

impl Cx<'_, '_> {
    fn not_found_page(&self) -> Draft {
        let ways = [
            ("", "site_home", "home"),
            ("audiences/", "site_audiences", "people"),
            ("campaigns/", "site_campaigns", "calendar"),
            ("channels/", "site_channels", "shield"),
        ];
        let missing = |path: &str| match path {
            "audiences/" => self.kit.audiences.is_empty(),
            "campaigns/" => self.kit.campaigns.is_empty(),
            _ => false,
        };
        let view = NotFoundView {
            ways: ways
                .into_iter()
                .filter(|(path, ..)| !missing(path))
                .map(|(path, key, icon)| Link {
                    href: path.to_string(),
                    text: Text { s: self.word(key), lang: None },
                    icon: Some(icon.to_string()),
                    ..Link::default()
                })
                .collect(),
        };
        let draft = Draft {
            template: "404.html",
            kind: "missing",
            heading: Text { s: self.word("site_not_found"), lang: None },
            rooted: Some(address::base_path(&self.kit.base_url)),
            ..Draft::default()
        };
        draft.show(view)
    }
}
