//! The theme's own words in one language, with what stands in for those that
//! it lacks.

use std::collections::BTreeMap;

use serde::Serialize;

/// `words.yml`: by language, then by key.
pub type ThemeWords = BTreeMap<String, BTreeMap<String, String>>;

/// The words of one language. A key that it lacks comes from English, then
/// from Vietnamese, in which every theme is complete.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// The words for pages in `lang`.
    #[must_use]
    pub fn new(theme: &ThemeWords, lang: &str) -> Self {
        let mut words: BTreeMap<String, String> = BTreeMap::new();
        for source in ["vi", "en", lang] {
            for (key, word) in theme.get(source).into_iter().flatten() {
                words.insert(key.clone(), word.clone());
                // A singular belongs to the plural of its own language.
                let one = format!("{key}_one");
                if !theme.get(source).is_some_and(|own| own.contains_key(&one)) {
                    words.remove(&one);
                }
            }
        }
        Words(words)
    }

    /// A word; the key itself where no language has it, so that the gap is seen.
    #[must_use]
    pub fn get<'w>(&'w self, key: &'w str) -> &'w str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// Whether there is such a word.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// A word with its `{name}` places filled.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.get(key).to_string();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// "3 thông điệp": the word with `{n}` filled, in the singular where the
    /// language has one.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        let one = format!("{key}_one");
        let key = if n == 1 && self.has(&one) { one.as_str() } else { key };
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

    fn theme() -> ThemeWords {
        let words = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(k, v)| ((*k).to_string(), (*v).to_string())).collect()
        };
        ThemeWords::from([
            ("vi".to_string(), words(&[("n", "{n} tờ")])),
            ("en".to_string(), words(&[("n", "{n} sheets"), ("n_one", "1 sheet"), ("x", "X")])),
        ])
    }

    #[test]
    fn a_language_without_a_singular_borrows_none() {
        assert_eq!(Words::new(&theme(), "vi").count("n", 1), "1 tờ");
        assert_eq!(Words::new(&theme(), "en").count("n", 1), "1 sheet");
        assert_eq!(Words::new(&theme(), "km").count("n", 2), "2 sheets");
        assert_eq!(Words::new(&theme(), "vi").get("x"), "X");
    }
}
