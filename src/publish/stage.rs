//! Writing the new site into `next/`, and finding what in the old one is not
//! ours. Nothing here changes the output folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;

use rayon::prelude::*;

use super::error::Doing;
use super::manifest::{Artifact, MANIFEST, Manifest};
use super::path::{self, WORK_INSIDE};
use super::site::Site;
use super::{Hook, OutFile, PublishError, Step};

/// How many files were written, and how many were found unchanged.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Staged {
    pub written: usize,
    pub unchanged: usize,
}

/// What the old site has that is not ours, seen before the exchange.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    /// Files and links, by path.
    pub files: BTreeSet<String>,
    /// Something is mounted below the output, so it cannot be moved.
    pub has_mounts: bool,
}

/// Writes `files`, links `carried` from the old site, writes the manifest.
pub(super) fn write(
    site: &Site,
    files: &[OutFile],
    carried: &[Artifact],
    manifest: &Manifest,
    hook: Hook<'_>,
) -> Result<Staged, PublishError> {
    let (out, next) = (&site.out, site.next());
    path::remove_all(&next).doing("remove", &next)?;
    fs::create_dir(&next).doing("create", &next)?;
    if let Ok(old) = fs::metadata(out) {
        fs::set_permissions(&next, old.permissions()).doing("set the permissions of", &next)?;
    }
    let new_paths = files.iter().map(|file| file.path.as_str());
    let paths = new_paths.chain(carried.iter().map(|artifact| artifact.path.as_str()));
    let folders: BTreeSet<&str> = paths.filter_map(|path| Some(path.rsplit_once('/')?.0)).collect();
    for folder in folders {
        let folder = next.join(folder);
        fs::create_dir_all(&folder).doing("create", &folder)?;
    }
    hook(Step::Staging)?;
    let placed: Vec<Result<bool, PublishError>> =
        files.par_iter().map(|file| place(out, &next, file)).collect();
    let mut staged = Staged::default();
    for unchanged in placed {
        match unchanged? {
            true => staged.unchanged += 1,
            false => staged.written += 1,
        }
    }
    for artifact in carried {
        let (from, to) = (out.join(&artifact.path), next.join(&artifact.path));
        link_or_copy(&from, &to).doing("keep", &from)?;
        staged.unchanged += 1;
    }
    hook(Step::Staging)?;
    let target = next.join(MANIFEST);
    let json = manifest.to_json().map_err(PublishError::Manifest)?;
    fs::write(&target, json).doing("write", &target)?;
    hook(Step::Staged)?;
    Ok(staged)
}

/// Writes one file, or links it from the old site when it is the same there:
/// that saves the writing and keeps the time of its last change. Says whether
/// it was.
fn place(out: &Path, next: &Path, file: &OutFile) -> Result<bool, PublishError> {
    let (old, new) = (out.join(&file.path), next.join(&file.path));
    if path::is_real_file(out, &file.path) && has_bytes(&old, &file.bytes) {
        // A file system without hard links gets a copy like any other file.
        if fs::hard_link(&old, &new).is_ok() {
            return Ok(true);
        }
    }
    fs::write(&new, &file.bytes).doing("write", &new)?;
    Ok(false)
}

/// Whether the file has exactly these bytes. Its manifest is not asked: it
/// may have been edited since.
pub(super) fn has_bytes(file: &Path, bytes: &[u8]) -> bool {
    let same_length = fs::metadata(file).is_ok_and(|meta| meta.len() == bytes.len() as u64);
    same_length && fs::read(file).is_ok_and(|old| old == bytes)
}

pub(super) fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(_) => fs::copy(from, to).map(|_| ()),
    }
}

/// Looks through the old site for what is not ours. A file that lies where
/// the new site needs its place is an error, unless it is the same.
pub(super) fn find_foreign(
    site: &Site,
    owned: &BTreeSet<String>,
    files: &[OutFile],
    carried: &[Artifact],
) -> Result<Foreign, PublishError> {
    let bytes: BTreeMap<&str, &[u8]> =
        files.iter().map(|file| (file.path.as_str(), &*file.bytes)).collect();
    let mut claimed: BTreeSet<&str> = bytes.keys().copied().collect();
    claimed.extend(carried.iter().map(|artifact| artifact.path.as_str()));
    claimed.insert(MANIFEST);
    let mut foreign = Foreign::default();
    if !path::exists(&site.out) {
        return Ok(foreign);
    }
    let device = fs::symlink_metadata(&site.out).doing("read", &site.out)?.dev();
    let ours: BTreeSet<&str> = owned.iter().map(String::as_str).collect();
    let mut conflicts = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let dir = site.out.join(&folder);
        for entry in fs::read_dir(&dir).doing("read", &dir)? {
            let entry = entry.doing("read", &dir)?;
            // A name that is not UTF-8 is never ours and never in our way.
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if path == WORK_INSIDE {
                continue;
            }
            let meta = fs::symlink_metadata(entry.path()).doing("read", &entry.path())?;
            foreign.has_mounts |= meta.dev() != device;
            if meta.is_dir() {
                // A whole folder that nobody claims (a `.git`) needs no look
                // inside.
                let claimed_there = claimed.contains(path.as_str());
                if claimed_there || has_below(&claimed, &path) || has_below(&ours, &path) {
                    folders.push(path);
                }
                continue;
            }
            if ours.contains(path.as_str()) {
                continue;
            }
            let in_the_way = match bytes.get(path.as_str()) {
                Some(bytes) => !(meta.is_file() && has_bytes(&entry.path(), bytes)),
                None => {
                    claimed.contains(path.as_str())
                        || has_below(&claimed, &path)
                        || path::ancestors(&path).any(|above| claimed.contains(above))
                }
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

/// Whether the set has a path below that folder.
fn has_below(paths: &BTreeSet<&str>, folder: &str) -> bool {
    let prefix = format!("{folder}/");
    paths.range(prefix.as_str()..).next().is_some_and(|path| path.starts_with(&prefix))
}

/// Links what is not ours into the new site, so that it is there in the very
/// moment of the exchange. What cannot be linked is moved afterwards.
pub(super) fn link_foreign(
    site: &Site,
    foreign: &Foreign,
    hook: Hook<'_>,
) -> Result<(), PublishError> {
    let next = site.next();
    for path in &foreign.files {
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
