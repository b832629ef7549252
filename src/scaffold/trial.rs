//! The kit that a theme is tried on: one item of every template, in few
//! words, so that what is wrong comes of the theme.

use include_dir::{Dir, DirEntry, include_dir};

use super::fill;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/trial");

/// The content of the trial kit for a theme: paths and bytes.
#[must_use]
pub fn trial(theme: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    collect(&FILES, theme, &mut files);
    files
}

fn collect(folder: &Dir<'_>, theme: &str, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => collect(folder, theme, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let bytes = match file.contents_utf8() {
                    Some(text) => fill(text, &[("theme", theme)]).into_bytes(),
                    None => file.contents().to_vec(),
                };
                files.push((path, bytes));
            }
        }
    }
}
