//! A second theme, with card templates, sheets, an infographic frame, formats,
//! a font, palettes and words of its own: built whole, and nothing of it, nor
//! of the default theme, named in the program.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::harness::{Kit, files, fold, pdf_text, repository, zbar};
use crate::reference;

/// The kit of `tests/themes`, with the facts, laws and unit of the sample kit.
fn kit() -> Kit {
    let kit = Kit::new(&[]);
    let from = repository().join("tests/themes");
    for (path, bytes) in files(&from.join("content")) {
        kit.write_bytes(&path, &bytes);
    }
    for (path, bytes) in files(&from.join("themes")) {
        let to = kit.root().join("themes").join(&path);
        fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
        fs::write(to, bytes).expect("a file");
    }
    for (path, bytes) in files(&repository().join("content")) {
        let is_basis = path == "legal.yml" || path.starts_with("facts");
        if is_basis || path.starts_with("units/bhxh-viet-nam") {
            kit.write_bytes(&path, &bytes);
        }
    }
    kit
}

#[test]
fn a_theme_with_templates_of_its_own_is_built_whole() {
    let kit = kit();
    kit.build().ok();
    let manifest = kit.manifest();
    let files = manifest["files"].as_array().or(manifest["artifacts"].as_array());
    let files = files.expect("the files");
    let path = |file: &Value| file["path"].as_str().unwrap_or_default().to_string();
    let paths: BTreeSet<String> = files.iter().map(path).collect();
    for message in ["ngan", "ho-tro", "ba-buoc"] {
        for card in ["ngang.vi.png", "dung.vi.png", "ngang.en.png", "dung.en.png"] {
            assert!(paths.contains(&format!("cards/{message}/{card}")), "{message} {card}");
        }
    }
    // Codes are read from what was drawn.
    for file in files.iter().filter(|file| path(file).ends_with(".png")) {
        let wanted: Vec<&str> = file["qr"]
            .as_array()
            .map_or_else(Vec::new, |codes| codes.iter().filter_map(Value::as_str).collect());
        if path(file).starts_with("cards/") || path(file).starts_with("files/infographics/") {
            assert!(!wanted.is_empty(), "{file}");
            assert_eq!(zbar(&kit.public().join(path(file))), wanted, "{}", path(file));
        }
    }
    // Its words, its palette, its logo, its formats on the pages.
    assert!(kit.read("css/site.css").contains(".p-lua{"));
    assert!(kit.read("icon.svg").contains("M12 22V9"));
    let page = kit.read("messages/ho-tro/index.html");
    assert!(page.contains("Ảnh ngang") && page.contains("1200 × 628 px"), "{page}");
    assert!(page.contains("cards/ho-tro/ngang.vi.png"), "the preview");
    let leaflet = kit.read("leaflets/gap-doi/index.html");
    assert!(leaflet.contains("Tờ gấp đôi"), "{leaflet}");
    // Its sheets, with its font.
    for (name, pages) in [("gap-doi", 2), ("thong-bao", 1)] {
        let pdf = kit.public().join(format!("files/leaflets/{name}/{name}.vi.screen.pdf"));
        let info = Command::new("pdfinfo").arg(&pdf).output().expect("pdfinfo");
        let info = String::from_utf8_lossy(&info.stdout).into_owned();
        assert!(info.contains(&format!("Pages:           {pages}\n")), "{name}: {info}");
        let fonts = Command::new("pdffonts").arg(&pdf).output().expect("pdffonts");
        let fonts = String::from_utf8_lossy(&fonts.stdout).into_owned();
        assert!(fonts.contains("NotoSerif"), "{name}: {fonts}");
        let said = fold(&pdf_text(&pdf));
        for words in ["Ai được tham gia?", "Lương hưu hằng tháng", "165.000 đồng"] {
            assert!(said.contains(&fold(words)), "{name}: {words}");
        }
    }
    let at = |path: &str| kit.public().join(path);
    reference::hold(&[
        ("second-card-shortest-wide", at("cards/ngan/ngang.vi.png")),
        ("second-card-shortest-tall", at("cards/ngan/dung.vi.png")),
        ("second-card-typical-wide", at("cards/ho-tro/ngang.vi.png")),
        ("second-card-typical-tall", at("cards/ho-tro/dung.vi.png")),
        ("second-card-longest-wide", at("cards/ba-buoc/ngang.vi.png")),
        ("second-card-longest-tall", at("cards/ba-buoc/dung.vi.png")),
        ("second-card-english", at("cards/ba-buoc/dung.en.png")),
        ("second-fold-outside", at("files/leaflets/gap-doi/gap-doi.vi.preview.png")),
        ("second-fold-inside", at("files/leaflets/gap-doi/gap-doi.vi.preview-2.png")),
        ("second-notice", at("files/leaflets/thong-bao/thong-bao.vi.preview.png")),
        ("second-strip", at("files/infographics/muc-dong/muc-dong.vi.png")),
    ]);
}

