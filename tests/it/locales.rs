//! A language is a file: numbers, days, units and lists are written as a
//! theme's `locales/<language>.yml` says, and as Unicode CLDR has them; a
//! word that a language lacks is another's, and marked as such.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::harness::{Kit, QUIET, repository};

/// What `locale_values.py` says of languages.
fn cldr(codes: &[&str]) -> Value {
    let output = Command::new("python3")
        .env("PYTHONPATH", Path::new(env!("CARGO_TARGET_TMPDIR")).join("python"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(repository().join("tests/it/locale_values.py"))
        .args(codes)
        .output()
        .expect("python3 runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\ntests/run.sh installs what is missing");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// A kit in one language, whose texts quote facts of each unit.
fn kit(lang: &str, headline: &str) -> Kit {
    let fact = |id: &str, unit: &str, value: &str| {
        format!(
            "- id: {id}\n  title: {{{lang}: {id}}}\n  unit: {{{lang}: {unit}}}\n  values: [{{value: {value}}}]\n"
        )
    };
    let facts = [
        fact("so-le", "ha", "2530000.5"),
        fact("so-am", "ha", "-1234567.25"),
        fact("nghin", "ha", "1000"),
        fact("tien", "vnd", "2530000"),
        fact("phan", "percent", "4.5"),
        fact("mot-nam", "years", "1"),
        fact("nam", "years", "15"),
        fact("mot-thang", "months", "1"),
        fact("nguoi", "people", "45678"),
    ];
    let ids = "so-le so-am nghin tien phan mot-nam nam mot-thang nguoi".split(' ');
    let quoted = ids.map(|id| format!("[{id}={{{{ {id} }}}}]")).collect::<Vec<_>>().join(" ");
    Kit::new(&[
        (
            "kit.yml",
            &format!(
                "title: {headline}\nbase_url: https://kit.example.vn/\nlanguages: [{lang}]\n{QUIET}"
            ),
        ),
        ("audiences.yml", &format!("- id: nguoi-dan\n  title: {headline}\n")),
        ("facts.yml", &facts.concat()),
        (
            "campaigns/mot/campaign.yml",
            &format!(
                "title: {headline}\naudiences: [nguoi-dan]\nwindows:\n  - {{from: 2026-11-07, until: 2026-12-31}}\n  - {{from: 2027-11-07, until: 2027-12-31}}\n"
            ),
        ),
        (
            "campaigns/mot/messages.yml",
            &format!(
                "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    {lang}:\n      headline: \"{headline}\"\n      post: \"{quoted}\"\n"
            ),
        ),
        (
            "leaflets/to.md",
            &format!(
                "---\ntitle: {headline}\ntemplate: trifold\naudiences: [nguoi-dan]\ncampaigns: [mot]\nstatus: approved\n---\n\n## {headline}\n\n{{{{ so-le }}}} · {{{{ tien }}}} · {{{{ phan }}}}\n"
            ),
        ),
    ])
}

/// A page as it is read: without tags, the marks of HTML turned back.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    text.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&")
}

/// What stands behind a name in a page: `[so-le=…]`.
fn said(page: &str, id: &str) -> String {
    let (_, rest) = page.split_once(&format!("[{id}=")).unwrap_or_else(|| panic!("{id}: {page}"));
    rest.split(']').next().unwrap_or_default().to_string()
}

const HEADLINES: [(&str, &str, &str); 4] = [
    ("vi", "vi", "Xin chào bà con"),
    ("en", "en_GB", "Good morning all"),
    ("km", "km", "សូមស្វាគមន៍"),
    // CLDR has no Ê Đê; it is written as Vietnam writes.
    ("rad", "vi", "Kkuh mơak"),
];

#[test]
fn a_kit_in_any_language_is_written_as_cldr_says() {
    let cldr = cldr(&["vi", "en_GB", "km"]);
    for (lang, code, headline) in HEADLINES {
        let kit = kit(lang, headline);
        let run = kit.run(&["build", "--format", "json"]).ok();
        assert_eq!(run.places(), Vec::<String>::new(), "{lang}: {}", run.stderr);
        let told = &cldr[code];
        let text = |value: &Value| value.as_str().expect("text").to_string();
        let message = words(&kit.read("messages/chao/index.html"));
        for (id, number) in [("so-le", "2530000.5"), ("so-am", "-1234567.25"), ("nghin", "1000")] {
            let number = text(&told["numbers"][number]);
            assert_eq!(said(&message, id), format!("{number} ha"), "{lang}");
        }
        assert_eq!(said(&message, "phan"), text(&told["percent"]), "{lang}");
        let people = text(&told["numbers"]["45678"]);
        assert!(said(&message, "nguoi").starts_with(&format!("{people} ")), "{lang}");
        let units = ["mot-nam", "nam", "mot-thang", "tien"].map(|id| said(&message, id));
        let want = match lang {
            "vi" => ["1 năm", "15 năm", "1 tháng", "2.530.000 đồng"],
            "en" => ["1 year", "15 years", "1 month", "2,530,000 VND"],
            "km" => ["1 ឆ្នាំ", "15 ឆ្នាំ", "1 ខែ", "2,530,000 ដុង"],
            _ => ["1 thŭn", "15 thŭn", "1 mlan", "2.530.000 đồng"],
        };
        assert_eq!(units, want, "{lang}");
        // Days, and two of them in a sentence.
        let first = match lang {
            "en" => text(&told["medium"]),
            _ => text(&told["figures"]),
        };
        let campaign = words(&kit.read("campaigns/mot/index.html"));
        let two = text(&told["two"]);
        let and = two.trim_start_matches('a').trim_end_matches('b');
        let and = if lang == "rad" { " leh anăn " } else { and };
        let second = first.replace("2026", "2027");
        let times = format!(
            "{first} – {}{and}{second} – {}",
            first.replace("11", "12").replace("Nov", "Dec").replacen('7', "31", 1),
            second.replace("11", "12").replace("Nov", "Dec").replacen('7', "31", 1),
        );
        assert!(campaign.contains(&times), "{lang}: {times}\n{campaign}");
        // On paper too.
        let files = kit.files();
        let pdf = files.keys().find(|path| path.ends_with(".pdf")).expect("a leaflet");
        let output = Command::new("pdftotext")
            .args(["-layout", kit.public().join(pdf).to_str().expect("a path"), "-"])
            .output()
            .expect("pdftotext runs");
        let paper = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(paper.contains(&text(&told["numbers"]["2530000.5"])), "{lang}: {paper}");
        assert!(paper.contains(&text(&told["percent"])), "{lang}: {paper}");
    }
}

/// What a theme says of a language is held against CLDR itself, plural by
/// plural, list by list.
#[test]
fn the_locales_of_the_theme_are_those_of_cldr() {
    let cldr = cldr(&["vi", "en_GB", "km"]);
    for (lang, code, _) in &HEADLINES[..3] {
        let path = repository().join(format!("themes/default/locales/{lang}.yml"));
        let text = std::fs::read_to_string(path).expect("a locale");
        let locale: Value = serde_yaml::from_str(&text).expect("YAML");
        let told = &cldr[code];
        let pattern = |key: &str| locale["list"][key].as_str().expect("a pattern").to_string();
        let join = |pattern: String, a: &str, b: &str| pattern.replace("{a}", a).replace("{b}", b);
        assert_eq!(join(pattern("two"), "a", "b"), told["two"], "{lang}");
        let three = join(pattern("more"), &join(pattern("more"), "a", "b"), "c");
        assert_eq!(join(pattern("last"), &three, "d"), told["four"], "{lang}");
        let rule = locale["plural"].as_str().expect("a rule");
        for (n, form) in told["plural"].as_object().expect("forms") {
            let own = if rule == "one" && n == "1" { "one" } else { "other" };
            assert_eq!(own, form, "{lang} {n}");
        }
        if let Some(months) = locale["dates"]["months"].as_array() {
            let long = told["long"].as_str().expect("a date");
            assert_eq!(long, format!("7 {} 2026", months[10].as_str().expect("a name")), "{lang}");
        }
    }
}

/// A word that a language lacks is another's, and says so; the signs that
/// carry this are in no file.
#[test]
fn words_of_another_language_are_marked() {
    for (lang, _, headline) in HEADLINES {
        let kit = kit(lang, headline);
        kit.run(&["build", "--only", "site"]).ok();
        let is_whole = ["vi", "en"].contains(&lang);
        for (path, bytes) in kit.files() {
            let text = String::from_utf8_lossy(&bytes);
            let signs = ['\u{fdd0}', '\u{fdd1}', '\u{fdd2}'];
            let is_text = [".html", ".json", ".xml", ".ics", ".txt"];
            if is_text.iter().any(|end| path.ends_with(end)) {
                assert!(!text.contains(signs), "{lang}: {path}");
            }
            if path.ends_with(".html") {
                let title = text.split("<title>").nth(1).and_then(|t| t.split("</title>").next());
                assert!(!title.unwrap_or_default().contains('<'), "{lang}: {path}: {title:?}");
            }
        }
        let home = kit.read("index.html");
        assert_eq!(home.contains("<span lang=\"vi\">"), !is_whole, "{lang}: {home}");
        // Its own are not marked.
        assert!(!home.contains(&format!("<span lang=\"{lang}\">")), "{lang}");
    }
}

/// A language without a file is written as English, which is said where the
/// kit names it; one whose theme has a file is as that says.
#[test]
fn a_language_without_a_file_is_said_and_one_with_a_file_is_as_it_says() {
    for lang in ["lo", "qaa", "fil"] {
        let kit = kit(lang, "Sabaidee");
        let config = format!(
            "title: Sabaidee\nbase_url: https://kit.example.vn/\nlanguages: [{lang}]\nchecks: {{orphan-item: off, uncovered-audience: off, unverified-fact: off, outside-link: off}}\n"
        );
        kit.write("kit.yml", &config);
        let run = kit.run(&["build", "--only", "site", "--format", "json"]).ok();
        assert_eq!(run.places(), ["missing-translation content/kit.yml 3:13"], "{}", run.stderr);
        let message = words(&kit.read("messages/chao/index.html"));
        assert_eq!(said(&message, "so-le"), "2,530,000.5 ha");
        theme_of(
            &kit,
            "rieng",
            &[(&format!("{lang}.yml"), &LOCALE.replace("NAME", &lang.to_uppercase()))],
        );
        kit.write("kit.yml", &format!("{config}theme: rieng\n"));
        let run = kit.run(&["build", "--only", "site", "--format", "json"]).ok();
        assert_eq!(run.places(), Vec::<String>::new(), "{}", run.stderr);
        let message = words(&kit.read("messages/chao/index.html"));
        assert_eq!(said(&message, "so-le"), "2'530'000·5 ha");
        assert_eq!(said(&message, "nghin"), "1000 ha");
        assert_eq!(said(&message, "mot-nam"), "1 sol");
        assert_eq!(said(&message, "nam"), "15 sols");
        assert!(words(&kit.read("campaigns/mot/index.html")).contains("2026/11/7 … 2026/12/31"));
    }
}

/// A made-up language: none of its ways is another's.
const LOCALE: &str = "\
name: NAME
fallback: en
numbers: {decimal: \"·\", group: \"'\", least_grouped: 5}
plural: zero-one
list: {two: \"{a} + {b}\", more: \"{a}; {b}\", last: \"{a}; + {b}\"}
dates:
  long: \"{year}/{mm}/{dd}\"
  short: \"{year}/{m}/{d}\"
  day: \"{m}/{d}\"
  range: \"{from} … {until}\"
units:
  vnd: \"{n} D\"
  percent: \"{n} pc\"
  years: {one: \"{n} sol\", other: \"{n} sols\"}
  months: \"{n} m\"
  people: \"{n} p\"
quotes: {open: \"<\", close: \">\"}
script: {tall: false}
reading: {syllables_a_minute: 200, words: letters}
";

/// A theme that is the default one but for these locales.
fn theme_of(kit: &Kit, name: &str, locales: &[(&str, &str)]) {
    let from = repository().join("themes/default");
    for (path, bytes) in crate::harness::files(&from) {
        let to = kit.root().join("themes").join(name).join(&path);
        std::fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
        std::fs::write(to, bytes).expect("a file");
    }
    for (path, text) in locales {
        let to = kit.root().join("themes").join(name).join("locales").join(path);
        std::fs::write(to, text).expect("a file");
    }
}

/// Each fault of a locale file is one, at its line, whatever the language.
#[test]
fn a_faulty_locale_is_said_at_its_line() {
    let kit = kit("vi", "Xin chào");
    theme_of(&kit, "rieng", &[]);
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\ntheme: rieng\n{QUIET}"
        ),
    );
    let place = |line: u32, column: u32| format!("themes/rieng/locales/qaa.yml {line}:{column}");
    for (from, to, id, line, column) in [
        ("plural: zero-one", "plural: zero-ne", "unknown-value", 4, 9),
        ("plural: zero-one", "plurals: zero-one", "unknown-field", 4, 1),
        ("fallback: en", "fall: en", "unknown-field", 2, 1),
        ("least_grouped: 5", "least_grouped: five", "wrong-type", 3, 52),
        ("decimal: \"·\"", "decimal: \"..\"", "theme-fault", 3, 20),
        ("decimal: \"·\"", "decimal: \"'\"", "theme-fault", 3, 32),
        ("decimal: \"·\"", "decimal: \"5\"", "theme-fault", 3, 20),
        ("{a} + {b}", "{a} + {c}", "theme-fault", 5, 13),
        ("{a}; {b}", "{a};", "theme-fault", 5, 32),
        ("{year}/{mm}/{dd}", "{jear}/{mm}/{dd}", "theme-fault", 7, 9),
        ("{year}/{mm}/{dd}", "{mm}/{dd}", "theme-fault", 7, 9),
        ("{m}/{d}\"\n  range", "{mon}/{d}\"\n  range", "theme-fault", 9, 8),
        ("{from} … {until}", "{from}", "theme-fault", 10, 10),
        ("\"{n} D\"", "D", "theme-fault", 12, 8),
        ("\"{n} D\"", "\"{n} D {n}\"", "theme-fault", 12, 8),
        ("other: \"{n} sols\"", "many: \"{n} sols\"", "unknown-field", 14, 27),
        ("tall: false", "tall: perhaps", "wrong-type", 18, 16),
        ("tall: false", "code: Latin, tall: false", "unknown-value", 18, 16),
        ("tall: false", "tall: false, fonts: [Noto Snas]", "unknown-reference", 18, 31),
        ("reading:", "breaking: {together: [a b, abc]}\nreading:", "theme-fault", 19, 28),
        ("reading:", "breaking: {not_last: [a, b c]}\nreading:", "theme-fault", 19, 26),
        ("reading:", "breaking: {not_lost: [a]}\nreading:", "unknown-field", 19, 12),
        ("reading:", "breaking: {counted: [a, 5]}\nreading:", "wrong-type", 19, 25),
        ("syllables_a_minute: 200", "syllables_a_minute: 0", "wrong-type", 19, 31),
        ("words: letters", "words: lettres", "unknown-value", 19, 43),
        ("name: NAME", "name: [NAME", "invalid-yaml", 1, 7),
    ] {
        let text = LOCALE.replacen(from, to, 1);
        assert_ne!(text, LOCALE, "{from}");
        std::fs::write(kit.root().join("themes/rieng/locales/qaa.yml"), &text).expect("a file");
        for lang in ["vi", "en"] {
            let args = ["check", "--no-drawn", "--format", "json", "--lang", lang];
            let run = kit.run(&args);
            let want = format!("{id} {}", place(line, column));
            let mut found = run.places();
            // What a key was to be is missed beside it where it is nothing like it.
            found.retain(|place| !place.starts_with("missing-field"));
            assert_eq!(found, [want], "{to}: {}", run.stderr);
            assert_ne!(run.code, 0, "{to}");
        }
    }
    std::fs::remove_file(kit.root().join("themes/rieng/locales/qaa.yml")).expect("removed");
    kit.run(&["check", "--no-drawn"]).ok();
}

/// No code asks which language it is: what differs is in the locales.
#[test]
fn no_code_asks_for_one_language() {
    let known = [
        ("catalog/text.rs", "the default language; codes that are languages"),
        ("catalog/stray/languages.rs", "how files of translations are called"),
        ("check/official/hosts.rs", "parts of hosts"),
        ("check/spelling/syllable.rs", "rhymes"),
        ("diag/text.rs", "the languages the program speaks"),
        ("editor/mod.rs", "the languages that an editor is offered"),
        ("import/columns.rs", "names of columns"),
        ("locale/mod.rs", "what stands in for a language without a file"),
        ("report/voice.rs", "names of languages in the program's own"),
    ];
    let folders = ["src", "themes/default/typst"].map(|folder| repository().join(folder));
    let mut wrong = Vec::new();
    for (path, bytes) in folders.iter().flat_map(|folder| crate::harness::files(folder)) {
        let is_known = known.iter().any(|(known, _)| *known == path);
        let is_code = path.ends_with(".rs") || path.ends_with(".typ");
        if !is_code || path.contains("tests") || is_known {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes);
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (n, line) in code.lines().enumerate() {
            let names = ["\"vi\"", "\"en\"", "\"km\"", "\"rad\""];
            if names.iter().any(|name| line.contains(name)) {
                wrong.push(format!("{path}:{}: {}", n + 1, line.trim()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// A sheet whose own words are another language's says so to those who listen.
#[test]
fn words_of_another_language_are_marked_on_sheets() {
    const LANGUAGES: &str = "import re, sys, zlib\n\
        data = open(sys.argv[1], 'rb').read()\n\
        for stream in re.finditer(rb'stream\\r?\\n(.*?)endstream', data, re.S):\n\
        \x20   try: data += zlib.decompress(stream.group(1))\n\
        \x20   except zlib.error: pass\n\
        said = re.findall(rb'/Lang ?\\(([a-z-]+)\\)', data)\n\
        print(*sorted(set(word.decode() for word in said)))\n";
    for (lang, _, headline) in HEADLINES {
        let kit = kit(lang, headline);
        kit.write(
            "leaflets/to.md",
            &format!("---\ntitle: {headline}\naudiences: [nguoi-dan]\nstatus: approved\n---\n\n## {headline}\n\n{headline}.\n"),
        );
        kit.run(&["build", "--only", "leaflets"]).ok();
        let pdf = kit.public().join(format!("files/leaflets/to/to.{lang}.screen.pdf"));
        let output = Command::new("python3").arg("-c").arg(LANGUAGES).arg(&pdf).output();
        let said = String::from_utf8_lossy(&output.expect("python3").stdout).trim().to_string();
        let wanted = match lang {
            "vi" | "en" => lang.to_string(),
            lang => format!("{lang} vi"),
        };
        assert_eq!(said, wanted, "{lang}");
    }
}
