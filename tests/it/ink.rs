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
