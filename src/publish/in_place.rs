//! Where the output folder cannot be exchanged (a mount point, mostly): its
//! files are replaced one by one, pages after what they show, the manifest
//! last. Each file is replaced at once, the site as a whole is not; the
//! journal lets the next run finish.

use std::fs;
use std::io;
use std::path::Path;

use super::error::Doing;
use super::manifest::{MANIFEST, Owned};
use super::path;
use super::site::Site;
use super::{Hook, PublishError, Step};

/// Moves everything from `next` to the output, removes what only the old
/// manifest lists, and moves the new manifest. Can be repeated at any point;
/// without a manifest in `next` there is nothing left to do.
pub(super) fn carry_out(site: &Site, hook: Hook<'_>) -> Result<(), PublishError> {
    let (out, next) = (&site.out, site.next());
    let new = Owned::read(&next).doing("read", &next)?;
    if !new.has(MANIFEST) {
        return Ok(());
    }
    let old = Owned::read(out).doing("read", out)?;
    let mut paths: Vec<&str> = new.paths().filter(|path| *path != MANIFEST).collect();
    paths.sort_by_key(|path| path.ends_with(".html"));
    for path in paths {
        let from = next.join(path);
        if path::exists(&from) {
            clear_way(out, path, &old)?;
            move_file(&from, &out.join(path)).doing("write", &out.join(path))?;
            hook(Step::Placed)?;
        }
    }
    for path in old.paths().filter(|path| !new.has(path) && path::exists(&out.join(path))) {
        remove_ours(out, path)?;
        hook(Step::Placed)?;
    }
    let manifest = out.join(MANIFEST);
    move_file(&next.join(MANIFEST), &manifest).doing("write", &manifest)?;
    hook(Step::Placed)
}

/// Makes the folders above `out/path`, removing files of ours that lie where
/// a folder must be, and folders of ours where the file must be.
fn clear_way(out: &Path, path: &str, old: &Owned) -> Result<(), PublishError> {
    for above in path::ancestors(path) {
        let dir = out.join(above);
        if path::is_real_dir(&dir) {
            continue;
        }
        if old.has(above) {
            path::remove_all(&dir).doing("remove", &dir)?;
        }
        fs::create_dir(&dir).doing("create", &dir)?;
    }
    if path::is_real_dir(&out.join(path)) {
        for path in old.below(path) {
            remove_ours(out, path)?;
        }
        // Still there when it was empty to begin with.
        path::ignore_missing(fs::remove_dir(out.join(path))).doing("remove", &out.join(path))?;
    }
    Ok(())
}

/// Removes one file of ours and the folders that are empty without it.
fn remove_ours(out: &Path, path: &str) -> Result<(), PublishError> {
    let file = out.join(path);
    if !path::has_real_parents(out, path) || path::is_real_dir(&file) {
        return Ok(());
    }
    path::ignore_missing(fs::remove_file(&file)).doing("remove", &file)?;
    let mut folders: Vec<&str> = path::ancestors(path).collect();
    while let Some(folder) = folders.pop() {
        if fs::remove_dir(out.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

/// A rename; where that would cross file systems, a copy beside the target
/// and then a rename.
fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let mut name = to.file_name().unwrap_or_default().to_owned();
            name.push(".lantoa-part");
            let part = to.with_file_name(name);
            fs::copy(from, &part)?;
            fs::rename(&part, to)?;
            fs::remove_file(from)
        }
        // Renaming one of two links to the same file leaves both.
        renamed => renamed.and_then(|()| path::ignore_missing(fs::remove_file(from))),
    }
}
