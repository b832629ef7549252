//! What a new kit brings for build servers, and what shells and `man` read.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::harness::{Run, program};

/// Runs the program in a folder.
pub fn run(dir: &Path, args: &[&str]) -> Run {
    let output = program().current_dir(dir).args(args).output().expect("the program runs");
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A new kit in the folder `kho` of a temporary folder.
pub fn new_kit(args: &[&str]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    run(dir.path(), &[&["new", "kho"], args].concat()).ok();
    dir
}

/// A file as text.
#[track_caller]
pub fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_recipes_are_yaml_and_run_every_morning_of_the_time_zone() {
    for (zone, cron) in [("Asia/Ho_Chi_Minh", "0 22 * * *"), ("Asia/Kolkata", "30 23 * * *")] {
        let dir = new_kit(&["--timezone", zone]);
        let kit = dir.path().join("kho");
        let yaml = |path: &str| -> serde_json::Value {
            serde_yaml::from_str(&read(kit.join(path))).unwrap_or_else(|e| panic!("{path}: {e}"))
        };
        assert_eq!(yaml("content/kit.yml")["timezone"], zone);
        let github = yaml(".github/workflows/kit.yml");
        assert_eq!(github["on"]["schedule"][0]["cron"], cron);
        let steps = github["jobs"]["kit"]["steps"].to_string();
        assert!(steps.contains("lantoa check --format github"), "{steps}");
        assert!(steps.contains("lantoa build"));
        assert_eq!(github["permissions"], serde_json::json!({}));
        let gitlab = yaml(".gitlab-ci.yml");
        assert!(gitlab["pages"]["rules"].to_string().contains("schedule"));
        assert_eq!(
            gitlab["check"]["artifacts"]["reports"]["codequality"],
            "gl-code-quality-report.json"
        );
        assert!(read(kit.join(".gitlab-ci.yml")).contains(zone));
    }
}

/// The check job's own script, run on a kit with an error and a warning; it
/// needs `jq`, as the job does.
#[test]
fn gitlab_gets_a_code_quality_report() {
    if Command::new("jq").arg("--version").output().is_err() {
        eprintln!("jq is not installed: the recipe's script is not run");
        return;
    }
    let dir = new_kit(&[]);
    let kit = dir.path().join("kho");
    let path = kit.join("content/campaigns/ca-nha-co-the/messages.yml");
    let text =
        read(&path).replace("{{ bhyt-nguoi-1 }} mỗi tháng;", "{{ bhyt-nguoi-l }} và 5.000 đồng;");
    fs::write(&path, text).expect("a written file");
    let recipe: serde_json::Value =
        serde_yaml::from_str(&read(kit.join(".gitlab-ci.yml"))).expect("YAML");
    let script: Vec<&str> = recipe["check"]["script"]
        .as_array()
        .expect("a script")
        .iter()
        .filter_map(|line| line.as_str())
        .filter(|line| !line.starts_with("apt-get"))
        .collect();
    let bin = Path::new(env!("CARGO_BIN_EXE_lantoa")).parent().expect("a folder");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &script.join("\n")])
        .current_dir(&kit)
        .env("PATH", path)
        .output()
        .expect("bash");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let report: serde_json::Value =
        serde_json::from_str(&read(kit.join("gl-code-quality-report.json"))).expect("JSON");
    let found = report.as_array().expect("a list");
    let of = |id: &str| found.iter().find(|entry| entry["check_name"] == id).expect("a finding");
    assert_eq!(of("unknown-fact")["severity"], "major");
    assert_eq!(of("literal-amount")["severity"], "minor");
    let place = &of("unknown-fact")["location"];
    assert_eq!(place["path"], "content/campaigns/ca-nha-co-the/messages.yml");
    assert_eq!(place["lines"]["begin"], 10);
    let log = String::from_utf8_lossy(&output.stdout);
    assert!(log.contains("error[unknown-fact] content/campaigns/"), "{log}");
}

#[test]
fn shells_and_man_know_the_commands() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for shell in ["bash", "zsh", "fish"] {
        let script = run(dir.path(), &["completions", shell]).ok().stdout;
        for word in ["serve", "base-url", "headline", "infographic"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let script = run(dir.path(), &["completions", "bash"]).ok().stdout;
    let complete =
        "COMP_WORDS=(lantoa new le); COMP_CWORD=2; _lantoa lantoa le new; echo ${COMPREPLY[@]}";
    let output = Command::new("bash").args(["-c", &format!("{script}\n{complete}")]).output();
    let words = output.expect("bash").stdout;
    assert!(String::from_utf8_lossy(&words).contains("leaflet"));

    let page = run(dir.path(), &["man"]).ok().stdout;
    assert!(page.contains(".TH lantoa 1"), "{page}");
    for part in ["lantoa build", "lantoa new message", "EXIT STATUS", "FILES", "EXAMPLES"] {
        assert!(page.contains(part), "{part}");
    }
}
