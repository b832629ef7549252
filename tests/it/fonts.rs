//! What the theme's fonts cannot draw is found before anything is drawn: one
//! fault a script, that says what to do. Fonts and their order are data.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::harness::{Kit, QUIET, repository};

/// A kit with the theme `moi`, whose files these are, in these languages.
fn kit(languages: &str, messages: &str, theme: &[(&str, &[u8])]) -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ nhỏ\nbase_url: https://kit.example.vn/\nlanguages: [{languages}]\ntheme: moi\n\
             cards: [square]\n{QUIET}"
        ),
    );
    kit.write("campaigns/mot/messages.yml", messages);
    put(&kit, "theme.yml", b"# Moi\n");
    for (path, bytes) in theme {
        put(&kit, path, bytes);
    }
    kit
}

/// Writes a file of the theme.
fn put(kit: &Kit, path: &str, bytes: &[u8]) {
    let path: PathBuf = kit.root().join("themes/moi").join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

/// Messages with these headlines.
fn messages(headlines: &[&str]) -> String {
    let message = |(n, headline): (usize, &&str)| {
        format!(
            "- id: m{n}\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi: {{headline: \"{headline}\"}}\n"
        )
    };
    headlines.iter().enumerate().map(message).collect()
}

/// What is said of glyphs.
fn said(kit: &Kit, args: &[&str]) -> Vec<Value> {
    let run = kit.run(&[args, &["--format", "json"]].concat());
    run.diagnostics().into_iter().filter(|d| d["id"] == "missing-glyph").collect()
}

/// A font of the default theme under another name.
fn renamed() -> Vec<u8> {
    let path = "themes/default/fonts/noto-sans-cham/NotoSansCham_400Regular.ttf";
    let mut bytes = fs::read(repository().join(path)).expect("a font");
    for at in 0..bytes.len().saturating_sub(8) {
        if bytes[at..].starts_with(b"\0N\0o\0t\0o") {
            bytes[at + 1] = b'M';
        } else if bytes[at..].starts_with(b"Noto") {
            bytes[at] = b'M';
        }
    }
    bytes
}

const THAI: &[u8] = b"name: Thai\nfallback: vi\nnumbers: {decimal: \".\", group: \",\", least_grouped: 4}\n\
plural: none\nlist: {two: \"{a}, {b}\", more: \"{a}, {b}\", last: \"{a}, {b}\"}\n\
dates: {long: \"{d}/{m}/{year}\", short: \"{d}/{m}/{year}\", day: \"{d}/{m}\", range: \"{from} - {until}\"}\n\
units: {vnd: \"{n} VND\", percent: \"{n}%\", years: \"{n} y\", months: \"{n} m\", people: \"{n} p\"}\n\
quotes: {open: \"<\", close: \">\"}\nscript: {code: Thai, tall: true}\nreading: {syllables_a_minute: 230, words: letters}\n";

#[test]
fn a_script_without_font_is_one_fault_at_its_first_word() {
    let texts = messages(&["Chào ยินดี ต้อนรับ", "Lại ยินดี", "Năm mới 福 lộc 禄", "Số \u{10a60} lạ"]);
    let kit = kit("vi", &texts, &[]);
    let commands: [&[&str]; 3] = [&["check", "--no-drawn"], &["check"], &["build"]];
    for (lang, words) in [
        ("vi", ["chữ Thái Lan", "chữ Hán", "chữ Old South Arabian"]),
        ("en", ["Thai letters", "Chinese (Han) letters", "Old South Arabian letters"]),
    ] {
        for command in commands {
            let said = said(&kit, &[command, &["--lang", lang]].concat());
            let place = |d: &Value| (d["line"].as_u64(), d["column"].as_u64());
            let places: Vec<_> = said.iter().map(place).collect();
            let expected = [(Some(5), Some(26)), (Some(15), Some(29)), (Some(20), Some(24))];
            assert_eq!(places, expected, "{command:?} {said:?}");
            for (d, word) in said.iter().zip(words) {
                let message = d["message"].as_str().unwrap_or_default();
                assert!(message.contains(word), "{message}");
            }
            let hints = said[0]["hints"].to_string();
            assert!(hints.contains("role: text, scripts: [Thai]"), "{hints}");
            assert!(hints.contains("themes/moi/fonts/"), "{hints}");
        }
    }
}

/// What people copy into other programs is not drawn; letters that come
/// together of several characters are.
#[test]
fn what_is_not_drawn_and_what_is_composed_is_no_fault() {
    let texts = "- id: m\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi:\n      headline: \"Nga\u{300}y mo\u{31b}\u{301}i\"\n      post: Chào ยินดี\n";
    let kit = kit("vi", texts, &[]);
    assert_eq!(said(&kit, &["check"]), Vec::<Value>::new());
}

#[test]
fn a_language_whose_script_no_font_has_is_said_where_the_kit_names_it() {
    let locale: &[(&str, &[u8])] = &[("locales/th.yml", THAI)];
    let bare = kit("vi, th", &messages(&["Xin chào"]), locale);
    let found = said(&bare, &["check", "--no-drawn"]);
    let [fault] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        (fault["file"].as_str(), fault["line"].as_u64()),
        (Some("content/kit.yml"), Some(3))
    );
    // With a text in it, that is the fault.
    let texts = messages(&["Xin chào"]) + "    th: {headline: ยินดี}\n";
    let written = kit("vi, th", &texts, locale);
    let found = said(&written, &["check"]);
    let [fault] = &found[..] else { panic!("{found:?}") };
    assert_eq!(fault["line"].as_u64(), Some(6));
}

#[test]
fn a_family_is_added_by_one_entry() {
    let font = renamed();
    let kit = kit("vi", &messages(&["Xin chào"]), &[("fonts/moto/Moto.ttf", &font)]);
    let run = kit.run(&["check", "--no-drawn", "--format", "json"]);
    assert_eq!(run.places(), ["unused-file themes/moi/fonts/moto/Moto.ttf 1:1"], "{}", run.stderr);
    let hints = run.diagnostics()[0]["hints"].to_string();
    assert!(hints.contains("Moto Sans Cham: {role: text, scripts: [Cham"), "{hints}");
    put(
        &kit,
        "theme.yml",
        b"fonts:\n  families:\n    Moto Sans Cham: {role: text, scripts: [Cham]}\n  first: [Moto Sans Cham]\n",
    );
    kit.run(&["check"]).ok();
}

/// The fonts that a language prefers come before the theme's order, in its
/// own drawings only.
#[test]
fn a_language_has_its_own_order_of_fonts() {
    let default = fs::read_to_string(repository().join("themes/default/locales/vi.yml"));
    let own = default.expect("a locale").replacen("script: {", "script: {fonts: [Noto Sans], ", 1);
    let card = |theme: &[(&str, &[u8])]| {
        let kit = kit("vi", &messages(&["Xin chào bà con"]), theme);
        kit.build().ok();
        let files = kit.files();
        let is_card = |path: &&String| path.ends_with(".png") && path.contains("square");
        let path = files.keys().find(is_card).expect("a card").clone();
        files[&path].clone()
    };
    let (plain, other) = (card(&[]), card(&[("locales/vi.yml", own.as_bytes())]));
    assert!(plain != other);
}
