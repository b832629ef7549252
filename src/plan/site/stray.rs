//! Pages for those who come by an old address or a wrong one.

use serde::Serialize;

use super::page::{Draft, Page};
use super::parts::{Link, Text};
use super::{Cx, address};
use crate::catalog::Kind;

#[derive(Debug, Serialize)]
struct RedirectView {
    title: Text,
}

#[derive(Debug, Serialize)]
struct NotFoundView {
    ways: Vec<Link>,
}

impl Cx<'_> {
    /// A page at each address that an item or a campaign had before.
    pub(super) fn redirects(&self) -> Vec<Page> {
        let items = self.kit.items.iter().filter(|item| address::has_page(self.kit, item));
        let mut pages: Vec<Page> = items
            .flat_map(|item| {
                item.life.aliases.iter().map(|old| {
                    let at = match item.kind {
                        Kind::Page => format!("{}/", old.value),
                        kind => format!("{}/{}/", kind.folder(), old.value),
                    };
                    self.redirect(at, self.item_href(item), self.text(&item.title))
                })
            })
            .collect();
        for campaign in &self.kit.campaigns {
            for old in &campaign.record.aliases {
                let to = address::campaign(self.kit, &campaign.id, &self.lang);
                let title = self.text(&campaign.record.title);
                pages.push(self.redirect(format!("campaigns/{}/", old.value), to, title));
            }
        }
        pages
    }

    fn redirect(&self, at: String, to: String, title: Text) -> Page {
        let draft = Draft {
            at,
            template: "redirect.html",
            kind: "redirect",
            heading: title.clone(),
            noindex: true,
            redirect: Some(to),
            ..Draft::default()
        };
        self.page(draft, &RedirectView { title })
    }

    /// `404.html`, which a host serves for addresses of any depth.
    pub(super) fn not_found(&self) -> Page {
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
            at: "404.html".into(),
            template: "404.html",
            kind: "missing",
            heading: Text { s: self.word("site_not_found"), lang: None },
            noindex: true,
            alone: true,
            ..Draft::default()
        };
        self.page(draft, &view).rooted(base_path(&self.kit.base_url))
    }
}

/// The path of the site's own address: `/kho/` of `https://a.vn/kho/`.
fn base_path(base_url: &str) -> String {
    let after_host = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    after_host.find('/').map_or("/", |at| &after_host[at..]).to_string()
}

#[cfg(test)]
mod tests {
    use super::base_path;

    #[test]
    fn the_path_of_an_address() {
        assert_eq!(base_path("https://a.vn/kho/"), "/kho/");
        assert_eq!(base_path("https://a.vn/"), "/");
        assert_eq!(base_path("http://127.0.0.1:1111/"), "/");
    }
}
