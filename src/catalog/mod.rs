//! Owns the typed kit: every kind of item of the content model, decoded with
//! all errors collected, facts evaluated for the build date, life of items
//! applied. Hands on an immutable [`Kit`].

mod block;
mod contacts;
mod day;
pub mod fact;
mod fact_unit;
mod fill;
mod forms;
pub mod formula;
mod formula_foreign;
mod formula_order;
mod index;
mod item;
pub mod layout;
mod life;
mod load;
mod load_facts;
mod load_items;
mod load_kit;
mod load_translations;
mod phone;
mod pictures;
mod prints;
mod quotes;
mod records;
mod said;
mod schema;
mod shared;
pub mod stray;
mod text;
pub mod unfilled;
mod units;
mod window;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

pub use block::*;
pub use contacts::Contacts;
pub use day::{Basis, Support};
pub use fact::{Fact, Facts};
pub use forms::known_form;
pub use index::{Declared, kinds_of};
pub use item::*;
pub use life::{Life, Period, Phase, Status};
pub use load::{LoadOptions, end_of, load, today};
pub use load_kit::is_web_address;
pub use phone::{PhoneFault, dialled, is_email, phone_fault};
pub use pictures::Pictured;
pub use prints::{Print, PrintItem};
pub use quotes::Quotes;
pub use records::*;
pub use schema::{Document, Schema, SchemaOptions};
pub use shared::Shared;
pub use text::{ByLang, Cell, DEFAULT_LANG, Localized, Text};
pub use units::{ById, Overrides};
pub use window::{EveryYear, MonthDay, Window};

use crate::diag::{Id, Severity, Span};
use crate::doc::Block;
use crate::locale::Locales;
use crate::source::ItemId;

/// A campaign.
#[derive(Debug, Clone)]
pub struct Campaign {
    /// Its id: the folder's name unless it says otherwise.
    pub id: ItemId,
    /// As it was written.
    pub record: CampaignRecord,
    /// What its page is called and how it begins: as its landing text says,
    /// else as it does.
    pub title: Localized,
    /// The same of its summary.
    pub summary: Option<Localized>,
    /// Its landing text.
    pub landing: Option<Rich>,
    /// The files it was written in.
    pub sources: Vec<String>,
}

/// Whose text a [`TextUse`] is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// An item's, by kind and id.
    Item(Kind, ItemId),
    /// Anything else: the kit, an audience, a campaign, a unit.
    Kit,
}

/// The places of the texts of one owner.
#[derive(Debug, Clone)]
pub struct TextUse {
    /// Whose they are.
    pub owner: Owner,
    /// Where they stand.
    pub spans: Vec<Span>,
}

