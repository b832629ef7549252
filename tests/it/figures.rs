//! Figures, dates, names and contacts that cannot be meant as they are
//! written, with inputs that the tests make up.

use serde_json::Value;

use crate::harness::{Kit, QUIET, Run};

/// Numbers that are the same in every run.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Chance(seed)
    }

    /// From `from` to `until`, both included.
    pub fn number(&mut self, from: u64, until: u64) -> u64 {
        // A step of xorshift64 (Marsaglia).
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        from + self.0 % (until - from + 1)
    }
}

/// What `check` says of a kit, without layout.
fn check(kit: &Kit) -> Run {
    kit.run(&["check", "--no-drawn", "--format", "json", "--lang", "en"])
}

fn said(run: &Run, id: &str) -> Vec<Value> {
    run.diagnostics().into_iter().filter(|d| d["id"] == id).collect()
}

/// The place, the severity and the hints of each.
fn seen(run: &Run, id: &str) -> Vec<(u64, String, String)> {
    let each = said(run, id).into_iter().map(|d| {
        let text = |key: &str| d[key].as_str().unwrap_or_default().to_string();
        (d["line"].as_u64().unwrap_or_default(), text("severity"), d["hints"].to_string())
    });
    each.collect()
}

/// A fact on one line of `facts.yml`.
fn fact(at: usize, unit: &str, value: &str) -> String {
    format!("- {{id: so-{at}, title: Số, unit: \"{unit}\", values: [{{value: {value}}}]}}\n")
}

fn grouped(number: u64, mark: char) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

#[test]
fn amounts_that_cannot_be_meant_are_named_with_what_to_write() {
    let mut chance = Chance::new(11);
    let units = ["VND", "VND/month", "đồng", "đồng/tháng", "VNĐ/năm", "đồng mỗi tháng"];
    // Each line: value, whether it is an error (a warning, nothing), the hint.
    let mut lines: Vec<(String, String, Option<(&str, String)>)> = Vec::new();
    for at in 0..60 {
        let unit = units[at % units.len()];
        let sound = chance.number(1000, 90_000_000);
        lines.push((unit.into(), sound.to_string(), None));
        let dotted = chance.number(10_000, 999_999);
        let hint = Some(("error", dotted.to_string()));
        lines.push((unit.into(), grouped(dotted, '.'), hint));
        let few = chance.number(1, 999);
        lines.push((unit.into(), few.to_string(), Some(("warning", (few * 1000).to_string()))));
        let over = chance.number(101, 900);
        lines.push(("%".into(), over.to_string(), Some(("warning", String::new()))));
        let part = chance.number(1, 9);
        let hint = Some(("warning", part.to_string()));
        lines.push(("phần trăm".into(), format!("0.0{part}"), hint));
        let sound = chance.number(1, 1000);
        lines.push(("percent".into(), format!("{}.{}", sound / 11, 1 + sound % 9), None));
        let people = chance.number(1, 999);
        let hint = Some(("error", format!("{people}500")));
        lines.push(("người".into(), format!("{people}.500"), hint));
        lines.push((
            "lần".into(),
            format!("{people}.500"),
            Some(("error", format!("{people}500"))),
        ));
        lines.push(("năm".into(), chance.number(1, 99).to_string(), None));
        lines.push((
            "năm".into(),
            chance.number(1990, 2090).to_string(),
            Some(("warning", String::new())),
        ));
    }
    lines.push(("VND/month".into(), "2.530".into(), Some(("error", "2530000".into()))));
    lines.push(("VND/month".into(), "2.53".into(), Some(("error", "2530000".into()))));
    lines.push(("VND".into(), "0".into(), None));
    let kit = Kit::small();
    let text = lines.iter().enumerate().map(|(at, (unit, value, _))| fact(at, unit, value));
    for (part, texts) in text.collect::<Vec<_>>().chunks(150).enumerate() {
        kit.write(&format!("facts/{part}.yml"), &texts.concat());
    }
    let run = check(&kit);
    let found = said(&run, "doubtful-figure");
    for (at, (unit, value, expected)) in lines.iter().enumerate() {
        let file = format!("content/facts/{}.yml", at / 150);
        let line = at % 150 + 1;
        let own: Vec<&Value> =
            found.iter().filter(|d| d["file"] == *file && d["line"] == line).collect();
        match expected {
            None => assert!(own.is_empty(), "{value} {unit}: {own:?}"),
            Some((severity, write)) => {
                let [one] = &own[..] else { panic!("{value} {unit}: {own:?}") };
                assert_eq!(one["severity"], *severity, "{value} {unit}");
                assert!(one.to_string().contains(write.as_str()), "{value} {unit}: {one}");
            }
        }
    }
    assert_eq!(run.diagnostics().len(), found.len(), "{}", run.stderr);
}

