//! The bytes of one entry: a mark, the checksum of all that follows, the
//! length of the learnt JSON, that JSON, the artifact.

use std::io::{self, Write};

use serde_json::Value;

use super::Stored;

const MARK: &[u8; 8] = b"lantoa\x001";
const CHECKSUM: usize = blake3::OUT_LEN;
const LENGTH: usize = size_of::<u64>();

pub(super) fn encode(bytes: &[u8], learnt: &Value, mut to: impl Write) -> io::Result<()> {
    let learnt = serde_json::to_vec(learnt)?;
    let length = (learnt.len() as u64).to_le_bytes();
    let mut hasher = blake3::Hasher::new();
    hasher.update(&length).update(&learnt).update(bytes);
    to.write_all(MARK)?;
    to.write_all(hasher.finalize().as_bytes())?;
    to.write_all(&length)?;
    to.write_all(&learnt)?;
    to.write_all(bytes)
}

/// `None` when anything is not as it was written.
pub(super) fn decode(entry: &[u8]) -> Option<Stored> {
    let rest = entry.strip_prefix(MARK)?;
    let (checksum, rest) = rest.split_at_checked(CHECKSUM)?;
    if blake3::hash(rest).as_bytes() != checksum {
        return None;
    }
    let (length, rest) = rest.split_first_chunk::<LENGTH>()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let (learnt, bytes) = rest.split_at_checked(length)?;
    Some(Stored { bytes: bytes.into(), learnt: serde_json::from_slice(learnt).ok()? })
}
