//! Forgetting: the longest unused entries go while the whole is too large. The
//! time of last use is the entry's modification time. How large the whole is
//! stands in a file, so that it need not be looked through after each build.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use walkdir::WalkDir;

/// The size is counted anew where that was last done so long ago: runs that
/// were killed have not added what they wrote.
const BELIEVED: Duration = Duration::from_secs(24 * 60 * 60);

struct Entry {
    path: PathBuf,
    is_kept: bool,
    used: SystemTime,
    bytes: u64,
}

/// Shrinks `entries`, to which `written` bytes were added, to `most` bytes.
/// What `kept` names goes last.
pub(super) fn run(
    root: &Path,
    entries: &Path,
    written: u64,
    most: u64,
    kept: impl FnOnce() -> HashSet<PathBuf>,
) -> io::Result<()> {
    let lock = root.join("lock");
    if lock.exists() && !lock.is_file() {
        // A pipe would be waited for.
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let lock = File::create(lock)?;
    lock.lock()?;
    let size = Size { path: root.join("size") };
    if let Some(total) = size.read().map(|known| known.saturating_add(written))
        && total <= most
    {
        return size.write(total, false);
    }
    let mut all = list(entries, &kept());
    // Kept ones first, and most recently used; by path where the clock cannot
    // tell.
    let order = |entry: &Entry| (!entry.is_kept, std::cmp::Reverse(entry.used));
    all.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.path.cmp(&b.path)));
    // With room to grow, or a full cache would be gone through each time; but
    // not at the cost of what is kept.
    let roomy = most - most / 10;
    let mut total = 0_u64;
    for entry in all {
        total = total.saturating_add(entry.bytes);
        let most = if entry.is_kept { most } else { roomy };
        if total > most && fs::remove_file(&entry.path).is_ok() {
            total = total.saturating_sub(entry.bytes);
        }
    }
    size.write(total, true)
}

fn list(folder: &Path, kept: &HashSet<PathBuf>) -> Vec<Entry> {
    let walk = WalkDir::new(folder).into_iter().flatten();
    let files = walk.filter(|entry| entry.file_type().is_file());
    let now = SystemTime::now();
    let entry = |found: walkdir::DirEntry| {
        let meta = found.metadata().ok()?;
        let (used, bytes, path) = (meta.modified().ok()?, meta.len(), found.into_path());
        // A clock that was ahead is set right: what was used then would stay
        // for ever, and what is of use now would go instead.
        let used = if used > now { SystemTime::UNIX_EPOCH } else { used };
        Some(Entry { is_kept: kept.contains(&path), used, bytes, path })
    };
    files.filter_map(entry).collect()
}

/// What the entries take together: bytes, and when they were counted, in
/// seconds since 1970.
struct Size {
    path: PathBuf,
}

impl Size {
    /// None where it is not known, or too old.
    fn read(&self) -> Option<u64> {
        let (bytes, counted) = self.parts()?;
        let age = now().checked_sub(Duration::from_secs(counted))?;
        (age < BELIEVED).then_some(bytes)
    }

    fn parts(&self) -> Option<(u64, u64)> {
        let text = String::from_utf8(crate::files::read(&self.path).ok()?).ok()?;
        let (bytes, counted) = text.trim().split_once(' ')?;
        Some((bytes.parse().ok()?, counted.parse().ok()?))
    }

    fn write(&self, bytes: u64, is_counted: bool) -> io::Result<()> {
        let counted = match self.parts() {
            Some((_, counted)) if !is_counted => counted,
            _ => now().as_secs(),
        };
        // One that is cut short is too old.
        fs::write(&self.path, format!("{bytes} {counted}\n"))
    }
}

fn now() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}
