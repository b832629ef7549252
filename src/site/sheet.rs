//! Leaflets, infographics and broadcasts: what is taken away as a sheet, with
//! the same content in HTML.

use serde::Serialize;

use super::files::text_id;
use super::item::Common;
use super::page::Draft;
use super::parts::{Download, Picture, Share, Text};
use super::shared::Shared;
use super::{Cx, dates};
use crate::catalog::{Body, Item, Kind};
use crate::copy::reading_seconds;
use crate::doc::plain_blocks;
use crate::edition::show::Block;

/// The view of a leaflet's or an infographic's page.
#[derive(Debug, Serialize)]
struct SheetView {
    #[serde(flatten)]
    common: Common,
    previews: Vec<Picture>,
    /// The file that a tap on a preview opens.
    open: Option<String>,
    downloads: Vec<Download>,
    share: Option<Share>,
    body: Option<Vec<Block>>,
    body_lang: Option<String>,
    source: Option<Text>,
}

/// The view of a broadcast's page.
#[derive(Debug, Serialize)]
struct BroadcastView {
    #[serde(flatten)]
    common: Common,
    glance: Vec<Glance>,
    downloads: Vec<Download>,
    body: Option<Vec<Block>>,
    body_lang: Option<String>,
}

/// A number that one sees at once.
#[derive(Debug, Serialize)]
struct Glance {
    value: String,
    label: String,
}

/// A broadcast among other items.
#[derive(Debug, Serialize)]
pub(super) struct BroadcastRow {
    href: String,
    title: Text,
    note: String,
    id: String,
    lang: Option<String>,
    body: Vec<Block>,
    downloads: Vec<Download>,
}

impl Cx<'_, '_> {
    pub(super) fn sheet_page(&self, item: &Item) -> Draft {
        let previews = self.previews(item);
        let title = self.text(&item.title).s;
        let alt = |n: usize| match item.kind {
            Kind::Infographic => self.words.fill("site_picture_alt", &[("title", &title)]),
            _ => {
                let n = (n + 1).to_string();
                self.words.fill("site_sheet_alt", &[("n", &n), ("title", &title)])
            }
        };
        let pictures = previews.iter().enumerate().map(|(n, file)| self.picture(file, alt(n)));
        let downloads = self.downloads(item);
        let (body, body_lang) = self.content(item);
        let source = item.infographic().and_then(|infographic| infographic.source.as_ref());
        let view = SheetView {
            common: self.common(item),
            previews: pictures.collect(),
            open: downloads.first().map(|download| download.file.clone()),
            share: previews.first().map(|file| self.share(item, Some(file), "")),
            downloads,
            body,
            body_lang,
            source: self.maybe(source).filter(|_| self.shows_content(item)),
        };
        let template = match item.kind {
            Kind::Infographic => "infographic.html",
            _ => "leaflet.html",
        };
        self.item_draft(item, template).show(view)
    }

    /// What an item says, in the page's language or what stands in for it;
    /// nothing where it was withdrawn.
    pub(super) fn content(&self, item: &Item) -> (Option<Vec<Block>>, Option<String>) {
        if !self.shows_content(item) {
            return (None, None);
        }
        if let Some(infographic) = item.infographic() {
            let lang = self.text(&item.title).lang;
            return (Some(self.edition.show_infographic(infographic, &self.lang)), lang);
        }
        match item.rich() {
            Some(text) => {
                let mut rich = self.rich(text);
                if let Some(leaflet) = item.leaflet() {
                    rich.blocks.extend(self.edition.agents(leaflet, &self.lang));
                }
                (Some(rich.blocks), rich.lang)
            }
            None => (None, None),
        }
    }

    /// The seconds that a script takes to read, in the language it is in.
    fn script_seconds(&self, item: &Item) -> u32 {
        item.rich().map_or(0, |text| {
            let (blocks, lang) = self.kit.rich(text, &self.lang);
            reading_seconds(&plain_blocks(&blocks), self.kit.locale(&lang))
        })
    }

    pub(super) fn broadcast_page(&self, item: &Item) -> Draft {
        let (body, body_lang) = self.content(item);
        let mut glance = Vec::new();
        if let (Body::Broadcast { voices, per_week, .. }, true) = (&item.body, body.is_some()) {
            let time = dates::duration(self.script_seconds(item), &self.words);
            let voices_key = if *voices == 1 { "site_voice_1" } else { "site_voices" };
            for (value, key) in [
                (time, "site_reading_time"),
                (voices.to_string(), voices_key),
                (per_week.to_string(), "site_per_week"),
            ] {
                glance.push(Glance { value, label: self.word(key) });
            }
        }
        let view = BroadcastView {
            common: self.common(item),
            glance,
            downloads: self.downloads(item),
            body,
            body_lang,
        };
        self.item_draft(item, "broadcast.html").show(view)
    }

    /// A broadcast as lists show it.
    pub(super) fn broadcast_row(&self, item: &Item) -> Shared<BroadcastRow> {
        self.rows.broadcasts.of(item, None, || self.new_broadcast_row(item))
    }

    fn new_broadcast_row(&self, item: &Item) -> BroadcastRow {
        let (body, lang) = self.content(item);
        BroadcastRow {
            href: self.item_href(item),
            title: self.text(&item.title),
            note: self.reading(self.script_seconds(item)),
            id: text_id(item, "script"),
            lang,
            body: body.unwrap_or_default(),
            downloads: self.downloads(item),
        }
    }
}
