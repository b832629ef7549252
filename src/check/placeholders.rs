//! `unknown-fact`, `unknown-placeholder`, `no-fact-value`,
//! `placeholder-in-url`: every placeholder of every text.

use crate::catalog::{Contacts, Kit};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};
use crate::edition::Edition;
use crate::source::placeholder::placeholders;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    for text in &kit.texts {
        let published = edition.is_published(&text.owner);
        for span in &text.spans {
            let written = edition.text(*span);
            if let Some(at) = unclosed(written) {
                out.push(
                    Diagnostic::new(Id::UnknownPlaceholder, span.slice(at, at + 2))
                        .text(TextKey::PLACEHOLDER_OPEN)
                        .hint(Message::new(TextKey::HINT_CLOSE_BRACES)),
                );
            }
            for found in placeholders(written) {
                let place = span.slice(found.name_range.start, found.name_range.end);
                if in_address(written, found.range.start) {
                    let all = span.slice(found.range.start, found.range.end);
                    out.push(Diagnostic::new(Id::PlaceholderInUrl, all));
                }
                if let Some(fault) = fault(kit, found.name, place, out) {
                    out.push(fault);
                } else if let Some(filter) = found.filter.filter(|filter| *filter != "value") {
                    out.push(
                        Diagnostic::new(Id::UnknownPlaceholder, place)
                            .text(TextKey::UNKNOWN_FILTER)
                            .with("name", filter)
                            .hint(
                                Message::new(TextKey::HINT_WRITE)
                                    .with("text", format!("{{{{ {} | value }}}}", found.name)),
                            ),
                    );
                } else if published
                    && kit.facts.0.contains_key(found.name)
                    && kit.lacks_value(found.name)
                {
                    out.push(no_value(kit, found.name, place));
                }
            }
        }
    }
}

fn fault(kit: &Kit, name: &str, place: Span, out: &mut Diagnostics) -> Option<Diagnostic> {
    if let Some(field) = name.strip_prefix("unit.") {
        if Contacts::FIELDS.contains(&field) {
            return None;
        }
        let known: Vec<String> = Contacts::FIELDS.iter().map(|f| format!("unit.{f}")).collect();
        let diagnostic = Diagnostic::new(Id::UnknownPlaceholder, place).with("name", name);
        return Some(diagnostic.did_you_mean(name, known.iter().map(String::as_str)));
    }
    // A fact that was written but did not decode is reported where it stands.
    if kit.declared.has("fact", name) {
        return None;
    }
    let is_id = crate::source::ItemId::parse(name).is_some();
    let known = kit.facts.0.keys().map(String::as_str);
    Some(if is_id {
        let near = out.closest(name, known);
        Diagnostic::new(Id::UnknownFact, place).with("fact", name).near(near)
    } else {
        let fields: Vec<String> = Contacts::FIELDS.iter().map(|f| format!("unit.{f}")).collect();
        let known = known.chain(fields.iter().map(String::as_str));
        let near = out.closest(name, known);
        Diagnostic::new(Id::UnknownPlaceholder, place).with("name", name).near(near)
    })
}

/// Where two braces open that never close, or close after another two open.
fn unclosed(text: &str) -> Option<usize> {
    let mut rest = 0;
    while let Some(open) = text[rest..].find("{{").map(|at| rest + at) {
        rest = open + 2;
        let close = text[rest..].find("}}");
        let again = text[rest..].find("{{");
        if !text[..open].ends_with('\\')
            && close.is_none_or(|close| again.is_some_and(|a| a < close))
        {
            return Some(open);
        }
        rest += close.map_or(0, |close| close + 2);
    }
    None
}

/// A fact without a value on the build date.
pub(super) fn no_value(kit: &Kit, fact: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Id::NoFactValue, span).with("fact", fact).with("date", kit.date.to_string())
}

/// Whether the placeholder at byte `at` is part of a web address.
fn in_address(text: &str, at: usize) -> bool {
    /// Longer words are no addresses; bytes.
    const LONGEST: usize = 2048;
    let mut from = at.saturating_sub(LONGEST);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..at];
    let word = before.rsplit(|c: char| c.is_whitespace() || "\"'<>()[]".contains(c)).next();
    word.is_some_and(|word| word.contains("://"))
}
