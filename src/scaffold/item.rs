//! The text of one new item of each kind, from the templates in `items/`:
//! well-formed at once, a draft where its kind has drafts, with comments that
//! say what to fill in.

use super::{fill, quoted};

/// A message, leaflet, infographic, broadcast, question, page or campaign.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its title; a message's headline.
    pub title: String,
    /// Whom it is for.
    pub audiences: Vec<String>,
    /// The campaigns it names.
    pub campaigns: Vec<String>,
    /// The legal documents it rests on.
    pub legal: Vec<String>,
    /// The language it is written in.
    pub lang: String,
    /// A leaflet's template, where it is not the theme's own choice.
    pub template: Option<String>,
    /// The theme's palettes, for a campaign.
    pub palettes: Vec<String>,
    /// Whether the kit's unit has a hotline to name.
    pub hotline: bool,
}

/// An audience group.
#[derive(Debug, Clone)]
pub struct Audience {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
}

/// A law, decree or official letter.
#[derive(Debug, Clone)]
pub struct LegalDocument {
    /// Its id.
    pub id: String,
    /// Its number, as `41/2024/QH15`.
    pub number: String,
    /// Its name.
    pub title: String,
    /// When it was issued, as it was given.
    pub issued: Option<String>,
    /// When it comes into force, as it was given.
    pub from: Option<String>,
}

/// A figure.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// What is counted.
    pub unit: String,
    /// Where it comes from.
    pub basis: FactBasis,
}

/// Where a figure comes from.
#[derive(Debug, Clone)]
pub enum FactBasis {
    /// A document says it.
    Value {
        /// The number, as it was given.
        value: String,
        /// First day, as it was given.
        from: Option<String>,
        /// Last day, as it was given.
        until: Option<String>,
        /// The document.
        legal: Option<String>,
    },
    /// It is computed from other figures.
    Formula(String),
}

/// What is new in a kit.
#[derive(Debug, Clone)]
pub enum NewItem {
    /// `campaign.yml`.
    Campaign(Item),
    /// An item of `messages.yml`.
    Message(Item),
    /// `leaflets/<id>.md`.
    Leaflet(Item),
    /// `infographics/<id>.yml`.
    Infographic(Item),
    /// `broadcasts/<id>.md`.
    Broadcast(Item),
    /// `faq/<id>.md`.
    Faq(Item),
    /// `pages/<id>.md`.
    Page(Item),
    /// An item of `audiences.yml`.
    Audience(Audience),
    /// An item of `legal.yml`.
    Legal(LegalDocument),
    /// An item of `facts.yml`.
    Fact(Fact),
}

/// The landing text of a new campaign.
#[must_use]
pub fn index() -> &'static str {
    include_str!("items/index.md")
}

/// The text of a new item: a whole file, or an item of a list.
#[must_use]
pub fn text(new: &NewItem) -> String {
    match new {
        NewItem::Campaign(item) => of(item, include_str!("items/campaign.yml"), ""),
        NewItem::Message(item) => of(item, include_str!("items/message.yml"), "  "),
        NewItem::Leaflet(item) => of(item, include_str!("items/leaflet.md"), ""),
        NewItem::Infographic(item) => of(item, include_str!("items/infographic.yml"), ""),
        NewItem::Broadcast(item) => of(item, include_str!("items/broadcast.md"), ""),
        NewItem::Faq(item) => of(item, include_str!("items/faq.md"), ""),
        NewItem::Page(item) => of(item, include_str!("items/page.md"), ""),
        NewItem::Audience(audience) => fill(
            include_str!("items/audience.yml"),
            &[("id", &audience.id), ("title", &quoted(&audience.title))],
        ),
        NewItem::Legal(legal) => legal_text(legal),
        NewItem::Fact(fact) => fact_text(fact),
    }
}

/// `indent` stands before the fields of an item of a list.
fn of(item: &Item, template: &str, indent: &str) -> String {
    let legal = match item.legal.is_empty() {
        true => format!("{indent}# legal: [ma-van-ban]\n"),
        false => format!("{indent}legal: [{}]\n", item.legal.join(", ")),
    };
    // A message lies in its campaign's folder; only further ones are named.
    let more = match item.campaigns.get(1..) {
        Some(more) if !more.is_empty() => format!("{indent}campaigns: [{}]\n", more.join(", ")),
        _ => String::new(),
    };
    let contact = match item.hotline {
        true => "Gọi **{{ unit.hotline }}**.",
        false => "Viết ở đây: gọi số nào, đến đâu.",
    };
    let sheet = item.template.as_ref().map(|name| format!("template: {name}\n"));
    let values = [
        ("id", item.id.as_str()),
        ("title", &quoted(&item.title)),
        ("audiences", &item.audiences.join(", ")),
        ("campaigns", &item.campaigns.join(", ")),
        ("more_campaigns", &more),
        ("legal", &legal),
        ("lang", &item.lang),
        ("template", sheet.as_deref().unwrap_or_default()),
        ("palettes", &item.palettes.join(", ")),
        ("palette", item.palettes.first().map_or("", String::as_str)),
        ("contact", contact),
    ];
    fill(template, &values)
}

fn legal_text(legal: &LegalDocument) -> String {
    let mut dates = String::new();
    match &legal.issued {
        Some(issued) => dates += &format!("  issued: {issued}\n"),
        None => dates += "  # issued: 2026-01-31          # ngày ban hành: năm-tháng-ngày\n",
    }
    match &legal.from {
        Some(from) => dates += &format!("  in_force: {{from: {from}}}\n"),
        None => dates += "  # in_force: {from: 2026-07-01}  # ngày có hiệu lực\n",
    }
    let values = [
        ("id", legal.id.as_str()),
        ("number", &quoted(&legal.number)),
        ("title", &quoted(&legal.title)),
        ("dates", &dates),
    ];
    fill(include_str!("items/legal.yml"), &values)
}

fn fact_text(fact: &Fact) -> String {
    let values = match &fact.basis {
        FactBasis::Formula(formula) => format!("  formula: {}\n", quoted(formula)),
        FactBasis::Value { value, from, until, legal } => {
            let mut line = format!("value: {value}");
            for (name, given) in [("from", from), ("until", until), ("legal", legal)] {
                if let Some(given) = given {
                    line += &format!(", {name}: {given}");
                }
            }
            format!("  values:\n    - {{{line}}}\n")
        }
    };
    let values = [
        ("id", fact.id.as_str()),
        ("title", &quoted(&fact.title)),
        ("unit", &quoted(&fact.unit)),
        ("values", &values),
    ];
    fill(include_str!("items/fact.yml"), &values)
}
