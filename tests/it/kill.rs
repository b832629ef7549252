//! A build that is killed leaves the old site as it was.

use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use crate::harness::{Kit, program};

/// A kit whose build takes long enough to be killed in the middle.
fn large(word: &str) -> String {
    (0..60)
        .map(|i| {
            format!(
                "- id: tin-{i}\n  audiences: [nguoi-dan]\n  status: approved\n  text: {{vi: {{headline: {word} số {i}}}}}\n"
            )
        })
        .collect()
}

#[test]
fn a_killed_build_leaves_the_old_site_whole() {
    let kit = Kit::small();
    kit.write("campaigns/mot/messages.yml", &large("Tin cũ"));
    kit.build().ok();
    let old = kit.files();
    kit.write("campaigns/mot/messages.yml", &large("Tin mới"));
    let mut killed = 0;
    for wait in [5, 20, 60, 120, 250, 400, 600] {
        let mut child = program()
            .current_dir(kit.root())
            .args(["build", "--no-cache", "--date", crate::harness::TODAY])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        sleep(Duration::from_millis(wait));
        if child.try_wait().expect("a status").is_some() {
            break;
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
        killed += 1;
        assert!(kit.files() == old, "killed after {wait} ms");
    }
    assert!(killed >= 3, "the build was too fast to be killed");
    kit.build().ok();
    assert!(kit.read("messages/tin-1/index.html").contains("Tin mới số 1"));
    // Nothing is left beside it.
    let beside: Vec<_> = std::fs::read_dir(kit.root())
        .expect("a folder")
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| {
            !["content", "public", ".lantoa"].contains(&name.as_str()) && !name.ends_with(".lock")
        })
        .collect();
    assert!(beside.is_empty(), "{beside:?}");
}

#[test]
fn files_of_others_stay_and_stale_files_go() {
    let kit = Kit::small();
    kit.build().ok();
    std::fs::write(kit.public().join("CNAME"), "kit.example.vn\n").expect("written");
    std::fs::create_dir(kit.public().join(".git")).expect("made");
    std::fs::write(kit.public().join(".git/HEAD"), "ref\n").expect("written");
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: khac\n  audiences: [nguoi-dan]\n  status: approved\n  text: {vi: {headline: Tin khác}}\n",
    );
    kit.build().ok();
    assert_eq!(kit.read("CNAME"), "kit.example.vn\n");
    assert!(kit.has(".git/HEAD"));
    assert!(!kit.has("cards/chao") && kit.has("cards/khac/og.vi.png"));
}

/// The folder stands in the repository by a `.gitignore` of its own, which
/// every command keeps.
#[test]
fn the_output_folder_keeps_its_own_gitignore() {
    let kit = Kit::small();
    std::fs::create_dir(kit.public()).expect("made");
    let text = "*\n!.gitignore\n";
    std::fs::write(kit.public().join(".gitignore"), text).expect("written");
    for args in [
        &["build"][..],
        &["build", "--no-cache"],
        &["build", "--only", "cards"],
        &["build", "--date", "2027-01-01"],
        &["check"],
    ] {
        kit.run(args).ok();
        assert_eq!(kit.read(".gitignore"), text, "{args:?}");
    }
    kit.write("kit.yml", "title: [\n");
    kit.build();
    assert_eq!(kit.read(".gitignore"), text);
}
