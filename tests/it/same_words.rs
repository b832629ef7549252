//! What a page says and what a drawing shows of the same text agree: numbers
//! and their units, which columns are figures, footnotes, and the words that
//! stay where something cannot be shown.

use std::process::Command;

use crate::harness::{Kit, QUIET, pdf_text};

const FACTS: &str = "- {id: muc, title: Mức đóng, unit: VND/month, legal: [luat], values: [{from: 2025-01-01, value: 330000}]}
- {id: ty-le, title: Tỷ lệ, unit: percent, legal: [luat], values: [{from: 2025-01-01, value: 4.5}]}
- {id: so-nam, title: Số năm, unit: years, legal: [luat], values: [{from: 2025-01-01, value: 15}]}
";

const BLOCKS: &str = "  - kind: figures
    title: Ba con số
    items:
      - {value: \"{{ so-nam }}\", label: là đủ}
      - {value: 1500000, label: đồng một năm}
      - {value: 30+ người, label: mỗi buổi}
  - kind: bars
    title: Phần đóng
    unit: percent
    items:
      - {label: Của bạn, value: \"{{ ty-le }}\"}
      - {label: Cả hai, value: 22.5, highlight: true}
  - kind: bars
    title: Tiền đóng
    unit: đồng/tháng
    items:
      - {label: Nghèo, value: 66000}
      - {label: Thường, value: 330000}
  - kind: table
    title: Bảng mức
    columns: [Nhà có, Mức đóng, Khi nào]
    rows:
      - [2 người, 1.320.000, Từ 15 năm]
      - [3 người, 99.000, 15 năm trở lên]
";

const LEAFLET: &str = "---
title: Tờ có hình
audiences: [nguoi-dan]
status: approved
template: flyer
---
## Phần một

Câu có chú thích.[^a] Xem [trang đã mất](faq:khong-co) và ![lá cờ](message:chao).

![Hình đã mất](message:chao)

| Hạng | Số tiền | Lời |
| --- | --- | --- |
| Một | 2.640.000 | Gần |
| Hai | 77.000 | Xa hơn |

## Phần hai

![Hình](infographic:hinh)

[^a]: Lời chú thích.
";

fn kit() -> Kit {
    let kit = Kit::small();
    let quiet = QUIET.replace("checks: {", "checks: {broken-link: off, literal-amount: off, ");
    kit.write(
        "kit.yml",
        &format!("title: Bộ nhỏ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\n{quiet}"),
    );
    kit.write("facts.yml", FACTS);
    kit.write("legal.yml", "- {id: luat, number: 41/2024/QH15, title: Luật}\n");
    kit.write(
        "infographics/hinh.yml",
        &format!(
            "title: Hình số liệu\naudiences: [nguoi-dan]\nstatus: approved\nblocks:\n{BLOCKS}"
        ),
    );
    kit.write("leaflets/to.md", LEAFLET);
    kit
}

/// The text of HTML or of a PDF without white space, which layouts choose.
fn bare(text: &str) -> String {
    let mut inside = false;
    let shown = text.chars().filter(|c| {
        inside = (inside || *c == '<') && *c != '>';
        !inside && *c != '>' && !c.is_whitespace()
    });
    shown.collect()
}

/// Where a word of a PDF begins and ends, in points from the left.
fn sides(pdf: &std::path::Path, word: &str) -> (f64, f64) {
    let output = Command::new("pdftotext").arg("-bbox").arg(pdf).arg("-").output();
    let text = String::from_utf8_lossy(&output.expect("pdftotext").stdout).into_owned();
    let end = format!(">{word}</word>");
    let line = text.lines().find(|line| line.ends_with(&end)).unwrap_or_else(|| panic!("{word}"));
    let side = |name: &str| {
        let value =
            line.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.and_then(|value| value.parse().ok()).expect("a number")
    };
    (side("xMin"), side("xMax"))
}

#[test]
fn an_infographic_says_and_draws_the_same_numbers() {
    let kit = kit();
    kit.build().ok();
    let page = kit.read("infographics/hinh/index.html");
    let pdf = kit.public().join("files/infographics/hinh/hinh.vi.pdf");
    let (said, drawn) = (bare(&page), bare(&pdf_text(&pdf)));
    for words in [
        "15 năm",
        "1.500.000",
        "30+ người",
        "4,5%",
        "22,5%",
        "66.000 đồng/tháng",
        "330.000 đồng/tháng",
    ] {
        assert!(said.contains(&bare(words)), "the page lacks {words}");
        assert!(drawn.contains(&bare(words)), "the drawing lacks {words}");
    }
    // A unit that every bar says is not said once more.
    assert!(!page.contains("<caption>") && !said.contains("percent") && !drawn.contains("percent"));
    // Bars begin at zero, and the longest is whole.
    for width in ["200", "1000"] {
        assert!(page.contains(&format!(" width=\"{width}\" height=\"10\"")), "{width}");
    }
}

#[test]
fn figures_stand_at_the_right_on_pages_and_drawings() {
    let kit = kit();
    kit.build().ok();
    for (page, pdf, long, short) in [
        ("infographics/hinh/", "infographics/hinh/hinh.vi.pdf", "1.320.000", "99.000"),
        ("leaflets/to/", "leaflets/to/to.vi.screen.pdf", "2.640.000", "77.000"),
    ] {
        let html = kit.read(&format!("{page}index.html"));
        for figure in [long, short] {
            assert!(html.contains(&format!("<td class=\"right\">{figure}</td>")), "{figure}");
        }
        for words in ["2 người", "Từ 15 năm", "15 năm trở lên"] {
            assert!(html.contains(&format!("<td>{words}</td>")), "{words}");
        }
        let pdf = kit.public().join("files").join(pdf);
        let (long, short) = (sides(&pdf, long), sides(&pdf, short));
        assert!((long.1 - short.1).abs() < 0.5 && short.0 - long.0 > 1.0, "{long:?} {short:?}");
    }
}

#[test]
fn a_text_is_shown_alike_on_its_page_and_on_paper() {
    let kit = kit();
    kit.build().ok();
    let page = kit.read("leaflets/to/index.html");
    let drawn = bare(&pdf_text(&kit.public().join("files/leaflets/to/to.vi.screen.pdf")));
    let said = bare(&page);
    for words in [
        // What leads nowhere leaves its words.
        "Xem trang đã mất và lá cờ.",
        "Hình đã mất",
        "Lời chú thích.",
        // An infographic stands under its title.
        "Hình số liệu",
        "Ba con số",
        "22,5%",
    ] {
        assert!(said.contains(&bare(words)), "the page lacks {words}");
        assert!(drawn.contains(&bare(words)), "the drawing lacks {words}");
    }
    assert!(page.contains("chú thích.<sup><a href=\"#note-1\">1</a></sup>"));
    assert!(drawn.contains(&bare("chú thích. [1]")), "{drawn}");
    let level = |words: &str| {
        let at = page.find(&format!(">{words}</h")).unwrap_or_else(|| panic!("{words}"));
        page[at + words.len() + 4..].chars().next().expect("a level")
    };
    let levels = ["Phần hai", "Hình số liệu", "Ba con số"].map(level);
    assert_eq!(levels, ['3', '4', '5']);
}
