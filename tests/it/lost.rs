//! What an editor writes comes out, or it is said at its place why not: text
//! that no parser takes, files that nobody reads, words that cannot be.

use crate::harness::{Kit, repository};

pub const FRONT: &str = "---\ntitle: Hỏi?\naudiences: [nguoi-dan]\nstatus: approved\n---\n";

/// A kit that also has a fact.
pub fn kit() -> Kit {
    let kit = Kit::small();
    kit.write(
        "facts.yml",
        "- id: muc-a\n  title: Mức A\n  unit: VND\n  values: [{value: 2530000}]\n",
    );
    kit
}

/// What `check` says of a kit, layout left out.
pub fn said(kit: &Kit) -> Vec<String> {
    let run = kit.run(&["check", "--no-drawn", "--format", "json"]);
    run.places()
}

/// Each fault alone, in every kind of Markdown, at its line and column.
#[test]
fn text_that_markdown_cannot_use() {
    for (text, line, column) in [
        ("Xem [đây](to khai.pdf) nhé.", 0, 11),
        ("Mở đầu.\n\n![Ảnh](anh mot.jpg)", 2, 8),
        ("| A | B |\n| 1 | 2 |", 0, 1),
        ("| A | B |\n|---|---|\n| 1 | 2 | mất |", 2, 11),
        ("Chữ.\n\n##Tiêu đề", 2, 1),
        ("-một\n-hai", 0, 1),
        ("> [!WARNIN]\n> Chữ.", 0, 5),
        ("> [!CẢNH BÁO]\n> Chữ.", 0, 5),
        ("Chữ[^1].", 0, 4),
        ("Mức { muc-a } mỗi tháng.", 0, 5),
        ("Gọi { unit.hotline } nhé.", 0, 5),
        ("Chữ <u>gạch chân</u>.", 0, 5),
        ("Mở đầu.\n\n<div>Khối <b>chữ</b></div>", 2, 1),
        ("Chữ <!-- lời nhắn --> tiếp.", 0, 5),
        ("Xem [đây](https://kit.example.vn/ \"Lời nhắn\").", 0, 36),
        ("Xem [đây][a].\n\n[a]: https://kit.example.vn/ 'Lời nhắn'", 2, 31),
        ("Xem ![ảnh][a] nhé.", 0, 11),
        ("Xem ![Ảnh chụp] nhé.", 0, 5),
    ] {
        for path in [
            "faq/hoi.md",
            "pages/trang.md",
            "leaflets/to.md",
            "broadcasts/loa.md",
            "campaigns/mot/index.md",
        ] {
            let kit = kit();
            let front = if path.ends_with("index.md") { "" } else { FRONT };
            kit.write(path, &format!("{front}{text}\n"));
            let line = front.lines().count() + line + 1;
            let run = kit.run(&["check", "--no-drawn", "--format", "json"]);
            let place = format!("lost-text content/{path} {line}:{column}");
            assert_eq!(run.places(), [place], "{text}");
            assert_eq!(run.code, 1, "what would be lost is an error: {text}");
        }
    }
}

/// The same in a guide, which is Markdown within YAML.
#[test]
fn text_that_a_guide_loses() {
    let kit = kit();
    kit.write(
        "audiences.yml",
        "- id: nguoi-dan\n  title: Người dân\n  guide: |\n    Xem:\n\n    -một\n    -hai\n",
    );
    let places = said(&kit);
    assert_eq!(places.len(), 1, "{places:?}");
    assert!(places[0].starts_with("lost-text content/audiences.yml "), "{places:?}");
}

#[test]
fn a_break_in_a_cell_is_one() {
    let kit = kit();
    kit.write("faq/hoi.md", &format!("{FRONT}| A | B |\n|---|---|\n| một<br>hai | ba |\n"));
    kit.build().ok();
    let page = kit.read("faq/hoi/index.html");
    assert!(page.contains("một<br>hai"), "{page}");
}

/// Marks of Markdown and HTML in every text that is plain.
#[test]
fn marks_in_plain_texts() {
    for (text, mark) in [
        ("Đóng **hôm nay** nhé", "**"),
        ("Xem [đây](https://a.vn)", "["),
        ("Gọi `1900` nhé", "`"),
        ("Một<br>hai", "<br>"),
        ("Một&nbsp;hai", "&"),
    ] {
        let column = |before: &str| {
            let at = text.find(mark).expect("the mark");
            before.chars().count() + text[..at].chars().count() + 1
        };
        let plain = kit();
        plain.write(
            "campaigns/mot/messages.yml",
            &format!("- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi:\n      headline: \"{text}\"\n"),
        );
        let place = format!("campaigns/mot/messages.yml 6:{}", column("      headline: \""));
        assert_eq!(said(&plain), [format!("lost-text content/{place}")], "{text}");
        let front = kit();
        front.write(
            "faq/hoi.md",
            &format!(
                "---\ntitle: \"{text}\"\naudiences: [nguoi-dan]\nstatus: approved\n---\nĐáp.\n"
            ),
        );
        let place = format!("faq/hoi.md 2:{}", column("title: \""));
        assert_eq!(said(&front), [format!("lost-text content/{place}")], "{text}");
    }
}

