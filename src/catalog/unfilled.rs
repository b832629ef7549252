//! What a scaffold leaves for its editor to fill in, and how to know it again
//! where nobody did. The scaffold writes with these words, and the check
//! `unfilled` finds them.

use std::net::IpAddr;
use std::ops::Range;

/// Where a new kit is published until somebody says otherwise.
pub const NOWHERE: &str = "https://truyen-thong.example.vn/";

/// Hosts that stand for another; with the hosts below them.
const EXAMPLE_HOSTS: &[&str] = &["example.vn", "example.com", "example.org", "example.net"];

/// Words that tell somebody to fill something in. They count where they stand
/// alone: at the end of a sentence or bracket, not where a text goes on to say
/// what readers should fill in and where.
const FILL: &[&str] = &["điền tên đơn vị", "điền vào đây", "điền ở đây", "fill in here"];
/// How a sentence begins that tells an editor to write; it ends with a place.
const WRITE: &[&str] = &["viết", "ghi", "write", "điền", "nhập"];
const HERE: &[&str] = &["ở đây", "vào đây", "tại đây", "here"];
/// Words between the two; more make a sentence for readers.
const MOST_BETWEEN: usize = 4;
/// Whole beginnings that only a scaffold writes.
const BEGIN: &[&str] = &["viết bước thứ"];
/// What an editor is asked for, in brackets.
const ASKED: &[&str] = &[
    "điền tên",
    "điền số",
    "điền địa chỉ",
    "điền đơn vị",
    "điền ngày",
    "điền nội dung",
    "điền thông tin",
    "fill in",
];
/// Words that stand for a text to come.
const LATER: &[&str] = &["TODO", "TBD", "FIXME", "lorem ipsum", "Lorem ipsum", "LOREM IPSUM"];

/// The places of a text that its editor was to fill in; bytes.
#[must_use]
pub fn find(text: &str) -> Vec<Range<usize>> {
    // As it is written, in quotes or not.
    let around = |c: char| c.is_whitespace() || c == '"' || c == '\'';
    let whole = text.trim_matches(around);
    if matches!(whole, "…" | "..." | "???") {
        let from = text.len() - text.trim_start_matches(around).len();
        let place = from..from + whole.len();
        return Vec::from([place]);
    }
    let found = sentences(text).filter_map(|range| {
        let (from, sentence) = (range.start, &text[range.clone()]);
        let in_brackets = text[..from].trim_end().ends_with(['(', '[', '{', '<']);
        let found = asked(sentence)
            .or_else(|| bracketed(sentence).filter(|_| in_brackets))
            .or_else(|| later(sentence))?;
        Some(from + found.start..from + found.end)
    });
    found.collect()
}

/// The sentences of a text, and what stands in brackets by itself; without
/// what stands before their first letter.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_end = |c: char| ".!?:;\n()[]{}<>“”\"|".contains(c);
    let mut at = 0;
    text.split_inclusive(is_end).filter_map(move |part| {
        let from = at;
        at += part.len();
        let body = part.trim_end_matches(is_end).trim_end();
        let skipped = body.find(char::is_alphabetic)?;
        Some(from + skipped..from + body.len())
    })
}

/// "Viết … ở đây", "điền tên đơn vị".
fn asked(sentence: &str) -> Option<Range<usize>> {
    let lower = sentence.to_lowercase();
    // Where lower case has another length, places would not fit.
    if lower.len() != sentence.len() {
        return None;
    }
    if let Some(begin) = BEGIN.iter().find(|begin| lower.starts_with(**begin)) {
        return Some(0..begin.len());
    }
    if let Some(fill) = FILL.iter().find(|fill| lower.ends_with(**fill)) {
        return Some(lower.len() - fill.len()..lower.len());
    }
    let write = WRITE
        .iter()
        .find(|write| lower.strip_prefix(**write).is_some_and(|rest| rest.starts_with(' ')))?;
    let (at, here) = HERE.iter().filter_map(|here| Some((lower.find(here)?, here))).min()?;
    let between = lower.get(write.len()..at)?.split_whitespace().count();
    (between <= MOST_BETWEEN).then_some(0..at + here.len())
}

/// What stands in brackets and tells an editor what to fill in there.
fn bracketed(sentence: &str) -> Option<Range<usize>> {
    let lower = sentence.to_lowercase();
    let is_asked = ASKED.iter().any(|asked| lower.starts_with(asked));
    let is_short = sentence.split_whitespace().count() <= MOST_BETWEEN;
    (is_asked && is_short).then_some(0..sentence.len())
}

