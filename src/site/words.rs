//! The theme's own words in one language.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::locale::{self, Locales, Plural, foreign};
use crate::theme::Theme;

/// The words of one language, with what stands in for those that it lacks.
#[derive(Debug, Clone, Default)]
pub struct Words {
    said: BTreeMap<String, String>,
    /// The rules for plurals of each word that has several forms.
    plurals: BTreeMap<String, Plural>,
}

impl Words {
    /// The words for pages in `lang`. One in another language says so.
    #[must_use]
    pub fn new(theme: &Theme, locales: &Locales, lang: &str) -> Self {
        let mut words = Words::default();
        for (key, (word, found)) in theme.words(&locales.chain(lang)) {
            let said = if found == lang { word.to_string() } else { foreign::marked(word, found) };
            words.plurals.insert(key.to_string(), locales.of(found).plural);
            words.said.insert(key.to_string(), said);
        }
        words
    }

    /// A word; the key itself where no language has it, so that the gap is seen.
    #[must_use]
    pub fn get<'w>(&'w self, key: &'w str) -> &'w str {
        self.find(key).unwrap_or(key)
    }

    /// A word, where the theme has it.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        self.said.get(key).map(String::as_str)
    }

    /// A word with its `{name}` places filled; braces in a value are its own.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        foreign::filled(self.get(key), values)
    }

    /// A word in the form that goes with a number: `<key>_one` of one thing,
    /// where the word's language has such forms.
    #[must_use]
    pub fn of_number<'k>(&self, key: &'k str, n: usize) -> Cow<'k, str> {
        let plural = self.plurals.get(key).copied().unwrap_or(Plural::None);
        let form = locale::form_of(key, plural, n.into());
        if self.said.contains_key(form.as_ref()) { form } else { key.into() }
    }

    /// "3 thông điệp": the word in the form of `n`, with `{n}` filled.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        self.fill(&self.of_number(key, n), &[("n", &n.to_string())])
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.said.serialize(serializer)
    }
}
