//! Rich text to HTML. Everything is escaped here, addresses pass only with a
//! safe scheme, and nothing carries a `style`: the pages' policy forbids it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::filters::is_safe_address;
use super::{infographic, unbroken};
use crate::artifact::thumb;
use crate::doc::{AlertKind, HeadingIds, ROOT};
use crate::edition::Place;
use crate::edition::show::{Block, Embed, Inline};
use crate::source::web::encode_after;

/// Registers `rich`: `{{ view.body | rich(root=root, w=w, level=2) }}`. `root`
/// is the way from the page to the site's root, `w` the theme's words, `level`
/// what `##` becomes, `id` what tells its footnotes from those of other texts
/// on the page.
pub(super) fn register(tera: &mut Tera, icons: Arc<BTreeMap<String, String>>) {
    tera.register_filter(
        "rich",
        move |value: &Value, kwargs: Kwargs, _: &State| -> TeraResult<Value> {
            let blocks = <Vec<Block> as serde::Deserialize>::deserialize(value)
                .map_err(|error| Error::message(format!("not rich text: {error}")))?;
            let (own, more) = HeadingIds::of(&blocks);
            let mut page = Writer {
                out: String::new(),
                root: kwargs.get::<&str>("root")?.unwrap_or_default(),
                words: kwargs.get::<&Value>("w")?,
                level: kwargs.get::<u8>("level")?.unwrap_or(2),
                last: 1,
                own: own.into_iter(),
                more,
                notes: kwargs.get::<&str>("id")?.unwrap_or_default().replace(is_not_id, "-"),
                icons: &icons,
            };
            page.blocks(&blocks);
            Ok(Value::safe_string(&page.out))
        },
    );
}

/// How wide pictures among text are, for browsers to choose by.
const IN_TEXT: &str = "(max-width: 49.99rem) 88vw, 46rem";

/// What an anchor is better without.
fn is_not_id(c: char) -> bool {
    !c.is_ascii_alphanumeric()
}

/// HTML on its way out.
pub(super) struct Writer<'a> {
    pub(super) out: String,
    root: &'a str,
    words: Option<&'a Value>,
    level: u8,
    /// The level of the text's heading above, as written; 1 for the page's.
    pub(super) last: u8,
    /// The ids of the text's own headings, in order.
    own: std::vec::IntoIter<String>,
    /// What gives ids to those of what is embedded among them.
    more: HeadingIds,
    /// What the anchors of footnotes carry where a page holds many texts.
    notes: String,
    icons: &'a BTreeMap<String, String>,
}

