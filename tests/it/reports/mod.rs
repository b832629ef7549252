//! `lantoa report`: the kits its tests run on, and what both reports share.

mod coverage;
mod plan;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::harness::{Kit, TODAY, program, repository};

/// A kit in two languages with an item in each phase of its life.
fn two_languages() -> Kit {
    let kit = Kit::small();
    kit.write("kit.yml", "title: Bộ nhỏ\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\n");
    kit.write(
        "audiences.yml",
        "- {id: nguoi-dan, title: {vi: Người dân, en: People}}\n- {id: can-bo, title: Cán bộ < 5 năm & xã}\n",
    );
    kit.write(
        "campaigns/mot/campaign.yml",
        "title: {vi: Chiến dịch một, en: Campaign one}\naudiences: [nguoi-dan, can-bo]\n",
    );
    kit.write(
        "facts.yml",
        concat!(
            "- id: muc\n  title: Mức đóng\n  unit: VND\n  values:\n",
            "    - {value: 1000, until: 2026-12-31}\n    - {value: 2000, from: 2027-01-01}\n",
            "- {id: gap-doi, title: Gấp đôi, unit: VND, formula: muc * 2}\n",
            "- id: tat\n  title: Sắp tắt\n  unit: VND\n  values: [{value: 7, until: 2026-12-01}]\n",
            "- id: xa\n  title: Còn xa\n  unit: VND\n  values: [{value: 5, until: 2027-01-21}]\n",
        ),
    );
    let item = |id: &str, who: &str, text: &str, more: &str| {
        format!("- id: {id}\n  audiences: [{who}]\n  text: {text}\n{more}")
    };
    let both = "{vi: {headline: Một}, en: {headline: One}}";
    let live = "  status: approved\n";
    let messages = [
        item("hai-tieng", "nguoi-dan", both, live),
        item("chi-viet", "nguoi-dan, can-bo", "{vi: {headline: \"Đóng {{ gap-doi }}\"}}", live),
        item("tat", "nguoi-dan", "{vi: {headline: \"{{ tat }}, {{ muc }}, {{ xa }}\"}}", live),
        item("nhap", "can-bo", both, ""),
        item("cho", "nguoi-dan", both, "  status: approved\n  publish_from: 2026-12-01\n"),
        item("het", "nguoi-dan", both, "  status: approved\n  valid: {until: 2026-11-20}\n"),
        item("rut", "nguoi-dan", both, "  status: withdrawn\n"),
        item(
            "sap",
            "nguoi-dan",
            both,
            "  status: approved\n  valid: {until: 2027-01-20}\n  replaced_by: message:hai-tieng\n",
        ),
        item("sau", "nguoi-dan", both, "  status: approved\n  valid: {until: 2027-01-21}\n"),
    ];
    kit.write("campaigns/mot/messages.yml", &messages.concat());
    kit.write(
        "faq/le.md",
        "---\ntitle: Hỏi lẻ?\naudiences: [can-bo]\nstatus: approved\n---\nĐáp.\n",
    );
    kit
}

#[track_caller]
fn json(kit: &Kit, args: &[&str]) -> Value {
    let run = kit.run(&[&["report"], args, &["--format", "json"]].concat()).ok();
    serde_json::from_str(&run.stdout).expect("one object")
}

/// A kit with an activity in each state.
fn planned() -> Kit {
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/campaign.yml",
        r#"title: Chiến dịch một
audiences: [nguoi-dan]
windows: [{every_year: {from: 10-01, until: 12-31}}]
objectives: [Ai cũng biết]
activities:
  - {title: Việc đã đạt, form: hoi-nghi, unit_of_measure: hội nghị, target: 12, done: 12, lead: BHXH tỉnh, with: "Công đoàn <xã>", when: {from: 2026-01-01, until: 2026-03-31}}
  - {title: Việc đang làm, form: Nói chuyện dưới cờ, target: 3, done: 2, when: {until: 2026-11-21}}
  - {title: Việc quá hạn, target: 2.5, done: 1, when: {from: 2026-01-01, until: 2026-11-20}}
  - {title: Việc chưa đến, target: 1, when: {from: 2026-12-01}}
  - {title: Việc chưa báo, target: 1200, when: {from: 2026-11-01, until: 2026-12-31}}
  - {title: Việc không chỉ tiêu, done: 4}
"#,
    );
    kit.write("campaigns/hai/campaign.yml", "title: Chiến dịch hai\naudiences: [nguoi-dan]\n");
    kit
}

