//! The calendar of the year as iCalendar (RFC 5545). Times and ids come from
//! the build date and the kit, never from the clock or from chance.

use icalendar::{Calendar, Component, Event, Property};
use jiff::civil::Date;

use crate::artifact::Run;

/// The calendar named `name`, made on `date` for the site at `host`.
pub fn ics(name: &str, host: &str, date: Date, runs: &[Run]) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//lantoa//lantoa//VI"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    let name = text(name);
    // The library escapes what it knows to be text; `NAME` (RFC 7986) it does
    // not know.
    let named = Property::new("NAME", &name).add_parameter("VALUE", "TEXT").done();
    calendar.append_property(named).append_property(Property::new("X-WR-CALNAME", &name));
    let day = |date: Date| format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    for run in runs {
        let mut event = Event::with_uid(&format!("{}@{host}", run.key));
        event.add_property("DTSTAMP", format!("{}T000000Z", day(date)));
        event.summary(&text(&run.title)).url(&run.url);
        if !run.summary.is_empty() {
            event.description(&text(&run.summary));
        }
        // A campaign takes nobody's time: whoever subscribes stays free.
        event.add_property("TRANSP", "TRANSPARENT");
        let starts = Property::new("DTSTART", day(run.from)).add_parameter("VALUE", "DATE").done();
        // The end of a whole-day event is the day after its last (3.6.1).
        let end = run.until.tomorrow().unwrap_or(run.until);
        let ends = Property::new("DTEND", day(end)).add_parameter("VALUE", "DATE").done();
        event.append_property(starts).append_property(ends);
        if run.yearly {
            event.add_property("RRULE", "FREQ=YEARLY");
        }
        calendar.push(event.done());
    }
    calendar.to_string()
}

/// A text without the control characters that the format has no place for;
/// breaks of lines stay, and are escaped.
fn text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_calendar_each_time() {
        let run = Run {
            key: "nuoc-rut-1".into(),
            title: "Nước rút, về đích; cuối năm".into(),
            summary: "Từ tháng 10,\r\nđến Tết\u{0}".into(),
            url: "https://a.example/kho/campaigns/nuoc-rut/".into(),
            from: Date::constant(2026, 12, 15),
            until: Date::constant(2027, 1, 15),
            yearly: true,
        };
        let made = ics(
            "Lịch, cả năm",
            "a.example",
            Date::constant(2026, 11, 21),
            std::slice::from_ref(&run),
        );
        assert_eq!(made, ics("Lịch, cả năm", "a.example", Date::constant(2026, 11, 21), &[run]));
        for line in [
            "DTSTAMP:20261121T000000Z\r\n",
            "UID:nuoc-rut-1@a.example\r\n",
            "DTSTART;VALUE=DATE:20261215\r\n",
            "DTEND;VALUE=DATE:20270116\r\n",
            "RRULE:FREQ=YEARLY\r\n",
            "TRANSP:TRANSPARENT\r\n",
            "NAME;VALUE=TEXT:Lịch\\, cả năm\r\n",
            "X-WR-CALNAME:Lịch\\, cả năm\r\n",
            "DESCRIPTION:Từ tháng 10\\,\\nđến Tết\r\n",
            "SUMMARY:Nước rút\\, về đích\\; cuối năm\r\n",
        ] {
            assert!(made.contains(line), "{line:?} in {made}");
        }
        assert_eq!(made.matches("DTSTAMP").count(), 1);
    }
}
