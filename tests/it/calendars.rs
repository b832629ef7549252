//! Windows mean the same days everywhere: on pages, in "what runs now", and
//! in the calendar as PyPI's `icalendar` and `recurring-ical-events` read it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::harness::{Kit, QUIET, repository};

/// What `calendar_days.py` says of a calendar.
fn read(calendar: &Path, first: &str, last: &str) -> Value {
    let output = Command::new("python3")
        .env("PYTHONPATH", Path::new(env!("CARGO_TARGET_TMPDIR")).join("python"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(repository().join("tests/it/calendar_days.py"))
        .args([calendar.as_os_str(), first.as_ref(), last.as_ref()])
        .output()
        .expect("python3 runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\ntests/run.sh installs what is missing");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The last day of each month in 2028.
const LENGTHS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Every day of some years as (year, month, day).
fn days(years: std::ops::RangeInclusive<u32>) -> Vec<(u32, u32, u32)> {
    let months = years.flat_map(|year| (1..=12).map(move |month| (year, month)));
    let lasts = months.map(|(year, month)| match (month, year % 4) {
        (2, 1..) => (year, month, 28),
        _ => (year, month, LENGTHS[month as usize - 1]),
    });
    lasts.flat_map(|(year, month, last)| (1..=last).map(move |day| (year, month, day))).collect()
}

/// Whether a yearly window holds a day; 28 February of a common year stands
/// for the 29th too.
fn holds(window: &str, (year, month, day): (u32, u32, u32)) -> bool {
    let (from, until) = window.split_once("..").expect("two ends");
    let holds = |day: &str| match from <= until {
        true => from <= day && day <= until,
        false => from <= day || day <= until,
    };
    let last = year % 4 != 0 && (month, day) == (2, 28);
    holds(&format!("{month:02}-{day:02}")) || (last && holds("02-29"))
}

/// Ends that make trouble, and some drawn by lot; the lot is always the same.
fn windows() -> Vec<String> {
    let named = [
        "12-15..01-15",
        "12-31..01-01",
        "01-01..12-31",
        "02-15..03-15",
        "02-28..03-01",
        "02-29..02-29",
        "02-29..03-10",
        "02-01..02-29",
        "02-01..02-28",
        "03-01..02-28",
        "03-01..02-29",
        "11-20..03-05",
        "02-29..01-10",
        "02-29..02-28",
        "02-28..02-28",
        "10-01..10-31",
    ];
    let mut state = 20_261_127_u32;
    let mut lot = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (month, day) = ((state >> 8) % 12, (state >> 16) % 31);
        format!("{:02}-{:02}", month + 1, day % LENGTHS[month as usize] + 1)
    };
    let drawn = (0..24).map(|_| format!("{}..{}", lot(), lot())).collect::<Vec<_>>();
    named.map(str::to_string).into_iter().chain(drawn).collect()
}

fn kit_of(windows: &[String]) -> Kit {
    let kit = Kit::new(&[
        (
            "kit.yml",
            &format!(
                "title: \"Lịch, cả năm; mọi nơi\"\nbase_url: https://kit.example.vn/\nlanguages: [vi]\n{QUIET}"
            ),
        ),
        ("audiences.yml", "- id: nguoi-dan\n  title: Người dân\n"),
    ]);
    for (n, window) in windows.iter().enumerate() {
        let (from, until) = window.split_once("..").expect("two ends");
        let every = format!("every_year: {{from: \"{from}\", until: \"{until}\"}}");
        kit.write(
            &format!("campaigns/dot-{n}/campaign.yml"),
            &format!(
                "title: Đợt {window}\nsummary: \"Từ {from}, đến {until}; hằng năm\"\naudiences: [nguoi-dan]\nwindows: [{{{every}}}]\n"
            ),
        );
    }
    kit
}

#[test]
fn yearly_windows_hold_the_same_days_in_the_calendar_and_on_pages() {
    let windows = windows();
    let kit = kit_of(&windows);
    let all = days(2027..=2029);
    for built in ["2026-11-27", "2027-02-28", "2028-01-10", "2028-02-29", "2028-12-31"] {
        kit.run(&["build", "--only", "site", "--date", built]).ok();
        let read = read(&kit.public().join("calendar.ics"), "2027-01-01", "2029-12-31");
        assert_eq!(read["name"], "Lịch, cả năm; mọi nơi");
        for &day in &all {
            let date = format!("{}-{:02}-{:02}", day.0, day.1, day.2);
            // What was over when the calendar was made is not in it.
            if date.as_str() < built {
                continue;
            }
            let mut want: Vec<String> = windows
                .iter()
                .filter(|window| holds(window, day))
                .map(|window| format!("Đợt {window}"))
                .collect();
            want.sort();
            want.dedup();
            let found: Vec<&str> = read["days"][&date]
                .as_array()
                .expect("a list")
                .iter()
                .filter_map(Value::as_str)
                .collect();
            assert_eq!(found, want, "{date}, built on {built}");
        }
        let (year, rest) = built.split_once('-').expect("a date");
        let (month, day) = rest.split_once('-').expect("a date");
        let number = |text: &str| text.parse::<u32>().expect("a number");
        let today = (number(year), number(month), number(day));
        let home = kit.read("index.html");
        let (now, _) = home.split_once("id=\"audiences\"").expect("what runs now, then the rest");
        for (n, window) in windows.iter().enumerate() {
            let runs = holds(window, today);
            let page = kit.read(&format!("campaigns/dot-{n}/index.html"));
            assert_eq!(page.contains("<b>Đang diễn ra</b>"), runs, "{window} on {built}");
            assert_eq!(now.contains(&format!("campaigns/dot-{n}/\"")), runs, "{window} on {built}");
        }
    }
}

#[test]
fn a_time_without_an_end_is_not_one_day_and_what_is_over_is_not_there() {
    let kit = kit_of(&[]);
    let windows = [
        ("mo", "{from: 2026-10-01}"),
        ("sau", "{from: 2028-05-01}"),
        ("den", "{until: 2027-03-31}"),
        ("qua", "{from: 2026-01-01, until: 2026-03-01}"),
        ("mot-lan", "{from: 2028-02-20, until: 2028-03-05}"),
    ];
    for (id, window) in windows {
        kit.write(
            &format!("campaigns/{id}/campaign.yml"),
            &format!("title: {id}\naudiences: [nguoi-dan]\nwindows: [{window}]\n"),
        );
    }
    kit.run(&["build", "--only", "site", "--date", "2026-11-27"]).ok();
    let read = read(&kit.public().join("calendar.ics"), "2026-11-27", "2029-12-31");
    for (day, found) in read["days"].as_object().expect("days") {
        let mut want = vec!["mo"];
        want.extend((day.as_str() >= "2028-05-01").then_some("sau"));
        want.extend((day.as_str() <= "2027-03-31").then_some("den"));
        want.extend(("2028-02-20"..="2028-03-05").contains(&day.as_str()).then_some("mot-lan"));
        want.sort_unstable();
        assert_eq!(*found, serde_json::json!(want), "{day}");
    }
}

/// A time that is every year and once is neither: one fault, at the first of
/// the fields that would be lost.
#[test]
fn a_window_that_is_both_is_said() {
    for more in [
        "from: 2026-01-01",
        "until: 2026-12-31",
        "from: 2026-01-01, until: 2026-12-31",
        "from: 2026-12-31, until: 2026-01-01",
    ] {
        let kit = Kit::small();
        kit.write(
            "campaigns/mot/campaign.yml",
            &format!("title: Một\naudiences: [nguoi-dan]\nwindows:\n  - {{every_year: {{from: 05-01, until: 05-31}}, {more}}}\n"),
        );
        let run = kit.run(&["check", "--no-drawn", "--format", "json"]);
        assert_eq!(run.places(), ["unknown-field content/campaigns/mot/campaign.yml 4:47"]);
    }
}

/// A calendar in which nothing stands is none, and nobody is led to one.
#[test]
fn no_calendar_without_times() {
    for (windows, has) in [
        ("", false),
        ("windows: [{from: 2020-01-01, until: 2020-12-31}]\n", false),
        ("windows: [{from: 2026-12-01, until: 2026-12-31}]\n", true),
        ("windows: [{from: 2020-01-01}]\n", true),
        ("windows: [{every_year: {from: 05-01, until: 05-31}}]\n", true),
    ] {
        let kit = Kit::small();
        let campaign = format!("title: Một\naudiences: [nguoi-dan]\n{windows}");
        kit.write("campaigns/mot/campaign.yml", &campaign);
        kit.run(&["build", "--only", "site"]).ok();
        assert_eq!(kit.has("calendar.ics"), has, "{windows}");
        assert_eq!(kit.read("calendar/index.html").contains("calendar.ics"), has, "{windows}");
        let manifest = kit.manifest().to_string();
        assert_eq!(manifest.contains("calendar.ics"), has, "{windows}");
    }
}
