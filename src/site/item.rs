//! What the pages of all kinds of item have in common: whose it is, what it
//! rests on, what has become of it.

use std::sync::Arc;

use serde::Serialize;

use super::files::{card_name, text_id};
use super::page::{Draft, Planned, Spot};
use super::parts::{FactRef, LegalRef, Link, Notice, Picture, Share, Text, Tile};
use super::shared::Shared;
use super::{Cx, Language};
use crate::artifact::Head;
use crate::catalog::{Audience, Item, Kind, Phase, Status};
use crate::doc::Target;
use crate::edition::address;
use crate::theme::sheet_word;

/// What every item's view has.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Common {
    pub title: Text,
    pub summary: Option<Text>,
    pub kind_label: String,
    pub icon: String,
    pub notice: Option<Notice>,
    pub ends_soon: Option<String>,
    pub version: Option<String>,
    pub date: String,
    pub until: Option<String>,
    pub check: Option<String>,
    pub approved: Option<String>,
    pub audiences: Vec<Link>,
    pub campaigns: Vec<Link>,
    pub facts: Vec<FactRef>,
    pub legal: Vec<LegalRef>,
    /// What goes with it.
    pub related: Vec<Link>,
}

/// The icon of a kind of item.
pub(super) fn kind_icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Message => "message",
        Kind::Leaflet => "document",
        Kind::Infographic => "chart",
        Kind::Broadcast => "speaker",
        Kind::Faq => "question",
        Kind::Page => "info",
    }
}

