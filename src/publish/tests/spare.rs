//! Builds in a row, each on what the one before left: the folder is what a
//! build from nothing gives, and no more is written than differs.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::files::Seal;

/// Builds on `spare` the way an executor does: what was made before is kept
/// by its seal.
fn on(
    out: &Path,
    list: &[(&str, &str)],
    spare: Option<Spare>,
    hook: Hook<'_>,
) -> Result<(Published, Option<Spare>), PublishError> {
    let stage = Stage::open_with(out, head(), Scope::Everything, spare, None, hook)?;
    let mut made = Vec::new();
    for (path, text) in list {
        let place = out.join(path);
        let is_same = fs::read_to_string(&place).is_ok_and(|old| old == *text);
        let seal = Seal::of(&place).filter(|_| is_same);
        if seal.is_some_and(|seal| stage.keep(path, &Kind::Page, &seal)) {
            let bytes = text.len() as u64;
            let hash = blake3::hash(text.as_bytes());
            let placed = crate::artifact::Placed { bytes, hash, measure: None, qr: Vec::new() };
            let path = (*path).to_owned();
            stage.list(&placed.fill(Artifact { path, ..Artifact::new(Kind::Page) }))?;
        } else {
            made.push(file(path, text, Kind::Page));
        }
    }
    fill(stage, made, hook)?.finish(true)
}

/// Numbers that are the same in every run.
fn random(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize % below
}

#[test]
fn builds_in_a_row_leave_what_one_from_nothing_does() {
    let paths = ["a", "a/b", "a/b/c", "d.html", "e/f.html", "e/g.html", "h/i/j.html", "k.css"];
    let texts = ["one", "two", "three"];
    for seed in 0..30 {
        let (dir, out) = old_site();
        let (mut state, mut spare) = (seed, None);
        for step in 0..12 {
            let mut list: Vec<(&str, &str)> = Vec::new();
            for path in paths {
                let collides = list.iter().any(|(other, _)| path.starts_with(&format!("{other}/")));
                if !collides && random(&mut state, 3) > 0 {
                    list.push((path, texts[random(&mut state, 3)]));
                }
            }
            // Somebody's own file, which comes and goes.
            let own = out.join("h/own.txt");
            match random(&mut state, 3) {
                0 => put(&out, "h/own.txt", texts[random(&mut state, 3)]),
                1 => {
                    fs::remove_file(&own).ok();
                    fs::remove_dir(out.join("h")).ok();
                }
                _ => {}
            }
            // A page that somebody edits where it lies, or removes.
            match random(&mut state, 6) {
                0 if out.join("d.html").exists() => put(&out, "d.html", "edited"),
                1 => drop(fs::remove_file(out.join("k.css"))),
                _ => {}
            }
            // And now and then another run in between, or a copy swept away.
            match random(&mut state, 8) {
                0 => drop(again(&out, &list).expect("another run")),
                1 => drop(recover(&out)),
                _ => {}
            }
            let own = fs::read_to_string(&own).ok();
            let before = read(&out);
            let (published, kept) = on(&out, &list, spare, &|_| Ok(())).expect("a build");
            let what = format!("seed {seed}, step {step}");
            let mut wanted = expected(&[&list, FOREIGN]);
            wanted.extend(own.map(|text| ("h/own.txt".to_owned(), text)));
            assert_eq!(site(&out, &list), wanted, "{what}");
            let differs =
                |(path, text): &&(&str, &str)| before.get(*path).is_none_or(|b| b != text);
            assert_eq!(published.written, list.iter().filter(differs).count(), "{what}");
            for folder in walkdir::WalkDir::new(&out).into_iter().flatten() {
                let is_bare = || fs::read_dir(folder.path()).expect("a folder").next().is_none();
                assert!(!folder.file_type().is_dir() || !is_bare(), "{what}: {folder:?}");
            }
            spare = kept;
        }
        if let Some(spare) = spare {
            assert!(spare.is_there());
            spare.clear();
        }
        no_leftovers(&dir);
    }
}

#[test]
fn a_build_on_a_spare_may_be_killed_at_any_step() {
    let mut killed_at = 0;
    loop {
        let (dir, out) = old_site();
        let (_, spare) = on(&out, NEW, None, &|_| Ok(())).expect("a build");
        assert!(spare.is_some());
        let steps = AtomicUsize::new(0);
        let hook = |_: Step| match steps.fetch_add(1, Ordering::Relaxed) {
            step if step >= killed_at => Err(PublishError::Interrupted),
            _ => Ok(()),
        };
        let run = on(&out, OLD, spare, &hook);
        if let Ok((_, spare)) = run {
            spare.expect("a spare").clear();
            no_leftovers(&dir);
            break;
        }
        killed::check_right_after_the_kill(&out, killed_at);
        recover(&out).expect("recovery");
        let was_done = fs::read_to_string(out.join("index.html")).expect("a page") == "old";
        let ours = if was_done { OLD } else { NEW };
        assert_eq!(site(&out, ours), expected(&[ours, FOREIGN]), "killed at {killed_at}");
        no_leftovers(&dir);
        killed_at += 1;
    }
    assert!(killed_at > 10, "too few steps to be a test");
}

#[test]
fn what_did_not_change_is_not_touched() {
    let dir = TempDir::new().expect("temp");
    let out = dir.path().join("public");
    let (_, spare) = on(&out, NEW, None, &|_| Ok(())).expect("first");
    let mut list = NEW.to_vec();
    list[0].1 = "newer";
    let (_, spare) = on(&out, &list, spare, &|_| Ok(())).expect("second");
    let inode = |path: &str| fs::metadata(out.join(path)).expect("a file");
    let (before, folder) = (inode("same.css"), inode("b"));
    list[0].1 = "newest";
    let (published, spare) = on(&out, &list, spare, &|_| Ok(())).expect("third");
    assert_eq!((published.written, published.unchanged), (1, NEW.len() - 1));
    assert_eq!(inode("same.css").ctime_nsec(), before.ctime_nsec());
    list[0].1 = "last";
    let (_, spare) = on(&out, &list, spare, &|_| Ok(())).expect("fourth");
    assert_eq!(inode("b").ino(), folder.ino(), "the folders of the site before the last");
    spare.expect("a spare").clear();
    no_leftovers(&dir);
}
