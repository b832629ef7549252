//! Files to take away and pictures to show, from what will be drawn.

use super::Cx;
use super::index::Planned;
use super::parts::{Download, Picture};
use super::words::own_name;
use crate::catalog::{Item, Kind};

/// How a sheet's variants are offered: the word for each, the word that says
/// more, the icon; in the order they are wanted on a phone.
const VARIANTS: [(&str, &str, Option<&str>, &str); 4] = [
    ("screen", "site_variant_screen", None, "phone"),
    ("home", "site_variant_home", Some("site_variant_home_note"), "print"),
    ("large", "site_variant_large", Some("site_variant_large_note"), "eye"),
    ("press", "site_variant_press", Some("site_variant_press_note"), "package"),
];

/// The card formats in the order they are shared most.
const CARDS: [&str; 6] = ["square", "og", "portrait", "story", "wide", "led"];

impl Cx<'_> {
    /// The files of an item in the page's language, or in the one that
    /// stands in; none where the item is not listed any more.
    pub(super) fn files(&self, item: &Item) -> Vec<Planned<'_>> {
        if !self.kit.is_listed(item) {
            return Vec::new();
        }
        self.index.files(item, &self.lang, self.kit.default_lang())
    }

    /// A language's name in the page's language.
    fn lang_name(&self, lang: &str) -> String {
        let key = format!("site_lang_{lang}");
        self.words.find(&key).unwrap_or_else(|| own_name(lang)).to_string()
    }

    fn download(&self, file: Planned<'_>, name: String, label: String, icon: &str) -> Download {
        let path = &file.output.path;
        let extension = path.rsplit('.').next().unwrap_or_default();
        Download {
            file: path.clone(),
            name,
            label,
            note: None,
            format: if extension == "jpg" { "JPEG".into() } else { extension.to_uppercase() },
            bytes: None,
            lang: file.draw.lang.clone(),
            lang_name: self.lang_name(&file.draw.lang),
            icon: icon.to_string(),
        }
    }

    /// A picture of an item; `alt` is empty where words stand beside it.
    pub(super) fn picture(file: Planned<'_>, alt: String) -> Picture {
        Picture { file: file.output.path.clone(), alt, width: None, height: None }
    }

    /// The cards of a message, those shared most first.
    pub(super) fn cards(&self, item: &Item) -> Vec<Planned<'_>> {
        let mut cards = self.files(item);
        let rank = |file: &Planned<'_>| {
            let format = file.output.variant.as_deref();
            CARDS.iter().position(|known| Some(*known) == format).unwrap_or(CARDS.len())
        };
        cards.sort_by_key(rank);
        cards
    }

    /// The card of one format.
    pub(super) fn card(&self, item: &Item, format: &str) -> Option<Planned<'_>> {
        let mut cards = self.files(item).into_iter();
        cards.find(|file| file.output.variant.as_deref() == Some(format))
    }

    /// A card's file.
    pub(super) fn card_download(&self, item: &Item, card: Planned<'_>) -> Download {
        let format = card.output.variant.as_deref().unwrap_or_default();
        let key = format!("site_card_{format}");
        let label = self.words.find(&key).unwrap_or(format).to_string();
        let mut file = self.download(card, card_name(item, card), label, "download");
        let size = self.planner.theme.card_format(format);
        file.note = size.map(|size| format!("{} × {} px", size.width, size.height));
        file
    }

    /// Everything there is of a leaflet or infographic but its previews.
    pub(super) fn downloads(&self, item: &Item) -> Vec<Download> {
        let files = self.files(item);
        let mut downloads = Vec::new();
        if item.kind == Kind::Infographic {
            let kinds = [
                (".png", "site_variant_picture", "photo"),
                (".pdf", "site_variant_screen_short", "document"),
                (".svg", "site_variant_vector", "download"),
            ];
            for (ending, key, icon) in kinds {
                let found = files.iter().filter(|file| file.output.path.ends_with(ending));
                downloads.extend(
                    found.map(|file| self.download(*file, file_name(file), self.word(key), icon)),
                );
            }
            return downloads;
        }
        for (variant, label, note, icon) in VARIANTS {
            for file in &files {
                if file.output.variant.as_deref() == Some(variant) {
                    let mut download =
                        self.download(*file, file_name(file), self.word(label), icon);
                    download.note = note.map(|note| self.word(note));
                    downloads.push(download);
                }
            }
        }
        downloads
    }

    /// The one or two files that a tile offers at once.
    pub(super) fn first_downloads(&self, item: &Item) -> Vec<Download> {
        let mut downloads = self.downloads(item);
        downloads.truncate(if item.kind == Kind::Infographic { 1 } else { 2 });
        for download in &mut downloads {
            download.note = None;
            if download.label == self.words.get("site_variant_screen") {
                download.label = self.word("site_variant_screen_short");
            }
        }
        downloads
    }

    /// The pack of a kit in the page's language, or in the one that stands in.
    pub(super) fn packs(&self, campaign: &str, audience: &str) -> Vec<Download> {
        let langs = [self.lang.as_str(), self.kit.default_lang()];
        let pack = langs.into_iter().find_map(|lang| {
            let name = format!("{campaign}--{audience}.{lang}.zip");
            let file = format!("{}packs/{name}", self.kit.home);
            self.index.packs.contains(&file).then_some((file, name, lang))
        });
        pack.map(|(file, name, lang)| Download {
            file,
            name,
            label: self.word("site_pack"),
            note: None,
            format: "ZIP".into(),
            bytes: None,
            lang: lang.to_string(),
            lang_name: self.lang_name(lang),
            icon: "package".into(),
        })
        .into_iter()
        .collect()
    }

    /// The pictures of an item's pages, in order.
    pub(super) fn previews(&self, item: &Item) -> Vec<Planned<'_>> {
        let is_preview = |file: &Planned<'_>| match item.kind {
            Kind::Infographic => file.output.path.ends_with(".png"),
            _ => {
                let variant = file.output.variant.as_deref().unwrap_or_default();
                variant.starts_with("preview") && !file.output.path.ends_with(".pdf")
            }
        };
        self.files(item).into_iter().filter(is_preview).collect()
    }
}

fn file_name(file: &Planned<'_>) -> String {
    file.output.path.rsplit('/').next().unwrap_or_default().to_string()
}

/// A card's path names its message by its folder; away from the site its
/// name must.
pub(super) fn card_name(item: &Item, card: Planned<'_>) -> String {
    format!("{}-{}", item.id.value, file_name(&card))
}

/// The id of one of an item's texts on a page that may hold many.
pub(super) fn text_id(item: &Item, what: &str) -> String {
    format!("{}-{}-{what}", item.kind.word(), item.id.value)
}
