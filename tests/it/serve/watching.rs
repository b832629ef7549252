//! Keeping up with what is written.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::{MESSAGES, Server, eventually, headline, kit_below_kho, start, start_with};
use crate::harness::{Kit, QUIET, repository};

const PAGE: &str = "/kho/messages/chao/";

/// Long enough for a build that should not be to begin and end.
const A_WHILE: Duration = Duration::from_secs(4);

#[track_caller]
fn follows(server: &Server, kit: &Kit, text: &str) {
    kit.write(MESSAGES, &headline(text));
    server.shows(PAGE, text);
}

#[test]
fn every_way_of_saving_is_seen() {
    let kit = kit_below_kho();
    let server = start(&kit);
    follows(&server, &kit, "Ghi thẳng");
    let file = kit.content().join(MESSAGES);
    // Write beside and rename over, as most editors do.
    fs::write(file.with_extension("tmp"), headline("Ghi rồi đổi tên")).expect("written");
    fs::rename(file.with_extension("tmp"), &file).expect("renamed");
    server.shows(PAGE, "Ghi rồi đổi tên");
    // Move the old one away first, as vim does.
    fs::rename(&file, file.with_extension("yml~")).expect("renamed");
    fs::write(&file, headline("Giữ bản cũ")).expect("written");
    server.shows(PAGE, "Giữ bản cũ");
    follows(&server, &kit, "Vẫn theo kịp");
    // A new file in a new folder.
    kit.write("campaigns/hai/campaign.yml", "title: Chiến dịch hai\naudiences: [nguoi-dan]\n");
    server.shows("/kho/campaigns/hai/", "Chiến dịch hai");
}

#[test]
fn a_half_written_file_is_waited_for() {
    let kit = kit_below_kho();
    let server = start(&kit);
    let text = headline("Viết xong rồi");
    let (one, two) = text.split_at(text.len() / 2);
    let mut file = fs::File::create(kit.content().join(MESSAGES)).expect("a file");
    file.write_all(one.as_bytes()).expect("written");
    file.flush().expect("flushed");
    std::thread::sleep(Duration::from_millis(600));
    file.write_all(two.as_bytes()).expect("written");
    drop(file);
    server.shows(PAGE, "Viết xong rồi");
    // One that stays half written is said and mended.
    kit.write(MESSAGES, "- id: chao\n  text: {vi: {headline: \"x");
    eventually("the fault is said", || (server.count("error") > 0).then_some(()));
    server.shows(PAGE, "Viết xong rồi");
    follows(&server, &kit, "Lại xong");
}

#[test]
fn nothing_is_built_without_a_reason() {
    let kit = kit_below_kho();
    // The output inside the content, where every build writes.
    let server = start_with(&kit, &["--out", "content/public", "--cache", "content/kho-tam"]);
    let first = server.builds();
    assert_eq!(first, 1);
    for path in ["/kho/", PAGE, "/kho/css/site.css"] {
        assert_eq!(server.get(path).status, 200);
    }
    fs::write(kit.content().join(".messages.yml.swp"), "x").expect("written");
    fs::write(kit.content().join("4913"), "x").expect("written");
    fs::remove_file(kit.content().join("4913")).expect("removed");
    std::thread::sleep(A_WHILE);
    assert_eq!(server.builds(), first, "{:?}", server.said.lock());
}

#[test]
fn one_change_is_one_build() {
    let kit = kit_below_kho();
    let server = start(&kit);
    follows(&server, &kit, "Một lần");
    std::thread::sleep(A_WHILE);
    assert_eq!(server.builds(), 2, "{:?}", server.said.lock());
}

