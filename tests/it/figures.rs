//! Figures that cannot be meant as they are written, with inputs that the
//! tests make up.

use serde_json::Value;

use crate::harness::{Kit, Run};

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
pub fn check(kit: &Kit) -> Run {
    kit.run(&["check", "--no-drawn", "--format", "json", "--lang", "en"])
}

pub fn said(run: &Run, id: &str) -> Vec<Value> {
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
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
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
    type Expected = Option<(&'static str, String)>;
    let mut lines: Vec<(String, String, Expected)> = Vec::new();
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
    assert_eq!(bars("lượt", &["-5", "0"]), error(1));
    assert_eq!(bars("đồng", &["330000", "2.530.000"]), warning(2));
    assert_eq!(bars("đồng", &["330000", "2.530"]), error(2));
    assert_eq!(bars("lượt", &["330000", "2.530"]), error(2));
    assert_eq!(bars("đồng", &["330000", "\"1,500,000\""]), error(2));
    assert_eq!(bars("đồng", &["330000", "\"{{ so-1 }}\""]), error(2));
    assert_eq!(bars("", &["\"{{ so-1 }}\"", "\"{{ so-0 }}\""]), error(1));
    assert_eq!(bars("", &["\"4,5%\"", "\"{{ so-0 }}\"", "\"{{ so-0 }}\""]), error(1));
    assert_eq!(bars("đồng", &["2000000", "\"330 nghìn\"", "400000"]), error(2));
    assert_eq!(bars("triệu đồng", &["2.5", "3", "\"{{ so-0 }}\""]), error(3));
    assert_eq!(bars("triệu đồng", &["2.5", "3", "\"4,5 triệu\""]), []);
    assert_eq!(bars("", &["\"2,5 triệu\"", "\"3 triệu\""]), []);
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