/// How a box of a kind is dressed.
fn tone(kind: AlertKind) -> &'static str {
    match kind {
        AlertKind::Note | AlertKind::Important => "info",
        AlertKind::Tip => "success",
        AlertKind::Warning => "warning",
        AlertKind::Caution => "danger",
    }
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

    /// Adds HTML of the kit's own, with the way to the site's root.
    fn markup(&mut self, html: &str) {
        match html.contains(ROOT) {
            true => self.raw(&html.replace(ROOT, self.root)),
            false => self.raw(html),
        }
    }

    /// Adds text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(&unbroken::numbers(&escape(text)));
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

    /// Adds a heading of the text's own.
    fn own_heading(&mut self, level: u8, c: &[Inline]) {
        let id = self.own.next().unwrap_or_default();
        self.last = level;
        let level = self.open_heading(level, &id);
        self.inlines(c);
        let _ = write!(self.out, "</h{level}>");
    }

    /// Adds a heading of what is embedded in the text.
    pub(super) fn embedded_heading(&mut self, level: u8, text: &str) {
        let id = self.more.next(text);
        let level = self.open_heading(level, &id);
        self.text(text);
        let _ = write!(self.out, "</h{level}>");
    }

    fn open_heading(&mut self, level: u8, id: &str) -> u8 {
        let level = self.heading(level);
        let id = escape(&self.anchor(id));
        let _ = write!(self.out, "<h{level} id=\"{id}\">");
        level
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
            Block::H { level, c, .. } => self.own_heading(*level, c),
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
            Block::Table { columns, head, rows } => {
                self.table(columns, head, rows);
            }
            Block::Alert { kind, c } => {
                self.open_note(tone(*kind));
                let label = self.words.and_then(|words| words.get_from_path(kind.word())?.as_str());
                if let Some(label) = label {
                    self.raw("<p><strong>");
                    self.text(label);
                    self.raw("</strong></p>");
                }
                self.blocks(c);
                self.raw("</div></div>");
            }
            Block::Quote { c } => {
                self.raw("<blockquote>");
                self.blocks(c);
                self.raw("</blockquote>");
            }
            Block::Rule => self.raw("<hr>"),
            Block::Code { v } => {
                self.raw("<pre>");
                self.element("code", v);
                self.raw("</pre>");
            }
            // Cleaned when it was filled, and only where the kit allows it.
            Block::Html { v, .. } => self.markup(v),
            Block::Notes { items } => {
                self.raw("<ol class=\"notes\">");
                for (n, item) in items.iter().enumerate() {
                    let _ = write!(self.out, "<li id=\"note-{}{}\">", self.notes, n + 1);
                    self.item(item);
                    self.raw("</li>");
                }
                self.raw("</ol>");
            }
            Block::Embed { target, alt, .. } => match target {
                Embed::Picture { .. } => {
                    self.raw("<p>");
                    self.image(target, alt);
                    self.raw("</p>");
                }
                Embed::Icon { name } => {
                    self.raw("<p class=\"sign\">");
                    self.icon(name, alt);
                    self.raw("</p>");
                }
                Embed::Qr { to } => self.lead(to, alt),
                Embed::Infographic { title, blocks } => {
                    return infographic::write(self, title.as_deref(), blocks);
                }
            },
        }
        self.raw("\n");
    }

    /// Begins a highlighted box.
    pub(super) fn open_note(&mut self, tone: &str) {
        let _ = write!(self.out, "<div class=\"note note--{tone}\">");
        let icon = match tone {
            "success" => "check",
            "warning" => "warning",
            "danger" => "cross",
            _ => "info",
        };
        self.icon(icon, "");
        self.raw("<div>");
    }

    /// What a QR code leads to: on a screen a link serves better. A code
    /// without words says its address.
    pub(super) fn lead(&mut self, to: &Place, label: &str) {
        self.raw("<p>");
        let address = self.open_link(to, "btn");
        self.text(if label.is_empty() { &address } else { label });
        self.raw("</a></p>");
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

    fn image(&mut self, shown: &Embed, alt: &str) {
        let Embed::Picture { path, file, width, height } = shown else { return };
        // A static file is published as it is, and has no copies.
        let is_copied = !path.starts_with("static/");
        let known = width.filter(|_| is_copied).unwrap_or_default();
        let small: Vec<(String, u32)> = thumb::choice(file, known, thumb::WIDE.to_vec()).collect();
        let usual =
            small.iter().rfind(|(_, width)| *width <= thumb::USUAL).map_or(file, |(file, _)| file);
        let root = self.root;
        let _ = write!(self.out, "<img src=\"{root}{}\"", escape(usual));
        if !small.is_empty() {
            let one = |(file, width): &(String, u32)| format!("{root}{} {width}w", escape(file));
            let set = small.iter().map(one).collect::<Vec<_>>().join(", ");
            let _ = write!(self.out, " srcset=\"{set}\" sizes=\"{IN_TEXT}\"");
        }
        let _ = write!(self.out, " alt=\"{}\" loading=\"lazy\" decoding=\"async\"", escape(alt));
        if let (Some(width), Some(height)) = (width, height) {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        self.raw(">");
    }

    /// Begins a link; its address as the page has it.
    fn open_link(&mut self, to: &Place, class: &str) -> String {
        let address = match to {
            Place::Web(address) if is_safe_address(address) => address.clone(),
            Place::Here(anchor) => format!("#{}", encode_after(&self.anchor(anchor))),
            Place::Web(_) | Place::Icon(_) => "#".to_owned(),
            Place::Site(_) | Place::Picture(_) => {
                format!("{}{}", self.root, to.below_root().unwrap_or_default())
            }
        };
        let _ = write!(self.out, "<a href=\"{}\"", escape(&address));
        if !class.is_empty() {
            let _ = write!(self.out, " class=\"{class}\"");
        }
        self.raw(">");
        address
    }

    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { v } => self.text(v),
                Inline::Strong { c } => self.wrapped("strong", c),
                Inline::Em { c } => self.wrapped("em", c),
                Inline::Del { c } => self.wrapped("del", c),
                Inline::Link { to, c, .. } => {
                    self.open_link(to, if unbroken::is_address(c) { "addr" } else { "" });
                    self.inlines(c);
                    self.raw("</a>");
                }
                Inline::Code { v } => self.element("code", v),
                Inline::Br => self.raw("<br>"),
                // Cleaned as blocks are.
                Inline::Html { open, close, c, .. } => {
                    self.markup(open);
                    self.inlines(c);
                    self.raw(close);
                }
                Inline::Embed { target, alt, .. } => match target {
                    Embed::Icon { name } => self.icon(name, alt),
                    Embed::Picture { .. } => self.image(target, alt),
                    // Neither stands within a line.
                    Embed::Qr { .. } | Embed::Infographic { .. } => self.text(alt),
                },
                Inline::Note { n } => {
                    let _ =
                        write!(self.out, "<sup><a href=\"#note-{}{n}\">{n}</a></sup>", self.notes);
                }
            }
        }
    }
}
