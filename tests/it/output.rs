//! What the program prints: where it cannot be written the status says so,
//! and nothing in it is obeyed by a terminal or a runner of workflows.

use std::fs::{self, File};
use std::process::{Command, Stdio};

use crate::harness::{Kit, QUIET, TODAY, program};

/// Commands that end well on the small kit; all they do is to print.
const SPEAKING: [&[&str]; 8] = [
    &["--help"],
    &["--version"],
    &["explain"],
    &["explain", "unknown-fact"],
    &["man"],
    &["completions", "bash"],
    &["report", "coverage", "--date", TODAY],
    &["impact", "fact:muc", "--date", TODAY],
];

fn kit() -> Kit {
    let kit = Kit::small();
    kit.write("facts.yml", "- {id: muc, title: Mức, unit: VND, values: [{value: 5000}]}\n");
    kit.write("faq/hoi.md", "---\ntitle: Hỏi\nstatus: approved\n---\nMức {{ muc }}\n");
    kit
}

/// Runs with what is left of the output, and gives the status.
#[track_caller]
fn run(kit: &Kit, args: &[&str], change: impl FnOnce(&mut Command) -> &mut Command) -> i32 {
    let mut command = program();
    command.current_dir(kit.root()).args(args).stderr(Stdio::piped());
    let output = change(&mut command).output().expect("the program runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!stderr.contains("panicked"), "{args:?}: {stderr}");
    output.status.code().unwrap_or(-1)
}

fn full() -> Stdio {
    Stdio::from(File::options().write(true).open("/dev/full").expect("/dev/full"))
}

/// A pipe that nobody reads.
fn broken() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    Stdio::from(writer)
}

#[test]
fn output_that_cannot_be_written_is_no_success() {
    let kit = kit();
    let also: [&[&str]; 2] =
        [&["check", "--no-drawn", "--date", TODAY], &["build", "--only", "site", "--date", TODAY]];
    for args in SPEAKING.into_iter().chain(also) {
        assert_eq!(run(&kit, args, |command| command.stdout(Stdio::piped())), 0, "{args:?}");
        assert_eq!(run(&kit, args, |command| command.stdout(full())), 2, "{args:?}");
        assert_eq!(run(&kit, args, |command| command.stdout(broken())), 2, "{args:?}");
        assert_eq!(run(&kit, args, |command| command.stdout(full()).stderr(full())), 2, "{args:?}");
    }
    assert!(kit.has("index.html"));
    // Faults that nobody could read are faults all the same.
    kit.write("faq/sai.md", "---\ntitle: Hỏi\nstatus: approved\n---\nMức {{ khong-co }}\n");
    let args = ["check", "--no-drawn", "--date", TODAY];
    for change in [full, broken] {
        assert_eq!(run(&kit, &args, |command| command.stdout(change()).stderr(change())), 1);
    }
}

#[test]
fn output_that_is_closed_is_no_success() {
    let kit = kit();
    let shell = |args: &[&str], to: &str| {
        let script = format!("exec \"$0\" \"$@\" {to}");
        let output = Command::new("sh")
            .current_dir(kit.root())
            .args(["-c", &script, env!("CARGO_BIN_EXE_lantoa")])
            .args(args)
            .output()
            .expect("a shell");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!stderr.contains("panicked"), "{args:?} {to}: {stderr}");
        output.status.code().unwrap_or(-1)
    };
    for args in SPEAKING {
        assert_eq!(shell(args, ">/dev/null"), 0, "{args:?}");
        assert_eq!(shell(args, ">&-"), 2, "{args:?}");
        assert_eq!(shell(args, ">&- 2>&-"), 2, "{args:?}");
        assert_eq!(shell(args, "2>&- <&-"), 0, "{args:?}");
    }
}

#[test]
fn nothing_that_is_printed_is_obeyed() {
    let kit = kit();
    kit.write(
        "kit.yml",
        &format!("title: A\nbase_url: https://kit.example.vn/\nlanguages: [vi]\n{QUIET}"),
    );
    let bad = "\n::error file=x::\u{1b}[31m\u{7}\u{202e}\u{9b}\r";
    let escaped: String = bad.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
    // In names of files, of fields, of things that are not there, in texts.
    kit.write(&format!("faq/{}.md", bad.replace('/', "")), "---\ntitle: A\n---\nB\n");
    kit.write(&format!("static/a{bad}"), "x");
    kit.write(
        "faq/hai.md",
        "---\ntitle: A\nstatus: approved\nlink: \"message:::x\"\n---\n[a](::x)\n",
    );
    kit.write(
        "campaigns/mot/messages.yml",
        &format!(
            "- id: \"{escaped}\"\n  audiences: [\"{escaped}\"]\n  \"{escaped}\": x\n  status: approved\n  link: \"{escaped}\"\n  text: {{vi: {{headline: \"{escaped}\", body: \"{{{{ {escaped} }}}}\"}}}}\n"
        ),
    );
    let is_bad = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{202e}';
    for format in ["human", "github"] {
        for lang in ["vi", "en"] {
            let run = kit.run(&["check", "--no-drawn", "--format", format, "--lang", lang]);
            assert_eq!(run.code, 1);
            for line in run.stdout.lines().chain(run.stderr.lines()) {
                assert!(!line.contains(is_bad), "{format}: {line:?}");
                let ours =
                    ["::error file=", "::warning file=", "::error title=", "::warning title="];
                let is_ours =
                    format == "github" && ours.iter().any(|start| line.starts_with(start));
                let is_command =
                    line.trim_start().starts_with("::") && !line.starts_with("::error file=x");
                assert!(is_ours || !is_command, "{format}: {line:?}");
                assert!(!line.trim_start().starts_with("::error file=x"), "{format}: {line:?}");
            }
        }
    }
    for args in
        [&["impact", bad][..], &["explain", bad], &["import", bad], &["build", "--unit", bad]]
    {
        let run = kit.run_as_is(args);
        assert!(run.code > 0, "{args:?}");
        for line in run.stdout.lines().chain(run.stderr.lines()) {
            assert!(!line.contains(is_bad), "{args:?}: {line:?}");
            assert!(!line.trim_start().starts_with("::"), "{args:?}: {line:?}");
        }
    }
}

#[test]
fn a_carriage_return_reaches_no_file() {
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/campaign.yml",
        "title: Chiến dịch\nsummary: \"Một\\rhai\\r\\nba\"\naudiences: [nguoi-dan]\nwindows:\n  - {from: 2026-11-01, until: 2026-12-01}\n",
    );
    kit.write(
        "faq/hoi.md",
        "---\ntitle: Hỏi\nstatus: approved\n---\nMột&#13;hai `ba`\n\n```\nbốn\r\nnăm\n```\n",
    );
    kit.run(&["build", "--only", "site"]).ok();
    for (path, bytes) in kit.files() {
        let is_text =
            [".html", ".xml", ".ics", ".json", ".txt"].iter().any(|end| path.ends_with(end));
        if !is_text {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        assert!(!text.contains(['\r', '\0']), "{path}");
    }
    assert!(fs::metadata(kit.root()).is_ok());
}

#[test]
fn any_number_of_threads_may_be_asked_for() {
    let kit = kit();
    for jobs in ["0", "1", "7", "1000000", "18446744073709551615"] {
        let run = kit.run(&["check", "--no-drawn", "--jobs", jobs]);
        assert_eq!(run.code, 0, "{jobs}: {}", run.stderr);
    }
}
