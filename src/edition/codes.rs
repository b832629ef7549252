//! The codes of items: which items have one, what is drawn, and every code
//! that must answer as long as there are prints.

use super::{Edition, languages_of, tracked};
use crate::artifact::code;
use crate::catalog::{Channel, Item, Kind, Kit, Message};
use crate::diag::Span;
use crate::doc::Target;

/// Whether items of a kind are drawn, and so carry a code: all but those that
/// are only read on the site.
#[must_use]
pub fn is_drawn(kind: Kind) -> bool {
    !matches!(kind, Kind::Faq | Kind::Page)
}

/// A code that must answer.
#[derive(Debug, Clone, Copy)]
pub struct Coded<'k> {
    /// The kit whose unit it is of.
    pub kit: &'k Kit,
    /// The item it leads to.
    pub item: &'k Item,
    /// The id it was made from: the item's, or one that it had before.
    pub id: &'k str,
    /// Where that id is written.
    pub span: Span,
    /// The language of the drawing that carries it.
    pub lang: &'k str,
}

impl Coded<'_> {
    /// The code itself.
    #[must_use]
    pub fn code(&self) -> String {
        let unit = self.kit.unit_id().unwrap_or_default();
        code::code(unit, self.item.kind.word(), self.id, self.lang)
    }

    /// What it is of, as a diagnostic names it.
    #[must_use]
    pub fn name(&self) -> String {
        let mut more = vec![self.lang];
        more.extend(self.kit.unit_id());
        format!("{}:{} ({})", self.item.kind.word(), self.id, more.join(", "))
    }
}

/// Every code of a kit: those that its drawings carry, and those that they
/// carried when the items still had other ids.
pub fn coded(kit: &Kit) -> impl Iterator<Item = Coded<'_>> {
    kit.items.iter().filter(|item| is_drawn(item.kind)).flat_map(move |item| {
        let own = (item.id.as_str(), item.id.span);
        let old = item.life.aliases.iter().map(|id| (id.as_str(), id.span));
        let ids: Vec<(&str, Span)> = std::iter::once(own).chain(old).collect();
        let drawn = languages_of(kit, item);
        let langs = kit.languages.iter().filter(move |lang| drawn.contains(lang));
        langs.flat_map(move |lang| {
            let of = move |(id, span)| Coded { kit, item, id, span, lang };
            ids.clone().into_iter().map(of)
        })
    })
}

impl Edition<'_> {
    /// The code of an item, by one of its ids.
    #[must_use]
    pub fn code(&self, item: &Item, id: &str, lang: &str) -> String {
        code::code(self.unit(), item.kind.word(), id, lang)
    }

    /// Where the code on a sheet of an item leads: its short address with the
    /// sheet's version, tracked as print.
    #[must_use]
    pub fn sheet_address(&self, item: &Item, lang: &str, version: &str) -> String {
        let address = format!("{}?v={version}", self.short_address(item, lang));
        tracked(self.kit, &address, Some(Channel::Print), first_campaign(item))
    }

    /// Where the code on a message's card leads: the message's `link`, else
    /// (and where that is broken) its short address. A card is seen on any
    /// channel.
    #[must_use]
    pub fn card_address(&self, item: &Item, message: &Message, lang: &str) -> String {
        let to = message.link.as_ref().map(|link| Target::parse(link));
        let linked = to.and_then(|to| self.absolute(&to, lang).ok());
        let address = linked.unwrap_or_else(|| self.short_address(item, lang));
        tracked(self.kit, &address, None, first_campaign(item))
    }

    /// An item's short address, without a version.
    #[must_use]
    pub fn short_address(&self, item: &Item, lang: &str) -> String {
        format!("{}q/{}", self.kit.qr_base, self.code(item, &item.id, lang))
    }
}

/// The campaign that is counted for.
fn first_campaign(item: &Item) -> Option<&str> {
    item.campaigns.first().map(|id| id.as_str())
}