impl<'p> Language<'p> {
    /// The page of every item that has one.
    pub(super) fn items(self: &Arc<Self>) -> Vec<Planned<'p>> {
        let kit = self.kit;
        // What the kit says of its channels stands on the page of those.
        let is_channels =
            |item: &Item| item.kind == Kind::Page && item.id.as_str() == address::CHANNELS;
        let items = kit.items.iter().filter(|item| address::has_page(kit, item));
        items
            .filter(|item| !is_channels(item))
            .map(|item| {
                self.plan(self.item_spot(item), move |cx| match item.kind {
                    Kind::Message => cx.message_page(item),
                    Kind::Leaflet | Kind::Infographic => cx.sheet_page(item),
                    Kind::Broadcast => cx.broadcast_page(item),
                    Kind::Faq | Kind::Page => cx.article_page(item),
                })
            })
            .collect()
    }

    pub(super) fn item_spot(&self, item: &Item) -> Spot {
        let phase = self.kit.phase(item);
        Spot {
            at: address::below(item.kind, &item.id),
            id: Some(item.id.value.to_string()),
            facets: self.facets(item),
            noindex: matches!(phase, Phase::Expired | Phase::Withdrawn | Phase::Draft),
            updated: self.edition.updated(item),
            written: Some(item.languages().into_iter().map(str::to_string).collect()),
            ..Spot::default()
        }
    }

    /// What an item is called: a leaflet by its sheet.
    pub(super) fn kind_label(&self, item: &Item) -> String {
        let sheet = item.leaflet().and_then(|leaflet| self.edition.sheet(leaflet));
        let key = sheet.map(|(name, _)| sheet_word(name));
        let sheet = key.as_deref().and_then(|key| self.words.find(key));
        match sheet {
            Some(word) => word.to_string(),
            None => self.word(&format!("site_kind_{}", item.kind.word())),
        }
    }

    pub(super) fn item_href(&self, item: &Item) -> String {
        address::item(self.kit, item.kind, item.id.as_str(), &self.lang)
    }

    /// Whether an item's content may still be shown: an expired one's may,
    /// a withdrawn one's not.
    pub(super) fn shows_content(&self, item: &Item) -> bool {
        address::shows_content(self.kit, item)
    }

    /// What the view of any item begins with.
    pub(super) fn common(&self, item: &Item) -> Common {
        let shown = self.shows_content(item);
        let live = self.kit.is_listed(item);
        let until = self.edition.said_until(item, &self.lang).filter(|_| live);
        let known = self.index.known(item);
        let code = self.code_of(item);
        Common {
            title: self.text(&item.title),
            summary: self.maybe(item.summary.as_ref()).filter(|_| shown),
            kind_label: self.kind_label(item),
            icon: kind_icon(item.kind).to_string(),
            notice: self.notice(item),
            ends_soon: until.as_ref().map(|d| self.words.fill("site_ends_soon", &[("date", d)])),
            version: code.as_ref().and_then(|(_, lang)| self.index.version(item, lang)),
            date: self.date(self.kit.date),
            until,
            check: code
                .filter(|_| item.kind != Kind::Message)
                .map(|(code, _)| address::code(&code)),
            approved: self.approved(item),
            audiences: self.audience_links(item),
            campaigns: self.campaign_links(item),
            facts: known.filter(|_| shown).map_or_else(Vec::new, |known| {
                known.quoted.iter().filter_map(|id| self.fact_ref(id)).collect()
            }),
            legal: if shown { self.legal_refs(item) } else { Vec::new() },
            related: if live { self.related(item) } else { Vec::new() },
        }
    }

    /// Who approved an item and when, as far as it says.
    fn approved(&self, item: &Item) -> Option<String> {
        let life = &item.life;
        let on = life.approved_on.as_ref().map(|date| self.date(date.value)).unwrap_or_default();
        let by = life.approved_by.as_deref().unwrap_or_default();
        let key = match (by.is_empty(), on.is_empty()) {
            (false, false) => "site_approved_by_on",
            (false, true) => "site_approved_by",
            (true, false) => "site_approved_on",
            (true, true) => return None,
        };
        let approved = item.life.status == Status::Approved;
        approved.then(|| self.vouched(key, &[("by", by), ("date", &on)]))
    }

    /// What somebody vouches for: in a sample kit with the words that it is
    /// sample data.
    pub(super) fn vouched(&self, key: &str, values: &[(&str, &str)]) -> String {
        let said = self.words.fill(key, values);
        if self.kit.config.sample {
            self.words.fill("site_sample", &[("what", &said)])
        } else {
            said
        }
    }

    fn audience_links(&self, item: &Item) -> Vec<Link> {
        item.audiences
            .iter()
            .filter_map(|id| self.kit.audience(id))
            .map(|a| self.audience_link(a))
            .collect()
    }

    pub(super) fn audience_link(&self, audience: &Audience) -> Link {
        Link {
            href: address::audience(self.kit, &audience.id, &self.lang),
            text: self.text(&audience.title),
            icon: Some(self.audience_icon(audience)),
            ..Link::default()
        }
    }

    pub(super) fn audience_icon(&self, audience: &Audience) -> String {
        audience.icon.as_ref().map_or("people", |icon| &icon.value).to_string()
    }

    fn campaign_links(&self, item: &Item) -> Vec<Link> {
        let campaigns = item.campaigns.iter().filter_map(|id| self.kit.campaign(id));
        campaigns
            .map(|campaign| Link {
                href: address::campaign(self.kit, campaign.id.as_str(), &self.lang),
                text: self.text(&campaign.record.title),
                ..Link::default()
            })
            .collect()
    }

    pub(super) fn legal_refs(&self, item: &Item) -> Vec<LegalRef> {
        let basis = self.kit.legal_basis(item);
        basis.iter().map(|legal| self.legal_ref(legal)).collect()
    }

    pub(super) fn legal_ref(&self, legal: &crate::catalog::Legal) -> LegalRef {
        LegalRef {
            href: address::legal(self.kit, &legal.id, &self.lang),
            number: legal.number.clone(),
            title: self.text(&legal.title),
        }
    }

    pub(super) fn fact_ref(&self, id: &str) -> Option<FactRef> {
        let fact = self.kit.facts.0.get(id)?;
        Some(FactRef {
            href: address::fact(self.kit, id, &self.lang),
            title: self.text(&fact.record.title),
            value: self.fact_value(id).unwrap_or_else(|| self.word("site_no_value")),
            unverified: fact.record.verified.is_none(),
        })
    }

    /// What an expired or withdrawn item's page says first.
    pub(super) fn notice(&self, item: &Item) -> Option<Notice> {
        let (tone, icon, title, text) = match self.kit.phase(item) {
            Phase::Expired => {
                let until = item.life.valid.until.map(|date| self.date(date)).unwrap_or_default();
                let text = self.words.fill("site_expired_on", &[("date", &until)]);
                ("warning", "warning", "site_expired", text)
            }
            Phase::Withdrawn => {
                ("danger", "cross", "site_withdrawn", self.word("site_withdrawn_text"))
            }
            Phase::Live | Phase::Draft | Phase::Embargoed => return None,
        };
        let instead = item.life.replaced_by.as_ref().and_then(|id| self.replacement(item, id));
        Some(Notice {
            tone: tone.to_string(),
            icon: icon.to_string(),
            title: self.word(title),
            text: Some(text),
            link: instead.map(|other| Link {
                href: self.item_href(other),
                text: Text {
                    s: self
                        .words
                        .fill("site_use_instead", &[("title", &self.text(&other.title).s)]),
                    lang: None,
                },
                ..Link::default()
            }),
        })
    }

    /// The item that takes another's place: `kind:id`, or an id of the same kind.
    fn replacement(&self, item: &Item, named: &str) -> Option<&Item> {
        let found = match Target::parse(named) {
            Target::Item { scheme, id, .. } => self.edition.item(&scheme, &id),
            _ => self.edition.item(item.kind.word(), named),
        };
        found.filter(|other| address::has_page(self.kit, other))
    }
}

