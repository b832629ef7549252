//! The new site while it is being made: workers write files to it from many
//! threads, and it takes the old one's place when they are done. Nothing
//! changes in the output folder before that.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::error::Doing;
use super::foreign::Foreign;
use super::manifest::{MANIFEST, ManifestHead, Owned};
use super::partial::{Carried, Scope};
use super::same::{has_bytes, is_same, replace_by_link};
use super::site::{Journal, Site};
use super::spare::{Rest, Spare};
use super::spool::Spool;
use super::tally::{Published, Tally};
use super::{Hook, PublishError, Step, Way, in_place, path, swap};
use crate::artifact::{Artifact, Kind, Placed};
use crate::files::Seal;

/// A site that is being made.
pub struct Stage<'h> {
    site: Option<Site>,
    head: ManifestHead,
    scope: Scope,
    old: Owned,
    /// What a partial build leaves alone.
    carried: Carried,
    /// What is there already, of an earlier site.
    rest: Option<Rest>,
    /// Folders that are there already, below `next/` and `aside/`.
    folders: Mutex<HashSet<PathBuf>>,
    /// Folders of the old site, and whether each is reached without a link.
    real: Mutex<HashMap<String, bool>>,
    spool: Mutex<Option<Spool>>,
    tally: Tally,
    force: Option<Way>,
    hook: Hook<'h>,
}

impl Stage<'static> {
    /// Locks the output folder, finishes what an interrupted run left, and
    /// lays a stage beside it: `spare`, where that is still there, or an empty
    /// one.
    ///
    /// # Errors
    /// The machine failed, or another run is writing there.
    pub fn open(
        out: &Path,
        head: ManifestHead,
        scope: Scope,
        spare: Option<Spare>,
    ) -> Result<Self, PublishError> {
        Self::open_with(out, head, scope, spare, None, &|_| Ok(()))
    }
}

impl<'h> Stage<'h> {
    pub(super) fn open_with(
        out: &Path,
        head: ManifestHead,
        scope: Scope,
        spare: Option<Spare>,
        force: Option<Way>,
        hook: Hook<'h>,
    ) -> Result<Self, PublishError> {
        // Part of a site is put beside what is there.
        let spare = spare.filter(|_| scope == Scope::Everything);
        let (site, spare) = Site::open_with(out, spare, hook)?;
        let old = Owned::read(&site.out).doing("read the manifest in", &site.out)?;
        let carried = Carried::read(&site, &scope)?;
        let next = site.next();
        if spare.is_none() {
            fs::create_dir(&next).doing("create", &next)?;
        }
        if let Ok(old) = fs::metadata(&site.out) {
            fs::set_permissions(&next, old.permissions()).doing("set the permissions of", &next)?;
        }
        let entries = site.entries();
        let mut file = File::options();
        file.read(true).write(true).create(true).truncate(true);
        let spool = Spool::new(file.open(&entries).doing("create", &entries)?);
        hook(Step::Staging)?;
        Ok(Stage {
            site: Some(site),
            head,
            scope,
            old,
            carried,
            rest: spare.map(Rest::of),
            folders: Mutex::default(),
            real: Mutex::default(),
            spool: Mutex::new(Some(spool)),
            tally: Tally::default(),
            force,
            hook,
        })
    }

    fn site(&self) -> Result<&Site, PublishError> {
        self.site.as_ref().ok_or(PublishError::Closed)
    }

    /// Whether files of this kind become part of the site. Others are only
    /// made because something rests on them.
    #[must_use]
    pub fn publishes(&self, kind: &Kind) -> bool {
        self.scope.holds(kind)
    }

    /// Where a file of this kind is written, its folder made.
    fn target(&self, path: &str, kind: &Kind) -> Result<PathBuf, PublishError> {
        path::check(path)?;
        let site = self.site()?;
        let root = if self.publishes(kind) { site.next() } else { site.aside() };
        let target = root.join(path);
        if let Some(folder) = target.parent() {
            let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
            if !folders.contains(folder) {
                if let Some(rest) = &self.rest {
                    rest.clear_above(&root, path)?;
                }
                fs::create_dir_all(folder).doing("create", folder)?;
                folders.insert(folder.to_owned());
            }
        }
        Ok(target)
    }

    /// The same, with nothing there.
    fn free_target(&self, path: &str, kind: &Kind) -> Result<PathBuf, PublishError> {
        let target = self.target(path, kind)?;
        if let Some(rest) = &self.rest {
            rest.clear(path, &target)?;
        }
        Ok(target)
    }

