//! Hashes of files, remembered by what the system says of each: a file of
//! which it says the same as when it was hashed is believed to hold the same,
//! the way git's index believes it.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// What the system says of a file; changes whenever the file does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    device: u64,
    inode: u64,
    /// Its size.
    pub bytes: u64,
    /// Seconds and nanoseconds of the last change of its bytes.
    modified: (i64, i64),
    /// Likewise of its name, its rights or its bytes.
    changed: (i64, i64),
}

/// A number of the system's, whose types differ from one to another.
fn number<T: TryInto<N>, N: Default>(number: T) -> N {
    number.try_into().unwrap_or_default()
}

/// A file that changed so shortly before it was read may change again and
/// look the same: the times of some systems are that coarse.
const COARSEST: Duration = Duration::from_secs(2);

impl Seal {
    /// Of an ordinary file; a link is none.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let meta = fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
        Some(Seal::new(&meta))
    }

    /// Of an ordinary file below an open folder, which the system finds from
    /// there.
    #[must_use]
    pub fn below(folder: &File, path: &str) -> Option<Self> {
        use rustix::fs::{AtFlags, FileType, statat};
        let said = statat(folder, path, AtFlags::SYMLINK_NOFOLLOW).ok()?;
        if FileType::from_raw_mode(said.st_mode) != FileType::RegularFile {
            return None;
        }
        Some(Seal {
            device: number(said.st_dev),
            inode: number(said.st_ino),
            bytes: number(said.st_size),
            modified: (number(said.st_mtime), number(said.st_mtime_nsec)),
            changed: (number(said.st_ctime), number(said.st_ctime_nsec)),
        })
    }

    /// From what the system said.
    #[must_use]
    pub fn new(meta: &Metadata) -> Self {
        Seal {
            device: meta.dev(),
            inode: meta.ino(),
            bytes: meta.len(),
            modified: (meta.mtime(), meta.mtime_nsec()),
            changed: (meta.ctime(), meta.ctime_nsec()),
        }
    }

    /// Whether both are of one file with the same bytes; its names and rights
    /// may be others.
    #[must_use]
    pub fn is_same_file(&self, other: &Seal) -> bool {
        let bytes = |seal: &Seal| (seal.device, seal.inode, seal.bytes, seal.modified);
        bytes(self) == bytes(other)
    }

    /// Whether any later change would show.
    fn is_settled(&self) -> bool {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let Some(before) = now.checked_sub(COARSEST) else { return false };
        let last = self.modified.0.max(self.changed.0);
        i64::try_from(before.as_secs()).is_ok_and(|before| last < before)
    }
}

/// Adds one of many files to a hash of all. Its path's length comes first, so
/// that no two lists of files read the same.
pub fn add_file(hasher: &mut blake3::Hasher, path: &str, hash: &blake3::Hash) {
    hasher.update(&(path.len() as u64).to_le_bytes());
    hasher.update(path.as_bytes());
    hasher.update(hash.as_bytes());
}

type Known = BTreeMap<String, (Seal, [u8; blake3::OUT_LEN])>;

/// What is known of files that were read, in this run or an earlier one.
#[derive(Debug, Default)]
pub struct Seen {
    /// From an earlier run.
    old: Known,
    now: Mutex<Known>,
}

impl Seen {
    /// What [`Seen::to_bytes`] gave; nothing where it is anything else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Seen { old: postcard::from_bytes(bytes).unwrap_or_default(), now: Mutex::default() }
    }

    /// What this run needed, for the next one; `None` where that is what it
    /// knew.
    #[must_use]
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let now = self.now();
        // Strings and numbers, which always serialise.
        (*now != self.old).then(|| postcard::to_stdvec(&*now).unwrap_or_default())
    }

    fn now(&self) -> MutexGuard<'_, Known> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The hash of a file's bytes, which are streamed where they are not
    /// known.
    ///
    /// # Errors
    /// It is not there or cannot be read.
    pub fn hash(&self, path: &Path) -> io::Result<blake3::Hash> {
        let seal = Seal::new(&fs::metadata(path)?);
        let name = path.to_str().unwrap_or_default();
        let known = |known: &Known| known.get(name).filter(|(of, _)| *of == seal).copied();
        let found = known(&self.now()).or_else(|| known(&self.old));
        if let Some((_, hash)) = found {
            self.note(path, seal, hash.into());
            return Ok(hash.into());
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(path)?)?;
        self.note(path, seal, hasher.finalize());
        Ok(hasher.finalize())
    }

    /// The bytes of a file, and their hash.
    ///
    /// # Errors
    /// It is not there or cannot be read.
    pub fn read(&self, path: &Path) -> io::Result<(Vec<u8>, blake3::Hash)> {
        // First: what changes while it is read changes the seal as well.
        let seal = Seal::new(&fs::metadata(path)?);
        let bytes = fs::read(path)?;
        let hash = blake3::hash(&bytes);
        self.note(path, seal, hash);
        Ok((bytes, hash))
    }

    fn note(&self, path: &Path, seal: Seal, hash: blake3::Hash) {
        if let Some(name) = path.to_str().filter(|_| seal.is_settled()) {
            self.now().insert(name.to_owned(), (seal, *hash.as_bytes()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age(path: &Path) {
        let long_ago = SystemTime::now() - Duration::from_secs(60);
        File::options().append(true).open(path).unwrap().set_modified(long_ago).unwrap();
    }

    #[test]
    fn what_the_system_has_seen_change_is_hashed_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::write(&path, "one").unwrap();
        let mut known = Known::new();
        let seal = Seal::of(&path).unwrap();
        // A hash that is none of this file's tells when it was believed.
        let mark = blake3::hash(b"mark");
        known.insert(path.to_str().unwrap().to_owned(), (seal, *mark.as_bytes()));
        let believes = || Seen::from_bytes(&postcard::to_stdvec(&known).unwrap());
        assert_eq!(believes().hash(&path).unwrap(), mark);
        // The same length, and a time of change that was set back.
        fs::write(&path, "two").unwrap();
        File::options().append(true).open(&path).unwrap().set_modified(UNIX_EPOCH).unwrap();
        assert_eq!(believes().hash(&path).unwrap(), blake3::hash(b"two"));
        let other = dir.path().join("b");
        fs::write(&other, "one").unwrap();
        fs::rename(&other, &path).unwrap();
        assert_eq!(believes().hash(&path).unwrap(), blake3::hash(b"one"));
        assert!(Seen::from_bytes(b"none of ours").old.is_empty());
    }

    #[test]
    fn what_has_just_changed_is_not_remembered() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::write(&path, "one").unwrap();
        let seen = Seen::default();
        assert_eq!(seen.read(&path).unwrap(), (b"one".to_vec(), blake3::hash(b"one")));
        // Its time of change cannot be set back.
        age(&path);
        assert_eq!(seen.hash(&path).unwrap(), blake3::hash(b"one"));
        assert_eq!(seen.to_bytes(), None);
    }
}
