//! Words without spaces in every field that is drawn: each is drawn whole
//! within its place, or said at the word.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::harness::{Kit, Run, pdf_text};

/// Made-up addresses of many lengths; the same each time.
fn words() -> Vec<String> {
    let parts =
        ["dich-vu", "tra-cuu", "bhxh", "khanhhoa", "ho-so", "thu-tuc", "gov.vn", "a_b", "x=1"];
    let joins = ["/", ".", "-", "@", "_", "?", "&", "="];
    let mut seed = 7_u32;
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % most
    };
    (2..10)
        .map(|count| {
            let mut word = String::from("congdichvu");
            for _ in 0..count {
                word += joins[next(joins.len())];
                word += parts[next(parts.len())];
            }
            word
        })
        .collect()
}

fn at(run: &Run, ids: &[&str]) -> Vec<Value> {
    let mut found = run.diagnostics();
    found.retain(|one| ids.iter().any(|id| one["id"] == *id));
    found
}

const DRAWN: [&str; 3] = ["text-overflow", "overlapping-text", "low-contrast"];

#[test]
fn an_address_of_any_length_stays_in_its_place_on_cards() {
    let kit = Kit::small();
    let mut messages = String::new();
    for (n, word) in words().iter().enumerate() {
        messages += &format!(
            "- id: m-{n}\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi:\n      headline: \"Vào {word} nhé\"\n      body: \"Xem {word} để biết\"\n\
             - id: s-{n}\n  audiences: [nguoi-dan]\n  status: approved\n  steps: [\"Mở {word}\", \"Gửi {word}\"]\n  text: {{vi: {{headline: Làm hai bước}}}}\n\
             - id: q-{n}\n  audiences: [nguoi-dan]\n  status: approved\n  card: quote\n  by: \"{word}\"\n  text: {{vi: {{headline: Giữ sổ là giữ lương hưu}}}}\n"
        );
    }
    kit.write("campaigns/mot/messages.yml", &messages);
    let run = kit.run(&["check", "--format", "json"]);
    for fault in at(&run, &DRAWN) {
        // What is said is said at the address itself, and how much is too much.
        let line = fault["line"].as_u64().expect("a line") as usize;
        let text = messages.lines().nth(line - 1).expect("that line");
        assert!(text.contains("congdichvu"), "{fault}");
        assert!(fault["message"].as_str().expect("words").contains("ký tự"), "{fault}");
    }
    // No address of fewer than fifty characters is too long for a headline.
    let short = |fault: &&Value| fault["line"].as_u64().is_some_and(|line| line < 40);
    assert_eq!(at(&run, &DRAWN).iter().filter(short).collect::<Vec<_>>(), Vec::<&Value>::new());
}

#[test]
fn what_a_sheet_breaks_is_copied_out_whole() {
    for word in words() {
        let kit = Kit::small();
        kit.write(
            "leaflets/to.md",
            &format!(
                "---\ntitle: Tờ gấp\naudiences: [nguoi-dan]\ntemplate: trifold\nstatus: approved\n---\n\n## Một\n\nVào {word} để xem.\n\n- Mục {word}\n\n## Hai\n\n> Lời {word}\n"
            ),
        );
        kit.run(&["build"]).ok();
        let text = pdf_text(&kit.public().join("files/leaflets/to/to.vi.screen.pdf"));
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let count = bare.matches(word.as_str()).count();
        assert_eq!(count, 3, "{word}: {text}");
        assert!(!text.contains('\u{200b}'), "{text}");
    }
}