    /// Puts a file on the stage. One that is the same in the old site is
    /// linked from there: that saves the writing, and keeps the time of its
    /// last change.
    ///
    /// # Errors
    /// The machine failed.
    pub fn write(&self, path: &str, kind: &Kind, bytes: &[u8]) -> Result<Placed, PublishError> {
        let hash = blake3::hash(bytes);
        let target = self.free_target(path, kind)?;
        let old = self.site()?.out.join(path);
        let is_old = self.publishes(kind)
            && self.old.hash(path) == Some(hash)
            && path::is_real_file(&self.site()?.out, path)
            && has_bytes(&old, bytes);
        if is_old && fs::hard_link(&old, &target).is_ok() {
            self.tally.unchanged();
        } else {
            fs::write(&target, bytes).doing("write", &target)?;
            self.count(path, kind);
        }
        Ok(placed(bytes.len() as u64, hash))
    }

    /// Puts a file of the disk on the stage, streamed.
    ///
    /// # Errors
    /// The machine failed.
    pub fn copy(&self, path: &str, kind: &Kind, from: &Path) -> Result<Placed, PublishError> {
        let source = File::open(from).doing("read", from)?;
        self.fill(path, kind, |to| io::copy(&mut io::BufReader::new(source), to).map(drop))
    }

    /// Puts a file on the stage that `write` writes.
    ///
    /// # Errors
    /// The machine failed.
    pub fn fill(
        &self,
        path: &str,
        kind: &Kind,
        write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<Placed, PublishError> {
        let target = self.free_target(path, kind)?;
        let mut file = BufWriter::new(File::create(&target).doing("create", &target)?);
        write(&mut file).and_then(|()| file.flush()).doing("write", &target)?;
        drop(file);
        // Read back: a format may have gone back and written again.
        let mut hasher = blake3::Hasher::new();
        let mut written = File::open(&target).doing("read", &target)?;
        let bytes = written.metadata().doing("read", &target)?.len();
        hasher.update_reader(&mut written).doing("read", &target)?;
        let hash = hasher.finalize();
        let out = &self.site()?.out;
        let old = out.join(path);
        let is_old = self.publishes(kind)
            && self.old.hash(path) == Some(hash)
            && path::is_real_file(out, path)
            && is_same(&old, &target);
        if is_old && replace_by_link(&old, &target).is_ok() {
            self.tally.unchanged();
        } else {
            self.count(path, kind);
        }
        Ok(placed(bytes, hash))
    }

    fn count(&self, path: &str, kind: &Kind) {
        if self.publishes(kind) {
            self.tally.written(path);
        }
    }

    /// The size of the files listed so far, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.tally.bytes()
    }

    /// Keeps a file of the old site as it is, of which the caller knows that
    /// it was what would be made when it had this seal. Says whether it could.
    #[must_use]
    pub fn keep(&self, path: &str, kind: &Kind, seal: &Seal) -> bool {
        let Ok(site) = self.site() else { return false };
        if !self.publishes(kind) || !self.old.has(path) {
            return false;
        }
        if self.rest.as_ref().is_some_and(|rest| rest.keep(path, &site.next().join(path), seal)) {
            self.tally.unchanged();
            return true;
        }
        if !self.is_real(site, path) {
            return false;
        }
        let Ok(target) = self.free_target(path, kind) else { return false };
        if fs::hard_link(site.out.join(path), &target).is_err() {
            return false;
        }
        // Looked at once it is in its place: nobody comes between.
        let is_kept = Seal::of(&target).is_some_and(|now| now.is_same_file(seal));
        if is_kept {
            self.tally.unchanged();
        } else {
            // What is made instead takes the place of what cannot be removed.
            fs::remove_file(&target).ok();
        }
        is_kept
    }

    /// Whether the folder of a file of the old site is reached without a link.
    fn is_real(&self, site: &Site, path: &str) -> bool {
        let mut real = self.real.lock().unwrap_or_else(PoisonError::into_inner);
        path::ancestors(path).all(|folder| {
            if let Some(known) = real.get(folder) {
                return *known;
            }
            let is_real = path::is_real_dir(&site.out.join(folder));
            real.insert(folder.to_owned(), is_real);
            is_real
        })
    }

    /// Opens a file that was put on the stage before, or that a partial build
    /// leaves in the old site.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    pub fn read(&self, path: &str) -> io::Result<File> {
        let site = self.site().map_err(io::Error::other)?;
        let places = [site.next(), site.aside(), site.out.clone()];
        let open = |root: &PathBuf| File::open(root.join(path)).ok();
        places.iter().find_map(open).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// What is known of a file that a partial build leaves alone.
    #[must_use]
    pub fn carried(&self, path: &str) -> Option<Placed> {
        self.carried.placed(path)
    }

