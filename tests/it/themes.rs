//! Every way a theme can be broken is one diagnostic, at the theme's file and
//! line, from `check` as from `build`, in Vietnamese and in English.

use std::fs;

use crate::harness::{Kit, QUIET, Run};

/// A theme's file and what is written into it.
type File = (&'static str, &'static [u8]);

/// A way to break the theme `moi`: its files, the check that speaks, and the
/// file and line it speaks of.
type Broken = (&'static [File], &'static str, &'static str);

const TOKENS: &[(&str, &str, &str)] = &[
    // Keys.
    ("palletes: {}\n", "unknown-field", "1"),
    ("palettes:\n  blue:\n    bse: \"#0B5CAB\"\n", "unknown-field", "3"),
    ("type:\n  weight: {txt: 400}\n", "unknown-field", "2"),
    ("cards:\n  formats:\n    square: {witdh: 1080}\n", "unknown-field", "3"),
    ("tones:\n  light:\n    infor: {base: \"#0B5CAB\"}\n", "unknown-field", "3"),
    ("fonts: {stacks: [Noto Sans]}\n", "unknown-field", "1"),
    // Types.
    ("\npalettes: xanh\n", "wrong-type", "2"),
    ("palettes:\n  blue: [\"#0B5CAB\"]\n", "wrong-type", "2"),
    ("fonts:\n  cap_height: cao\n", "wrong-type", "2"),
    ("fonts:\n  first: Noto Sans\n", "wrong-type", "2"),
    ("fonts:\n  families: [Noto Sans]\n", "wrong-type", "2"),
    ("fonts:\n  web: 'Arial; } body {display: none'\n", "wrong-type", "2"),
    ("shadow: [1, 2]\n", "wrong-type", "1"),
    ("shadow:\n", "wrong-type", "1"),
    ("radius: {px: 1.5}\n", "wrong-type", "1"),
    ("radius: {px: -3}\n", "wrong-type", "1"),
    ("space: {mm: -1}\n", "wrong-type", "1"),
    ("type:\n  print:\n    body: 0\n", "wrong-type", "3"),
    ("cards:\n  formats:\n    square: {width: 0}\n", "wrong-type", "3"),
    ("cards:\n  formats:\n    square: {height: 200000}\n", "wrong-type", "3"),
    ("cards:\n  formats:\n    square: {few_words: ít}\n", "wrong-type", "3"),
    ("cards:\n  templates:\n    statement: {fields: {body: {min: to}}}\n", "wrong-type", "3"),
    ("cards:\n  templates:\n    steps: {fields: {steps: {least: 1.5}}}\n", "wrong-type", "3"),
    ("cards:\n  templates:\n    quote: {called: Lời}\n", "wrong-type", "3"),
    ("sheets:\n  trifold: {panels: [trái]}\n", "wrong-type", "2"),
    ("sheets:\n  flyer: {distance: gần}\n", "wrong-type", "2"),
    ("sheets:\n  flyer: {type: {least: 0}}\n", "wrong-type", "2"),
    // Lists of what there is.
    ("cards:\n  templates:\n    statement: {fields: {bodi: {min: 3}}}\n", "unknown-field", "3"),
    ("cards:\n  templates:\n    figure: {needs: [figures]}\n", "unknown-value", "3"),
    ("cards:\n  templates:\n    figure:\n      when: [so]\n", "unknown-value", "4"),
    ("cards:\n  templates:\n    photo: {exports: [gif]}\n", "unknown-value", "3"),
    ("sheets:\n  flyer: {variants: [loose]}\n", "unknown-value", "2"),
    ("defaults: {palette: xanh}\n", "unknown-value", "1"),
    ("defaults: {card: chữ}\n", "unknown-value", "1"),
    ("defaults:\n  sheet: to-roi\n", "unknown-value", "2"),
    ("defaults: {infographic: cao, preview: og}\n", "unknown-value", "1"),
    ("defaults: {preview: [og]}\n", "wrong-type", "1"),
    // What does not go together.
    ("sheets:\n  flyer: {type: {least: 50, most: 5}}\n", "theme-fault", "2"),
    ("cards:\n  templates:\n    figure: {fields: {body: {min: 41}}}\n", "theme-fault", "3"),
    (
        "sheets:\n  card: {width: 90, height: 90, pages: 1, papers: {A4: 1}, distance: 1, type: {least: \
         7, most: 90}}\n",
        "invalid-id",
        "2",
    ),
    ("sheets:\n  trifold: {panels: [{\"??\": trái}]}\n", "invalid-id", "2"),
    ("infographics:\n  tall: {frame: ../../khong-co}\n", "missing-file", "2"),
    ("sheets:\n  trifold: {pages: hai}\n", "wrong-type", "2"),
    ("sheets:\n  flyer: {papers: A5}\n", "wrong-type", "2"),
    ("infographics:\n  tall: {width: rộng}\n", "wrong-type", "2"),
    // Colours.
    ("palettes:\n  blue: {base: blue}\n", "wrong-type", "2"),
    ("palettes:\n  blue: {base: \"#12345\"}\n", "wrong-type", "2"),
    ("palettes:\n  blue: {base: \"#12345G\"}\n", "wrong-type", "2"),
    ("palettes:\n  blue:\n    base: #0B5CAB\n", "wrong-type", "3"),
    ("neutral:\n  light: {ink: 123456}\n", "wrong-type", "2"),
    // Members.
    (
        "palettes:\n  dat:\n    base: \"#7A3B00\"\n    deep: \"#4A2400\"\n    tint: \"#FBF1E8\"\n    \
         accent: \"#F2A900\"\n    ink: \"#2B1500\"\n    on_base: \"#FFFFFF\"\n    \
         on_deep: \"#FFFFFF\"\n    on_accent: \"#2B1500\"\n    dark: {base: \"#E8B27D\", deep: \
         \"#F3D3B3\", tint: \"#38220F\", accent: \"#F5B833\", ink: \"#F7EEE6\", on_base: \
         \"#2B1500\", on_deep: \"#2B1500\", on_accent: \"#2B1500\"}\n",
        "missing-field",
        "3",
    ),
    (
        "cards:\n  formats:\n    square: {}\n    doc:\n      {width: 900, height: 1200, qr_side: 90, \
         margin: 60, scale: 1, least_type: 13}\n",
        "missing-field",
        "4",
    ),
    ("infographics:\n  Hình vuông: {width: 100}\n", "invalid-id", "2"),
    // Names of other files.
    ("fonts:\n  first: [Be Vietnam Prro]\n", "unknown-reference", "2"),
    (
        "fonts:\n  families:\n    Noto Snas: {role: text, scripts: [Latn]}\n",
        "unknown-reference",
        "3",
    ),
    // What fonts are for.
    ("fonts:\n  families:\n    Noto Sans: {role: chu}\n", "unknown-value", "3"),
    ("fonts:\n  families:\n    Noto Sans: {scripts: [Latin]}\n", "unknown-value", "3"),
    ("fonts:\n  families:\n    Noto Sans: {scripts: [Zyyy]}\n", "unknown-value", "3"),
    ("fonts:\n  families:\n    Noto Sans:\n      scripts: [Latn, Thai]\n", "theme-fault", "4"),
    ("fonts:\n  families:\n    Noto Emoji: {role: text}\n", "missing-field", "3"),
    ("tones:\n  light:\n    info: {icon: infoo}\n", "unknown-reference", "3"),
    ("logo: icons/khong-co.svg\n", "missing-file", "1"),
    ("cards:\n  templates:\n    tin: {fields: {headline: {}}}\n", "missing-file", "3"),
    ("infographics:\n  tall: {frame: dai}\n", "missing-file", "2"),
    ("logo: ../../logo.svg\n", "unsafe-path", "1"),
    ("logo: /etc/logo.svg\n", "unsafe-path", "1"),
    // Whom it extends.
    ("extends: cha\n", "unknown-reference", "1"),
    ("extends: ../default\n", "invalid-id", "1"),
    ("\n\nextends: moi\n", "theme-fault", "3"),
    ("extends: [default]\n", "wrong-type", "1"),
    // How it is written.
    ("radius: {px: 1, mm: 1}\nradius: {px: 2, mm: 1}\n", "duplicate-key", "2"),
    ("radius: {px: 1\n", "invalid-yaml", "1"),
    ("- radius\n", "wrong-type", "1"),
    ("<<<<<<< a\nradius: {px: 1}\n=======\nradius: {px: 2}\n>>>>>>> b\n", "merge-conflict", "1"),
];

const WORDS: &[(&str, &str, &str)] = &[
    ("vi:\n  hotlne: Đường dây nóng\n", "unknown-field", "2"),
    ("vi: Tổng đài\n", "wrong-type", "1"),
    ("vi:\n  hotline: [Tổng đài]\n", "wrong-type", "2"),
    ("vi:\n  hotline: 1900\n", "wrong-type", "2"),
    ("vi:\n  hotline: Tổng đài\n  updated: \"Cập nhật {ngay}\"\n", "unknown-placeholder", "3"),
    ("Tiếng Việt:\n  hotline: Tổng đài\n", "unknown-value", "1"),
    ("- hotline\n", "wrong-type", "1"),
    ("vi:\n  hotline: \"Tổng đài\n", "invalid-yaml", "3"),
];

const FILES: &[Broken] = &[
    (&[("theme.yml", b"radius: {px: 1}\n# M\xe0u\n")], "invalid-utf8", "theme.yml 2"),
    (&[("theme.yml", b"extends: hai\n"), ("../hai/theme.yml", b"extends: moi\n")], "theme-fault", "../hai/theme.yml 1"),
    (&[("theme.yml", b"extends: hai\n"), ("../hai/theme.yml", b"shadw: none\n")], "unknown-field", "../hai/theme.yml 1"),
    (&[("typst/card.typ", b"#let a = 1\n#let b = (\n")], "theme-fault", "typst/card.typ 2"),
    (&[("typst/lib/icon.typ", b"#import \"tokens.typ\": theme\n#khong-co\n")], "theme-fault", "typst/lib/icon.typ 2"),
    (&[("typst/card.typ", b"#import \"lib/khong-co.typ\": a\n")], "theme-fault", "typst/card.typ 1"),
    (&[("typst/card.typ", b"#read(\"../../../../etc/passwd\")\n")], "theme-fault", "typst/card.typ 1"),
    (&[("typst/card.typ", b"Th\xe9\n")], "invalid-utf8", "typst/card.typ 1"),
    (&[("templates/404.html", b"<p>\n{% if page.title %}\n")], "theme-fault", "templates/404.html 3"),
    (&[("templates/404.html", b"<p>\n{{ page.title | viethoa }}\n")], "theme-fault", "templates/404.html 2"),
    (&[("templates/404.html", b"<p>\n{{ page.title | }}\n")], "theme-fault", "templates/404.html 2"),
    (&[("templates/404.html", b"{% include \"khong-co.html\" %}\n")], "theme-fault", "templates/404.html 1"),
    (&[("templates/404.html", b"{{ khong_co() }}\n")], "theme-fault", "templates/404.html 1"),
    (&[("templates/404.html", b"\xff\xfe\n")], "invalid-utf8", "templates/404.html 1"),
    (&[("fonts/moi/Moi.ttf", b"no font")], "theme-fault", "fonts/moi/Moi.ttf 1"),
    (&[("fonts/moi/Moi.ttf", b"")], "theme-fault", "fonts/moi/Moi.ttf 1"),
    (&[("icons/phone.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\">\n<script>alert(1)</script></svg>")], "theme-fault", "icons/phone.svg 2"),
    (&[("icons/phone.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"\n onload=\"alert(1)\"></svg>")], "theme-fault", "icons/phone.svg 2"),
    (&[("icons/phone.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\">\n<image href=\"https://a.vn/a.png\"/></svg>")], "theme-fault", "icons/phone.svg 2"),
    (&[("icons/phone.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\">\n<path style=\"fill:url(https://a.vn/a)\" d=\"M0 0\"/></svg>")], "theme-fault", "icons/phone.svg 2"),
    (&[("icons/phone.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\">\n<path d=\"M0 0\"></svg>")], "theme-fault", "icons/phone.svg 2"),
    (&[("icons/phone.svg", b"<html><body/></html>")], "theme-fault", "icons/phone.svg 1"),
    (&[("icons/phone.svg", b"")], "theme-fault", "icons/phone.svg 1"),
    (&[("theme.yaml", b"radius: {px: 1}\n")], "unused-file", "theme.yaml 1"),
    (&[("word.yml", b"vi: {hotline: A}\n")], "unused-file", "word.yml 1"),
    (&[("font/Moi.ttf", b"")], "unused-file", "font/Moi.ttf 1"),
];

/// The smallest kit with a theme of its own.
fn kit(files: &[(&str, &[u8])]) -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!("title: Bộ nhỏ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\ntheme: moi\ncards: [square]\n{QUIET}"),
    );
    fs::create_dir_all(kit.root().join("themes/moi")).expect("a folder");
    for (path, bytes) in files {
        let path = kit.root().join("themes/moi").join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a written file");
    }
    kit
}