#[test]
fn a_comment_that_eats_a_text_is_a_warning() {
    let kit = kit();
    let message = "- id: chao # chào\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi:\n      headline: Gọi tổng đài #1900\n      body: Chào # nhớ rà soát\n- id: hai\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi:\n      headline: Gọi  # nhớ rà soát\n      body: \"Gọi\" # nhớ\n";
    kit.write("campaigns/mot/messages.yml", message);
    let run = kit.run(&["check", "--no-drawn", "--format", "json"]).ok();
    assert_eq!(
        run.places(),
        [
            "lost-text content/campaigns/mot/messages.yml 6:30",
            "lost-text content/campaigns/mot/messages.yml 7:18",
        ]
    );
}

#[test]
fn cells_beyond_the_columns_of_an_infographic() {
    let kit = kit();
    kit.write(
        "infographics/so.yml",
        "title: Số\naudiences: [nguoi-dan]\nstatus: approved\nblocks:\n  - kind: table\n    columns: [A, B]\n    rows:\n      - [một, hai]\n      - [ba, bốn, năm]\n",
    );
    assert_eq!(said(&kit), ["lost-text content/infographics/so.yml 9:19"]);
}

/// Texts in a language that the kit has not are shown nowhere, wherever
/// languages are written.
#[test]
fn languages_that_the_kit_does_not_have() {
    let message = |more: &str| {
        format!(
            "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi: {{headline: Xin chào}}\n{more}"
        )
    };
    for (path, text, line, column) in [
        ("campaigns/mot/messages.yml", message("    fr: {headline: Bonjour}\n"), 6, 5),
        ("campaigns/mot/messages.yml", message("  figure_label: {vi: Mức, fr: Taux}\n"), 6, 27),
        ("audiences.yml", "- id: nguoi-dan\n  title: {vi: Dân, fr: Gens}\n".into(), 2, 20),
        ("faq/hoi.md", FRONT.replace("Hỏi?", "{vi: Hỏi?, fr: Qui?}") + "Đáp.\n", 2, 19),
        (
            "infographics/so.yml",
            "title: Số\naudiences: [nguoi-dan]\nstatus: approved\nblocks:\n  - kind: table\n    columns: [A]\n    rows:\n      - [{vi: một, fr: un}]\n".into(),
            8,
            20,
        ),
    ] {
        let kit = Kit::small();
        kit.write(path, &text);
        let run = kit.run(&["check", "--no-drawn", "--format", "json"]);
        assert_eq!(run.places(), [format!("lost-text content/{path} {line}:{column}")]);
        let said = run.diagnostics()[0].to_string();
        assert!(said.contains("`fr`") && said.contains("vi"), "{said}");
        kit.write(path, &text.replace("fr:", "zzz:"));
        let place = format!("unknown-field content/{path} {line}:{column}");
        assert_eq!(self::said(&kit), [place]);
    }
}

#[test]
fn a_title_on_two_lines_is_one() {
    let kit = kit();
    kit.write(
        "faq/hoi.md",
        "---\ntitle: |\n  Đóng ở đâu\n  và khi nào?\naudiences: [nguoi-dan]\nstatus: approved\n---\nĐáp.\n",
    );
    kit.build().ok();
    let page = kit.read("faq/hoi/index.html");
    assert!(page.contains("Đóng ở đâu và khi nào?"), "{page}");
}