    /// Lists a file in the manifest.
    ///
    /// # Errors
    /// The machine failed.
    pub fn list(&self, entry: &Artifact) -> Result<(), PublishError> {
        let entries = self.site()?.entries();
        self.tally.listed(entry.bytes);
        let mut spool = self.spool.lock().unwrap_or_else(PoisonError::into_inner);
        let spool = spool.as_mut().ok_or(PublishError::Closed)?;
        spool.push(entry).doing("write", &entries)
    }

    /// Ends as a killed run does, with nothing cleaned up.
    #[cfg(test)]
    pub(super) fn abandon(mut self) {
        drop(self.site.take());
    }

    /// Puts the stage in the output folder's place. With `keep` the old site
    /// comes back as the next stage, where that can be.
    ///
    /// # Errors
    /// Files of others lie where ours must be, two files have the same place,
    /// or the machine failed. Before the exchange the old site is untouched.
    pub fn finish(mut self, keep: bool) -> Result<(Published, Option<Spare>), PublishError> {
        let site = self.site.take().ok_or(PublishError::Closed)?;
        let keep = keep && self.scope == Scope::Everything;
        let out = site.out.clone();
        match self.publish(&site, keep) {
            #[cfg(test)]
            Err(PublishError::Interrupted) => Err(PublishError::Interrupted),
            Err(error) => {
                // A full disk, say: leave no half-written site lying about. If
                // an exchange had begun, this is the recovery of the next run.
                drop(site);
                super::recover(&out).ok();
                Err(error)
            }
            Ok((published, is_kept)) => {
                let owned = std::mem::take(&mut self.old);
                let spare = if is_kept { Spare::of(&site, owned).ok() } else { None };
                if spare.is_some() {
                    site.leave()?
                } else {
                    site.close()?
                }
                Ok((published, spare))
            }
        }
    }

    /// Says too whether the stage is what was published before, and nothing
    /// else.
    fn publish(&mut self, site: &Site, keep: bool) -> Result<(Published, bool), PublishError> {
        let mut spool = self.spool.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut spool = spool.take().ok_or(PublishError::Closed)?;
        self.tally.carried(self.carried.link(site, &mut spool)?);
        path::check_collisions(spool.paths())?;
        let mut claimed: BTreeSet<&str> = spool.paths().collect();
        claimed.insert(MANIFEST);
        if let Some(rest) = &self.rest {
            rest.finish(&site.next())?;
        }
        let foreign = Foreign::find(site, &self.old, &claimed)?;
        let gone = self.old.paths().filter(|path| !claimed.contains(path));
        let gone: Vec<String> = gone.map(str::to_owned).collect();
        let files = claimed.len() - 1;
        drop(claimed);
        (self.hook)(Step::Staging)?;
        let target = site.next().join(MANIFEST);
        let file = File::create(&target).doing("create", &target)?;
        spool.write(&self.head, BufWriter::new(file)).doing("write", &target)?;
        (self.hook)(Step::Staged)?;

        let tally = std::mem::take(&mut self.tally).close(files, gone);
        let published = |way| Published { way, ..tally };
        let is_same_site = tally.written == 0
            && tally.removed == 0
            && self.force.is_none()
            && path::is_real_file(&site.out, MANIFEST)
            && is_same(&site.out.join(MANIFEST), &target);
        if is_same_site {
            return Ok((published(Way::Kept), keep && !site.inside));
        }
        let movable = !site.inside && !foreign.has_mounts && self.force != Some(Way::InPlace);
        if movable {
            foreign.link(site, self.hook)?;
            if let Some(way) = swap::exchange(site, self.force, self.hook)? {
                let keep = keep && !foreign.has_unnamed;
                let is_kept = keep && swap::keep_retired(site, &self.old, &foreign, self.hook)?;
                if !is_kept {
                    swap::empty_retired(site, self.hook)?;
                }
                return Ok((published(way), is_kept));
            }
        }
        site.write_journal(Journal::InPlace)?;
        (self.hook)(Step::Journalled)?;
        in_place::carry_out(site, self.hook)?;
        Ok((published(Way::InPlace), false))
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        // A stage that falls leaves the old site as it was. What cannot be
        // removed now is removed by the next run.
        if let Some(site) = self.site.take() {
            site.close().ok();
        }
    }
}

fn placed(bytes: u64, hash: blake3::Hash) -> Placed {
    Placed { bytes, hash, measure: None, qr: Vec::new() }
}
