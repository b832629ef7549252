//! Forgetting: the longest unused entries go while the whole is too large. The
//! time of last use is the entry's modification time.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

struct Entry {
    path: PathBuf,
    used: SystemTime,
    bytes: u64,
}

/// Shrinks `entries` to `most` bytes. If another process is doing so, nothing
/// is done.
pub(super) fn run(root: &Path, entries: &Path, most: u64) -> io::Result<()> {
    let lock = File::create(root.join("lock"))?;
    if lock.try_lock().is_err() {
        return Ok(());
    }
    let mut all = list(entries);
    // Most recently used first; by path where the clock cannot tell.
    all.sort_by(|a, b| b.used.cmp(&a.used).then_with(|| a.path.cmp(&b.path)));
    let mut total = 0_u64;
    for entry in all {
        total = total.saturating_add(entry.bytes);
        if total > most && fs::remove_file(&entry.path).is_ok() {
            total = total.saturating_sub(entry.bytes);
        }
    }
    Ok(())
}

fn list(folder: &Path) -> Vec<Entry> {
    let walk = WalkDir::new(folder).into_iter().flatten();
    let files = walk.filter(|entry| entry.file_type().is_file());
    let entry = |found: walkdir::DirEntry| {
        let meta = found.metadata().ok()?;
        let used = meta.modified().ok()?;
        Some(Entry { path: found.into_path(), used, bytes: meta.len() })
    };
    files.filter_map(entry).collect()
}
