//! `suspect-spelling`: words of Vietnamese texts that no syllable of the
//! language can be. Keys that did not become accents, letters of encodings
//! of before Unicode, accents in the wrong place. Words without accents are
//! let be unless they are plainly such keys; so are names, abbreviations,
//! addresses, hashtags, code and what `spelling_allowed` names.

mod encodings;
mod english;
mod keys;
mod syllable;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use self::encodings::Encoding;
use self::keys::Sure;
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};
use crate::edition::Edition;
use crate::locale::Spelling;
use crate::source::yaml::nfc;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    let allowed = kit.config.spelling_allowed.iter();
    let allowed: HashSet<String> = allowed.map(|word| nfc(&word.to_lowercase()).into()).collect();
    let mut reader = Reader { allowed, known: HashMap::new() };
    for span in kit.texts.iter().flat_map(|text| &text.spans) {
        if kit.locale(kit.lang_at(*span)).spelling == Some(Spelling::Vietnamese) {
            let written = edition.text(*span);
            reader.text(written, *span, out);
        }
    }
}

/// What a word is, wherever it stands.
struct Look {
    is_syllable: bool,
    /// Whether it could be of no other language.
    is_vietnamese: bool,
    /// What it says in an old encoding.
    old: Option<(String, Encoding)>,
}

impl Look {
    fn at(word: &str) -> Self {
        let lower = nfc(&word.to_lowercase()).into_owned();
        let is_syllable = syllable::is_syllable(&lower);
        let is_vietnamese = is_syllable && !lower.is_ascii();
        Look { is_syllable, is_vietnamese, old: encodings::read(word) }
    }
}

/// Reads the texts of a kit. Most of their words are the same few hundred,
/// and looked at once.
struct Reader<'t> {
    allowed: HashSet<String>,
    known: HashMap<&'t str, Look>,
}

impl<'t> Reader<'t> {
    fn look(&mut self, word: &'t str) -> &Look {
        self.known.entry(word).or_insert_with(|| Look::at(word))
    }

    fn is_allowed(&self, word: &str) -> bool {
        self.allowed.contains(&*nfc(&word.to_lowercase()))
    }

    fn text(&mut self, written: &'t str, span: Span, out: &mut Diagnostics) {
        let words = words(written);
        // A text in an old encoding is one fault, not one a word.
        for word in &words {
            let Some((right, encoding)) = self.look(word.whole).old.clone() else { continue };
            if self.is_allowed(word.whole) {
                continue;
            }
            out.push(
                Diagnostic::new(Id::SuspectSpelling, span.slice(word.range.start, word.range.end))
                    .text(TextKey::SUSPECT_ENCODING)
                    .with("encoding", encoding.name())
                    .with("word", word.whole)
                    .hint(Message::new(TextKey::HINT_TO_UNICODE).with("word", right)),
            );
            return;
        }
        let parts: Vec<(Range<usize>, &str)> = words.iter().flat_map(Word::parts).collect();
        for (at, (range, word)) in parts.iter().enumerate() {
            if self.look(word).is_syllable || self.is_allowed(word) {
                continue;
            }
            let beside = [at.checked_sub(1), Some(at + 1)];
            let mut beside = beside.into_iter().flatten().filter_map(|at| parts.get(at));
            let is_among = beside.any(|(_, beside)| self.look(beside).is_vietnamese);
            let Some((key, right)) = suspect(word, is_among) else { continue };
            let found = Diagnostic::new(Id::SuspectSpelling, span.slice(range.start, range.end))
                .text(key)
                .with("word", *word)
                .near(right.map(|right| as_written(&right, word)));
            out.push(found.hint(Message::new(TextKey::HINT_SPELLING_ALLOWED).with("word", *word)));
        }
    }
}

/// What is wrong with a word that is no syllable, and the word that seems to
/// be meant. `is_among` says whether a word of Vietnamese stands beside it.
fn suspect(word: &str, is_among: bool) -> Option<(TextKey, Option<String>)> {
    let lower = nfc(&word.to_lowercase()).into_owned();
    if lower.chars().count() < 2 {
        return None;
    }
    if lower.contains(|c: char| c.is_ascii_digit()) {
        return keys::vni(&lower).map(|right| (TextKey::SUSPECT_TELEX, Some(right)));
    }
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let is_all = capitals == word.chars().count();
    let is_name = word.starts_with(char::is_uppercase);
    // `VNeID`, `VssID`: made of other words.
    let is_typed = word.starts_with("DD") && capitals == 2;
    if !is_all && !is_typed && capitals > usize::from(is_name) {
        return None;
    }
    if let Some((right, sure)) = keys::telex(&lower) {
        let is_sure = sure == Sure::Yes || is_among && !is_name && lower.len() > 3;
        // Three letters alone say nothing, nor does a name.
        let is_plain = is_among || !lower.is_ascii() || !is_name && lower.len() > 3;
        if is_sure && is_plain && !english::has(&lower) {
            return Some((TextKey::SUSPECT_TELEX, Some(right)));
        }
    }
    // An Icelandic letter that looks like Vietnam's.
    if lower.contains('ð') {
        let right = lower.replace('ð', "đ");
        return syllable::is_syllable(&right).then_some((TextKey::SUSPECT_SPELLING, Some(right)));
    }
    if lower.is_ascii() {
        return None;
    }
    let own = |c: char| c.is_ascii_lowercase() || "ăâđêôơư".contains(c);
    let (base, _) = bare(&lower);
    // Letters of another language, and what has no vowel: an abbreviation.
    let is_foreign = !base.chars().all(own) || base.contains(['f', 'j', 'w', 'z']);
    if is_foreign || !base.contains(|c| "aăâeêioôơuưy".contains(c)) {
        return None;
    }
    let right = repaired(&lower);
    // Names are of many languages.
    if right.is_none() && is_name {
        return None;
    }
    Some((TextKey::SUSPECT_SPELLING, right))
}