#[test]
fn numbers_as_people_write_them_are_one_error_with_the_number() {
    let mut chance = Chance::new(5);
    for _ in 0..12 {
        let number = chance.number(1_000_000, 900_000_000);
        let whole = number.to_string();
        for (value, write) in [
            (grouped(number, '.'), whole.clone()),
            (grouped(number, ','), whole.clone()),
            (format!("\"{}\"", grouped(number, '.')), whole.clone()),
            (format!("{} đồng", grouped(number, '.')), whole.clone()),
            ("4,5".to_string(), "4.5".to_string()),
            ("4,5%".to_string(), "4.5".to_string()),
            ("\"4,5%\"".to_string(), "4.5".to_string()),
        ] {
            let kit = Kit::small();
            kit.write("facts.yml", &fact(0, "VND", &value));
            let run = check(&kit);
            let [one] = &run.diagnostics()[..] else { panic!("{value}: {}", run.stderr) };
            assert_eq!((one["id"].as_str(), one["line"].as_u64()), (Some("wrong-type"), Some(1)));
            assert!(
                one["hints"].to_string().contains(&format!("write: {write}")),
                "{value}: {one}"
            );
        }
    }
}

#[test]
fn formulas_say_what_is_wrong_and_what_to_write() {
    for (formula, column_of, write) in [
        ("goc x 2", "x", "write: *"),
        ("goc × 2", "×", "write: *"),
        ("goc ÷ 2", "÷", "write: /"),
        ("goc : 2", ":", "write: /"),
        ("goc − ty-le", "−", "write:  - "),
        ("goc * 4,5", ",", "write: 4.5"),
        ("goc * 4.5%", "%", "write: 0.045"),
        ("goc * ty-le%", "%", "leave the % out"),
        ("goc + 1.500.000", "1.500.000", "write: 1500000"),
        ("= goc * 2", "=", "write only"),
    ] {
        let kit = Kit::small();
        let line = format!("- {{id: a, title: A, unit: VND, formula: \"{formula}\"}}\n");
        let facts = fact(0, "VND", "5000").replace("so-0", "goc")
            + &fact(1, "percent", "8").replace("so-1", "ty-le")
            + &line;
        kit.write("facts.yml", &facts);
        let run = check(&kit);
        let [one] = &run.diagnostics()[..] else { panic!("{formula}: {}", run.stderr) };
        assert_eq!(one["id"], "invalid-formula", "{formula}");
        let start = line.find(formula).expect("the formula");
        let at = start + formula.find(column_of).expect("the sign");
        let column = line[..at].chars().count() + 1;
        assert_eq!(one["column"].as_u64(), Some(column as u64), "{formula}: {one}");
        assert!(one["hints"].to_string().contains(write), "{formula}: {one}");
    }
}

#[test]
fn a_formula_that_rounds_to_nothing_or_leaves_a_fraction() {
    let kit = Kit::small();
    kit.write(
        "facts.yml",
        &[
            fact(0, "VND", "400"),
            fact(1, "VND", "5000"),
            "- {id: a, title: A, unit: VND, formula: so-0, round: 1000}\n".to_string(),
            "- {id: b, title: B, unit: VND, formula: so-1 / 3}\n".to_string(),
            "- {id: c, title: C, unit: VND, formula: so-1 / 3, round: 1}\n".to_string(),
            "- {id: d, title: D, unit: percent, formula: so-1 / so-0}\n".to_string(),
            "- {id: e, title: E, unit: VND, formula: so-0 - so-1}\n".to_string(),
            "- {id: f, title: F, unit: VND, formula: so-1 - so-1}\n".to_string(),
        ]
        .concat(),
    );
    let found: Vec<(u64, String)> = seen(&check(&kit), "doubtful-figure")
        .into_iter()
        .map(|(line, severity, _)| (line, severity))
        .collect();
    let expected = [(1, "warning"), (3, "error"), (4, "warning"), (6, "warning"), (7, "warning")];
    let expected = expected.map(|(line, severity)| (line, severity.to_string()));
    assert_eq!(found, expected);
}