/// Everything a kit holds, on one day. Cheap to have many times: what kits of
/// the same content have in common is there once.
#[derive(Debug, Clone)]
pub struct Kit {
    /// `kit.yml`.
    pub config: Shared<KitConfig>,
    /// The languages, the default first; never empty.
    pub languages: Vec<String>,
    /// Where the site will be published; ends with `/`.
    pub base_url: String,
    /// The folder of the site that holds this kit: none, or `units/<id>/`.
    pub home: String,
    /// What QR codes begin with; ends with `/`.
    pub qr_base: String,
    /// The build date.
    pub date: Date,
    /// Whether drafts are shown, marked.
    pub drafts: bool,
    /// Whether the site is opened from a folder, where an address of a folder
    /// shows its list of files and not its page.
    pub portable: bool,
    /// The audiences, in written order.
    pub audiences: Shared<Vec<Audience>>,
    /// The legal documents, in written order.
    pub legal: Shared<Vec<Legal>>,
    /// The facts.
    pub facts: Shared<Facts>,
    /// The units, by id.
    pub units: Shared<BTreeMap<String, Unit>>,
    /// The campaigns, by folder.
    pub campaigns: Shared<Vec<Campaign>>,
    /// The items, by kind, then as written.
    pub items: Shared<Vec<Arc<Item>>>,
    /// The versions of sheets that were recorded, in written order.
    pub prints: Shared<Vec<Print>>,
    /// The files of `static/`, as paths inside it, sorted.
    pub statics: Shared<Vec<String>>,
    /// Where texts stand, for the checks on text.
    pub texts: Shared<Vec<TextUse>>,
    /// Where everything stands that may hold an address of the web: values of
    /// YAML, whatever they are for, and bodies of Markdown.
    pub addressed: Shared<Vec<Span>>,
    /// Every id that was written, by namespace, also of what did not decode:
    /// a reference to a faulty item is not a second fault.
    pub declared: Shared<Declared>,
    /// The language of each text that is not in the default one, by place.
    pub foreign: Shared<BTreeMap<Span, String>>,
    /// The texts in the default language that another language has of its
    /// own, by place and language.
    replaced: Shared<BTreeSet<(Span, String)>>,
    /// The files that hold an item which could not be read: what seems to
    /// be missing may be in it.
    pub lost: Shared<BTreeSet<String>>,
    /// The facts in which something could not be read: what they lack is
    /// reported already.
    pub faulty_facts: Shared<BTreeSet<String>>,
    /// Where things are in their lists.
    index: Shared<index::Index>,
    /// What the placeholders of texts call.
    called: Shared<quotes::Called>,
    /// How its languages are written: as the default theme has them until
    /// the kit's own is read.
    pub locales: Shared<Locales>,
    /// The facts on the kit's day.
    day: Arc<day::Day>,
    /// What each item rests on, in the order of `items`.
    bases: Shared<Vec<Arc<Basis>>>,
}

/// A text in words, and the language it is in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Words {
    /// The text, placeholders filled.
    pub text: String,
    /// The language it was written in.
    pub lang: String,
}

impl Kit {
    /// The default language.
    pub fn default_lang(&self) -> &str {
        self.languages.first().map_or(DEFAULT_LANG, String::as_str)
    }

    /// The zone whose day it is, where nobody names a day.
    pub fn zone(&self) -> &str {
        load::zone_of(&self.config)
    }

    /// The severity that this kit chose for a check, if it did.
    pub fn severity(&self, id: Id) -> Option<Severity> {
        let chosen = self.config.checks.0.iter().rev().find(|(check, _)| *check == id);
        chosen.map(|(_, severity)| *severity)
    }

    /// An item by kind and id.
    pub fn item(&self, kind: Kind, id: &str) -> Option<&Item> {
        self.index.by_id(kind, id).and_then(|at| self.items.get(at)).map(|item| &**item)
    }

    /// The item that `kind:id` names; `product` is a leaflet, infographic or
    /// broadcast.
    pub fn item_by_scheme(&self, scheme: &str, id: &str) -> Option<&Item> {
        kinds_of(scheme).into_iter().find_map(|kind| self.item(kind, id))
    }

    /// The item that had the id of `kind:id` before.
    pub fn item_by_alias(&self, scheme: &str, id: &str) -> Option<&Item> {
        let mut kinds = kinds_of(scheme).into_iter();
        let at = kinds.find_map(|kind| self.index.by_alias(kind, id))?;
        self.items.get(at).map(|item| &**item)
    }

    /// A campaign by id.
    pub fn campaign(&self, id: &str) -> Option<&Campaign> {
        self.campaigns.get(self.index.campaign(id)?)
    }

    /// A campaign by the id that it has or had.
    pub fn campaign_once(&self, id: &str) -> Option<&Campaign> {
        let had =
            |campaign: &&Campaign| campaign.record.aliases.iter().any(|old| old.as_str() == id);
        self.campaign(id).or_else(|| self.campaigns.iter().find(had))
    }

    /// An audience by id.
    pub fn audience(&self, id: &str) -> Option<&Audience> {
        self.audiences.get(self.index.audience(id)?)
    }

    /// A legal document by id.
    pub fn legal(&self, id: &str) -> Option<&Legal> {
        self.legal.get(self.index.legal(id)?)
    }

