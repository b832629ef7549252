//! Publishing on real folders: what is kept, what goes, what is refused.

mod killed;
mod spare;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};

use tempfile::TempDir;

use super::*;
use crate::artifact::{Artifact, Kind};

const OLD: &[(&str, &str)] = &[
    ("index.html", "old"),
    ("same.css", "same"),
    ("gone/x/page.html", "gone"),
    ("shape", "a file that becomes a folder"),
    ("turned/page.html", "a folder that becomes a file"),
    ("b/page.html", "b old"),
];
const NEW: &[(&str, &str)] = &[
    ("index.html", "new"),
    ("same.css", "same"),
    ("shape/page.html", "now a folder"),
    ("turned", "now a file"),
    ("b/page.html", "b new"),
    ("added/page.html", "added"),
];
/// What somebody else put there.
const FOREIGN: &[(&str, &str)] = &[
    ("CNAME", "example.vn"),
    (".gitignore", "*"),
    (".git/HEAD", "ref"),
    (".git/objects/ab/cd", "blob"),
    ("b/notes.txt", "notes"),
    ("gone/keep/me.txt", "kept"),
];

fn head() -> ManifestHead {
    ManifestHead { date: "2026-11-20".to_owned(), base_url: "https://example.vn/".to_owned() }
}

type File = (String, String, Kind);

fn file(path: &str, text: &str, kind: Kind) -> File {
    (path.to_owned(), text.to_owned(), kind)
}

fn files(list: &[(&str, &str)]) -> Vec<File> {
    list.iter().map(|(path, text)| file(path, text, Kind::Page)).collect()
}

fn publish_with(
    out: &Path,
    files: Vec<File>,
    scope: Scope,
    force: Option<Way>,
    hook: Hook<'_>,
) -> Result<Published, PublishError> {
    let stage = Stage::open_with(out, head(), scope, None, force, hook)?;
    Ok(fill(stage, files, hook)?.finish(false)?.0)
}

/// Puts files on a stage.
fn fill<'h>(stage: Stage<'h>, files: Vec<File>, hook: Hook<'_>) -> Result<Stage<'h>, PublishError> {
    for (path, text, kind) in files {
        let placed = stage.write(&path, &kind, text.as_bytes())?;
        stage.list(&placed.fill(Artifact { path, ..Artifact::new(kind) }))?;
        if let Err(error) = hook(Step::Staging) {
            stage.abandon();
            return Err(error);
        }
    }
    Ok(stage)
}

fn publish(out: &Path, files: Vec<File>) -> Result<Published, PublishError> {
    publish_with(out, files, Scope::Everything, None, &|_| Ok(()))
}

fn put(out: &Path, path: &str, text: &str) {
    let path = out.join(path);
    fs::create_dir_all(path.parent().expect("parent")).expect("folder");
    fs::write(path, text).expect("file");
}

/// Every file and link below, with its text.
fn read(out: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(out).into_iter().flatten() {
        let path = entry.path().strip_prefix(out).expect("below").to_string_lossy().into_owned();
        if entry.file_type().is_file() {
            found.insert(path, fs::read_to_string(entry.path()).expect("text"));
        } else if entry.file_type().is_symlink() {
            found.insert(path, "link".to_owned());
        }
    }
    found
}

fn expected(lists: &[&[(&str, &str)]]) -> BTreeMap<String, String> {
    let pairs = lists.iter().flat_map(|list| list.iter());
    let mut all: BTreeMap<String, String> =
        pairs.map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    all.insert("link".to_owned(), "link".to_owned());
    all
}

/// The site without its manifest, which must list exactly what is ours.
fn site(out: &Path, ours: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut found = read(out);
    found.remove(MANIFEST);
    let manifest = Manifest::read(out).expect("readable").expect("ours");
    let listed: BTreeMap<&str, &str> =
        manifest.artifacts.iter().map(|a| (a.path.as_str(), a.blake3.as_str())).collect();
    for (path, text) in ours {
        let hash = blake3::hash(text.as_bytes()).to_hex().to_string();
        assert_eq!(listed.get(path).copied(), Some(hash.as_str()), "{path}");
    }
    assert_eq!(listed.len(), ours.len());
    found
}

fn old_site() -> (TempDir, std::path::PathBuf) {
    let dir = TempDir::new().expect("temp");
    let out = dir.path().join("public");
    publish(&out, files(OLD)).expect("first");
    for (path, text) in FOREIGN {
        put(&out, path, text);
    }
    symlink("CNAME", out.join("link")).expect("link");
    (dir, out)
}

fn again(out: &Path, list: &[(&str, &str)]) -> Result<Published, PublishError> {
    publish(out, files(list))
}

fn no_leftovers(dir: &TempDir) {
    let names: Vec<_> =
        fs::read_dir(dir.path()).expect("dir").flatten().map(|e| e.file_name()).collect();
    assert_eq!(names, ["public"]);
    assert!(!dir.path().join("public/.lantoa-work").exists());
}

#[test]
fn replaces_what_is_ours_and_keeps_the_rest() {
    for force in [None, Some(Way::Rename), Some(Way::InPlace)] {
        let (dir, out) = old_site();
        let inode = fs::metadata(out.join("same.css")).expect("there").ino();
        let done = publish_with(&out, files(NEW), Scope::Everything, force, &|_| Ok(()))
            .expect("published");
        assert_eq!(done.way, force.unwrap_or(Way::Exchange));
        assert_eq!((done.written, done.unchanged, done.removed), (5, 1, 3));
        assert_eq!(site(&out, NEW), expected(&[NEW, FOREIGN]));
        assert_eq!(fs::metadata(out.join("same.css")).expect("there").ino(), inode);
        assert!(!out.join("gone/x").exists());
        no_leftovers(&dir);
    }
}

