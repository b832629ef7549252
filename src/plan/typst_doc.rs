//! Rich text as the drawing templates take it: plain data, with every
//! target resolved to an address, a code, a picture or an infographic.

use serde_json::{Value, json};

use super::infographic::blocks as infographic_blocks;
use crate::artifact::Picture;
use crate::artifact::qr::{Level, Qr};
use crate::doc::{Block, Inline, Target};
use crate::edition::{Edition, Place};

impl Edition<'_> {
    /// Blocks for a template; codes and pictures they show are added to the
    /// drawing's.
    pub(super) fn typst_blocks(
        &self,
        blocks: &[Block],
        lang: &str,
        codes: &mut Vec<Qr>,
        pictures: &mut Vec<Picture>,
    ) -> Vec<Value> {
        let mut out = Vec::new();
        for block in blocks {
            let inl = |c: &[Inline]| self.typst_inlines(c, lang);
            let mut nested = |c: &[Block]| self.typst_blocks(c, lang, codes, pictures);
            let value = match block {
                Block::P { c } => json!({"t": "p", "c": inl(c)}),
                Block::H { level, c, .. } => json!({"t": "h", "level": level, "c": inl(c)}),
                Block::Ul { items } => {
                    json!({"t": "ul", "items": items.iter().map(|i| nested(i)).collect::<Vec<_>>()})
                }
                Block::Ol { start, items } => {
                    json!({"t": "ol", "start": start, "items": items.iter().map(|i| nested(i)).collect::<Vec<_>>()})
                }
                Block::Notes { items } => {
                    json!({"t": "ol", "start": 1, "items": items.iter().map(|i| nested(i)).collect::<Vec<_>>()})
                }
                Block::Table { align, head, rows } => {
                    let row = |row: &[Vec<Inline>]| row.iter().map(|c| inl(c)).collect::<Vec<_>>();
                    json!({
                        "t": "table", "align": align, "head": row(head),
                        "rows": rows.iter().map(|r| row(r)).collect::<Vec<_>>(),
                    })
                }
                Block::Alert { kind, c } => json!({"t": "alert", "kind": kind, "c": nested(c)}),
                Block::Quote { c } => json!({"t": "quote", "c": nested(c)}),
                Block::Rule => json!({"t": "rule"}),
                Block::Code { v } => json!({"t": "code", "v": v}),
                // Markup for pages has no form on paper.
                Block::Html { .. } => continue,
                Block::Embed { target, alt, .. } => {
                    match self.embed(target, alt, lang, codes, pictures) {
                        Some(value) => value,
                        None => continue,
                    }
                }
            };
            out.push(value);
        }
        out
    }

    fn embed(
        &self,
        target: &Target,
        alt: &str,
        lang: &str,
        codes: &mut Vec<Qr>,
        pictures: &mut Vec<Picture>,
    ) -> Option<Value> {
        if let Target::Qr(inner) = target {
            let address = self.absolute(inner, lang).ok()?;
            let qr = self.qr(&address, Level::Q, alt.to_string(), lang)?;
            let value = json!({"t": "qr", "qr": qr, "label": alt});
            codes.push(qr);
            return Some(value);
        }
        if let Some((item, infographic)) = self.embedded(target) {
            let blocks = infographic_blocks(self, infographic, lang, codes);
            let title = self.kit.say(&item.title, lang);
            return Some(json!({"t": "infographic", "title": title, "blocks": blocks}));
        }
        let path = match (self.resolve(target, lang), target) {
            (Ok(Place::Icon(name)), _) => {
                return Some(json!({"t": "icon", "name": name, "alt": alt}));
            }
            (Ok(Place::Picture(path)), _) => Some(path),
            (Ok(Place::Site(at)), Target::File(_)) => Some(format!("static/{}", at.path)),
            _ => None,
        };
        match path.and_then(|path| self.picture(&path, alt, pictures)) {
            Some(mut value) => {
                value.insert("t".into(), "image".into());
                Some(Value::Object(value))
            }
            // Its words still say something.
            None if alt.is_empty() => None,
            None => Some(json!({"t": "p", "c": [{"t": "text", "v": alt}]})),
        }
    }

    fn typst_inlines(&self, inlines: &[Inline], lang: &str) -> Vec<Value> {
        inlines
            .iter()
            .map(|inline| {
                let inl = |c: &[Inline]| self.typst_inlines(c, lang);
                match inline {
                    Inline::Text { v } => json!({"t": "text", "v": v}),
                    Inline::Strong { c } => json!({"t": "strong", "c": inl(c)}),
                    Inline::Em { c } => json!({"t": "em", "c": inl(c)}),
                    Inline::Del { c } => json!({"t": "del", "c": inl(c)}),
                    Inline::Code { v } => json!({"t": "code", "v": v}),
                    Inline::Br => json!({"t": "br"}),
                    Inline::Note { n } => json!({"t": "text", "v": format!(" [{n}]")}),
                    Inline::Link { to, c, .. } => match self.absolute(to, lang) {
                        Ok(to) => json!({"t": "link", "to": to, "c": inl(c)}),
                        // Its words still say something.
                        Err(_) => json!({"t": "strong", "c": inl(c)}),
                    },
                    Inline::Embed { target: Target::Icon(name), alt, .. } => {
                        json!({"t": "icon", "name": name, "alt": alt})
                    }
                    Inline::Embed { alt, .. } => json!({"t": "text", "v": alt}),
                }
            })
            .collect()
    }
}
