use super::super::{Place, parse};
use crate::diag::{FileId, TextKey};

/// What is said of a text, and the words it is said of.
fn said(text: &str) -> Vec<(TextKey, &str)> {
    let place = Place { file: FileId(0), offset: 0, folder: "" };
    let parsed = parse(text, place, false);
    parsed.lost.iter().map(|d| (d.message.key, &text[d.span.expect("a place").range()])).collect()
}

#[test]
fn links_that_are_none() {
    let one = |text, words| assert_eq!(said(text), [(TextKey::LOST_LINK_SPACE, words)], "{text}");
    one("Xem [đây](mau don.pdf) nhé.", "mau don.pdf");
    one("Xem [đây](https://a.vn/mau don.pdf).", "https://a.vn/mau don.pdf");
    one("![Hình](anh chup.jpg)", "anh chup.jpg");
    one("- [đây](a b)", "a b");
    one("| A | B |\n|---|---|\n| [x](a b) | c |", "a b");
    assert_eq!(said("Xem [đây] (https://a.vn)."), [(TextKey::LOST_LINK, "https://a.vn")]);
    assert_eq!(
        said("Xem [đây](https://a.vn nhé"),
        [(TextKey::LOST_LINK, "[đây](https://a.vn nhé")]
    );
    assert_eq!(said("Xem [bài này][muc-hai]."), [(TextKey::LOST_LINK, "[muc-hai]")]);
    for sound in [
        "[đây](https://a.vn) và [kia](<mau don.pdf>)",
        "Ô [x] (để trống) và [1][2]",
        "`[x](a b)`",
        "\\[x](a b)",
        "[x]\\(a b)",
        "[đây][a]\n\n[a]: https://a.vn",
    ] {
        assert_eq!(said(sound), [], "{sound}");
    }
}

#[test]
fn tables_that_are_none() {
    let lost = TextKey::LOST_TABLE;
    assert_eq!(said("| A | B |\n| 1 | 2 |"), [(lost, "| A | B |")]);
    assert_eq!(said("A | B\n1 | 2"), [(lost, "A | B")]);
    assert_eq!(said("| A | B |\n|---|\n| 1 | 2 |"), [(lost, "|---|")]);
    assert_eq!(said("| A | B |\n|—|—|\n| 1 | 2 |"), [(lost, "|—|—|")]);
    assert_eq!(said("> | A | B |\n> | 1 | 2 |"), [(lost, "| A | B |")]);
    let cells = TextKey::LOST_CELLS;
    assert_eq!(said("| A | B |\n|---|---|\n| 1 | 2 | ba bốn |"), [(cells, "ba bốn")]);
    assert_eq!(said("A | B\n---|---\n1 | 2 | | 4"), [(cells, "4")]);
    for sound in [
        "| A | B |\n|---|---|\n| 1 | 2 | |\n| 1 |\n| a \\| b | c |",
        "Gọi 1900 9068 | baohiemxahoi.gov.vn",
        "| A | B |\n|---|---|\n| {{ x | value }} | 2 |",
    ] {
        assert_eq!(said(sound), [], "{sound}");
    }
}

#[test]
fn lines_that_lack_a_space() {
    let heading = TextKey::LOST_HEADING;
    assert_eq!(said("##Tiêu đề\n\nChữ."), [(heading, "##")]);
    assert_eq!(said("Chữ.\n###Tiêu đề"), [(heading, "###")]);
    assert_eq!(said("#Tiêu đề của bài"), [(heading, "#")]);
    let item = TextKey::LOST_ITEM;
    assert_eq!(said("-một\n-hai\n-ba"), [(item, "-")]);
    assert_eq!(said("Gồm:\n-một"), [(item, "-")]);
    assert_eq!(said("• một\n• hai"), [(item, "•")]);
    assert_eq!(said("1.Nộp\n2.Nhận"), [(item, "1")]);
    for sound in [
        "## Tiêu đề\n\n- một\n- hai",
        "#BHXHToanDan #AnSinh",
        "-5 độ ở Sa Pa",
        "*Ghi chú: giá chưa gồm thuế",
        "1.500.000 đồng\n2.500.000 đồng",
        "**-đậm**",
        "\\-một",
        "Một - hai\n\n---\n\nBa",
    ] {
        assert_eq!(said(sound), [], "{sound}");
    }
}

#[test]
fn boxes_and_footnotes() {
    assert_eq!(said("> [!WARNIN]\n> Chữ."), [(TextKey::LOST_ALERT, "WARNIN")]);
    assert_eq!(said("> [!CẢNH BÁO]\n> Chữ."), [(TextKey::LOST_ALERT, "CẢNH BÁO")]);
    assert_eq!(said("> [!NOTE] Chữ."), [(TextKey::LOST_ALERT_FORM, "[!NOTE]")]);
    assert_eq!(said("[!NOTE]\nChữ."), [(TextKey::LOST_ALERT_FORM, "[!NOTE]")]);
    assert_eq!(said("Chữ[^1] và[^2].\n\n[^1]: Một."), [(TextKey::LOST_NOTE, "[^2]")]);
    assert_eq!(said("Chữ.\n\n[^1]: Một."), [(TextKey::LOST_NOTE_UNUSED, "[^1]")]);
    assert_eq!(said("Chữ.\n\n[hỏi]: đáp"), [(TextKey::LOST_DEFINITION, "[hỏi]: đáp")]);
    for sound in ["> [!warning]\n> Chữ.", "Chữ[^1].\n\n[^1]: Một.", "> \\[!X]", "Xem mục [^]."]
    {
        assert_eq!(said(sound), [], "{sound}");
    }
}

#[test]
fn html_where_it_is_off() {
    assert_eq!(said("Chữ <b>đậm</b>."), [(TextKey::LOST_HTML, "<b>")]);
    assert_eq!(said("<div>\nChữ\n</div>"), [(TextKey::LOST_HTML, "<div>")]);
    assert_eq!(said("<!-- ghi chú -->"), [(TextKey::LOST_HTML, "<!--")]);
    for sound in ["Một<br>hai<br/>ba", "| A |\n|---|\n| 1<br />2 |", "<https://a.vn>", "a < b > c"]
    {
        assert_eq!(said(sound), [], "{sound}");
    }
}
