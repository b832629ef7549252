//! Builds that share a cache, side by side, killed at many moments: each
//! output folder is whole every time, the next build is right, and nothing
//! piles up beside the output or in the cache.
//!
//! `LANTOA_KILLS=100 cargo test --release --test it kill_many` for more.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use serde_json::Value;

use crate::harness::{TODAY, files, program};
use crate::national::{self, Size};

/// Builds killed unless the environment says otherwise.
const KILLS: usize = 12;
/// Rounds of two killed builds between two builds that may end.
const ROUNDS: usize = 3;

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

    /// Begins a build of a kit into an output folder.
    fn start(&self, kit: usize, out: usize) -> Child {
        fs::create_dir_all(self.folder(out)).expect("a folder");
        let mut command = program();
        command.current_dir(self.dir.path()).args(["build", "--date", TODAY, "--content"]);
        command.arg(self.kit(kit).join("content")).arg("--out").arg(self.public(out));
        command.arg("--cache").arg(self.cache());
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts")
    }

    /// Builds both kits side by side, to the end.
    fn finish(&self, round: usize) -> Duration {
        let start = Instant::now();
        for child in [0, 1].map(|out| self.start((round + out) % 2, out)) {
            let ended = child.wait_with_output().expect("an end");
            let words = String::from_utf8_lossy(&ended.stderr);
            assert!(ended.status.success(), "round {round}: {}\n{words}", ended.status);
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

/// Which of the sites lies there: its manifest is that of one of them, and
/// every file is there, as the manifest says, and no other.
fn site(public: &Path, manifests: &[Vec<u8>; 2]) -> Result<usize, String> {
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

/// The same numbers from 0 to 1 on every machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[test]
fn builds_that_share_a_cache_are_killed_at_many_moments() {
    let kills = std::env::var("LANTOA_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    let yard = Yard::new();
    let cold = yard.finish(0);
    let warm = yard.finish(1);
    // Both are warm now: out-0 has the second kit, out-1 the first.
    let manifests =
        [1, 0].map(|out| fs::read(yard.public(out).join("manifest.json")).expect("a manifest"));
    let mut here = [1, 0];
    for (out, kit) in here.iter().enumerate() {
        assert_eq!(site(&yard.public(out), &manifests), Ok(*kit));
    }
    let beside = [0, 1].map(|out| yard.beside(out));
    let (entries, bytes) = yard.cached();

    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    let (mut killed, mut round, mut replaced) = (0, 1, 0);
    for cycle in 0.. {
        if killed >= kills {
            break;
        }
        // Every other time nothing has been drawn yet.
        let whole = if cycle % 2 == 0 { cold } else { warm };
        if cycle % 2 == 0 {
            fs::remove_dir_all(yard.cache()).expect("a cache");
        }
        for _ in 0..ROUNDS {
            if killed >= kills {
                break;
            }
            round += 1;
            let start = Instant::now();
            let mut running: Vec<(Duration, usize, Child)> = (0..2)
                .map(|out| (whole.mul_f64(numbers.next()), out, yard.start((round + out) % 2, out)))
                .collect();
            running.sort_by_key(|(wait, ..)| *wait);
            for (wait, out, child) in &mut running {
                sleep(wait.saturating_sub(start.elapsed()));
                if child.try_wait().expect("a status").is_none() {
                    child.kill().expect("killed");
                    killed += 1;
                }
                let ended = child.wait().expect("gone").success();
                let (old, new) = (here[*out], (round + *out) % 2);
                let found = site(&yard.public(*out), &manifests);
                let right = found == Ok(new) || (!ended && found == Ok(old));
                assert!(right, "out-{out} after {wait:?} of {whole:?}: {found:?}, {old} → {new}");
                replaced += usize::from(found == Ok(new) && !ended);
                here[*out] = found.unwrap_or(new);
                let more = yard.beside(*out).len().saturating_sub(beside[*out].len());
                assert!(more <= files(&yard.public(*out)).len() * 2 + 8, "{more} files left over");
            }
        }
        // What a dead process left unfinished is kept for a day.
        yard.age_cache();
        round += 1;
        yard.finish(round);
        for (out, kit) in here.iter_mut().enumerate() {
            *kit = (round + out) % 2;
            assert_eq!(site(&yard.public(out), &manifests), Ok(*kit));
            assert_eq!(yard.beside(out), beside[out]);
        }
        let (now, size) = yard.cached();
        assert!(now <= entries + 2, "{now} files in the cache, {entries} at first");
        assert!(size <= bytes + bytes / 10, "{size} bytes in the cache, {bytes} at first");
    }
    println!("{killed} killed in builds of {cold:?} and {warm:?}, {replaced} after the exchange");
}
