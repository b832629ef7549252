//! Writing files so that nobody ever sees half of one: each is written beside
//! its place, and then takes it. And knowing files again: `seen.rs`.

mod seen;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

pub use seen::{Seal, Seen, add_file};

/// A file that lies beside its place. Dropped, it goes.
#[derive(Debug)]
pub struct Part {
    file: NamedTempFile,
    place: PathBuf,
}

impl Part {
    /// Writes `bytes` beside `place`, whose folder must be there. A new file
    /// will have the permissions that any new file has, another those that it
    /// had.
    ///
    /// # Errors
    /// What the system says.
    pub fn new(place: &Path, bytes: &[u8]) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".lantoa-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The user's mask takes its part.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.tempfile_in(folder_of(place))?;
        file.write_all(bytes)?;
        if let Ok(old) = std::fs::metadata(place) {
            file.as_file().set_permissions(old.permissions())?;
        }
        file.as_file().sync_all()?;
        Ok(Part { file, place: place.to_owned() })
    }

    /// Lets the file take its place.
    ///
    /// # Errors
    /// What the system says; what was there is as it was.
    pub fn place(self) -> io::Result<()> {
        self.file.persist(self.place).map_err(|error| error.error)?;
        Ok(())
    }
}

/// Reads an ordinary file; a pipe, on which one would wait, is none.
///
/// # Errors
/// What the system says; `InvalidInput` where it is no file.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    std::fs::read(path)
}

/// Makes the folder that a file will lie in.
///
/// # Errors
/// What the system says.
pub fn make_folder(place: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder_of(place))
}

fn folder_of(place: &Path) -> &Path {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Writes one file, and the folder that it lies in where need be.
///
/// # Errors
/// What the system says; what was there is as it was.
pub fn write(place: &Path, bytes: &[u8]) -> io::Result<()> {
    make_folder(place)?;
    Part::new(place, bytes)?.place()
}