    /// Where an item is in its life on the build date.
    pub fn phase(&self, item: &Item) -> Phase {
        item.life.phase(self.date)
    }

    /// Whether `path` is a file of `static/`.
    pub fn has_static(&self, path: &str) -> bool {
        self.statics.binary_search_by(|known| known.as_str().cmp(path)).is_ok()
    }

    /// Whether an item is in lists, cards, packs and feeds.
    pub fn is_listed(&self, item: &Item) -> bool {
        match self.phase(item) {
            Phase::Live => true,
            Phase::Draft => self.drafts,
            Phase::Embargoed | Phase::Expired | Phase::Withdrawn => false,
        }
    }

    /// The items in lists, cards, packs and feeds.
    pub fn listed(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().map(|item| &**item).filter(|item| self.is_listed(item))
    }

    /// The same kit on another day.
    #[must_use]
    pub fn on(&self, date: Date) -> Kit {
        let day = Arc::new(day::Day::of(&self.facts, date));
        let mut kit = Kit { date, day, ..self.clone() };
        kit.found();
        kit
    }

    /// Whether a fact has no value on the build date, and it is not that of
    /// something that could not be read.
    pub fn lacks_value(&self, fact: &str) -> bool {
        let basis = || self.support(fact).into_iter().flat_map(|support| &support.facts);
        self.value(fact).is_none() && !basis().any(|id| self.faulty_facts.contains(id))
    }

    /// The language that the text at a place is written in.
    pub fn lang_at(&self, place: Span) -> &str {
        self.foreign.get(&place).map_or(self.default_lang(), String::as_str)
    }

    /// Whether any campaign has a time of its own that is not past.
    pub fn has_calendar(&self) -> bool {
        let mut windows = self.campaigns.iter().flat_map(|campaign| &campaign.record.windows);
        windows.any(|window| !window.is_over(self.date))
    }

    /// Whether a campaign runs on the build date.
    pub fn is_running(&self, campaign: &Campaign) -> bool {
        let windows = &campaign.record.windows;
        windows.is_empty() || windows.iter().any(|window| window.contains(self.date))
    }

    /// Localised text in `lang`, or what stands in for it.
    pub fn words(&self, text: &Localized, lang: &str) -> Words {
        match text.pick(lang, self.default_lang()) {
            Some((text, found)) => {
                let lang = text.said_in(found, lang);
                Words { text: self.fill(&text.line(), lang), lang: lang.to_string() }
            }
            None => Words { text: String::new(), lang: lang.to_string() },
        }
    }

    /// Like [`Kit::words`], the text alone.
    pub fn say(&self, text: &Localized, lang: &str) -> String {
        self.words(text, lang).text
    }

    /// Who says a quote: whom the message names, else the unit.
    pub fn speaker(&self, message: &Message, lang: &str) -> String {
        let by = message.by.as_ref().map(|by| self.say(by, lang));
        by.unwrap_or_else(|| self.contacts(lang).name)
    }

    /// Rich text in `lang`, or what stands in for it, with its language.
    pub fn rich(&self, rich: &Rich, lang: &str) -> (Vec<Block>, String) {
        match rich.pick(lang, self.default_lang()) {
            Some((blocks, found)) => (self.fill_blocks(blocks, found), found.to_string()),
            None => (Vec::new(), lang.to_string()),
        }
    }

    /// Localised Markdown (an audience's guide) in `lang`, with its language.
    pub fn markdown(&self, text: &Localized, lang: &str) -> (Vec<Block>, String) {
        match text.pick(lang, self.default_lang()) {
            Some((text, found)) => {
                // The places inside are not needed: links are checked where
                // the kit is read.
                let (file, offset) = (text.span.file, text.span.start as usize);
                let place = crate::source::markdown::Place { file, offset, folder: "" };
                let parsed =
                    crate::source::markdown::parse(&text.raw, place, self.config.allow_html);
                (self.fill_blocks(&parsed.blocks, found), found.to_string())
            }
            None => (Vec::new(), lang.to_string()),
        }
    }
}
