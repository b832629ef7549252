//! Rich text to HTML. Everything is escaped here, addresses pass only with a
//! safe scheme, and nothing carries a `style`: the pages' policy forbids it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::filters::is_safe_address;
use super::infographic;
use crate::site::rich::{Block, Href, Inline};
use crate::source::web::encode_after;

/// Registers `rich`: `{{ view.body | rich(root=root, level=2) }}`. `root` is
/// the way from the page to the site's root, `level` what `##` becomes, `id`
/// what tells its footnotes from those of other texts on the page.
pub(super) fn register(tera: &mut Tera, icons: Arc<BTreeMap<String, String>>) {
    tera.register_filter(
        "rich",
        move |value: &Value, kwargs: Kwargs, _: &State| -> TeraResult<Value> {
            let blocks = <Vec<Block> as serde::Deserialize>::deserialize(value)
                .map_err(|error| Error::message(format!("not rich text: {error}")))?;
            let mut page = Writer {
                out: String::new(),
                root: kwargs.get::<&str>("root")?.unwrap_or_default(),
                level: kwargs.get::<u8>("level")?.unwrap_or(2),
                notes: kwargs.get::<&str>("id")?.unwrap_or_default().replace(is_not_id, "-"),
                icons: &icons,
            };
            page.blocks(&blocks);
            Ok(Value::safe_string(&page.out))
        },
    );
}

/// What an anchor is better without.
fn is_not_id(c: char) -> bool {
    !c.is_ascii_alphanumeric()
}

/// HTML on its way out.
pub(super) struct Writer<'a> {
    pub(super) out: String,
    root: &'a str,
    level: u8,
    /// What the anchors of footnotes carry where a page holds many texts.
    notes: String,
    icons: &'a BTreeMap<String, String>,
}

/// Text as it may stand in an element or in a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

