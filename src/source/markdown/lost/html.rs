//! HTML in a text. Where the kit does not allow it, a line break is taken and
//! the rest would be printed as it is written.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::Watch;
use crate::diag::{Message, TextKey};
use crate::source::controls;

/// Whether a tag is a line break and nothing else.
pub(in super::super) fn is_break(tag: &str) -> bool {
    let name = tag.trim().trim_start_matches('<').trim_end_matches('>');
    let name = name.trim_matches(|c: char| c == '/' || c.is_whitespace());
    tag.trim().starts_with('<') && name.eq_ignore_ascii_case("br")
}

impl Watch<'_> {
    pub(super) fn html(&mut self, html: &str, range: &Range<usize>) {
        if self.allow_html {
            // The parser hands it on as it is, entities and all.
            return self.entities(html, range.start);
        }
        if is_break(html) {
            return;
        }
        for (tag, at) in tags(html) {
            let at = range.start + at.start..range.start + at.end;
            let name = tag.name.to_lowercase();
            if name == "br" {
                continue;
            }
            if tag.is_end && self.tags.contains(&name) {
                continue;
            }
            self.tags.insert(name.clone());
            self.is_html_said = true;
            let found = self.say(at, TextKey::LOST_HTML, None);
            found.message = found.message.clone().with("tag", tag.written);
            found.hints.push(match instead(&name) {
                Some(markdown) => Message::new(TextKey::HINT_WRITE).with("text", markdown),
                None if name == "!--" => Message::new(TextKey::HINT_NO_COMMENT),
                None => Message::new(TextKey::HINT_NO_HTML),
            });
            return;
        }
    }
}

impl Watch<'_> {
    /// Characters that nobody sees, written as entities in HTML.
    fn entities(&mut self, html: &str, start: usize) {
        for (at, _) in html.match_indices('&') {
            let Some((length, c)) = entity(&html[at..]) else { continue };
            let range = start + at..start + at + length;
            let span = self.span(&range);
            self.found.extend(controls::entity(c, &html[..at], &html[at + length..], span));
        }
    }
}

/// The character that an entity at the beginning of a text stands for, and
/// how many bytes the entity has.
pub fn entity(text: &str) -> Option<(usize, char)> {
    /// The longest name of HTML has as many letters (HTML Standard, 13.5).
    const LONGEST: usize = 32;
    let name = text.strip_prefix('&')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '#';
    let length = name.find(|c| !is_name(c)).unwrap_or(name.len());
    // HTML takes numbers without the sign at their end too.
    let is_closed = name[length..].starts_with(';');
    if length > LONGEST || !is_closed && !name.starts_with('#') {
        return None;
    }
    let whole = format!("&{};", &name[..length]);
    let read = Parser::new(&whole).find_map(|event| match event {
        Event::Text(text) => Some(text),
        _ => None,
    })?;
    let c = read.chars().next().filter(|_| *read != *whole)?;
    Some((1 + length + usize::from(is_closed), c))
}

/// What Markdown has for a tag.
fn instead(name: &str) -> Option<&'static str> {
    Some(match name {
        "b" | "strong" => "**…**",
        "i" | "em" => "*…*",
        "s" | "del" | "strike" => "~~…~~",
        "code" | "tt" => "`…`",
        "a" => "[…](https://…)",
        "img" => "![…](….jpg)",
        "h1" | "h2" => "## …",
        "h3" => "### …",
        "h4" | "h5" | "h6" => "#### …",
        "ul" | "li" => "- …",
        "ol" => "1. …",
        "hr" => "---",
        "blockquote" => "> …",
        _ => return None,
    })
}

struct Written<'h> {
    name: &'h str,
    is_end: bool,
    written: &'h str,
}

/// The tags of a piece of HTML and where they stand.
fn tags(html: &str) -> Vec<(Written<'_>, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        let rest = &html[open..];
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
            let written = Written { name: "!--", is_end: false, written: "<!--" };
            found.push((written, open..open + 4));
            at = open + end;
            continue;
        }
        let is_end = rest.starts_with("</");
        let from = 1 + usize::from(is_end);
        let name = rest[from..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let name = &rest[from..name.map_or(rest.len(), |end| from + end)];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        if !name.is_empty() {
            let written = Written { name, is_end, written: &rest[..from + name.len()] };
            found.push((written, open..open + end));
        }
        at = open + end.max(1);
    }
    found
}
