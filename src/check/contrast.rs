//! `low-contrast`: text and its field in the colours of the theme closer than
//! WCAG 2.1 allows (1.4.3: 4.5 to 1).

use crate::diag::{Diagnostic, Diagnostics, Id, Message, TextKey};
use crate::edition::Edition;
use crate::theme::contrast;

/// The least contrast of text (WCAG 2.1, 1.4.3).
const LEAST: f64 = 4.5;

/// Colours of text in a palette, and the fields it stands on.
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

/// The same of what a palette is on dark screens.
const DARK: &[(&str, &str)] =
    &[("ink", "tint"), ("on_base", "base"), ("on_deep", "deep"), ("on_accent", "accent")];

/// The same of callouts, and of what has no palette.
const TONE: &[(&str, &str)] = &[("ink", "tint"), ("base", "tint")];
const NEUTRAL: &[(&str, &str)] =
    &[("ink", "paper"), ("ink", "surface"), ("muted", "paper"), ("muted", "surface")];

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    for palette in edition.theme.palettes() {
        hold(edition, palette, &["palettes", palette], PAIRS, out);
        hold(edition, &format!("{palette}.dark"), &["palettes", palette, "dark"], DARK, out);
    }
    for mode in ["light", "dark"] {
        hold(edition, &format!("neutral.{mode}"), &["neutral", mode], NEUTRAL, out);
        for tone in edition.theme.tones() {
            let name = format!("tones.{mode}.{tone}");
            hold(edition, &name, &["tones", mode, tone], TONE, out);
        }
    }
}

/// Holds the colours under some keys of `theme.yml` against each other.
fn hold(
    edition: &Edition<'_>,
    palette: &str,
    keys: &[&str],
    pairs: &[(&str, &str)],
    out: &mut Diagnostics,
) {
    let theme = edition.theme;
    for (text, field) in pairs {
        let colour = |key| theme.colour(&[keys, &[key]].concat());
        let (Some(ink), Some(paper)) = (colour(*text), colour(*field)) else { continue };
        let contrast = contrast(ink.0, paper.0);
        if contrast >= LEAST {
            continue;
        }
        // Of two colours the one is at fault that lies over the default's.
        out.push(
            Diagnostic::new(Id::LowContrast, ink.1.max(paper.1))
                .with("theme", &theme.name)
                .with("palette", palette)
                .with("text", *text)
                .with("field", *field)
                .with("contrast", format!("{contrast:.1}"))
                .hint(Message::new(TextKey::HINT_CONTRAST).with("theme", &theme.name)),
        );
    }
}
