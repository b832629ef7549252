use super::*;
use serde_json::json;
use tempfile::TempDir;

const MUCH: u64 = 1 << 30;

fn open(dir: &TempDir) -> Cache {
    Cache::open(&dir.path().join(".lantoa")).expect("opened")
}

fn key(name: &str) -> Key {
    Key(blake3::hash(name.as_bytes()))
}

fn fill(cache: &Cache, name: &str, bytes: &[u8]) {
    cache.put(&key(name), &[bytes], &Value::Null);
}

fn finish(cache: &Cache, most: u64) -> Trouble {
    cache.finish(most, HashSet::new)
}

#[test]
fn gives_back_what_was_stored_also_to_another_run() {
    let dir = TempDir::new().expect("temp");
    let cache = open(&dir);
    assert_eq!(cache.get(&key("a")), None);
    cache.put(&key("a"), &[b"bytes", b"", b"more"], &json!({"pages": 2}));
    cache.put(&key("empty"), &[], &Value::Null);
    assert!(finish(&cache, MUCH).refused.is_none());
    let stored = open(&dir).get(&key("a")).expect("found");
    assert_eq!(stored.files, [b"bytes".to_vec(), Vec::new(), b"more".to_vec()]);
    assert_eq!(stored.learnt, json!({"pages": 2}));
    assert!(cache.get(&key("empty")).expect("found").files.is_empty());
}

#[test]
fn a_damaged_entry_is_not_found_and_is_counted() {
    let dir = TempDir::new().expect("temp");
    let cache = open(&dir);
    fill(&cache, "a", b"some bytes");
    let path = cache.path(&key("a"));
    let whole = fs::read(&path).expect("there");
    let mut count = 0;
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        for damaged in [&whole[..at], &flipped] {
            fs::write(&path, damaged).expect("written");
            assert_eq!(cache.get(&key("a")), None);
            count += 1;
        }
    }
    assert_eq!(finish(&cache, MUCH).damaged, count);
    fill(&cache, "a", b"some bytes");
    assert!(cache.get(&key("a")).is_some());
}

#[test]
fn an_entry_under_another_name_is_not_believed() {
    let dir = TempDir::new().expect("temp");
    let cache = open(&dir);
    fill(&cache, "a", b"a");
    fill(&cache, "b", b"b");
    fs::copy(cache.path(&key("a")), cache.path(&key("b"))).expect("copied");
    assert_eq!(cache.get(&key("b")), None);
}

#[test]
fn what_a_clock_that_was_ahead_wrote_does_not_crowd_out_the_rest() {
    let dir = TempDir::new().expect("temp");
    let cache = open(&dir);
    for name in ["ahead-1", "ahead-2", "ahead-3"] {
        fill(&cache, name, &[0; 1000]);
        let file = File::options().append(true).open(cache.path(&key(name))).expect("there");
        let ahead = SystemTime::now() + std::time::Duration::from_secs(400 * 24 * 60 * 60);
        file.set_modified(ahead).expect("a time");
    }
    fill(&cache, "now", &[0; 1000]);
    finish(&cache, 2800);
    assert!(cache.get(&key("now")).is_some());
}

#[test]
fn what_was_longest_unused_goes_first() {
    let dir = TempDir::new().expect("temp");
    let cache = open(&dir);
    for (at, name) in ["a", "b", "c"].into_iter().enumerate() {
        fill(&cache, name, &[0; 1000]);
        let used = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(at as u64 + 1);
        let file = File::options().append(true).open(cache.path(&key(name))).expect("there");
        file.set_modified(used).expect("set");
    }
    // `a` is of use again.
    cache.touch(&key("a"));
    finish(&cache, 2800);
    let found = ["a", "b", "c"].map(|name| cache.get(&key(name)).is_some());
    assert_eq!(found, [true, false, true]);
}

#[test]
fn what_the_last_builds_left_goes_last_and_the_size_is_known_without_looking() {
    let dir = TempDir::new().expect("temp");
    let cache = open(&dir);
    let found =
        |cache: &Cache| ["a", "b", "c"].map(|name| cache.path(&key(name)).is_file()).to_vec();
    for name in ["a", "b"] {
        fill(&cache, name, &[0; 1000]);
        let file = File::options().append(true).open(cache.path(&key(name))).expect("there");
        file.set_modified(SystemTime::UNIX_EPOCH).expect("set");
    }
    finish(&cache, MUCH);
    fill(&cache, "c", &[0; 1000]);
    cache.finish(4000, || panic!("there is room"));
    assert_eq!(found(&cache), [true, true, true]);
    fill(&cache, "c", &[0; 1000]);
    cache.finish(2800, || HashSet::from([key("a")]));
    assert_eq!(found(&cache), [true, false, true]);
    // A size that cannot be is counted.
    fs::write(dir.path().join(".lantoa/size"), "1").expect("written");
    fill(&cache, "c", &[0; 1000]);
    finish(&cache, 100);
    assert_eq!(found(&cache), [false, false, false]);
}

#[test]
fn a_folder_that_cannot_be_written_costs_time_only() {
    let dir = TempDir::new().expect("temp");
    let cache = open(&dir);
    fs::remove_dir_all(dir.path().join(".lantoa")).expect("gone");
    fs::write(dir.path().join(".lantoa"), "in the way").expect("written");
    fill(&cache, "a", b"a");
    assert_eq!(cache.get(&key("a")), None);
    assert!(finish(&cache, MUCH).refused.is_some());
    assert!(Cache::open(&dir.path().join(".lantoa")).is_err());
}

#[test]
fn what_a_killed_process_left_goes_and_what_a_living_one_has_stays() {
    let dir = TempDir::new().expect("temp");
    let living = open(&dir);
    let left = dir.path().join(".lantoa/unfinished/left");
    fs::create_dir(&left).expect("made");
    fs::write(left.join("lock"), "").expect("written");
    fs::write(left.join("part"), "half").expect("written");
    let other = open(&dir);
    assert!(!left.exists());
    fill(&living, "a", b"a");
    assert!(other.get(&key("a")).is_some());
    drop((living, other));
    let unfinished = fs::read_dir(dir.path().join(".lantoa/unfinished")).expect("there");
    assert_eq!(unfinished.count(), 0);
}

#[test]
fn many_threads_and_caches_share_a_folder() {
    let dir = TempDir::new().expect("temp");
    std::thread::scope(|scope| {
        for turn in 0..4 {
            let cache = open(&dir);
            scope.spawn(move || {
                for at in 0..50 {
                    let name = format!("{}", (at + turn * 13) % 50);
                    if let Some(stored) = cache.get(&key(&name)) {
                        assert_eq!(stored.files, [name.as_bytes().to_vec()]);
                    }
                    fill(&cache, &name, name.as_bytes());
                    finish(&cache, 100 << (at % 5));
                }
            });
        }
    });
}
