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

#[test]
fn marks_that_do_nothing() {
    let mark = TextKey::LOST_MARK;
    for (text, marks) in [
        ("Chữ **đậm quên đóng, rồi **lại quên.", &["**"][..]),
        ("Chữ đậm** thôi", &["**"]),
        ("Chữ ** đậm ** thôi", &["**"]),
        ("Chữ __đậm", &["__"]),
        ("- Một\n- **Hai\n- Ba**", &["**", "**"]),
        ("Chữ ==tô== và ++thêm++", &["==", "++"]),
        ("Rộng 20 m^2^", &["^"]),
        ("Là $$x + 1$$", &["$$"]),
        ("Xin chào :smile: nhé :heart:.", &[":smile:", ":heart:"]),
        ("Xem [[Trang chủ]]", &["[[Trang chủ]]"]),
        ("Chữ {: .to} hay {.nho}", &["{.nho}", "{: .to}"]),
        ("- [ ] việc\n- [x] xong", &["[ ]", "[x]"]),
        ("Thuật ngữ\n: nghĩa", &[":"]),
    ] {
        let mut found = said(text);
        found.sort_by_key(|(_, words)| *words);
        let mut wanted: Vec<_> = marks.iter().map(|words| (mark, *words)).collect();
        wanted.sort_by_key(|(_, words)| *words);
        assert_eq!(found, wanted, "{text}");
    }
    assert_eq!(said("```\nchữ\n\nchữ"), [(TextKey::LOST_FENCE, "```")]);
    assert_eq!(said("Nhóm\tMức\nA\tB"), [(TextKey::LOST_TABLE_TABS, "Nhóm\tMức")]);
    assert_eq!(said("Xem [đây]()."), [(TextKey::LOST_LINK_EMPTY, "[đây]()")]);
    assert_eq!(said("![Hình]()"), [(TextKey::LOST_LINK_EMPTY, "![Hình]()")]);
    assert_eq!(said("Xem [](https://a.vn)."), [(TextKey::LOST_LINK_WORDS, "[](https://a.vn)")]);
    for sound in [
        "**đậm** ***cả hai*** __đậm__ và **[liên kết](https://a.vn)**",
        "Gọi 09****123, 12**34, 3 * 4, 2 ** 3",
        "Họ tên: ______ Ngày ____",
        "\\**không\\** và `**mã`",
        "2 == 2, C++ và C++, a ++ b",
        "a^b, 10^ và ^",
        "Giá $5 và $$",
        "lúc 8:30:15, tỷ lệ 1:2:3, ghi: xong",
        "Gồm:đây :ạ ::ế :abcộ: cuối:",
        "Một [x] đánh dấu",
        "```\nchữ **\n```\n\n> ~~~\n> x\n> ~~~",
        "Một\thai",
        "[![a](b.png)](https://a.vn) [`mã`](https://a.vn)",
        "{{ so | value }}, {0} và { }",
        "Nơi nộp: xã.",
    ] {
        assert_eq!(said(sound), [], "{sound}");
    }
}
