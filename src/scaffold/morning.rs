//! Every morning in the kit's time zone, as the clocks of build servers have
//! it: a page that is not made again keeps what has expired.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The hour of the morning at which a kit is made again, in its time zone.
const HOUR: i32 = 5;

/// When a kit is made again, in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Morning {
    /// The cron expression.
    pub cron: String,
    /// The same as a time of day, `22:00`.
    pub utc: String,
}

/// Five in the morning of a time zone, in UTC; `None` for a zone that does
/// not exist. Where clocks change with the seasons it is standard time's
/// (an hour later in summer): cron has one line for the whole year.
#[must_use]
pub fn morning(zone: &str) -> Option<Morning> {
    let zone = TimeZone::get(zone).ok()?;
    let offset = ["2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z"]
        .into_iter()
        .filter_map(|day| day.parse::<Timestamp>().ok())
        .map(|day| zone.to_offset(day).seconds())
        .min()?;
    let minutes = (HOUR * 60 - offset / 60).rem_euclid(24 * 60);
    let (hour, minute) = (minutes / 60, minutes % 60);
    Some(Morning { cron: format!("{minute} {hour} * * *"), utc: format!("{hour:02}:{minute:02}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mornings_in_utc() {
        let cron = |zone| morning(zone).map(|morning| morning.cron);
        assert_eq!(cron("Asia/Ho_Chi_Minh").as_deref(), Some("0 22 * * *"));
        assert_eq!(cron("Asia/Seoul").as_deref(), Some("0 20 * * *"));
        assert_eq!(cron("Asia/Kolkata").as_deref(), Some("30 23 * * *"));
        assert_eq!(cron("Europe/Berlin").as_deref(), Some("0 4 * * *"));
        assert_eq!(cron("America/New_York").as_deref(), Some("0 10 * * *"));
        assert_eq!(cron("Asia/Sai_Gon"), None);
    }
}
