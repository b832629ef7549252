//! Every check has a page, and a small kit in `tests/kits/` that makes it
//! speak; the page's examples are excerpts of that kit. `lantoa explain`
//! prints the pages.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use lantoa::diag::{Id, Severity};

use crate::harness::{Kit, Run, files, repository};

/// Runs the program where there is no kit.
fn run_anywhere(args: &[&str]) -> Run {
    Kit::new(&[]).run_as_is(args)
}

/// Whether what the program says now is to be written down as right.
pub fn bless() -> bool {
    std::env::var_os("LANTOA_BLESS").is_some()
}

fn folder(id: &str) -> PathBuf {
    repository().join("tests/kits").join(id)
}

fn page(id: &str) -> String {
    let path = repository().join("docs/checks").join(format!("{id}.md"));
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

/// A copy of a kit of `tests/kits/`; with `right`, what is wrong put right.
pub fn stage(id: &str, right: bool) -> Kit {
    let kit = Kit::new(&[]);
    for (path, bytes) in files(&folder(id).join("content")) {
        kit.write_bytes(&path, &bytes);
    }
    let overlay = folder(id).join("right");
    for (path, bytes) in files(&overlay).iter().filter(|_| right) {
        match bytes.is_empty() {
            true => fs::remove_file(kit.content().join(path)).expect("a file that goes"),
            false => kit.write_bytes(path, bytes),
        }
    }
    let themes = folder(id).join("themes");
    if themes.is_dir() {
        for (path, bytes) in files(&themes) {
            let path = kit.root().join("themes").join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, bytes).expect("a written file");
        }
    }
    kit
}

#[test]
fn every_check_has_a_page_in_two_languages() {
    for id in Id::ALL {
        let page = page(id.name());
        let severity = match id.severity() {
            Severity::Error => "Mức: lỗi · Severity: error",
            _ => "Mức: cảnh báo · Severity: warning",
        };
        assert!(page.starts_with(&format!("# {}\n\n{severity}\n\n", id.name())), "{page}");
        let headings = headings(&page);
        assert_eq!(
            headings,
            [
                "## Tiếng Việt",
                "### Sai",
                "### Đúng",
                "### Cách sửa",
                "## English",
                "### Wrong",
                "### Right",
                "### How to mend it",
            ],
            "{}",
            id.name()
        );
        let [wrong, right, wrong_again, right_again] = &examples(&page)[..] else {
            panic!("{} needs a wrong and a right example in each language", id.name());
        };
        assert_eq!((wrong, right), (wrong_again, right_again), "{}", id.name());
    }
    let known = Id::ALL.iter().map(|id| format!("{}.md", id.name()));
    let known: BTreeSet<String> = known.chain(["README.md".to_string()]).collect();
    assert_eq!(names(&repository().join("docs/checks")), known);
}

#[test]
fn every_check_has_a_kit_that_makes_it_speak() {
    let with_kit: Vec<&str> = Id::ALL.iter().map(|id| id.name()).collect();
    let known: BTreeSet<String> =
        with_kit.iter().copied().chain(["README.md", ".gitattributes"]).map(String::from).collect();
    assert_eq!(names(&repository().join("tests/kits")), known);
    std::thread::scope(|scope| {
        for ids in with_kit.chunks(with_kit.len().div_ceil(4)) {
            scope.spawn(move || ids.iter().for_each(|id| one_kit(id)));
        }
    });
}

fn one_kit(id: &str) {
    let read = fs::read_to_string(folder(id).join("expected.txt"));
    let expected: Vec<String> = read.expect("what it says").lines().map(str::to_string).collect();
    let is_own = |line: &String| line.split(' ').next() == Some(id);
    assert!(expected.iter().any(is_own), "{id}: the kit is not for it");

    let wrong = stage(id, false).check();
    if bless() {
        let said: String = wrong.places().iter().map(|place| format!("{place}\n")).collect();
        fs::write(folder(id).join("expected.txt"), said).expect("a written file");
    } else {
        assert_eq!(wrong.places(), expected, "{id}: {}", wrong.stderr);
    }
    let right = stage(id, true).check();
    assert!(right.places().is_empty() && right.code == 0, "{id}: {}", right.stderr);
}

/// The headings of a page below its title; those of its examples are not.
fn headings(page: &str) -> Vec<&str> {
    let mut inside = false;
    let mut is_heading = |line: &&str| {
        inside ^= line.starts_with("```");
        !inside && line.starts_with("##")
    };
    page.lines().filter(|line| is_heading(line)).collect()
}

