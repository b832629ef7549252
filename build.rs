//! Names this very build of the program: what it makes of the same input can
//! differ from another's of the same version, and the cache must know. And
//! turns the tables of texts into Rust, a constant for each key, so that the
//! compiler knows a text that is not there and nothing is read at run time.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What the program is made of.
const PARTS: [&str; 6] = ["build.rs", "src", "themes", "docs/checks", "Cargo.toml", "Cargo.lock"];

/// The tables of texts, in the order of `diag::Lang`.
const TABLES: [&str; 2] = ["src/diag/text/vi.yml", "src/diag/text/en.yml"];

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    name_build(&root);
    let made = texts(&root).and_then(|text| {
        let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
        fs::write(folder.join("texts.rs"), text).map_err(|error| vec![error.to_string()])
    });
    for fault in made.err().unwrap_or_default() {
        println!("cargo::error={fault}");
    }
}

fn name_build(root: &Path) {
    let mut hasher = blake3::Hasher::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        add(root, &root.join(part), &mut hasher);
    }
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

/// The tables as Rust, or everything that is wrong with them.
fn texts(root: &Path) -> Result<String, Vec<String>> {
    let mut tables = Vec::new();
    for path in TABLES {
        tables.push(table(&root.join(path)).map_err(|fault| vec![format!("{path}: {fault}")])?);
    }
    let mut faults = Vec::new();
    for (table, path) in tables.iter().zip(TABLES) {
        for (key, text) in table {
            if !key.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
                faults.push(format!("{path}: `{key}` is no key: letters, digits and hyphens"));
            }
            if text.is_empty() {
                faults.push(format!("{path}: `{key}` has no text"));
            }
            for (other, name) in tables.iter().zip(TABLES) {
                match other.get(key) {
                    None => faults.push(format!("{name}: `{key}` is missing")),
                    Some(other) if gaps(other) != gaps(text) => {
                        faults.push(format!("{path}: the gaps of `{key}` are not those of {name}"));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    if faults.is_empty() { Ok(code(&tables)) } else { Err(faults) }
}

/// A table of one language, its texts without the end of their last line.
fn table(path: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    // Read as a mapping, which refuses a key that is there twice.
    let table: serde_yaml::Mapping =
        serde_yaml::from_str(&text).map_err(|error| error.to_string())?;
    let pairs = table.iter().map(|(key, text)| match (key.as_str(), text.as_str()) {
        (Some(key), Some(text)) => Ok((key.to_string(), text.trim_end().to_string())),
        _ => Err(format!("{key:?} is no pair of key and text")),
    });
    pairs.collect()
}

/// The gaps of a text: lower-case words between braces. `{{ fact-id }}` and
/// `{vi: …}` are examples.
fn gaps(text: &str) -> Vec<&str> {
    let mut gaps: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    gaps.retain(|gap| !gap.is_empty() && gap.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
    gaps.sort_unstable();
    gaps
}

/// A constant for each key, the keys' names in their order, and the texts of
/// each language. A constant that nothing uses is a warning of the compiler.
fn code(tables: &[BTreeMap<String, String>]) -> String {
    let keys: Vec<&String> = tables.iter().take(1).flat_map(BTreeMap::keys).collect();
    let mut code = String::from("impl TextKey {\n");
    for (at, key) in keys.iter().enumerate() {
        let name = key.to_uppercase().replace('-', "_");
        let _ = writeln!(code, "    pub(crate) const {name}: TextKey = TextKey({at});");
    }
    let _ = writeln!(code, "}}\n\nstatic NAMES: [&str; {}] = {keys:#?};\n", keys.len());
    let texts: Vec<Vec<&String>> = tables.iter().map(|table| table.values().collect()).collect();
    let _ = writeln!(code, "static TEXTS: [[&str; {}]; {}] = {texts:#?};", keys.len(), texts.len());
    code
}