/// What was said, as `id file line`.
fn said(run: &Run) -> Vec<String> {
    let line = |place: &String| place.rsplit_once(':').map(|(start, _)| start.to_string());
    run.places().iter().filter_map(line).collect()
}

fn ways() -> Vec<(Vec<File>, String)> {
    let table = |file: &'static str, rows: &'static [(&str, &str, &str)]| {
        rows.iter().map(move |(text, id, line)| {
            (vec![(file, text.as_bytes())], format!("{id} themes/moi/{file} {line}"))
        })
    };
    let files = FILES.iter().map(|(files, id, place)| {
        let place = format!("moi/{place}").replace("moi/../", "");
        (files.to_vec(), format!("{id} themes/{place}"))
    });
    table("theme.yml", TOKENS).chain(table("words.yml", WORDS)).chain(files).collect()
}

#[test]
fn each_way_to_break_a_theme_is_said_once_where_it_stands() {
    let ways = ways();
    assert!(ways.len() >= 40);
    let wrong = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for part in ways.chunks(ways.len().div_ceil(4)) {
            let wrong = &wrong;
            scope.spawn(move || {
                for (files, expected) in part {
                    let kit = kit(files);
                    for (command, lang) in [("check", "en"), ("check", "vi"), ("build", "vi")] {
                        let run = kit.run(&[command, "--format", "json", "--lang", lang]);
                        let found = said(&run);
                        if found != [expected.clone()] || run.code != 1 || kit.public().exists() {
                            let mut wrong = wrong.lock().expect("a list");
                            wrong.push(format!(
                                "{command} {lang}: {} {found:?}, not {expected}\n{}",
                                run.code, run.stderr
                            ));
                        }
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("a list");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// In English nothing is Vietnamese, in Vietnamese nothing of ours English.
#[test]
fn what_is_wrong_is_said_in_both_languages() {
    let kit = kit(&[("theme.yml", b"palettes:\n  blue: {base: xanh}\nlogo: ../a.svg\n")]);
    let of = |lang: &str| {
        let run = kit.run(&["check", "--no-drawn", "--format", "json", "--lang", lang]);
        let said = run.diagnostics().into_iter();
        said.map(|d| d["message"].as_str().unwrap_or_default().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        of("vi"),
        [
            "Ở đây cần một màu viết trong dấu nháy, như \"#0B5CAB\"",
            "Đường dẫn `../a.svg` đi ra ngoài thư mục của giao diện"
        ]
    );
    assert_eq!(
        of("en"),
        [
            "A colour is needed here, written in quotes like \"#0B5CAB\"",
            "`../a.svg` leads out of the theme's folder"
        ]
    );
}

#[test]
fn every_format_names_the_themes_file_and_line() {
    let kit = kit(&[
        ("theme.yml", b"radius: {px: 12}\nshadw: none\n"),
        ("words.yml", "vi:\n  hotlne: Gọi\n".as_bytes()),
        ("typst/card.typ", b"#let a = (\n"),
    ]);
    for command in ["check", "build"] {
        let run = |format: &str| kit.run(&[command, "--lang", "en", "--format", format]).stderr;
        let human = run("human");
        for place in
            ["themes/moi/theme.yml:2:1", "themes/moi/words.yml:2:3", "themes/moi/typst/card.typ:1:"]
        {
            assert!(human.contains(place), "{place}: {human}");
        }
        assert!(human.contains("did you mean `shadow`?"), "{human}");
        assert!(human.contains("did you mean `hotline`?"), "{human}");
        let github = run("github");
        for file in ["theme.yml,line=2,", "words.yml,line=2,", "typst/card.typ,line=1,"] {
            assert!(github.contains(&format!("::error file=themes/moi/{file}")), "{github}");
        }
        let sarif: serde_json::Value = serde_json::from_str(&run("sarif")).expect("SARIF");
        let results = sarif["runs"][0]["results"].as_array().expect("results").clone();
        let place = |result: &serde_json::Value| {
            let place = &result["locations"][0]["physicalLocation"];
            format!("{} {}", place["artifactLocation"]["uri"], place["region"]["startLine"])
        };
        let mut places: Vec<String> = results.iter().map(place).collect();
        places.sort();
        assert_eq!(
            places,
            [
                "\"themes/moi/theme.yml\" 2",
                "\"themes/moi/typst/card.typ\" 1",
                "\"themes/moi/words.yml\" 2"
            ]
        );
    }
}

/// A link that leads out of the folder of themes is not followed.
#[test]
fn a_link_out_of_the_themes_is_not_followed() {
    let kit = kit(&[]);
    let secret = kit.root().join("secret.css");
    fs::write(&secret, "/* secret */").expect("a file");
    let folder = kit.root().join("themes/moi/css");
    fs::create_dir_all(&folder).expect("a folder");
    std::os::unix::fs::symlink(&secret, folder.join("a.css")).expect("a link");
    assert_eq!(said(&kit.check()), ["unsafe-path themes/moi/css/a.css 1"]);
}

/// Colours too alike are said at the theme's line, and go on being said where
/// nothing is built again.
#[test]
fn colours_too_alike_are_said_at_their_line() {
    let kit = kit(&[("theme.yml", b"palettes:\n  plum:\n    on_accent: \"#FFFFFF\"\n")]);
    let expected = ["low-contrast themes/moi/theme.yml 3"];
    assert_eq!(said(&kit.check()), expected);
    for _ in 0..2 {
        let run = kit.run(&["build", "--format", "json"]);
        assert_eq!((run.code, said(&run).as_slice()), (0, expected.map(String::from).as_slice()));
    }
    let run = kit.run(&["build"]);
    assert!(run.stderr.contains("themes/moi/theme.yml:3"), "{}", run.stderr);
}

/// So are those of dark screens, of callouts and of what has no palette.
#[test]
fn colours_of_every_part_are_held_against_each_other() {
    let kit = kit(&[(
        "theme.yml",
        b"palettes:\n  plum:\n    dark: {ink: \"#351C31\"}\ntones:\n  light:\n    danger: {ink: \
          \"#FCECEA\"}\nneutral:\n  dark:\n    muted: \"#33414E\"\n",
    )]);
    let at = |line: u32| format!("low-contrast themes/moi/theme.yml {line}");
    assert_eq!(said(&kit.check()), [at(3), at(6), at(9), at(9)]);
}

/// A theme that is wrong in many ways says them all in one run.
#[test]
fn all_that_is_wrong_comes_out_of_one_run() {
    let kit = kit(&[
        ("theme.yml", b"extends: default\nradius: {px: a}\nshadw: none\nlogo: icons/a.svg\n"),
        ("words.yml", "vi: {hotlne: Gọi}\n".as_bytes()),
        ("icons/phone.svg", b"<svg><script/></svg>"),
        ("templates/404.html", b"{{ a | b }}"),
        ("typst/card.typ", b"#("),
        ("fonts/a.ttf", b"a"),
    ]);
    let mut found = said(&kit.check());
    found.sort();
    assert_eq!(
        found,
        [
            "missing-file themes/moi/theme.yml 4",
            "theme-fault themes/moi/fonts/a.ttf 1",
            "theme-fault themes/moi/icons/phone.svg 1",
            "theme-fault themes/moi/templates/404.html 1",
            "theme-fault themes/moi/typst/card.typ 1",
            "unknown-field themes/moi/theme.yml 3",
            "unknown-field themes/moi/words.yml 1",
            "wrong-type themes/moi/theme.yml 2",
        ]
    );
}
