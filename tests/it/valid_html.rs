//! Every page of the sample kit is valid HTML, as the checker of the W3C's
//! validator has it.

use std::path::Path;
use std::process::Command;

use crate::harness::sample;

/// What the checker says of what lies at a path.
fn said(path: &Path) -> String {
    let tools = Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm/node_modules");
    let checker = tools.join("vnu-jar/build/dist/vnu.jar");
    assert!(checker.is_file(), "{}, which tests/run.sh installs", checker.display());
    let mut command = Command::new("java");
    // Its reader of styles recurses with their length.
    command.args(["-Xss4m", "-jar"]).arg(checker);
    command.args(["--errors-only", "--skip-non-html", "--format", "gnu"]).arg(path);
    let output = command.output().expect("java, which tests/run.sh installs");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_page_is_valid_and_a_broken_one_is_found() {
    let found = said(sample());
    assert!(found.is_empty(), "{}", found.lines().take(20).collect::<Vec<_>>().join("\n"));

    let folder = tempfile::tempdir().expect("a folder");
    let home = std::fs::read_to_string(sample().join("index.html")).expect("a page");
    let broken = home.replacen("</h1>", "</h2>", 1);
    assert_ne!(home, broken);
    std::fs::write(folder.path().join("index.html"), broken).expect("a written file");
    assert!(said(folder.path()).contains("End tag"));
}
