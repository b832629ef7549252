//! A content-addressed store of finished artifacts: the hash of a job's
//! complete input leads to the bytes it gave, and to what was learnt while
//! making them. Owns the cache folder (`.lantoa/`) and nothing else; without
//! `--no-cache` the executor holds an `Option<Cache>`.
//!
//! An entry that is missing, cut short or altered is simply not found. Many
//! threads and processes may use one folder: an entry appears under its name
//! whole, and its name says what is in it.

mod entry;
mod evict;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use serde_json::Value;

/// How much is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes that the entries may take together.
    pub bytes: u64,
    /// An entry that none of that many last builds used goes.
    pub builds: usize,
}

impl Default for Limits {
    /// 2 GiB, and what the last 20 builds used.
    fn default() -> Self {
        Self { bytes: 2 << 30, builds: 20 }
    }
}

/// The name of an entry: a hash of everything its bytes depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(blake3::Hash);

impl Key {
    /// The key of a job. `kind` is the backend, `version` counts its changes
    /// in output; `parts` are the serialised input, the theme's hash, and
    /// whatever else the bytes depend on, in a fixed order. The program's
    /// version is always part of it.
    pub fn new(kind: &str, version: u32, parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        let own = env!("CARGO_PKG_VERSION").as_bytes();
        let version = version.to_le_bytes();
        let fixed = [own, kind.as_bytes(), version.as_slice()];
        // With its length before each, no two lists of parts run together to
        // the same bytes.
        for part in fixed.iter().chain(parts) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize())
    }
}

/// What an entry holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The artifact.
    pub bytes: Arc<[u8]>,
    /// What was learnt while making it: page count, sizes, warnings.
    pub learnt: Value,
}

/// An open cache folder.
#[derive(Debug)]
pub struct Cache {
    root: PathBuf,
    limits: Limits,
    started: SystemTime,
}

impl Cache {
    /// Opens the folder, making it if need be. It tells git and backup
    /// programs to leave it alone.
    pub fn open(root: &Path, limits: Limits) -> io::Result<Self> {
        let cache = Self { root: root.to_owned(), limits, started: SystemTime::now() };
        fs::create_dir_all(cache.entries())?;
        fs::create_dir_all(cache.unfinished())?;
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
        Ok(cache)
    }

    /// What was stored under that key, if it is there and whole.
    pub fn get(&self, key: &Key) -> Option<Stored> {
        let path = self.path(key);
        let bytes = fs::read(&path).ok()?;
        let Some(stored) = entry::decode(&bytes) else {
            // Altered or cut short; `put` will write it anew.
            fs::remove_file(&path).ok();
            return None;
        };
        // The time of last use. A cache that may only be read still serves.
        if let Ok(file) = File::options().append(true).open(&path) {
            file.set_modified(SystemTime::now()).ok();
        }
        Some(stored)
    }

    /// Stores under that key. Failure (a full disk, a folder that may only
    /// be read) costs time in the next build and nothing else.
    pub fn put(&self, key: &Key, bytes: &[u8], learnt: &Value) -> io::Result<()> {
        let path = self.path(key);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = tempfile::NamedTempFile::new_in(self.unfinished())?;
        entry::encode(bytes, learnt, file.as_file_mut())?;
        file.flush()?;
        file.persist(path)?;
        Ok(())
    }

    /// Ends a build: forgets what has not been used for long, and the oldest
    /// while there is too much. Says how many entries went. If another
    /// process is doing so, nothing is done.
    pub fn finish(&self) -> io::Result<usize> {
        evict::run(self)
    }

    /// The format's version is in the name, so that a change starts afresh.
    fn entries(&self) -> PathBuf {
        self.root.join("v1")
    }

    fn unfinished(&self) -> PathBuf {
        self.root.join("unfinished")
    }

    /// `v1/ab/cd…`: folders of some hundred entries rather than one of all.
    fn path(&self, key: &Key) -> PathBuf {
        let hex = key.0.to_hex();
        let (folder, name) = hex.split_at(2);
        self.entries().join(folder).join(name)
    }
}
