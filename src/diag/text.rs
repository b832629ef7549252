//! The texts of diagnostics in Vietnamese and English, read from the tables
//! in `text/`; a test holds the tables' keys and gaps against each other.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Message;

/// The language lantoa itself speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

type Table = BTreeMap<String, String>;

static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| {
    [include_str!("text/vi.yml"), include_str!("text/en.yml")]
        .map(|text| serde_yaml::from_str(text).unwrap_or_default())
});

impl Lang {
    /// The language of the environment: English where `LANG` says so, else Vietnamese.
    pub fn from_env() -> Self {
        match std::env::var("LANG") {
            Ok(lang) if lang.starts_with("en") => Lang::En,
            _ => Lang::Vi,
        }
    }

    fn table(self) -> &'static Table {
        &TABLES[self as usize]
    }
}

/// A message in words. A key that a table lacks is shown as it is.
pub fn message(message: &Message, lang: Lang) -> String {
    let template = lang.table().get(&*message.key).map_or(&*message.key, String::as_str);
    let mut text = String::with_capacity(template.len());
    let mut rest = template.trim_end();
    // In one pass: a value that holds braces itself is not filled again.
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let gap =
            after.split_once('}').and_then(|(name, rest)| Some((message.args.get(name)?, rest)));
        match gap {
            Some((value, after)) => {
                // `@key` is a word of the tables itself, such as "campaign".
                let word = value.strip_prefix('@').and_then(|key| lang.table().get(key));
                text.push_str(word.unwrap_or(value));
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(text: &str) -> Vec<&str> {
        // Words of one letter case only: `{{ fact-id }}` and `{vi: …}` are
        // examples, not gaps.
        let mut gaps: Vec<&str> =
            text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        gaps.retain(|gap| {
            !gap.is_empty() && gap.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        });
        gaps.sort_unstable();
        gaps
    }

    #[test]
    fn tables_agree() {
        let [vi, en] = &*TABLES;
        assert!(!vi.is_empty(), "the Vietnamese table does not parse");
        assert_eq!(vi.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
        for (key, text) in vi {
            assert_eq!(gaps(text), gaps(&en[key]), "gaps of {key}");
        }
    }

    #[test]
    fn every_id_has_a_text() {
        for id in super::super::Id::ALL {
            assert!(Lang::Vi.table().contains_key(id.name()), "{}", id.name());
        }
    }
}