#[test]
fn folders_that_go_and_come_again() {
    let kit = kit_below_kho();
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(kit.root()).args(["-c", "user.name=x", "-c", "user.email=x@example.vn"]);
        assert!(git.args(args).output().expect("git").status.success(), "git {args:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "content"]);
    git(&["commit", "-qm", "one"]);
    git(&["checkout", "-qb", "other"]);
    kit.write(MESSAGES, &headline("Nhánh khác"));
    kit.write("campaigns/hai/campaign.yml", "title: Chiến dịch hai\naudiences: [nguoi-dan]\n");
    git(&["add", "content"]);
    git(&["commit", "-qm", "two"]);
    let server = start(&kit);
    server.shows(PAGE, "Nhánh khác");
    git(&["checkout", "-q", "-"]);
    server.shows(PAGE, "Xin chào bà con");
    eventually("the folder of the other branch is gone", || {
        (server.get("/kho/campaigns/hai/").status == 404).then_some(())
    });
    git(&["checkout", "-q", "other"]);
    server.shows("/kho/campaigns/hai/", "Chiến dịch hai");
    for wait in [0, 1500] {
        fs::remove_dir_all(kit.content()).expect("removed");
        std::thread::sleep(Duration::from_millis(wait));
        git(&["checkout", "-q", "other", "--", "content"]);
        let text = format!("Trở lại {wait}");
        follows(&server, &kit, &text);
    }
    // A folder inside, with everything in it.
    fs::remove_dir_all(kit.content().join("campaigns/hai")).expect("removed");
    eventually("it is gone", || (server.get("/kho/campaigns/hai/").status == 404).then_some(()));
}

#[test]
fn a_site_that_is_removed_is_made_again() {
    let kit = kit_below_kho();
    let server = start(&kit);
    fs::remove_dir_all(kit.public()).expect("removed");
    let answer = server.get(PAGE);
    assert!(
        answer.status == 503 && answer.text().contains("_lantoa/live.js") || answer.status == 200,
        "{}",
        answer.head
    );
    server.shows(PAGE, "Xin chào bà con");
    eventually("it was built again", || (server.builds() == 2).then_some(()));
    // And while it cannot be made: once, not over and over.
    kit.write(MESSAGES, "- id: [\n");
    eventually("the fault is said", || (server.count("error") > 0).then_some(()));
    fs::remove_dir_all(kit.public()).expect("removed");
    eventually("the plain page names it", || {
        let answer = server.get(PAGE);
        (answer.status == 503 && answer.text().contains("messages.yml:1")).then_some(())
    });
    std::thread::sleep(A_WHILE);
    let said = server.count("error");
    std::thread::sleep(A_WHILE);
    assert_eq!(server.count("error"), said, "{:?}", server.said.lock());
    follows(&server, &kit, "Sửa rồi");
}

#[test]
fn a_first_build_with_errors_starts_all_the_same() {
    let kit = kit_below_kho();
    kit.write(MESSAGES, "- id: chao\n  titel: x\n");
    let server = start(&kit);
    let answer = server.get("/kho/anything/");
    assert_eq!(answer.status, 503);
    let text = answer.text();
    assert!(text.contains("content/campaigns/mot/messages.yml:2:3"), "{text}");
    assert!(text.contains("titel") && text.contains("_lantoa/live.js"), "{text}");
    assert_eq!(server.get("/_lantoa/live.js").status, 200);
    assert_eq!(server.get("/_lantoa/live.css").status, 200);
    kit.write(MESSAGES, &headline("Có trang rồi"));
    server.shows(PAGE, "Có trang rồi");
    drop(server);
    // With the site of an earlier run that one is shown meanwhile.
    kit.write(MESSAGES, "- id: chao\n  titel: x\n");
    let server = start(&kit);
    server.shows(PAGE, "Có trang rồi");
}

#[test]
fn what_no_change_can_mend_ends_it() {
    let kit = Kit::new(&[]);
    assert_eq!(kit.run(&["serve"]).code, 2, "no content folder");
    let kit = kit_below_kho();
    assert_eq!(kit.run(&["serve", "--base-url", "kit.example.vn"]).code, 2);
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => {
                fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
            }
        }
    }
}

#[test]
fn a_theme_that_comes_breaks_and_is_mended() {
    let kit = kit_below_kho();
    let server = start(&kit);
    let themes = kit.root().join("themes");
    copy(&repository().join("themes/default"), &themes.join("default"));
    let base = themes.join("default/templates/base.html");
    let sound = fs::read_to_string(&base).expect("a template");
    fs::write(&base, sound.replace("<body class=\"", "<body class=\"cua-toi ")).expect("written");
    server.shows(PAGE, "cua-toi");
    fs::write(&base, sound.replace("</body>", "{% if %}</body>")).expect("written");
    eventually("the fault is said", || (server.count("error") > 0).then_some(()));
    server.shows(PAGE, "cua-toi");
    fs::write(&base, sound.replace("<body class=\"", "<body class=\"da-sua ")).expect("written");
    server.shows(PAGE, "da-sua");
    // Without the folder the theme is the one in the program again.
    fs::remove_dir_all(&themes).expect("removed");
    eventually("the own theme is back", || {
        (!server.get(PAGE).text().contains("da-sua")).then_some(())
    });
    follows(&server, &kit, "Vẫn theo kịp");
}

#[test]
fn another_address_is_followed() {
    let kit = kit_below_kho();
    let server = start(&kit);
    kit.write(
        "kit.yml",
        &format!("title: Bộ nhỏ\nbase_url: https://kit.example.vn/moi/\nlanguages: [vi]\n{QUIET}"),
    );
    server.shows("/moi/messages/chao/", "Xin chào bà con");
    eventually("the new address is said", || {
        (server.count(&format!("Serving http://{}/moi/", server.host)) == 1).then_some(())
    });
}
