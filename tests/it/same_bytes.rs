//! A kit of many campaigns, leaflets and infographics gives the same bytes on
//! any number of threads, drawn anew or taken from the cache.

use std::collections::BTreeMap;
use std::fs;

use crate::harness::Kit;
use crate::national::{self, Size};

#[test]
fn threads_and_cache_do_not_change_a_byte() {
    let kit = Kit::new(&[]);
    let size = Size::for_artifacts(300);
    national::write(&size, kit.root()).expect("a kit");
    let mut first: Option<BTreeMap<String, Vec<u8>>> = None;
    // The second time each, the cache holds what another number of threads
    // left there.
    for (jobs, cold) in
        [("1", true), ("8", false), ("2", true), ("1", false), ("8", true), ("2", false)]
    {
        if cold {
            let _ = fs::remove_dir_all(kit.root().join(".lantoa"));
        }
        let _ = fs::remove_dir_all(kit.public());
        kit.run(&["build", "--jobs", jobs]).ok();
        let files = kit.files();
        let Some(first) = &first else {
            first = Some(files);
            continue;
        };
        assert_eq!(first.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
        for (path, bytes) in &files {
            assert!(bytes == &first[path], "{path} differs, {jobs} threads, cold: {cold}");
        }
    }
}

/// The generator itself: what the benchmarks measure is the same kit on every
/// machine.
#[test]
fn a_national_kit_is_the_same_each_time() {
    let (one, two) = (Kit::new(&[]), Kit::new(&[]));
    let size = Size { provinces: 3, ..Size::for_artifacts(2_000) };
    national::write(&size, one.root()).expect("a kit");
    national::write(&size, two.root()).expect("a kit");
    assert!(crate::harness::files(one.root()) == crate::harness::files(two.root()));
    let units = crate::harness::files(&one.content().join("units"));
    assert_eq!(units.len(), 4);
    one.run(&["check", "--no-drawn", "--unit", "all"]).ok();
}
