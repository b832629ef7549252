//! The theme's own words in one language.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::theme::Theme;

/// The words of one language, with what stands in for those that it lacks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// The words for pages in `lang`.
    #[must_use]
    pub fn new(theme: &Theme, lang: &str) -> Self {
        Words(theme.words(lang))
    }

    /// A word; the key itself where no language has it, so that the gap is seen.
    #[must_use]
    pub fn get<'w>(&'w self, key: &'w str) -> &'w str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// A word, where the theme has it.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// A word with its `{name}` places filled; braces in a value are its own.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut text = String::with_capacity(rest.len() + 16);
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let filled = values.iter().find_map(|(name, value)| {
                Some((value, after.strip_prefix(name)?.strip_prefix('}')?))
            });
            rest = match filled {
                Some((value, after)) => {
                    text.push_str(value);
                    after
                }
                None => {
                    text.push('{');
                    after
                }
            };
        }
        text.push_str(rest);
        text
    }

    /// "3 thông điệp": the word with `{n}` filled; of one, `<key>_one`.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        let one = format!("{key}_one");
        let key = if n == 1 && self.0.contains_key(&one) { one.as_str() } else { key };
        self.fill(key, &[("n", &n.to_string())])
    }
}

/// A language's name in itself, as a switch between languages shows it.
/// Source: Unicode CLDR, and the peoples' own usage where CLDR has none.
pub(super) fn own_name(lang: &str) -> &str {
    const NAMES: &[(&str, &str)] = &[
        ("vi", "Tiếng Việt"),
        ("en", "English"),
        ("km", "ភាសាខ្មែរ"),
        ("lo", "ລາວ"),
        ("th", "ไทย"),
        ("zh", "中文"),
        ("ja", "日本語"),
        ("ko", "한국어"),
        ("fr", "Français"),
        ("de", "Deutsch"),
        ("ru", "Русский"),
        ("es", "Español"),
        ("my", "မြန်မာ"),
        ("id", "Indonesia"),
        ("ms", "Melayu"),
        ("tyz", "Tày"),
        ("nut", "Nùng"),
        ("cjm", "Chăm"),
        ("rad", "Êđê"),
        ("jra", "Jrai"),
        ("hmn", "Hmoob"),
        ("mww", "Hmoob"),
        ("bdq", "Bahnar"),
        ("sed", "Xơ Đăng"),
        ("hre", "Hrê"),
        ("blt", "Thái"),
        ("twh", "Thái"),
        ("mtq", "Mường"),
    ];
    NAMES.iter().find(|(code, _)| *code == lang).map_or(lang, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_with_braces_is_a_value() {
        let words = Words([("k".to_string(), "{a} {b} {c} {".to_string())].into());
        assert_eq!(words.fill("k", &[("a", "{b}"), ("b", "2")]), "{b} 2 {c} {");
    }
}
