//! One form of rich text into another: its texts filled, its links and
//! embeddings led to what they mean. The only walk that rewrites a text.

use super::{Block, Column, Inline, plain};

/// What becomes of the parts of a text whose links lead to an `L` and whose
/// embeddings show an `E`.
pub trait Turn<L, E> {
    /// Where links lead afterwards.
    type Link;
    /// What embeddings show afterwards.
    type Embed;

    /// A text; left as it is unless said otherwise.
    fn text(&mut self, text: &str) -> String {
        text.to_string()
    }

    /// A link; `None` where it leads nowhere, and its words stay.
    fn link(&mut self, to: &L) -> Option<Self::Link>;

    /// What is embedded on a line of its own, or within one; `None` where
    /// nothing can be shown, and its words stay.
    fn embed(&mut self, shown: &E, alt: &str, is_inline: bool) -> Option<Self::Embed>;

    /// A table's columns, by what its cells say.
    fn columns(&mut self, columns: &[Column], _rows: &[Vec<String>]) -> Vec<Column> {
        columns.to_vec()
    }

    /// A block of HTML; left as it is unless said otherwise.
    fn html(&mut self, html: &str) -> String {
        html.to_string()
    }

    /// The tags of an element within a line, left as they are unless said
    /// otherwise; two empty ones leave what it holds, `None` drops that too.
    fn tags(&mut self, open: &str, close: &str) -> Option<(String, String)> {
        Some((open.to_string(), close.to_string()))
    }

    /// Whether markup for pages stays.
    fn keeps_html(&self) -> bool {
        true
    }
}

/// Blocks as `by` turns them.
pub fn turn<L, E, T: Turn<L, E>>(
    blocks: &[Block<L, E>],
    by: &mut T,
) -> Vec<Block<T::Link, T::Embed>> {
    blocks.iter().filter_map(|block| one(block, by)).collect()
}

type Row<L, E> = Vec<Vec<Inline<L, E>>>;

fn one<L, E, T: Turn<L, E>>(block: &Block<L, E>, by: &mut T) -> Option<Block<T::Link, T::Embed>> {
    Some(match block {
        Block::P { c } => Block::P { c: inlines(c, by) },
        Block::H { level, c, span } => Block::H { level: *level, c: inlines(c, by), span: *span },
        Block::Ul { items } => Block::Ul { items: each(items, by) },
        Block::Ol { start, items } => Block::Ol { start: *start, items: each(items, by) },
        Block::Notes { items } => Block::Notes { items: each(items, by) },
        Block::Table { columns, head, rows } => {
            let head = cells(head, by);
            let rows: Vec<_> = rows.iter().map(|row| cells(row, by)).collect();
            let said = |row: &Row<_, _>| row.iter().map(|cell| plain(cell)).collect();
            let said: Vec<Vec<String>> = rows.iter().map(said).collect();
            Block::Table { columns: by.columns(columns, &said), head, rows }
        }
        Block::Alert { kind, c } => Block::Alert { kind: *kind, c: turn(c, by) },
        Block::Quote { c } => Block::Quote { c: turn(c, by) },
        Block::Rule => Block::Rule,
        Block::Code { v } => Block::Code { v: by.text(v) },
        Block::Html { v, span } => {
            return by.keeps_html().then(|| Block::Html { v: by.html(v), span: *span });
        }
        Block::Embed { target, alt, span } => {
            let alt = by.text(alt);
            match by.embed(target, &alt, false) {
                Some(target) => Block::Embed { target, alt, span: *span },
                None if alt.is_empty() => return None,
                None => Block::P { c: vec![Inline::Text { v: alt }] },
            }
        }
    })
}

fn each<L, E, T: Turn<L, E>>(
    items: &[Vec<Block<L, E>>],
    by: &mut T,
) -> Vec<Vec<Block<T::Link, T::Embed>>> {
    items.iter().map(|item| turn(item, by)).collect()
}

fn cells<L, E, T: Turn<L, E>>(row: &[Vec<Inline<L, E>>], by: &mut T) -> Row<T::Link, T::Embed> {
    row.iter().map(|cell| inlines(cell, by)).collect()
}

fn inlines<L, E, T: Turn<L, E>>(
    written: &[Inline<L, E>],
    by: &mut T,
) -> Vec<Inline<T::Link, T::Embed>> {
    let mut out = Vec::with_capacity(written.len());
    for inline in written {
        out.push(match inline {
            Inline::Text { v } => Inline::Text { v: by.text(v) },
            Inline::Strong { c } => Inline::Strong { c: inlines(c, by) },
            Inline::Em { c } => Inline::Em { c: inlines(c, by) },
            Inline::Del { c } => Inline::Del { c: inlines(c, by) },
            Inline::Code { v } => Inline::Code { v: by.text(v) },
            Inline::Br => Inline::Br,
            Inline::Note { n } => Inline::Note { n: *n },
            Inline::Html { open, close, c, span } => {
                let Some((open, close)) = by.tags(open, close) else { continue };
                let c = inlines(c, by);
                if !by.keeps_html() || (open.is_empty() && close.is_empty()) {
                    out.extend(c);
                    continue;
                }
                Inline::Html { open, close, c, span: *span }
            }
            Inline::Link { to, c, span } => {
                let c = inlines(c, by);
                match by.link(to) {
                    Some(to) => Inline::Link { to, c, span: *span },
                    None => {
                        out.extend(c);
                        continue;
                    }
                }
            }
            Inline::Embed { target, alt, span } => {
                let alt = by.text(alt);
                match by.embed(target, &alt, true) {
                    Some(target) => Inline::Embed { target, alt, span: *span },
                    None => Inline::Text { v: alt },
                }
            }
        });
    }
    out
}
