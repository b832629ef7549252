//! Owns what is to be made: one job for each drawing with its complete input,
//! in a fixed order; nothing is made and nothing is written here. Hands on
//! jobs and the entries that the manifest will have for them.

mod card;
pub mod code;
mod feeds;
mod infographic;
pub mod job;
mod leaflet;
mod shared;
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

/// The path of a file named beside a text that lies in `folder` (both with
/// `content/` or without): `None` where it leads out of the content folder.
pub fn resolve_beside(folder: &str, path: &str) -> Option<String> {
    let folder = folder.strip_prefix("content/").unwrap_or(folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty() && *p != "content").collect();
    if path.starts_with('/') || path.contains('\\') {
        return None;
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
