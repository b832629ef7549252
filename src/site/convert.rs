//! The kit's rich text as a page shows it: links led to their pages,
//! embeddings replaced by what they show.

use super::Cx;
use super::rich::{Block, Href, Inline, Rich};
use crate::doc::{self, AlertKind, Align, Target};
use crate::edition::address;

impl Cx<'_, '_> {
    /// Rich text in the page's language, or what stands in for it.
    pub(super) fn rich(&self, text: &crate::catalog::Rich) -> Rich {
        let (blocks, lang) = self.kit.rich(text, &self.lang);
        Rich { blocks: self.blocks(&blocks), lang: self.other(&lang) }
    }

    /// Localised Markdown in the page's language, or what stands in for it.
    pub(super) fn markdown(&self, text: &crate::catalog::Localized) -> Rich {
        let (blocks, lang) = self.kit.markdown(text, &self.lang);
        Rich { blocks: self.blocks(&blocks), lang: self.other(&lang) }
    }

    fn blocks(&self, blocks: &[doc::Block]) -> Vec<Block> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    fn each(&self, items: &[Vec<doc::Block>]) -> Vec<Vec<Block>> {
        items.iter().map(|item| self.blocks(item)).collect()
    }

    fn cells(&self, row: &[Vec<doc::Inline>]) -> Vec<Vec<Inline>> {
        row.iter().map(|cell| self.inlines(cell)).collect()
    }

    fn block(&self, block: &doc::Block) -> Vec<Block> {
        vec![match block {
            doc::Block::P { c } => Block::P { c: self.inlines(c) },
            doc::Block::H { level, c, .. } => Block::H { level: *level, c: self.inlines(c) },
            doc::Block::Ul { items } => Block::Ul { items: self.each(items) },
            doc::Block::Ol { start, items } => Block::Ol { start: *start, items: self.each(items) },
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
                    c: self.blocks(c),
                }
            }
            doc::Block::Quote { c } => Block::Quote { c: self.blocks(c), by: None },
            doc::Block::Rule => Block::Rule,
            doc::Block::Code { v } => Block::Code { v: v.clone() },
            doc::Block::Html { v } => Block::Html { v: v.clone() },
            doc::Block::Notes { items } => Block::Notes { items: self.each(items) },
            doc::Block::Embed { target, alt, .. } => return self.embed(target, alt),
        }]
    }

    /// What is embedded on a line of its own.
    fn embed(&self, target: &Target, alt: &str) -> Vec<Block> {
        match target {
            Target::Icon(name) => vec![Block::Icon { name: name.clone(), alt: alt.to_string() }],
            Target::Qr(inner) => {
                let href = self.href(inner);
                href.map(|href| Block::Lead { href, label: alt.to_string() }).into_iter().collect()
            }
            Target::Item(scheme, id) if scheme == "infographic" => {
                let found = self.kit.item_by_scheme(scheme, id);
                found
                    .and_then(|item| item.infographic())
                    .map_or_else(Vec::new, |infographic| self.info_blocks(infographic))
            }
            Target::Picture(_) | Target::File(_) => {
                match address::target(self.kit, target, &self.lang) {
                    Some(file) => {
                        vec![Block::Image { file, alt: alt.to_string(), width: None, height: None }]
                    }
                    None => Vec::new(),
                }
            }
            Target::Url(_) | Target::Item(..) | Target::Anchor(_) | Target::Unsafe(_) => Vec::new(),
        }
    }

    /// Where a link leads, if it leads anywhere.
    pub(super) fn href(&self, target: &Target) -> Option<Href> {
        match target {
            Target::Url(address) => Some(Href::Web(address.clone())),
            Target::Anchor(anchor) => Some(Href::Here(anchor.clone())),
            Target::Qr(inner) => self.href(inner),
            _ => address::target(self.kit, target, &self.lang).map(Href::Site),
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
                doc::Inline::Embed { target, alt, .. } => {
                    match address::target(self.kit, target, &self.lang) {
                        Some(file) if matches!(target, Target::Picture(_) | Target::File(_)) => {
                            Inline::Image { file, alt: alt.clone() }
                        }
                        _ => Inline::Text { v: alt.clone() },
                    }
                }
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
