//! Every rich text of a kit, whatever it stands in: the bodies of items, the
//! landing texts of campaigns, the guides of audiences. A rule that looks at
//! one of them looks at all.

use std::borrow::Cow;

use crate::catalog::{Item, Text};
use crate::diag::{Diagnostic, Span};
use crate::doc::Block;
use crate::edition::Edition;
use crate::source::markdown::{self, Place};

/// A rich text in one language.
pub(super) struct Rich<'e> {
    pub(super) lang: &'e str,
    pub(super) blocks: Cow<'e, [Block]>,
    /// Whose body it is, if an item's.
    pub(super) item: Option<&'e Item>,
    /// What the parser could not use and nobody has said yet.
    pub(super) lost: Vec<Diagnostic>,
    /// The text of a guide, which is Markdown within YAML.
    within: Option<&'e Text>,
}

impl<'e> Rich<'e> {
    /// One that was parsed when the kit was read.
    fn written(lang: &'e str, blocks: &'e [Block], item: Option<&'e Item>) -> Self {
        let blocks = Cow::Borrowed(blocks);
        Rich { lang, blocks, item, lost: Vec::new(), within: None }
    }

    /// Where something of the text stands that the parser found at `span`.
    /// Within YAML lines do not stand as they are parsed, so the place is
    /// found by its words, the same ones as often as they are there.
    pub(super) fn place(&self, edition: &Edition<'_>, span: Span) -> Span {
        let Some(text) = self.within else { return span };
        let found = text.raw.get(span.range()).filter(|words| !words.is_empty());
        let found = found.and_then(|words| {
            let before = text.raw[..span.range().start].matches(words).count();
            let at = edition.text(text.span).match_indices(words).nth(before)?.0;
            Some(text.span.slice(at, at + words.len()))
        });
        found.unwrap_or(text.span)
    }
}

impl Edition<'_> {
    /// Every rich text of the kit, language by language.
    pub(super) fn texts(&self) -> impl Iterator<Item = Rich<'_>> {
        let kit = self.kit;
        let bodies = kit.items.iter().flat_map(move |item| {
            let texts = item.rich().into_iter().flat_map(|rich| rich.iter());
            texts.map(move |(lang, blocks)| Rich::written(lang, blocks, Some(item)))
        });
        let landings = kit.campaigns.iter().flat_map(move |campaign| {
            let texts = campaign.landing.iter().flat_map(|landing| landing.iter());
            texts.map(move |(lang, blocks)| Rich::written(lang, blocks, None))
        });
        let guides = kit.audiences.iter().flat_map(move |audience| {
            let guides = audience.guide.iter().flat_map(|guide| guide.iter());
            guides.map(move |(lang, text)| {
                let place = Place { file: text.span.file, offset: 0, folder: "" };
                let parsed = markdown::parse(&text.raw, place, kit.config.allow_html);
                let deep = parsed.too_deep.map(markdown::too_deep);
                Rich {
                    lang,
                    blocks: Cow::Owned(parsed.blocks),
                    item: None,
                    lost: deep.into_iter().chain(parsed.lost).collect(),
                    within: Some(text),
                }
            })
        });
        bodies.chain(landings).chain(guides)
    }
}
