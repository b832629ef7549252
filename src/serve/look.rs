//! A look at the watched folders: which files they hold and when each last
//! changed. Two looks say what happened between them, whatever the system
//! reported meanwhile: events are only the reason to look. That is why a
//! build never follows from reading, from a temporary file that came and
//! went, or from the build's own writing.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use crate::files::Seal;

/// What tells a file from what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stamp {
    Folder,
    File(Seal),
    /// It cannot be read.
    Unknown,
}

impl Stamp {
    fn of(meta: &Metadata) -> Self {
        match meta.is_dir() {
            true => Stamp::Folder,
            false => Stamp::File(Seal::new(meta)),
        }
    }
}

/// What some folders held at one time.
#[derive(Debug, Default)]
pub(super) struct Look(BTreeMap<PathBuf, Stamp>);

impl Look {
    /// Looks at the folders, but not below `ignored`.
    pub(super) fn at(folders: &[PathBuf], ignored: &[PathBuf]) -> Self {
        let ignored: Vec<PathBuf> = ignored.iter().map(|path| resolve(path)).collect();
        let mut found = BTreeMap::new();
        for folder in folders {
            let real = resolve(folder);
            let wanted = |entry: &walkdir::DirEntry| {
                let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                let is_hidden = entry.depth() > 0 && is_hidden(inside);
                !is_hidden && !ignored.contains(&real.join(inside))
            };
            let walk = WalkDir::new(folder).into_iter().filter_entry(wanted);
            for entry in walk.flatten() {
                // Where a link leads counts, and that it is one.
                let stamp = fs::metadata(entry.path()).map_or(Stamp::Unknown, |m| Stamp::of(&m));
                found.insert(entry.into_path(), stamp);
            }
        }
        Look(found)
    }

    /// The paths that differ between two looks, sorted.
    pub(super) fn difference(&self, other: &Look) -> Vec<PathBuf> {
        let differs = |one: &Look, two: &Look| -> Vec<PathBuf> {
            let paths = one.0.iter().filter(|(path, stamp)| two.0.get(*path) != Some(*stamp));
            paths.map(|(path, _)| path.clone()).collect()
        };
        let mut paths = differs(self, other);
        paths.extend(differs(other, self));
        paths.sort();
        paths.dedup();
        paths
    }
}

/// Hidden files are tools' own (editors keep what is not saved in them), but
/// `static/` may hold a `.nojekyll`.
fn is_hidden(inside: &Path) -> bool {
    let is_static = inside.components().next() == Some(Component::Normal(OsStr::new("static")));
    !is_static && inside.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// A path free of links as far as it exists.
fn resolve(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if !parent.as_os_str().is_empty() => resolve(parent).join(name),
        (Some(_), Some(name)) => resolve(Path::new(".")).join(name),
        _ => path.to_path_buf(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_counts_differs() {
        let dir = tempfile::tempdir().expect("a folder");
        let content = dir.path().join("content");
        let out = content.join("public");
        fs::create_dir_all(content.join("static")).expect("a folder");
        fs::create_dir_all(&out).expect("a folder");
        fs::write(content.join("a.yml"), "a").expect("a file");
        let look =
            || Look::at(&[content.clone(), dir.path().join("none")], std::slice::from_ref(&out));
        let before = look();
        assert!(before.difference(&look()).is_empty());
        fs::write(out.join("index.html"), "x").expect("a file");
        fs::write(content.join(".a.yml.swp"), "x").expect("a file");
        fs::read(content.join("a.yml")).expect("a file");
        assert!(before.difference(&look()).is_empty());
        fs::write(content.join("b.tmp"), "b").expect("a file");
        fs::rename(content.join("b.tmp"), content.join("a.yml")).expect("renamed");
        fs::write(content.join("static/.nojekyll"), "").expect("a file");
        let paths = [content.join("a.yml"), content.join("static/.nojekyll")];
        assert_eq!(before.difference(&look()), paths);
        fs::remove_dir_all(&content).expect("removed");
        assert!(before.difference(&look()).contains(&content));
    }
}
