//! Writing the files: all beside their places first, then all renamed, so
//! that none is ever half there.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// A file as it will be.
pub(super) struct Change {
    /// Its path inside the kit's folder, with `/`.
    pub(super) path: String,
    /// Its whole text.
    pub(super) text: String,
}

/// Writes the changes; a fault comes with the path it is about.
pub(super) fn write(dir: &Path, changes: &[Change]) -> Result<(), (String, io::Error)> {
    let mut staged = Vec::new();
    for change in changes {
        let file = stage(&dir.join(&change.path), &change.text);
        staged.push((file.map_err(|error| (change.path.clone(), error))?, change));
    }
    for (file, change) in staged {
        let kept = file.persist(dir.join(&change.path));
        kept.map_err(|error| (change.path.clone(), error.error))?;
    }
    Ok(())
}

fn stage(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".lantoa-schema-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What every new file gets, less the user's mask.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(path) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}
