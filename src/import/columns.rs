//! What a column's title means: which field of which kind of table, in which
//! language. Titles are compared without accents, case, spaces or signs.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::fields::{AGENTS, Field, LINKS, MESSAGES};
use crate::source::ItemId;

crate::closed_list! {
    /// What a table lists.
    #[derive(clap::ValueEnum)]
    pub enum Kind {
        /// A catalogue of messages.
        Messages = "messages",
        /// The official links.
        Links = "links",
        /// A unit's collection agents.
        Agents = "agents",
    }
}

/// Columns that only number the rows.
const NUMBERING: &[&str] = &["STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "No", "No.", "Order"];

/// Names of the languages, as they stand behind a column's title.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("vi", &["vi", "vn", "vie", "tiếng Việt", "Việt", "Vietnamese"]),
    ("en", &["en", "eng", "tiếng Anh", "Anh", "English"]),
    ("km", &["km", "tiếng Khmer", "Khmer", "Khơ-me", "tiếng Khơ-me"]),
    ("lo", &["lo", "tiếng Lào", "Lao"]),
    ("th", &["th", "tiếng Thái Lan", "Thai"]),
    ("zh", &["zh", "tiếng Trung", "tiếng Hoa", "Chinese"]),
    ("ja", &["ja", "tiếng Nhật", "Japanese"]),
    ("ko", &["ko", "tiếng Hàn", "Korean"]),
    ("fr", &["fr", "tiếng Pháp", "French"]),
    ("ru", &["ru", "tiếng Nga", "Russian"]),
];

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::Messages, Kind::Links, Kind::Agents];

    /// Its fields, in the order they are written.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Kind::Messages => MESSAGES,
            Kind::Links => LINKS,
            Kind::Agents => AGENTS,
        }
    }

    /// A field by its name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// The fields without which a table is not of this kind: all of the
    /// first list, and one of the second where it is not empty.
    pub fn needs(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Kind::Messages => (&["headline"], &[]),
            Kind::Links => (&["url"], &[]),
            Kind::Agents => (&["name"], &["address", "phone"]),
        }
    }
}

/// The fields of each kind by every title they have, folded.
static FOLDED: LazyLock<[BTreeMap<String, &'static Field>; 3]> = LazyLock::new(|| {
    Kind::ALL.map(|kind| {
        let titles = kind.fields().iter().flat_map(|field| {
            let own = std::iter::once(&field.name);
            field.titles.iter().chain(own).map(move |title| (ItemId::suggest(title), field))
        });
        titles.collect()
    })
});

/// What a column fills.
#[derive(Debug, Clone)]
pub struct Filled {
    /// The field.
    pub field: &'static Field,
    /// The language of its texts; the kit's default where it names none.
    pub lang: Option<&'static str>,
}

/// What a column's title says.
#[derive(Debug, Clone)]
pub enum Meaning {
    /// It fills a field.
    Fills(Filled),
    /// It numbers the rows, or is to be left out.
    Nothing,
    /// Nobody knows.
    Unknown,
}

/// What the column titled `title` is in a table of `kind`.
pub fn meaning(kind: Kind, title: &str) -> Meaning {
    let title = ItemId::suggest(title);
    let is = |name: &&str| ItemId::suggest(name) == title;
    if title.is_empty() || NUMBERING.iter().any(is) {
        return Meaning::Nothing;
    }
    let named = |title: &str| FOLDED[kind as usize].get(title).copied();
    if let Some(field) = named(&title) {
        return Meaning::Fills(Filled { field, lang: None });
    }
    for (lang, names) in LANGUAGES {
        for name in *names {
            let end = format!("-{}", ItemId::suggest(name));
            let Some(stem) = title.strip_suffix(&end) else { continue };
            if let Some(field) = named(stem).filter(|field| field.reading.is_by_language()) {
                return Meaning::Fills(Filled { field, lang: Some(lang) });
            }
        }
    }
    Meaning::Unknown
}

/// The title that `title` was perhaps meant to be.
pub fn nearest_title(kind: Kind, title: &str) -> Option<&'static str> {
    let folded = ItemId::suggest(title);
    let known = FOLDED[kind as usize].keys().map(String::as_str);
    let near = crate::diag::closest(&folded, known)?;
    let field = FOLDED[kind as usize].get(near)?;
    field.titles.iter().find(|title| ItemId::suggest(title) == near).copied()
}

/// The field that a mapping names: `headline`, `headline.en`, `valid.from`.
pub fn by_name(kind: Kind, name: &str) -> Option<Filled> {
    if let Some(field) = kind.field(name) {
        return Some(Filled { field, lang: None });
    }
    let (stem, lang) = name.rsplit_once('.')?;
    let field = kind.field(stem).filter(|field| field.reading.is_by_language())?;
    let (lang, _) = LANGUAGES.iter().find(|(code, _)| *code == lang)?;
    Some(Filled { field, lang: Some(lang) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fills(kind: Kind, title: &str) -> Option<(&'static str, Option<&'static str>)> {
        match meaning(kind, title) {
            Meaning::Fills(filled) => Some((filled.field.name, filled.lang)),
            _ => None,
        }
    }

    #[test]
    fn titles_are_known_without_accents_case_or_signs() {
        assert_eq!(fills(Kind::Messages, "TIÊU  ĐỀ (*)"), Some(("headline", None)));
        assert_eq!(fills(Kind::Messages, "Tieu de (tiếng Anh)"), Some(("headline", Some("en"))));
        assert_eq!(fills(Kind::Messages, "Headline EN"), Some(("headline", Some("en"))));
        assert_eq!(fills(Kind::Messages, "approved_on"), Some(("approved_on", None)));
        assert_eq!(fills(Kind::Agents, "SĐT"), Some(("phone", None)));
        assert_eq!(fills(Kind::Agents, "STT"), None);
        assert_eq!(nearest_title(Kind::Messages, "Tiêu dề chnh"), None);
        assert_eq!(
            nearest_title(Kind::Messages, "Đối tương truyền thôg"),
            Some("Đối tượng truyền thông")
        );
    }

    #[test]
    fn no_title_means_two_fields() {
        for kind in Kind::ALL {
            let mut seen = std::collections::BTreeMap::new();
            for field in kind.fields() {
                for title in field.titles {
                    let before = seen.insert(ItemId::suggest(title), field.name);
                    assert!(before.is_none_or(|name| name == field.name), "{title}");
                }
            }
        }
    }
}
