//! Rich text as a page shows it: every link already leads to an address,
//! every embedding is a picture, an icon or an infographic's blocks.
//!
//! The plan makes it from the kit's rich text; `make::page` turns it into
//! HTML. It travels in page contexts, so it both serialises and deserialises.

use serde::{Deserialize, Serialize};

use super::parts::Text;

/// A block of a page's rich text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    P {
        /// Its text.
        c: Vec<Inline>,
    },
    /// A heading.
    H {
        /// As written: 2 for a section of the text.
        level: u8,
        /// What links lead to, its own within the text.
        id: String,
        /// Its text.
        c: Vec<Inline>,
    },
    /// A bulleted list.
    Ul {
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A numbered list.
    Ol {
        /// The first number.
        start: u64,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table {
        /// One a column: `none`, `left`, `center`, `right`.
        align: Vec<String>,
        /// The head's cells; empty where the table has no head.
        head: Vec<Vec<Inline>>,
        /// The rows' cells.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A highlighted box.
    Alert {
        /// `info`, `success`, `warning` or `danger`.
        tone: String,
        /// What it is called; none in an infographic.
        label: Option<String>,
        /// What it holds.
        c: Vec<Block>,
    },
    /// A quotation.
    Quote {
        /// What it holds.
        c: Vec<Block>,
        /// Who says it.
        by: Option<String>,
    },
    /// A line between two parts.
    Rule,
    /// Text set as it is.
    Code {
        /// The text.
        v: String,
    },
    /// Cleaned HTML, only where the kit allows it.
    Html {
        /// The cleaned markup.
        v: String,
    },
    /// The footnotes.
    Notes {
        /// In order of number, from 1.
        items: Vec<Vec<Block>>,
    },
    /// A picture.
    Image {
        /// Its path from the site's root.
        file: String,
        /// Its text alternative.
        alt: String,
        /// px, where known.
        width: Option<u32>,
        /// px, where known.
        height: Option<u32>,
    },
    /// An icon on a line of its own.
    Icon {
        /// Its name in the theme.
        name: String,
        /// Its text alternative; empty where it only decorates.
        alt: String,
    },
    /// What a QR code leads to: on a screen a link serves better.
    Lead {
        /// Where it leads.
        href: Href,
        /// What it says.
        label: String,
    },
    /// Numbers with their labels.
    Figures {
        /// In order.
        items: Vec<Figure>,
    },
    /// Numbered steps.
    Steps {
        /// In order.
        items: Vec<Step>,
    },
    /// Bars from zero.
    Bars {
        /// What the values count.
        unit: Option<String>,
        /// In order.
        items: Vec<Bar>,
    },
    /// Two sides.
    Compare {
        /// The first.
        left: Side,
        /// The second.
        right: Side,
    },
    /// What happened when.
    Timeline {
        /// In order.
        items: Vec<Moment>,
    },
    /// Short points, each with an icon.
    List {
        /// In order.
        items: Vec<Point>,
    },
}

/// A run of a page's rich text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Inline {
    /// Plain text.
    Text {
        /// The text.
        v: String,
    },
    /// Strong.
    Strong {
        /// What it holds.
        c: Vec<Inline>,
    },
    /// Emphasised.
    Em {
        /// What it holds.
        c: Vec<Inline>,
    },
    /// Struck through.
    Del {
        /// What it holds.
        c: Vec<Inline>,
    },
    /// A link.
    Link {
        /// Where it leads.
        href: Href,
        /// Its text.
        c: Vec<Inline>,
    },
    /// Text set as it is.
    Code {
        /// The text.
        v: String,
    },
    /// A line break.
    Br,
    /// An icon within a line.
    Icon {
        /// Its name in the theme.
        name: String,
        /// Its text alternative; empty where it only decorates.
        alt: String,
    },
    /// A picture within a line.
    Image {
        /// Its path from the site's root.
        file: String,
        /// Its text alternative.
        alt: String,
        /// px, where known.
        width: Option<u32>,
        /// px, where known.
        height: Option<u32>,
    },
    /// A mark that leads to a footnote.
    Note {
        /// Its number, from 1.
        n: usize,
    },
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "to", rename_all = "lowercase")]
pub enum Href {
    /// A page or file of the site, from its root.
    Site(String),
    /// An address elsewhere.
    Web(String),
    /// A place on the same page.
    Here(String),
}

/// A number with its label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The number with its unit.
    pub value: String,
    /// What it is.
    pub label: String,
    /// An icon of the theme.
    pub icon: Option<String>,
}

/// A numbered step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What to do.
    pub title: String,
    /// More about it.
    pub text: Option<String>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// Its value as text.
    pub text: String,
    /// Its length, thousandths of the longest.
    pub share: u32,
    /// Whether it carries the accent.
    pub highlight: bool,
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// What it is.
    pub title: String,
    /// Its points.
    pub items: Vec<String>,
}

/// A moment of a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// When.
    pub when: String,
    /// What.
    pub text: String,
}

/// A short point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// What it says.
    pub text: String,
    /// An icon of the theme.
    pub icon: Option<String>,
}

/// Rich text with the language it is in.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Rich {
    /// The blocks.
    pub blocks: Vec<Block>,
    /// Set where it is not the page's language.
    pub lang: Option<String>,
}

impl Block {
    /// A paragraph of plain text.
    #[must_use]
    pub fn paragraph(text: &Text) -> Self {
        Block::P { c: vec![Inline::Text { v: text.s.clone() }] }
    }
}
