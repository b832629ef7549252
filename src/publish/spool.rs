//! The manifest's entries while files are being made: on disk, so that a
//! build of any size holds no more than their paths.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use serde::ser::{Error as _, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use super::manifest::{GENERATOR_LINE, ManifestHead};
use crate::artifact::Artifact;

/// Where an entry stands in the spool.
#[derive(Debug)]
struct Place {
    path: String,
    at: u64,
    length: usize,
}

/// Entries in the order in which files were made.
#[derive(Debug)]
pub(super) struct Spool {
    file: BufWriter<File>,
    length: u64,
    places: Vec<Place>,
}

impl Spool {
    /// An empty spool that writes to `file`.
    pub(super) fn new(file: File) -> Self {
        Spool { file: BufWriter::new(file), length: 0, places: Vec::new() }
    }

    /// Adds an entry.
    pub(super) fn push(&mut self, entry: &Artifact) -> io::Result<()> {
        let json = serde_json::to_vec(entry)?;
        self.file.write_all(&json)?;
        self.places.push(Place { path: entry.path.clone(), at: self.length, length: json.len() });
        self.length += json.len() as u64;
        Ok(())
    }

    /// The paths so far.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|place| place.path.as_str())
    }

    /// Writes the manifest, its entries sorted by path.
    pub(super) fn write(mut self, head: &ManifestHead, to: impl Write) -> io::Result<()> {
        self.places.sort_by(|a, b| a.path.cmp(&b.path));
        self.file.flush()?;
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        let listing = Listing { head, places: &self.places, file: &file };
        let mut to = to;
        serde_json::to_writer_pretty(&mut to, &listing)?;
        to.write_all(b"\n")
    }
}

/// The whole manifest, whose entries are read from the spool one by one.
struct Listing<'s> {
    head: &'s ManifestHead,
    places: &'s [Place],
    file: &'s File,
}

impl Serialize for Listing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut manifest = serializer.serialize_struct("Manifest", 4)?;
        manifest.serialize_field("generator", GENERATOR_LINE)?;
        manifest.serialize_field("date", &self.head.date)?;
        manifest.serialize_field("base_url", &self.head.base_url)?;
        manifest.serialize_field("artifacts", &Entries(self))?;
        manifest.end()
    }
}

struct Entries<'s>(&'s Listing<'s>);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.places.len()))?;
        let mut json = Vec::new();
        let mut file = self.0.file;
        for place in self.0.places {
            json.resize(place.length, 0);
            file.seek(SeekFrom::Start(place.at)).map_err(S::Error::custom)?;
            file.read_exact(&mut json).map_err(S::Error::custom)?;
            let entry: Artifact = serde_json::from_slice(&json).map_err(S::Error::custom)?;
            list.serialize_element(&entry)?;
        }
        list.end()
    }
}
