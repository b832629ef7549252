//! Servers whose content is being edited, beside builds of another kit.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_yaml::Value;

use super::{Yard, end, kills, site};
use crate::harness::{Numbers, files};

/// The kit that is served, and its output folder.
const SERVED: usize = 0;
/// The kit that builds make meanwhile, and theirs.
const BUILT: usize = 1;
/// Killed servers between two looks into the cache.
const ROUNDS: usize = 3;
/// Longest time between two edits; shorter and longer than the server waits
/// for an editor to be done.
const BETWEEN: Duration = Duration::from_millis(500);

/// The files of the served kit that are edited, and both texts of each.
struct Edits {
    files: [(PathBuf, [String; 2]); 2],
    /// Which text each has.
    now: [usize; 2],
}

impl Edits {
    fn new(yard: &Yard) -> Self {
        let content = yard.kit(SERVED).join("content");
        let campaigns = fs::read_dir(content.join("campaigns")).expect("a folder");
        let mut campaigns: Vec<PathBuf> =
            campaigns.map(|entry| entry.expect("an entry").path()).collect();
        campaigns.sort();
        // Few files rest on the one, nearly all on the other.
        let messages =
            edited(campaigns[0].join("messages.yml"), |all| &mut all[0]["text"]["vi"]["headline"]);
        let kit = edited(content.join("kit.yml"), |kit| &mut kit["title"]["vi"]);
        Edits { files: [messages, kit], now: [0; 2] }
    }

    /// Saves the other text of a file, whole.
    fn turn(&mut self, file: usize) {
        self.now[file] = 1 - self.now[file];
        let (path, texts) = &self.files[file];
        let beside = path.with_extension("tmp");
        fs::write(&beside, &texts[self.now[file]]).expect("written");
        fs::rename(beside, path).expect("renamed");
    }

    /// Which of the four kits lies there.
    fn which(&self) -> usize {
        self.now[0] + 2 * self.now[1]
    }
}

/// A file with its text, and the text in which one of its values is another.
fn edited(path: PathBuf, value: fn(&mut Value) -> &mut Value) -> (PathBuf, [String; 2]) {
    let old = fs::read_to_string(&path).expect("a file of the kit");
    let mut all = serde_yaml::from_str(&old).expect("YAML");
    let text = value(&mut all);
    *text = format!("Sửa rồi. {}", text.as_str().expect("a text")).into();
    (path, [old, serde_yaml::to_string(&all).expect("YAML")])
}

/// Killed when the test fails, too.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(yard: &Yard) -> Running {
    let mut command = yard.command("serve", SERVED, SERVED);
    command.args(["--port", "0"]).stderr(Stdio::null());
    Running(command.spawn().expect("the program starts"))
}

/// What builds that know of no other give: of the four kits that the edits
/// make, and of the other one.
fn fresh(yard: &Yard, edits: &mut Edits) -> (Vec<Vec<u8>>, Vec<u8>) {
    let fresh = |kit| {
        let mut command = yard.command("build", kit, 2);
        end(command.arg("--no-cache").stderr(Stdio::piped()).spawn().expect("the program starts"));
        let manifest = fs::read(yard.public(2).join("manifest.json")).expect("a manifest");
        fs::remove_dir_all(yard.folder(2)).expect("removed");
        manifest
    };
    let mut manifests = vec![Vec::new(); 4];
    for file in [0, 1, 0, 1] {
        manifests[edits.which()] = fresh(SERVED);
        edits.turn(file);
    }
    (manifests, fresh(BUILT))
}

#[test]
fn servers_that_share_a_cache_with_builds_are_killed_at_many_moments() {
    let yard = Yard::new();
    let mut edits = Edits::new(&yard);
    let (manifests, other) = fresh(&yard, &mut edits);
    let others = [other];
    // The cache holds all of it once.
    for file in [0, 1, 0, 1] {
        end(yard.start(SERVED, SERVED));
        edits.turn(file);
    }
    end(yard.start(BUILT, BUILT));
    let beside = [SERVED, BUILT].map(|out| yard.beside(out));
    let pages = files(&yard.public(SERVED)).len();
    let (entries, bytes) = yard.cached();
    let whole = yard.finish(0);

    let mut numbers = Numbers::new(2);
    let (public, began) = (yard.public(SERVED), Instant::now());
    let (mut without, mut edited) = (0, 0);
    for killed in 1..=kills() {
        // At times nothing has been drawn yet, or nothing is there.
        if numbers.below(2 * ROUNDS) == 0 {
            fs::remove_dir_all(yard.cache()).expect("a cache");
        }
        for (out, is_gone) in [(SERVED, numbers.below(4) == 0), (BUILT, true)] {
            if is_gone && yard.public(out).exists() {
                fs::remove_dir_all(yard.public(out)).expect("removed");
            }
        }
        let was_there = public.exists();
        let start = Instant::now();
        let wait = whole.max(BETWEEN).mul_f64(4.0 * numbers.next());
        let mut server = serve(&yard);
        let mut build = None;
        while start.elapsed() < wait {
            let rest = wait.saturating_sub(start.elapsed());
            sleep(BETWEEN.mul_f64(numbers.next()).min(rest));
            if numbers.below(3) == 0 && build.is_none() {
                build = Some(Running(yard.start(BUILT, BUILT)));
            }
            edits.turn(numbers.below(2));
            edited += 1;
        }
        let ended = server.0.try_wait().expect("a status");
        assert!(ended.is_none(), "the server ended by itself: {ended:?}");
        drop(server);
        let found = site(&public, &manifests);
        let is_whole = found.is_ok() || !was_there && !public.exists();
        assert!(is_whole, "kill {killed} after {wait:?}: {found:?}");
        without += usize::from(found.is_err());
        let more = yard.beside(SERVED).len().saturating_sub(beside[SERVED].len());
        assert!(more <= 2 * pages + 8, "{more} left over");
        if let Some(mut build) = build {
            // It shares nothing with the server but the cache.
            assert!(build.0.wait().expect("an end").success(), "kill {killed}");
            assert_eq!(site(&yard.public(BUILT), &others), Ok(0));
        }
        // Kills follow each other now and then.
        if numbers.below(3) > 0 || killed == kills() {
            end(yard.start(SERVED, SERVED));
            assert_eq!(site(&public, &manifests), Ok(edits.which()), "after kill {killed}");
            assert_eq!(yard.beside(SERVED), beside[SERVED]);
        }
        if killed % ROUNDS == 0 || killed == kills() {
            // What a dead process left unfinished is kept for a day.
            yard.age_cache();
            end(yard.start(SERVED, SERVED));
            end(yard.start(BUILT, BUILT));
            assert_eq!(yard.beside(BUILT), beside[BUILT]);
            let (now, size) = yard.cached();
            assert!(now <= entries + 2, "{now} files in the cache, {entries} at first");
            assert!(size <= bytes + bytes / 10, "{size} bytes in the cache, {bytes} at first");
        }
    }
    println!(
        "{} servers killed in {:?} after {edited} edits, {without} before there was a site",
        kills(),
        began.elapsed()
    );
}
