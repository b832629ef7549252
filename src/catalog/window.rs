//! When campaigns run: once, or every year, also over New Year.

use jiff::civil::Date;

use super::life::Period;
use crate::diag::{Diagnostic, Id, TextKey};
use crate::source::decode::{Decoder, Fields, FromNode, in_order};
use crate::source::yaml::Node;

/// A day of any year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl FromNode for MonthDay {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let parsed = node.text().and_then(|text| {
            let (month, day) = text.split_once('-')?;
            let both = |s: &str| if s.len() == 2 { s.parse::<i8>().ok() } else { None };
            let (month, day) = (both(month)?, both(day)?);
            // 2024 is a leap year, so 29 February is a day of some year.
            Date::new(2024, month, day).ok().map(|_| MonthDay { month, day })
        });
        if parsed.is_none() {
            let text = node.text().unwrap_or_default();
            cx.push(
                Diagnostic::new(Id::InvalidDate, node.span)
                    .text(TextKey::INVALID_MONTH_DAY)
                    .with("text", text),
            );
        }
        parsed
    }
}

crate::record! {
    /// A time of every year; may run over New Year.
    pub struct EveryYear {
        /// First day.
        pub from: MonthDay,
        /// Last day.
        pub until: MonthDay,
    }
}

/// When a campaign runs.
#[derive(Debug, Clone)]
pub enum Window {
    /// Every year.
    Yearly(EveryYear),
    /// Once.
    Once(Period),
}

impl FromNode for Window {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let fields = Fields::of(node, &["every_year", "from", "until"], cx)?;
        let from = fields.take::<Option<Date>>("from", cx)?;
        let until = fields.take::<Option<Date>>("until", cx)?;
        in_order(from, until, &fields, cx);
        match fields.node("every_year") {
            Some(every) => EveryYear::from_node(every, cx).map(Window::Yearly),
            None => Some(Window::Once(Period { from, until })),
        }
    }
}

impl Window {
    /// Whether `date` lies within.
    pub fn contains(&self, date: Date) -> bool {
        match self {
            Window::Once(period) => period.contains(date),
            Window::Yearly(EveryYear { from, until }) => {
                let day = MonthDay { month: date.month(), day: date.day() };
                if from <= until {
                    *from <= day && day <= *until
                } else {
                    *from <= day || day <= *until
                }
            }
        }
    }

    /// The first day on or after `date` on which this window begins, if any.
    pub fn next_start(&self, date: Date) -> Option<Date> {
        match self {
            Window::Once(period) => period.from.filter(|from| *from >= date),
            // Eight years hold a 29 February even around 2100.
            Window::Yearly(EveryYear { from, .. }) => (0..9)
                .filter_map(|n| Date::new(date.year() + n, from.month, from.day).ok())
                .find(|start| *start >= date),
        }
    }
}
