//! A theme holds what differs; everything else is its parent's, byte for
//! byte. And `lantoa theme`, which begins one and tries it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::checks::bless;
use crate::harness::{Kit, QUIET, Run, files, repository};

/// A theme's name, and its files with their texts.
type Layer<'t> = (&'t str, &'t [(&'t str, &'t str)]);

fn lay(kit: &Kit, theme: &str, over: &[(&str, &str)]) {
    for (path, text) in over {
        let path = kit.root().join("themes").join(theme).join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a written file");
    }
}

fn kit(theme: &str) -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!("title: Bộ nhỏ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\ntheme: {theme}\ncards: [square]\n{QUIET}"),
    );
    kit
}

fn built(theme: &str, over: &[Layer<'_>]) -> BTreeMap<String, Vec<u8>> {
    let kit = kit(theme);
    for (name, files) in over {
        lay(&kit, name, files);
    }
    kit.build().ok();
    let mut made = files(&kit.public());
    made.remove("manifest.json");
    made
}

/// The files that are not the same in both.
fn differ(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    assert!(one.keys().eq(other.keys()));
    one.keys().filter(|path| one[*path] != other[*path]).cloned().collect()
}

const GONE: &str = "<!doctype html><title>Không thấy</title><p>Trang này không có.</p>\n";

/// Three files change a colour that nothing of the kit shows but the
/// stylesheet, a word, and a page; all else is the default's.
#[test]
fn what_a_theme_does_not_say_is_the_defaults() {
    let default = built("default", &[]);
    let own: &[(&str, &str)] = &[
        ("theme.yml", "palettes:\n  plum: {base: \"#6A1F5E\"}\n"),
        ("words.yml", "vi:\n  site_search: Tìm bài\n"),
        ("templates/404.html", GONE),
    ];
    let changed = built("moi", &[("moi", own)]);
    let differ = differ(&default, &changed);
    assert!(differ.contains(&"css/site.css".to_string()), "{differ:?}");
    assert!(differ.contains(&"404.html".to_string()), "{differ:?}");
    // A drawing is of the palette it has, and the word is a page's. What a
    // phone keeps is known by the hashes of both.
    let of_pages =
        |path: &String| path.ends_with(".html") || path == "css/site.css" || path == "offline.json";
    let others: Vec<_> = differ.iter().filter(|path| !of_pages(path)).collect();
    assert!(others.is_empty(), "{others:?}");
    let css = |made: &BTreeMap<String, Vec<u8>>| {
        String::from_utf8_lossy(&made["css/site.css"]).into_owned()
    };
    assert_eq!(css(&default).replace("#7B2D6F", "#6A1F5E"), css(&changed));
    assert_eq!(changed["404.html"], GONE.as_bytes());
}

/// An empty theme, a theme that says it extends the default one, a copy of
/// the default one and a folder of its name: all are the default theme.
#[test]
fn a_theme_that_says_nothing_is_the_default_one() {
    let default = built("default", &[]);
    let whole: Vec<(String, String)> = ["theme.yml", "words.yml", "typst/card.typ"]
        .map(|path| {
            let text = fs::read_to_string(repository().join("themes/default").join(path));
            (path.to_string(), text.expect("a file of the theme"))
        })
        .into();
    let whole: Vec<(&str, &str)> = whole.iter().map(|(path, text)| (&**path, &**text)).collect();
    let cases: &[(&str, &[Layer<'_>])] = &[
        ("moi", &[("moi", &[("theme.yml", "# nothing\n")])]),
        ("moi", &[("moi", &[("theme.yml", "extends: default\n")])]),
        ("moi", &[("moi", &[("README.md", "nothing\n")])]),
        ("moi", &[("moi", &whole)]),
        ("default", &[("default", &[("words.yml", "vi:\n")])]),
        ("moi", &[("moi", &[("theme.yml", "extends: hai\n")]), ("hai", &[("words.yml", "\n")])]),
    ];
    for (theme, over) in cases {
        assert_eq!(differ(&default, &built(theme, over)), Vec::<String>::new(), "{over:?}");
    }
}

/// What is nearest counts: the theme, its parent, a folder of the default
/// one's name, the default theme.
#[test]
fn a_chain_of_themes_is_laid_one_over_the_other() {
    let kit = kit("con");
    lay(
        &kit,
        "con",
        &[
            ("theme.yml", "extends: cha\npalettes:\n  blue: {base: \"#0A4F94\"}\n"),
            ("words.yml", "vi: {site_search: Con}\n"),
        ],
    );
    lay(
        &kit,
        "cha",
        &[
            ("theme.yml", "palettes:\n  blue: {base: \"#0A4A8C\", deep: \"#05305F\"}\n"),
            ("templates/404.html", GONE),
        ],
    );
    lay(
        &kit,
        "default",
        &[(
            "theme.yml",
            "palettes:\n  blue: {deep: \"#000001\", tint: \"#F0F6FD\"}\nradius: {px: 7}\n",
        )],
    );
    kit.build().ok();
    let css = kit.read("css/site.css");
    for part in ["--base:#0A4F94;--deep:#05305F;--tint:#F0F6FD;", "--radius:7px"] {
        assert!(css.contains(part), "{part}");
    }
    assert_eq!(kit.read("404.html"), GONE);
    // What changes below changes what is built, and a theme that is the same
    // again is not built again.
    lay(&kit, "cha", &[("templates/404.html", "<!doctype html><title>Khác</title>\n")]);
    kit.build().ok();
    assert!(kit.read("404.html").contains("Khác"));
    let again = kit.build().ok();
    assert!(again.stdout.contains("(0"), "{}", again.stdout);
}

/// A theme's own templates may ask for words and sizes of their own.
#[test]
fn a_theme_has_the_words_and_sizes_that_its_own_templates_ask_for() {
    let kit = kit("moi");
    lay(
        &kit,
        "moi",
        &[
            ("theme.yml", "loi_chao: {size: 3}\n"),
            ("words.yml", "vi: {loi_cuoi: Hẹn gặp lại}\nen: {loi_cuoi: See you}\n"),
            ("templates/404.html", "<!doctype html><title>{{ w.loi_cuoi }}</title>\n"),
            (
                "typst/lib/chao.typ",
                "#import \"tokens.typ\": theme\n#let chao = theme.loi_chao.size\n",
            ),
        ],
    );
    assert_eq!(kit.check().ok().places(), Vec::<String>::new());
    kit.build().ok();
    assert!(kit.read("404.html").contains("Hẹn gặp lại"));
}

/// The logo is a drawing of the theme, beside the name and in the tab.
#[test]
fn a_theme_has_a_logo_of_its_own() {
    let kit = kit("moi");
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\"><circle cx=\"12\" cy=\"12\" r=\"7.5\" fill=\"#0B5CAB\"/></svg>\n";
    lay(&kit, "moi", &[("theme.yml", "logo: icons/logo.svg\n"), ("icons/logo.svg", logo)]);
    kit.build().ok();
    for file in ["icon.svg", "404.html"] {
        assert!(kit.read(file).contains("r=\"7.5\""), "{file}");
    }
}

fn run(dir: &Path, args: &[&str]) -> Run {
    let output = crate::harness::program().current_dir(dir).args(args).output().expect("a run");
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[test]
fn a_theme_begins_from_the_defaults_files() {
    let dir = tempfile::tempdir().expect("a folder");
    let default = files(&repository().join("themes/default"));
    run(dir.path(), &["theme", "export", "words.yml", "typst/card", "--to", "themes/moi"]).ok();
    let own = files(&dir.path().join("themes/moi"));
    let wanted: BTreeMap<String, Vec<u8>> = default
        .iter()
        .filter(|(path, _)| *path == "words.yml" || path.starts_with("typst/card/"))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect();
    assert!(wanted.len() > 3 && own == wanted);
    // Nothing is written over what is there, nor beside it.
    fs::write(dir.path().join("themes/moi/words.yml"), "vi: {}\n").expect("a file");
    for (lang, says) in [("vi", "chưa ghi gì cả"), ("en", "nothing was written")] {
        let again = run(dir.path(), &["theme", "export", "--to", "themes/moi", "--lang", lang]);
        assert_eq!(again.code, 2);
        assert!(
            again.stderr.contains(says) && again.stderr.contains("themes/moi/"),
            "{}",
            again.stderr
        );
    }
    let kept = files(&dir.path().join("themes/moi"));
    assert_eq!(kept.len(), wanted.len());
    assert_eq!(kept["words.yml"], b"vi: {}\n");
    let typo = run(dir.path(), &["theme", "export", "wrods.yml", "--lang", "en"]);
    assert_eq!(typo.code, 2);
    assert!(typo.stderr.contains("did you mean `words.yml`?"), "{}", typo.stderr);
    assert!(!dir.path().join("themes/default").exists());
    // All of it is the default theme.
    run(dir.path(), &["theme", "export"]).ok();
    assert!(files(&dir.path().join("themes/default")) == default);
    run(dir.path(), &["theme", "check", "default", "--strict"]).ok();
}

#[test]
fn a_theme_is_tried_on_every_template() {
    let dir = tempfile::tempdir().expect("a folder");
    let themes = dir.path().join("themes/moi");
    fs::create_dir_all(themes.join("typst")).expect("a folder");
    run(dir.path(), &["theme", "check", "--strict"]).ok();
    // Each template that draws something is drawn, each page made.
    for (path, text, line) in [
        ("typst/poster.typ", "\n#khong-co\n", 2),
        ("typst/trifold.typ", "#(1 + \"a\")\n", 1),
        ("typst/flyer.typ", "#panic()\n", 1),
        ("typst/table-sheet.typ", "#khong-co\n", 1),
        ("typst/broadcast.typ", "#khong-co\n", 1),
        ("typst/infographic.typ", "#khong-co\n", 1),
        ("typst/card/quote.typ", "#khong-co\n", 1),
        ("templates/404.html", "<p>\n{{ page.khong_co }}\n", 2),
        ("templates/infographic.html", "{{ view.khong_co }}\n", 1),
    ] {
        let place = themes.join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::write(&place, text).expect("a file");
        let run = run(dir.path(), &["theme", "check", "moi", "--format", "json"]);
        let found: Vec<String> = run.places();
        assert_eq!(run.code, 1, "{path}");
        let [one] = &found[..] else { panic!("{path}: {found:?}") };
        assert!(one.starts_with(&format!("theme-fault themes/moi/{path} {line}:")), "{one}");
        fs::remove_file(place).expect("it goes");
    }
    let none = run(dir.path(), &["theme", "check", "mo", "--lang", "en"]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("there are: moi"), "{}", none.stderr);
    fs::create_dir_all(dir.path().join("themes/hai")).expect("a folder");
    let which = run(dir.path(), &["theme", "check", "--lang", "en"]);
    assert!(which.code == 2 && which.stderr.contains("hai, moi"), "{}", which.stderr);
}

/// `docs/themes.md` and `docs/themes.vi.md` do what they say, step by step.
#[test]
fn the_pages_about_themes_are_run_as_they_stand() {
    let commands = |page: &str| -> String {
        let text = fs::read_to_string(repository().join("docs").join(page)).expect("a page");
        let blocks = text.split("```sh\n").skip(1);
        blocks.filter_map(|block| block.split("```").next().map(str::to_string)).collect()
    };
    assert_eq!(commands("themes.md"), commands("themes.vi.md"));
    let kit = kit("default");
    let bin = Path::new(env!("CARGO_BIN_EXE_lantoa")).parent().expect("a folder");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let output = std::process::Command::new("bash")
        .args(["-euo", "pipefail", "-c", &commands("themes.md")])
        .current_dir(kit.root())
        .env("PATH", path)
        .output()
        .expect("bash");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    kit.build().ok();
    assert!(kit.read("css/site.css").contains("--base:#0A4F94;--deep:#05305F;"));
    assert!(kit.read("icon.svg").contains("M7 13l3 3 7-8"));
}

/// What the pages say the default theme declares is what it declares.
#[test]
fn the_pages_about_themes_show_what_the_default_theme_declares() {
    for (page, lang) in [("themes.md", "en"), ("themes.vi.md", "vi")] {
        let path = repository().join("docs").join(page);
        let text = fs::read_to_string(&path).expect("a page");
        let begin = format!("<!-- lantoa theme show default --lang {lang} -->\n");
        let (before, rest) = text.split_once(&begin).expect("the tables' begin");
        let (said, after) = rest.split_once("<!-- end -->").expect("the tables' end");
        let kit = Kit::new(&[]);
        let shown = kit.run_as_is(&["theme", "show", "default", "--lang", lang]).ok().stdout;
        if bless() {
            fs::write(&path, format!("{before}{begin}\n{shown}\n<!-- end -->{after}"))
                .expect("a written page");
        } else {
            assert_eq!(said.trim(), shown.trim(), "{page}");
        }
    }
}

/// What is wrong with a page template shows only when a page is made with it:
/// `check` makes one of each, and says no more than `build`.
#[test]
fn a_page_template_that_fails_when_it_is_rendered_is_found_before_a_build() {
    for (path, text, line) in [
        ("templates/message.html", "<p>\n{{ view.khong_co }}\n", 2),
        ("templates/home.html", "{{ page.khong_co.gi }}\n", 1),
        ("templates/404.html", "\n\n{{ 1 + \"a\" }}\n", 3),
    ] {
        let kit = kit("moi");
        lay(&kit, "moi", &[("theme.yml", "# trống\n"), (path, text)]);
        for command in ["check", "build"] {
            let run = kit.run(&[command, "--format", "json"]);
            let places = run.places();
            let [one] = &places[..] else { panic!("{command} {path}: {places:?}") };
            let wanted = format!("theme-fault themes/moi/{path} {line}:");
            assert!(run.code == 1 && one.starts_with(&wanted), "{command}: {one}");
        }
        assert!(!kit.public().join("index.html").exists());
    }
}
