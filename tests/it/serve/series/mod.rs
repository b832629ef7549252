//! Random series of edits under the server, saved in every way, with faults
//! in between and hands in the output folder: whenever it has settled, the
//! output is what a fresh build of the same content gives, byte for byte.
//!
//! `LANTOA_SERIES=100 cargo test --release --test it series` for more series,
//! `LANTOA_SEED=n` for others than the usual ones.

mod disk;
mod kit;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use serde_json::Value;

use super::{Server, start_with};
use crate::harness::{self, Kit, Numbers, TODAY, asked, program, repository};
use kit::{Files, Message, Script};

/// Series unless the environment says otherwise.
const SERIES: usize = 3;
/// Edits of a series.
const EDITS: usize = 14;
/// No machine is so slow that it takes longer.
const PATIENCE: Duration = Duration::from_secs(120);
/// Long enough for a build that should not be to begin and end.
const A_MOMENT: Duration = Duration::from_millis(700);

/// One series.
struct Series {
    kit: Kit,
    server: Server,
    numbers: Numbers,
    script: Script,
    /// Files that are broken for now.
    broken: Files,
    /// What lies on disk.
    disk: Files,
    /// What was done, for whoever reads a failure.
    done: Vec<String>,
}

#[test]
fn after_any_series_of_edits_the_output_is_that_of_a_fresh_build() {
    let first = asked("LANTOA_SEED").unwrap_or(1);
    for seed in first..first + asked("LANTOA_SERIES").unwrap_or(SERIES) {
        // Whatever fails, the test's output says in which series.
        println!("LANTOA_SEED={seed}");
        let began = Instant::now();
        let mut series = Series::new(seed);
        for n in 1..=EDITS {
            series.step();
            if n == EDITS / 2 || n == EDITS {
                series.is_right();
            }
        }
        println!("in {:?}: {}", began.elapsed(), series.done.join(", "));
    }
}

impl Series {
    fn new(seed: usize) -> Self {
        let kit = Kit::new(&[]);
        let mut numbers = Numbers::new(seed as u64);
        super::watching::copy(&repository().join(kit::THEME), &kit.root().join(kit::THEME));
        let script = Script::new();
        let disk = script.files();
        disk::save(kit.root(), &Files::new(), &disk, &mut numbers);
        let server = start_with(&kit, &[]);
        Series { kit, server, numbers, script, broken: Files::new(), disk, done: Vec::new() }
    }

    /// One thing is done, and a while passes: often too short for a build.
    fn step(&mut self) {
        let done = match self.numbers.below(20) {
            0..=7 => self.edit(),
            8..=11 => {
                let edits: Vec<_> = (0..3 + self.numbers.below(4)).map(|_| self.edit()).collect();
                format!("at once ({})", edits.join(", "))
            }
            12 | 13 => self.take_away(),
            14 | 15 => self.break_one(),
            16 => {
                self.broken.clear();
                "mended".to_string()
            }
            _ => self.touch_output(),
        };
        self.done.push(done);
        self.save();
        sleep(Duration::from_millis(self.numbers.below(600) as u64));
    }

    fn save(&mut self) {
        let mut wanted = self.script.files();
        // A file that was renamed meanwhile is whole under its new name.
        let broken = self.broken.iter().filter(|(path, _)| wanted.contains_key(*path));
        let broken: Vec<_> = broken.map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
        wanted.extend(broken);
        disk::save(self.kit.root(), &self.disk, &wanted, &mut self.numbers);
        self.disk = wanted;
    }

    /// Changes what the kit says.
    fn edit(&mut self) -> String {
        let (numbers, script) = (&mut self.numbers, &mut self.script);
        script.last += 1;
        let n = script.last;
        let campaign = numbers.below(script.campaigns.len());
        let messages = &mut script.campaigns[campaign].1;
        let at = numbers.below(messages.len());
        match numbers.below(12) {
            0 | 1 => {
                messages[at].headline = format!("Tin {n} vừa sửa");
                format!("headline {n}")
            }
            2 => {
                script.fact = n;
                format!("fact {n}")
            }
            3 => {
                script.title = format!("Bộ tài liệu {n}");
                format!("title {n}")
            }
            4 => {
                script.css = n;
                format!("style {n}")
            }
            5 => {
                script.template = n;
                format!("template {n}")
            }
            6 => {
                script.picture = script.picture.wrapping_add(1);
                format!("picture {}", script.picture)
            }
            7 => {
                let headline = format!("Tin {n} mới thêm");
                let new = Message { id: format!("tin-{n}"), aliases: Vec::new(), headline };
                messages.insert(at, new);
                format!("added {n}")
            }
            8 => {
                let new = format!("tin-{n}");
                let old = std::mem::replace(&mut messages[at].id, new);
                messages[at].aliases.push(old);
                format!("renamed {n}")
            }
            9 if messages.len() > 1 => {
                messages.remove(at);
                format!("deleted {at}")
            }
            10 => {
                script.leaflet = format!("to-gap-{n}");
                format!("file renamed {n}")
            }
            _ => {
                script.file = n;
                format!("static file {n}")
            }
        }
    }

    /// Takes a folder away, and puts it back.
    fn take_away(&mut self) -> String {
        let folders = ["content/campaigns/hai", "content/static", "content", "themes"];
        let folder = folders[self.numbers.below(folders.len())];
        let (path, away) = (self.kit.root().join(folder), self.kit.root().join("away"));
        let wait = Duration::from_millis(self.numbers.below(900) as u64);
        // Nothing else keeps the theme's other files.
        if folder == "themes" || self.numbers.below(2) == 0 {
            fs::rename(&path, &away).expect("renamed");
            sleep(wait);
            fs::rename(&away, &path).expect("renamed");
        } else {
            fs::remove_dir_all(&path).expect("removed");
            sleep(wait);
            self.disk.retain(|file, _| !file.starts_with(&format!("{folder}/")));
        }
        format!("{folder} away for {wait:?}")
    }

