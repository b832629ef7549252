//! Rich text as it is shown: every link has led to its place, every embedding
//! is what it shows. Pages and drawings both read this.

use serde::{Deserialize, Serialize};

use super::{Edition, Place, address, info};
use crate::catalog::Infographic;
use crate::diag::Span;
use crate::doc::{self, Column, Target, Turn, as_read, turn};
use crate::source::markdown::html;

/// A block whose links and embeddings are resolved.
pub type Block = doc::Block<Place, Embed>;
/// A run of its text.
pub type Inline = doc::Inline<Place, Embed>;

/// What an embedding shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Embed {
    /// A picture.
    Picture {
        /// Its path in the content folder.
        path: String,
        /// Its address from the site's root.
        file: String,
        /// px, where known.
        width: Option<u32>,
        /// px, where known.
        height: Option<u32>,
    },
    /// An icon of the theme.
    Icon {
        /// Its name.
        name: String,
    },
    /// A QR code.
    Qr {
        /// Where it leads.
        to: Place,
    },
    /// An infographic.
    Infographic {
        /// What it is called, where that is not said already.
        title: Option<String>,
        /// What it says.
        blocks: Vec<info::Block>,
    },
}

impl Edition<'_> {
    /// A text on pages and drawings in `lang`; its placeholders are filled.
    pub fn show(&self, blocks: &[doc::Block], lang: &str) -> Vec<Block> {
        turn(blocks, &mut Show { edition: self, lang })
    }

    /// An infographic as the text of its own page.
    pub fn show_infographic(&self, infographic: &Infographic, lang: &str) -> Vec<Block> {
        let shown = Embed::Infographic { title: None, blocks: self.info(infographic, lang) };
        vec![Block::Embed { target: shown, alt: String::new(), span: Span::default() }]
    }

    /// Where a link leads, if it leads anywhere.
    pub(super) fn place(&self, target: &Target, lang: &str) -> Option<Place> {
        let place = self.lead(target, lang).ok()?;
        (!matches!(place, Place::Icon(_))).then_some(place)
    }
}

struct Show<'s, 'e> {
    edition: &'s Edition<'e>,
    lang: &'s str,
}

impl Show<'_, '_> {
    /// HTML that leads where Markdown would: what lies on the site is found
    /// from its root, which only the page knows the way to.
    fn led(&self, html: &str) -> String {
        html::led(html, |address| {
            let place = self.edition.place(&Target::parse(address), self.lang)?;
            Some(format!("{}{}", doc::ROOT, place.below_root()?))
        })
    }
}

impl Turn<Target, Target> for Show<'_, '_> {
    type Link = Place;
    type Embed = Embed;

    fn link(&mut self, to: &Target) -> Option<Place> {
        self.edition.place(to, self.lang)
    }

    fn embed(&mut self, target: &Target, _: &str, is_inline: bool) -> Option<Embed> {
        // Within a line there is no room for either.
        if !is_inline {
            if let Target::Qr(inner) = target {
                return Some(Embed::Qr { to: self.edition.place(inner, self.lang)? });
            }
            if let Some((item, infographic)) = self.edition.embedded(target) {
                let title = self.edition.kit.say(&item.title, self.lang);
                let blocks = self.edition.info(infographic, self.lang);
                let title = (!title.is_empty()).then_some(title);
                return Some(Embed::Infographic { title, blocks });
            }
        }
        let (path, file) = match (self.edition.lead(target, self.lang).ok()?, target) {
            (Place::Icon(name), Target::Icon(_)) => return Some(Embed::Icon { name }),
            (Place::Picture(path), Target::Picture(_)) => {
                let file = address::picture(&path);
                (path, file)
            }
            (Place::Site(at), Target::File(_)) => (format!("static/{}", at.path), at.href()),
            _ => return None,
        };
        let (width, height) = self.edition.sides(&path).unzip();
        Some(Embed::Picture { path, file, width, height })
    }

    fn html(&mut self, html: &str) -> String {
        self.led(html)
    }

    fn tags(&mut self, open: &str, close: &str) -> Option<(String, String)> {
        Some((self.led(open), close.to_string()))
    }

    fn columns(&mut self, columns: &[Column], rows: &[Vec<String>]) -> Vec<Column> {
        as_read(columns, rows)
    }
}
