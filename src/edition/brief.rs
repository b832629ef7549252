//! What feeds, the sitemap and previews say of an item: a sentence or two of
//! it, and when it last changed.

use jiff::civil::Date;

use super::Edition;
use crate::catalog::{Body, InfoBlock, InfoBody, Item};
use crate::doc::{Block, plain_blocks};

/// How long a summary may be; characters.
const LONGEST_SUMMARY: usize = 300;

/// As much of a text as `most` characters hold, cut between words.
pub(super) fn within(text: &str, most: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(most) else { return text };
    text[..text[..end].rfind(' ').unwrap_or(end)].trim_end()
}

/// A text that is not too long, with a sign where it goes on.
fn cut(text: &str) -> String {
    let short = within(text, LONGEST_SUMMARY);
    if short.len() == text.len() { text.to_string() } else { format!("{short}…") }
}

/// How many characters say something: a mere greeting does not.
const LEAST_SUMMARY: usize = 60;

/// As many of the first texts as say something.
fn beginning(texts: impl Iterator<Item = String>) -> String {
    let mut said = String::new();
    for text in texts {
        if said.chars().count() >= LEAST_SUMMARY {
            break;
        }
        said.push(' ');
        said.push_str(text.trim());
    }
    said
}

impl Edition<'_> {
    /// When an item last changed, by its own dates: its approval, the first
    /// days on which it may be seen and holds. Where it has none, by those of
    /// what it rests on. Never the build date, which says nothing about it,
    /// and never a day to come.
    #[must_use]
    pub fn updated(&self, item: &Item) -> Option<Date> {
        let kit = self.kit;
        let past = |date: &Date| *date <= kit.date;
        let life = &item.life;
        let approved = life.approved_on.as_ref().map(|on| on.value);
        let own = [approved, life.publish_from, life.valid.from];
        own.into_iter().flatten().filter(past).max().or_else(|| {
            let basis = kit.basis(item);
            let facts = basis.facts.iter().filter_map(|id| kit.facts.0.get(id.as_str()));
            let verified = facts.filter_map(|fact| Some(fact.record.verified.as_ref()?.on.value));
            let legal = kit.legal_basis(item);
            let issued = legal.iter().filter_map(|legal| legal.issued);
            verified.chain(issued).filter(past).max()
        })
    }

    /// A sentence or two of an item in exactly `lang`: its summary, else how
    /// it begins.
    #[must_use]
    pub fn in_short(&self, item: &Item, lang: &str) -> String {
        let kit = self.kit;
        let begins = |text: &str| kit.fill(text.trim(), lang);
        let written = || match &item.body {
            Body::Message(message) => {
                let text = message.text.get(lang)?;
                text.post.as_ref().or(text.sms.as_ref()).map(|text| begins(&text.raw))
            }
            Body::Infographic(infographic) => {
                // Its headings say what it is about, else what it calls out.
                let heading = |block: &InfoBlock| match (&block.title, &block.body) {
                    (Some(title), _) => title.get(lang).map(|title| begins(&title.line())),
                    (None, InfoBody::Callout { text, .. }) => {
                        text.get(lang).map(|text| begins(&text.line()))
                    }
                    _ => None,
                };
                let headings = infographic.blocks.iter().filter_map(heading);
                Some(headings.collect::<Vec<_>>().join(" · "))
            }
            Body::Leaflet(_) | Body::Broadcast { .. } | Body::Text(_) => {
                // A heading is no sentence, and a picture has none.
                let blocks = item.rich()?.get(lang)?.iter();
                let blocks = blocks.filter(|block| !matches!(block, Block::H { .. }));
                let texts = blocks.map(|block| plain_blocks(std::slice::from_ref(block)));
                Some(begins(&beginning(texts)))
            }
        };
        let summary = item.summary.as_ref().and_then(|summary| summary.get(lang));
        let text = match summary {
            Some(summary) => kit.fill(&summary.line(), lang),
            None => written().unwrap_or_default(),
        };
        cut(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}
