//! What was printed before: the versions of sheets that a build recorded in
//! `prints.yml`, with the figures and the legal basis they had, so that the
//! page behind a sheet's code can tell an old version from one that never was.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Kit;
use super::item::{Item, Kind};
use super::records::Pairs;
use crate::diag::{Message, TextKey};
use crate::source::ItemId;
use crate::source::decode::{Decoder, FromNode, not_in_list, wrong_type};
use crate::source::yaml::Node;

/// The item of a print, written `kind:id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintItem {
    /// Its kind.
    pub kind: Kind,
    /// The id it had then.
    pub id: ItemId,
}

impl FromNode for PrintItem {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let Some((kind, id)) = node.text().and_then(|text| text.split_once(':')) else {
            cx.push(
                wrong_type(node, TextKey::TYPE_TEXT)
                    .hint(Message::new(TextKey::HINT_WRITE).with("text", "leaflet:to-gap")),
            );
            return None;
        };
        let Some(kind) = Kind::from_word(kind) else {
            cx.push(not_in_list(node, Kind::WORDS));
            return None;
        };
        let Some(id) = ItemId::parse(id) else {
            cx.push(crate::source::invalid_id(id, node.span));
            return None;
        };
        Some(PrintItem { kind, id })
    }
}

crate::record! {
    /// A version of a sheet that was published.
    pub struct Print {
        /// Of what.
        pub item: PrintItem,
        /// In which language.
        pub lang: String,
        /// Whose contacts it shows; none where the kit has no units.
        pub unit: Option<String>,
        /// The version printed on it.
        pub version: String,
        /// The date of the first build that recorded it.
        pub on: Date,
        /// The figures it quoted, by fact: numbers in digits.
        pub figures: Option<Pairs>,
        /// The legal documents it rested on.
        pub legal: Vec<String>,
    }
}

impl Print {
    /// The figures that were quoted: fact and number, as far as it is one.
    pub fn figures(&self) -> impl Iterator<Item = (&str, Option<Decimal>)> {
        let pairs = self.figures.iter().flat_map(|pairs| &pairs.0);
        pairs.map(|(fact, value)| (fact.as_str(), value.value.parse().ok()))
    }
}

impl Kit {
    /// The recorded versions of an item's sheet in one language, for this
    /// kit's unit; the newest first, each once.
    pub fn prints_of(&self, item: &Item, lang: &str) -> Vec<&Print> {
        let is_own = |print: &&Print| {
            let had = || item.life.aliases.iter().any(|old| old.value == print.item.id);
            print.item.kind == item.kind
                && print.lang == lang
                && print.unit.as_deref() == self.unit_id()
                && (print.item.id == item.id.value || had())
        };
        let mut prints: Vec<&Print> = self.prints.iter().filter(is_own).collect();
        // Of those of one day the one further down is the newer one.
        prints.reverse();
        prints.sort_by_key(|print| std::cmp::Reverse(print.on));
        let mut seen = std::collections::BTreeSet::new();
        prints.retain(|print| seen.insert(print.version.as_str()));
        prints
    }
}
