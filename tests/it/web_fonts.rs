//! The web fonts of the default theme are what `scripts/web-fonts.py` cuts
//! out of its fonts, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::harness::repository;

/// The files of a folder that the script writes, by name.
fn made(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file"));
    let files = entries.map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).expect("a file"))
    });
    files.filter(|(name, _)| name.ends_with(".woff2") || name.ends_with(".css")).collect()
}

#[test]
fn web_fonts_are_what_the_script_cuts() {
    let to = tempfile::tempdir().expect("a folder");
    let output = Command::new("python3")
        .env("PYTHONPATH", Path::new(env!("CARGO_TARGET_TMPDIR")).join("python"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(repository().join("scripts/web-fonts.py"))
        .arg(repository().join("themes/default"))
        .arg("--to")
        .arg(to.path())
        .output()
        .expect("python3 runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\ntests/run.sh installs what is missing");
    let (cut, kept) = (made(to.path()), made(&repository().join("themes/default/fonts/web")));
    assert_eq!(cut.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>());
    let other: Vec<&String> =
        kept.iter().filter(|(name, bytes)| cut[*name] != **bytes).map(|(name, _)| name).collect();
    assert!(other.is_empty(), "cut anew, these are different: {other:?}");
}
