//! `lantoa check --no-drawn` on a catalogue of 5 MB and 20,000 messages, as
//! a ratio to the parser alone on the same bytes, in one run.
//!
//! `cargo bench --bench catalogue`. Machines are noisy: read the ratios.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lantoa::diag::{Diagnostics, FileId};
use lantoa::source::yaml;

/// Rounds of each measurement; the fastest counts.
const ROUNDS: usize = 9;
/// Messages of the catalogue.
const MESSAGES: usize = 20_000;

fn main() {
    let dir = tempfile::tempdir().expect("a folder");
    let catalogue = write_kit(dir.path());
    let (mut events, mut tree, mut check) = (Duration::MAX, Duration::MAX, Duration::MAX);
    // Rounds interleaved, so that all meet the same noise.
    for _ in 0..ROUNDS {
        events = events.min(time(|| {
            let parser = granit_parser::Parser::new_from_str(&catalogue);
            for event in parser {
                std::hint::black_box(event.expect("sound YAML"));
            }
        }));
        tree = tree.min(time(|| {
            let mut found = Diagnostics::default();
            std::hint::black_box(yaml::parse(&catalogue, FileId(0), 0, &mut found));
            assert!(found.list().is_empty());
        }));
        check = check.min(time(|| {
            let status = Command::new(env!("CARGO_BIN_EXE_lantoa"))
                .current_dir(dir.path())
                .args(["check", "--no-drawn", "--strict", "--date", "2026-11-21"])
                .stdout(Stdio::null())
                .status()
                .expect("the program runs");
            assert!(status.success());
        }));
    }
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!("{MESSAGES} messages, {:.1} MB:", catalogue.len() as f64 / 1e6);
    println!("  parser's events alone   1.00       ({:.0} ms here)", ms(events));
    println!(
        "  tree with places        {:.2} ×     ({:.0} ms here)",
        ratio(tree, events),
        ms(tree)
    );
    println!(
        "  check --no-drawn        {:.2} ×     ({:.0} ms here, the whole program)",
        ratio(check, events),
        ms(check)
    );
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Writes a kit with the catalogue, and hands on the catalogue's text.
fn write_kit(dir: &Path) -> String {
    let content = dir.join("content");
    let folder = content.join("campaigns/toan-dan");
    fs::create_dir_all(&folder).expect("folders");
    let write = |path: &Path, text: &str| fs::write(path, text).expect("a file");
    write(
        &content.join("kit.yml"),
        "title: Kho\nbase_url: https://kho.example/\nlanguages: [vi]\n",
    );
    write(&content.join("audiences.yml"), "- {id: nguoi-lao-dong, title: Người lao động}\n");
    write(
        &content.join("facts.yml"),
        "- id: muc\n  title: Mức\n  unit: VND/month\n  values: [{value: 2340000}]\n  \
         verified: {by: Ban Chính sách, on: 2026-01-01}\n",
    );
    write(
        &folder.join("campaign.yml"),
        "title: Bảo hiểm xã hội toàn dân\naudiences: [nguoi-lao-dong]\n",
    );
    let mut text = String::new();
    for n in 0..MESSAGES {
        let _ = write!(
            text,
            "- id: thong-diep-{n}\n  audiences: [nguoi-lao-dong]\n  status: approved\n  text:\n    \
             vi:\n      headline: Đóng hôm nay, an nhàn ngày mai, lần thứ {n}\n      \
             body: Nhà nước hỗ trợ {{{{ muc }}}} mỗi tháng cho người tham gia bảo hiểm.\n",
        );
    }
    write(&folder.join("messages.yml"), &text);
    text
}