/// The blocks of code of a page, each with its language.
fn examples(page: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(lang) if !inside => {
                found.push((lang.to_string(), Vec::new()));
                inside = true;
            }
            Some(_) => inside = false,
            None if inside => found.last_mut().expect("a block").1.push(line.trim().to_string()),
            None => {}
        }
    }
    found
}

/// Whether the lines of an example stand in the file in this order, one after
/// the other; `…` at a line's end stands for its rest.
fn is_excerpt(text: &str, example: &[String]) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.windows(example.len()).any(|window| {
        window.iter().zip(example).all(|(line, wanted)| match wanted.strip_suffix('…') {
            Some(start) => line.starts_with(start),
            None => line == wanted,
        })
    })
}

#[test]
fn examples_are_excerpts_of_the_kits() {
    for id in Id::ALL.iter().map(|id| id.name()) {
        let texts = |part: &str| -> Vec<String> {
            let path = folder(id).join(part);
            let all = if path.is_dir() { files(&path) } else { Default::default() };
            all.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
        };
        let themes = texts("themes");
        let blocks = examples(&page(id));
        for (part, (lang, example)) in ["content", "right"].iter().zip(&blocks) {
            // `text` shows where files lie, not what is in them.
            let known = || texts(part).into_iter().chain(themes.iter().cloned());
            assert!(
                lang == "text" || known().any(|text| is_excerpt(&text, example)),
                "{id}: not in {part}/:\n{}",
                example.join("\n")
            );
        }
    }
}

#[test]
fn explain_prints_the_page_in_one_language() {
    let vi = run_anywhere(&["explain", "unknown-fact"]).ok();
    assert!(vi.stdout.starts_with("# unknown-fact\n\nMức: lỗi\n\n"), "{}", vi.stdout);
    assert!(vi.stdout.contains("### Đúng") && !vi.stdout.contains("### Right"), "{}", vi.stdout);
    let en = run_anywhere(&["explain", "unknown-fact", "--lang", "en"]).ok();
    assert!(en.stdout.starts_with("# unknown-fact\n\nSeverity: error\n\n"), "{}", en.stdout);
    assert!(en.stdout.contains("### Right") && !en.stdout.contains("### Đúng"), "{}", en.stdout);
    // Its examples hold headings, which end nothing.
    for (lang, last) in [("vi", "### Cách sửa"), ("en", "### How to mend it")] {
        let page = run_anywhere(&["explain", "heading-order", "--lang", lang]).ok().stdout;
        assert!(page.contains(last), "{page}");
    }
    // As a diagnostic prints it.
    assert_eq!(run_anywhere(&["explain", "lỗi[unknown-fact]"]).ok().stdout, vi.stdout);
}

#[test]
fn explain_lists_every_check_as_the_index_does() {
    let index = fs::read_to_string(repository().join("docs/checks/README.md")).expect("the index");
    let (vi, en) =
        (run_anywhere(&["explain"]).ok(), run_anywhere(&["explain", "--lang", "en"]).ok());
    assert_eq!(vi.stdout.lines().count(), Id::ALL.len());
    for ((id, vi), en) in Id::ALL.iter().zip(vi.stdout.lines()).zip(en.stdout.lines()) {
        let row = format!("| [`{0}`]({0}.md) |", id.name());
        let row = index.lines().find(|line| line.starts_with(&row));
        let row = row.unwrap_or_else(|| panic!("{} is not in the index", id.name()));
        let cells: Vec<String> = row
            .replace("\\|", "\u{0}")
            .split(" | ")
            .map(|cell| cell.replace('\u{0}', "|"))
            .collect();
        let [_, severities, means_vi, means_en] = &cells[..] else { panic!("{row}") };
        let (severity_vi, severity_en) = severities.split_once(" · ").expect("two languages");
        let means_en = means_en.trim_end_matches(" |");
        for (line, severity, means) in
            [(vi, severity_vi, means_vi.as_str()), (en, severity_en, means_en)]
        {
            assert!(line.starts_with(id.name()) && line.ends_with(means), "{line}\n{row}");
            assert!(line[id.name().len()..].trim_start().starts_with(severity), "{line}\n{row}");
        }
    }
}

#[test]
fn explain_of_an_unknown_check_suggests_one() {
    let run = run_anywhere(&["explain", "unknow-fact"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("unknow-fact") && run.stderr.contains("`unknown-fact`"),
        "{}",
        run.stderr
    );
    let run = run_anywhere(&["explain", "xyz"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("lantoa explain"), "{}", run.stderr);
}
