//! Dates, contacts, names and units that cannot be meant as they are written,
//! with inputs that the tests make up.

use crate::figures::{Chance, check, said};
use crate::harness::{Kit, QUIET};

/// A day as the content model writes it.
fn day(chance: &mut Chance) -> String {
    let (year, month) = (chance.number(1990, 2060), chance.number(1, 12));
    format!("{year}-{month:02}-{:02}", chance.number(1, 28))
}

#[test]
fn a_period_that_ends_before_it_begins_is_one_error_wherever_it_stands() {
    let message = |life: &str| {
        format!(
            "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text: {{vi: {{headline: Xin chào}}}}\n{life}"
        )
    };
    let campaign = |more: &str| format!("title: Một\naudiences: [nguoi-dan]\n{more}");
    let mut chance = Chance::new(3);
    for _ in 0..8 {
        let (a, b) = (day(&mut chance), day(&mut chance));
        if a == b {
            continue;
        }
        let (first, last) = if a < b { (&a, &b) } else { (&b, &a) };
        for reversed in [true, false] {
            let (from, until) = if reversed { (last, first) } else { (first, last) };
            let period = format!("{{from: {from}, until: {until}}}");
            for (path, text, at) in [
                (
                    "facts.yml",
                    format!(
                        "- id: a\n  title: A\n  unit: VND\n  values:\n    - {{value: 5000, from: {from}, until: {until}}}\n"
                    ),
                    "until: ",
                ),
                (
                    "legal.yml",
                    format!("- {{id: l, number: 1/QĐ, title: L, in_force: {period}}}\n"),
                    "until: ",
                ),
                (
                    "campaigns/mot/campaign.yml",
                    campaign(&format!("windows: [{period}]\n")),
                    "until: ",
                ),
                (
                    "campaigns/mot/campaign.yml",
                    campaign(&format!("activities: [{{title: H, when: {period}}}]\n")),
                    "until: ",
                ),
                ("campaigns/mot/messages.yml", message(&format!("  valid: {period}\n")), "until: "),
                (
                    "campaigns/mot/messages.yml",
                    message(&format!("  publish_from: {from}\n  valid: {{until: {until}}}\n")),
                    "publish_from: ",
                ),
            ] {
                let kit = Kit::small();
                kit.write(path, &text);
                let run = check(&kit);
                let found = said(&run, "invalid-date");
                if !reversed {
                    assert!(found.is_empty(), "{text}: {}", run.stderr);
                    continue;
                }
                let [one] = &found[..] else { panic!("{text}: {}", run.stderr) };
                assert_eq!(run.diagnostics().len(), 1, "{text}: {}", run.stderr);
                let place = text.find(at).expect("the field") + at.len();
                let line = text[..place].matches('\n').count() + 1;
                let start = text[..place].rfind('\n').map_or(0, |at| at + 1);
                let column = text[start..place].chars().count() + 1;
                assert_eq!(one["line"].as_u64(), Some(line as u64), "{text}");
                assert_eq!(one["column"].as_u64(), Some(column as u64), "{text}");
                assert_eq!(one["severity"], "error");
            }
        }
    }
}

#[test]
fn years_that_are_far_off_and_days_to_come() {
    let mut chance = Chance::new(9);
    for _ in 0..10 {
        let (year, far) = (chance.number(2015, 2035), [100, 200, 300, 1000]);
        let off = far[chance.number(0, 3) as usize];
        for year in [year + off, year - off.min(300)] {
            let kit = Kit::small();
            let day = format!("{year:04}-05-01");
            kit.write(
                "legal.yml",
                &format!("- {{id: l, number: 1/QĐ, title: L, issued: {day}}}\n"),
            );
            let run = check(&kit);
            let [one] = &said(&run, "invalid-date")[..] else { panic!("{day}: {}", run.stderr) };
            let near = format!("20{:02}-05-01", year % 100);
            assert!(one["hints"].to_string().contains(&near), "{day}: {one}");
        }
    }
    let kit = Kit::small();
    kit.write("facts.yml", "- {id: a, title: A, unit: VND, values: [{value: 5000}], verified: {by: B, on: 2026-11-22}}\n");
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  approved_on: 2027-11-01\n  text: {vi: {headline: Xin chào}}\n",
    );
    let places = check(&kit).places();
    assert_eq!(
        places,
        [
            "invalid-date content/campaigns/mot/messages.yml 4:16",
            "invalid-date content/facts.yml 1:79"
        ]
    );
    // On the day itself nothing is to come.
    let run = kit.run(&["check", "--no-drawn", "--format", "json", "--date", "2027-11-01"]);
    assert!(run.places().is_empty(), "{}", run.stderr);
}

