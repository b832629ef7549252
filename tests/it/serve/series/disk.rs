//! The ways in which editors and other programs save.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::kit::Files;
use crate::harness::Numbers;

/// Brings the files of `old` to what `new` says: what goes first, as
/// `git checkout` does.
pub fn save(root: &Path, old: &Files, new: &Files, numbers: &mut Numbers) {
    for path in old.keys().filter(|path| !new.contains_key(*path)) {
        fs::remove_file(root.join(path)).expect("removed");
    }
    for (path, bytes) in new.iter().filter(|(path, bytes)| old.get(*path) != Some(bytes)) {
        write(&root.join(path), bytes, numbers);
    }
}

fn write(path: &Path, bytes: &[u8], numbers: &mut Numbers) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    let beside = path.with_extension("tmp~");
    match numbers.below(5) {
        // Written beside it and renamed over it.
        0 => {
            fs::write(&beside, bytes).expect("written");
            fs::rename(&beside, path).expect("renamed");
        }
        // The old one moved away first, and removed at last.
        1 if path.exists() => {
            fs::rename(path, &beside).expect("renamed");
            fs::write(path, bytes).expect("written");
            fs::remove_file(&beside).expect("removed");
        }
        // Half of it, and the rest later.
        2 => {
            let (one, two) = bytes.split_at(bytes.len() / 2);
            let mut file = File::create(path).expect("a file");
            file.write_all(one).expect("written");
            sleep(Duration::from_millis(numbers.below(400) as u64));
            file.write_all(two).expect("written");
        }
        // The same, by a program that closes it in between.
        3 => {
            fs::write(path, &bytes[..bytes.len() / 2]).expect("written");
            sleep(Duration::from_millis(numbers.below(300) as u64));
            fs::write(path, bytes).expect("written");
        }
        _ => fs::write(path, bytes).expect("written"),
    }
}
