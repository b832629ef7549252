//! Names this very build of the program: what it makes of the same input can
//! differ from another's of the same version, and the cache must know.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What the program is made of.
const PARTS: [&str; 5] = ["src", "themes", "docs/checks", "Cargo.toml", "Cargo.lock"];

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hasher = blake3::Hasher::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        add(&root, &root.join(part), &mut hasher);
    }
    println!("cargo::rerun-if-changed=build.rs");
    for name in ["TARGET", "PROFILE", "OPT_LEVEL", "CARGO_CFG_TARGET_FEATURE"] {
        hasher.update(env::var(name).unwrap_or_default().as_bytes());
    }
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("-vV").output().map(|output| output.stdout);
    hasher.update(&version.unwrap_or_default());
    println!("cargo::rustc-env=LANTOA_BUILD={}", hasher.finalize().to_hex());
}

/// Adds a file, or every file of a folder in the order of their names.
fn add(root: &Path, path: &Path, hasher: &mut blake3::Hasher) {
    let mut below: Vec<PathBuf> = match fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(_) => {
            let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
            let bytes = fs::read(path).unwrap_or_default();
            hasher.update(name.as_bytes()).update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(&bytes);
            return;
        }
    };
    below.sort();
    below.iter().for_each(|path| add(root, path, hasher));
}
