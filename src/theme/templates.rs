//! What a theme declares of what can be drawn: the formats and templates of
//! cards, the sheets, the layouts of infographics. All of it is data of
//! `theme.yml`; the program knows what a message, a leaflet or an infographic
//! has, and no template by its name.

use std::collections::BTreeMap;

use indexmap::{IndexMap, IndexSet};
use serde::{Deserialize, Serialize};

use super::Theme;

/// What a theme names, in the order in which it names it.
pub(super) type Named<T> = IndexMap<String, T>;

/// What stands where content names nothing.
#[derive(Debug, Deserialize)]
pub(super) struct Defaults {
    pub palette: String,
    pub card: String,
    pub sheet: String,
    pub infographic: String,
    /// The card format that previews of links and lists show.
    pub preview: String,
}

/// What cards there are.
#[derive(Debug, Deserialize)]
pub(super) struct Cards {
    pub formats: Named<CardFormat>,
    pub templates: Named<CardTemplate>,
}

/// A card's format.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct CardFormat {
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// What apps cover at the top, in px.
    #[serde(default)]
    pub safe_top: u32,
    /// What apps cover at the bottom, in px.
    #[serde(default)]
    pub safe_bottom: u32,
    /// Least px a module of the QR code.
    #[serde(default = "three")]
    pub qr_module: u32,
    /// The least size of type, in px.
    pub least_type: f64,
    /// What only the templates need.
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}

fn three() -> u32 {
    3
}

crate::closed_list! {
    /// What a message can have that a card shows.
    pub enum CardField {
        /// Its headline, which every message has.
        Headline = "headline",
        /// One or two sentences.
        Body = "body",
        /// A fact shown large.
        Figure = "figure",
        /// What that fact is.
        Label = "label",
        /// Numbered steps.
        Steps = "steps",
        /// Whose words they are; then the headline stands in quotation marks.
        By = "by",
        /// A picture.
        Picture = "picture",
        /// An icon of the theme.
        Icon = "icon",
    }
}

crate::closed_list! {
    /// The files that a card can be.
    pub enum CardExport {
        /// For drawn grounds: sharp, and small where colours are flat.
        Png = "png",
        /// For cards that a photo fills.
        Jpg = "jpg",
    }
}

/// A template of cards: the theme's `typst/card/<name>.typ`.
#[derive(Debug, Clone, Deserialize)]
pub struct CardTemplate {
    /// A message that names no template and has all of these gets this one.
    #[serde(default)]
    pub when: Vec<CardField>,
    /// What a message must have.
    #[serde(default)]
    pub needs: Vec<CardField>,
    /// What it shows, each with its measures as the template knows them.
    pub fields: BTreeMap<CardField, BTreeMap<String, f64>>,
    /// The files it becomes, the one that pages show first.
    #[serde(default)]
    exports: IndexSet<CardExport>,
    /// What people call it in their tables.
    #[serde(default)]
    pub called: Vec<String>,
}

/// What is declared, or the one thing that goes without saying.
fn or_one<T: Copy>(declared: &IndexSet<T>, one: T) -> Vec<T> {
    if declared.is_empty() { vec![one] } else { declared.iter().copied().collect() }
}

impl CardTemplate {
    /// Whether it shows such a field.
    #[must_use]
    pub fn shows(&self, field: CardField) -> bool {
        self.fields.contains_key(&field)
    }

    /// The files it becomes, each once.
    #[must_use]
    pub fn exports(&self) -> Vec<CardExport> {
        or_one(&self.exports, CardExport::Png)
    }

    /// How many parts of a field it shows, the least and the most; any number
    /// where it does not say.
    #[must_use]
    pub fn count(&self, field: CardField) -> (usize, usize) {
        let declared = self.fields.get(&field);
        let measure = |name: &str| declared.and_then(|measures| measures.get(name)).copied();
        // Whole numbers: the shape of a theme says so.
        let count = |number: f64| number as usize;
        (measure("least").map_or(0, count), measure("most").map_or(usize::MAX, count))
    }
}

/// A printed sheet: the theme's `typst/<name>.typ`.
#[derive(Debug, Clone, Deserialize)]
pub struct Sheet {
    /// Width in mm.
    pub width: f64,
    /// Height in mm.
    pub height: f64,
    /// Pages it has.
    pub pages: usize,
    /// The panels that the body fills, where it is folded, in the order in
    /// which it fills them: what people call each, by language.
    #[serde(default)]
    pub panels: Vec<BTreeMap<String, String>>,
    /// The papers it can be printed on, and how much larger it is drawn there
    /// than on its own; its own first.
    #[serde(default)]
    pub papers: Named<f64>,
    /// How far off it is read, in m.
    pub distance: f64,
    /// The least and the largest size of its type, in pt.
    #[serde(rename = "type")]
    pub type_sizes: TypeSizes,
    /// What it is made for.
    #[serde(default)]
    variants: IndexSet<Variant>,
}

/// Between which sizes type stands.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct TypeSizes {
    /// The smallest.
    pub least: f64,
    /// The largest.
    pub most: f64,
}

