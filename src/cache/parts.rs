//! Files that are being written: each process has a folder of its own for
//! them, locked while it lives, so that the next one can tell what was left
//! by one that was killed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

/// A process's folder for files that are being written.
#[derive(Debug)]
pub(super) struct Parts {
    folder: TempDir,
    _lock: File,
}

const LOCK: &str = "lock";

impl Parts {
    /// A new folder in `all`, from which what killed processes left goes.
    pub(super) fn open(all: &Path) -> io::Result<Self> {
        fs::create_dir_all(all)?;
        for left in fs::read_dir(all)?.flatten() {
            forget_if_left(&left.path());
        }
        let folder = TempDir::new_in(all)?;
        // Under its name only once it is held, or another process could think
        // that its owner is gone.
        let unlocked = folder.path().join("unlocked");
        let lock = File::create(&unlocked)?;
        lock.try_lock().map_err(io::Error::from)?;
        fs::rename(unlocked, folder.path().join(LOCK))?;
        Ok(Parts { folder, _lock: lock })
    }

    /// Writes a file that is there whole or not at all.
    pub(super) fn write(
        &self,
        path: &Path,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut part = BufWriter::new(NamedTempFile::new_in(self.folder.path())?);
        write(&mut part)?;
        part.into_inner().map_err(io::IntoInnerError::into_error)?.persist(path)?;
        Ok(())
    }
}

/// Removes a folder whose process is gone. One without a lock is that of a
/// process that is just beginning, or was killed then: it holds nothing, and
/// goes only if it is old.
fn forget_if_left(folder: &Path) {
    const YOUNG: std::time::Duration = std::time::Duration::from_secs(60);
    let lock: PathBuf = folder.join(LOCK);
    let is_left = match File::options().write(true).open(lock) {
        Ok(lock) => lock.try_lock().is_ok(),
        Err(_) => fs::metadata(folder)
            .and_then(|meta| meta.modified())
            .is_ok_and(|made| made.elapsed().is_ok_and(|age| age > YOUNG)),
    };
    if is_left {
        fs::remove_dir_all(folder).ok();
    }
}
