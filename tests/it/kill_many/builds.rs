//! Builds side by side.

use std::fs;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Yard, kills, site};
use crate::harness::{Numbers, files};

/// Rounds of two killed builds between two builds that may end.
const ROUNDS: usize = 3;

#[test]
fn builds_that_share_a_cache_are_killed_at_many_moments() {
    let kills = kills();
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

    let mut numbers = Numbers::new(1);
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
