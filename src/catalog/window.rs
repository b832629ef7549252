//! When campaigns run: once, or every year, also over New Year.

use jiff::civil::Date;

use super::life::Period;
use crate::diag::{Diagnostic, Id, Message, TextKey};
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
    #[derive(Copy, PartialEq, Eq)]
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
        if let Some(every) = fields.node("every_year") {
            // Which of the two is meant cannot be said.
            let other = ["from", "until"].into_iter().find(|name| fields.node(name).is_some());
            if let Some((name, key)) = other.and_then(|name| Some((name, fields.key(name)?))) {
                cx.push(
                    Diagnostic::new(Id::UnknownField, key)
                        .text(TextKey::WINDOW_OF_BOTH)
                        .with("field", name)
                        .hint(Message::new(TextKey::HINT_WINDOW_OF_BOTH)),
                );
            }
            return EveryYear::from_node(every, cx).map(Window::Yearly);
        }
        let from = fields.take::<Option<Date>>("from", cx)?;
        let until = fields.take::<Option<Date>>("until", cx)?;
        in_order(from, until, &fields, cx);
        Some(Window::Once(Period { from, until }))
    }
}

/// A day in a year; 29 February of a year without one is the day before.
fn day_in(year: i16, day: MonthDay) -> Option<Date> {
    let leap_day = || Date::new(year, day.month, day.day - 1);
    Date::new(year, day.month, day.day).or_else(|_| leap_day()).ok()
}

impl EveryYear {
    /// The occurrence that begins in `year`, first and last day. Every other
    /// answer about a yearly window is made of these.
    pub fn occurrence(&self, year: i16) -> Option<(Date, Date)> {
        // Which of them is earlier decides, not what they become in a year
        // without 29 February.
        let ends = if self.from <= self.until { year } else { year + 1 };
        Some((day_in(year, self.from)?, day_in(ends, self.until)?))
    }

    /// The occurrences that hold `date` or come after it, in order.
    pub fn occurrences(&self, date: Date) -> impl Iterator<Item = (Date, Date)> {
        let years = date.year() - 1..=jiff::civil::Date::MAX.year();
        let each = years.map_while(|year| self.occurrence(year));
        each.skip_while(move |(_, last)| *last < date)
    }

    /// Whether a rule "every year, as many days" would not give the same
    /// days: it begins on 29 February, or is a day longer around it.
    pub fn drifts(&self) -> bool {
        // Four years in a row hold every case.
        let lengths = (2025..=2028).filter_map(|year| self.occurrence(year));
        let mut lengths = lengths.map(|(from, until)| until.duration_since(from));
        let first = lengths.next();
        self.from == (MonthDay { month: 2, day: 29 }) || lengths.any(|length| Some(length) != first)
    }
}

impl Window {
    /// Whether `date` lies within.
    pub fn contains(&self, date: Date) -> bool {
        match self {
            Window::Once(period) => period.contains(date),
            Window::Yearly(every) => {
                every.occurrences(date).next().is_some_and(|(from, _)| from <= date)
            }
        }
    }

    /// Whether it is past on `date`, and will not come again.
    pub fn is_over(&self, date: Date) -> bool {
        match self {
            Window::Once(period) => period.until.is_some_and(|until| until < date),
            Window::Yearly(_) => false,
        }
    }

    /// The first day on or after `date` on which this window begins, if any.
    pub fn next_start(&self, date: Date) -> Option<Date> {
        match self {
            Window::Once(period) => period.from.filter(|from| *from >= date),
            Window::Yearly(every) => {
                every.occurrences(date).map(|(from, _)| from).find(|from| *from >= date)
            }
        }
    }

    /// The last day of the time that holds `date`: none where it has no end,
    /// or does not hold it.
    pub fn current_end(&self, date: Date) -> Option<Date> {
        match self {
            Window::Once(period) => period.until.filter(|_| period.contains(date)),
            Window::Yearly(every) => {
                every.occurrences(date).take_while(|(from, _)| *from <= date).map(|(_, u)| u).last()
            }
        }
    }

    /// The days from `first` to `last` that it holds, in stretches.
    pub fn within(&self, first: Date, last: Date) -> Vec<(Date, Date)> {
        let clipped = |(from, until): (Date, Date)| (from.max(first), until.min(last));
        match self {
            Window::Once(period) => {
                let whole = (period.from.unwrap_or(first), period.until.unwrap_or(last));
                let (from, until) = clipped(whole);
                if from <= until { vec![(from, until)] } else { Vec::new() }
            }
            Window::Yearly(every) => {
                let each = every.occurrences(first).take_while(|(from, _)| *from <= last);
                each.map(clipped).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a window means, said another way: a day lies in it where its
    /// month and day do; in a common year 28 February also answers for the
    /// 29th.
    fn means(every: EveryYear, date: Date) -> bool {
        let holds = |day: MonthDay| match every.from <= every.until {
            true => every.from <= day && day <= every.until,
            false => every.from <= day || day <= every.until,
        };
        let day = MonthDay { month: date.month(), day: date.day() };
        let leap_day = MonthDay { month: 2, day: 29 };
        let last = date.day_of_year() == 59 && !date.in_leap_year();
        holds(day) || (last && holds(leap_day))
    }

    fn all_days() -> Vec<MonthDay> {
        let leap = Date::constant(2028, 1, 1).series(jiff::Span::new().days(1)).take(366);
        leap.map(|date| MonthDay { month: date.month(), day: date.day() }).collect()
    }

    #[test]
    fn every_window_holds_what_it_says_on_every_day_of_three_years() {
        let days = all_days();
        // Every 31st day and all around the turn of February and the year.
        let edges = [0, 57, 58, 59, 60, 61, 364, 365];
        let chosen: Vec<MonthDay> =
            (0..366).filter(|n| n % 31 == 0 || edges.contains(n)).map(|n| days[n]).collect();
        for from in &chosen {
            for until in &chosen {
                let every = EveryYear { from: *from, until: *until };
                let window = Window::Yearly(every);
                let dates = Date::constant(2027, 1, 1).series(jiff::Span::new().days(1));
                for date in dates.take(365 + 366 + 365) {
                    let is_in = window.contains(date);
                    assert_eq!(is_in, means(every, date), "{from:?} {until:?} {date}");
                    assert_eq!(is_in, window.current_end(date).is_some(), "{every:?} {date}");
                    assert!(window.current_end(date).is_none_or(|end| end >= date));
                    assert!(window.next_start(date).is_some_and(|next| next >= date));
                    assert_eq!(is_in, !window.within(date, date).is_empty(), "{every:?} {date}");
                }
            }
        }
    }

    #[test]
    fn a_rule_drifts_around_29_february_only() {
        let every = |from: (i8, i8), until: (i8, i8)| {
            let day = |(month, day)| MonthDay { month, day };
            EveryYear { from: day(from), until: day(until) }.drifts()
        };
        assert!(every((2, 29), (2, 29)) && every((2, 15), (3, 15)) && every((2, 1), (2, 29)));
        assert!(every((12, 15), (3, 1)) && every((2, 29), (12, 1)));
        assert!(!every((12, 15), (1, 15)) && !every((2, 1), (2, 28)) && !every((3, 1), (2, 28)));
        assert!(!every((1, 1), (1, 1)) && !every((5, 1), (10, 31)));
    }
}
