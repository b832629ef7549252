//! `docs/mistakes.md`: the mistakes of every day, made on purpose. What the
//! page says that lantoa says is what it says, and what the page calls right
//! has nothing wrong.

use std::fs;

use crate::checks::bless;
use crate::harness::{Kit, repository};

/// One part of the page.
struct Mistake<'p> {
    heading: &'p str,
    wrong: Written<'p>,
    said: &'p str,
    right: Written<'p>,
}

/// A file as the page shows it.
struct Written<'p> {
    path: &'p str,
    is_utf16: bool,
    text: &'p str,
}

impl Written<'_> {
    fn bytes(&self) -> Vec<u8> {
        match self.is_utf16 {
            true => {
                format!("\u{feff}{}", self.text).encode_utf16().flat_map(u16::to_le_bytes).collect()
            }
            false => self.text.as_bytes().to_vec(),
        }
    }
}

/// What stands between two marks, and what follows.
fn between<'p>(text: &'p str, from: &str, to: &str) -> (&'p str, &'p str) {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("no {from:?} in {text}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to:?} in {rest}"))
}

fn written<'p>(part: &'p str, label: &str) -> (Written<'p>, &'p str) {
    let (line, rest) = between(part, label, "\n");
    let (path, _) = between(line, "`content/", "`");
    let (block, rest) = between(rest, "\n```", "\n```\n");
    let (_, text) = block.split_once('\n').expect("a block with text");
    (Written { path, is_utf16: line.contains("UTF-16"), text }, rest)
}

fn mistakes(page: &str) -> Vec<Mistake<'_>> {
    let parse = |part| {
        let heading = str::lines(part).next().unwrap_or_default();
        let (wrong, rest) = written(part, "Sai · Wrong:");
        let (said, rest) = between(rest, "\n```text\n", "\n```\n");
        let (right, _) = written(rest, "Đúng · Right:");
        Mistake { heading, wrong, said, right }
    };
    page.split("\n## ").skip(1).map(parse).collect()
}

fn kit() -> Kit {
    let kit = Kit::small();
    kit.write(
        "facts.yml",
        "- id: muc-luong-co-so\n  title: Mức lương cơ sở\n  unit: VND/month\n  values: [{value: 2530000, from: 2026-07-01}]\n  verified: {by: Ban Thực hiện chính sách, on: 2026-08-01}\n",
    );
    kit
}

#[test]
fn everyday_mistakes_are_answered_as_the_page_says() {
    let path = repository().join("docs/mistakes.md");
    let page = fs::read_to_string(&path).expect("the page");
    let mistakes = mistakes(&page);
    assert_eq!(mistakes.len(), 13);
    let mut blessed = page.clone();
    for Mistake { heading, wrong, said, right } in mistakes {
        let with_mistake = kit();
        with_mistake.write_bytes(wrong.path, &wrong.bytes());
        let run = with_mistake.run(&["check"]);
        let lines: Vec<&str> = run.stderr.lines().map(str::trim_end).collect();
        let says = lines.join("\n");
        match bless() {
            true => blessed = blessed.replace(said, says.trim()),
            false => assert_eq!(says.trim(), said, "{heading}"),
        }

        let without = kit();
        without.write_bytes(right.path, &right.bytes());
        let run = without.run(&["check"]).ok();
        assert_eq!(run.stderr, "", "{heading}");
    }
    if bless() {
        fs::write(path, blessed).expect("a written page");
    }
}
