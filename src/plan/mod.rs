//! Owns what is to be made: one job for each drawing with its complete input,
//! in a fixed order; nothing is made and nothing is written here. Hands on
//! jobs and the entries that the manifest will have for them.

mod card;
pub mod code;
pub mod copy;
mod feeds;
mod infographic;
pub mod job;
mod leaflet;
pub mod packs;
mod pictures;
mod shared;
pub mod site;
mod typst_doc;

use crate::catalog::{Body, Kit};
use crate::source::Content;
use crate::theme::Theme;

pub use job::{Draw, Export, Output};
pub use shared::{languages_of, palette_of};

/// What planning looks at.
pub struct Planner<'a> {
    /// The kit.
    pub kit: &'a Kit,
    /// The files it was read from.
    pub content: &'a Content,
    /// The theme.
    pub theme: &'a Theme,
}

impl Planner<'_> {
    /// Every drawing of the kit: items in their order, languages in the
    /// kit's, formats in the theme's.
    pub fn drawings(&self) -> Vec<Draw> {
        let mut jobs = Vec::new();
        for item in self.kit.listed() {
            for lang in languages_of(self.kit, item) {
                match &item.body {
                    Body::Message(message) => self.cards(item, message, &lang, &mut jobs),
                    Body::Leaflet(leaflet) => jobs.extend(self.leaflet(item, leaflet, &lang)),
                    Body::Infographic(infographic) => {
                        jobs.extend(self.infographic(item, infographic, &lang));
                    }
                    Body::Broadcast { .. } | Body::Text(_) => {}
                }
            }
        }
        jobs
    }
}

/// Where a picture of the content folder lies on the site: photographs stay
/// JPEG, everything else becomes PNG.
pub fn picture_path(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let ending = crate::source::picture::Form::of(path).ending();
    let mark = blake3::hash(path.as_bytes()).to_hex();
    let stem = crate::source::ItemId::suggest(stem);
    format!("files/pictures/{stem}-{}.{ending}", &mark[..6])
}
