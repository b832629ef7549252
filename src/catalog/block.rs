//! The blocks of infographics, as they are written.

use super::item::QrRecord;
use super::records::NonEmpty;
use super::text::{Cell, Localized};
use crate::diag::{Span, TextKey};
use crate::source::Spanned;
use crate::source::decode::{Decoder, Fields, FromNode, wrong_type};
use crate::source::yaml::Node;

/// What only an infographic has.
#[derive(Debug, Clone)]
pub struct Infographic {
    /// The layout.
    pub template: Option<Spanned<String>>,
    /// Where its figures come from.
    pub source: Option<Localized>,
    /// Its blocks.
    pub blocks: Vec<InfoBlock>,
}

/// A block of an infographic, with its heading.
#[derive(Debug, Clone)]
pub struct InfoBlock {
    /// Its place.
    pub span: Span,
    /// Its heading.
    pub title: Option<Localized>,
    /// What it shows.
    pub body: InfoBody,
}

/// What a block shows.
#[derive(Debug, Clone)]
pub enum InfoBody {
    /// Large numbers.
    Figures(Vec<FigureItem>),
    /// Numbered steps.
    Steps(Vec<StepItem>),
    /// Bars from zero.
    Bars {
        /// What the numbers count, where they are not facts.
        unit: Option<Localized>,
        /// The bars.
        items: Vec<BarItem>,
    },
    /// A table.
    Table {
        /// The head.
        columns: Vec<Cell>,
        /// The rows.
        rows: Vec<Vec<Cell>>,
    },
    /// A list.
    List(Vec<ListItem>),
    /// A highlighted sentence.
    Callout {
        /// The sentence.
        text: Localized,
        /// How it sounds.
        tone: Tone,
    },
    /// A QR code.
    Qr(QrRecord),
    /// Two ways side by side.
    Compare {
        /// The first.
        left: CompareSide,
        /// The second.
        right: CompareSide,
        /// Which of them is the better one, where the editor says so.
        better: Option<Better>,
    },
    /// What happens when.
    Timeline(Vec<TimelineItem>),
    /// What somebody said.
    Quote {
        /// The words.
        text: Localized,
        /// Whose they are.
        by: Option<Localized>,
    },
}

crate::record! {
    /// A large number.
    pub struct FigureItem {
        /// The number.
        pub value: Cell,
        /// What it is.
        pub label: Localized,
        /// An icon of the theme.
        pub icon: Option<Spanned<String>>,
    }
}

crate::record! {
    /// A step.
    pub struct StepItem {
        /// What to do.
        pub title: Localized,
        /// How.
        pub text: Option<Localized>,
        /// An icon of the theme.
        pub icon: Option<Spanned<String>>,
    }
}

crate::record! {
    /// A bar.
    pub struct BarItem {
        /// What it is.
        pub label: Localized,
        /// Its length, a number or a fact's placeholder.
        pub value: Cell,
        /// Whether it is the one that matters.
        pub highlight: bool = false,
    }
}

crate::record! {
    /// One side of a comparison.
    pub struct CompareSide {
        /// What is compared.
        pub title: Localized,
        /// What holds for it.
        pub items: NonEmpty<Localized>,
    }
}

crate::closed_list! {
    /// The better side of a comparison.
    pub enum Better {
        /// The first.
        Left = "left",
        /// The second.
        Right = "right",
    }
}

crate::record! {
    /// A moment of a timeline.
    pub struct TimelineItem {
        /// When, as it is written: a year, a date, "Từ tháng 7".
        pub when: Cell,
        /// What happens then.
        pub text: Localized,
    }
}

crate::record! {
    /// A list's entry.
    pub struct ListItem {
        /// What it says.
        pub text: Localized,
        /// An icon of the theme.
        pub icon: Option<Spanned<String>>,
    }
}

crate::closed_list! {
    /// How a callout sounds.
    pub enum Tone {
        /// Good to know.
        Info = "info",
        /// Good news.
        Success = "success",
        /// Beware.
        Warning = "warning",
    }
}

/// The words of `kind`.
pub(super) const BLOCK_KINDS: &[&str] =
    &["figures", "steps", "bars", "compare", "timeline", "table", "list", "quote", "callout", "qr"];

impl FromNode for InfoBlock {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let Some(kind_node) = node.get("kind") else {
            match &node.value {
                crate::source::yaml::Value::Map(_) => {
                    let fields = Fields::of(node, &all_names(node), cx)?;
                    fields.missing("kind", cx);
                }
                _ => cx.push(wrong_type(node, TextKey::TYPE_MAP)),
            }
            return None;
        };
        let kind = kind_node.text().unwrap_or_default();
        let names: &[&'static str] = match kind {
            "figures" | "steps" | "list" => &["kind", "title", "items"],
            "bars" => &["kind", "title", "unit", "items"],
            "table" => &["kind", "title", "columns", "rows"],
            "callout" => &["kind", "title", "text", "tone"],
            "qr" => &["kind", "title", "to", "label"],
            "compare" => &["kind", "title", "left", "right", "better"],
            "timeline" => &["kind", "title", "items"],
            "quote" => &["kind", "title", "text", "by"],
            _ => {
                cx.push(crate::source::decode::not_in_list(kind_node, BLOCK_KINDS));
                return None;
            }
        };
        let fields = Fields::of(node, names, cx)?;
        let title = fields.take::<Option<Localized>>("title", cx)?;
        let body = match kind {
            "figures" => InfoBody::Figures(fields.take::<NonEmpty<_>>("items", cx)?.0),
            "steps" => InfoBody::Steps(fields.take::<NonEmpty<_>>("items", cx)?.0),
            "list" => InfoBody::List(fields.take::<NonEmpty<_>>("items", cx)?.0),
            "bars" => InfoBody::Bars {
                unit: fields.take("unit", cx)?,
                items: fields.take::<NonEmpty<_>>("items", cx)?.0,
            },
            "table" => InfoBody::Table {
                columns: fields.take::<NonEmpty<_>>("columns", cx)?.0,
                rows: fields.take::<NonEmpty<_>>("rows", cx)?.0,
            },
            "callout" => InfoBody::Callout {
                text: fields.take("text", cx)?,
                tone: fields.take_or("tone", Tone::Info, cx),
            },
            "qr" => InfoBody::Qr(QrRecord {
                to: fields.take("to", cx)?,
                label: fields.take("label", cx)?,
            }),
            "compare" => InfoBody::Compare {
                left: fields.take("left", cx)?,
                right: fields.take("right", cx)?,
                better: fields.take("better", cx)?,
            },
            "timeline" => InfoBody::Timeline(fields.take::<NonEmpty<_>>("items", cx)?.0),
            // Every kind but these was refused above.
            _ => InfoBody::Quote { text: fields.take("text", cx)?, by: fields.take("by", cx)? },
        };
        Some(InfoBlock { span: kind_node.span, title, body })
    }
}

/// Every key of a map, so that only what is missing is reported.
fn all_names(node: &Node) -> Vec<&'static str> {
    const KNOWN: &[&str] = &[
        "title", "items", "unit", "columns", "rows", "text", "tone", "to", "label", "left",
        "right", "by", "better",
    ];
    KNOWN.iter().copied().filter(|name| node.get(name).is_some()).collect()
}
