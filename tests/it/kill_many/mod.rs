//! Builds and servers that share a cache, killed at many moments: each output
//! folder is whole every time, the next build is right, and nothing piles up
//! beside the output or in the cache.
//!
//! `LANTOA_KILLS=100 cargo test --release --test it kill_many` for more: half
//! of them builds, half of them servers.

mod builds;
mod servers;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use serde_json::Value;

use crate::harness::{TODAY, asked, files, program};
use crate::national::{self, Size};

/// Killed unless the environment says otherwise.
const KILLS: usize = 20;

const SIZE: Size = Size {
    provinces: 0,
    audiences: 3,
    languages: 1,
    campaigns: 2,
    messages: 2,
    leaflets: 1,
    infographics: 1,
    scripts: 1,
    questions: 2,
};

/// Two kits, two output folders, one cache.
struct Yard {
    dir: tempfile::TempDir,
}

impl Yard {
    fn new() -> Self {
        let yard = Yard { dir: tempfile::tempdir().expect("a temporary folder") };
        for kit in 0..2 {
            national::write(&SIZE, &yard.kit(kit)).expect("a kit");
        }
        // The second kit says something else in every campaign.
        for entry in fs::read_dir(yard.kit(1).join("content/campaigns")).expect("a folder") {
            let path = entry.expect("an entry").path().join("messages.yml");
            let text = fs::read_to_string(&path).expect("messages");
            let mut messages: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
            for message in messages.as_sequence_mut().expect("a list") {
                let headline = &mut message["text"]["vi"]["headline"];
                *headline = format!("Tin mới. {}", headline.as_str().expect("a text")).into();
            }
            let new = serde_yaml::to_string(&messages).expect("YAML");
            fs::write(path, new).expect("a written file");
        }
        yard
    }

    fn kit(&self, kit: usize) -> PathBuf {
        self.dir.path().join(format!("kit-{kit}"))
    }

    fn folder(&self, out: usize) -> PathBuf {
        self.dir.path().join(format!("out-{out}"))
    }

    fn cache(&self) -> PathBuf {
        self.dir.path().join("cache")
    }

    fn public(&self, out: usize) -> PathBuf {
        self.folder(out).join("public")
    }

    /// A command that makes a kit into an output folder.
    fn command(&self, name: &str, kit: usize, out: usize) -> Command {
        fs::create_dir_all(self.folder(out)).expect("a folder");
        let mut command = program();
        command.current_dir(self.dir.path()).args([name, "--date", TODAY, "--content"]);
        command.arg(self.kit(kit).join("content")).arg("--out").arg(self.public(out));
        command.arg("--cache").arg(self.cache()).stdout(Stdio::null());
        command
    }

    /// Begins a build of a kit into an output folder.
    fn start(&self, kit: usize, out: usize) -> Child {
        let mut command = self.command("build", kit, out);
        command.stderr(Stdio::piped()).spawn().expect("the program starts")
    }

    /// Builds both kits side by side, to the end.
    fn finish(&self, round: usize) -> Duration {
        let start = Instant::now();
        for child in [0, 1].map(|out| self.start((round + out) % 2, out)) {
            end(child);
        }
        start.elapsed()
    }

    /// What lies beside an output folder's site.
    fn beside(&self, out: usize) -> BTreeSet<String> {
        let all = files(&self.folder(out)).into_keys();
        all.filter(|path| !path.starts_with("public/")).collect()
    }

    /// Number and size of the files in the cache.
    fn cached(&self) -> (usize, u64) {
        let all = files(&self.cache());
        (all.len(), all.values().map(|bytes| bytes.len() as u64).sum())
    }

    /// Makes everything in the cache two days old.
    fn age_cache(&self) {
        let then = SystemTime::now() - Duration::from_secs(2 * 24 * 60 * 60);
        for path in files(&self.cache()).keys() {
            let file = File::options().append(true).open(self.cache().join(path));
            file.and_then(|file| file.set_modified(then)).expect("an older file");
        }
    }
}

/// Waits for a build that nobody kills.
#[track_caller]
fn end(child: Child) {
    let ended = child.wait_with_output().expect("an end");
    let words = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{}\n{words}", ended.status);
}

/// How many are killed by each test.
fn kills() -> usize {
    asked("LANTOA_KILLS").unwrap_or(KILLS).div_ceil(2)
}

/// Which of the sites lies there: its manifest is that of one of them, and
/// every file is there, as the manifest says, and no other.
fn site(public: &Path, manifests: &[Vec<u8>]) -> Result<usize, String> {
    if !public.exists() {
        return Err("no folder".to_string());
    }
    let mut all = files(public);
    let manifest = all.remove("manifest.json").ok_or("no manifest")?;
    let which = manifests.iter().position(|known| *known == manifest).ok_or("another manifest")?;
    let manifest: Value = serde_json::from_slice(&manifest).map_err(|error| error.to_string())?;
    for artifact in manifest["artifacts"].as_array().ok_or("no artifacts")? {
        let path = artifact["path"].as_str().ok_or("no path")?;
        let bytes = all.remove(path).ok_or_else(|| format!("no {path}"))?;
        if artifact["blake3"] != *blake3::hash(&bytes).to_hex() {
            return Err(format!("{path} is not what the manifest says"));
        }
    }
    match all.into_keys().next() {
        Some(path) => Err(format!("{path} is not in the manifest")),
        None => Ok(which),
    }
}