/// Every file of a folder is read, published, named or reported: once.
#[test]
fn files_that_nobody_reads() {
    for (path, severity) in [
        ("campaigns/mot/messages.yml.txt", "error"),
        ("leaflets/x.md.txt", "error"),
        ("leaflets/x.MD", "error"),
        ("faq/x.markdown", "error"),
        ("faq/x.docx", "error"),
        ("campaigns/mot/messages (1).yml", "error"),
        ("campaigns/mot/messages - Copy.yml", "error"),
        ("campaigns/mot/so-lieu.xlsx", "error"),
        ("campaigns/mot/thong-diep.yml", "warning"),
        ("to-gap/x.md", "warning"),
        ("notes/x.md", "warning"),
        ("campaigns/mot/anh.jpg", "warning"),
        ("campaigns/hai/index.md", "warning"),
        ("campaigns/mot/index.fr.md", "warning"),
    ] {
        let kit = kit();
        kit.write(path, &format!("{FRONT}Chữ.\n"));
        let run = kit.run(&["check", "--no-drawn", "--format", "json"]);
        assert_eq!(run.places(), [format!("unused-file content/{path} 1:1")]);
        assert_eq!(run.diagnostics()[0]["severity"], severity, "{path}");
        assert_eq!(run.code, i32::from(severity == "error"), "{path}");
    }
}

#[test]
fn translations_that_are_called_otherwise() {
    let text = Kit::small();
    text.write("kit.yml", "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\nchecks: {missing-translation: off, orphan-item: off}\n");
    text.write("faq/hoi.md", &format!("{FRONT}Đáp.\n"));
    for (path, id) in [
        ("faq/hoi-en.md", "unused-file"),
        ("faq/hoi_en.md", "unused-file"),
        ("faq/hoi.vi.md", "unused-file"),
        ("faq/hoi.fr.md", "unknown-value"),
        ("faq/khac.en.md", "missing-file"),
        ("kit.en.yml", "unused-file"),
    ] {
        text.write(path, "---\ntitle: Question?\n---\nAnswer.\n");
        assert_eq!(said(&text), [format!("{id} content/{path} 1:1")]);
        std::fs::remove_file(text.content().join(path)).expect("a file");
    }
}

#[test]
fn what_editors_and_systems_leave_is_left_out() {
    let kit = kit();
    for folder in ["", "faq/", "campaigns/mot/", "static/", "static/sau/"] {
        for name in [
            ".DS_Store",
            "Thumbs.db",
            "desktop.ini",
            "~$to.docx",
            ".messages.yml.swp",
            "messages.yml~",
            "._anh.jpg",
            ".~lock.so.ods#",
        ] {
            kit.write(&format!("{folder}{name}"), "x");
        }
    }
    kit.write("static/mau.pdf", "x");
    assert_eq!(said(&kit), [] as [String; 0]);
    kit.build().ok();
    assert!(kit.has("mau.pdf"));
    for name in [".DS_Store", "Thumbs.db", "sau/desktop.ini", "messages.yml~", "._anh.jpg"] {
        assert!(!kit.has(name), "{name}");
    }
}

/// Words of the sample kit as Telex types them, in texts of Vietnamese.
#[test]
fn keys_left_in_real_words() {
    let words =
        "bảo hiểm hội tự nguyện quyền người động được hưởng tiền lương mức đóng hỗ trợ nước";
    for word in words.split(' ') {
        let typed = typed(word);
        let kit = kit();
        kit.write("faq/hoi.md", &format!("{FRONT}Chế độ {typed} mới.\n"));
        let keys = typed.len() - word.chars().count();
        if keys > 1 {
            assert_eq!(said(&kit), ["suspect-spelling content/faq/hoi.md 6:8"], "{typed}");
        }
        kit.write(
            "kit.yml",
            &format!("title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\nspelling_allowed: [{typed}]\nchecks: {{unverified-fact: off, orphan-item: off}}\n"),
        );
        assert_eq!(said(&kit), [] as [String; 0], "{typed}");
    }
}

/// A word as its keys: letters, then the tone's.
fn typed(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let (mut keys, mut tone) = (String::new(), "");
    for c in word.nfd() {
        match c {
            '\u{301}' => tone = "s",
            '\u{300}' => tone = "f",
            '\u{309}' => tone = "r",
            '\u{303}' => tone = "x",
            '\u{323}' => tone = "j",
            '\u{302}' => keys.push(keys.chars().next_back().expect("a letter")),
            '\u{306}' | '\u{31b}' => keys.push('w'),
            'đ' => keys.push_str("dd"),
            c => keys.push(c),
        }
    }
    keys + tone
}

#[test]
fn the_sample_kit_has_none_of_it() {
    let kit = Kit::new(&[]);
    for (path, bytes) in crate::harness::files(&repository().join("content")) {
        kit.write_bytes(&path, &bytes);
    }
    let new = ["lost-text", "unused-file", "suspect-spelling", "misplaced-file"];
    let of = |place: &String| new.iter().any(|id| place.starts_with(id));
    assert_eq!(said(&kit).into_iter().filter(of).collect::<Vec<_>>(), [] as [String; 0]);
}