impl Cx<'_, '_> {
    /// The start of an item's page.
    pub(super) fn item_draft(&self, item: &Item, template: &'static str) -> Draft {
        let folder = item.kind.folder();
        let section = (item.kind != Kind::Page).then_some(folder);
        let crumbs = section.filter(|_| self.index.has_kind(item.kind));
        let crumbs = crumbs.map(|folder| Link {
            href: self.below(&format!("{folder}/")),
            text: Text { s: self.word(&format!("site_{folder}")), lang: None },
            ..Link::default()
        });
        let phase = self.kit.phase(item);
        Draft {
            template,
            kind: item.kind.word(),
            heading: self.text(&item.title),
            description: self.shows_content(item).then(|| self.brief(item)).flatten(),
            section: (item.kind == Kind::Faq).then_some("faq/"),
            palette: Some(self.edition.palette(item).to_string()),
            crumbs: crumbs.into_iter().collect(),
            card: self.card_for(std::iter::once(item)),
            draft: phase == Phase::Draft,
            ..Draft::default()
        }
    }

    /// A sentence or two of an item, in the page's language or what stands in.
    fn brief(&self, item: &Item) -> Option<String> {
        let langs = self.kit.locales.chain(&self.lang);
        let langs = langs.into_iter().chain([self.kit.default_lang()]);
        langs.map(|lang| self.edition.in_short(item, lang)).find(|text| !text.is_empty())
    }

    /// The card that previews of a page show: the first that one of `items`
    /// or a message of their first campaign has.
    pub(super) fn card_for<'i>(&self, items: impl Iterator<Item = &'i Item>) -> Option<Picture> {
        let items: Vec<&Item> = items.collect();
        let of_message = |item: &Item| {
            let card = self.preview_card(item)?;
            Some(self.picture(&card, self.text(&item.title).s))
        };
        let mut own = items.iter().copied().filter(|item| item.kind == Kind::Message);
        own.find_map(of_message).or_else(|| {
            let campaign = items.iter().find_map(|item| item.campaigns.first())?;
            let all = self.index.of_campaign(campaign).iter().copied();
            all.filter(|item| item.kind == Kind::Message).find_map(of_message)
        })
    }

    /// The card of pages that have none of their own: the kit's first. It is
    /// named by the site, so that no page changes with a message that it does
    /// not show.
    pub(super) fn common_card(&self, site: &str) -> Option<Picture> {
        let first = self.first_card.get_or_init(|| {
            let mut messages = self.kit.listed().filter(|item| item.kind == Kind::Message);
            messages.find(|item| self.preview_card(item).is_some())
        });
        let card = self.preview_card((*first)?)?;
        Some(self.picture(&card, site.to_string()))
    }

    /// An item as a tile.
    pub(super) fn tile(&self, item: &Item) -> Shared<Tile> {
        self.rows.tiles.of(item, None, || self.new_tile(item))
    }

    fn new_tile(&self, item: &Item) -> Tile {
        let picture = match item.kind {
            Kind::Message => {
                self.preview_card(item).or_else(|| self.cards(item).into_iter().next())
            }
            _ => self.previews(item).into_iter().next(),
        };
        let shape = match item.kind {
            Kind::Message => "card",
            Kind::Leaflet => "sheet",
            _ => "plain",
        };
        Tile {
            href: self.item_href(item),
            title: self.text(&item.title),
            // A message's card says it already.
            summary: self.maybe(item.summary.as_ref().filter(|_| item.kind != Kind::Message)),
            kind_label: self.kind_label(item),
            icon: kind_icon(item.kind).to_string(),
            shape: shape.to_string(),
            picture: picture.map(|head| self.picture(&head, String::new())),
            meta: None,
            downloads: match item.kind {
                Kind::Leaflet | Kind::Infographic => self.first_downloads(item),
                _ => Vec::new(),
            },
            draft: self.kit.phase(item) == Phase::Draft,
        }
    }

    /// What the share button hands on for a picture of an item.
    pub(super) fn share(&self, item: &Item, file: Option<&Head>, text: &str) -> Share {
        Share {
            file: file.map(|file| file.path.to_string()),
            name: file.map_or_else(String::new, |file| match item.kind {
                Kind::Message => card_name(item, file),
                _ => file.name().to_string(),
            }),
            text_id: if text.is_empty() { String::new() } else { text_id(item, text) },
            title: self.text(&item.title).s,
            address: address::absolute(self.kit, &self.item_href(item)),
        }
    }
}