#[test]
fn a_table_too_wide_is_one_fault_at_its_worst_cell() {
    for (template, columns, is_full) in [
        ("trifold", 3, false),
        ("trifold", 6, true),
        ("table-sheet", 5, false),
        ("table-sheet", 12, true),
    ] {
        let row = |cell: &dyn Fn(usize) -> String| {
            let cells: Vec<String> = (0..columns).map(cell).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let table = row(&|n| format!("Năm {n}"))
            + &row(&|_| "--:".into())
            + &row(&|n| format!("{}.{:03}.000", n + 1, n * 37 % 1000))
            + &row(&|n| format!("{}.{:03}.000", n + 2, n * 91 % 1000));
        let kit = Kit::small();
        kit.write(
            "leaflets/bang.md",
            &format!("---\ntitle: Bảng\naudiences: [nguoi-dan]\ntemplate: {template}\nstatus: approved\n---\n\n## Mức\n\n{table}"),
        );
        let run = kit.run(&["check", "--format", "json"]);
        let found = at(&run, &DRAWN);
        assert_eq!(found.len(), usize::from(is_full), "{template} {columns}: {found:?}");
        if let Some(fault) = found.first() {
            let line = fault["line"].as_u64().expect("a line");
            assert!((10..14).contains(&line), "{fault}");
            let said = fault["message"].as_str().expect("words");
            assert!(said.contains("cột") && !said.contains("cell"), "{fault}");
        }
    }
}

#[test]
fn one_long_headline_is_one_fault() {
    let kit = Kit::small();
    let long = "Người lao động tự do tham gia bảo hiểm xã hội tự nguyện ".repeat(8);
    kit.write(
        "campaigns/mot/messages.yml",
        &format!("- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text: {{vi: {{headline: \"{long}\"}}}}\n"),
    );
    let found = at(&kit.run(&["check", "--format", "json"]), &DRAWN);
    let [fault] = &found[..] else { panic!("{found:?}") };
    assert_eq!(fault["id"], "text-overflow");
    let said = fault["message"].as_str().expect("words");
    assert!(said.contains("og") && said.contains("story") && said.contains("tiêu đề"), "{said}");
}

#[test]
fn a_sign_that_cannot_be_drawn_is_pointed_at_in_the_text_that_is_drawn() {
    for sign in ["1\u{fe0f}\u{20e3}", "#\u{fe0f}\u{20e3}"] {
        let kit = Kit::small();
        kit.write(
            "campaigns/mot/messages.yml",
            &format!("- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi:\n      post: \"Bài {sign} dài\"\n      headline: \"Bước {sign} là đây\"\n"),
        );
        let found = at(&kit.run(&["check", "--format", "json"]), &["missing-glyph"]);
        let [fault] = &found[..] else { panic!("{sign}: {found:?}") };
        assert_eq!(
            (fault["line"].as_u64(), fault["column"].as_u64()),
            (Some(7), Some(23)),
            "{fault}"
        );
    }
}

#[test]
fn what_is_copied_out_of_a_sheet_is_what_was_written() {
    // Letters of Ê Đê and Jrai, of which many have no form of their own, in
    // all places of a word; syllables of Khmer, Cham and Tai Viet.
    let marked: String = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "n", "č"]
        .iter()
        .flat_map(|base| ["\u{306}", "\u{302}", "\u{30c}", "\u{323}"].map(|mark| (base, mark)))
        .enumerate()
        .map(|(n, (base, mark))| match n % 3 {
            0 => format!("{base}{mark}ng "),
            1 => format!("k{base}{mark} "),
            _ => format!("m{base}{mark}h "),
        })
        .collect();
    let texts = [
        ("rad", marked.as_str()),
        ("km", "ការធានារ៉ាប់រង សង្គម ស្ម័គ្រចិត្ត ខ្ញុំស្រលាញ់ប្រទេស ព្រឹត្តិការណ៍"),
        ("cjm", "ꨌꩌ ꨕꨴꨯꨮꩂ ꨀꨴꨭꩂ"),
        ("blt", "ꪎꪳ ꪼꪕ ꪁꪫꪱꪣ ꪹꪜꪸꪉ"),
        ("vi", "Ẩm ướt, quần áo, nghiễm nhiên, Ễ Ữ Ặ, khuỷu, giặt giũ; ỹ ỵ ở ữ."),
    ];
    let nfc = |text: &str| -> String { text.nfc().collect() };
    let texts = texts.map(|(lang, text)| (lang, nfc(text.trim())));
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi, rad, km, cjm, blt]\n{}",
            crate::harness::QUIET
        ),
    );
    for (lang, text) in &texts {
        let file =
            if *lang == "vi" { "leaflets/to.md".into() } else { format!("leaflets/to.{lang}.md") };
        let front = if *lang == "vi" {
            "audiences: [nguoi-dan]\ntemplate: flyer\nstatus: approved\n"
        } else {
            ""
        };
        // In the type of headings, of text and of strong text.
        let heading: String = text.split(' ').take(2).collect::<Vec<_>>().join(" ");
        kit.write(
            &file,
            &format!("---\ntitle: {heading}\n{front}---\n\n## {heading}\n\n{text}\n\n**{text}**\n"),
        );
    }
    kit.run(&["build", "--only", "leaflets"]).ok();
    for (lang, text) in texts {
        let path = kit.public().join(format!("files/leaflets/to/to.{lang}.screen.pdf"));
        let copied = nfc(&pdf_text(&path));
        // Khmer has no spaces where lines end.
        let bare = |text: &str| if lang == "km" { text.replace(' ', "") } else { text.to_owned() };
        assert_eq!(bare(&copied).matches(&bare(&text)).count(), 2, "{lang}: {text}\n{copied}");
    }
}

