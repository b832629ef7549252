//! Writing the files: all beside their places first, then all renamed, so
//! that none is ever half there.

use std::io;
use std::path::Path;

use crate::files::{Part, make_folder};

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
        let place = dir.join(&change.path);
        let part = make_folder(&place).and_then(|()| Part::new(&place, change.text.as_bytes()));
        staged.push((part.map_err(|error| (change.path.clone(), error))?, change));
    }
    for (part, change) in staged {
        part.place().map_err(|error| (change.path.clone(), error))?;
    }
    Ok(())
}
