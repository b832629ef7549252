//! What every drawing has: the unit's contacts, words, date, legal basis,
//! the QR code that tells whether a print is current.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::Planner;
use super::code;
use super::job::Facets;
use crate::catalog::{Body, Fact, Item, Kit, Legal, fact, format_number};
use crate::diag::Span;
use crate::doc::Target;
use crate::make::qr::{Level, Qr};

/// How many days before the end "valid until" is printed (content model).
const SAID_BEFORE: i64 = 60;

/// The languages an item has drawings in: those it was written in, in the
/// kit's order.
pub fn languages_of(kit: &Kit, item: &Item) -> Vec<String> {
    let written = |lang: &str| match &item.body {
        Body::Leaflet(leaflet) => {
            leaflet.text.get(lang).is_some()
                && (leaflet.languages.is_empty()
                    || leaflet.languages.iter().any(|l| l.value == lang))
        }
        Body::Broadcast { text, .. } => text.get(lang).is_some(),
        Body::Message(_) | Body::Infographic(_) | Body::Text(_) => item.title.get(lang).is_some(),
    };
    kit.languages.iter().filter(|lang| written(lang)).cloned().collect()
}

/// The palette an item is drawn in: its first campaign's.
pub fn palette_of<'k>(kit: &'k Kit, item: &Item) -> &'k str {
    item.campaigns
        .iter()
        .filter_map(|id| kit.campaign(id)?.record.color.as_ref())
        .map(|color| color.value.as_str())
        .next()
        .unwrap_or("blue")
}

/// A date as a language writes it.
pub fn format_date(date: Date, lang: &str) -> String {
    match lang {
        "en" => {
            const MONTHS: [&str; 12] = [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ];
            let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
            format!("{} {} {}", date.day(), MONTHS.get(month).unwrap_or(&""), date.year())
        }
        _ => format!("{:02}/{:02}/{}", date.day(), date.month(), date.year()),
    }
}

/// A figure shown large: number, unit and what it is.
pub(super) fn figure(
    planner: &Planner,
    id: &str,
    label: Option<String>,
    lang: &str,
) -> Option<Value> {
    let kit = planner.kit;
    let fact = kit.facts.0.get(id)?;
    let value = kit.value(id)?;
    let label = label.unwrap_or_else(|| kit.say(&fact.record.title, lang));
    Some(json!({
        "value": format_number(value, lang),
        "unit": unit(planner, fact, value, lang),
        "label": label,
    }))
}

/// What stands beside a large number.
pub(super) fn unit(
    planner: &Planner,
    fact: &Fact,
    value: rust_decimal::Decimal,
    lang: &str,
) -> Option<String> {
    let written = fact.record.unit.iter().next().map_or("", |(_, text)| text.raw.as_str());
    let unit = match (fact.unit, written) {
        (fact::Unit::Vnd, "VND/month") => planner.theme.word("per_month", lang),
        (fact::Unit::Vnd, "VND/year") => planner.theme.word("per_year", lang),
        _ => fact.suffix(lang, value == rust_decimal::Decimal::ONE).trim().to_string(),
    };
    (!unit.is_empty()).then_some(unit)
}

