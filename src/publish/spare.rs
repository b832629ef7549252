//! The site before the last, kept by whoever builds again and again: the next
//! build works on it instead of on an empty folder, and touches only what is
//! different. It lies where a stage does, so that whatever else writes to the
//! output takes it for what a killed run left, and clears it away.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::error::Doing;
use super::manifest::{MANIFEST, Owned};
use super::path;
use super::site::{Site, identity};
use super::{PublishError, recover};
use crate::files::Seal;

/// An old site that the next stage may be made of.
#[derive(Debug)]
pub struct Spare {
    out: PathBuf,
    folder: PathBuf,
    /// Device and inode of the folder.
    identity: (u64, u64),
    manifest: Option<Seal>,
    files: BTreeSet<String>,
}

impl Spare {
    /// The stage of a site that is done with, which holds the files of `owned`
    /// and nothing else. Nobody else may write there until this is made.
    pub(super) fn of(site: &Site, owned: Owned) -> Result<Self, PublishError> {
        let folder = site.next();
        Ok(Spare {
            out: site.out.clone(),
            identity: identity(&folder)?,
            manifest: Seal::of(&folder.join(MANIFEST)),
            files: owned.into_paths().filter(|path| path != MANIFEST).collect(),
            folder,
        })
    }

    /// Whether it lies where this site's stage does.
    pub(super) fn is_at(&self, site: &Site) -> bool {
        self.folder == site.next()
    }

    /// Whether nobody has cleared it away.
    #[must_use]
    pub fn is_there(&self) -> bool {
        let is_same = identity(&self.folder).is_ok_and(|now| now == self.identity);
        is_same && Seal::of(&self.folder.join(MANIFEST)) == self.manifest
    }

    /// Clears it away. What cannot be removed is left to the next run.
    pub fn clear(self) {
        if self.is_there() {
            let _ = recover(&self.out);
        }
    }
}

/// What a stage has not yet found a use for of the spare that it is made of.
#[derive(Debug)]
pub(super) struct Rest(Mutex<BTreeSet<String>>);

impl Rest {
    pub(super) fn of(spare: Spare) -> Self {
        Rest(Mutex::new(spare.files))
    }

    fn files(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Uses a file as it is, where it is the one that had this seal.
    pub(super) fn keep(&self, path: &str, place: &Path, seal: &Seal) -> bool {
        let is_same = Seal::of(place).is_some_and(|now| now.is_same_file(seal));
        is_same && self.files().remove(path)
    }

    /// Removes the files that lie where a folder is needed.
    pub(super) fn clear_above(&self, root: &Path, path: &str) -> Result<(), PublishError> {
        for above in path::ancestors(path).filter(|above| self.files().remove(*above)) {
            let place = root.join(above);
            path::ignore_missing(fs::remove_file(&place)).doing("remove", &place)?;
        }
        Ok(())
    }

    /// Makes the place of a file free: what lies there may be a file of the
    /// site that is shown, by another name.
    pub(super) fn clear(&self, path: &str, place: &Path) -> Result<(), PublishError> {
        let mut files = self.files();
        files.remove(path);
        if path::is_real_dir(place) {
            files.retain(|other| !path::ancestors(other).any(|above| above == path));
        }
        path::remove_all(place).doing("remove", place)
    }

    /// Removes what nothing was made of, and the folders that held nothing
    /// else.
    pub(super) fn finish(&self, root: &Path) -> Result<(), PublishError> {
        for path in std::mem::take(&mut *self.files()) {
            let place = root.join(&path);
            path::ignore_missing(fs::remove_file(&place)).doing("remove", &place)?;
            path::remove_bare_above(root, &path);
        }
        Ok(())
    }
}
