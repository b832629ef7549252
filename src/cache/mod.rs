//! A content-addressed store of finished files: the hash of a job's complete
//! input leads to the files it gave, and to what was learnt while making
//! them. Owns the cache folder (`.lantoa/`) and nothing else.
//!
//! An entry that is missing, cut short, altered or of another key is simply
//! not found. Many threads and processes may use one folder: an entry appears
//! under its name whole, and says itself what it is. What goes wrong costs
//! time in the next build and a warning, never a wrong file.

mod entry;
mod evict;
mod parts;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use serde_json::Value;

use parts::Parts;

/// The name of an entry: a hash of everything its bytes depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(pub blake3::Hash);

/// What an entry holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The files, in the order in which they were given.
    pub files: Vec<Vec<u8>>,
    /// What was learnt while making them: sizes, codes, flaws.
    pub learnt: Value,
}

/// An open cache folder.
#[derive(Debug)]
pub struct Cache {
    root: PathBuf,
    parts: Parts,
    /// Bytes of the entries that were written.
    written: AtomicU64,
    /// Entries that were not as they had been written.
    damaged: AtomicUsize,
    /// Why an entry could not be written, the first time.
    refused: Mutex<Option<io::Error>>,
}

/// What a user should know of the cache; the build is right all the same.
#[derive(Debug, Default)]
pub struct Trouble {
    /// Entries that were not as they had been written.
    pub damaged: usize,
    /// Why an entry could not be written.
    pub refused: Option<io::Error>,
}

impl Cache {
    /// Opens the folder, making it if need be. It tells git and backup
    /// programs to leave it alone.
    ///
    /// # Errors
    /// It is no folder, or nothing can be written there.
    pub fn open(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(entries(root))?;
        let notes = [
            (".gitignore", "*\n"),
            // https://bford.info/cachedir/
            ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"),
        ];
        for (name, text) in notes {
            let path = root.join(name);
            if !path.exists() {
                fs::write(path, text)?;
            }
        }
        Ok(Cache {
            parts: Parts::open(&root.join("unfinished"))?,
            root: root.to_owned(),
            written: AtomicU64::new(0),
            damaged: AtomicUsize::new(0),
            refused: Mutex::default(),
        })
    }

    /// What was stored under that key, if it is there and whole.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<Stored> {
        let path = self.path(key);
        let bytes = crate::files::read(&path).ok()?;
        let Some(stored) = entry::decode(key, &bytes) else {
            // `put` will write it anew.
            self.damaged.fetch_add(1, Ordering::Relaxed);
            fs::remove_file(&path).ok();
            return None;
        };
        self.touch(key);
        Some(stored)
    }

    /// Notes that an entry is still of use.
    fn touch(&self, key: &Key) {
        // The time of last use. A cache that may only be read still serves.
        if let Ok(file) = File::options().append(true).open(self.path(key)) {
            file.set_modified(SystemTime::now()).ok();
        }
    }

    /// Stores files under that key. Where that fails (a full disk, a folder
    /// that may only be read) it is noted, see [`Cache::finish`].
    pub fn put(&self, key: &Key, files: &[&[u8]], learnt: &Value) {
        let stored = self.store(key, files, learnt);
        match stored {
            Ok(()) => {
                let bytes = files.iter().map(|bytes| bytes.len() as u64).sum();
                self.written.fetch_add(bytes, Ordering::Relaxed);
            }
            Err(error) => {
                let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
                refused.get_or_insert(error);
            }
        }
    }

    fn store(&self, key: &Key, files: &[&[u8]], learnt: &Value) -> io::Result<()> {
        let path = self.path(key);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        self.parts.write(&path, |to| entry::encode(key, files, learnt, to))
    }

    /// A place for one more file that only this cache knows, by name.
    #[must_use]
    pub fn note(&self, name: &str) -> PathBuf {
        self.root.join("notes").join(name)
    }

    /// Writes such a file, whole or not at all.
    ///
    /// # Errors
    /// What the system says.
    pub fn write_note(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(self.root.join("notes"))?;
        self.parts.write(&self.note(name), |to| to.write_all(bytes))
    }

    /// The files that [`Cache::write_note`] wrote, by whatever run.
    pub fn notes(&self) -> impl Iterator<Item = PathBuf> {
        let notes = fs::read_dir(self.root.join("notes"));
        notes.into_iter().flatten().flatten().map(|note| note.path())
    }

    /// Ends a build: forgets what was longest unused while the entries take
    /// more than `most` bytes together, then a tenth more, and only where need
    /// be what `kept` names. Says what went wrong meanwhile.
    pub fn finish(&self, most: u64, kept: impl FnOnce() -> HashSet<Key>) -> Trouble {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner).take();
        // What nobody added to is no larger than it was.
        let written = self.written.swap(0, Ordering::Relaxed);
        if written > 0
            && let Err(error) = evict::run(&self.root, &entries(&self.root), written, most, || {
                kept().iter().map(|key| self.path(key)).collect()
            })
        {
            refused.get_or_insert(error);
        }
        Trouble { damaged: self.damaged.swap(0, Ordering::Relaxed), refused }
    }

    /// `v2/ab/cd…`: folders of some hundred entries rather than one of all.
    fn path(&self, key: &Key) -> PathBuf {
        let hex = key.0.to_hex();
        let (folder, name) = hex.split_at(2);
        entries(&self.root).join(folder).join(name)
    }
}

/// The format's version is in the name, so that a change starts afresh.
fn entries(root: &Path) -> PathBuf {
    root.join("v2")
}
