//! Owns the typed kit: every kind of item of the content model, decoded with
//! all errors collected, facts evaluated for the build date, life of items
//! applied. Hands on an immutable [`Kit`].

mod block;
mod contacts;
pub mod fact;
pub mod formula;
mod formula_order;
mod index;
mod item;
mod life;
mod load;
mod load_facts;
mod load_items;
mod load_kit;
mod misplaced;
mod pictures;
mod records;
mod schema;
mod text;
mod units;
mod window;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub use block::*;
pub use contacts::Contacts;
pub use fact::{Fact, Facts, format_number};
pub use index::{Declared, kinds_of};
pub use item::*;
pub use life::{Life, Period, Phase, Status};
pub use load::{LoadOptions, load};
pub use load_kit::is_web_address;
pub use pictures::Pictured;
pub use records::*;
pub use schema::{Document, Schema, SchemaOptions};
pub use text::{ByLang, Cell, Localized, Text};
pub use units::{ById, Overrides};
pub use window::{EveryYear, MonthDay, Window};

use crate::diag::{Id, Severity, Span};
use crate::doc::{Block, map_blocks};
use crate::source::ItemId;
use crate::source::placeholder::{Piece, pieces, placeholders};

/// A campaign.
#[derive(Debug, Clone)]
pub struct Campaign {
    /// Its id: the folder's name unless it says otherwise.
    pub id: ItemId,
    /// As it was written.
    pub record: CampaignRecord,
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

/// Everything a kit holds, on one day.
#[derive(Debug, Clone)]
pub struct Kit {
    /// `kit.yml`.
    pub config: KitConfig,
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
    /// The audiences, in written order.
    pub audiences: Vec<Audience>,
    /// The legal documents, in written order.
    pub legal: Vec<Legal>,
    /// The facts.
    pub facts: Facts,
    /// The units, by id.
    pub units: BTreeMap<String, Unit>,
    /// The campaigns, by folder.
    pub campaigns: Vec<Campaign>,
    /// The items, by kind, then as written.
    pub items: Vec<Item>,
    /// The files of `static/`, as paths inside it.
    pub statics: Vec<String>,
    /// Where texts stand, for the checks on text.
    pub texts: Vec<TextUse>,
    /// Every id that was written, by namespace, also of what did not decode:
    /// a reference to a faulty item is not a second fault.
    pub declared: Declared,
    /// The language of each text that is not in the default one, by place.
    pub foreign: BTreeMap<Span, String>,
    /// The files that hold an item which could not be read: what seems to
    /// be missing may be in it.
    pub lost: BTreeSet<String>,
    /// The facts in which something could not be read: what they lack is
    /// reported already.
    pub faulty_facts: BTreeSet<String>,
    /// Where the items are in `items`.
    index: index::Index,
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
        self.languages.first().map_or("vi", String::as_str)
    }

    /// The severity of a check in this kit.
    pub fn severity(&self, id: Id) -> Severity {
        let chosen = self.config.checks.0.iter().rev().find(|(check, _)| *check == id);
        chosen.map_or(id.severity(), |(_, severity)| *severity)
    }

    /// An item by kind and id.
    pub fn item(&self, kind: Kind, id: &str) -> Option<&Item> {
        self.index.by_id(kind, id).and_then(|at| self.items.get(at))
    }

    /// The item that `kind:id` names; `product` is a leaflet, infographic or
    /// broadcast.
    pub fn item_by_scheme(&self, scheme: &str, id: &str) -> Option<&Item> {
        kinds_of(scheme).into_iter().find_map(|kind| self.item(kind, id))
    }

    /// The item that had the id of `kind:id` before.
    pub fn item_by_alias(&self, scheme: &str, id: &str) -> Option<&Item> {
        let kinds = kinds_of(scheme).into_iter();
        kinds.filter_map(|kind| self.index.by_alias(kind, id)).find_map(|at| self.items.get(at))
    }

    /// A campaign by id.
    pub fn campaign(&self, id: &str) -> Option<&Campaign> {
        self.campaigns.iter().find(|campaign| campaign.id.as_str() == id)
    }

    /// An audience by id.
    pub fn audience(&self, id: &str) -> Option<&Audience> {
        self.audiences.iter().find(|audience| audience.id.as_str() == id)
    }

    /// A legal document by id.
    pub fn legal(&self, id: &str) -> Option<&Legal> {
        self.legal.iter().find(|legal| legal.id.as_str() == id)
    }

    /// Where an item is in its life on the build date.
    pub fn phase(&self, item: &Item) -> Phase {
        item.life.phase(self.date)
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
        self.items.iter().filter(|item| self.is_listed(item))
    }

    /// The same kit on another day.
    #[must_use]
    pub fn on(&self, date: Date) -> Kit {
        Kit { date, ..self.clone() }
    }

