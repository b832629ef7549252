//! An infographic's blocks as data: what they say, worked out once. Pages put
//! it into words, drawings draw it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::amount::Amount;
use super::{Edition, Place};
use crate::catalog::{
    BarItem, Better, Cell, CompareSide, InfoBlock, InfoBody, Infographic, Localized, Tone,
};
use crate::doc::{Align, Column, Target, as_read};
use crate::source::Spanned;

/// A block, whose code leads to a `C`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block<C = Place> {
    /// Its heading.
    pub title: Option<String>,
    /// What it shows.
    #[serde(flatten)]
    pub body: Body<C>,
}

/// What a block shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Body<C = Place> {
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
        /// What the values count, where they do not all say it themselves.
        unit: Option<String>,
        /// In order.
        items: Vec<Bar>,
    },
    /// A table.
    Table {
        /// How the columns are set.
        columns: Vec<Column>,
        /// What they are called.
        head: Vec<String>,
        /// The cells.
        rows: Vec<Vec<String>>,
    },
    /// Short points.
    List {
        /// In order.
        items: Vec<Point>,
    },
    /// A highlighted sentence.
    Callout {
        /// The sentence.
        text: String,
        /// How it sounds.
        tone: Tone,
    },
    /// A code.
    Qr {
        /// Where it leads; none where it leads nowhere, and its words stay.
        code: Option<C>,
        /// What it says.
        label: Option<String>,
    },
    /// Two sides.
    Compare {
        /// The first.
        left: Side,
        /// The second.
        right: Side,
        /// The better one, where the editor says so.
        better: Option<Better>,
    },
    /// What happens when.
    Timeline {
        /// In order.
        items: Vec<Moment>,
    },
    /// What somebody said.
    Quote {
        /// The words.
        text: String,
        /// Whose they are.
        by: Option<String>,
    },
}

/// A number with its label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The number.
    #[serde(flatten)]
    pub amount: Amount,
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
    /// An icon of the theme.
    pub icon: Option<String>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Its value.
    #[serde(flatten)]
    pub amount: Amount,
    /// What it stands for.
    pub label: String,
    /// Its length from zero, as a part of the longest.
    pub share: f64,
    /// Whether it is the one that matters.
    pub highlight: bool,
}

/// A short point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// What it says.
    pub text: String,
    /// An icon of the theme.
    pub icon: Option<String>,
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

impl<C> Block<C> {
    /// The same with another code, made of the code and its words.
    pub fn with_code<D>(&self, code: &mut impl FnMut(&C, Option<&str>) -> Option<D>) -> Block<D> {
        Block { title: self.title.clone(), body: self.body.with_code(code) }
    }
}

impl<C> Body<C> {
    fn with_code<D>(&self, with: &mut impl FnMut(&C, Option<&str>) -> Option<D>) -> Body<D> {
        match self {
            Body::Qr { code, label } => Body::Qr {
                code: code.as_ref().and_then(|code| with(code, label.as_deref())),
                label: label.clone(),
            },
            Body::Figures { items } => Body::Figures { items: items.clone() },
            Body::Steps { items } => Body::Steps { items: items.clone() },
            Body::Bars { unit, items } => Body::Bars { unit: unit.clone(), items: items.clone() },
            Body::Table { columns, head, rows } => {
                Body::Table { columns: columns.clone(), head: head.clone(), rows: rows.clone() }
            }
            Body::List { items } => Body::List { items: items.clone() },
            Body::Callout { text, tone } => Body::Callout { text: text.clone(), tone: *tone },
            Body::Compare { left, right, better } => {
                Body::Compare { left: left.clone(), right: right.clone(), better: *better }
            }
            Body::Timeline { items } => Body::Timeline { items: items.clone() },
            Body::Quote { text, by } => Body::Quote { text: text.clone(), by: by.clone() },
        }
    }
}

impl Edition<'_> {
    /// What an infographic says in `lang`.
    pub fn info(&self, infographic: &Infographic, lang: &str) -> Vec<Block> {
        let words = Words { edition: self, lang };
        infographic.blocks.iter().map(|block| words.block(block)).collect()
    }

    /// The heading of a block, if it has one.
    pub(super) fn block_title(&self, block: &InfoBlock, lang: &str) -> Option<String> {
        Words { edition: self, lang }.maybe(block.title.as_ref())
    }
}

