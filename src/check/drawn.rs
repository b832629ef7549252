//! `text-overflow`, `missing-glyph`, `qr-unreadable`, `qr-too-small`,
//! `file-too-large`: what came out when a drawing was laid out, said in the editor's terms.

use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Files, Id, Message, Span};
use crate::make::typeset::Fault;
use crate::plan::Draw;

/// The heaviest picture that Zalo takes in a post, in bytes (output
/// contract); the other channels take more.
pub const LARGEST_CARD: usize = 1 << 20;

/// Reports cards that are too heavy for a channel. `bytes` are what was made
/// of each output.
pub fn weigh(job: &Draw, bytes: &[Arc<[u8]>], out: &mut Diagnostics) {
    for (output, bytes) in job.outputs.iter().zip(bytes) {
        if output.kind == "card" && bytes.len() > LARGEST_CARD {
            let size = format!("{:.1} MB", bytes.len() as f64 / f64::from(1 << 20));
            out.push(
                Diagnostic::new(Id::FileTooLarge, job.place)
                    .with("path", &output.path)
                    .with("size", size)
                    .with("channel", "zalo")
                    .with("limit", "1 MB")
                    .hint(Message::new("hint-lighter")),
            );
        }
    }
}

/// Reports the faults of one drawing. Where it could not be made, what else
/// would be a flaw is an error whatever the kit says: an exporter refuses
/// characters without glyph, and then they are the cause.
pub fn report(
    job: &Draw,
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
        let diagnostic = diagnostic(job, fault, files, spans);
        out.push(if is_made { diagnostic } else { diagnostic.firm() });
    }
}

fn diagnostic(job: &Draw, fault: &Fault, files: &Files, spans: &[Span]) -> Diagnostic {
    let format = job.outputs.first().and_then(|output| output.variant.clone());
    let place = |what: &str| job.places.get(what).copied().unwrap_or(job.place);
    match fault {
        Fault::Overflow { what, over, unit } => {
            let named = match &format {
                Some(format) if job.drawing.entry == "card" => format!("{what} ({format})"),
                _ => what.clone(),
            };
            Diagnostic::new(Id::TextOverflow, place(what))
                .with("where", named)
                .with("over", format!("{over:.1}"))
                .with("unit", unit)
                .hint(Message::new("hint-shorten"))
        }
        Fault::Pages { declared, drawn, spilled } => {
            let spot = find(spilled, files, spans).unwrap_or(job.place);
            Diagnostic::new(Id::TextOverflow, spot)
                .text("text-overflow-pages")
                .with("drawn", drawn.to_string())
                .with("declared", declared.to_string())
                .with("spilled", spilled)
                .hint(Message::new("hint-shorten"))
        }
        Fault::MissingGlyph { characters, .. } => {
            let first: String = characters.chars().take(1).collect();
            let spot = find(&first, files, spans).unwrap_or(job.place);
            Diagnostic::new(Id::MissingGlyph, spot)
                .with("characters", characters)
                .hint(Message::new("hint-glyph"))
        }
        Fault::QrTooSmall { url, module, module_min, unit, .. } => {
            Diagnostic::new(Id::QrTooSmall, job.place)
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
            Diagnostic::new(Id::QrUnreadable, job.place)
                .with("url", url)
                .hint(Message::new("hint-theme").with("detail", fault.to_string()))
        }
        Fault::Theme(_) | Fault::TooLarge { .. } => Diagnostic::new(Id::ThemeFault, job.place)
            .with("theme", &job.drawing.entry)
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
