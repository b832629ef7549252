//! Days and periods as an office writes them in a table: two digits for day
//! and month, the year once.

use crate::diag::{Lang, TextKey};
use jiff::civil::Date;

use super::Voice;
use crate::catalog::{EveryYear, MonthDay, Period, Window};

/// English short names.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `01/10/2026`, `1 Oct 2026`.
pub(super) fn day(date: Date, voice: Voice) -> String {
    let short = day_of_year(MonthDay { month: date.month(), day: date.day() }, voice);
    match voice.0 {
        Lang::En => format!("{short} {}", date.year()),
        Lang::Vi => format!("{short}/{}", date.year()),
    }
}

/// `01/10`, `1 Oct` (which stays on one line).
fn day_of_year(day: MonthDay, voice: Voice) -> String {
    let name = usize::try_from(day.month - 1).ok().and_then(|n| MONTHS.get(n));
    match (voice.0, name) {
        (Lang::En, Some(month)) => format!("{}\u{a0}{month}", day.day),
        _ => format!("{:02}/{:02}", day.day, day.month),
    }
}

/// `01/10 – 31/12/2026`; "từ 01/10/2026" where it has no end.
pub(super) fn period(period: &Period, voice: Voice) -> String {
    match (period.from, period.until) {
        (Some(from), Some(until)) if from == until => day(from, voice),
        (Some(from), Some(until)) if from.year() == until.year() => {
            let start = MonthDay { month: from.month(), day: from.day() };
            format!("{} – {}", day_of_year(start, voice), day(until, voice))
        }
        (Some(from), Some(until)) => format!("{} – {}", day(from, voice), day(until, voice)),
        (Some(from), None) => voice.fill(TextKey::REPORT_FROM, &[("date", &day(from, voice))]),
        (None, Some(until)) => voice.fill(TextKey::REPORT_UNTIL, &[("date", &day(until, voice))]),
        (None, None) => String::new(),
    }
}

/// When a campaign runs: every window; "quanh năm" where it has none.
pub(super) fn windows(windows: &[Window], voice: Voice) -> String {
    if windows.is_empty() {
        return voice.say(TextKey::REPORT_ALL_YEAR);
    }
    let each = windows.iter().map(|window| match window {
        Window::Yearly(EveryYear { from, until }) => {
            let days = if from == until {
                day_of_year(*from, voice)
            } else {
                format!("{} – {}", day_of_year(*from, voice), day_of_year(*until, voice))
            };
            voice.fill(TextKey::REPORT_EVERY_YEAR, &[("days", &days)])
        }
        Window::Once(once) => period(once, voice),
    });
    each.collect::<Vec<_>>().join("; ")
}
