//! Wanted values as YAML text: plain where YAML reads it as the same text,
//! in double quotes where it would not, several lines as a block. What is
//! written here reads back as it was; a test holds it to that.

use super::want::{Leaf, Value, Want};

/// Where a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// On lines of its own, indented by so many spaces.
    Block(usize),
    /// Between brackets, in one line.
    Flow,
}

/// Words that YAML, or an older reader of it, takes for something else than text.
const RESERVED: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// Whether `text` needs no quotes.
fn is_plain(text: &str, style: Style) -> bool {
    let begins = text.chars().next().is_some_and(char::is_alphabetic);
    let ends = !text.ends_with([':', ' ', '\u{a0}']);
    let inside = !text.contains(": ") && !text.contains(" #") && !text.contains(['"', '\\']);
    let printable = text.chars().all(is_printable);
    let flow = style == Style::Flow && text.contains([',', '[', ']', '{', '}', ':', '#']);
    begins
        && ends
        && inside
        && printable
        && !flow
        && !text.contains("{{")
        && !RESERVED.contains(&text.to_lowercase().as_str())
}

fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{85}')
}

/// `text` in double quotes.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if is_printable(c) => out.push(c),
            c => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// `text` in one line, without quotes where it needs none.
pub fn inline(text: &str, style: Style) -> String {
    if is_plain(text, style) { text.to_string() } else { quoted(text) }
}

/// `text` as a literal block whose lines are indented by `indent`.
pub fn literal(text: &str, indent: usize) -> String {
    let mut out = "|".to_string();
    for line in text.lines() {
        out.push('\n');
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
    }
    out
}

/// One value, as it follows `key:` and a space.
pub fn value(value: &Value, style: Style) -> String {
    match (value, style) {
        (Value::Text(text), Style::Block(indent)) if text.contains('\n') => {
            literal(text, indent + 2)
        }
        (Value::Text(text), style) => inline(text, style),
        (Value::Word(word), _) => word.clone(),
        (Value::Quoted(text), _) => quoted(text),
        (Value::List(words), _) => list(words),
    }
}

/// Words of a list, in one line.
pub fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| inline(word, Style::Flow)).collect();
    format!("[{}]", words.join(", "))
}

/// A wanted value in one line.
pub fn flow(want: &Want, default: &str) -> String {
    match want {
        Want::Leaf(leaf) => value(&leaf.value, Style::Flow),
        Want::Localized(texts) => localized(texts, Style::Flow, default),
        Want::Map(fields) => {
            let pairs: Vec<String> = fields
                .iter()
                .map(|(key, want)| format!("{key}: {}", flow(want, default)))
                .collect();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}

/// Text by language: alone in the default language it needs no map.
pub fn localized(texts: &[(String, Leaf)], style: Style, default: &str) -> String {
    match texts {
        [(lang, leaf)] if lang == default => value(&leaf.value, style),
        texts => {
            let pairs: Vec<String> = texts
                .iter()
                .map(|(lang, leaf)| format!("{lang}: {}", value(&leaf.value, Style::Flow)))
                .collect();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}

/// `key: …`, its first line not indented and its further lines by more than
/// `indent`. Texts have lines of their own; small maps stay in one.
pub fn pair(key: &str, want: &Want, indent: usize, default: &str) -> String {
    match want {
        Want::Leaf(leaf) => format!("{key}: {}", value(&leaf.value, Style::Block(indent))),
        Want::Localized(texts) => {
            format!("{key}: {}", localized(texts, Style::Block(indent), default))
        }
        Want::Map(fields) if is_small(fields) => format!("{key}: {}", flow(want, default)),
        Want::Map(fields) => {
            format!(
                "{key}:\n{}",
                block(fields, indent + 2, " ".repeat(indent + 2).as_str(), default)
            )
        }
    }
}

/// Fields of words and dates, as a period's.
fn is_small(fields: &[(String, Want)]) -> bool {
    fields.iter().all(|(_, want)| matches!(want, Want::Leaf(Leaf { value: Value::Word(_), .. })))
}

/// The lines of fields indented by `indent`, the first line opened by `open`.
pub fn block(fields: &[(String, Want)], indent: usize, open: &str, default: &str) -> String {
    let mut lines = String::new();
    for (index, (key, want)) in fields.iter().enumerate() {
        if index > 0 {
            lines.push('\n');
            lines.extend(std::iter::repeat_n(' ', indent));
        } else {
            lines.push_str(open);
        }
        lines.push_str(&pair(key, want, indent, default));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Diagnostics, FileId};
    use crate::source::yaml;

    /// Texts that YAML would misread without care.
    const TEXTS: &[&str] = &[
        "Đóng BHXH hôm nay, an nhàn ngày mai",
        "Thẻ BHYT: cả nhà cùng có",
        "a: b",
        "kết thúc bằng:",
        "# mở đầu",
        "có #thẻ trong câu",
        "* sao",
        "- gạch",
        "? hỏi",
        "{{ luong }} mỗi tháng",
        "Lương {{ luong }}",
        "{a}",
        "[a]",
        "true",
        "No",
        "null",
        "~",
        "2026-12-31",
        "0905123456",
        "1.5",
        "“trích dẫn”",
        "\"trích dẫn\"",
        "'nháy'",
        "lui\\ve",
        "@a",
        "`a`",
        "%a",
        "a\u{a0}b",
        "| ống",
        "> lớn",
        "!chú ý",
        "&và",
        "một\nhai",
        "một\n\n  thụt\n# thăng\n- gạch: a",
        "---",
        "...",
        "https://a.vn/#b",
    ];

    fn read(text: &str) -> String {
        let mut out = Diagnostics::default();
        let node = yaml::parse(text, FileId(0), 0, &mut out);
        assert!(out.list().is_empty(), "{text}");
        let node = node.and_then(|node| node.get("k").cloned());
        let node = node.unwrap_or_else(|| panic!("{text}"));
        match node.value {
            yaml::Value::Scalar { text: read, plain } => {
                assert!(!plain || text.contains(&read), "{text}");
                read.trim_end().to_string()
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        for text in TEXTS {
            let leaf = Value::Text((*text).to_string());
            let block = format!("k: {}\nz: 1\n", value(&leaf, Style::Block(0)));
            assert_eq!(read(&block), *text, "{block}");
            let flow = format!("{{k: {}, z: 1}}\n", value(&leaf, Style::Flow));
            assert_eq!(read(&flow), *text, "{flow}");
        }
    }

    #[test]
    fn quotes_only_where_they_are_needed() {
        assert_eq!(
            inline("Đóng hôm nay, an nhàn ngày mai", Style::Block(0)),
            "Đóng hôm nay, an nhàn ngày mai"
        );
        assert_eq!(inline("a, b", Style::Flow), "\"a, b\"");
        assert_eq!(inline("2026-12-31", Style::Block(0)), "\"2026-12-31\"");
        assert_eq!(inline("leaflet:a-b", Style::Block(0)), "leaflet:a-b");
    }
}
