//! Writing a build: everything in memory becomes the output folder, all at
//! once or not at all. Owns the output folder, its manifest, and what is
//! needed to survive being killed; hands on what it did.
//!
//! 1. The folder is locked and what an interrupted run left is finished.
//! 2. The new site is written beside it, unchanged files linked.
//! 3. Both are exchanged in one step. What in the old one is not ours is
//!    linked into the new one before, or moved after; then the old one goes.
//!
//! Where the folder cannot be exchanged, its files are replaced one by one.

mod error;
mod in_place;
mod manifest;
mod path;
mod site;
mod stage;
mod swap;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

pub use error::PublishError;
pub use manifest::{Artifact, Kind, MANIFEST, Manifest, ManifestHead};

use site::{Journal, Site};

/// A file to be written.
#[derive(Debug, Clone)]
pub struct OutFile {
    /// Path under the output folder, with `/`.
    pub path: String,
    /// The whole content.
    pub bytes: Arc<[u8]>,
    /// Its entry in the manifest; path, size and hash are filled in here.
    pub entry: Artifact,
}

/// Which part of the site the files are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of it: what they do not include goes.
    #[default]
    Everything,
    /// All artifacts of these kinds: the others, and their entries, stay as
    /// they are.
    Only(BTreeSet<Kind>),
}

/// How to publish.
#[derive(Debug, Clone, Default)]
pub struct PublishOptions {
    /// Which part of the site the files are.
    pub scope: Scope,
}

/// How the files got into place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Both folders changed places in one step, or there was none before.
    Exchange,
    /// Two renames, where the file system has no exchange.
    Rename,
    /// File by file, where the folder cannot be moved.
    InPlace,
}

/// What publishing did.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The manifest as written.
    pub manifest: Manifest,
    /// Files written, the manifest not counted.
    pub written: usize,
    /// Files that were there already.
    pub unchanged: usize,
    /// Files of the last build that are gone.
    pub removed: usize,
    /// How the files got into place.
    pub way: Way,
}

/// Where a run may be ended by a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Locked,
    Recovered,
    Staging,
    Staged,
    Journalled,
    OldMovedAway,
    Exchanged,
    Retiring,
    Retired,
    Placed,
}

/// Called at every step; an error ends the run there, with nothing cleaned up.
type Hook<'a> = &'a dyn Fn(Step) -> Result<(), PublishError>;

/// Makes `out` hold exactly `files`, a manifest of them, and what was there
/// that is not ours.
///
/// On an error before the exchange the old site is untouched.
pub fn publish(
    out: &Path,
    files: Vec<OutFile>,
    head: ManifestHead,
    options: &PublishOptions,
) -> Result<Published, PublishError> {
    publish_with(out, files, head, options, None, &|_| Ok(()))
}

/// Finishes what an interrupted run left in or beside `out`, if anything.
/// [`publish`] does so first; this is for a run that has nothing to publish.
pub fn recover(out: &Path) -> Result<(), PublishError> {
    if site::has_leftovers(out) {
        Site::open(out, &|_| Ok(()))?.close()?;
    }
    Ok(())
}

fn publish_with(
    out: &Path,
    files: Vec<OutFile>,
    head: ManifestHead,
    options: &PublishOptions,
    force: Option<Way>,
    hook: Hook<'_>,
) -> Result<Published, PublishError> {
    for file in &files {
        path::check(&file.path)?;
    }
    path::check_collisions(files.iter().map(|file| file.path.as_str()))?;
    let site = Site::open(out, hook)?;
    match write(&site, files, head, options, force, hook) {
        #[cfg(test)]
        Err(PublishError::Interrupted) => Err(PublishError::Interrupted),
        Err(error) => {
            // A full disk, say: leave no half-written site lying about. If an
            // exchange had begun, this is the recovery of the next run.
            drop(site);
            recover(out).ok();
            Err(error)
        }
        Ok(published) => {
            site.close()?;
            Ok(published)
        }
    }
}

fn write(
    site: &Site,
    files: Vec<OutFile>,
    head: ManifestHead,
    options: &PublishOptions,
    force: Option<Way>,
    hook: Hook<'_>,
) -> Result<Published, PublishError> {
    let read = Manifest::read(&site.out);
    let old = error::Doing::doing(read, "read the manifest in", &site.out)?;
    let owned = old.as_ref().map(Manifest::owned).unwrap_or_default();
    let carried = carried(site, &files, old, &options.scope);
    let paths = files.iter().map(|file| file.path.as_str());
    path::check_collisions(paths.chain(carried.iter().map(|entry| entry.path.as_str())))?;

    let foreign = stage::find_foreign(site, &owned, &files, &carried)?;
    let entries = entries(&files).into_iter().chain(carried.iter().cloned()).collect();
    let manifest = Manifest::new(head, entries);
    let staged = stage::write(site, &files, &carried, &manifest, hook)?;
    let removed = owned.difference(&manifest.owned()).count();

    let movable = !site.inside && !foreign.has_mounts && force != Some(Way::InPlace);
    let mut way = None;
    if movable {
        stage::link_foreign(site, &foreign, hook)?;
        way = swap::exchange(site, force, hook)?;
    }
    if way.is_none() {
        site.write_journal(Journal::InPlace)?;
        hook(Step::Journalled)?;
        in_place::carry_out(site, hook)?;
    }
    Ok(Published {
        manifest,
        written: staged.written,
        unchanged: staged.unchanged,
        removed,
        way: way.unwrap_or(Way::InPlace),
    })
}

/// The entries of the files, with size and hash.
fn entries(files: &[OutFile]) -> Vec<Artifact> {
    use rayon::prelude::*;
    let entry = |file: &OutFile| Artifact {
        path: file.path.clone(),
        bytes: file.bytes.len() as u64,
        blake3: blake3::hash(&file.bytes).to_hex().to_string(),
        ..file.entry.clone()
    };
    files.par_iter().map(entry).collect()
}

/// The old artifacts that a partial build leaves alone, if they are there.
fn carried(site: &Site, files: &[OutFile], old: Option<Manifest>, scope: &Scope) -> Vec<Artifact> {
    let (Scope::Only(kinds), Some(old)) = (scope, old) else {
        return Vec::new();
    };
    let made: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let stays = |entry: &Artifact| {
        !kinds.contains(&entry.kind)
            && !made.contains(entry.path.as_str())
            && path::check(&entry.path).is_ok()
            && path::is_real_file(&site.out, &entry.path)
    };
    old.artifacts.into_iter().filter(stays).collect()
}
