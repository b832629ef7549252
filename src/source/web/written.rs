//! The addresses that stand in a text as it was written: in quotes of YAML,
//! in Markdown, in HTML, with a scheme or, as people write them, without.

use std::ops::Range;

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where it stands, bytes.
    pub range: Range<usize>,
    /// What it says, its escapes and entities read.
    pub text: String,
    /// Whether it names its scheme, so that it is one for certain.
    pub has_scheme: bool,
}

/// The addresses of `written`. What only might be one, for it holds a point,
/// is among them.
#[must_use]
pub fn addresses(written: &str) -> Vec<Written> {
    let mut found = Vec::new();
    if written.starts_with('"') && written.contains('\\') {
        // Escapes may stand for spaces, and join lines.
        words(written, 0, true, &mut found);
    } else {
        plain_words(written, &mut found);
    }
    found.retain(|address| !in_placeholder(written, address.range.start));
    found
}

/// The addresses of a text whose spaces are spaces.
fn plain_words(written: &str, found: &mut Vec<Written>) {
    let mut at = 0;
    for word in written.split_inclusive(char::is_whitespace) {
        let from = at;
        at += word.len();
        let is_last = |c: char| ".!?:…,;)\"'*".contains(c) || c.is_whitespace();
        if word.trim_end_matches(is_last).contains(MARKS) {
            words(&written[from..at], from, false, found);
        }
    }
}

/// What is in every address, as it is or as it is written.
const MARKS: [char; 9] = ['.', '．', '。', '｡', ':', '：', '%', '&', '\\'];

/// The addresses of a part of a text that begins at byte `offset` of it.
fn words(written: &str, offset: usize, is_quoted: bool, found: &mut Vec<Written>) {
    let mut word: Vec<Sign> = Vec::new();
    let signs = signs(written, is_quoted);
    let end = Sign { c: ' ', start: written.len(), end: written.len() };
    for sign in signs.into_iter().chain([end]) {
        if is_part(sign.c) {
            word.push(sign);
        } else {
            // What a placeholder goes on is an address that nobody knows
            // yet; a rule of its own says so.
            if !written[sign.start..].starts_with("{{") {
                found.extend(address(&word).map(|address| Written {
                    range: address.range.start + offset..address.range.end + offset,
                    ..address
                }));
            }
            word.clear();
        }
    }
}

/// Whether a byte of a text stands in a placeholder: `{{ unit.name }}`.
fn in_placeholder(written: &str, at: usize) -> bool {
    /// Longer ones are none; bytes.
    const LONGEST: usize = 160;
    let mut from = at.saturating_sub(LONGEST);
    while !written.is_char_boundary(from) {
        from += 1;
    }
    let before = &written[from..at];
    let open = before.rfind("{{");
    open.is_some_and(|open| !before[open..].contains("}}") && !before[..open].ends_with('\\'))
}

/// A character as it is read, and where it was written.
#[derive(Debug, Clone, Copy)]
struct Sign {
    c: char,
    start: usize,
    end: usize,
}

fn is_part(c: char) -> bool {
    !(c.is_whitespace() || "\"'<>()[]{}`|*“”‘’«»,;，；、".contains(c))
}