#[test]
fn a_panel_is_called_what_the_theme_calls_it() {
    let kit = kit();
    let path = kit.content().join("leaflets/gap-doi.md");
    let text = fs::read_to_string(&path).expect("a leaflet");
    let long =
        "Người tham gia đóng hằng tháng, ba tháng, sáu tháng hoặc một năm một lần. ".repeat(40);
    fs::write(&path, text.replace("## Đóng bao nhiêu?", &format!("{long}\n\n## Đóng bao nhiêu?")))
        .expect("a file");
    for (lang, name) in [("vi", "ruột trái"), ("en", "left of the middle")] {
        let run = kit.run(&["check", "--lang", lang]);
        assert_eq!(run.code, 1);
        assert!(run.stderr.contains(name), "{}", run.stderr);
    }
}

#[test]
fn the_trial_of_a_theme_has_each_of_its_templates() {
    let kit = kit();
    kit.run_as_is(&["theme", "check", "dong-lua"]).ok();
    let broken = kit.root().join("themes/dong-lua/typst/card/viec-can-lam.typ");
    fs::write(
        &broken,
        "#import \"frame.typ\": *\n#let ground = p.base\n#let card(body) = khong-co\n",
    )
    .expect("a file");
    let run = kit.run_as_is(&["theme", "check", "dong-lua", "--format", "json"]);
    let places = run.places();
    let [one] = &places[..] else { panic!("{places:?}") };
    assert!(one.starts_with("theme-fault themes/dong-lua/typst/card/viec-can-lam.typ 3:"), "{one}");
}

/// The names that a `theme.yml` gives: of palettes, formats, templates,
/// sheets, layouts and their frames.
fn names(theme: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(theme.join("theme.yml")).expect("a theme");
    let tree: Value = serde_yaml::from_str(&text).expect("YAML");
    let lists = ["/palettes", "/cards/formats", "/cards/templates", "/sheets", "/infographics"];
    let keys = lists.iter().filter_map(|list| tree.pointer(list)?.as_object());
    let mut names: BTreeSet<String> = keys.flat_map(|list| list.keys().cloned()).collect();
    let layouts = tree["infographics"].as_object().into_iter().flatten();
    names.extend(layouts.filter_map(|(_, layout)| layout["frame"].as_str().map(str::to_string)));
    names
}

/// The program's own words, which a theme happens to use as names: fields of
/// messages and kinds of blocks of the content model, channels, classes and
/// icons of pages, attributes of HTML, and whether a script is tall.
const OWN: &[(&str, &[&str])] = &[
    ("figure", &["catalog/", "theme/templates.rs", "import/fields.rs", "build/faults.rs", "plan/"]),
    (
        "steps",
        &[
            "catalog/",
            "theme/templates.rs",
            "build/faults.rs",
            "plan/",
            "doc/",
            "check/",
            "scaffold/",
        ],
    ),
    ("quote", &["catalog/", "scaffold/"]),
    ("photo", &["plan/"]),
    ("led", &["catalog/records.rs", "import/words.rs"]),
    ("poster", &["source/markdown/html"]),
    ("tall", &["locale/"]),
];

#[test]
fn the_program_names_nothing_of_any_theme() {
    let second = repository().join("tests/themes/themes/dong-lua");
    let mut all = names(&repository().join("themes/default"));
    all.extend(names(&second));
    all.insert("dong-lua".to_string());
    let mut found = Vec::new();
    for (path, bytes) in files(&repository().join("src")) {
        let text = String::from_utf8_lossy(&bytes);
        let is_rust = path.ends_with(".rs");
        for (line, number) in text.lines().zip(1..) {
            if is_rust && line.trim_start().starts_with("//") {
                continue;
            }
            for name in &all {
                // In Rust a name stands in quotation marks, in what is handed
                // out as a value; elsewhere it is a word.
                let is_named = match is_rust {
                    true => line.contains(&format!("\"{name}\"")),
                    false => [": ", "[", ", "].iter().any(|before| {
                        let named = format!("{before}{name}");
                        line.match_indices(&named).any(|(at, _)| {
                            let rest = &line[at + named.len()..];
                            rest.is_empty() || rest.starts_with([']', ',', '}'])
                        })
                    }),
                };
                let own = OWN.iter().find(|(word, _)| word == name).map_or(&[][..], |(_, own)| own);
                if is_named && !own.iter().any(|place| path.starts_with(place)) {
                    found.push(format!("{path}:{number}: {}", line.trim()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
