//! What the last build into a folder left there, and from what: kept in the
//! cache folder, so that the next build knows without making, or even reading,
//! a file that it is what would be made. A file is believed to be untouched
//! while the system says the same of it as after that build (size, inode,
//! times of change, the way git's index does).

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::artifact::{Measure, Placed};
use crate::cache::{Cache, Key};
use crate::diag::Diagnostic;
use crate::files::{Seal, Seen};
use crate::publish::MANIFEST;

/// What decided the whole of a build, and what it said.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Whole {
    /// The hash of everything that decided it.
    pub fingerprint: [u8; 32],
    /// The theme's name.
    pub theme: String,
    /// The day it was made for.
    pub date: Date,
    /// The zone whose day that was, where nobody named a day.
    pub zone: Option<String>,
    /// What was wrong and kept nothing from being made.
    pub found: Vec<Diagnostic>,
    /// The site's address.
    pub base_url: String,
    /// How many files the site has, the manifest not counted.
    pub files: usize,
    /// The manifest, as the system saw it.
    seal: Option<Seal>,
}

/// A file of the site.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    path: String,
    key: [u8; 32],
    hash: [u8; 32],
    measure: Option<Measure>,
    qr: Vec<String>,
    seal: Option<Seal>,
}

/// What the output folder holds.
#[derive(Debug, Default)]
pub(super) struct Last {
    whole: Option<Whole>,
    entries: HashMap<String, Entry>,
}

/// The name of a note that is kept of an output folder.
fn note(out: &Path, what: &str) -> Option<String> {
    let out = fs::canonicalize(out).ok()?;
    let hash = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
    Some(format!("{}.{what}", &hash[..16]))
}

/// The note of the site in an output folder.
const SITE: &str = "site";
/// The note of the files that it was made from.
const READ: &str = "read";

/// What is known of the files that the last build into `out` was made from.
pub(super) fn seen(cache: &Cache, out: &Path) -> Arc<Seen> {
    let bytes = note(out, READ).and_then(|name| crate::files::read(&cache.note(&name)).ok());
    Arc::new(Seen::from_bytes(&bytes.unwrap_or_default()))
}

/// Keeps that for the next build, where it is news.
pub(super) fn keep_seen(cache: &Cache, out: &Path, seen: &Seen) -> io::Result<()> {
    match (note(out, READ), seen.to_bytes()) {
        (Some(name), Some(bytes)) => cache.write_note(&name, &bytes),
        _ => Ok(()),
    }
}

/// Reads a record entry by entry; none that is not as it was written.
fn decode(path: &Path, mut take: impl FnMut(Entry)) -> Option<Whole> {
    let bytes = crate::files::read(path).ok()?;
    // The first 32 bytes are the checksum of the rest.
    let (checksum, rest) = bytes.split_at_checked(blake3::OUT_LEN)?;
    if blake3::hash(rest).as_bytes() != checksum {
        return None;
    }
    let (whole, mut rest) = postcard::take_from_bytes::<Whole>(rest).ok()?;
    while !rest.is_empty() {
        let (entry, after) = postcard::take_from_bytes::<Entry>(rest).ok()?;
        take(entry);
        rest = after;
    }
    Some(whole)
}

/// The keys of all files that the last builds left, in whatever folder: what
/// the cache should forget last.
pub(super) fn keys(cache: &Cache) -> HashSet<Key> {
    let mut keys = HashSet::new();
    for note in cache.notes().filter(|note| note.extension().is_some_and(|end| end == SITE)) {
        decode(&note, |entry| {
            keys.insert(Key(entry.key.into()));
        });
    }
    keys
}

impl Last {
    /// What is known of the files in `out`. Those that somebody has touched
    /// since are not among them.
    pub(super) fn read(cache: &Cache, out: &Path) -> Self {
        let read = || {
            let mut entries = HashMap::new();
            let folder = File::open(out).ok()?;
            let whole = decode(&cache.note(&note(out, SITE)?), |entry| {
                if entry.seal.is_some() && Seal::below(&folder, &entry.path) == entry.seal {
                    entries.insert(entry.path.clone(), entry);
                }
            })?;
            Some(Last { whole: Some(whole), entries })
        };
        read().unwrap_or_default()
    }

