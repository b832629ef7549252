//! A run ended at any step leaves the old site or the new one, never a
//! mixture.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

#[test]
fn a_run_killed_at_any_step_leaves_one_whole_site() {
    for force in [None, Some(Way::Rename), Some(Way::InPlace)] {
        for finish_by_publishing in [false, true] {
            let mut killed_at = 0;
            loop {
                let (dir, out) = old_site();
                let steps = AtomicUsize::new(0);
                let hook = |_: Step| match steps.fetch_add(1, Ordering::Relaxed) {
                    step if step >= killed_at => Err(PublishError::Interrupted),
                    _ => Ok(()),
                };
                let run = publish_with(&out, files(NEW), Scope::Everything, force, &hook);
                if run.is_ok() {
                    assert!(killed_at > 10, "too few steps to be a test");
                    break;
                }
                if force.is_none() {
                    check_right_after_the_kill(&out, killed_at);
                }
                if finish_by_publishing {
                    again(&out, NEW).expect("next run");
                } else {
                    recover(&out).expect("recovery");
                }
                let found = Manifest::read(&out).expect("readable").expect("ours");
                let is_new = found.artifacts.iter().any(|a| a.path == "turned");
                assert!(is_new || !finish_by_publishing);
                let ours = if is_new { NEW } else { OLD };
                let what = format!("killed at {killed_at}, {force:?}");
                assert_eq!(site(&out, ours), expected(&[ours, FOREIGN]), "{what}");
                no_leftovers(&dir);
                killed_at += 1;
            }
        }
    }
}

/// With an exchange there is no moment without a whole site, nor without the
/// files that somebody put there.
pub(super) fn check_right_after_the_kill(out: &Path, killed_at: usize) {
    let found = read(out);
    let text = |path: &str| found.get(path).map(String::as_str);
    let ours = if text("index.html") == Some("old") { OLD } else { NEW };
    for (path, content) in ours {
        assert_eq!(text(path), Some(*content), "killed at {killed_at}");
    }
    for path in ["CNAME", ".gitignore", "b/notes.txt"] {
        assert!(found.contains_key(path), "killed at {killed_at}: {path}");
    }
}

#[test]
fn a_killed_recovery_can_be_recovered_from() {
    for force in [None, Some(Way::Rename), Some(Way::InPlace)] {
        let (dir, out) = old_site();
        let at = |wanted: Step| {
            move |step: Step| {
                if step == wanted { Err(PublishError::Interrupted) } else { Ok(()) }
            }
        };
        let first = if force == Some(Way::InPlace) { Step::Placed } else { Step::Exchanged };
        publish_with(&out, files(NEW), Scope::Everything, force, &at(first)).expect_err("killed");
        loop {
            // Each further run dies at its first move.
            let step = if first == Step::Placed { Step::Placed } else { Step::Retiring };
            let steps = AtomicUsize::new(0);
            let hook = |seen: Step| {
                let before = steps.fetch_add(usize::from(seen == step), Ordering::Relaxed);
                if before + usize::from(seen == step) > 1 {
                    Err(PublishError::Interrupted)
                } else {
                    Ok(())
                }
            };
            if Site::open(&out, &hook).is_ok() {
                break;
            }
        }
        recover(&out).expect("recovery");
        assert_eq!(site(&out, NEW), expected(&[NEW, FOREIGN]), "{force:?}");
        no_leftovers(&dir);
    }
}

#[test]
fn what_was_deleted_after_a_kill_does_not_come_back() {
    let (dir, out) = old_site();
    let hook = |step| {
        if step == Step::Journalled { Err(PublishError::Interrupted) } else { Ok(()) }
    };
    publish_with(&out, files(NEW), Scope::Everything, None, &hook).expect_err("killed");
    fs::remove_file(out.join("CNAME")).expect("removed");
    again(&out, NEW).expect("next");
    assert!(!out.join("CNAME").exists());
    no_leftovers(&dir);
}

#[test]
fn a_half_emptied_old_site_does_not_come_back_in_the_place_of_a_removed_one() {
    for force in [None, Some(Way::Rename)] {
        for killed_at in 0.. {
            let (dir, out) = old_site();
            let steps = AtomicUsize::new(0);
            let hook = |step: Step| {
                let is_emptying = step == Step::Retiring;
                let before = steps.fetch_add(usize::from(is_emptying), Ordering::Relaxed);
                match is_emptying && before == killed_at {
                    true => Err(PublishError::Interrupted),
                    false => Ok(()),
                }
            };
            if publish_with(&out, files(NEW), Scope::Everything, force, &hook).is_ok() {
                assert!(killed_at > 3, "too few steps to be a test");
                break;
            }
            fs::remove_dir_all(&out).expect("removed");
            // The next run dies as soon as it has recovered.
            let hook = |step| match step {
                Step::Recovered => Err(PublishError::Interrupted),
                _ => Ok(()),
            };
            Site::open(&out, &hook).expect_err("killed");
            assert!(!out.join(MANIFEST).exists(), "killed at {killed_at}, {force:?}");
            again(&out, NEW).expect("next");
            no_leftovers(&dir);
        }
    }
}