    /// Whether a fact has no value on the build date, and it is not that of
    /// something that could not be read.
    pub fn lacks_value(&self, fact: &str) -> bool {
        let mut basis = Vec::new();
        self.facts.basis(fact, &mut basis);
        self.facts.value(fact, self.date).is_none()
            && !basis.iter().any(|id| self.faulty_facts.contains(*id))
    }

    /// The language that the text at a place is written in.
    pub fn lang_at(&self, place: Span) -> &str {
        self.foreign.get(&place).map_or(self.default_lang(), String::as_str)
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
                Words { text: self.fill(text.raw.trim(), found), lang: found.to_string() }
            }
            None => Words { text: String::new(), lang: lang.to_string() },
        }
    }

    /// Like [`Kit::words`], the text alone.
    pub fn say(&self, text: &Localized, lang: &str) -> String {
        self.words(text, lang).text
    }

    /// Rich text in `lang`, or what stands in for it, with its language.
    pub fn rich(&self, rich: &Rich, lang: &str) -> (Vec<Block>, String) {
        match rich.pick(lang, self.default_lang()) {
            Some((blocks, found)) => {
                let fill = |text: &str| self.fill(text, found);
                (map_blocks(blocks, &fill, &Clone::clone), found.to_string())
            }
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
                let fill = |text: &str| self.fill(text, found);
                (map_blocks(&parsed.blocks, &fill, &Clone::clone), found.to_string())
            }
            None => (Vec::new(), lang.to_string()),
        }
    }

    /// Fills the placeholders of a text. What is unknown stays as it was
    /// written; it is reported elsewhere.
    pub fn fill(&self, text: &str, lang: &str) -> String {
        if !text.contains("{{") {
            return text.to_string();
        }
        let mut filled = String::with_capacity(text.len());
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Braces => filled.push_str("{{"),
                Piece::Placeholder(p) => match self.placeholder(p.name, p.filter, lang) {
                    Some(value) => filled.push_str(&value),
                    None => filled.push_str(&text[p.range]),
                },
            }
        }
        filled
    }

    fn placeholder(&self, name: &str, filter: Option<&str>, lang: &str) -> Option<String> {
        if let Some(field) = name.strip_prefix("unit.") {
            return self.contacts(lang).field(field).filter(|_| filter.is_none());
        }
        let fact = self.facts.0.get(name)?;
        let value = self.facts.value(name, self.date)?;
        match filter {
            None => Some(fact.format(value, lang)),
            Some("value") => Some(format_number(value, lang)),
            Some(_) => None,
        }
    }

    /// The facts an item quotes, in any language, sorted.
    pub fn quoted<'k>(&'k self, item: &'k Item, files: &crate::diag::Files) -> Vec<&'k str> {
        let mut quoted: BTreeSet<&str> = BTreeSet::new();
        for span in &item.spans {
            for placeholder in placeholders(files.slice(*span)) {
                if let Some((id, _)) = self.facts.0.get_key_value(placeholder.name) {
                    quoted.insert(id);
                }
            }
        }
        if let Some(figure) = &item.figure
            && let Some((id, _)) = self.facts.0.get_key_value(figure.value.as_str())
        {
            quoted.insert(id);
        }
        quoted.into_iter().collect()
    }

    /// The facts an item rests on: those it quotes and those that formulas
    /// use, sorted.
    pub fn rests_on<'k>(&'k self, item: &'k Item, files: &crate::diag::Files) -> Vec<&'k str> {
        let mut basis = Vec::new();
        for id in self.quoted(item, files) {
            self.facts.basis(id, &mut basis);
        }
        basis.sort_unstable();
        basis
    }

    /// The legal documents an item rests on: its own, then those of the
    /// facts it quotes.
    pub fn legal_basis<'k>(&'k self, item: &'k Item, files: &crate::diag::Files) -> Vec<&'k Legal> {
        let own = item.legal.iter().map(|id| &id.value);
        let quoted = self.quoted(item, files);
        let of_facts = quoted.iter().flat_map(|id| self.facts.legal(id, self.date));
        let mut basis: Vec<&Legal> = Vec::new();
        for id in own.chain(of_facts) {
            if let Some(legal) = self.legal(id)
                && !basis.iter().any(|l| l.id.value == legal.id.value)
            {
                basis.push(legal);
            }
        }
        basis
    }

    /// The last day on which everything an item says holds, if it has one.
    pub fn holds_until(&self, item: &Item, files: &crate::diag::Files) -> Option<Date> {
        let facts = self.quoted(item, files);
        let ends = facts.iter().filter_map(|id| self.facts.ends(id, self.date));
        ends.chain(item.life.valid.until).min()
    }
}