crate::closed_list! {
    /// What a sheet is made for.
    pub enum Variant {
        /// Reading on screens, and printing as it is.
        Screen = "screen",
    }
}

impl Sheet {
    /// What it is made for.
    #[must_use]
    pub fn variants(&self) -> Vec<Variant> {
        or_one(&self.variants, Variant::Screen)
    }

    /// Whether its body fills panels, one after the other.
    #[must_use]
    pub fn is_folded(&self) -> bool {
        !self.panels.is_empty()
    }

    /// How much larger than on its own paper it is drawn.
    #[must_use]
    pub fn grown(&self, paper: Option<&str>) -> f64 {
        paper.and_then(|paper| self.papers.get(paper)).copied().unwrap_or(1.0)
    }
}

/// A layout of infographics: the theme's `typst/infographic/<frame>.typ`.
#[derive(Debug, Clone, Deserialize)]
pub struct Infographic {
    /// Width in px.
    pub width: u32,
    /// Height in px; where there is none it follows the content.
    pub height: Option<u32>,
    /// The least size of type, in px.
    pub least_type: f64,
}

/// The word by which pages call a card's format.
#[must_use]
pub fn card_word(format: &str) -> String {
    format!("site_card_{format}")
}

/// The word by which pages call a sheet.
#[must_use]
pub fn sheet_word(name: &str) -> String {
    format!("site_kind_{name}")
}

impl Theme {
    /// The palette of what names none.
    #[must_use]
    pub fn default_palette(&self) -> &str {
        &self.tokens.defaults.palette
    }

    /// The card format that previews of links and lists show.
    #[must_use]
    pub fn preview_format(&self) -> &str {
        &self.tokens.defaults.preview
    }

    /// A card's format.
    #[must_use]
    pub fn card_format(&self, name: &str) -> Option<&CardFormat> {
        self.tokens.cards.formats.get(name)
    }

    /// The names of the card formats, those shared most first.
    pub fn card_formats(&self) -> impl Iterator<Item = &str> {
        self.tokens.cards.formats.keys().map(String::as_str)
    }

    /// The templates of cards by name.
    pub fn card_templates(&self) -> impl Iterator<Item = (&str, &CardTemplate)> {
        self.tokens.cards.templates.iter().map(|(name, template)| (name.as_str(), template))
    }

    /// The template of a card whose message has `has` and names `named`, or
    /// none: of those that want most of what there is, the first.
    pub fn card_template(
        &self,
        named: Option<&str>,
        has: &dyn Fn(CardField) -> bool,
    ) -> (&str, &CardTemplate) {
        if let Some(found) = named.and_then(|named| self.find_card_template(named)) {
            return found;
        }
        let fits = |template: &CardTemplate| template.when.iter().all(|field| has(*field));
        let mut best: Option<(&str, &CardTemplate)> = None;
        for (name, template) in self.card_templates() {
            let wants = template.when.len();
            if wants > best.map_or(0, |(_, best)| best.when.len()) && fits(template) {
                best = Some((name, template));
            }
        }
        best.unwrap_or_else(|| self.default_card())
    }

    /// A template of cards.
    #[must_use]
    pub fn find_card_template(&self, name: &str) -> Option<(&str, &CardTemplate)> {
        let (name, template) = self.tokens.cards.templates.get_key_value(name)?;
        Some((name, template))
    }

    /// The template of cards that every message has enough for.
    #[must_use]
    pub fn default_card(&self) -> (&str, &CardTemplate) {
        let super::Tokens { cards, defaults, .. } = &self.tokens;
        // A default that is none was reported, and the first stands in.
        let named = cards.templates.get_key_value(&defaults.card);
        let first = || cards.templates.first();
        let (name, template) = named.or_else(first).expect("the default theme has one");
        (name, template)
    }

    /// A printed sheet and its name: the one that is named, or the theme's
    /// own choice where none is. Nothing where the named one is none.
    #[must_use]
    pub fn sheet(&self, named: Option<&str>) -> Option<(&str, &Sheet)> {
        let name = named.unwrap_or(&self.tokens.defaults.sheet);
        let (name, sheet) = self.tokens.sheets.get_key_value(name)?;
        Some((name, sheet))
    }

    /// The printed sheets by name.
    pub fn sheets(&self) -> impl Iterator<Item = (&str, &Sheet)> {
        self.tokens.sheets.iter().map(|(name, sheet)| (name.as_str(), sheet))
    }

    /// A layout of infographics and its name: the one that is named, or the
    /// theme's own choice where none is.
    #[must_use]
    pub fn infographic(&self, named: Option<&str>) -> Option<(&str, &Infographic)> {
        let name = named.unwrap_or(&self.tokens.defaults.infographic);
        let (name, infographic) = self.tokens.infographics.get_key_value(name)?;
        Some((name, infographic))
    }

    /// The names of the layouts of infographics.
    pub fn infographics(&self) -> impl Iterator<Item = &str> {
        self.tokens.infographics.keys().map(String::as_str)
    }
}