    /// Breaks a file; it stays so until all is mended.
    fn break_one(&mut self) -> String {
        let files = self.script.files();
        let (path, find, with) = match self.numbers.below(6) {
            0 => ("content/campaigns/mot/messages.yml", "status: ", "status: ["),
            1 => ("content/campaigns/hai/messages.yml", "{{ muc }}", "{{ mucc }}"),
            2 => ("content/kit.yml", "languages: [", "languages: {"),
            3 => (kit::TEMPLATE, "#context {", "#context ("),
            4 => (kit::PICTURE, "", ""),
            _ => ("content/facts.yml", "formula: ", "formula: 1 +* "),
        };
        let bytes = &files[path];
        let broken = match find {
            "" => bytes[..bytes.len() / 3].to_vec(),
            _ => String::from_utf8_lossy(bytes).replacen(find, with, 1).into_bytes(),
        };
        assert!(broken != *bytes, "{path}");
        self.broken.insert(path.to_string(), broken);
        format!("{path} broken")
    }

    /// Somebody's hands, or another program, in the output folder.
    fn touch_output(&mut self) -> String {
        let public = self.kit.public();
        let open = |path: &Path| File::options().read(true).write(true).open(path);
        // It may be gone already. A build that puts another in its place
        // meanwhile is not written to.
        let Ok(mut manifest) = open(&public.join("manifest.json")) else {
            return "no output".to_string();
        };
        let mut text = String::new();
        manifest.read_to_string(&mut text).expect("a manifest");
        let listed: Value = serde_json::from_str(&text).expect("a manifest of JSON");
        let all = listed["artifacts"].as_array().expect("artifacts");
        let path = all[self.numbers.below(all.len())]["path"].as_str().expect("a path");
        let file = public.join(path);
        let what = match self.numbers.below(6) {
            0 => {
                // What a build exchanges meanwhile is not there to be removed.
                let _ = fs::remove_dir_all(&public);
                "output removed, not"
            }
            1 => {
                manifest.write_all(b"\n").expect("written");
                "manifest longer, not"
            }
            2 => {
                let other = text.replacen("\"blake3\": \"", "\"blake3\": \"0", 1);
                manifest
                    .rewind()
                    .and_then(|()| manifest.write_all(other.as_bytes()))
                    .expect("written");
                "manifest with another hash, not"
            }
            3 => match fs::remove_file(&file) {
                Ok(()) => "deleted",
                Err(_) => "gone already:",
            },
            4 => {
                let other = self.kit.root().join("other");
                fs::write(&other, "x").expect("written");
                let exchanged = renameat_with(CWD, &other, CWD, &file, RenameFlags::EXCHANGE);
                fs::remove_file(&other).expect("removed");
                if exchanged.is_ok() { "replaced" } else { "gone already:" }
            }
            _ => match open(&file).and_then(|mut file| file.write_all("sửa tay".as_bytes())) {
                Ok(()) => "edited",
                Err(_) => "gone already:",
            },
        };
        format!("{what} {path}")
    }

    /// Mends what is broken, says one thing more, and compares.
    fn is_right(&mut self) {
        self.broken.clear();
        self.script.last += 1;
        self.script.title = format!("Bộ tài liệu bản {}", self.script.last);
        self.save();
        self.done.push("compared".to_string());
        let fresh = self.fresh();
        let began = Instant::now();
        let public = self.kit.public();
        let mut differs = difference(&fresh, &public);
        while !differs.is_empty() && began.elapsed() < PATIENCE {
            sleep(Duration::from_millis(50));
            differs = difference(&fresh, &public);
        }
        if differs.is_empty() {
            // And so it stays.
            sleep(A_MOMENT);
            differs = difference(&fresh, &public);
        }
        let Series { server, done, .. } = self;
        let said = server.said.lock().expect("lines");
        let said = said[said.len().saturating_sub(60)..].join("\n");
        assert!(differs.is_empty(), "{differs:#?}\nafter {}\n{said}", done.join(", "));
    }

    /// What a build that knows of no other gives.
    fn fresh(&self) -> BTreeMap<String, Vec<u8>> {
        let out: PathBuf = self.kit.root().join("fresh");
        let mut command = program();
        command.current_dir(self.kit.root()).args(["build", "--no-cache", "--date", TODAY]);
        command.arg("--out").arg(&out).stdout(Stdio::null());
        let run = command.output().expect("the program runs");
        let words = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{words}\nafter {}", self.done.join(", "));
        let files = harness::files(&out);
        fs::remove_dir_all(&out).expect("removed");
        files
    }
}

/// The paths at which a folder is not what it should be.
fn difference(wanted: &BTreeMap<String, Vec<u8>>, folder: &Path) -> Vec<String> {
    let mut differs = Vec::new();
    for (path, bytes) in wanted {
        if fs::read(folder.join(path)).ok().as_ref() != Some(bytes) {
            differs.push(path.clone());
        }
    }
    let all = walkdir::WalkDir::new(folder).into_iter().flatten();
    let files = all.filter(|entry| entry.file_type().is_file());
    let names = files.filter_map(|entry| {
        Some(entry.path().strip_prefix(folder).ok()?.to_string_lossy().into_owned())
    });
    differs
        .extend(names.filter(|path| !wanted.contains_key(path)).map(|path| format!("{path} too")));
    differs
}
