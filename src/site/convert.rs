//! The kit's rich text as a page shows it: links led to their pages,
//! embeddings replaced by what they show.

use super::Cx;
use super::rich::{Block, Href, Inline, Rich};
use crate::doc::{self, AlertKind, Align, HeadingIds, Target};
use crate::edition::{Place, address};

/// The ids of a text's headings: first its own, in order, then those of what
/// is embedded among them.
struct Ids {
    own: std::vec::IntoIter<String>,
    more: HeadingIds,
}

impl Ids {
    fn of(blocks: &[doc::Block]) -> Self {
        let (own, more) = HeadingIds::of(blocks);
        Ids { own: own.into_iter(), more }
    }
}

impl Cx<'_, '_> {
    /// Rich text in the page's language, or what stands in for it.
    pub(super) fn rich(&self, text: &crate::catalog::Rich) -> Rich {
        let (blocks, lang) = self.kit.rich(text, &self.lang);
        Rich { blocks: self.text_blocks(&blocks), lang: self.other(&lang) }
    }

    /// Localised Markdown in the page's language, or what stands in for it.
    pub(super) fn markdown(&self, text: &crate::catalog::Localized) -> Rich {
        let (blocks, lang) = self.kit.markdown(text, &self.lang);
        Rich { blocks: self.text_blocks(&blocks), lang: self.other(&lang) }
    }

    fn text_blocks(&self, blocks: &[doc::Block]) -> Vec<Block> {
        self.blocks(blocks, &mut Ids::of(blocks))
    }

    fn blocks(&self, blocks: &[doc::Block], ids: &mut Ids) -> Vec<Block> {
        blocks.iter().flat_map(|block| self.block(block, ids)).collect()
    }

    fn each(&self, items: &[Vec<doc::Block>], ids: &mut Ids) -> Vec<Vec<Block>> {
        items.iter().map(|item| self.blocks(item, ids)).collect()
    }

    fn cells(&self, row: &[Vec<doc::Inline>]) -> Vec<Vec<Inline>> {
        row.iter().map(|cell| self.inlines(cell)).collect()
    }

    fn block(&self, block: &doc::Block, ids: &mut Ids) -> Vec<Block> {
        vec![match block {
            doc::Block::P { c } => Block::P { c: self.inlines(c) },
            doc::Block::H { level, c, .. } => Block::H {
                level: *level,
                id: ids.own.next().unwrap_or_default(),
                c: self.inlines(c),
            },
            doc::Block::Ul { items } => Block::Ul { items: self.each(items, ids) },
            doc::Block::Ol { start, items } => {
                Block::Ol { start: *start, items: self.each(items, ids) }
            }
            doc::Block::Table { align, head, rows } => Block::Table {
                align: align.iter().map(|align| side(*align).to_string()).collect(),
                head: self.cells(head),
                rows: rows.iter().map(|row| self.cells(row)).collect(),
            },
            doc::Block::Alert { kind, c } => {
                let (tone, word) = tone(*kind);
                Block::Alert {
                    tone: tone.to_string(),
                    label: Some(self.words.get(word).to_string()),
                    c: self.blocks(c, ids),
                }
            }
            doc::Block::Quote { c } => Block::Quote { c: self.blocks(c, ids), by: None },
            doc::Block::Rule => Block::Rule,
            doc::Block::Code { v } => Block::Code { v: v.clone() },
            doc::Block::Html { v } => Block::Html { v: v.clone() },
            doc::Block::Notes { items } => Block::Notes { items: self.each(items, ids) },
            doc::Block::Embed { target, alt, .. } => return self.embed(target, alt, ids),
        }]
    }

    /// What is embedded on a line of its own.
    fn embed(&self, target: &Target, alt: &str, ids: &mut Ids) -> Vec<Block> {
        if let Some((_, infographic)) = self.edition.embedded(target) {
            return self.info_blocks(infographic, &mut ids.more);
        }
        let alt = alt.to_string();
        let shown = match target {
            Target::Qr(inner) => {
                self.href(inner).map(|href| Block::Lead { href, label: alt.clone() })
            }
            Target::Icon(name) => Some(Block::Icon { name: name.clone(), alt: alt.clone() }),
            _ => self.image(target).map(|(file, px)| Block::Image {
                file,
                alt: alt.clone(),
                width: px.map(|px| px.0),
                height: px.map(|px| px.1),
            }),
        };
        match shown {
            Some(block) => vec![block],
            None if alt.is_empty() => Vec::new(),
            // Its words still say something.
            None => vec![Block::P { c: vec![Inline::Text { v: alt }] }],
        }
    }

    /// A picture's address from the site's root, and its sides in px where
    /// they are known.
    fn image(&self, target: &Target) -> Option<(String, Option<(u32, u32)>)> {
        match (self.edition.lead(target, &self.lang).ok()?, target) {
            (Place::Picture(path), _) => Some((address::picture(&path), self.edition.sides(&path))),
            (Place::Site(at), Target::File(_)) => {
                let px = self.edition.sides(&format!("static/{}", at.path));
                Some((at.href(), px))
            }
            _ => None,
        }
    }

    /// Where a link leads, if it leads anywhere.
    pub(super) fn href(&self, target: &Target) -> Option<Href> {
        match self.edition.lead(target, &self.lang).ok()? {
            Place::Site(at) => Some(Href::Site(at.href())),
            Place::Web(address) => Some(Href::Web(address)),
            Place::Here(anchor) => Some(Href::Here(anchor)),
            Place::Picture(path) => Some(Href::Site(address::picture(&path))),
            Place::Icon(_) => None,
        }
    }

    fn inlines(&self, inlines: &[doc::Inline]) -> Vec<Inline> {
        let mut out = Vec::with_capacity(inlines.len());
        for inline in inlines {
            out.push(match inline {
                doc::Inline::Text { v } => Inline::Text { v: v.clone() },
                doc::Inline::Strong { c } => Inline::Strong { c: self.inlines(c) },
                doc::Inline::Em { c } => Inline::Em { c: self.inlines(c) },
                doc::Inline::Del { c } => Inline::Del { c: self.inlines(c) },
                doc::Inline::Code { v } => Inline::Code { v: v.clone() },
                doc::Inline::Br => Inline::Br,
                doc::Inline::Note { n } => Inline::Note { n: *n },
                doc::Inline::Link { to, c, .. } => match self.href(to) {
                    Some(href) => Inline::Link { href, c: self.inlines(c) },
                    // Its words still say something.
                    None => {
                        out.extend(self.inlines(c));
                        continue;
                    }
                },
                doc::Inline::Embed { target: Target::Icon(name), alt, .. } => {
                    Inline::Icon { name: name.clone(), alt: alt.clone() }
                }
                doc::Inline::Embed { target, alt, .. } => match self.image(target) {
                    Some((file, px)) => Inline::Image {
                        file,
                        alt: alt.clone(),
                        width: px.map(|px| px.0),
                        height: px.map(|px| px.1),
                    },
                    None => Inline::Text { v: alt.clone() },
                },
            });
        }
        out
    }
}

fn side(align: Align) -> &'static str {
    match align {
        Align::None => "none",
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}

/// A box's tone and the word above it.
fn tone(kind: AlertKind) -> (&'static str, &'static str) {
    match kind {
        AlertKind::Note => ("info", "note"),
        AlertKind::Tip => ("success", "tip"),
        AlertKind::Important => ("info", "important"),
        AlertKind::Warning => ("warning", "warning"),
        AlertKind::Caution => ("danger", "caution"),
    }
}
