//! `lantoa report plan`.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::{json, planned, sheets};
use crate::harness::{Kit, fold, pdf_text, repository};

#[test]
fn the_plan_says_which_targets_are_met() {
    let kit = planned();
    let report = json(&kit, &["plan"]);
    let rows = report["rows"].as_array().expect("rows");
    let states: Vec<&str> = rows.iter().map(|row| row["state"].as_str().expect("a word")).collect();
    assert_eq!(states, ["met", "running", "missed", "ahead", "unknown", "no-target"]);
    assert_eq!((&rows[1]["percent"], &rows[2]["percent"]), (&66.into(), &40.into()));
    assert_eq!(
        (&rows[0]["form"], &rows[1]["form"]),
        (&"Hội nghị".into(), &"Nói chuyện dưới cờ".into())
    );
    assert_eq!((&rows[2]["target"], &rows[4]["done"]), (&2.5.into(), &Value::Null));
    assert_eq!(report["campaigns_without_activities"][0], "hai");
    // The day after its last day, what was under way is missed.
    let report = json(&kit, &["plan", "--date", "2026-11-22"]);
    assert_eq!(report["rows"][1]["state"], "missed");

    let text = fold(&kit.run(&["report", "plan", "--lang", "vi"]).ok().stdout);
    for part in [
        "6 hoạt động – Đạt: 1 · Đang thực hiện: 1 · Chưa đạt: 1 · Chưa đến kỳ: 1 · Chưa có số liệu: 1 · Không đặt chỉ tiêu: 1",
        "I. Chiến dịch một",
        "Thời gian: 01/10 – 31/12 hằng năm",
        "Mục tiêu: Ai cũng biết",
        "Chiến dịch chưa có hoạt động: Chiến dịch hai.",
        "1.200",
        "2,5",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn done_is_a_number() {
    let kit = planned();
    kit.write(
        "campaigns/mot/campaign.yml",
        "title: Một\naudiences: [nguoi-dan]\nactivities:\n  - {title: Việc, target: 3, done: hai}\n",
    );
    let run = kit.run(&["report", "plan", "--xlsx", "ke-hoach.xlsx", "--format", "json"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.places(), ["wrong-type content/campaigns/mot/campaign.yml 4:36"]);
    assert!(run.stdout.is_empty() && !kit.root().join("ke-hoach.xlsx").exists());
}

#[test]
fn the_plan_workbook_reads_back() {
    let kit = planned();
    kit.run(&["report", "plan", "--xlsx", "ke-hoach.xlsx", "--lang", "vi"]).ok();
    let path = kit.root().join("ke-hoach.xlsx");
    let sheets = sheets(&path);
    let plan = &sheets["Kế hoạch"];
    let head = [
        "STT",
        "Hoạt động",
        "Hình thức",
        "Đơn vị tính",
        "Chỉ tiêu",
        "Kết quả",
        "Đạt chỉ tiêu",
        "Chủ trì",
        "Phối hợp",
        "Thời gian",
    ];
    assert_eq!(plan[3], head);
    assert!(plan[4][0].starts_with("I. Chiến dịch một\nThời gian:"), "{:?}", plan[4]);
    let first = [
        "1",
        "Việc đã đạt",
        "Hội nghị",
        "hội nghị",
        "12",
        "12",
        "Đạt",
        "BHXH tỉnh",
        "Công đoàn <xã>",
        "01/01 – 31/03/2026",
    ];
    assert_eq!(plan[5], first);
    assert_eq!(plan[6][6], "Đang thực hiện (66%)");
    assert_eq!(plan[7][4..7], ["2.5", "1", "Chưa đạt (40%)"]);
    assert_eq!(sheets["Tổng hợp"][4][..3], ["Chiến dịch một", "6", "1"]);
    assert_eq!(sheets["Để lọc"][4][..3], ["Chiến dịch một", "1", "Việc đã đạt"]);
}

#[test]
fn the_plan_prints_on_a4() {
    let kit = planned();
    kit.run(&["report", "plan", "--pdf", "ke-hoach.pdf", "--lang", "vi"]).ok();
    let path = kit.root().join("ke-hoach.pdf");
    let text = pdf_text(&path);
    for part in [
        "Kế hoạch truyền thông",
        "I. Chiến dịch một",
        "Mục tiêu: Ai cũng biết",
        "Việc đã đạt",
        "Công đoàn <xã>",
        "Chưa đạt (40%)",
        "Trang 1/1",
        "Chiến dịch chưa có hoạt động: Chiến dịch hai.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let info = Command::new("pdfinfo").arg(&path).output().expect("pdfinfo (poppler-utils)");
    let info = String::from_utf8_lossy(&info.stdout).into_owned();
    assert!(info.contains("841.89 x 595.276") && fold(&info).contains("Tagged: yes"), "{info}");
}

#[test]
fn a_plan_without_activities_says_so() {
    let kit = Kit::small();
    kit.run(&["report", "plan", "--pdf", "a.pdf", "--xlsx", "a.xlsx", "--html", "a.html"]).ok();
    assert!(pdf_text(&kit.root().join("a.pdf")).contains("Chưa chiến dịch nào có hoạt động"));
    assert!(sheets(&kit.root().join("a.xlsx"))["Kế hoạch"][4][0].contains("activities"));
    assert!(kit.run(&["report", "plan"]).ok().stdout.contains("Chưa chiến dịch nào"));
}

#[test]
fn the_head_comes_again_and_groups_stay_with_their_rows() {
    let kit = Kit::small();
    for n in 10..40 {
        let rows =
            "  - {title: Một việc khá dài cần hai dòng trong bảng kế hoạch, target: 1}\n".repeat(3);
        kit.write(
            &format!("campaigns/c{n}/campaign.yml"),
            &format!("title: Chiến dịch số {n}\naudiences: [nguoi-dan]\nobjectives: [Một, Hai]\nactivities:\n{rows}"),
        );
    }
    kit.run(&["report", "plan", "--pdf", "dai.pdf", "--lang", "vi"]).ok();
    let output =
        Command::new("pdftotext").arg("-layout").arg(kit.root().join("dai.pdf")).arg("-").output();
    let text = String::from_utf8(output.expect("pdftotext").stdout).expect("text");
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert!(pages.len() > 3, "{}", pages.len());
    for page in &pages {
        assert!(page.contains("STT") && page.contains("Phối hợp"), "{page}");
        let lines: Vec<&str> = page.lines().filter(|line| !line.trim().is_empty()).collect();
        let before_foot = lines[lines.len() - 2];
        assert!(
            !before_foot.contains("Chiến dịch số") && !before_foot.contains("Mục tiêu"),
            "{page}"
        );
    }
}

#[test]
fn a_theme_without_a_plan_borrows_one() {
    let kit = planned();
    let (from, to) = (repository().join("themes/default"), kit.root().join("themes/default"));
    for (path, bytes) in crate::harness::files(&from) {
        if path != "typst/plan.typ" {
            let path = to.join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, bytes).expect("written");
        }
    }
    kit.run(&["report", "plan", "--pdf", "ke-hoach.pdf"]).ok();
    assert!(pdf_text(&kit.root().join("ke-hoach.pdf")).contains("Việc đã đạt"));
}

#[test]
fn what_no_font_draws_is_named_where_it_stands() {
    let kit = planned();
    kit.write(
        "campaigns/mot/campaign.yml",
        "title: Một\naudiences: [nguoi-dan]\nactivities:\n  - {title: Việc 𒀀 lạ}\n",
    );
    let run = kit.run(&["report", "plan", "--pdf", "a.pdf", "--format", "json"]);
    assert_eq!(
        (run.code, run.places()),
        (1, vec!["missing-glyph content/campaigns/mot/campaign.yml 4:18".into()])
    );
    assert!(!kit.root().join("a.pdf").exists());
    // What `check` says stops every form, whether it draws or not.
    assert_eq!(kit.run(&["report", "plan"]).code, 1);
}

#[test]
fn results_of_a_sample_kit_are_marked_in_every_form() {
    let kit = planned();
    let config = fs::read_to_string(kit.content().join("kit.yml")).expect("kit.yml");
    let words = [("vi", "Kết quả đã làm là dữ liệu mẫu."), ("en", "The results are sample data.")];
    for sample in [false, true] {
        kit.write("kit.yml", &format!("{config}sample: {sample}\n"));
        assert_eq!(json(&kit, &["plan"])["sample"], sample);
        for (lang, said) in words {
            let plan = ["report", "plan", "--lang", lang];
            let shown = fold(&kit.run(&plan).ok().stdout);
            let files = ["--html", "k.html", "--xlsx", "k.xlsx", "--pdf", "k.pdf"];
            kit.run(&[&plan[..], &files].concat()).ok();
            let page = fs::read_to_string(kit.root().join("k.html")).expect("a page");
            let paper = fold(&pdf_text(&kit.root().join("k.pdf")));
            for (form, text) in [("terminal", shown), ("html", fold(&page)), ("pdf", paper)] {
                assert_eq!(text.contains(said), sample, "{form} {lang}: {text}");
            }
            for (name, rows) in sheets(&kit.root().join("k.xlsx")) {
                let marked = rows.iter().flatten().any(|cell| cell.contains(said));
                assert_eq!(marked, sample, "{name} {lang}");
            }
        }
    }
}
