//! `unsafe-path`, `missing-file`, `missing-alt`: the pictures that fields
//! name, wherever they are.

use rayon::prelude::*;

use crate::diag::{Diagnostic, Diagnostics, Id, Message, TextKey};
use crate::edition::Edition;

/// How many times as long as the other a side of a framed picture may be: a
/// square frame shows a fifth of it.
const MOST_RATIO: u32 = 5;

/// Whether a frame of usual shape shows next to nothing of a picture.
fn is_cut((width, height): (u32, u32)) -> bool {
    width.max(height) > width.min(height).saturating_mul(MOST_RATIO)
}

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let all = edition.kit.pictured();
    // Decoding is the slow part of every check.
    all.par_iter().for_each(|pictured| {
        if let Some(path) = edition.content.beside(pictured.src) {
            let _ = edition.content.picture(&path);
        }
    });
    for pictured in all {
        let src = pictured.src;
        match edition.content.beside(src) {
            Some(path) => {
                super::links::picture(edition, &path, src.span, out);
                let sides = edition.sides(&path).filter(|_| pictured.is_framed);
                if let Some(sides) = sides.filter(|sides| is_cut(*sides)) {
                    let said = Diagnostic::new(Id::MissingFile, src.span);
                    let said = super::links::sized(said, sides).text(TextKey::PICTURE_CROP);
                    out.push(said.with("path", path));
                }
            }
            None => out.push(Diagnostic::new(Id::UnsafePath, src.span).with("path", &src.value)),
        }
        let said =
            pictured.alt.is_some_and(|alt| alt.iter().all(|(_, text)| !text.raw.trim().is_empty()));
        if !said {
            let hint = Message::new(TextKey::HINT_FIELD_ALT).with("field", pictured.alt_field);
            out.push(Diagnostic::new(Id::MissingAlt, src.span).hint(hint));
        }
    }
}