/// A word's letters without tones, however many it has; and how many.
fn bare(word: &str) -> (String, usize) {
    use unicode_normalization::UnicodeNormalization;
    let is_tone = |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let tones = word.nfd().filter(is_tone).count();
    (word.nfd().filter(|c| !is_tone(c)).nfc().collect(), tones)
}

/// The syllable that a word with vowels half typed was to be.
fn repaired(word: &str) -> Option<String> {
    let (base, tone) = syllable::parts(word)?;
    let changes =
        [("uơ", "ươ"), ("ưo", "ươ"), ("uo", "ươ"), ("uo", "uô"), ("ie", "iê"), ("ye", "yê")];
    let fits = |base: &String| syllable::fits(base, tone);
    let changed = changes.iter().filter(|(from, _)| base.contains(from));
    let mut changed = changed.map(|(from, to)| base.replacen(from, to, 1));
    changed.find(fits).map(|base| syllable::written(&base, tone))
}

/// A word in the capitals of another.
fn as_written(right: &str, word: &str) -> String {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    if capitals == word.chars().filter(|c| c.is_alphabetic()).count() {
        return right.to_uppercase();
    }
    let mut letters = right.chars();
    match letters.next().filter(|_| capitals > 0) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => right.to_string(),
    }
}

/// A word between two spaces, without the signs around it.
struct Word<'t> {
    whole: &'t str,
    range: Range<usize>,
}

impl<'t> Word<'t> {
    /// The words in it: `kinh-tế` is two.
    fn parts(&self) -> Vec<(Range<usize>, &'t str)> {
        let mut found = Vec::new();
        let mut start = None;
        let is_part = |c: char| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
        for (at, c) in self.whole.char_indices().chain([(self.whole.len(), ' ')]) {
            match (start, is_part(c)) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    let range = self.range.start + from..self.range.start + at;
                    found.push((range, &self.whole[from..at]));
                    start = None;
                }
                _ => {}
            }
        }
        found
    }
}

/// The words of a text as it is written: placeholders, code, addresses, tags
/// and hashtags are none.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if let Some(skip) = skipped(text, at) {
            at += skip;
            continue;
        }
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(near, c)| c.is_whitespace() || skipped(text, at + near).is_some())
            .map_or(rest.len(), |(end, _)| end);
        let token = &rest[..end];
        let is_sign = |c: char| c.is_ascii_punctuation() || "“”‘’…–—".contains(c);
        let whole = token.trim_matches(|c: char| is_sign(c) || c.is_whitespace());
        let from = at
            + (token.len()
                - token.trim_start_matches(|c: char| is_sign(c) || c.is_whitespace()).len());
        if !whole.is_empty() && !is_address(token) {
            words.push(Word { whole, range: from..from + whole.len() });
        }
        at += end;
    }
    words
}

/// How many bytes at a place are no words.
pub(super) fn skipped(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    // Asked at every letter.
    if !rest.starts_with(['{', '`', ']', '<', '\\']) {
        return None;
    }
    let until = |open: usize, close: &str| {
        rest.get(open..)?.find(close).map(|end| open + end + close.len())
    };
    if rest.starts_with("{{") {
        return until(2, "}}");
    }
    if rest.starts_with("```") {
        return until(3, "```");
    }
    if rest.starts_with('`') {
        return until(1, "`").filter(|end| !rest[..*end].contains('\n'));
    }
    if rest.starts_with("](") {
        return until(2, ")").filter(|end| !rest[..*end].contains('\n'));
    }
    if rest.starts_with('<') {
        return until(1, ">").filter(|end| !rest[..*end].contains('\n'));
    }
    // `\n` of a quoted text of YAML.
    rest.starts_with('\\').then(|| 1 + rest[1..].chars().next().map_or(0, char::len_utf8))
}

/// Whether a token is an address, a path, a file's name or a hashtag.
fn is_address(token: &str) -> bool {
    let token = token.trim();
    let token = token.trim_matches(|c: char| "()[]\"'“”,;:!?.".contains(c));
    let has_dot = token
        .split('.')
        .collect::<Vec<_>>()
        .windows(2)
        .any(|pair| pair.iter().all(|part| part.len() > 1 && part.is_ascii()));
    token.starts_with(['#', '@'])
        || token.contains("://")
        || token.contains(['@', '_', '=', '\\'])
        || has_dot && token.chars().any(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests;
