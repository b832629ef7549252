//! `text-overflow`, `missing-glyph`, `qr-unreadable`, `qr-too-small`,
//! `file-too-large`: what came out when a drawing was laid out, said in the editor's terms.

use crate::artifact::{Drawing, Head, Kind};
use crate::diag::{Diagnostic, Diagnostics, Files, Id, Message, Span, TextKey};
use crate::make::typeset::Fault;

/// The heaviest picture that Zalo takes in a post, in bytes (output
/// contract); the other channels take more.
const LARGEST_CARD: u64 = 1 << 20;

/// Reports a card that is too heavy for a channel.
pub(super) fn weigh(drawing: &Drawing, head: &Head, bytes: u64, out: &mut Diagnostics) {
    if head.kind == Kind::Card && bytes > LARGEST_CARD {
        let size = format!("{:.1} MB", bytes as f64 / f64::from(1 << 20));
        out.push(
            Diagnostic::new(Id::FileTooLarge, drawing.place)
                .with("path", &head.path)
                .with("size", size)
                .with("channel", "zalo")
                .with("limit", "1 MB")
                .hint(Message::new(TextKey::HINT_LIGHTER)),
        );
    }
}

/// Reports the faults of one drawing. Where it could not be made, what else
/// would be a flaw is an error whatever the kit says: an exporter refuses
/// characters without glyph, and then they are the cause.
pub(super) fn report(
    drawing: &Drawing,
    format: Option<&str>,
    faults: &[Fault],
    is_made: bool,
    files: &Files,
    spans: &[Span],
    out: &mut Diagnostics,
) {
    let has_cause = faults.iter().any(|fault| matches!(fault, Fault::MissingGlyph { .. }));
    for fault in faults {
        if !fault.is_flaw() && has_cause {
            continue;
        }
        let diagnostic = diagnostic(drawing, format, fault, files, spans);
        out.push(if is_made { diagnostic } else { diagnostic.firm() });
    }
}

fn diagnostic(
    drawing: &Drawing,
    format: Option<&str>,
    fault: &Fault,
    files: &Files,
    spans: &[Span],
) -> Diagnostic {
    let place = |what: &str| drawing.places.get(what).copied().unwrap_or(drawing.place);
    match fault {
        Fault::Overflow { what, over, unit } => {
            let named = match format {
                Some(format) if drawing.entry == "card" => format!("{what} ({format})"),
                _ => what.clone(),
            };
            Diagnostic::new(Id::TextOverflow, place(what))
                .with("where", named)
                .with("over", format!("{over:.1}"))
                .with("unit", unit)
                .hint(Message::new(TextKey::HINT_SHORTEN))
        }
        Fault::Pages { declared, drawn, spilled } => {
            let spot = find(spilled, files, spans).unwrap_or(drawing.place);
            Diagnostic::new(Id::TextOverflow, spot)
                .text(TextKey::TEXT_OVERFLOW_PAGES)
                .with("drawn", drawn.to_string())
                .with("declared", declared.to_string())
                .with("spilled", spilled)
                .hint(Message::new(TextKey::HINT_SHORTEN))
        }
        Fault::MissingGlyph { characters, .. } => {
            let first: String = characters.chars().take(1).collect();
            let spot = find(&first, files, spans).unwrap_or(drawing.place);
            Diagnostic::new(Id::MissingGlyph, spot)
                .with("characters", characters)
                .hint(Message::new(TextKey::HINT_GLYPH))
        }
        Fault::QrTooSmall { url, module, module_min, unit, .. } => {
            Diagnostic::new(Id::QrTooSmall, drawing.place)
                .with("url", url)
                .with("module", format!("{module:.2}"))
                .with("least", module_min.to_string())
                .with("unit", unit)
        }
        Fault::QrMissing { url }
        | Fault::QrTurned { url, .. }
        | Fault::QrOffGrid { url, .. }
        | Fault::QrUnreadable { url, .. } => {
            // What exactly is wrong is the theme's business.
            Diagnostic::new(Id::QrUnreadable, drawing.place)
                .with("url", url)
                .hint(Message::new(TextKey::HINT_THEME).with("detail", fault.to_string()))
        }
        Fault::Theme(_) | Fault::TooLarge { .. } => Diagnostic::new(Id::ThemeFault, drawing.place)
            .with("theme", &drawing.entry)
            .with("detail", fault.to_string()),
    }
}

/// Where in an item's texts some words stand.
fn find(words: &str, files: &Files, spans: &[Span]) -> Option<Span> {
    if words.trim().is_empty() {
        return None;
    }
    spans.iter().find_map(|span| {
        let text = files.slice(*span);
        let at = text.find(words)?;
        Some(span.slice(at, at + words.len()))
    })
}
