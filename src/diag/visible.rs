//! Texts as they may be printed: what a terminal or a runner of workflows
//! would obey is shown as a mark.

use std::borrow::Cow;

/// A text of one or more lines in which characters that are not seen, or that
/// a terminal obeys, are marks; line ends stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '\0'..='\u{1f}' if is_unseen(c) => out.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => out.push('\u{2421}'),
            c if is_unseen(c) => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
            c => out.push(c),
        }
        out
    }))
}

/// Control characters, marks of direction and line ends of other systems.
fn is_unseen(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\n' | '\t');
    is_control
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Lines that no runner of workflows takes for a command: GitHub's obeys what
/// begins with `::` or `##[`, white space before it or not.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let is_command = |line: &str| {
        let start = line.trim_start();
        start.starts_with("::") || start.starts_with("##[")
    };
    if !text.lines().any(is_command) {
        return Cow::Borrowed(text);
    }
    let lines = text.split_inclusive('\n').map(|line| match is_command(line) {
        true => line.replacen("::", ": :", 1).replacen("##[", "## [", 1),
        false => line.to_string(),
    });
    Cow::Owned(lines.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_shown() {
        assert_eq!(visible("Bảo hiểm\n\txã hội ê̆"), "Bảo hiểm\n\txã hội ê̆");
        assert_eq!(visible("a\u{1b}[31m\r\0\u{7f}"), "a␛[31m␍␀␡");
        assert_eq!(visible("\u{9b}\u{202e}"), "<U+009B><U+202E>");
        for code in 0..0x3000 {
            let Some(c) = char::from_u32(code) else { continue };
            let shown = visible(&format!("a{c}b")).into_owned();
            assert!(!shown.chars().any(is_unseen), "{code:x}");
        }
    }

    #[test]
    fn no_line_is_a_command() {
        assert_eq!(harmless("a ::error::b"), "a ::error::b");
        assert_eq!(harmless("a\n  ::error::b\n##[group]c"), "a\n  : :error::b\n## [group]c");
    }
}
