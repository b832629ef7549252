//! Marks of Markdown and HTML in a text that is printed as it is.

use std::ops::Range;

use crate::source::markdown;

/// One mark that would be printed.
pub(super) struct Found {
    /// From its beginning to its end, with what it marks.
    pub(super) range: Range<usize>,
    /// The mark.
    pub(super) marks: String,
    /// The text without it, where that is plain.
    pub(super) instead: Option<String>,
}

/// Tags that people write; others are words between signs.
const TAGS: &[&str] = &[
    "a", "b", "big", "br", "center", "div", "em", "font", "h1", "h2", "h3", "h4", "hr", "i", "img",
    "li", "ol", "p", "small", "span", "strong", "sub", "sup", "table", "td", "tr", "u", "ul",
];

/// The marks in a text as it is written, each kind where it is first.
pub(super) fn found(text: &str) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let links = link(text);
    all.extend(links);
    for (mark, is_word) in
        [("**", false), ("__", true), ("~~", false), ("`", false), ("*", true), ("_", true)]
    {
        let Some(range) = pair(text, mark, is_word) else { continue };
        let inner = text[range.start + mark.len()..range.end - mark.len()].to_string();
        all.push(Found { range, marks: mark.to_string(), instead: Some(inner) });
    }
    all.extend(heading(text));
    all.extend(tag(text));
    all.extend(entity(text));
    // `**x**` holds no `*x*` of its own.
    let mut kept: Vec<Found> = Vec::new();
    for one in all {
        let overlaps =
            |other: &Found| one.range.start < other.range.end && other.range.start < one.range.end;
        if !kept.iter().any(overlaps) {
            kept.push(one);
        }
    }
    kept
}

/// Two marks around words, in one line.
fn pair(text: &str, mark: &str, is_word: bool) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(open) = text[at..].find(mark).map(|open| at + open) {
        let from = open + mark.len();
        at = from;
        let rest = &text[from..];
        let before = text[..open].chars().next_back();
        let is_open = !before
            .is_some_and(|c| c == '\\' || mark.contains(c) || is_word && c.is_alphanumeric())
            && rest.starts_with(|c: char| !c.is_whitespace() && !mark.contains(c));
        if !is_open {
            continue;
        }
        let line = rest.find('\n').unwrap_or(rest.len());
        let closes = rest[..line].match_indices(mark).map(|(at, _)| at);
        let mut closes = closes.filter(|at| {
            let after = rest[at + mark.len()..].chars().next();
            let is_within = is_word && after.is_some_and(char::is_alphanumeric);
            !(is_within || rest[..*at].ends_with(char::is_whitespace))
        });
        if let Some(close) = closes.next() {
            return Some(open..from + close + mark.len());
        }
    }
    None
}

/// `[words](address)`, a picture or a footnote's mark.
fn link(text: &str) -> Option<Found> {
    for (middle, _) in text.match_indices("](") {
        let Some(open) = text[..middle].rfind('[') else { continue };
        let line = text[middle..].find('\n').map_or(text.len(), |end| middle + end);
        let Some(close) = text[middle..line].find(')').map(|close| middle + close) else {
            continue;
        };
        let (words, address) = (&text[open + 1..middle], &text[middle + 2..close]);
        if words.contains('\n') || address.trim().is_empty() {
            continue;
        }
        let is_picture = text[..open].ends_with('!');
        let range = open - usize::from(is_picture)..close + 1;
        let instead = (!is_picture).then(|| format!("{words}: {address}"));
        return Some(Found { range, marks: "[…](…)".to_string(), instead });
    }
    let open = text.find("[^")?;
    let close = open + text[open..].find(']')?;
    let name = &text[open + 2..close];
    let is_note = (1..20).contains(&name.len()) && !name.contains(char::is_whitespace);
    is_note.then(|| Found { range: open..close + 1, marks: "[^…]".to_string(), instead: None })
}

/// The signs of a heading before a line's words.
fn heading(text: &str) -> Option<Found> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // The text's own quote stands before its first word.
        let words = line.trim_start_matches([' ', '\t', '"', '\'']);
        let at = start + line.len() - words.len();
        let rest = words.trim_start_matches('#');
        let count = words.len() - rest.len();
        let is_heading = (1..7).contains(&count) && rest.starts_with(' ')
            || (2..7).contains(&count) && rest.starts_with(char::is_alphabetic);
        if is_heading {
            let marks = words[..count].to_string();
            return Some(Found { range: at..at + count, marks, instead: None });
        }
        start += line.len();
    }
    None
}

fn tag(text: &str) -> Option<Found> {
    for (open, _) in text.match_indices('<') {
        let rest = &text[open..];
        let Some(close) = rest.find('>').filter(|close| *close < 300) else { continue };
        let inner = rest[1..close].trim_start_matches('/');
        let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let after = inner[name.len()..].chars().next();
        if TAGS.contains(&name.to_lowercase().as_str())
            && after.is_none_or(|c| c == '/' || c.is_whitespace())
        {
            let range = open..open + close + 1;
            return Some(Found { marks: rest[..=close].to_string(), range, instead: None });
        }
    }
    None
}

/// `&nbsp;` and its like.
fn entity(text: &str) -> Option<Found> {
    text.match_indices('&').find_map(|(at, _)| {
        let (length, _) = markdown::entity(&text[at..])?;
        let range = at..at + length;
        let marks = text[range.clone()].to_string();
        // `&BHYT` in a row of words needs its sign at the end.
        marks.ends_with(';').then_some(Found { range, marks, instead: None })
    })
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn marks_in_plain_texts() {
        let of = |text| found(text).into_iter().map(|f| text[f.range].to_string()).next();
        for (text, words) in [
            ("Đóng **hôm nay** nhé", "**hôm nay**"),
            ("Đóng __hôm nay__", "__hôm nay__"),
            ("*Quan trọng* cho bà con", "*Quan trọng*"),
            ("_Quan trọng_ cho bà con", "_Quan trọng_"),
            ("Xem [đây](https://a.vn) nhé", "[đây](https://a.vn)"),
            ("Gọi `1900 9068`", "`1900 9068`"),
            ("\"## Tiêu đề\"", "##"),
            ("# Tiêu đề", "#"),
            ("Một<br>hai", "<br>"),
            ("<b>Một</b>", "<b>"),
            ("Một&nbsp;hai", "&nbsp;"),
            ("Một&#8203;hai&zwnj;", "&#8203;"),
            ("Một&zwnj;hai", "&zwnj;"),
            ("Chữ[^1]", "[^1]"),
        ] {
            assert_eq!(of(text).as_deref(), Some(words), "{text}");
        }
        for sound in [
            "5 * 3 * 2 = 30",
            "giá*, thuế*",
            "#BHXHToanDan #AnSinh",
            "a_b_c và x__y__z",
            "A & B; C",
            "BHXH&BHYT; BHTN",
            "tuổi < 60 và > 55",
            "[1] và (2)",
            "*Ghi chú",
        ] {
            assert_eq!(of(sound), None, "{sound}");
        }
    }
}
