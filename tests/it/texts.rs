//! Texts that are none of an item's: an audience's guide, a campaign's landing
//! text. Every rule of texts looks at them too, and at the HTML that a kit
//! allows in them.

use crate::harness::Kit;

fn check(kit: &Kit) -> Vec<String> {
    kit.run(&["check", "--no-drawn", "--format", "json"]).places()
}

/// Adds to the settings of a kit.
fn set(kit: &Kit, settings: &str) {
    let config = std::fs::read_to_string(kit.content().join("kit.yml")).expect("kit.yml");
    kit.write("kit.yml", &format!("{config}{settings}"));
}

/// What is wrong in an item's body is wrong in a guide and a landing text, at
/// its own place, also the second time that the words are there.
#[test]
fn rules_of_texts_look_at_all_of_them() {
    for (text, id, line, column) in [
        ("#### Nộp ở đâu", "heading-order", 0, 1),
        ("## Nộp\n\n#### Nộp\n\nTại đại lý.", "heading-order", 2, 1),
        ("Xem ![](/anh.png)", "missing-alt", 0, 9),
        ("Xem [đây](faq:khong-co)", "broken-link", 0, 11),
        ("Xem [a](faq:co) [b](faq:co) [c](faq:mot)", "broken-link", 0, 33),
        ("Chữ <u>gạch</u>", "lost-text", 0, 5),
        ("Chữ [đây](to khai.pdf)", "lost-text", 0, 11),
        ("Người laof động", "suspect-spelling", 0, 7),
        ("Đóng 330.000 đồng", "literal-amount", 0, 6),
        ("Đóng 2,530,000 người", "doubtful-figure", 0, 6),
        ("Mức {{ khong-co }}", "unknown-fact", 0, 8),
    ] {
        let indented: String = text.lines().map(|line| format!("    {line}\n")).collect();
        let guide =
            format!("- id: nguoi-dan\n  title: Người dân\n  guide: |\n    Mở đầu.\n\n{indented}");
        for (path, text, above, before) in [
            ("audiences.yml", guide, 5, 4),
            ("campaigns/mot/index.md", format!("Mở đầu.\n\n{text}\n"), 2, 0),
        ] {
            let kit = Kit::small();
            kit.write("faq/co.md", "---\ntitle: Có?\nstatus: approved\n---\nCó.\n");
            kit.write("static/anh.png", "x");
            kit.write(path, &text);
            let place = format!("{}:{}", above + line + 1, before + column);
            assert_eq!(check(&kit), [format!("{id} content/{path} {place}")], "{text}");
        }
    }
}

#[test]
fn the_front_matter_of_a_landing_text_is_read() {
    let kit = Kit::small();
    let config = std::fs::read_to_string(kit.content().join("kit.yml")).expect("kit.yml");
    kit.write("kit.yml", &config.replace("[vi]", "[vi, en]"));
    kit.write(
        "campaigns/mot/index.md",
        "---\ntitle: Đóng hôm nay\nsummary: An nhàn ngày mai\n---\nLời mở.\n",
    );
    kit.write("campaigns/mot/index.en.md", "---\ntitle: Pay today\n---\nOpening.\n");
    kit.run(&["build", "--only", "site"]).ok();
    let page = kit.read("campaigns/mot/index.html");
    for wanted in ["Đóng hôm nay</h1>", "An nhàn ngày mai</p>", "Lời mở."] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    let page = kit.read("en/campaigns/mot/index.html");
    assert!(page.contains("Pay today</h1>") && page.contains("Opening."), "{page}");
    // Elsewhere the campaign is called as it was.
    assert!(kit.read("campaigns/index.html").contains("Chiến dịch một"));
    // One that says all there is to say needs no body.
    kit.write("campaigns/mot/index.en.md", "---\ntitle: Pay today\n---\n");
    kit.run(&["build", "--only", "site"]).ok();
    assert!(kit.read("en/campaigns/mot/index.html").contains("Lời mở."));
    kit.write("campaigns/mot/index.en.md", "---\ntitle: Pay today\nlegal: [luat]\n---\nA.\n");
    assert_eq!(check(&kit), ["unknown-field content/campaigns/mot/index.en.md 3:1"]);
    kit.write("campaigns/mot/index.en.md", "---\ntitle: Pay **today**\n---\nA.\n");
    assert_eq!(check(&kit), ["lost-text content/campaigns/mot/index.en.md 2:12"]);
}

