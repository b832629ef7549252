//! `manifest.json`: the list of everything a build wrote.
//!
//! It is read by people's own tools, and by the next build, which deletes
//! nothing that is not listed here. So reading is lenient (a manifest of an
//! older or newer version still says what is ours) and its paths are not
//! trusted.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::path;
use crate::artifact::Artifact;

/// The manifest's name in the output folder.
pub const MANIFEST: &str = "manifest.json";

/// What every `generator` of ours starts with.
const GENERATOR: &str = "lantoa ";

/// What this program writes there.
pub(super) const GENERATOR_LINE: &str = concat!("lantoa ", env!("CARGO_PKG_VERSION"));

/// What a manifest says about the build as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestHead {
    /// Build date, `YYYY-MM-DD`.
    pub date: String,
    /// The site's address.
    pub base_url: String,
}

/// The whole of `manifest.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Program and version.
    pub generator: String,
    /// Build date, `YYYY-MM-DD`.
    #[serde(default)]
    pub date: String,
    /// The site's address.
    #[serde(default)]
    pub base_url: String,
    /// Every file written but the manifest itself, sorted by path.
    #[serde(default)]
    pub artifacts: Vec<Artifact>,
}

impl Manifest {
    /// Reads the manifest in `folder`. `None` when there is none, or when the
    /// file of that name is not one of ours; an error when it cannot be read.
    pub fn read(folder: &Path) -> io::Result<Option<Self>> {
        let Some(bytes) = bytes(folder)? else { return Ok(None) };
        let manifest = serde_json::from_slice::<Self>(&bytes).ok();
        Ok(manifest.filter(|manifest| manifest.generator.starts_with(GENERATOR)))
    }
}

/// What a folder's manifest says is ours: every path, and the hash of what was
/// there. Paths that could lead out of the folder are not believed.
#[derive(Debug, Default)]
pub(super) struct Owned(BTreeMap<String, Option<blake3::Hash>>);

impl Owned {
    /// Reads the manifest in `folder`; nothing is ours where there is none,
    /// or the file of that name is not one of ours.
    pub(super) fn read(folder: &Path) -> io::Result<Self> {
        #[derive(Deserialize)]
        struct Listed {
            generator: String,
            #[serde(default)]
            artifacts: Vec<Entry>,
        }
        #[derive(Deserialize)]
        struct Entry {
            #[serde(default)]
            path: String,
            #[serde(default)]
            blake3: String,
        }
        let Some(bytes) = bytes(folder)? else { return Ok(Owned::default()) };
        let listed = serde_json::from_slice::<Listed>(&bytes).ok();
        let Some(listed) = listed.filter(|listed| listed.generator.starts_with(GENERATOR)) else {
            return Ok(Owned::default());
        };
        let safe = listed.artifacts.into_iter().filter(|entry| path::check(&entry.path).is_ok());
        let hash = |hex: String| blake3::Hash::from_hex(hex).ok();
        let mut owned: BTreeMap<String, Option<blake3::Hash>> =
            safe.map(|entry| (entry.path, hash(entry.blake3))).collect();
        owned.insert(MANIFEST.to_owned(), None);
        Ok(Owned(owned))
    }

    /// The hash of a file of ours.
    pub(super) fn hash(&self, path: &str) -> Option<blake3::Hash> {
        self.0.get(path).copied().flatten()
    }

    /// Whether a file is ours.
    pub(super) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// The paths, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The paths, sorted.
    pub(super) fn into_paths(self) -> impl Iterator<Item = String> {
        self.0.into_keys()
    }

    /// The paths below a folder.
    pub(super) fn below(&self, folder: &str) -> impl Iterator<Item = &str> {
        let prefix = format!("{folder}/");
        let from = self.0.range(prefix.clone()..).map(|(path, _)| path.as_str());
        from.take_while(move |path| path.starts_with(&prefix))
    }
}

/// The bytes of the manifest in `folder`, if there is one.
fn bytes(folder: &Path) -> io::Result<Option<Vec<u8>>> {
    match crate::files::read(&folder.join(MANIFEST)) {
        // What is no file is not one of ours.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(None),
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
