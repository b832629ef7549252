//! `low-contrast`: text and its field in a palette of the theme closer than
//! WCAG 2.1 allows (1.4.3: 4.5 to 1).

use crate::diag::{Diagnostic, Diagnostics, Id, Message, TextKey};
use crate::edition::Edition;
use crate::theme::contrast;

/// The least contrast of text (WCAG 2.1, 1.4.3).
const LEAST: f64 = 4.5;

/// Colours that text has, and the fields it stands on.
const PAIRS: &[(&str, &str)] = &[
    ("ink", "tint"),
    ("on_base", "base"),
    ("on_deep", "deep"),
    ("on_accent", "accent"),
    ("soft", "base"),
    ("soft", "deep"),
    ("base", "tint"),
    ("deep", "tint"),
];

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let name = &edition.theme.name;
    for palette in edition.theme.palettes() {
        for (text, field) in PAIRS {
            let colour = |key| edition.theme.colour(palette, key);
            let (Some(ink), Some(paper)) = (colour(text), colour(field)) else { continue };
            let contrast = contrast(ink, paper);
            if contrast >= LEAST {
                continue;
            }
            let mut diagnostic = Diagnostic::nowhere(Id::LowContrast)
                .with("theme", name)
                .with("palette", palette)
                .with("text", *text)
                .with("field", *field)
                .with("contrast", format!("{contrast:.1}"))
                .hint(Message::new(TextKey::HINT_CONTRAST).with("theme", name));
            // The theme is chosen in kit.yml; its own file is not content.
            diagnostic.span = edition.kit.config.theme.as_ref().map(|theme| theme.span);
            out.push(diagnostic);
        }
    }
}
