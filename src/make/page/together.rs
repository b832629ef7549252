//! Headings that break by sense: words that make one thought (`bảo hiểm`,
//! `hộ gia đình`) stay on one line, by the theme's list.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use tera::{Kwargs, State, Tera, TeraResult, Value};

/// The pairs of words that belong together, by language.
type Pairs = BTreeMap<String, BTreeSet<String>>;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ThemeFile {
    r#type: Type,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Type {
    breaking: BTreeMap<String, Breaking>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Breaking {
    together: BTreeSet<String>,
}

/// The pairs of a theme; none where it names none.
pub(super) fn load(files: &BTreeMap<String, Vec<u8>>) -> Pairs {
    let bytes = files.get("theme.yml").map(Vec::as_slice).unwrap_or_default();
    let theme: ThemeFile = serde_yaml::from_slice(bytes).unwrap_or_default();
    theme.r#type.breaking.into_iter().map(|(lang, breaking)| (lang, breaking.together)).collect()
}

/// Registers `together`: `{{ view.title | together(lang=site.lang) }}` takes a
/// text `{s, lang}` and gives its words, escaped like any other.
pub(super) fn register(tera: &mut Tera, pairs: Pairs) {
    tera.register_filter(
        "together",
        move |text: &Value, kwargs: Kwargs, _: &State| -> TeraResult<String> {
            let field = |key: &'static str| {
                text.as_map().and_then(|map| map.get(&key.into())).and_then(Value::as_str)
            };
            let page = kwargs.get::<&str>("lang")?.unwrap_or_default();
            let lang = field("lang").unwrap_or(page);
            let words = field("s").unwrap_or_default();
            Ok(pairs.get(lang).map_or_else(|| words.to_owned(), |pairs| joined(words, pairs)))
        },
    );
}

/// `text` with a no-break space in every pair.
fn joined(text: &str, pairs: &BTreeSet<String>) -> String {
    let is_mark = |c: char| !c.is_alphanumeric();
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = String::with_capacity(text.len() + 16);
    for (n, word) in words.iter().enumerate() {
        out.push_str(word);
        let Some(next) = words.get(n + 1) else { break };
        let pair =
            format!("{} {}", word.trim_start_matches(is_mark), next.trim_end_matches(is_mark));
        let together = pairs.contains(&pair.to_lowercase());
        out.push(if together { '\u{a0}' } else { ' ' });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_thought_are_not_parted() {
        let pairs = ["bảo hiểm", "hộ gia", "gia đình"].map(String::from).into();
        assert_eq!(
            joined("Bảo hiểm cho “hộ gia đình”, gia, đình", &pairs),
            "Bảo\u{a0}hiểm cho “hộ\u{a0}gia\u{a0}đình”, gia, đình"
        );
    }
}
