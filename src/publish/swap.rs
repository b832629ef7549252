//! Putting the new site in the old one's place in one step, and then moving
//! what is not ours out of the old one before it goes.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::error::Doing;
use super::foreign::Foreign;
use super::manifest::{MANIFEST, Owned};
use super::site::{Journal, Site, identity};
use super::{Hook, PublishError, Step, Way};
use super::{path, same};

/// Exchanges `next` and the output; what was there is `retired` then. `None`
/// when this folder cannot be moved, in which case nothing has changed.
pub(super) fn exchange(
    site: &Site,
    force: Option<Way>,
    hook: Hook<'_>,
) -> Result<Option<Way>, PublishError> {
    let (out, next, retired) = (&site.out, site.next(), site.retired());
    if !path::exists(out) {
        fs::rename(&next, out).doing("move the new site to", out)?;
        return Ok(Some(Way::Exchange));
    }
    site.write_journal(Journal::Swap { next: identity(&next)? })?;
    hook(Step::Journalled)?;
    if force != Some(Way::Rename) {
        match exchange_names(&next, out) {
            Ok(()) => {
                hook(Step::Exchanged)?;
                fs::rename(&next, &retired).doing("move", &next)?;
                hook(Step::Exchanged)?;
                return Ok(Some(Way::Exchange));
            }
            Err(error) if is_unmovable(&error) => return Ok(None),
            // Anything else means that this file system has no exchange.
            Err(_) => {}
        }
    }
    match fs::rename(out, &retired) {
        Err(error) if is_unmovable(&error) => return Ok(None),
        moved => moved.doing("move", out)?,
    }
    hook(Step::OldMovedAway)?;
    if let Err(error) = fs::rename(&next, out) {
        fs::rename(&retired, out).doing("restore", out)?;
        return Err(error).doing("move the new site to", out);
    }
    hook(Step::Exchanged)?;
    Ok(Some(Way::Rename))
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange_names(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange_names(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A mount point, a layer of an overlay, a folder of somebody else's.
fn is_unmovable(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ReadOnlyFilesystem, ResourceBusy};
    matches!(error.kind(), CrossesDevices | PermissionDenied | ReadOnlyFilesystem | ResourceBusy)
}

/// Deletes what the old site's own manifest lists, moves everything else
/// across, and so ends with the old site gone. Can be repeated at any point.
pub(super) fn empty_retired(site: &Site, hook: Hook<'_>) -> Result<(), PublishError> {
    let retired = site.retired();
    if !path::exists(&retired) {
        return Ok(());
    }
    let owned = Owned::read(&retired).doing("read", &retired)?;
    let (retired, out) = (retired.as_path(), site.out.as_path());
    Retiring { retired, out, owned: &owned, hook }.empty("")?;
    // The manifest goes last: it is what a repetition needs to know.
    let manifest = retired.join(MANIFEST);
    path::remove_all(&manifest).doing("remove", &manifest)?;
    hook(Step::Retiring)?;
    path::ignore_missing(fs::remove_dir(retired)).doing("remove", retired)?;
    hook(Step::Retired)
}

/// Moves what is not ours across, and leaves the rest where the next stage
/// will be. What somebody put there in this very moment stays in it, and comes
/// back with it. Says whether there was an old site.
pub(super) fn keep_retired(
    site: &Site,
    owned: &Owned,
    foreign: &Foreign,
    hook: Hook<'_>,
) -> Result<bool, PublishError> {
    let retired = site.retired();
    if !path::exists(&retired) {
        return Ok(false);
    }
    let retiring = Retiring { retired: &retired, out: &site.out, owned, hook };
    for path in foreign.paths() {
        let old = retired.join(path);
        if let Ok(meta) = fs::symlink_metadata(&old) {
            retiring.move_across(&old, &site.out.join(path), meta.is_dir(), Some(path))?;
            path::remove_bare_above(&retired, path);
        }
        hook(Step::Retiring)?;
    }
    // Without it a later run takes what it finds for a half-written site, and
    // that is how it may be treated from now on.
    site.remove_journal()?;
    hook(Step::Retired)?;
    fs::rename(&retired, site.next()).doing("move", &retired)?;
    hook(Step::Retired)?;
    Ok(true)
}

struct Retiring<'a> {
    retired: &'a Path,
    out: &'a Path,
    owned: &'a Owned,
    hook: Hook<'a>,
}

impl Retiring<'_> {
    fn empty(&self, folder: &str) -> Result<(), PublishError> {
        let dir = self.retired.join(folder);
        // Listed first: not every system likes a folder to change meanwhile.
        let entries: io::Result<Vec<_>> = fs::read_dir(&dir).and_then(Iterator::collect);
        for entry in entries.doing("read", &dir)? {
            let old = entry.path();
            let name = entry.file_name();
            let is_dir = entry.file_type().doing("read", &old)?.is_dir();
            let Some(name) = name.to_str() else {
                self.move_across(&old, &self.out.join(folder).join(&name), is_dir, None)?;
                continue;
            };
            let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            if path == MANIFEST && self.owned.has(&path) {
                continue;
            }
            if !is_dir && self.owned.has(&path) {
                fs::remove_file(&old).doing("remove", &old)?;
            } else {
                self.move_across(&old, &self.out.join(&path), is_dir, Some(&path))?;
            }
            (self.hook)(Step::Retiring)?;
        }
        Ok(())
    }

    /// Moves one thing that is not ours to the same place in the new site. A
    /// folder that both have, or that held files of ours, is gone through.
    fn move_across(
        &self,
        old: &Path,
        new: &Path,
        is_dir: bool,
        path: Option<&str>,
    ) -> Result<(), PublishError> {
        if let Some(path) = path
            && is_dir
        {
            let had_ours = self.owned.below(path).next().is_some();
            if had_ours || path::is_real_dir(new) {
                self.empty(path)?;
                return fs::remove_dir(old).doing("remove", old);
            }
        }
        if let Some(parent) = new.parent() {
            fs::create_dir_all(parent).doing("create", parent)?;
        }
        if !path::exists(new) {
            return fs::rename(old, new).doing("keep", old);
        }
        if !is_dir && is_same(old, new) {
            return fs::remove_file(old).doing("remove", old);
        }
        // Somebody made another of that name since: keep both.
        let aside = (1..).map(|n| {
            let mut name = new.file_name().unwrap_or_default().to_owned();
            name.push(format!(".kept-{n}"));
            new.with_file_name(name)
        });
        for aside in aside.take(1000) {
            if !path::exists(&aside) {
                return fs::rename(old, aside).doing("keep", old);
            }
        }
        Err(io::Error::from(io::ErrorKind::AlreadyExists)).doing("keep", old)
    }
}

/// Whether both names are one file, or files or links with the same content.
fn is_same(a: &Path, b: &Path) -> bool {
    let (Ok(meta_a), Ok(meta_b)) = (fs::symlink_metadata(a), fs::symlink_metadata(b)) else {
        return false;
    };
    if (meta_a.dev(), meta_a.ino()) == (meta_b.dev(), meta_b.ino()) {
        return true;
    }
    if meta_a.is_symlink() && meta_b.is_symlink() {
        return fs::read_link(a).ok() == fs::read_link(b).ok();
    }
    meta_a.is_file() && meta_b.is_file() && same::is_same(a, b)
}
