//! What in the old site is not ours: it is kept, and nothing of ours is
//! written over it.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};

use super::error::Doing;
use super::manifest::{MANIFEST, Owned};
use super::path::{self, WORK_INSIDE};
use super::same::is_same;
use super::site::Site;
use super::{Hook, PublishError, Step};

/// What the old site has that is not ours, seen before the exchange.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    /// Files and links, by path.
    files: BTreeSet<String>,
    /// Folders in which nothing is ours.
    folders: BTreeSet<String>,
    /// Whether there are names that are no text, and so no path.
    pub has_unnamed: bool,
    /// Something is mounted below the output, so it cannot be moved.
    pub has_mounts: bool,
}

impl Foreign {
    /// Looks through the old site. A file that lies where the new site needs
    /// its place is an error, unless it is the same.
    pub(super) fn find(
        site: &Site,
        owned: &Owned,
        claimed: &BTreeSet<&str>,
    ) -> Result<Self, PublishError> {
        let mut foreign = Foreign::default();
        if !path::exists(&site.out) {
            return Ok(foreign);
        }
        let next = site.next();
        let device = fs::symlink_metadata(&site.out).doing("read", &site.out)?.dev();
        let mut conflicts = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let dir = site.out.join(&folder);
            for entry in fs::read_dir(&dir).doing("read", &dir)? {
                let entry = entry.doing("read", &dir)?;
                // A name that is not UTF-8 is never ours and never in our way.
                let Ok(name) = entry.file_name().into_string() else {
                    foreign.has_unnamed = true;
                    continue;
                };
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                if path == WORK_INSIDE {
                    continue;
                }
                let kind = entry.file_type().doing("read", &entry.path())?;
                let is_claimed = claimed.contains(path.as_str());
                if kind.is_dir() {
                    let meta = entry.metadata().doing("read", &entry.path())?;
                    foreign.has_mounts |= meta.dev() != device;
                    // A whole folder that nobody claims (a `.git`) needs no
                    // look inside.
                    let has_ours = owned.below(&path).next().is_some();
                    if is_claimed || has_ours || has_below(claimed, &path) {
                        folders.push(path);
                    } else {
                        foreign.folders.insert(path);
                    }
                    continue;
                }
                if owned.has(&path) {
                    continue;
                }
                let in_the_way = if is_claimed && path != MANIFEST {
                    !(kind.is_file() && is_same(&entry.path(), &next.join(&path)))
                } else {
                    is_claimed
                        || has_below(claimed, &path)
                        || path::ancestors(&path).any(|above| claimed.contains(above))
                };
                if in_the_way {
                    conflicts.push(path);
                } else {
                    foreign.files.insert(path);
                }
            }
        }
        if conflicts.is_empty() {
            return Ok(foreign);
        }
        conflicts.sort();
        Err(PublishError::Foreign { out: site.out.clone(), paths: conflicts })
    }

    /// All of it by its path, but for what has none.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().chain(&self.folders).map(String::as_str)
    }

    /// Links what is not ours into the new site, so that it is there in the
    /// very moment of the exchange. What cannot be linked is moved afterwards.
    pub(super) fn link(&self, site: &Site, hook: Hook<'_>) -> Result<(), PublishError> {
        let next = site.next();
        for path in &self.files {
            let (from, to) = (site.out.join(path), next.join(path));
            if path::exists(&to) || !path::has_real_parents(&next, path) {
                continue;
            }
            match fs::read_link(&from) {
                Ok(target) => symlink(target, &to).ok(),
                Err(_) => fs::hard_link(&from, &to).ok(),
            };
            hook(Step::Staging)?;
        }
        Ok(())
    }
}

/// Whether the set has a path below that folder.
fn has_below(paths: &BTreeSet<&str>, folder: &str) -> bool {
    let prefix = format!("{folder}/");
    paths.range(prefix.as_str()..).next().is_some_and(|path| path.starts_with(&prefix))
}