#[test]
fn contacts_and_hashtags_that_are_none() {
    let kit = Kit::small();
    kit.write(
        "units/mot.yml",
        "name: BHXH\nhotline: \"gọi sau\"\nemail: bhxh.gov.vn\nwebsite: chưa có\nspokesperson: {name: A, phone: \"0905 12\", email: \"a b@c.vn\"}\nagents:\n  - {name: B, phone: \"905123456\"}\n  - {name: C, phone: \"0905 123 456\"}\n",
    );
    kit.write(
        "campaigns/mot/campaign.yml",
        "title: Một\naudiences: [nguoi-dan]\nhashtags: [BHXH, \"#AnSinh\", An Sinh, \"BHYT!\", Tết2027, An_Sinh]\n",
    );
    let run = check(&kit);
    assert_eq!(
        run.places(),
        [
            "wrong-type content/campaigns/mot/campaign.yml 3:18",
            "wrong-type content/campaigns/mot/campaign.yml 3:29",
            "wrong-type content/campaigns/mot/campaign.yml 3:38",
            "wrong-type content/units/mot.yml 2:10",
            "wrong-type content/units/mot.yml 3:8",
            "unsafe-link content/units/mot.yml 4:10",
            "wrong-type content/units/mot.yml 5:32",
            "wrong-type content/units/mot.yml 5:50",
            "wrong-type content/units/mot.yml 7:22",
        ],
        "{}",
        run.stderr
    );
    // To YAML it is a comment.
    let commented = Kit::small();
    commented.write(
        "campaigns/mot/campaign.yml",
        "title: Một\naudiences: [nguoi-dan]\nhashtags:\n  - #AnSinh\n  - BHXH\n",
    );
    let places = check(&commented).places();
    assert_eq!(places, ["wrong-type content/campaigns/mot/campaign.yml 4:5"]);
    let hints = run.diagnostics().iter().map(|d| d["hints"].to_string()).collect::<String>();
    for write in ["write: AnSinh", "write: BHYT", "0905123456"] {
        assert!(hints.contains(write), "{write}: {hints}");
    }
}

#[test]
fn names_that_somebody_cannot_have_are_said_by_check() {
    let long = "d".repeat(121);
    let kit = Kit::small();
    for name in
        ["con.txt", "thu-muc/AUX/a.txt", "12:30.txt", "mau .", &format!("{long}.txt"), "mau.txt"]
    {
        kit.write(&format!("static/{name}"), "x");
    }
    for sign in ["?", "*", "<", ">", "\"", "|"] {
        let kit = Kit::small();
        kit.write(&format!("static/to {sign} khai.pdf"), "x");
        let run = check(&kit);
        assert_eq!(run.places(), [format!("unsafe-path content/static/to {sign} khai.pdf 1:1")]);
    }
    for name in ["mau 2.pdf", "mẫu-đơn (1).pdf"] {
        kit.write(&format!("static/{name}"), "x");
    }
    kit.write("faq/nul.md", "---\ntitle: N\naudiences: [nguoi-dan]\nstatus: approved\n---\nN.\n");
    kit.write(
        "audiences.yml",
        &format!("- {{id: nguoi-dan, title: A}}\n- {{id: com1, title: B}}\n- {{id: {long}, title: C}}\n- {{id: com, title: D}}\n"),
    );
    let run = check(&kit);
    let mut ids: Vec<String> = run
        .diagnostics()
        .iter()
        .map(|d| format!("{} {}", d["id"].as_str().unwrap_or_default(), d["line"]))
        .collect();
    ids.sort();
    assert_eq!(
        ids,
        [
            "invalid-id 1",
            "invalid-id 2",
            "invalid-id 3",
            "unsafe-path 1",
            "unsafe-path 1",
            "unsafe-path 1",
            "unsafe-path 1",
            "unsafe-path 1"
        ],
        "{}",
        run.stderr
    );
}

