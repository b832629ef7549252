//! The first-steps guides, followed word for word: every command is run,
//! every file is edited as they say, and what they show is what comes out.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::{fold, program, repository};

#[test]
fn the_vietnamese_guide_works() {
    follow("docs/first-steps.vi.md", "vi");
}

#[test]
fn the_english_guide_works() {
    follow("docs/first-steps.md", "en");
}

fn follow(guide: &str, lang: &str) {
    let text = fs::read_to_string(repository().join(guide)).expect("the guide");
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut at = dir.path().to_path_buf();
    let mut said: Option<String> = None;
    let mut file = PathBuf::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(path) = line.split('`').find(|word| word.starts_with("content/")) {
            file = at.join(path);
        }
        let Some(kind) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match kind {
            "sh" => said = block.iter().filter_map(|line| command(line, &mut at, lang)).last(),
            "text" => {
                // What `serve` says is not waited for.
                let Some(said) = &said else { continue };
                let shown = fold(&block.join("\n"));
                assert!(fold(said).contains(&shown), "{guide}: shown\n{shown}\nsaid\n{said}");
            }
            _ => edit(&file, &block),
        }
    }
    let public = at.join("public");
    for path in [
        "messages/tet-nay-ca-nha-co-the/index.html",
        "cards/tet-nay-ca-nha-co-the/square.vi.png",
        "files/leaflets/bhyt-hoc-sinh/bhyt-hoc-sinh.vi.screen.pdf",
    ] {
        assert!(public.join(path).exists(), "{guide}: {path}");
    }
    let page =
        fs::read_to_string(public.join("leaflets/bhyt-hoc-sinh/index.html")).expect("a page");
    assert!(page.contains("BHXH tỉnh Khánh Hòa"), "{guide}");
}

/// Runs a line of a guide; what it said, if it was run to its end.
fn command(line: &str, at: &mut PathBuf, lang: &str) -> Option<String> {
    let words = words(line);
    let args: Vec<&str> = words.iter().map(String::as_str).collect();
    match args[..] {
        ["cd", folder] => {
            at.push(folder);
            None
        }
        ["lantoa", "serve", ..] | ["git", ..] => None,
        ["lantoa", ..] => {
            let output = program()
                .current_dir(&at)
                .args(&args[1..])
                .args(["--lang", lang])
                .output()
                .expect("the program runs");
            let code = output.status.code();
            assert!(code == Some(0) || code == Some(1) && args[1] == "check", "{line}: {code:?}");
            let out = String::from_utf8_lossy(&output.stdout);
            Some(format!("{out}\n{}", String::from_utf8_lossy(&output.stderr)))
        }
        _ => panic!("what is {line}?"),
    }
}

/// The words of a command, quotes taken off.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("a word").push(c),
        }
    }
    words
}

/// Edits a file as a guide shows it: a whole file, an item of a list, or
/// single fields, of which some were comments.
fn edit(file: &Path, block: &[&str]) {
    let old = fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let mut new: Vec<&str> = old.lines().collect();
    if block[0] == "---" {
        new = block.to_vec();
    } else if block[0].starts_with("- id: ") {
        let from = new.iter().position(|line| *line == block[0]).expect("the item");
        let until =
            new[from + 1..].iter().position(|line| line.starts_with("- ")).map(|n| from + 1 + n);
        new.splice(from..until.unwrap_or(new.len()), block.iter().copied());
    } else {
        for field in block {
            let key = &field[..=field.find(':').expect("a field")];
            let written = |line: &&str| line.trim_start_matches("# ").starts_with(key);
            let at = new.iter().position(written).expect("the field's line");
            new[at] = field;
        }
    }
    fs::write(file, new.join("\n") + "\n").expect("a written file");
}
