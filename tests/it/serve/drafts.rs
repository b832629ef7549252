//! What is not approved never lies where it could be published.

use super::{MESSAGES, eventually, kit_below_kho, start_with};
use crate::harness::{Kit, files};

fn has(kit: &Kit, folder: &str, text: &str) -> bool {
    let folder = kit.root().join(folder);
    folder.exists()
        && files(&folder).values().any(|bytes| String::from_utf8_lossy(bytes).contains(text))
}

#[test]
fn drafts_stay_out_of_public_even_after_a_kill() {
    let kit = kit_below_kho();
    kit.build().ok();
    let before = kit.files();
    let draft = "- id: nhap\n  audiences: [nguoi-dan]\n  status: draft\n  text:\n    vi: {headline: Chưa duyệt}\n";
    kit.write(MESSAGES, &(super::headline("Xin chào") + draft));
    let mut server = start_with(&kit, &["--drafts"]);
    server.shows("/kho/messages/nhap/", "Chưa duyệt");
    kit.write(MESSAGES, &(super::headline("Xin chào") + &draft.replace("Chưa duyệt", "Sửa nháp")));
    server.shows("/kho/messages/nhap/", "Sửa nháp");
    server.child.kill().expect("killed");
    server.child.wait().expect("ended");
    assert!(kit.files() == before, "public/ is as it was");
    assert!(has(&kit, ".lantoa/drafts-site", "Sửa nháp"));
    assert_eq!(
        std::fs::read_to_string(kit.root().join(".lantoa/.gitignore")).expect("a note"),
        "*\n"
    );
}

#[test]
fn drafts_do_not_make_a_public_folder() {
    let kit = kit_below_kho();
    let server = start_with(&kit, &["--drafts", "--no-cache", "--out", "site"]);
    assert_eq!(server.get("/kho/").status, 200);
    assert!(!kit.public().exists() && !kit.root().join("site").exists());
    assert_eq!(server.count("Drafts are shown too."), 1);
    assert!(kit.root().join(".lantoa/.gitignore").exists());
}

#[test]
fn a_browser_is_opened_or_the_failure_said() {
    let kit = kit_below_kho();
    let tools = tempfile::tempdir().expect("a folder");
    let tool = tools.path().join("xdg-open");
    std::fs::write(&tool, "#!/bin/sh\necho \"$1\" >\"$0.said\"\n").expect("a program");
    let rights = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&tool, rights).expect("its rights");
    let path = format!("{}:/usr/bin:/bin", tools.path().display());
    let server = super::start_as(&kit, &["--open"], |command| command.env("PATH", path));
    let said = eventually("the browser is opened", || {
        std::fs::read_to_string(tools.path().join("xdg-open.said")).ok().filter(|s| !s.is_empty())
    });
    assert_eq!(said.trim(), format!("http://{}/kho/", server.host));
    drop(server);

    let server = super::start_as(&kit, &["--open"], |c| c.env("PATH", "/nonexistent"));
    eventually("the failure is said", || (server.count("warning: no browser") > 0).then_some(()));
    assert_eq!(server.get("/kho/").status, 200);
}

#[test]
fn a_port_that_is_taken_is_an_error_and_without_one_the_next_is_tried() {
    let kit = kit_below_kho();
    let one = start_with(&kit, &[]);
    let two = start_with(&kit, &[]);
    assert_ne!(one.host, two.host);
    let port = one.host.split(':').nth(1).expect("a port");
    let run = kit.run(&["serve", "--port", port]);
    assert_eq!(run.code, 2, "{}", run.stderr);
}