/// HTML leads where Markdown would, or it is said that it does not.
#[test]
fn links_of_html_are_those_of_markdown() {
    let kit = Kit::small();
    set(&kit, "allow_html: true\n");
    kit.write("static/to-khai.pdf", "x");
    kit.write("faq/co.md", "---\ntitle: Có?\nstatus: approved\n---\nCó.\n");
    let page = |text: &str| {
        kit.write("pages/trang.md", &format!("---\ntitle: Trang\nstatus: approved\n---\n{text}\n"));
    };
    page(
        "<p title='a > b'>Viết href=\"/x\" <a href='/to-khai.pdf?a=1&amp;b=2'>tờ khai</a></p>\n\nXem <a href=\"faq:co\">câu</a>, <a href=\"#đầu\">đầu</a>.\n\n## Đầu",
    );
    kit.run(&["build", "--only", "site"]).ok();
    let html = kit.read("trang/index.html");
    for wanted in ["href=\"../to-khai.pdf?a=1&amp;b=2\"", "href=\"../faq/co/\"", "href=\"#đầu\""]
    {
        assert!(html.contains(wanted), "{wanted}\n{html}");
    }
    assert!(!html.contains('\u{e000}'), "{html}");
    for (text, id, column) in [
        ("<p><a href=\"/mat.pdf\">a</a></p>", "broken-link", 1),
        ("<p><img src=\"/mat.png\" alt=\"a\"></p>", "broken-link", 1),
        ("Xem <a href=\"mat.pdf\">a</a>", "broken-link", 5),
        ("Xem <a href=\"faq:mat\">a</a>", "broken-link", 5),
        ("Xem <a href=\"#mat\">a</a>", "broken-link", 5),
    ] {
        page(text);
        assert_eq!(check(&kit), [format!("{id} content/pages/trang.md 5:{column}")], "{text}");
    }
}

/// What a page does not keep of HTML is named, once a block.
#[test]
fn html_that_no_page_keeps_is_said() {
    let kit = Kit::small();
    set(&kit, "allow_html: true\n");
    for (text, what, column) in [
        ("<iframe src='/a.html'></iframe>", "<iframe>", 1),
        ("<script>x()</script>", "<script>", 1),
        ("<p onclick='x()' style='color:red'>A</p>", "onclick, style", 1),
        ("<p><a href='javascript:x()'>A</a></p>", "href", 1),
        ("<p><a href='JaVa&#10;script:x()'>A</a></p>", "href", 1),
        ("<p><a href='lạ:x'>A</a> <a href='zalo:x'>A</a></p>", "href", 1),
        ("<form><input name=a><p>A</p></form>", "<form>, <input>", 1),
        ("Chữ <div>khối</div>.", "<div>", 5),
        ("Chữ <u class=to>gạch</u>.", "class", 5),
    ] {
        kit.write("pages/trang.md", &format!("---\ntitle: Trang\nstatus: approved\n---\n{text}\n"));
        let run = kit.run(&["check", "--no-drawn", "--format", "json"]);
        assert!(run.stderr.contains(what), "{text}\n{}", run.stderr);
        let place = format!("lost-text content/pages/trang.md 5:{column}");
        assert!(check(&kit).contains(&place), "{text}: {:?}", check(&kit));
    }
    let text = "<p title='a' dir=ltr><b>A</b> <a rel=nofollow href='tel:19009068'>B</a></p>";
    kit.write("pages/trang.md", &format!("---\ntitle: Trang\nstatus: approved\n---\n{text}\n"));
    assert!(check(&kit).is_empty(), "{:?}", check(&kit));
}

#[test]
fn a_block_of_html_is_not_printed() {
    let kit = Kit::small();
    set(&kit, "allow_html: true\n");
    let front = "---\ntitle: Tờ\naudiences: [nguoi-dan]\nstatus: approved\n---\n";
    let body = "## A\n\n<div>Khối</div>\n\n<!-- ghi chú -->\n\nChữ <u>gạch</u>.\n";
    for (path, printed) in
        [("leaflets/to.md", true), ("broadcasts/loa.md", true), ("faq/hoi.md", false)]
    {
        kit.write(path, &format!("{front}{body}"));
        let wanted = printed.then(|| format!("lost-text content/{path} 8:1"));
        assert_eq!(check(&kit), wanted.into_iter().collect::<Vec<_>>(), "{path}");
        std::fs::remove_file(kit.content().join(path)).expect("a file");
    }
}

/// A hashtag that is an address is one fault, whatever it leads to.
#[test]
fn a_hashtag_that_is_an_address() {
    for (tag, id) in [
        ("https://vnexpress.net/an-sinh", "outside-link"),
        ("kit.example.vn", "wrong-type"),
        ("tiktok.com/@an-sinh", "unofficial-link"),
        ("https://www.facebook.com/an-sinh", "unofficial-link"),
    ] {
        let kit = Kit::small();
        let config = std::fs::read_to_string(kit.content().join("kit.yml")).expect("kit.yml");
        kit.write(
            "campaigns/mot/campaign.yml",
            &format!("title: Một\naudiences: [nguoi-dan]\nhashtags: [AnSinh, \"{tag}\"]\n"),
        );
        // What a kit turns off does not hide that it is no hashtag.
        for (off, id) in [
            (", outside-link: off", if id == "outside-link" { "wrong-type" } else { id }),
            ("", id),
        ] {
            kit.write("kit.yml", &config.replace(", outside-link: off", off));
            let run = kit.run(&["check", "--no-drawn", "--format", "json"]);
            let places = run.places();
            assert_eq!(places.len(), 1, "{tag}: {places:?}");
            let line = format!("{id} content/campaigns/mot/campaign.yml 3:");
            assert!(places[0].starts_with(&line), "{tag}: {places:?}");
            assert_eq!(run.code, 1, "{tag}");
        }
    }
}
