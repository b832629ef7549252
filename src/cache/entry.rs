//! The bytes of one entry: a mark, the length and checksum of the header, the
//! header, the files one after the other. The header holds the key, so that an
//! entry under a wrong name is seen, and the hash of each file.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Key, Stored};

const MARK: &[u8; 8] = b"lantoa\x002";
const CHECKSUM: usize = blake3::OUT_LEN;

#[derive(Serialize, Deserialize)]
struct Header {
    /// The key in hexadecimal.
    key: String,
    /// Length and hash of each file.
    files: Vec<(u64, String)>,
    /// What was learnt while making them.
    learnt: Value,
}

pub(super) fn encode(
    key: &Key,
    files: &[&[u8]],
    learnt: &Value,
    mut to: impl Write,
) -> io::Result<()> {
    let hash = |bytes: &&[u8]| (bytes.len() as u64, blake3::hash(bytes).to_hex().to_string());
    let header = Header {
        key: key.0.to_hex().to_string(),
        files: files.iter().map(hash).collect(),
        learnt: learnt.clone(),
    };
    let header = serde_json::to_vec(&header)?;
    to.write_all(MARK)?;
    to.write_all(&(header.len() as u64).to_le_bytes())?;
    to.write_all(blake3::hash(&header).as_bytes())?;
    to.write_all(&header)?;
    files.iter().try_for_each(|bytes| to.write_all(bytes))
}

/// `None` when anything is not as it was written.
pub(super) fn decode(key: &Key, entry: &[u8]) -> Option<Stored> {
    let rest = entry.strip_prefix(MARK)?;
    let (length, rest) = rest.split_first_chunk::<8>()?;
    let (checksum, rest) = rest.split_at_checked(CHECKSUM)?;
    let (header, mut rest) =
        rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    if blake3::hash(header).as_bytes() != checksum {
        return None;
    }
    let header: Header = serde_json::from_slice(header).ok()?;
    if header.key != *key.0.to_hex() {
        return None;
    }
    let mut files = Vec::with_capacity(header.files.len());
    for (length, hash) in &header.files {
        let (bytes, after) = rest.split_at_checked(usize::try_from(*length).ok()?)?;
        if *blake3::hash(bytes).to_hex() != **hash {
            return None;
        }
        files.push(bytes.to_vec());
        rest = after;
    }
    rest.is_empty().then_some(Stored { files, learnt: header.learnt })
}