impl Planner<'_> {
    /// The unit whose kit this is, for codes and the manifest.
    pub fn unit(&self) -> &str {
        self.kit.unit_id().unwrap_or("")
    }

    /// An item's short address, without a version.
    pub fn short_address(&self, item: &Item, lang: &str) -> String {
        let code = code::code(self.unit(), item.kind, &item.id, lang);
        format!("{}q/{code}", self.kit.qr_base)
    }

    /// What the manifest says of an item's files.
    pub fn facets(&self, item: &Item) -> Facets {
        let basis = self.kit.basis(item);
        let ids = |list: &[crate::source::Spanned<crate::source::ItemId>]| {
            list.iter().map(|id| id.value.to_string()).collect()
        };
        Facets {
            campaigns: ids(&item.campaigns),
            audiences: ids(&item.audiences),
            facts: basis.facts.clone(),
            legal: basis.legal.iter().map(ToString::to_string).collect(),
            sources: item.sources.clone(),
            valid_until: basis.until.map(|date| date.to_string()),
        }
    }

    /// The legal documents a sheet names: its own and its facts'.
    fn legal_names(&self, item: &Item, lang: &str) -> Vec<String> {
        let basis = self.kit.legal_basis(item);
        basis.iter().map(|legal| self.legal_name(legal, lang)).collect()
    }

    /// The legal documents an item itself names.
    pub(super) fn own_legal_names(&self, item: &Item, lang: &str) -> Vec<String> {
        let own = item.legal.iter().filter_map(|id| self.kit.legal(id));
        own.map(|legal| self.legal_name(legal, lang)).collect()
    }

    /// A document in few words: its title and number, or where the title is
    /// a paragraph, as decrees' are, the kind and number.
    pub(super) fn legal_name(&self, legal: &Legal, lang: &str) -> String {
        let title = self.kit.say(&legal.title, lang);
        if title.contains(&legal.number) {
            return title;
        }
        let kind = match legal_kind(&legal.number) {
            Some(key) if title.chars().count() > 40 => self.theme.word(key, lang),
            _ => title,
        };
        format!("{kind} {}", legal.number)
    }

    /// When "valid until" is printed: shortly before a figure ends, and
    /// whenever the item itself says so.
    pub(super) fn said_until(&self, item: &Item, lang: &str) -> Option<String> {
        let until = self.kit.holds_until(item)?;
        let soon = self.kit.date.checked_add(SAID_BEFORE.days()).is_ok_and(|day| until <= day);
        let own = item.life.valid.until == Some(until);
        (soon || own).then(|| format_date(until, lang))
    }

    /// The keys that every drawing's data has, `qr` excepted.
    pub(super) fn common(&self, item: &Item, lang: &str) -> Map<String, Value> {
        let kit = self.kit;
        let contacts = kit.contacts(lang);
        let audiences: Vec<String> = item
            .audiences
            .iter()
            .filter_map(|id| Some(kit.say(&kit.audience(id)?.title, lang)))
            .collect();
        let kicker = match audiences.len() {
            0 => None,
            1 | 2 => Some(audiences.join(" · ")),
            _ => Some(audiences[0].clone()),
        };
        let campaign = item.campaigns.iter().find_map(|id| kit.campaign(id));
        let data = json!({
            "lang": lang,
            "palette": palette_of(kit, item),
            "words": self.theme.words(lang),
            "unit": contacts,
            "logo": null,
            "date": format_date(kit.date, lang),
            "until": self.said_until(item, lang),
            "draft": kit.phase(item) == crate::catalog::Phase::Draft,
            "legal": self.legal_names(item, lang),
            "kicker": kicker,
            "campaign": campaign.map(|c| kit.say(&c.record.title, lang)),
            "icon": self.icon(item),
        });
        match data {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    /// An item's motif: its own icon, else its first audience's.
    fn icon(&self, item: &Item) -> Option<String> {
        let own = item.icon.as_ref().map(|icon| icon.value.clone());
        let of_audience = || {
            let audience = self.kit.audience(item.audiences.first()?)?;
            audience.icon.as_ref().map(|icon| icon.value.clone())
        };
        own.or_else(of_audience).filter(|icon| self.theme.has_icon(icon))
    }

    /// A code with its sentence; `None` where the address is too long, which
    /// the checks report.
    pub(super) fn qr(&self, address: &str, level: Level, label: String, lang: &str) -> Option<Qr> {
        let alt = format!("{}: {address}", self.theme.word("scan_for_details", lang));
        Qr::new(address, level).ok().map(|qr| qr.with_words(Some(label), alt))
    }

    /// Where a target leads, as an absolute address that a code can hold.
    pub fn absolute(&self, target: &Target, lang: &str) -> Option<String> {
        let page = |path: &str| {
            let below = super::site::address::language(self.kit, lang);
            format!("{}{below}{path}", self.kit.base_url)
        };
        match target {
            Target::Url(url) => Some(url.clone()),
            Target::Qr(inner) => self.absolute(inner, lang),
            Target::File(path) => {
                Some(format!("{}{}", self.kit.base_url, path.trim_start_matches('/')))
            }
            Target::Item(scheme, id) => match self.kit.item_by_scheme(scheme, id) {
                Some(item) => Some(page(&page_path(item))),
                None => match scheme.as_str() {
                    "campaign" => Some(page(&format!("campaigns/{id}/"))),
                    "audience" => Some(page(&format!("audiences/{id}/"))),
                    "legal" => Some(page(&format!("legal/{id}/"))),
                    "fact" => Some(page(&format!("facts/#{id}"))),
                    _ => None,
                },
            },
            Target::Picture(path) => {
                Some(format!("{}{}", self.kit.base_url, super::picture_path(path)))
            }
            Target::Icon(_) | Target::Anchor(_) | Target::Unsafe(_) => None,
        }
    }

    /// The place of an item's title, for what has no place of its own.
    pub(super) fn title_place(&self, item: &Item, lang: &str) -> Span {
        let title = item.title.pick(lang, self.kit.default_lang());
        title.map_or(item.id.span, |(text, _)| text.span)
    }
}

/// The kind of document that a number stands for, as a word of the theme.
fn legal_kind(number: &str) -> Option<&'static str> {
    let kinds = [
        ("/NĐ-CP", "legal_decree"),
        ("/QH", "legal_law"),
        ("/TT", "legal_circular"),
        ("/QĐ", "legal_decision"),
        ("/NQ", "legal_resolution"),
        ("/CT", "legal_directive"),
        ("/KH", "legal_plan"),
        ("/BHXH", "legal_letter"),
    ];
    kinds.iter().find(|(mark, _)| number.contains(mark)).map(|(_, key)| *key)
}

/// The path of an item's page below the language's root.
pub fn page_path(item: &Item) -> String {
    match item.kind {
        crate::catalog::Kind::Page => format!("{}/", item.id.value),
        kind => format!("{}/{}/", kind.folder(), item.id.value),
    }
}
