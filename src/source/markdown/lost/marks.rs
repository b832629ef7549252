//! Marks within a line that did nothing: bold that is not closed, marks of
//! other dialects of Markdown, and words that hang on nothing.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::Watch;
use crate::diag::{Diagnostic, Message, TextKey};
use crate::source::scalar::ItemId;

/// Two signs around words, in other dialects: highlighted, inserted.
const PAIRED: [&str; 2] = ["==", "++"];

impl Watch<'_> {
    /// Links without an address, and those that nobody sees.
    pub(super) fn hanging(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Link { dest_url, link_type: LinkType::Inline, .. }) => {
                self.is_seen = false;
                self.address(dest_url, range, "…");
            }
            Event::Start(Tag::Image { dest_url, link_type: LinkType::Inline, .. }) => {
                self.is_seen = true;
                self.address(dest_url, range, "….jpg");
            }
            Event::End(TagEnd::Link) if !self.is_seen => {
                self.say(range.clone(), TextKey::LOST_LINK_WORDS, None);
            }
            Event::Text(text) | Event::Code(text) => self.is_seen |= !text.trim().is_empty(),
            Event::InlineHtml(_) | Event::End(TagEnd::Link) => self.is_seen = true,
            _ => {}
        }
    }

    fn address(&mut self, address: &str, range: &Range<usize>, instead: &str) {
        if address.trim().is_empty() {
            let written = self.text.get(range.clone()).unwrap_or_default();
            let label = written.rfind("](").map_or(written, |at| &written[..at]);
            let write = format!("{label}]({instead})");
            self.say(range.clone(), TextKey::LOST_LINK_EMPTY, Some(write));
        }
    }

    /// A block of code that nothing closes: the rest of the text is in it.
    pub(super) fn fence(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>) {
        let CodeBlockKind::Fenced(_) = kind else { return };
        let written = self.text.get(range.clone()).unwrap_or_default();
        let Some(sign) = written.chars().next().filter(|c| matches!(c, '`' | '~')) else { return };
        let width = written.chars().take_while(|c| *c == sign).count();
        let last = written.trim_end().lines().skip(1).last().unwrap_or_default();
        let last = last.trim_start_matches(['>', ' ', '\t']).trim_end();
        let is_closed = last.len() >= width && last.chars().all(|c| c == sign);
        if !is_closed {
            let mark = &written[..width];
            self.say(range.start..range.start + width, TextKey::LOST_FENCE, Some(mark.to_string()));
        }
    }

    /// Looks through what is plain text, line by line.
    pub(super) fn marks(&mut self) {
        let plain = std::mem::take(&mut self.plain);
        let mut start = 0;
        for line in plain.split_inclusive(|b| *b == b'\n') {
            let range = start..start + line.trim_ascii_end().len();
            start += line.len();
            self.bold(&plain, range.clone());
            self.paired(&plain, range.clone());
            self.raised(&plain, range.clone());
            self.named(&plain, range.clone());
            self.braced(&plain, range);
        }
        self.plain = plain;
    }

    /// `**` and `__` that opened or closed nothing. Between digits they hide
    /// some, and longer rows are to be written on.
    fn bold(&mut self, plain: &[u8], line: Range<usize>) {
        let mut at = line.start;
        let mut apart: Option<Range<usize>> = None;
        while at < line.end {
            let sign = plain[at];
            let run = plain[at..line.end].iter().take_while(|b| **b == sign).count();
            let mark = at..at + run;
            at = mark.end;
            if !matches!(sign, b'*' | b'_') || run != 2 && !(run == 3 && sign == b'*') {
                continue;
            }
            if (mark.clone()).any(|at| self.is_escaped(at)) {
                continue;
            }
            let before = self.text[line.start..mark.start].chars().next_back();
            let after = self.text[mark.end..line.end].chars().next();
            let is_word = |c: Option<char>| c.is_some_and(char::is_alphabetic);
            let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            if is_word(after) && is_edge(before) || is_word(before) && is_edge(after) {
                self.nothing(mark, Some("**…**"));
                // One that is not closed is one fault.
                return;
            }
            let is_apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
            if is_apart(before)
                && is_apart(after)
                && let Some(first) = apart.replace(mark.clone())
            {
                let words = self.text[first.end..mark.start].trim();
                let write = format!("**{words}**");
                self.nothing(first, Some(&write));
                return;
            }
        }
    }

    fn paired(&mut self, plain: &[u8], line: Range<usize>) {
        for sign in PAIRED {
            let Some((open, words)) = enclosed(plain, &line, sign, sign) else { continue };
            let words = &self.text[words];
            let is_tight = !words.is_empty() && words.trim() == words;
            let is_edge = !self.text[line.start..open].ends_with(|c: char| !c.is_whitespace());
            if is_tight && is_edge && words.starts_with(char::is_alphanumeric) {
                let write = format!("**{words}**");
                self.nothing(open..open + sign.len(), Some(&write));
            }
        }
    }

    /// `x^2^`, `$$x$$`.
    fn raised(&mut self, plain: &[u8], line: Range<usize>) {
        for sign in ["^", "$$"] {
            let Some((open, words)) = enclosed(plain, &line, sign, sign) else { continue };
            let words = &self.text[words];
            let is_one = !words.is_empty() && (sign.len() > 1 || !words.contains([' ', '[', ']']));
            if is_one && !self.is_escaped(open) {
                self.nothing(open..open + sign.len(), Some(words));
            }
        }
    }

    /// `:smile:`, the name of a picture sign.
    fn named(&mut self, plain: &[u8], line: Range<usize>) {
        let mut at = line.start;
        while let Some(open) = super::find(&plain[..line.end], at, b":") {
            at = open + 1;
            let is_name = |b: &&u8| b.is_ascii_lowercase() || **b == b'_';
            let length = plain[at..line.end].iter().take_while(is_name).count();
            let whole = open..at + length + 1;
            if length < 3 || plain[..line.end].get(at + length) != Some(&b':') {
                continue;
            }
            let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let before = self.text[line.start..open].chars().next_back();
            let after = self.text[whole.end..line.end].chars().next();
            if is_edge(before) && is_edge(after) {
                at = whole.end;
                self.nothing(whole, None).hints.push(Message::new(TextKey::HINT_EMOJI));
            }
        }
    }

    /// `{#id}`, `{.name}`, `{: …}` behind a text, and `[[page]]`.
    fn braced(&mut self, plain: &[u8], line: Range<usize>) {
        for (sign, end) in [("{#", "}"), ("{.", "}"), ("{:", "}"), ("[[", "]]")] {
            let Some((open, inside)) = enclosed(plain, &line, sign, end) else { continue };
            let (words, close) = (&self.text[inside.clone()], inside.end);
            let is_name = !words.is_empty() && !words.contains(['[', '{', '\n']);
            // A known figure in brackets is a fault of its own.
            let is_id = ItemId::suggest(words) == words;
            if !is_name || self.is_escaped(open) || sign == "[[" && is_id {
                continue;
            }
            let write = (sign == "[[").then(|| format!("[{words}](page:…)"));
            self.nothing(open..close + end.len(), write.as_deref());
        }
    }

    /// Reports a mark that does nothing, and is printed.
    pub(super) fn nothing(&mut self, at: Range<usize>, write: Option<&str>) -> &mut Diagnostic {
        let mark = self.text[at.clone()].to_string();
        let found = self.say(at, TextKey::LOST_MARK, write.map(str::to_string));
        found.message = found.message.clone().with("mark", mark);
        found
    }
}

/// Where the first pair of signs in a line opens, and what it encloses.
fn enclosed(
    plain: &[u8],
    line: &Range<usize>,
    open: &str,
    close: &str,
) -> Option<(usize, Range<usize>)> {
    let within = &plain[..line.end];
    let at = super::find(within, line.start, open.as_bytes())?;
    let from = at + open.len();
    Some((at, from..super::find(within, from, close.as_bytes())?))
}
