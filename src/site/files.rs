//! Files to take away and pictures to show, from what was made.

use std::sync::Arc;

use super::parts::{Download, Picture};
use super::{Cx, Language};
use crate::artifact::{Export, Head, Offer, thumb};
use crate::catalog::{Item, Kind};
use crate::theme::card_word;

/// How packs are offered.
const PACK: Offer = Offer { label: "site_pack", short: "site_pack", note: None, icon: "package" };

impl Language<'_> {
    /// The files of an item in the page's language, or in the one that
    /// stands in; none where the item is not listed any more.
    fn files(&self, item: &Item) -> Vec<Arc<Head>> {
        if !self.kit.is_listed(item) {
            return Vec::new();
        }
        self.index.files(item, &self.lang, self.kit.default_lang())
    }

    /// A language's name in the page's language.
    fn lang_name(&self, lang: &str) -> String {
        let key = format!("site_lang_{lang}");
        self.words.find(&key).unwrap_or_else(|| self.kit.locales.own_name(lang)).to_string()
    }

    /// The cards of a message, those shared most first.
    pub(super) fn cards(&self, item: &Item) -> Vec<Arc<Head>> {
        let mut cards = self.files(item);
        let rank = |head: &Arc<Head>| {
            let format = head.variant.as_deref();
            self.edition.theme.card_formats().position(|known| Some(known) == format)
        };
        cards.sort_by_key(rank);
        cards
    }

    /// The card that previews of links and lists show.
    pub(super) fn preview_card(&self, item: &Item) -> Option<Arc<Head>> {
        let format = self.edition.theme.preview_format();
        self.files(item).into_iter().find(|head| head.variant.as_deref() == Some(format))
    }

    /// The pictures of an item's pages, in order.
    pub(super) fn previews(&self, item: &Item) -> Vec<Arc<Head>> {
        self.files(item).into_iter().filter(|head| head.is_preview).collect()
    }
}

impl Cx<'_, '_> {
    fn download(&self, head: &Head, name: String, label: String, icon: &str) -> Download {
        let extension = head.path.rsplit('.').next().unwrap_or_default();
        let lang = head.about.lang.clone().unwrap_or_default();
        Download {
            file: head.path.to_string(),
            name,
            label,
            note: None,
            format: if extension == "jpg" { "JPEG".into() } else { extension.to_uppercase() },
            bytes: self.made.placed(&head.path).map(|placed| placed.bytes),
            lang_name: self.lang_name(&lang),
            lang,
            icon: icon.to_string(),
        }
    }

    /// A file of the site as a picture; `alt` is empty where words stand
    /// beside it.
    pub(super) fn shown(&self, file: String, alt: String) -> Picture {
        let sides = self.made.placed(&file).and_then(|placed| placed.measure?.sides());
        let is_there = |width: &u32| self.made.placed(&thumb::path(&file, *width)).is_some();
        let widths: Vec<u32> = thumb::WIDTHS.into_iter().filter(is_there).collect();
        Picture::new(file, alt, sides, widths)
    }

    /// A picture of an item.
    pub(super) fn picture(&self, head: &Head, alt: String) -> Picture {
        self.shown(head.path.to_string(), alt)
    }

    /// A card's file.
    pub(super) fn card_download(&self, item: &Item, card: &Head) -> Download {
        let format = card.variant.as_deref().unwrap_or_default();
        let label = self.words.find(&card_word(format)).unwrap_or(format).to_string();
        let mut file = self.download(card, card_name(item, card), label, "download");
        let size = self.edition.theme.card_format(format);
        file.note = size.map(|size| format!("{} × {} px", size.width, size.height));
        file
    }

    fn offered(&self, item: &Item, is_short: bool) -> Vec<Download> {
        let files = self.files(item);
        let offered = files.iter().filter_map(|head| Some((head, head.offer?)));
        offered
            .map(|(head, offer)| {
                let label = self.word(if is_short { offer.short } else { offer.label });
                let mut download = self.download(head, head.name().to_string(), label, offer.icon);
                let note = offer.note.map(|note| self.word(note));
                let note =
                    note.or_else(|| self.paper(item).filter(|_| head.export == Some(Export::Pdf)));
                download.note = note.filter(|_| !is_short);
                download
            })
            .collect()
    }

    /// The paper of a sheet and its size there.
    fn paper(&self, item: &Item) -> Option<String> {
        let leaflet = item.leaflet()?;
        let (_, sheet) = self.edition.sheet(leaflet)?;
        let named = leaflet.paper.as_ref().map(|paper| paper.as_str());
        let paper = named.or_else(|| sheet.papers.keys().map(String::as_str).next())?;
        let grown = sheet.grown(Some(paper));
        let side = |mm: f64| (mm * grown).round();
        Some(format!("{paper}, {} × {} mm", side(sheet.width), side(sheet.height)))
    }

    /// Everything there is of a sheet but its previews.
    pub(super) fn downloads(&self, item: &Item) -> Vec<Download> {
        self.offered(item, false)
    }

    /// The one or two files that a tile offers at once.
    pub(super) fn first_downloads(&self, item: &Item) -> Vec<Download> {
        let mut downloads = self.offered(item, true);
        downloads.truncate(if item.kind == Kind::Infographic { 1 } else { 2 });
        downloads
    }

    /// The pack of a kit in the page's language, or in the one that stands in.
    pub(super) fn packs(&self, campaign: &str, audience: &str) -> Vec<Download> {
        let langs = [self.lang.as_str(), self.kit.default_lang()];
        let pack = langs.into_iter().find_map(|lang| {
            let name = format!("{campaign}--{audience}.{lang}.zip");
            let file = format!("{}packs/{name}", self.kit.home);
            self.index.has(&file).then_some((file, name, lang))
        });
        pack.map(|(file, name, lang)| Download {
            bytes: self.made.placed(&file).map(|placed| placed.bytes),
            file,
            name,
            label: self.word(PACK.label),
            note: None,
            format: "ZIP".into(),
            lang: lang.to_string(),
            lang_name: self.lang_name(lang),
            icon: PACK.icon.into(),
        })
        .into_iter()
        .collect()
    }
}

/// A card's path names its message by its folder; away from the site its
/// name must.
pub(super) fn card_name(item: &Item, card: &Head) -> String {
    format!("{}-{}", item.id.value, card.name())
}

/// The id of one of an item's texts on a page that may hold many.
pub(super) fn text_id(item: &Item, what: &str) -> String {
    format!("{}-{}-{what}", item.kind.word(), item.id.value)
}
