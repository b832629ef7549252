//! Packs: everything for one audience in one campaign as a zip. Entries are
//! sorted and carry no time of their own, so equal kits give equal bytes.

use std::io::{Cursor, Write};
use std::sync::Arc;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file of a pack: its path inside, and its bytes.
pub type Entry = (String, Arc<[u8]>);

/// The zip of `entries`.
///
/// # Errors
/// What the writer says: a path twice, or more than a zip can hold.
pub fn zip(mut entries: Vec<Entry>) -> zip::result::ZipResult<Vec<u8>> {
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in entries {
        // Pictures and PDFs are compressed already.
        let packed = [".png", ".jpg", ".pdf", ".webp"].iter().any(|end| path.ends_with(end));
        let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        writer.start_file(path, options)?;
        writer.write_all(&bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_entries_does_not_matter() {
        let entry = |path: &str| (path.to_string(), Arc::from(path.as_bytes()));
        let one = zip(vec![entry("a.txt"), entry("b.png")]);
        let other = zip(vec![entry("b.png"), entry("a.txt")]);
        assert!(one.is_ok_and(|one| other.is_ok_and(|other| one == other)));
    }
}