fn address(word: &[Sign]) -> Option<Written> {
    // Most words hold no point at all.
    if !word.iter().any(|sign| ".．。｡%:：".contains(sign.c)) {
        return None;
    }
    let is_end = |sign: &&Sign| ".!?:…。".contains(sign.c);
    let ends = word.iter().rev().take_while(is_end).count();
    let mut word = &word[..word.len() - ends];
    let text = |word: &[Sign]| word.iter().map(|sign| sign.c).collect::<String>();
    let lower = text(word).to_ascii_lowercase();
    let at = ["http:", "https:"].into_iter().filter_map(|scheme| lower.find(scheme)).min();
    let has_scheme = at.is_some();
    match at {
        Some(at) => word = &word[lower[..at].chars().count()..],
        None => {
            // `Zalo:zalo.me/x`, `url=zalo.me`; not the port of a host.
            loop {
                let path = word.iter().position(|sign| "/\\".contains(sign.c) && sign.start > 0);
                let head = &word[..path.unwrap_or(word.len())];
                let is_label = |(at, sign): (usize, &Sign)| {
                    let next = word.get(at + 1).map(|next| next.c);
                    (sign.c == ':' && !next.is_some_and(|next| next.is_ascii_digit()))
                        || sign.c == '='
                        || sign.c == '：'
                };
                match head.iter().enumerate().rposition(is_label) {
                    Some(at) => word = &word[at + 1..],
                    None => break,
                }
            }
            let first = word.iter().position(|sign| sign.c.is_alphanumeric() || sign.c == '%')?;
            // A path of the site is no host.
            let before = &word[..first];
            if matches!(before, [.., sign] if "/\\".contains(sign.c)) && before.len() == 1 {
                return None;
            }
            word = &word[first..];
        }
    }
    let (first, last) = (word.first()?, word.last()?);
    let text = text(word);
    let has_point =
        text.contains(['.', '．', '。', '｡']) || text.to_ascii_lowercase().contains("%2e");
    let range = first.start..last.end;
    (has_scheme || has_point).then_some(Written { range, text, has_scheme })
}

/// The characters of a text, those of double quotes of YAML first, then what
/// Markdown and HTML read in them.
fn signs(written: &str, is_quoted: bool) -> Vec<Sign> {
    let plain =
        written.char_indices().map(|(start, c)| Sign { c, start, end: start + c.len_utf8() });
    let mut signs: Vec<Sign> = plain.collect();
    if is_quoted {
        signs = read(&signs, yaml);
    }
    if written.contains(['\\', '&']) {
        signs = read(&signs, markdown);
    }
    signs
}

/// What some signs say together: how many, and the character, if one.
type Reads = fn(&[Sign]) -> Option<(usize, Option<char>)>;

fn read(signs: &[Sign], by: Reads) -> Vec<Sign> {
    let mut out = Vec::with_capacity(signs.len());
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        match by(&signs[at..]) {
            Some((count, c)) => {
                let last = signs.get(at + count - 1).unwrap_or(sign);
                out.extend(c.map(|c| Sign { c, start: sign.start, end: last.end }));
                at += count.max(1);
            }
            None => {
                out.push(*sign);
                at += 1;
            }
        }
    }
    out
}

fn number(signs: &[Sign], radix: u32) -> Option<char> {
    let text: String = signs.iter().map(|sign| sign.c).collect();
    u32::from_str_radix(&text, radix).ok().and_then(char::from_u32)
}

/// An escape within double quotes (YAML 1.2, 5.7).
fn yaml(signs: &[Sign]) -> Option<(usize, Option<char>)> {
    let [Sign { c: '\\', .. }, sign, ..] = signs else { return None };
    let digits = match sign.c {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        // A line that goes on without a space.
        '\n' | '\r' => {
            let gap = signs[1..].iter().take_while(|sign| sign.c.is_whitespace()).count();
            return Some((1 + gap, None));
        }
        'n' | 't' | 'r' | ' ' | '\t' | 'N' | '_' | 'L' | 'P' | 'v' | 'f' => {
            return Some((2, Some(' ')));
        }
        c => return Some((2, Some(c))),
    };
    let c = number(signs.get(2..2 + digits)?, 16)?;
    Some((2 + digits, Some(c)))
}

/// The names of signs that addresses hold (HTML Standard, 13.5).
const NAMED: &[(&str, char)] = &[
    ("period", '.'),
    ("colon", ':'),
    ("sol", '/'),
    ("bsol", '\\'),
    ("commat", '@'),
    ("num", '#'),
    ("quest", '?'),
    ("equals", '='),
    ("amp", '&'),
    ("AMP", '&'),
    ("percnt", '%'),
    ("lowbar", '_'),
    ("UnderBar", '_'),
    ("hyphen", '\u{2010}'),
    ("dash", '\u{2010}'),
    ("plus", '+'),
    ("excl", '!'),
    ("nbsp", '\u{a0}'),
];
/// Those that a browser leaves out of an address.
const UNSEEN: &[&str] = &["Tab", "NewLine", "shy", "ZeroWidthSpace", "zwj", "zwnj", "NoBreak"];
/// Longer ones are none.
const LONGEST: usize = 16;