/// The rows of each sheet, as text, by the sheet's name.
fn sheets(path: &Path) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let cell = |data: &Data| match data {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    let names = book.sheet_names();
    let mut sheets = BTreeMap::new();
    for name in names {
        let range = book.worksheet_range(&name).expect("a sheet");
        sheets.insert(name, range.rows().map(|row| row.iter().map(cell).collect()).collect());
    }
    sheets
}

#[test]
fn files_are_written_whole_or_not_at_all() {
    let kit = planned();
    // The second cannot be written, so the first is not either.
    let run =
        kit.run(&["report", "plan", "--xlsx", "a.xlsx", "--pdf", "khong-co/a.pdf", "--lang", "vi"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("Không ghi được `khong-co/a.pdf`"), "{}", run.stderr);
    assert_eq!(kit.run(&["report", "plan", "--html", "."]).code, 2);
    let names = || {
        let entries = fs::read_dir(kit.root()).expect("a folder");
        entries.map(|e| e.expect("an entry").file_name()).filter(|n| n != "content").count()
    };
    assert_eq!(names(), 0);
    fs::write(kit.root().join("a.xlsx"), "cũ").expect("written");
    kit.run(&["report", "plan", "--xlsx", "a.xlsx"]).ok();
    assert_eq!(names(), 1);
    assert!(sheets(&kit.root().join("a.xlsx")).contains_key("Kế hoạch"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(kit.root().join("a.xlsx")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o600, 0o600);
        assert_ne!(mode & 0o044, 0, "others may read it, as any new file");
    }
    // Errors of the content stop a report before it writes.
    kit.write("campaigns/mot/campaign.yml", "titel: Một\n");
    assert_eq!(kit.run(&["report", "coverage", "--html", "b.html"]).code, 1);
    assert_eq!(names(), 1);
    assert_eq!(kit.run_as_is(&["report"]).code, 2);
    assert_eq!(kit.run_as_is(&["report", "coverage", "--pdf", "b.pdf"]).code, 2);
}

/// A report on the sample kit.
fn sample(args: &[&str]) -> String {
    let mut command = program();
    command.current_dir(repository()).arg("report").args(args).args(["--date", TODAY]);
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn the_sample_kit_is_told_as_it_is() {
    let report: Value =
        serde_json::from_str(&sample(&["coverage", "--format", "json"])).expect("an object");
    // Every campaign, audience, kind and language.
    let campaigns =
        fs::read_dir(repository().join("content/campaigns")).expect("campaigns").count();
    let rows = report["rows"].as_array().expect("rows");
    let told: std::collections::BTreeSet<&str> =
        rows.iter().filter_map(|row| row["campaign"].as_str()).collect();
    assert_eq!(told.len(), campaigns);
    let leaflets = report["totals"][0]["counts"][1]["live"].as_u64().expect("a number");
    let files = fs::read_dir(repository().join("content/leaflets")).expect("leaflets");
    let names = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
    assert_eq!(leaflets as usize, names.filter(|name| !name.ends_with(".en.md")).count());
    // The poverty line changes at New Year, and so do the sheets that rest on it.
    let ends = report["expiring"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|item| item["item"]["id"] == "nhung-dieu-can-biet-bhxh-tu-nguyen");
    let ends = ends.expect("the leaflet");
    assert_eq!(ends["until"], "2026-12-31");
    assert_eq!(ends["reasons"][0]["id"], "chuan-ngheo-nong-thon");
    assert!(ends["reasons"][0]["next"].is_string());

    let plan: Value =
        serde_json::from_str(&sample(&["plan", "--format", "json"])).expect("an object");
    assert_eq!(plan["sample"], true);
    for state in ["running", "unknown", "no-target"] {
        assert!(plan["totals"][state].as_u64().expect("a number") > 0, "{state}");
    }
}

#[test]
fn the_same_kit_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    for n in ["1", "2"] {
        let file = |name: &str| path(&format!("{n}-{name}"));
        sample(&["coverage", "--html", &file("c.html"), "--xlsx", &file("c.xlsx")]);
        let (html, xlsx, pdf) = (file("p.html"), file("p.xlsx"), file("p.pdf"));
        sample(&["plan", "--html", &html, "--xlsx", &xlsx, "--pdf", &pdf]);
        // Were the time of writing in a file, a second would show it.
        std::thread::sleep(std::time::Duration::from_millis(1100));
    }
    for name in ["c.html", "c.xlsx", "p.html", "p.xlsx", "p.pdf"] {
        let bytes = |n: &str| fs::read(path(&format!("{n}-{name}"))).expect("a file");
        assert!(bytes("1") == bytes("2"), "{name}");
    }
}