#[test]
fn a_partial_build_leaves_other_kinds_and_their_entries() {
    let (dir, out) = old_site();
    let mut all = files(&[("index.html", "old")]);
    all.push(file("cards/a.png", "a", Kind::Card));
    all.push(file("cards/b.png", "b", Kind::Card));
    publish(&out, all).expect("all");
    let before = Manifest::read(&out).expect("readable").expect("ours");
    let scope = Scope::Only([Kind::Card].into());
    let cards = vec![file("cards/a.png", "a2", Kind::Card)];
    let done = publish_with(&out, cards, scope, None, &|_| Ok(())).expect("cards");
    assert_eq!((done.written, done.unchanged, done.removed), (1, 1, 1));
    let after = Manifest::read(&out).expect("readable").expect("ours");
    let paths: Vec<&str> = after.artifacts.iter().map(|a| a.path.as_str()).collect();
    assert_eq!(paths, ["cards/a.png", "index.html"]);
    assert_eq!(after.artifacts[1], before.artifacts[2]);
    assert_eq!(fs::read_to_string(out.join("index.html")).expect("there"), "old");
    assert!(!out.join("cards/b.png").exists() && out.join("CNAME").exists());
    no_leftovers(&dir);
}

#[test]
fn files_of_others_are_never_overwritten() {
    for (path, text) in [("index.html", "mine"), ("b", "x"), ("index.html/x", "x")] {
        let dir = TempDir::new().expect("temp");
        let out = dir.path().join("public");
        put(&out, path, text);
        let error = again(&out, OLD).expect_err("conflict");
        assert!(matches!(error, PublishError::Foreign { .. }), "{error}");
        assert_eq!(read(&out).len(), 1);
        no_leftovers(&dir);
    }
    let dir = TempDir::new().expect("temp");
    let out = dir.path().join("public");
    put(&out, MANIFEST, r#"{"name": "an app"}"#);
    assert!(matches!(again(&out, OLD), Err(PublishError::Foreign { .. })));
    // The same bytes are no conflict.
    let out = dir.path().join("other");
    put(&out, "index.html", "old");
    again(&out, OLD).expect("same bytes");
}

#[test]
fn a_link_in_the_way_is_not_followed() {
    for force in [None, Some(Way::InPlace)] {
        let (dir, out) = old_site();
        let elsewhere = TempDir::new().expect("temp");
        fs::remove_dir_all(out.join("b")).expect("removed");
        symlink(elsewhere.path(), out.join("b")).expect("link");
        let run = publish_with(&out, files(NEW), Scope::Everything, force, &|_| Ok(()));
        assert!(matches!(run, Err(PublishError::Foreign { .. })));
        assert_eq!(read(elsewhere.path()).len(), 0);
        no_leftovers(&dir);
    }
}

#[test]
fn a_second_run_at_the_same_time_is_refused() {
    let (_dir, out) = old_site();
    let open = Site::open(&out, &|_| Ok(())).expect("first");
    assert!(matches!(again(&out, NEW), Err(PublishError::Busy(_))));
    open.close().expect("closed");
    again(&out, NEW).expect("free again");
}

#[test]
fn many_runs_at_once_leave_one_whole_site() {
    let (dir, out) = old_site();
    std::thread::scope(|scope| {
        for list in [NEW, OLD, NEW, OLD] {
            let out = &out;
            scope.spawn(move || {
                for _ in 0..10 {
                    match again(out, list) {
                        Ok(_) | Err(PublishError::Busy(_)) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
    });
    again(&out, NEW).expect("last");
    assert_eq!(site(&out, NEW), expected(&[NEW, FOREIGN]));
    no_leftovers(&dir);
}

#[test]
fn a_linked_output_folder_stays_a_link_and_an_empty_one_is_filled() {
    let dir = TempDir::new().expect("temp");
    fs::create_dir(dir.path().join("real")).expect("folder");
    symlink("real", dir.path().join("public")).expect("link");
    again(&dir.path().join("public"), OLD).expect("published");
    assert!(dir.path().join("public").is_symlink());
    assert_eq!(fs::read_to_string(dir.path().join("real/index.html")).expect("there"), "old");
    assert!(matches!(
        again(&dir.path().join("real/index.html"), OLD),
        Err(PublishError::NotAFolder(_))
    ));
    assert!(matches!(again(Path::new("/"), OLD), Err(PublishError::NotAFolder(_))));
}

#[test]
fn nothing_moves_where_nothing_changed() {
    let (dir, out) = old_site();
    let inode = fs::metadata(&out).expect("there").ino();
    let done = again(&out, OLD).expect("published");
    assert_eq!((done.written, done.removed, done.way), (0, 0, Way::Kept));
    assert_eq!(fs::metadata(&out).expect("there").ino(), inode);
    no_leftovers(&dir);
}

#[test]
fn a_stage_that_falls_leaves_nothing_behind() {
    let (dir, out) = old_site();
    let stage = Stage::open(&out, head(), Scope::Everything, None).expect("opened");
    stage.write("index.html", &Kind::Page, b"half").expect("written");
    drop(stage);
    assert_eq!(site(&out, OLD), expected(&[OLD, FOREIGN]));
    no_leftovers(&dir);
}

#[test]
fn what_only_others_rest_on_is_made_and_not_published() {
    let (dir, out) = old_site();
    let stage = Stage::open(&out, head(), Scope::Only([Kind::Pack].into()), None).expect("opened");
    stage.write("cards/a.png", &Kind::Card, b"a").expect("written");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut stage.read("cards/a.png").expect("there"), &mut text)
        .expect("read");
    assert_eq!(text, "a");
    stage.finish(false).expect("published");
    assert!(!out.join("cards").exists());
    no_leftovers(&dir);
}