    /// The last build, where every file that it made is as it left it.
    pub(super) fn untouched(&self, out: &Path) -> Option<&Whole> {
        let whole = self.whole.as_ref()?;
        let manifest = Seal::of(&out.join(MANIFEST));
        let is_whole = self.entries.len() == whole.files && manifest.is_some();
        (is_whole && manifest == whole.seal).then_some(whole)
    }

    /// Writes again what is known, with what the system says of it now: of
    /// files whose names changed and nothing else.
    pub(super) fn seal_again(self, cache: &Cache, out: &Path) -> io::Result<()> {
        let Some(whole) = self.whole else { return Ok(()) };
        let mut record = postcard::to_stdvec(&whole).map_err(io::Error::other)?;
        for mut entry in self.entries.into_values() {
            let now = Seal::of(&out.join(&entry.path));
            entry.seal = now.filter(|now| entry.seal.is_some_and(|old| now.is_same_file(&old)));
            record.extend(postcard::to_stdvec(&entry).map_err(io::Error::other)?);
        }
        write(cache, out, record)
    }

    /// What is known of a file and what the system said of it, if it was made
    /// from an input with this key.
    pub(super) fn get(&self, path: &str, key: &Key) -> Option<(Placed, Seal)> {
        let entry = self.entries.get(path).filter(|entry| entry.key == *key.0.as_bytes())?;
        let seal = entry.seal?;
        let placed = Placed {
            bytes: seal.bytes,
            hash: entry.hash.into(),
            measure: entry.measure.clone(),
            qr: entry.qr.clone(),
        };
        Some((placed, seal))
    }
}

/// Notes what a build puts into its output folder.
pub(super) struct Record {
    spool: Mutex<BufWriter<File>>,
}

impl Record {
    /// An empty record; what it holds meanwhile is on disk, and goes with it.
    pub(super) fn new() -> io::Result<Self> {
        Ok(Record { spool: Mutex::new(BufWriter::new(tempfile::tempfile()?)) })
    }

    /// Adds a file.
    pub(super) fn push(&self, path: &str, key: &Key, placed: &Placed) -> io::Result<()> {
        let entry = Entry {
            path: path.to_string(),
            key: *key.0.as_bytes(),
            hash: *placed.hash.as_bytes(),
            measure: placed.measure.clone(),
            qr: placed.qr.clone(),
            seal: None,
        };
        let bytes = postcard::to_stdvec(&entry).map_err(io::Error::other)?;
        let mut spool = self.spool.lock().unwrap_or_else(PoisonError::into_inner);
        spool.write_all(&u32::try_from(bytes.len()).map_err(io::Error::other)?.to_le_bytes())?;
        spool.write_all(&bytes)
    }

    /// Seals the record of what `out` holds now, and keeps it.
    pub(super) fn seal(self, cache: &Cache, out: &Path, mut whole: Whole) -> io::Result<()> {
        let spool = self.spool.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut spool = spool.into_inner().map_err(io::IntoInnerError::into_error)?;
        spool.seek(SeekFrom::Start(0))?;
        let mut spool = BufReader::new(spool);
        whole.seal = Seal::of(&out.join(MANIFEST));
        let mut record = postcard::to_stdvec(&whole).map_err(io::Error::other)?;
        let mut length = [0; 4];
        while spool.read_exact(&mut length).is_ok() {
            let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
            spool.read_exact(&mut bytes)?;
            let mut entry: Entry = postcard::from_bytes(&bytes).map_err(io::Error::other)?;
            entry.seal = Seal::of(&out.join(&entry.path));
            record.extend(postcard::to_stdvec(&entry).map_err(io::Error::other)?);
        }
        write(cache, out, record)
    }
}

/// Keeps a record, its checksum before it.
fn write(cache: &Cache, out: &Path, mut record: Vec<u8>) -> io::Result<()> {
    let Some(name) = note(out, SITE) else { return Ok(()) };
    let mut sealed = blake3::hash(&record).as_bytes().to_vec();
    sealed.append(&mut record);
    cache.write_note(&name, &sealed)
}

impl Whole {
    /// A build that was done.
    pub(super) fn new(
        fingerprint: blake3::Hash,
        theme: &str,
        (date, zone): (Date, Option<String>),
        found: Vec<Diagnostic>,
        base_url: &str,
        files: usize,
    ) -> Self {
        Whole {
            fingerprint: *fingerprint.as_bytes(),
            theme: theme.to_string(),
            date,
            zone,
            found,
            base_url: base_url.to_string(),
            files,
            seal: None,
        }
    }
}
