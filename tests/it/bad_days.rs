//! What a bad day leaves: a build that was killed before one that fails, a
//! pipe in a file's place, a folder that is mounted, a cache that is none.

use std::fs;
use std::process::Command;

use crate::harness::{Kit, TODAY};

fn pipe(path: &std::path::Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}

#[test]
fn a_build_that_fails_still_puts_back_what_is_not_ours() {
    let kit = Kit::small();
    kit.run(&["build", "--only", "site"]).ok();
    // Killed after the exchange: the old site is not emptied yet.
    let retired = kit.root().join(".public.lantoa-work/retired");
    fs::create_dir_all(retired.join("anh")).expect("a folder");
    fs::copy(kit.public().join("manifest.json"), retired.join("manifest.json")).expect("a file");
    fs::write(retired.join("anh/cua-toi.txt"), "giữ").expect("a file");
    kit.write("faq/sai.md", "---\ntitle: A\nstatus: approved\n---\n{{ khong-co }}\n");
    assert_eq!(kit.run(&["build", "--only", "site"]).code, 1);
    assert_eq!(kit.read("anh/cua-toi.txt"), "giữ");
    assert!(!kit.root().join(".public.lantoa-work").exists());
}

#[test]
fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
    let kit = Kit::small();
    kit.run(&["build", "--only", "site"]).ok();
    for note in fs::read_dir(kit.root().join(".lantoa/notes")).expect("notes").flatten() {
        fs::remove_file(note.path()).expect("gone");
        pipe(&note.path());
    }
    for name in ["size", "lock"] {
        let path = kit.root().join(".lantoa").join(name);
        let _ = fs::remove_file(&path);
        pipe(&path);
    }
    kit.run(&["build", "--only", "site"]).ok();
    fs::remove_file(kit.public().join("manifest.json")).expect("gone");
    pipe(&kit.public().join("manifest.json"));
    let run = kit.run(&["build", "--only", "site"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("manifest.json"), "{}", run.stderr);
    fs::remove_dir_all(kit.public()).expect("gone");
    let work = kit.root().join(".public.lantoa-work");
    for name in ["journal.json", "lock"] {
        fs::create_dir_all(&work).expect("a folder");
        pipe(&work.join(name));
        assert_eq!(kit.run(&["build", "--only", "site"]).code, 2, "{name}");
        fs::remove_dir_all(&work).expect("gone");
    }
}

#[test]
fn a_cache_that_is_none_is_a_warning() {
    let kit = Kit::small();
    fs::write(kit.root().join("tep"), "x").expect("a file");
    pipe(&kit.root().join("ong"));
    for cache in ["tep", "ong", "tep/sau", "/proc/khong-duoc"] {
        let run = kit.run(&["build", "--only", "site", "--cache", cache]).ok();
        assert!(run.stderr.contains("--cache"), "{cache}: {}", run.stderr);
    }
}

#[test]
fn what_is_mounted_below_the_output_is_left_alone() {
    let kit = Kit::small();
    kit.run(&["build", "--only", "site"]).ok();
    fs::create_dir_all(kit.root().join("nguồn của tôi")).expect("a folder");
    fs::write(kit.root().join("nguồn của tôi/giữ"), "giữ").expect("a file");
    fs::create_dir_all(kit.public().join("gắn vào")).expect("a folder");
    let script = format!(
        "mount --bind 'nguồn của tôi' 'public/gắn vào' || exit 77
         for day in 2026-11-22 2026-11-23; do
           \"$0\" build --only site --date $day && test -f 'public/gắn vào/giữ' || exit 1
         done
         \"$0\" build --only site --date {TODAY}"
    );
    let run = Command::new("unshare")
        .current_dir(kit.root())
        .args(["-m", "sh", "-c", &script, env!("CARGO_BIN_EXE_lantoa")])
        .output();
    // Not everybody may mount.
    let Some(run) = run.ok().filter(|run| run.status.code() != Some(77)) else { return };
    let said = String::from_utf8_lossy(&run.stderr);
    if said.contains("unshare") {
        return;
    }
    assert!(run.status.success(), "{said}");
    assert_eq!(fs::read(kit.root().join("nguồn của tôi/giữ")).expect("there"), "giữ".as_bytes());
    assert!(kit.has("index.html"));
}
