//! Same input, same bytes.

use crate::harness::{Kit, files, program, repository, sample};

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("public");
    let status = program()
        .current_dir(repository())
        .args(["build", "--date", crate::harness::TODAY, "--jobs", "1", "--no-cache", "--out"])
        .arg(&out)
        .status()
        .expect("the program runs");
    assert!(status.success());
    let (one, many) = (files(&out), files(sample()));
    assert_eq!(one.keys().collect::<Vec<_>>(), many.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(bytes == &many[path], "{path} differs");
    }
}

#[test]
fn a_build_from_the_cache_gives_the_same_bytes() {
    let kit = Kit::small();
    kit.build().ok();
    let first = kit.files();
    kit.build().ok();
    assert!(first == kit.files());
    kit.run(&["build", "--no-cache"]).ok();
    assert!(first == kit.files());
}

/// Diagnostics too: the same list, in the same order.
#[test]
fn diagnostics_do_not_depend_on_threads() {
    let kit = Kit::small();
    for i in 0..20 {
        kit.write(
            &format!("faq/hoi-{i}.md"),
            "---\ntitle: Hỏi {{ khong-co }}\n---\nĐáp {{ cung-khong }}\n",
        );
    }
    let one = kit.run(&["check", "--format", "json", "--jobs", "1"]);
    let many = kit.run(&["check", "--format", "json", "--jobs", "4"]);
    assert_eq!(one.stderr, many.stderr);
    assert_eq!(one.diagnostics().len(), 40);
}
