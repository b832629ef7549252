//! What a person can look for: everything of an edition that has an address
//! and words in a language, in the kit's order.

use super::brief::within;
use super::info::{Block, Body as Info};
use super::{Edition, address};
use crate::catalog::{Body, Item};
use crate::doc::plain_blocks;
use crate::source::{ItemId, Spanned};

/// How much of a text is searched: a page that goes on longer says before
/// what it is about; characters.
const MOST: usize = 2000;

/// Something to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findable {
    /// What it is: the word of its kind, as in [`KINDS`].
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// What it says, on one line.
    pub text: String,
    /// Where it is, from the site's root.
    pub href: String,
    /// The campaigns it belongs to.
    pub campaigns: Vec<String>,
    /// Whom it is for.
    pub audiences: Vec<String>,
    /// Whether a day is known on which it ends.
    pub ends: bool,
}

/// The kinds in the order of lists, each with the word of the theme for it.
pub const KINDS: [(&str, &str); 10] = [
    ("message", "site_kind_message"),
    ("leaflet", "site_kind_leaflet"),
    ("infographic", "site_kind_infographic"),
    ("broadcast", "site_kind_broadcast"),
    ("faq", "site_kind_faq"),
    ("fact", "site_facts"),
    ("campaign", "site_kind_campaign"),
    ("audience", "site_audiences"),
    ("legal", "site_kind_legal"),
    ("page", "site_kind_page"),
];

impl Edition<'_> {
    /// Everything that is listed and written in `lang`. What another language
    /// stands in for is found in that one.
    pub fn findable(&self, lang: &str) -> Vec<Findable> {
        let kit = self.kit;
        let one = |kind: &'static str, title: String, text: String, href: String| Findable {
            kind,
            title,
            text: one_line(&text),
            href,
            campaigns: Vec::new(),
            audiences: Vec::new(),
            ends: false,
        };
        let items = kit.listed().filter_map(|item| {
            let title = kit.fill(&item.title.get(lang)?.line(), lang);
            let href = address::item(kit, item.kind, item.id.as_str(), lang);
            Some(Findable {
                campaigns: ids(&item.campaigns),
                audiences: ids(&item.audiences),
                ends: kit.holds_until(item).is_some(),
                ..one(item.kind.word(), title, self.said(item, lang), href)
            })
        });
        let campaigns = kit.campaigns.iter().filter_map(|campaign| {
            let record = &campaign.record;
            let title = kit.fill(&record.title.get(lang)?.line(), lang);
            let summary = record.summary.as_ref().map(|summary| kit.say(summary, lang));
            let href = address::campaign(kit, &campaign.id, lang);
            Some(Findable {
                campaigns: vec![campaign.id.to_string()],
                audiences: ids(&record.audiences),
                ..one("campaign", title, summary.unwrap_or_default(), href)
            })
        });
        let audiences = kit.audiences.iter().filter_map(|audience| {
            let title = kit.fill(&audience.title.get(lang)?.line(), lang);
            let summary = audience.summary.as_ref().map(|summary| kit.say(summary, lang));
            let href = address::audience(kit, &audience.id, lang);
            Some(Findable {
                audiences: vec![audience.id.value.to_string()],
                ..one("audience", title, summary.unwrap_or_default(), href)
            })
        });
        let legal = kit.legal.iter().filter_map(|legal| {
            let title = kit.fill(&legal.title.get(lang)?.line(), lang);
            let href = address::legal(kit, &legal.id, lang);
            let ends = legal.in_force.until.is_some();
            Some(Findable { ends, ..one("legal", title, legal.number.clone(), href) })
        });
        let facts = kit.facts.0.iter().filter_map(|(id, fact)| {
            let title = kit.fill(&fact.record.title.get(lang)?.line(), lang);
            let value = kit.value(id).map(|value| kit.amount(fact, value, lang));
            let href = address::fact(kit, id, lang);
            Some(one("fact", title, value.unwrap_or_default(), href))
        });
        items.chain(campaigns).chain(audiences).chain(legal).chain(facts).collect()
    }

    /// What an item says in exactly `lang`.
    fn said(&self, item: &Item, lang: &str) -> String {
        let kit = self.kit;
        let summary = item.summary.as_ref().and_then(|summary| summary.get(lang));
        let mut said: Vec<String> =
            summary.iter().map(|text| kit.fill(&text.line(), lang)).collect();
        match &item.body {
            Body::Message(message) => {
                let text = message.text.get(lang);
                let post = text.and_then(|text| text.post.as_ref().or(text.sms.as_ref()));
                said.extend(post.map(|text| kit.fill(&text.raw, lang)));
                said.extend(message.steps.iter().map(|step| kit.say(step, lang)));
            }
            Body::Infographic(infographic) => {
                self.info(infographic, lang).iter().for_each(|block| words_of(block, &mut said));
            }
            Body::Leaflet(_) | Body::Broadcast { .. } | Body::Text(_) => {
                let blocks = item.rich().and_then(|rich| rich.get(lang));
                said.extend(blocks.map(|blocks| plain_blocks(&kit.fill_blocks(blocks, lang))));
            }
        }
        said.join(" ")
    }
}

fn ids(list: &[Spanned<ItemId>]) -> Vec<String> {
    list.iter().map(|id| id.value.to_string()).collect()
}

/// A text without its line breaks, cut between words where it is long.
fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    within(&line, MOST).to_string()
}

/// The words of a block of an infographic.
fn words_of(block: &Block, said: &mut Vec<String>) {
    said.extend(block.title.clone());
    match &block.body {
        Info::Figures { items } => {
            said.extend(items.iter().map(|item| format!("{}: {}", item.label, item.amount.text)));
        }
        Info::Bars { items, .. } => {
            said.extend(items.iter().map(|item| format!("{}: {}", item.label, item.amount.text)));
        }
        Info::Steps { items } => {
            for step in items {
                said.push(step.title.clone());
                said.extend(step.text.clone());
            }
        }
        Info::Table { head, rows, .. } => {
            said.extend(std::iter::once(head).chain(rows).map(|row| row.join(" · ")));
        }
        Info::List { items } => said.extend(items.iter().map(|point| point.text.clone())),
        Info::Callout { text, .. } => said.push(text.clone()),
        Info::Qr { label, .. } => said.extend(label.clone()),
        Info::Compare { left, right, .. } => {
            for side in [left, right] {
                said.push(side.title.clone());
                said.extend(side.items.iter().cloned());
            }
        }
        Info::Timeline { items } => {
            said.extend(items.iter().map(|moment| format!("{}: {}", moment.when, moment.text)));
        }
        Info::Quote { text, by } => {
            said.push(text.clone());
            said.extend(by.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_long_text_ends_between_words() {
        let long = "từ\n".repeat(2000);
        let line = one_line(&long);
        assert!(line.chars().count() <= super::MOST && line.ends_with("từ"));
        assert_eq!(one_line(" a\n b "), "a b");
    }
}
