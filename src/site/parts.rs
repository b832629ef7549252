//! The small shapes that page contexts are built from. A template sees them
//! as maps with these names; every path starts at the site's root.

use serde::{Deserialize, Serialize};

use crate::artifact::thumb;

/// A text for people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The text.
    pub s: String,
    /// The language it is in, set where it is not the page's.
    pub lang: Option<String>,
}

/// A link within the site, with a picture and a word about it where it is a
/// way in and not a mere mention.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The page's path; an address where the link leaves the site.
    pub href: String,
    /// What it is called.
    pub text: Text,
    /// An icon of the theme.
    pub icon: Option<String>,
    /// A line about it.
    pub note: Option<String>,
    /// A palette of the theme.
    pub palette: Option<String>,
}

/// A link whose words are the theme's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NavLink {
    /// The page's path.
    pub href: String,
    /// What it is called.
    pub label: String,
}

/// A picture that the site shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Its path.
    pub file: String,
    /// The picture in words; empty where words stand beside it.
    pub alt: String,
    /// px; filled in once it is drawn.
    pub width: Option<u32>,
    /// px; filled in once it is drawn.
    pub height: Option<u32>,
    /// What stands for it on pages: one of its copies where there are any.
    pub src: String,
    /// Its small copies, the smallest first.
    pub small: Vec<Small>,
}

/// A small copy of a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Small {
    /// Its path.
    pub file: String,
    /// px.
    pub width: u32,
}

impl Picture {
    /// A picture with these sides, px, and the copies of these widths.
    pub(super) fn new(
        file: String,
        alt: String,
        sides: Option<(u32, u32)>,
        widths: impl IntoIterator<Item = u32>,
    ) -> Self {
        let (width, height) = sides.unzip();
        let choice = thumb::choice(&file, width.unwrap_or_default(), widths);
        let small: Vec<Small> = choice.map(|(file, width)| Small { file, width }).collect();
        let usual = small.iter().rfind(|copy| copy.width <= thumb::USUAL);
        let src = usual.map_or_else(|| file.clone(), |copy| copy.file.clone());
        Picture { file, alt, width, height, src, small }
    }
}

/// A file to take away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Download {
    /// Its path.
    pub file: String,
    /// The name it is saved under.
    pub name: String,
    /// What it is for.
    pub label: String,
    /// More about what it is for.
    pub note: Option<String>,
    /// `PDF`, `PNG`, …
    pub format: String,
    /// Its size; filled in once it is made.
    pub bytes: Option<u64>,
    /// Its language's code.
    pub lang: String,
    /// Its language's name, in the page's language.
    pub lang_name: String,
    /// An icon of the theme.
    pub icon: String,
}

/// An item with its preview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tile {
    /// Its page.
    pub href: String,
    /// What it is called.
    pub title: Text,
    /// What it is about.
    pub summary: Option<Text>,
    /// What it is: "Tờ gấp".
    pub kind_label: String,
    /// An icon of the theme.
    pub icon: String,
    /// How its preview is set: `card`, `sheet` or `plain`.
    pub shape: String,
    /// Its preview.
    pub picture: Option<Picture>,
    /// A line of small print.
    pub meta: Option<String>,
    /// The files one takes first.
    pub downloads: Vec<Download>,
    /// Whether it is a draft.
    pub draft: bool,
}

/// A text to copy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Copy {
    /// Unique on the page.
    pub id: String,
    /// Where it goes: "Facebook, Zalo".
    pub label: String,
    /// An icon of the theme.
    pub icon: String,
    /// Its length or reading time.
    pub note: Option<String>,
    /// The text itself.
    pub text: Text,
    /// The same without accents, for a shorter SMS.
    pub plain: Option<Box<PlainCopy>>,
}

/// An SMS without accents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PlainCopy {
    /// Unique on the page.
    pub id: String,
    /// Its length.
    pub note: String,
    /// The text itself.
    pub text: Text,
}

/// What the share button hands to the phone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The picture's path.
    pub file: Option<String>,
    /// The name it is shared under.
    pub name: String,
    /// The id of the text that goes with it; empty for none.
    pub text_id: String,
    /// The subject.
    pub title: String,
    /// Where it leads, absolute.
    pub address: String,
}

/// A box at the head of a page that says what has become of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// `info`, `success`, `warning` or `danger`.
    pub tone: String,
    /// An icon of the theme.
    pub icon: String,
    /// What it says.
    pub title: String,
    /// More.
    pub text: Option<String>,
    /// Where to go instead.
    pub link: Option<Link>,
}

/// A legal document that something rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LegalRef {
    /// Its page.
    pub href: String,
    /// `41/2024/QH15`.
    pub number: String,
    /// Its name.
    pub title: Text,
}

impl LegalRef {
    /// Its number and name.
    pub(super) fn named(&self) -> Text {
        let Text { s, lang } = &self.title;
        Text { s: format!("{}: {s}", self.number), lang: lang.clone() }
    }
}

/// A figure that something quotes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FactRef {
    /// Its place on the page of figures.
    pub href: String,
    /// What it is.
    pub title: Text,
    /// Its value on the build date.
    pub value: String,
    /// Whether nobody has verified it.
    pub unverified: bool,
}

/// A place on the same page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Jump {
    /// `#messages`.
    pub href: String,
    /// What it is called.
    pub label: String,
    /// How many there are.
    pub count: Option<usize>,
    /// An icon of the theme.
    pub icon: String,
}
