//! Kits made from seeds, with links of every spelling in every place: the
//! broken ones are reported where they stand and nothing else is; what is
//! accepted leads somewhere.

use std::collections::BTreeMap;

use super::kits::{Writer, Written};
use super::site::{dead, faults};
use super::world::{Dice, World};
use crate::harness::Kit;

/// How many kits are made; each is checked with its broken links and built
/// without.
const SEEDS: u64 = 12;

fn write(world: &World, seed: u64, with_broken: bool) -> (Kit, Written) {
    let kit = Kit::new(&[]);
    let mut writer = Writer::new(world, seed, with_broken);
    writer.write(&kit);
    (kit, writer.written)
}

/// The addresses below `base` in a text: of pages, feeds, captions, lists.
fn addresses(text: &str, base: &str) -> Vec<String> {
    // Lines of a calendar go on after a break and a space.
    let text = text.replace("\r\n ", "").replace("&#x2F;", "/").replace("&amp;", "&");
    let ends = [' ', '\n', '\r', '<', '>', '"', '\\', '\u{a0}'];
    text.split(ends).filter(|word| word.starts_with(base)).map(str::to_string).collect()
}

/// Every address outside links that leads nowhere: in texts to copy, feeds,
/// calendars, lists and codes.
fn dead_words(all: &BTreeMap<String, Vec<u8>>, base: &str) -> Vec<String> {
    let texts = [".html", ".xml", ".ics", ".txt", ".json"];
    let mut found = Vec::new();
    for (path, bytes) in all.iter().filter(|(path, _)| texts.iter().any(|end| path.ends_with(end)))
    {
        let words = addresses(&String::from_utf8_lossy(bytes), base);
        let faults = words.iter().filter_map(|word| dead(all, base, "", word));
        found.extend(faults.map(|fault| format!("{path}{fault}")));
    }
    found
}

#[test]
fn links_of_kits_made_from_seeds_are_refused_or_lead_somewhere() {
    let mut wrong = Vec::new();
    for seed in 0..SEEDS {
        let world = World::new(&mut Dice(seed));
        let (kit, mut written) = write(&world, seed, true);
        let run = kit.run(&["check", "--no-drawn", "--format", "json", "--lang", "en"]);
        let mut found: Vec<String> = run
            .places()
            .iter()
            .filter_map(|place| Some(place.rsplit_once(':')?.0.to_string()))
            .collect();
        found.sort();
        written.faults.sort();
        if found != written.faults {
            let missing = written.faults.iter().filter(|fault| !found.contains(fault));
            let more = found.iter().filter(|fault| !written.faults.contains(fault));
            wrong.extend(missing.map(|fault| format!("seed {seed}: not reported: {fault}")));
            wrong.extend(more.map(|fault| format!("seed {seed}: reported: {fault}")));
            wrong.push(format!("seed {seed}: {}", run.stderr));
        }
        let (kit, written) = write(&world, seed, false);
        let run = kit.run(&["build", "--unit", "all"]);
        if run.code != 0 {
            wrong.push(format!("seed {seed}: not built: {}", run.stderr));
            continue;
        }
        let all = kit.files();
        let mut dead = faults(&all, world.base);
        dead.extend(dead_words(&all, world.base));
        let pages = || all.iter().filter(|(path, _)| path.ends_with(".html"));
        for label in &written.labels {
            let link = format!("{label}</a>");
            let is_link = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(&link);
            if !pages().any(|(_, bytes)| is_link(bytes)) {
                dead.push(format!("{label} is no link"));
            }
        }
        wrong.extend(dead.into_iter().map(|fault| format!("seed {seed}: {fault}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
