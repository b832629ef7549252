//! `missing-glyph` before anything is drawn: characters of texts that no font
//! of the theme has, one fault a script and one for all signs, at the first
//! word concerned; and languages in a script of which no font has letters.
//! Signs that only come together when they are drawn, and texts of the theme
//! itself, are found in the drawing.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::catalog::{Body, Kind, Kit, Owner};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};
use crate::edition::Edition;
use crate::locale::Script;
use crate::source::yaml::nfc;
use crate::theme::{Theme, is_silent};

/// As much of a word is shown as fits a line; some scripts write no spaces.
/// Bytes.
const LONGEST_WORD: usize = 60;

/// What is found of one script, or of signs that belong to none.
struct Found {
    /// The first word, as far as it cannot be drawn.
    span: Span,
    /// The clusters of all texts, each once, in the order they are met.
    clusters: Vec<String>,
}

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let (kit, theme) = (edition.kit, edition.theme);
    let not_drawn = copied(kit);
    let mut looks = Looks { theme, known: HashMap::new() };
    let mut found: BTreeMap<Option<Script>, Found> = BTreeMap::new();
    // A question and a page are drawn by browsers, which know more fonts.
    let is_drawn = |owner: &Owner| !matches!(owner, Owner::Item(Kind::Faq | Kind::Page, _));
    let texts = kit.texts.iter().filter(|text| is_drawn(&text.owner));
    for span in texts.flat_map(|text| &text.spans) {
        let written = edition.text(*span);
        if written.is_ascii() || not_drawn.contains(span) || !looks.any_lacks(written) {
            continue;
        }
        each(written, &mut looks, &mut |script, at, cluster| {
            let span = span.slice(at, at + cluster.len());
            let found = found.entry(script).or_insert(Found { span, clusters: Vec::new() });
            let (known, own) = (found.span.range(), span.range());
            let is_next = found.span.file == span.file && known.end == own.start;
            if is_next && known.len() < LONGEST_WORD {
                found.span = found.span.slice(0, own.end - known.start);
            } else if span < found.span {
                found.span = span;
            }
            if !found.clusters.iter().any(|known| known == cluster) {
                found.clusters.push(cluster.to_owned());
            }
        });
    }
    for lang in &kit.config.languages {
        let script = kit.locale(&lang.value).script.code.as_ref().map(|code| code.value);
        let Some(script) = script.filter(|script| !theme.knows(*script)) else { continue };
        if !found.contains_key(&Some(script)) {
            out.push(
                hinted(Diagnostic::new(Id::MissingGlyph, lang.span), Some(script), theme)
                    .text(TextKey::LANGUAGE_SCRIPT)
                    .with("script", script.name())
                    .with("language", &lang.value),
            );
        }
    }
    for (script, Found { span, clusters }) in found {
        let fault = hinted(Diagnostic::new(Id::MissingGlyph, span), script, theme);
        out.push(match script.filter(|script| !theme.knows(*script)) {
            Some(script) => fault
                .text(TextKey::MISSING_SCRIPT)
                .with("script", script.name())
                .with("word", edition.text(span)),
            None => fault.with("characters", clusters.join(" ")),
        });
    }
}

/// Says how a font is added: to text in a script, or for signs.
fn hinted(fault: Diagnostic, script: Option<Script>, theme: &Theme) -> Diagnostic {
    let scripts = script.map_or(String::new(), |script| format!(", scripts: [{}]", script.code()));
    let (key, role) = match script {
        Some(_) => (TextKey::HINT_SCRIPT_FONT, "text"),
        None => (TextKey::HINT_SIGN_FONT, "symbols"),
    };
    let text = format!("fonts: {{families: {{…: {{role: {role}{scripts}}}}}}}");
    fault.hint(
        Message::new(key)
            .with("folder", format!("themes/{}/fonts/", theme.name))
            .with("file", format!("themes/{}/theme.yml", theme.name))
            .with("text", text),
    )
}

/// What is copied into other programs, which have fonts of their own.
fn copied(kit: &Kit) -> HashSet<Span> {
    let messages = kit.items.iter().filter_map(|item| match &item.body {
        Body::Message(message) => Some(message),
        _ => None,
    });
    let texts = messages.flat_map(|message| message.text.iter()).map(|(_, text)| text);
    texts.flat_map(|text| [&text.post, &text.sms]).flatten().map(|text| text.span).collect()
}

/// Which characters no font has; each is looked at once.
struct Looks<'t> {
    theme: &'t Theme,
    known: HashMap<char, bool>,
}

impl Looks<'_> {
    fn lacks(&mut self, c: char) -> bool {
        let theme = self.theme;
        *self.known.entry(c).or_insert_with(|| {
            !c.is_control() && !c.is_whitespace() && !is_silent(c) && !theme.draws(c)
        })
    }

    fn any_lacks(&mut self, text: &str) -> bool {
        text.chars().any(|c| self.lacks(c))
    }
}

/// Where links lead, and what they are defined as: nobody sees that.
fn aimed(written: &str) -> Vec<Range<usize>> {
    let ends = |c: char| c == ')' || c.is_whitespace();
    let inline = written.match_indices("](").map(|(at, _)| {
        let length = written[at..].find(ends).unwrap_or(written.len() - at);
        at..at + length
    });
    let defined = written.match_indices("]: ").map(|(at, _)| {
        let length = written[at..].find('\n').unwrap_or(written.len() - at);
        at..at + length
    });
    inline.chain(defined).collect()
}

/// Calls `say` with each cluster (what a reader calls a letter or a sign) that
/// cannot be drawn, its script and where it begins.
fn each<'t>(
    written: &'t str,
    looks: &mut Looks<'_>,
    say: &mut dyn FnMut(Option<Script>, usize, &'t str),
) {
    let aimed = aimed(written);
    for (at, cluster) in written.grapheme_indices(true) {
        if aimed.iter().any(|range| range.contains(&at)) {
            continue;
        }
        // Texts are drawn as they are once composed.
        if let Some(c) = nfc(cluster).chars().find(|c| looks.lacks(*c)) {
            say(Script::of(c), at, cluster);
        }
    }
}