#[test]
fn bars_that_are_no_numbers_or_count_different_things() {
    let bars = |unit: &str, values: &[&str]| {
        let items = values.iter().map(|value| format!("      - {{label: A, value: {value}}}\n"));
        let items: String = items.collect();
        let kit = Kit::small();
        kit.write(
            "facts.yml",
            &(fact(0, "VND/month", "330000") + &fact(1, "percent", "4.5") + &fact(2, "lần", "3")),
        );
        kit.write(
            "infographics/i.yml",
            &format!(
                "title: I\naudiences: [nguoi-dan]\nstatus: approved\nblocks:\n  - kind: bars\n    unit: \"{unit}\"\n    items:\n{items}"
            ),
        );
        let found = seen(&check(&kit), "doubtful-figure").into_iter();
        found.map(|(line, severity, _)| (line - 7, severity)).collect::<Vec<_>>()
    };
    let error = |at: u64| vec![(at, "error".to_string())];
    let warning = |at: u64| vec![(at, "warning".to_string())];
    assert_eq!(bars("đồng", &["330000", "\"{{ so-0 }}\""]), []);
    assert_eq!(bars("%", &["4.5", "\"{{ so-1 }}\"", "22"]), []);
    assert_eq!(bars("lượt", &["4.5", "\"{{ so-2 }}\"", "1000"]), []);
    assert_eq!(bars("đồng", &["330000", "nhiều"]), error(2));
    assert_eq!(bars("đồng", &["330000", "2.530.000"]), warning(2));
    assert_eq!(bars("đồng", &["330000", "2.530"]), error(2));
    assert_eq!(bars("lượt", &["330000", "2.530"]), error(2));
    assert_eq!(bars("đồng", &["330000", "\"1,500,000\""]), error(2));
    assert_eq!(bars("đồng", &["330000", "\"{{ so-1 }}\""]), error(2));
    assert_eq!(bars("", &["\"{{ so-1 }}\"", "\"{{ so-0 }}\""]), error(1));
    assert_eq!(bars("", &["\"4,5%\"", "\"{{ so-0 }}\"", "\"{{ so-0 }}\""]), error(1));
    assert_eq!(bars("%", &["150", "20"]), warning(1));
    assert_eq!(bars("%", &["\"150%\"", "20"]), warning(1));
}

#[test]
fn units_as_people_write_them_print_as_those_of_the_contract() {
    let page = |unit: &str, value: &str, bars: &str| {
        let kit = Kit::small();
        kit.write("facts.yml", &fact(0, unit, value));
        kit.write(
            "infographics/i.yml",
            &format!(
                "title: \"Đến {{{{ so-0 }}}} mỗi kỳ\"\naudiences: [nguoi-dan]\nstatus: approved\nblocks:\n  - kind: bars\n    unit: \"{bars}\"\n    items:\n      - {{label: A, value: {value}}}\n      - {{label: B, value: \"{{{{ so-0 }}}}\"}}\n"
            ),
        );
        kit.run(&["build", "--only", "site"]).ok();
        kit.read("infographics/i/index.html")
    };
    for (contract, others, value, printed) in [
        ("VND", &["đồng", "VNĐ", "đ", "₫"][..], "1500000", "1.500.000 đồng"),
        ("VND/month", &["đồng/tháng", "VND/tháng", "đồng mỗi tháng"], "1500000", "1.500.000 đồng"),
        ("VND/year", &["đồng/năm", "VND/năm"], "1500000", "1.500.000 đồng"),
        ("percent", &["%", "phần trăm"], "4.5", "4,5%"),
        ("years", &["năm"], "15", "15 năm"),
        ("months", &["tháng"], "15", "15 tháng"),
        ("people", &["người"], "1500", "1.500 người"),
    ] {
        let own = page(contract, value, contract);
        assert!(own.contains(&format!("Đến {printed} mỗi kỳ")), "{contract}: {own}");
        for other in others {
            assert_eq!(page(other, value, other), own, "{other}");
        }
    }
}

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
            "unsafe-path null",
            "unsafe-path null",
            "unsafe-path null",
            "unsafe-path null",
            "unsafe-path null"
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