/// A sign behind a backslash, or an entity.
fn markdown(signs: &[Sign]) -> Option<(usize, Option<char>)> {
    match signs {
        [Sign { c: '\\', .. }, Sign { c, .. }, ..] if c.is_ascii_punctuation() => {
            Some((2, Some(*c)))
        }
        [Sign { c: '&', .. }, Sign { c: '#', .. }, rest @ ..] => {
            let hex = usize::from(matches!(rest.first(), Some(Sign { c: 'x' | 'X', .. })));
            let radix = if hex == 1 { 16 } else { 10 };
            let digits = rest.get(hex..)?;
            let count = digits.iter().take(LONGEST).take_while(|s| s.c.is_digit(radix)).count();
            let c = number(&digits[..count], radix)?;
            // HTML takes one without its end, too.
            let end = usize::from(digits.get(count).is_some_and(|sign| sign.c == ';'));
            let seen = !matches!(c, '\t' | '\n' | '\r' | '\u{ad}' | '\u{200b}'..='\u{200d}');
            Some((2 + hex + count + end, seen.then_some(c)))
        }
        [Sign { c: '&', .. }, rest @ ..] => {
            let count = rest.iter().take(LONGEST).position(|sign| sign.c == ';')?;
            let name: String = rest[..count].iter().map(|sign| sign.c).collect();
            if UNSEEN.contains(&name.as_str()) {
                return Some((count + 2, None));
            }
            let (_, c) = NAMED.iter().find(|(known, _)| *known == name)?;
            Some((count + 2, Some(*c)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::addresses;

    fn of(text: &str) -> Vec<(&str, String)> {
        addresses(text).into_iter().map(|a| (&text[a.range], a.text)).collect()
    }

    #[test]
    fn addresses_as_they_are_written() {
        for (text, written, read) in [
            ("xem (https://t.me/a).", "https://t.me/a", "https://t.me/a"),
            ("vào tiktok.com/@x nhé", "tiktok.com/@x", "tiktok.com/@x"),
            ("Zalo:zalo.me/x", "zalo.me/x", "zalo.me/x"),
            ("[a](//zalo.me/x)", "zalo.me/x", "zalo.me/x"),
            ("[a](https://zalo&#46;me/x)", "https://zalo&#46;me/x", "https://zalo.me/x"),
            ("https&colon;//zalo&#x2E;me", "https&colon;//zalo&#x2E;me", "https://zalo.me"),
            ("zalo\\.me/x", "zalo\\.me/x", "zalo.me/x"),
            ("\"zalo\\u002eme/x\"", "zalo\\u002eme/x", "zalo.me/x"),
            ("\"https:\\x2f/zalo.me\"", "https:\\x2f/zalo.me", "https://zalo.me"),
            ("\"zalo.\\\n  me/x\"", "zalo.\\\n  me/x", "zalo.me/x"),
            ("HTTPS:zalo.me/x!", "HTTPS:zalo.me/x", "HTTPS:zalo.me/x"),
            ("za&shy;lo.me/x", "za&shy;lo.me/x", "zalo.me/x"),
            ("zalo%2Eme/x", "zalo%2Eme/x", "zalo%2Eme/x"),
            ("a.vn:8080/x", "a.vn:8080/x", "a.vn:8080/x"),
            ("mailto:a@b.vn", "a@b.vn", "a@b.vn"),
        ] {
            assert_eq!(of(text), [(written, read.to_string())], "{text}");
        }
        for text in [
            "Chào bà con!",
            "link: product:to",
            "/mau.pdf",
            "https://a.vn/{{ x }}",
            "10%",
            "12:30",
            "{{ unit.name }}",
        ] {
            assert_eq!(of(text), [], "{text}");
        }
    }
}
