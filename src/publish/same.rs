//! Files that are the same in the old site and the new one: found by their
//! bytes, and one file on the disk where it can be.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Whether both files hold the same bytes.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    let length = |path: &Path| fs::metadata(path).map(|meta| meta.len()).ok();
    if length(one).is_none() || length(one) != length(other) {
        return false;
    }
    let (Ok(mut one), Ok(mut other)) = (File::open(one), File::open(other)) else { return false };
    let (mut a, mut b) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let Ok(read) = one.read(&mut a) else { return false };
        if read == 0 {
            return true;
        }
        if other.read_exact(&mut b[..read]).is_err() || a[..read] != b[..read] {
            return false;
        }
    }
}

/// Whether the file has exactly these bytes. Its manifest is not believed: it
/// may have been edited since.
pub(super) fn has_bytes(file: &Path, bytes: &[u8]) -> bool {
    let Ok(mut file) = File::open(file) else { return false };
    if !file.metadata().is_ok_and(|meta| meta.len() == bytes.len() as u64) {
        return false;
    }
    let mut old = Vec::with_capacity(bytes.len());
    file.read_to_end(&mut old).is_ok() && old == bytes
}

/// Links a file, or copies it where the disk has no links.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(_) => fs::copy(from, to).map(|_| ()),
    }
}

/// Puts a link to `from` where `to` is.
pub(super) fn replace_by_link(from: &Path, to: &Path) -> io::Result<()> {
    let part = to.with_extension("lantoa-link");
    fs::hard_link(from, &part)?;
    fs::rename(&part, to)
}
