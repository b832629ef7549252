//! One unit's edition of the kit: the kit, the files it was read from, the
//! theme it is made with. Owns what checks, pages and drawings all have to
//! know alike: where everything is, where a link leads, what a text or an
//! infographic shows, how a date, a figure or a legal document is said.

pub mod address;
mod agents;
mod amount;
mod brief;
mod codes;
mod found;
pub mod info;
mod resolve;
mod say;
pub mod show;
mod templates;
mod tracking;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::artifact::{Facets, Words};
use crate::catalog::{Item, Kit};
use crate::source::Content;
use crate::theme::Theme;

pub use amount::Amount;
pub use codes::{Coded, coded, is_drawn};
pub use found::{Findable, KINDS};
pub use resolve::{At, Broken, Place};
pub use say::languages_of;
pub use templates::has_field;
pub use tracking::tracked;

/// One unit's kit, and what it is made from.
#[derive(Clone)]
pub struct Edition<'a> {
    /// The kit.
    pub kit: &'a Kit,
    /// The files it was read from.
    pub content: &'a Content,
    /// The theme.
    pub theme: &'a Theme,
    /// The kits of the same build, this one among them.
    pub all: &'a [Kit],
    words: Arc<BTreeMap<String, Arc<Words>>>,
    /// The ids of headings that links were held against, by page and language.
    headings: Arc<Mutex<Headings>>,
}

type Headings = HashMap<(String, String), Arc<[String]>>;

impl<'a> Edition<'a> {
    /// The editions of a build, one a kit.
    #[must_use]
    pub fn all(kits: &'a [Kit], content: &'a Content, theme: &'a Theme) -> Vec<Edition<'a>> {
        let Some(first) = kits.first() else { return Vec::new() };
        let words = drawn_words(first, theme);
        let edition = |kit| {
            let words = Arc::clone(&words);
            Edition { kit, content, theme, all: kits, words, headings: Arc::default() }
        };
        kits.iter().map(edition).collect()
    }

    /// The only edition of a kit.
    #[must_use]
    pub fn of(kit: &'a Kit, content: &'a Content, theme: &'a Theme) -> Edition<'a> {
        let (words, all) = (drawn_words(kit, theme), std::slice::from_ref(kit));
        Edition { kit, content, theme, all, words, headings: Arc::default() }
    }

    /// The theme's words in a language, as drawings get them.
    #[must_use]
    pub fn words(&self, lang: &str) -> Arc<Words> {
        self.words.get(lang).cloned().unwrap_or_default()
    }

    /// Whether this is the edition at the site's root.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.kit.home.is_empty()
    }

    /// What the manifest says of an item's files.
    #[must_use]
    pub fn facets(&self, item: &Item) -> Arc<Facets> {
        let basis = self.kit.basis(item);
        let ids = |list: &[crate::source::Spanned<crate::source::ItemId>]| {
            list.iter().map(|id| id.value.to_string()).collect()
        };
        Arc::new(Facets {
            campaigns: ids(&item.campaigns),
            audiences: ids(&item.audiences),
            facts: basis.facts.clone(),
            legal: basis.legal.iter().map(ToString::to_string).collect(),
            sources: item.sources.clone(),
            valid_until: basis.until.map(|date| date.to_string()),
        })
    }
}

/// The theme's words in each language of a kit, without what only pages say.
fn drawn_words(kit: &Kit, theme: &Theme) -> Arc<BTreeMap<String, Arc<Words>>> {
    let words = |lang: &String| {
        let mut drawn = theme.words(&kit.locales.chain(lang));
        drawn.retain(|key, _| !key.starts_with("site_"));
        let mut words: BTreeMap<&str, Value> =
            drawn.iter().map(|(key, (word, _))| (*key, Value::from(*word))).collect();
        let foreign = foreign(lang, drawn.values().copied());
        if !foreign.is_empty() {
            words.insert(FOREIGN, foreign.into());
        }
        (lang.clone(), Arc::new(Words::new(&words)))
    };
    Arc::new(kit.languages.iter().map(words).collect())
}

/// The key, which no word has, of what is said in another language than the
/// drawing's: drawings mark it as such.
const FOREIGN: &str = "";

/// The words that are another language's, without their gaps, as pairs of
/// language and words, longest first. A single short one may be any
/// language's.
fn foreign<'w>(lang: &str, words: impl Iterator<Item = (&'w str, &'w str)>) -> Vec<Value> {
    let others = words.filter(|(_, other)| *other != lang);
    let pieces = others.flat_map(|(word, other)| {
        let pieces = word.split('{').enumerate().map(|(n, piece)| match n {
            0 => piece,
            _ => piece.split_once('}').map_or(piece, |(_, rest)| rest),
        });
        pieces.map(move |piece| (piece.trim(), other))
    });
    let mut found: Vec<(&str, &str)> = pieces.filter(|(piece, _)| piece.contains(' ')).collect();
    found.sort_by_key(|(piece, _)| (std::cmp::Reverse(piece.len()), *piece));
    found.dedup();
    found.into_iter().map(|(piece, other)| json!([other, piece])).collect()
}