impl Writer<'_> {
    /// Adds markup as it is.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Adds text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(&escape(text));
    }

    /// Adds an element that holds text alone.
    pub(super) fn element(&mut self, tag: &str, text: &str) {
        let _ = write!(self.out, "<{tag}>{}</{tag}>", escape(text));
    }

    /// Adds an icon; one with a text alternative is a picture to a reader
    /// that cannot see it. One that the theme lacks is left to its words.
    pub(super) fn icon(&mut self, name: &str, alt: &str) {
        if let Some(svg) = self.icons.get(name) {
            self.out.push_str(svg);
        }
        if !alt.is_empty() {
            let _ = write!(self.out, "<span class=\"vh\">{}</span>", escape(alt));
        }
    }

    /// The heading's level on this page: `##` becomes `self.level`.
    pub(super) fn heading(&self, level: u8) -> u8 {
        (level.max(2) - 2).saturating_add(self.level).clamp(2, 6)
    }

    /// A heading's id on this page. One of several texts begins with what
    /// tells them apart; no heading's own id holds the point that ends that.
    fn anchor(&self, id: &str) -> String {
        match self.notes.trim_end_matches('-') {
            "" => id.to_string(),
            text => format!("{text}.{id}"),
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::P { c } => self.wrapped("p", c),
            Block::H { level, id, c } => {
                let level = self.heading(*level);
                let id = escape(&self.anchor(id));
                let _ = write!(self.out, "<h{level} id=\"{id}\">");
                self.inlines(c);
                let _ = write!(self.out, "</h{level}>");
            }
            Block::Ul { items } => {
                self.raw("<ul>");
                self.items(items);
                self.raw("</ul>");
            }
            Block::Ol { start, items } => {
                match start {
                    1 => self.raw("<ol>"),
                    n => {
                        let _ = write!(self.out, "<ol start=\"{n}\">");
                    }
                }
                self.items(items);
                self.raw("</ol>");
            }
            Block::Table { align, head, rows } => self.table(align, head, rows),
            Block::Alert { tone, label, c } => {
                let _ = write!(self.out, "<div class=\"note note--{}\">", escape(tone));
                self.icon(infographic::tone_icon(tone), "");
                self.raw("<div>");
                if let Some(label) = label {
                    self.raw("<p><strong>");
                    self.text(label);
                    self.raw("</strong></p>");
                }
                self.blocks(c);
                self.raw("</div></div>");
            }
            Block::Quote { c, by } => {
                self.raw("<blockquote>");
                self.blocks(c);
                if let Some(by) = by {
                    self.raw("<footer>");
                    self.text(by);
                    self.raw("</footer>");
                }
                self.raw("</blockquote>");
            }
            Block::Rule => self.raw("<hr>"),
            Block::Code { v } => {
                self.raw("<pre>");
                self.element("code", v);
                self.raw("</pre>");
            }
            // Cleaned when it was read, and only where the kit allows it.
            Block::Html { v } => self.raw(v),
            Block::Notes { items } => {
                self.raw("<ol class=\"notes\">");
                for (n, item) in items.iter().enumerate() {
                    let _ = write!(self.out, "<li id=\"note-{}{}\">", self.notes, n + 1);
                    self.item(item);
                    self.raw("</li>");
                }
                self.raw("</ol>");
            }
            Block::Image { file, alt, width, height } => {
                self.raw("<p>");
                self.image(file, alt, *width, *height);
                self.raw("</p>");
            }
            Block::Icon { name, alt } => {
                self.raw("<p class=\"sign\">");
                self.icon(name, alt);
                self.raw("</p>");
            }
            Block::Lead { href, label } => {
                self.raw("<p>");
                self.open_link(href, "btn");
                self.text(label);
                self.raw("</a></p>");
            }
            Block::Figures { .. }
            | Block::Steps { .. }
            | Block::Bars { .. }
            | Block::Compare { .. }
            | Block::Timeline { .. }
            | Block::List { .. } => infographic::block(self, block),
        }
        self.raw("\n");
    }

    fn wrapped(&mut self, tag: &str, c: &[Inline]) {
        let _ = write!(self.out, "<{tag}>");
        self.inlines(c);
        let _ = write!(self.out, "</{tag}>");
    }

    fn items(&mut self, items: &[Vec<Block>]) {
        for item in items {
            self.raw("<li>");
            self.item(item);
            self.raw("</li>");
        }
    }

    /// A list's item: one paragraph alone needs no tags of its own.
    fn item(&mut self, item: &[Block]) {
        let mut rest = item;
        if let Some((Block::P { c }, tail)) = item.split_first() {
            self.inlines(c);
            rest = tail;
        }
        self.blocks(rest);
    }

    /// A table that scrolls by itself where the screen is narrower.
    fn table(&mut self, align: &[String], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        self.raw("<div class=\"scroll\" tabindex=\"0\"><table>");
        if head.iter().any(|cell| !cell.is_empty()) {
            self.raw("<thead><tr>");
            for (n, cell) in head.iter().enumerate() {
                self.cell("th", " scope=\"col\"", align.get(n), cell);
            }
            self.raw("</tr></thead>");
        }
        self.raw("<tbody>");
        for row in rows {
            self.raw("<tr>");
            for (n, cell) in row.iter().enumerate() {
                self.cell("td", "", align.get(n), cell);
            }
            self.raw("</tr>");
        }
        self.raw("</tbody></table></div>");
    }

    fn cell(&mut self, tag: &str, attributes: &str, align: Option<&String>, c: &[Inline]) {
        let class = match align.map(String::as_str) {
            Some("right") => " class=\"right\"",
            Some("center") => " class=\"center\"",
            _ => "",
        };
        let _ = write!(self.out, "<{tag}{attributes}{class}>");
        self.inlines(c);
        let _ = write!(self.out, "</{tag}>");
    }

    fn image(&mut self, file: &str, alt: &str, width: Option<u32>, height: Option<u32>) {
        let _ = write!(
            self.out,
            "<img src=\"{}{}\" alt=\"{}\" loading=\"lazy\" decoding=\"async\"",
            self.root,
            escape(file),
            escape(alt)
        );
        if let (Some(width), Some(height)) = (width, height) {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        self.raw(">");
    }

    fn open_link(&mut self, href: &Href, class: &str) {
        let address = match href {
            Href::Site(path) => format!("{}{path}", self.root),
            Href::Web(address) if is_safe_address(address) => address.clone(),
            Href::Web(_) => "#".to_owned(),
            Href::Here(anchor) => format!("#{}", encode_after(&self.anchor(anchor))),
        };
        let _ = write!(self.out, "<a href=\"{}\"", escape(&address));
        if !class.is_empty() {
            let _ = write!(self.out, " class=\"{class}\"");
        }
        self.raw(">");
    }

    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { v } => self.text(v),
                Inline::Strong { c } => self.wrapped("strong", c),
                Inline::Em { c } => self.wrapped("em", c),
                Inline::Del { c } => self.wrapped("del", c),
                Inline::Link { href, c } => {
                    self.open_link(href, "");
                    self.inlines(c);
                    self.raw("</a>");
                }
                Inline::Code { v } => self.element("code", v),
                Inline::Br => self.raw("<br>"),
                Inline::Icon { name, alt } => self.icon(name, alt),
                Inline::Image { file, alt, width, height } => {
                    self.image(file, alt, *width, *height);
                }
                Inline::Note { n } => {
                    let _ =
                        write!(self.out, "<sup><a href=\"#note-{}{n}\">{n}</a></sup>", self.notes);
                }
            }
        }
    }
}
