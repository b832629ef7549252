//! What publishing did, counted while workers do it.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::Way;

/// What publishing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Files of the site, the manifest not counted.
    pub files: usize,
    /// Of them, those that were written.
    pub written: usize,
    /// Those that were there already.
    pub unchanged: usize,
    /// Files of the last build that are gone.
    pub removed: usize,
    /// How the files got into place.
    pub way: Way,
    /// The paths that were written or are gone, sorted; none where there are
    /// too many to name.
    pub changed: Option<Vec<String>>,
}

/// How many changed files are named: who shows pages needs no more.
const MOST_NAMED: usize = 4096;

/// Counts from many threads.
#[derive(Debug, Default)]
pub(super) struct Tally {
    written: AtomicUsize,
    unchanged: AtomicUsize,
    bytes: AtomicU64,
    /// The first paths that were written.
    named: Mutex<Vec<String>>,
}

impl Tally {
    /// A file was written.
    pub(super) fn written(&self, path: &str) {
        if self.written.fetch_add(1, Ordering::Relaxed) < MOST_NAMED {
            self.named.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        }
    }

    /// A file was there already.
    pub(super) fn unchanged(&self) {
        self.unchanged.fetch_add(1, Ordering::Relaxed);
    }

    /// So many files were left alone.
    pub(super) fn carried(&self, files: usize) {
        self.unchanged.fetch_add(files, Ordering::Relaxed);
    }

    /// A file of so many bytes is part of the site.
    pub(super) fn listed(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// The bytes of the files listed so far.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// The sums, for a site of so many files, of which those are gone.
    pub(super) fn close(self, files: usize, gone: Vec<String>) -> Published {
        let (written, removed) = (self.written.into_inner(), gone.len());
        let mut changed = self.named.into_inner().unwrap_or_else(PoisonError::into_inner);
        changed.extend(gone);
        changed.sort();
        Published {
            files,
            written,
            unchanged: self.unchanged.into_inner(),
            removed,
            way: Way::Kept,
            changed: (written <= MOST_NAMED && removed <= MOST_NAMED).then_some(changed),
        }
    }
}
