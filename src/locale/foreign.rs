//! Words of a theme that stand in for those of the page's language: they are
//! marked by signs that no text can show, wherever they come to stand, and the
//! rendered page turns the signs into `lang="…"` where an element can stand.

/// Before the language, the words, and after them. Noncharacters of Unicode.
const OPEN: char = '\u{fdd0}';
const WORDS: char = '\u{fdd1}';
const CLOSE: char = '\u{fdd2}';

/// Words in another language than the page's.
#[must_use]
pub fn marked(words: &str, lang: &str) -> String {
    if words.is_empty() { String::new() } else { format!("{OPEN}{lang}{WORDS}{words}{CLOSE}") }
}

/// The words and their language, where they are marked as a whole.
fn parts(words: &str) -> Option<(&str, &str)> {
    words.strip_prefix(OPEN)?.strip_suffix(CLOSE)?.split_once(WORDS)
}

/// Words with their `{name}` places filled: what they are filled with is in
/// the page's language.
#[must_use]
pub fn filled(words: &str, values: &[(&str, &str)]) -> String {
    let Some((lang, said)) = parts(words) else { return super::filled(words, values) };
    let values: Vec<(&str, String)> = values
        .iter()
        .map(|(name, value)| (*name, format!("{CLOSE}{value}{OPEN}{lang}{WORDS}")))
        .collect();
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    marked(&super::filled(said, &values), lang)
}

/// A text without the marks: for what is no page.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each(text, |words, _| out.push_str(words));
    out
}

/// A rendered page with the marks turned into elements; dropped where none
/// can stand: inside tags, and in elements that hold text alone.
#[must_use]
pub fn shown(html: String) -> String {
    if !html.contains(OPEN) {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let mut place = Place::default();
    each(&html, |words, lang| {
        let lang = lang.filter(|lang| {
            place.is_open() && !words.trim().is_empty() && is_code(lang) && !words.contains('<')
        });
        match lang {
            Some(lang) => {
                out.push_str("<span lang=\"");
                out.push_str(lang);
                out.push_str("\">");
                out.push_str(words);
                out.push_str("</span>");
            }
            None => out.push_str(words),
        }
        place.pass(words);
    });
    out
}

/// Calls `found` with each stretch of a text and the language it is marked
/// with, in order.
fn each<'t>(text: &'t str, mut found: impl FnMut(&'t str, Option<&'t str>)) {
    let mut lang = None;
    let mut rest = text;
    while let Some(at) = rest.find([OPEN, CLOSE]) {
        if at > 0 {
            found(&rest[..at], lang);
        }
        let is_open = rest[at..].starts_with(OPEN);
        rest = &rest[at + OPEN.len_utf8()..];
        lang = None;
        if is_open && let Some((code, after)) = rest.split_once(WORDS) {
            lang = Some(code);
            rest = after;
        }
    }
    found(rest, lang);
}

/// Whether a code can stand unescaped in an attribute.
fn is_code(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Where in a page a reader of it is.
#[derive(Default)]
struct Place<'h> {
    in_tag: bool,
    /// The element that holds text alone, if it is inside one.
    text_only: Option<&'h str>,
}

/// Elements whose text can hold no element.
const TEXT_ONLY: [&str; 5] = ["title", "script", "style", "textarea", "option"];

impl<'h> Place<'h> {
    fn is_open(&self) -> bool {
        !self.in_tag && self.text_only.is_none()
    }

    /// Goes on over a stretch of the page.
    fn pass(&mut self, html: &'h str) {
        let mut rest = html;
        loop {
            let sign = if self.in_tag { '>' } else { '<' };
            let Some(at) = rest.find(sign) else { return };
            rest = &rest[at + 1..];
            if self.in_tag {
                self.in_tag = false;
                continue;
            }
            let is_end = rest.starts_with('/');
            let name = rest.trim_start_matches('/');
            let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
            let name = &name[..end];
            match self.text_only {
                // Inside, only its own end is a tag.
                Some(own) => {
                    if is_end && name == own {
                        (self.text_only, self.in_tag) = (None, true);
                    }
                }
                None => {
                    self.in_tag = true;
                    let own = TEXT_ONLY.iter().find(|own| !is_end && **own == name);
                    self.text_only = own.copied();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_elements_where_one_can_stand() {
        let word = marked("Hello", "en");
        let html =
            format!("<title>{word}</title><p title=\"{word}\">{word} ក</p><option>{word}</option>");
        assert_eq!(
            shown(html),
            "<title>Hello</title><p title=\"Hello\"><span lang=\"en\">Hello</span> ក</p><option>Hello</option>"
        );
    }

    #[test]
    fn what_fills_a_word_is_in_the_pages_language() {
        let word = marked("Until {date}", "en");
        let text = filled(&word, &[("date", "1/2")]);
        assert_eq!(plain(&text), "Until 1/2");
        assert_eq!(shown(text), "<span lang=\"en\">Until </span>1/2");
        assert_eq!(filled("đến {date}", &[("date", "1/2")]), "đến 1/2");
    }
}
