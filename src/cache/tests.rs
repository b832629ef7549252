use super::*;
use serde_json::json;
use tempfile::TempDir;

fn open(dir: &TempDir, limits: Limits) -> Cache {
    Cache::open(&dir.path().join(".lantoa"), limits).expect("opened")
}

fn key(name: &str) -> Key {
    Key::new("card", 1, &[name.as_bytes()])
}

#[test]
fn gives_back_what_was_stored_also_to_another_run() {
    let dir = TempDir::new().expect("temp");
    let cache = open(&dir, Limits::default());
    assert_eq!(cache.get(&key("a")), None);
    cache.put(&key("a"), b"bytes", &json!({"pages": 2})).expect("stored");
    cache.put(&key("empty"), b"", &Value::Null).expect("stored");
    cache.finish().expect("finished");
    let stored = open(&dir, Limits::default()).get(&key("a")).expect("found");
    assert_eq!(&*stored.bytes, b"bytes");
    assert_eq!(stored.learnt, json!({"pages": 2}));
    assert_eq!(&*cache.get(&key("empty")).expect("found").bytes, b"");
}

#[test]
fn keys_differ_where_anything_differs() {
    let keys = [
        Key::new("card", 1, &[b"ab", b"c"]),
        Key::new("card", 1, &[b"a", b"bc"]),
        Key::new("card", 1, &[b"abc"]),
        Key::new("card", 1, &[b"abc", b""]),
        Key::new("card", 2, &[b"abc"]),
        Key::new("page", 1, &[b"abc"]),
    ];
    for (at, key) in keys.iter().enumerate() {
        assert!(!keys[..at].contains(key));
    }
}

#[test]
fn a_damaged_entry_is_not_found() {
    let dir = TempDir::new().expect("temp");
    let cache = open(&dir, Limits::default());
    cache.put(&key("a"), b"some bytes", &json!({"pages": 1})).expect("stored");
    let path = cache.path(&key("a"));
    let whole = fs::read(&path).expect("there");
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        for damaged in [&whole[..at], &flipped] {
            fs::write(&path, damaged).expect("written");
            assert_eq!(cache.get(&key("a")), None);
        }
    }
    cache.put(&key("a"), b"some bytes", &json!({"pages": 1})).expect("stored again");
    assert!(cache.get(&key("a")).is_some());
}

fn set_used(cache: &Cache, name: &str, time: SystemTime) {
    let file = File::options().append(true).open(cache.path(&key(name))).expect("there");
    file.set_modified(time).expect("set");
}

#[test]
fn the_longest_unused_go_when_there_is_too_much() {
    let dir = TempDir::new().expect("temp");
    let cache = open(&dir, Limits { bytes: 2500, builds: 20 });
    let now = SystemTime::now();
    for (age, name) in ["a", "b", "c", "d"].iter().enumerate() {
        cache.put(&key(name), &[0; 1000], &Value::Null).expect("stored");
        set_used(&cache, name, now - std::time::Duration::from_secs(age as u64 * 60));
    }
    cache.get(&key("d")).expect("there");
    assert_eq!(cache.finish().expect("finished"), 2);
    let left = ["a", "b", "c", "d"].map(|name| cache.get(&key(name)).is_some());
    assert_eq!(left, [true, false, false, true]);
}

#[test]
fn what_the_last_builds_did_not_use_goes() {
    let dir = TempDir::new().expect("temp");
    let limits = Limits { bytes: u64::MAX, builds: 2 };
    let start = SystemTime::now() - std::time::Duration::from_secs(3600);
    let build = |minute: u64, used: &[&str]| {
        let mut cache = open(&dir, limits);
        cache.started = start + std::time::Duration::from_secs(minute * 60);
        for name in used {
            cache.put(&key(name), b"x", &Value::Null).expect("stored");
            set_used(&cache, name, cache.started + std::time::Duration::from_secs(1));
        }
        cache.finish().expect("finished")
    };
    assert_eq!(build(0, &["a", "b"]), 0);
    assert_eq!(build(10, &["a"]), 0);
    assert_eq!(build(20, &["a"]), 1);
    let cache = open(&dir, limits);
    assert!(cache.get(&key("a")).is_some() && cache.get(&key("b")).is_none());
}

#[test]
fn threads_may_store_and_read_the_same_entries() {
    let dir = TempDir::new().expect("temp");
    let caches = [open(&dir, Limits::default()), open(&dir, Limits { bytes: 3000, builds: 1 })];
    std::thread::scope(|scope| {
        for at in 0..8_usize {
            let cache = &caches[at % 2];
            scope.spawn(move || {
                for turn in 0..50_usize {
                    let name = (turn % 7).to_string();
                    let bytes = vec![turn as u8 % 7; 700];
                    match cache.get(&key(&name)) {
                        Some(stored) => assert_eq!(&*stored.bytes, &*bytes),
                        None => cache.put(&key(&name), &bytes, &Value::Null).expect("stored"),
                    }
                    if turn % 10 == 0 {
                        cache.finish().expect("finished");
                    }
                }
            });
        }
    });
}