#[test]
fn a_unit_that_is_not_published_gets_no_kit_of_its_own() {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\nunit: mot\n{QUIET}"
        ),
    );
    kit.write("units/mot.yml", "name: Một\n");
    kit.write("units/hai.yml", "name: Hai\n");
    kit.write("units/ba.yml", "name: Ba\nparent: hai\npublish: false\nhotline: \"1900 9068\"\n");
    kit.run(&["build", "--only", "site", "--unit", "all"]).ok();
    assert!(kit.has("units/hai/index.html") && !kit.has("units/ba"));
    kit.run(&["build", "--only", "site", "--unit", "ba"]).ok();
    assert!(kit.read("index.html").contains("Ba"));
}

/// Addresses that nobody else reaches, in a kit that is approved.
#[test]
fn addresses_that_nobody_reaches() {
    for host in ["example.com", "www.example.vn", "example.gov.vn", "localhost:1111", "127.0.0.1"] {
        for status in ["approved", "draft"] {
            let kit = Kit::small();
            kit.write(
                "kit.yml",
                &format!("title: Bộ\nbase_url: http://{host}/kho/\nlanguages: [vi]\n{QUIET}"),
            );
            kit.write(
                "campaigns/mot/messages.yml",
                &format!("- {{id: chao, audiences: [nguoi-dan], status: {status}, text: {{vi: {{headline: Xin chào}}}}}}\n"),
            );
            let wanted: &[&str] = match status {
                "approved" => &["unfilled content/kit.yml 2:11"],
                _ => &[],
            };
            assert_eq!(check(&kit).places(), wanted, "{host}");
        }
    }
}

/// Numbers with the marks of another language, wherever texts are written.
#[test]
fn numbers_with_the_marks_of_another_language() {
    for (lang, number, rest, is_doubtful) in [
        ("vi", "2,530,000", " người", true),
        ("vi", "330,000", " đồng/tháng", true),
        ("vi", "4.5", "%", true),
        ("vi", "2.530.000", " người", false),
        ("vi", "4,5", "%", false),
        ("en", "2.530.000", " people", true),
        ("en", "330.000", " VND", true),
        ("en", "4,5", "%", true),
        ("en", "2,530,000", " people", false),
        ("en", "4.5", "%", false),
    ] {
        let other = if lang == "vi" { "en: A" } else { "vi: A" };
        let text = format!("{{{lang}: \"Khoa {number}{rest} ba\", {other}}}");
        let cell = format!("{{{lang}: \"{number}{rest}\", {other}}}");
        for (path, file) in [
            ("audiences.yml", format!("- id: nguoi-dan\n  title: A\n  summary: {text}\n")),
            (
                "infographics/so.yml",
                format!(
                    "title: Số\naudiences: [nguoi-dan]\nstatus: approved\nblocks:\n  - kind: table\n    columns: [A, B]\n    rows:\n      - [Một, {cell}]\n"
                ),
            ),
            (
                "infographics/so.yml",
                format!(
                    "title: Số\naudiences: [nguoi-dan]\nstatus: approved\nblocks:\n  - kind: figures\n    items:\n      - {{value: {cell}, label: A}}\n"
                ),
            ),
        ] {
            let kit = Kit::small();
            let config = format!(
                "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\n{QUIET}"
            );
            kit.write("kit.yml", &config.replace("checks: {", "checks: {literal-amount: off, "));
            kit.write(path, &file);
            let run = check(&kit);
            let found = said(&run, "doubtful-figure");
            assert_eq!(found.len(), usize::from(is_doubtful), "{file}: {}", run.stderr);
            if let [one] = &found[..] {
                let at = file.find(number).expect("the number");
                let start = file[..at].rfind('\n').map_or(0, |at| at + 1);
                let column = file[start..at].chars().count() + 1;
                assert_eq!(one["column"].as_u64(), Some(column as u64), "{one}");
                assert_eq!(one["severity"], "warning");
            }
        }
    }
}
