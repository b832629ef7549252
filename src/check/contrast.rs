//! `low-contrast`: text and its field in a palette of the theme closer than
//! WCAG 2.1 allows (1.4.3: 4.5 to 1).

use crate::diag::{Diagnostic, Diagnostics, Id, Message, TextKey};
use crate::edition::Edition;

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

/// The contrast of two colours, 1 to 21 (WCAG 2.1, contrast ratio).
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, 0 to 1 (WCAG 2.1).
fn luminance(colour: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrasts_as_the_standard_has_them() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        // #767676 on white is the standard's own example of just enough.
        assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.01);
    }
}
