//! `mixed-normalisation`: accents written as letters and marks (NFD) in a
//! file, a file's name, or both ways at once. What is made is the same, but
//! searching, comparing and links between such files fail.

use unicode_normalization::char::compose;
use unicode_normalization::is_nfc;

use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};
use crate::edition::Edition;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    for entry in edition.content.entries.values() {
        let path = &entry.path;
        if !is_nfc(path) {
            let place = entry.text.map(Span::file);
            let mut diagnostic = Diagnostic::nowhere(Id::MixedNormalisation)
                .text(TextKey::MIXED_NORMALISATION_NAME)
                .with("path", format!("content/{path}"));
            diagnostic.span = place;
            out.push(diagnostic);
        }
        let Some(file) = entry.text else { continue };
        let text = &edition.content.files.get(file).text;
        if text.is_ascii() || is_nfc(text) {
            continue;
        }
        let pairs = || text.char_indices().zip(text.chars().skip(1));
        let apart = |base: char, mark: char| compose(base, mark).is_some();
        let count = pairs().filter(|((_, base), mark)| apart(*base, *mark)).count();
        // Marks in an order of their own are the rest: the whole file is meant.
        let place = pairs()
            .find(|((_, base), mark)| apart(*base, *mark))
            .map_or(Span::file(file), |((at, base), mark)| {
                Span::new(file, at, at + base.len_utf8() + mark.len_utf8())
            });
        out.push(
            Diagnostic::new(Id::MixedNormalisation, place)
                .with("count", count.max(1).to_string())
                .hint(Message::new(TextKey::HINT_NFC)),
        );
    }
}
