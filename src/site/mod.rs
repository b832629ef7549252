//! The site: one page model for each address of the output contract, in each
//! language. Owns what every page says and links to; hands on [`Planned`]
//! pages, whose models are built in the worker that renders them, when what
//! they offer has been made.

mod article;
mod audience;
mod calendar;
mod campaign;
mod channels;
mod code;
mod dates;
mod facts;
mod files;
mod frame;
mod gone;
mod home;
mod index;
mod item;
mod legal;
mod lists;
mod message;
mod offline;
mod page;
pub mod parts;
mod related;
mod search;
mod shared;
mod sheet;
mod stray;
mod structured;
mod text;
mod today;
mod unit;
mod words;

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

pub use page::Planned;

use self::index::Index;
use self::parts::Text;
use self::shared::Rows;
use self::words::Words;
use crate::artifact::{Frame, Heads, Made};
use crate::catalog::{Item, Kit, Localized};
use crate::edition::{Edition, Findable, address};

/// Every page of an edition, in the kit's order of languages and then by
/// kind. `heads` are the files that pages offer.
#[must_use]
pub fn pages<'p>(edition: &'p Edition<'p>, heads: &Arc<Heads>) -> Vec<Planned<'p>> {
    let index = Arc::new(Index::new(edition, heads));
    let mut pages = Vec::new();
    for lang in &edition.kit.languages {
        let site = Arc::new(Language::new(edition, &index, lang));
        pages.push(site.home());
        pages.extend(site.today());
        pages.extend(site.campaigns());
        pages.extend(site.audiences());
        pages.extend(site.items());
        pages.extend(site.lists());
        pages.extend(site.legal_pages());
        pages.push(site.facts());
        pages.push(site.calendar());
        pages.push(site.channels());
        pages.extend(site.search());
        pages.push(site.offline());
        pages.extend(site.units());
        pages.extend(site.codes());
        pages.extend(site.gone_codes());
        pages.extend(site.redirects());
        // Only a server shows it, in the place of what is not there.
        if lang == edition.kit.default_lang() && edition.is_root() && !edition.kit.portable {
            pages.push(site.not_found());
        }
    }
    pages
}

/// What the pages of one language have in common.
struct Language<'p> {
    edition: &'p Edition<'p>,
    kit: &'p Kit,
    index: Arc<Index<'p>>,
    lang: String,
    words: Words,
    frame: Arc<Frame>,
    rows: Rows,
    /// The first item that has a card, once anybody asked.
    first_card: OnceLock<Option<&'p Item>>,
    /// What can be looked for, once a page asked.
    found: OnceLock<Vec<Findable>>,
}

/// A page's view of its language, and of what has been made before it.
struct Cx<'c, 'p> {
    site: &'c Language<'p>,
    made: &'c dyn Made,
}

impl<'p> Deref for Cx<'_, 'p> {
    type Target = Language<'p>;

    fn deref(&self) -> &Language<'p> {
        self.site
    }
}

impl<'p> Language<'p> {
    fn new(edition: &'p Edition<'p>, index: &Arc<Index<'p>>, lang: &str) -> Self {
        let words = Words::new(edition.theme, &edition.kit.locales, lang);
        let frame = Arc::new(frame::frame(edition, &words, lang));
        let (kit, index, lang) = (edition.kit, Arc::clone(index), lang.to_string());
        Language {
            edition,
            kit,
            index,
            lang,
            words,
            frame,
            rows: Rows::default(),
            first_card: OnceLock::new(),
            found: OnceLock::new(),
        }
    }

    /// The language of a text, where it is not the page's.
    fn other(&self, lang: &str) -> Option<String> {
        (lang != self.lang).then(|| lang.to_string())
    }

    /// Localised text as a page shows it.
    fn text(&self, text: &Localized) -> Text {
        let words = self.kit.words(text, &self.lang);
        Text { s: words.text, lang: self.other(&words.lang) }
    }

    /// The same of a text that may be missing.
    fn maybe(&self, text: Option<&Localized>) -> Option<Text> {
        text.map(|text| self.text(text)).filter(|text| !text.s.is_empty())
    }

    /// The path below the page's language.
    fn below(&self, path: &str) -> String {
        format!("{}{path}", address::language(self.kit, &self.lang))
    }

    fn word(&self, key: &str) -> String {
        self.words.get(key).to_string()
    }

    fn date(&self, date: jiff::civil::Date) -> String {
        self.edition.date(date, &self.lang)
    }
}
