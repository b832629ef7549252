//! Paths inside the output folder: which are allowed, and which collide.
//!
//! Everything that is written, moved or deleted passes here first, so that no
//! id, static file, old manifest or symbolic link can lead outside.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::PublishError;
use super::manifest::MANIFEST;

/// The folder of an unfinished run when it has to lie inside the output.
pub(super) const WORK_INSIDE: &str = ".lantoa-work";

/// Whether `path` is plain: relative, with `/`, no empty, `.` or `..` part,
/// nothing that another system reads as a separator or a drive.
pub(super) fn check(path: &str) -> Result<(), PublishError> {
    let plain = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && !part.contains(['\\', ':'])
            && !part.chars().any(char::is_control)
    };
    let reserved = path == MANIFEST || path.split('/').next() == Some(WORK_INSIDE);
    if reserved || !path.split('/').all(plain) {
        return Err(PublishError::UnsafePath(path.to_owned()));
    }
    Ok(())
}

/// Refuses two files whose paths are the same to a file system that ignores
/// case or normalisation, and a file where another needs a folder.
pub(super) fn check_collisions<'a>(
    paths: impl Iterator<Item = &'a str>,
) -> Result<(), PublishError> {
    let is_plain = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
    let fold = |path: &'a str| match path.bytes().all(is_plain) {
        true => Cow::Borrowed(path),
        false => Cow::Owned(path.nfc().collect::<String>().to_lowercase()),
    };
    let clash = |a: &str, b: &str| {
        let (first, second) = if a <= b { (a, b) } else { (b, a) };
        PublishError::Collision { first: first.to_owned(), second: second.to_owned() }
    };
    let mut seen: BTreeMap<Cow<'a, str>, &str> = BTreeMap::new();
    seen.insert(Cow::Borrowed(MANIFEST), MANIFEST);
    for path in paths {
        if let Some(other) = seen.insert(fold(path), path) {
            return Err(clash(other, path));
        }
    }
    for (folded, path) in &seen {
        for ancestor in ancestors(folded) {
            if let Some(other) = seen.get(ancestor) {
                return Err(clash(other, path));
            }
        }
    }
    Ok(())
}

/// The folders above `path`, outermost first: `a/b/c` gives `a`, `a/b`.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Whether every folder above `root/path` is a real folder, not a link.
pub(super) fn has_real_parents(root: &Path, path: &str) -> bool {
    ancestors(path).all(|dir| is_real_dir(&root.join(dir)))
}

/// Whether `root/path` is a regular file reached through real folders.
pub(super) fn is_real_file(root: &Path, path: &str) -> bool {
    let is_file = |path: PathBuf| fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file());
    has_real_parents(root, path) && is_file(root.join(path))
}

/// Whether `path` is a folder and not a link to one.
pub(super) fn is_real_dir(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

/// Whether anything, even a dangling link, has this name.
pub(super) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Removes a file, or a folder with all in it, without following links. What
/// is not there is no error.
pub(super) fn remove_all(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    ignore_missing(removed)
}

/// Removes the folders above `root/path` that hold nothing.
pub(super) fn remove_bare_above(root: &Path, path: &str) {
    let above: Vec<&str> = ancestors(path).collect();
    // The first that holds something keeps those above it.
    let _ = above.iter().rev().try_for_each(|above| fs::remove_dir(root.join(above)));
}

/// Makes "not found" a success: another run, or its death, was faster.
pub(super) fn ignore_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsafe_paths_are_refused() {
        for bad in [
            "",
            "/",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a//b",
            "a/",
            "./a",
            "a\\b",
            "C:/x",
            "a\0b",
            "manifest.json",
            ".lantoa-work/next",
        ] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
        for good in ["index.html", "CNAME", ".well-known/x", "a/b c/đ.pdf", "a/manifest.json"] {
            assert!(check(good).is_ok(), "{good:?}");
        }
    }

    #[test]
    fn collisions_are_found() {
        for bad in [["a", "a"], ["A/x", "a/X"], ["a", "a/b"], ["a/b/c", "A/B"], ["e\u{301}", "é"]]
        {
            assert!(check_collisions(bad.into_iter()).is_err(), "{bad:?}");
        }
        assert!(check_collisions(["Manifest.JSON"].into_iter()).is_err());
        assert!(check_collisions(["a/b", "a/c", "a-b", "ab"].into_iter()).is_ok());
    }
}
