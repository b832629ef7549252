//! The site: one page model for each address of the output contract, in each
//! language. Owns what every page says and links to; hands on [`Page`]s,
//! which `make::page` renders with the theme's templates.
//!
//! Pages are planned before anything is drawn and know which files there
//! will be; what those weigh is filled in afterwards ([`Page::fill`]).

pub mod address;
mod article;
mod audience;
mod calendar;
mod campaign;
mod channels;
mod code;
mod convert;
mod dates;
mod facts;
mod files;
mod frame;
mod home;
mod index;
mod info;
mod item;
mod legal;
mod lists;
mod message;
mod page;
pub mod parts;
pub mod rich;
mod sheet;
mod stray;
mod words;

use std::collections::BTreeSet;

pub use page::{FileSize, Page};

use self::frame::Frame;
use self::index::Index;
use self::parts::Text;
use self::words::Words;
use super::{Draw, Planner};
use crate::catalog::{Kit, Localized};

/// Every page of the site, in the kit's order of languages and then by kind.
/// `drawings` are those of the same plan; `packs` the paths of the zip files
/// that there will be.
#[must_use]
pub fn pages(planner: &Planner<'_>, drawings: &[Draw], packs: &BTreeSet<String>) -> Vec<Page> {
    let index = Index::new(planner, drawings, packs);
    let mut pages = Vec::new();
    for lang in &planner.kit.languages {
        let cx = Cx::new(planner, &index, lang);
        pages.push(cx.home());
        pages.extend(cx.campaigns());
        pages.extend(cx.audiences());
        pages.extend(cx.items());
        pages.extend(cx.lists());
        pages.extend(cx.legal_pages());
        pages.push(cx.facts());
        pages.push(cx.calendar());
        pages.push(cx.channels());
        pages.extend(cx.codes());
        pages.extend(cx.redirects());
        if lang == planner.kit.default_lang() && planner.kit.home.is_empty() {
            pages.push(cx.not_found());
        }
    }
    pages
}

/// What the pages of one language have in common.
struct Cx<'a> {
    planner: &'a Planner<'a>,
    kit: &'a Kit,
    index: &'a Index<'a>,
    lang: String,
    words: Words,
    frame: std::sync::Arc<Frame>,
}

impl<'a> Cx<'a> {
    fn new(planner: &'a Planner<'a>, index: &'a Index<'a>, lang: &str) -> Self {
        let words = Words::new(planner.theme, lang);
        let frame = std::sync::Arc::new(Frame::new(planner, &words, lang));
        Cx { planner, kit: planner.kit, index, lang: lang.to_string(), words, frame }
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
        super::shared::format_date(date, &self.lang)
    }
}