/// The words of one language.
#[derive(Clone, Copy)]
struct Words<'w, 'e> {
    edition: &'w Edition<'e>,
    lang: &'w str,
}

impl Words<'_, '_> {
    fn say(self, text: &Localized) -> String {
        self.edition.kit.say(text, self.lang)
    }

    fn maybe(self, text: Option<&Localized>) -> Option<String> {
        text.map(|text| self.say(text)).filter(|text| !text.is_empty())
    }

    fn block(self, block: &InfoBlock) -> Block {
        let icon = |icon: &Option<Spanned<String>>| icon.as_ref().map(|icon| icon.value.clone());
        let body = match &block.body {
            InfoBody::Figures(items) => {
                let figure = |item: &crate::catalog::FigureItem| Figure {
                    amount: self.edition.amount(&item.value, None, self.lang),
                    label: self.say(&item.label),
                    icon: icon(&item.icon),
                };
                Body::Figures { items: items.iter().map(figure).collect() }
            }
            InfoBody::Steps(items) => {
                let step = |item: &crate::catalog::StepItem| Step {
                    title: self.say(&item.title),
                    text: self.maybe(item.text.as_ref()),
                    icon: icon(&item.icon),
                };
                Body::Steps { items: items.iter().map(step).collect() }
            }
            InfoBody::Bars { unit, items } => self.bars(unit.as_ref(), items),
            InfoBody::Table { columns, rows } => self.table(columns, rows),
            InfoBody::List(items) => {
                let point = |item: &crate::catalog::ListItem| Point {
                    text: self.say(&item.text),
                    icon: icon(&item.icon),
                };
                Body::List { items: items.iter().map(point).collect() }
            }
            InfoBody::Callout { text, tone } => Body::Callout { text: self.say(text), tone: *tone },
            InfoBody::Qr(qr) => Body::Qr {
                code: self.edition.place(&Target::parse(&qr.to), self.lang),
                label: self.maybe(qr.label.as_ref()),
            },
            InfoBody::Compare { left, right, better } => {
                Body::Compare { left: self.side(left), right: self.side(right), better: *better }
            }
            InfoBody::Timeline(items) => {
                let moment = |item: &crate::catalog::TimelineItem| Moment {
                    when: self.say(&item.when.0),
                    text: self.say(&item.text),
                };
                Body::Timeline { items: items.iter().map(moment).collect() }
            }
            InfoBody::Quote { text, by } => {
                Body::Quote { text: self.say(text), by: self.maybe(by.as_ref()) }
            }
        };
        Block { title: self.maybe(block.title.as_ref()), body }
    }

    fn side(self, side: &CompareSide) -> Side {
        let items = side.items.iter().map(|item| self.say(item)).collect();
        Side { title: self.say(&side.title), items }
    }

    fn bars(self, unit: Option<&Localized>, items: &[BarItem]) -> Body {
        let amount = |item: &BarItem| self.edition.amount(&item.value, unit, self.lang);
        let amounts: Vec<Amount> = items.iter().map(amount).collect();
        // Said once of all: in the form of many.
        let unit = unit.and_then(|unit| self.edition.counted(unit, self.lang, Decimal::TEN));
        let size = |amount: &Amount| amount.number.unwrap_or_default().max(0.0);
        let longest = amounts.iter().map(size).fold(0.0, f64::max);
        // What every value says itself need not be said once more.
        let says = |amount: &Amount, unit: &str| amount.text.ends_with(unit);
        let unit = unit.filter(|unit| !amounts.iter().all(|amount| says(amount, unit)));
        let bar = |(item, amount): (&BarItem, &Amount)| Bar {
            label: self.say(&item.label),
            share: if longest > 0.0 { size(amount) / longest } else { 0.0 },
            highlight: item.highlight,
            amount: amount.clone(),
        };
        Body::Bars { unit, items: items.iter().zip(&amounts).map(bar).collect() }
    }

    fn table(self, columns: &[Cell], rows: &[Vec<Cell>]) -> Body {
        let say = |row: &[Cell]| row.iter().map(|cell| self.say(&cell.0)).collect::<Vec<_>>();
        let rows: Vec<Vec<String>> = rows.iter().map(|row| say(row)).collect();
        let written = vec![Column { align: Align::None, figures: false }; columns.len()];
        Body::Table { columns: as_read(&written, &rows), head: say(columns), rows }
    }
}