/// The shortest and ever longer texts, in four languages, on every template
/// of card, sheet and infographic: what is too long is said to be, and
/// nothing is ever drawn over anything else or too pale to read.
#[test]
fn the_shortest_and_the_longest_texts_are_drawn_or_said_to_be_too_long() {
    let words = [
        ("vi", "Ấ", "người lao động Ễ tham gia bảo hiểm xã hội tự nguyện Ẩm"),
        ("en", "I", "everybody who takes part in voluntary social insurance by the Sea"),
        ("km", "ក", "ការធានារ៉ាប់រង សង្គម ស្ម័គ្រចិត្ត សម្រាប់ កម្មករ"),
        ("rad", "Ê̆", "mô̆ ê̆ hŏng Êa Kpăl mnuih ƀuôn sang Č̆"),
    ];
    for repeat in [0_usize, 1, 2, 4] {
        let text = |lang: &str| -> String {
            let (_, least, more) = words.iter().find(|(own, ..)| *own == lang).expect("a language");
            if repeat == 0 { (*least).to_string() } else { vec![*more; repeat].join(" ") }
        };
        let localised = |indent: &str| -> String {
            words.iter().map(|(lang, ..)| format!("\n{indent}{lang}: \"{}\"", text(lang))).collect()
        };
        let kit = Kit::small();
        kit.write(
            "kit.yml",
            &format!(
                "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi, en, km, rad]\n{}",
                crate::harness::QUIET
            ),
        );
        kit.write("facts.yml", "- {id: muc, title: Mức, unit: VND/month, values: [{value: 1234567, from: 2024-01-01}]}\n");
        let mut messages = String::new();
        for (id, more) in [
            ("thuong", String::new()),
            ("so", format!("  figure: muc\n  figure_label:{}\n", localised("    "))),
            ("loi", format!("  card: quote\n  by:{}\n", localised("    "))),
            (
                "buoc",
                format!(
                    "  steps:\n    - {{{0}}}\n    - {{{0}}}\n",
                    words.map(|(lang, ..)| format!("{lang}: \"{}\"", text(lang))).join(", ")
                ),
            ),
        ] {
            messages += &format!(
                "- id: {id}\n  audiences: [nguoi-dan]\n  status: approved\n{more}  text:\n"
            );
            for (lang, ..) in words {
                messages +=
                    &format!("    {lang}: {{headline: \"{0}\", body: \"{0}\"}}\n", text(lang));
            }
        }
        kit.write("campaigns/mot/messages.yml", &messages);
        kit.write(
            "infographics/hinh.yml",
            &format!(
                "title:{0}\nsummary:{0}\naudiences: [nguoi-dan]\ntemplate: {1}\nstatus: approved\nblocks:\n  - kind: steps\n    items: [{{title: {{{2}}}, text: {{{2}}}}}]\n  - kind: compare\n    better: left\n    left: {{title: {{{2}}}, items: [{{{2}}}]}}\n    right: {{title: {{{2}}}, items: [{{{2}}}]}}\n  - kind: table\n    columns: [{{{2}}}, Hai]\n    rows: [[{{{2}}}, \"12\"]]\n",
                localised("  "),
                ["tall", "square", "wide"][repeat % 3],
                words.map(|(lang, ..)| format!("{lang}: \"{}\"", text(lang))).join(", "),
            ),
        );
        for (id, template) in
            [("gap", "trifold"), ("roi", "flyer"), ("bang", "table-sheet"), ("treo", "poster")]
        {
            for (lang, ..) in words {
                let (ending, front) = if lang == "vi" {
                    (
                        String::new(),
                        format!("audiences: [nguoi-dan]\ntemplate: {template}\nstatus: approved\n"),
                    )
                } else {
                    (format!(".{lang}"), String::new())
                };
                let said = text(lang);
                kit.write(
                    &format!("leaflets/{id}{ending}.md"),
                    &format!("---\ntitle: \"{said}\"\nsummary: \"{said}\"\n{front}---\n\n## {said}\n\n{said}\n\n- {said}\n\n## {said}\n\n> {said}\n\n| {said} | Hai |\n| --- | --: |\n| {said} | 12 |\n"),
                );
            }
        }
        let run = kit.run(&["check", "--format", "json"]);
        let found = at(&run, &["overlapping-text", "low-contrast", "theme-fault", "missing-glyph"]);
        assert_eq!(found, Vec::<Value>::new(), "{repeat}");
        if repeat == 0 {
            assert_eq!(at(&run, &["text-overflow"]), Vec::<Value>::new());
        }
    }
}

