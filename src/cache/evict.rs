//! Forgetting: what no recent build used, then the longest unused while the
//! whole is too large. The time of last use is the entry's modification time;
//! `builds` lists when the last builds began.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use walkdir::WalkDir;

use super::Cache;

/// An unfinished file that old belongs to a process that died.
const UNFINISHED_FOR: Duration = Duration::from_secs(24 * 60 * 60);

struct Entry {
    path: PathBuf,
    used: SystemTime,
    bytes: u64,
}

pub(super) fn run(cache: &Cache) -> io::Result<usize> {
    let lock = File::create(cache.root.join("lock"))?;
    if lock.try_lock().is_err() {
        return Ok(0);
    }
    for entry in list(&cache.unfinished()) {
        if entry.used.elapsed().is_ok_and(|age| age > UNFINISHED_FOR) {
            fs::remove_file(entry.path).ok();
        }
    }
    let oldest_build = record_build(cache)?;
    let mut entries = list(&cache.entries());
    // Most recently used first; by path where the clock cannot tell.
    entries.sort_by(|a, b| b.used.cmp(&a.used).then_with(|| a.path.cmp(&b.path)));
    let mut total = 0_u64;
    let mut gone = 0;
    for entry in entries {
        total = total.saturating_add(entry.bytes);
        let unused = oldest_build.is_some_and(|began| entry.used < began);
        if (unused || total > cache.limits.bytes) && fs::remove_file(&entry.path).is_ok() {
            total = total.saturating_sub(entry.bytes);
            gone += 1;
        }
    }
    Ok(gone)
}

/// Adds this build to the list and gives the beginning of the oldest one
/// whose entries are kept; `None` while there are fewer.
fn record_build(cache: &Cache) -> io::Result<Option<SystemTime>> {
    let path = cache.root.join("builds");
    let mut began: Vec<u64> = fs::read_to_string(&path)
        .map(|text| text.lines().filter_map(|line| line.parse().ok()).collect())
        .unwrap_or_default();
    let since = cache.started.duration_since(UNIX_EPOCH).unwrap_or_default();
    began.push(u64::try_from(since.as_millis()).unwrap_or(u64::MAX));
    began.sort_unstable();
    let kept = cache.limits.builds.max(1);
    let began = &began[began.len().saturating_sub(kept)..];
    let lines: String = began.iter().map(|millis| format!("{millis}\n")).collect();
    fs::write(path, lines)?;
    let oldest = began.first().filter(|_| began.len() == kept);
    Ok(oldest.and_then(|millis| UNIX_EPOCH.checked_add(Duration::from_millis(*millis))))
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
