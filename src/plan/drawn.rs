//! What is shown, as drawings take it: places become absolute addresses, and
//! codes and pictures are collected for whoever draws. Markup for pages has
//! no form on paper.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::artifact::Picture;
use crate::artifact::qr::{Level, Qr};
use crate::doc::{self, Turn, turn};
use crate::edition::show::{Block, Embed};
use crate::edition::{Edition, Place, info};
use crate::source::picture::Medium;

/// What an embedding is for a template.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Drawn {
    Picture {
        #[serde(flatten)]
        data: Map<String, Value>,
    },
    Icon {
        name: String,
    },
    Qr {
        qr: Qr,
    },
    Infographic {
        title: Option<String>,
        blocks: Vec<info::Block<Qr>>,
    },
}

/// Draws texts in one language; holds the codes and pictures that they show.
pub(super) struct Draw<'d, 'e> {
    edition: &'d Edition<'e>,
    lang: &'d str,
    pub(super) codes: Vec<Qr>,
    pub(super) pictures: Vec<Picture>,
}

impl<'d, 'e> Draw<'d, 'e> {
    pub(super) fn new(edition: &'d Edition<'e>, lang: &'d str) -> Self {
        Draw { edition, lang, codes: Vec::new(), pictures: Vec::new() }
    }

    /// A text's blocks.
    pub(super) fn text(&mut self, blocks: &[Block]) -> Vec<doc::Block<String, Drawn>> {
        turn(blocks, self)
    }

    /// An infographic's blocks.
    pub(super) fn info(&mut self, blocks: &[info::Block]) -> Vec<info::Block<Qr>> {
        let mut code = |to: &Place, label: Option<&str>| self.code(to, label);
        blocks.iter().map(|block| block.with_code(&mut code)).collect()
    }

    /// What tells a drawing of `shown` from any other: what it says, where
    /// its codes lead and what its pictures are. How they are drawn is not of
    /// the content.
    pub(super) fn said(&self, shown: &impl Serialize) -> Value {
        let pictures = self.pictures.iter().map(|picture| picture.digest.to_hex().to_string());
        json!({
            "shown": shown,
            "codes": self.codes.iter().map(Qr::url).collect::<Vec<_>>(),
            "pictures": pictures.collect::<Vec<_>>(),
        })
    }

    fn code(&mut self, to: &Place, label: Option<&str>) -> Option<Qr> {
        let address = self.edition.full(to)?;
        let words =
            label.map_or_else(|| self.edition.word("scan_for_details", self.lang), str::to_string);
        let qr = self.edition.qr(&address, Level::Q, words, self.lang)?;
        self.codes.push(qr.clone());
        Some(qr)
    }
}

impl Turn<Place, Embed> for Draw<'_, '_> {
    type Link = String;
    type Embed = Drawn;

    fn link(&mut self, to: &Place) -> Option<String> {
        self.edition.full(to)
    }

    fn embed(&mut self, shown: &Embed, alt: &str, is_inline: bool) -> Option<Drawn> {
        match shown {
            Embed::Icon { name } => Some(Drawn::Icon { name: name.clone() }),
            // Within a line of print a picture is its words.
            _ if is_inline => None,
            Embed::Picture { path, .. } => {
                let data = self.edition.picture(path, alt, Medium::Paper, &mut self.pictures)?;
                Some(Drawn::Picture { data })
            }
            Embed::Qr { to } => self.code(to, Some(alt)).map(|qr| Drawn::Qr { qr }),
            Embed::Infographic { title, blocks } => {
                Some(Drawn::Infographic { title: title.clone(), blocks: self.info(blocks) })
            }
        }
    }

    fn keeps_html(&self) -> bool {
        false
    }
}