fn later(sentence: &str) -> Option<Range<usize>> {
    LATER.iter().find_map(|word| {
        let at = sentence.find(word)?;
        let end = at + word.len();
        let is_word = !sentence[..at].ends_with(char::is_alphanumeric)
            && !sentence[end..].starts_with(char::is_alphanumeric);
        is_word.then_some(at..end)
    })
}

/// Whether nobody else reaches a host: it stands for another, or is this very
/// computer. Hosts below such ones may be somebody's own.
#[must_use]
pub fn is_nowhere(host: &str) -> bool {
    let port = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let host = port.map_or(host, |(host, _)| host);
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let name = host.strip_prefix("www.").unwrap_or(&host);
    let own = NOWHERE.trim_start_matches("https://").trim_end_matches('/');
    let last = name.rsplit('.').next().unwrap_or(name);
    let here = name.trim_matches(['[', ']']).parse::<IpAddr>();
    name == own
        || name.starts_with("example.")
        // Never given to anybody (RFC 2606).
        || ["localhost", "example", "invalid", "test"].contains(&last)
        || here.is_ok_and(|here| here.is_loopback() || here.is_unspecified())
}

/// The first host in a text that stands for another; bytes.
#[must_use]
pub fn example_host(text: &str) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    EXAMPLE_HOSTS
        .iter()
        .filter_map(|host| {
            text.match_indices(host).find_map(|(at, _)| {
                let end = at + host.len();
                let from = text[..at].trim_end_matches(is_part).len();
                let is_host = (from == at || text[..at].ends_with('.'))
                    && !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
                    && !(text[end..].starts_with('.')
                        && text[end + 1..].starts_with(|c: char| c.is_ascii_alphanumeric()));
                is_host.then_some(from..end)
            })
        })
        .min_by_key(|range| range.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_scaffold_leaves_is_found() {
        for (text, found) in [
            ("Cơ quan BHXH (điền tên đơn vị)", "điền tên đơn vị"),
            ("BHXH tỉnh [Điền tên đơn vị]", "Điền tên đơn vị"),
            ("viết ở đây", "viết ở đây"),
            ("- Viết ở đây hai, ba điều đáng nhớ nhất.", "Viết ở đây"),
            ("Viết câu trả lời ở đây: trả lời thẳng.", "Viết câu trả lời ở đây"),
            ("Mời bà con nghe. Viết tiếp lời đọc ở đây, câu ngắn.", "Viết tiếp lời đọc ở đây"),
            ("1. Viết bước thứ nhất.", "Viết bước thứ"),
            ("Write the answer here", "Write the answer here"),
            ("Tên (điền số điện thoại)", "điền số điện thoại"),
            ("TODO", "TODO"),
            ("Lorem ipsum dolor sit amet", "Lorem ipsum"),
            ("…", "…"),
        ] {
            let all: Vec<&str> = find(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(all, [found], "{text}");
        }
    }

    #[test]
    fn what_readers_are_told_is_not() {
        for text in [
            "Điền tên đơn vị, mã số thuế vào mẫu TK1-TS.",
            "Bà con viết tên ở đây rồi nộp cho cán bộ",
            "Nộp hồ sơ ở đây",
            "Xem thêm ở đây",
            "Viết đơn xin xác nhận theo mẫu rồi nộp cho bộ phận một cửa ở đây",
            "Ghi số sổ BHXH vào tờ khai",
            "Nộp hồ sơ (điền mẫu TK1-TS). Cách làm: điền tờ khai.",
            "Từ 15 năm… đến 20 năm",
            "TODOS los días",
            "",
        ] {
            assert!(find(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn hosts_that_nobody_reaches() {
        for host in [
            "truyen-thong.example.vn",
            "example.com",
            "www.example.vn",
            "EXAMPLE.gov.vn",
            "localhost",
            "kho.localhost",
            "127.0.0.1",
            "[::1]",
            "[::1]:80",
            "localhost:1111",
            "0.0.0.0",
            "kho.test",
        ] {
            assert!(is_nowhere(host), "{host}");
        }
        for host in ["kho.example.gov.vn", "baohiemxahoi.gov.vn", "10.0.0.7", "myexample.vn"] {
            assert!(!is_nowhere(host), "{host}");
        }
    }

    #[test]
    fn example_hosts() {
        let host = |text: &'static str| example_host(text).map(|range| &text[range]);
        assert_eq!(host("xem https://kho.example.vn/a"), Some("kho.example.vn"));
        assert_eq!(host("a@example.com."), Some("example.com"));
        assert_eq!(host("https://truyen-thong.example.gov.vn/kho/"), None);
        assert_eq!(host("https://myexample.vn/"), None);
        assert_eq!(host("https://example.vn.evil.com/"), None);
        assert_eq!(host("https://example.community/"), None);
    }
}
