//! Packs: everything for one audience in one campaign as a zip. Entries are
//! sorted and carry no time of their own, so equal kits give equal bytes.

use std::io::{self, Read, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Writes a zip of `paths`, which must be sorted, to `to`; `open` gives the
/// bytes of each. Nothing is held but a buffer.
///
/// # Errors
/// What reading, writing or the format refuses: a path twice, or more than a
/// zip can hold.
pub fn zip<'a, R: Read>(
    paths: impl IntoIterator<Item = &'a str>,
    mut open: impl FnMut(&str) -> io::Result<R>,
    to: impl Write + Seek,
) -> io::Result<()> {
    let mut writer = ZipWriter::new(to);
    for path in paths {
        // Pictures and PDFs are compressed already.
        let packed = [".png", ".jpg", ".pdf", ".webp"].iter().any(|end| path.ends_with(end));
        let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        writer.start_file(path, options)?;
        io::copy(&mut open(path)?, &mut writer)?;
    }
    writer.finish()?;
    Ok(())
}