/// A headline that its first page holds, over a second page that has less
/// room for it: there it is cut and says so; nothing leaves the field.
#[test]
fn a_long_headline_over_a_second_page_stays_in_its_field() {
    let part = "ការធានារ៉ាប់រង សង្គម ស្ម័គ្រចិត្ត សម្រាប់ កម្មករ ";
    for repeat in 1..6 {
        let title = part.repeat(repeat);
        let section = format!("## {part}\n\n{}\n\n", part.repeat(14));
        let kit = Kit::small();
        kit.write(
            "kit.yml",
            &format!(
                "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [km]\n{}",
                crate::harness::QUIET
            ),
        );
        kit.write("campaigns/mot/messages.yml", "[]\n");
        kit.write(
            "leaflets/to.md",
            &format!(
                "---\ntitle: \"{}\"\naudiences: [nguoi-dan]\ntemplate: flyer\nstatus: approved\n---\n\n{}",
                title.trim(),
                section.repeat(4)
            ),
        );
        let run = kit.run(&["check", "--format", "json"]);
        let found = at(&run, &["overlapping-text", "low-contrast", "theme-fault"]);
        assert_eq!(found, Vec::<Value>::new(), "{repeat}");
    }
}

/// A theme whose photo cards put their words on the photo itself is proved by
/// what each photo shows behind them.
#[test]
fn words_on_a_photo_are_held_against_the_photo() {
    let kit = Kit::small();
    let from = crate::harness::repository().join("themes/default");
    for (path, bytes) in crate::harness::files(&from) {
        let to = kit.root().join("themes/anh").join(&path);
        std::fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
        let bytes = if path == "typst/card/photo.typ" {
            let text = String::from_utf8(bytes).expect("text");
            let broken = text
                .replace("mix, present, report", "mix, present, report, behind")
                .replace("shore(", "no-shore(")
                .replace("#let card(body)", "#let no-shore(..any) = none\n#let card(body)")
                .replace(
                    "= at(x, y, box(width: width * 1pt, height: height * 1pt,",
                    "= at(0, 0, behind(box(width: W * 1pt, height: H * 1pt,",
                )
                .replace("else { \" \" },\n  )))", "else { \" \" },\n  ))))");
            assert!(broken.contains("behind(box(") && broken.contains("))))"), "{broken}");
            broken.into_bytes()
        } else {
            bytes
        };
        std::fs::write(to, bytes).expect("a written file");
    }
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\ntheme: anh\n{}",
            crate::harness::QUIET
        ),
    );
    for (light, is_pale) in [(235_u8, true), (15, false)] {
        let grain = |x: u32, y: u32| ((x * 7919 + y * 104_729) % 17) as u8;
        let photo = image::RgbImage::from_fn(900, 900, |x, y| image::Rgb([light + grain(x, y); 3]));
        let mut bytes = std::io::Cursor::new(Vec::new());
        photo.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a JPEG");
        kit.write_bytes("campaigns/mot/anh.jpg", &bytes.into_inner());
        kit.write(
            "campaigns/mot/messages.yml",
            "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  card: photo\n  picture: {src: anh.jpg, alt: Trời}\n  text:\n    vi: {headline: Xin chào bà con}\n",
        );
        let found = at(&kit.run(&["check", "--format", "json"]), &DRAWN);
        assert_eq!(!found.is_empty(), is_pale, "{found:?}");
        assert!(found.iter().all(|fault| fault["id"] == "low-contrast"), "{found:?}");
    }
}
