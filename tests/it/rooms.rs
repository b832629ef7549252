//! The rooms of the code stand in one order, and none knows another that
//! comes after it: `docs/architecture.md` says the order, the imports are held
//! against it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::harness::repository;

/// The rooms in the order of the table in `docs/architecture.md`.
fn rooms() -> Vec<String> {
    let text = fs::read_to_string(repository().join("docs/architecture.md")).expect("the map");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let names = rows.filter_map(|row| row.split('`').next());
    names.map(|name| name.trim_end_matches(".rs").trim_end_matches('/').to_string()).collect()
}

/// The room that a source file belongs to: its folder, or itself.
fn room_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(repository().join("src")).ok()?;
    let first = inside.iter().next()?.to_str()?;
    Some(first.trim_end_matches(".rs").to_string())
}

/// The rooms that a file's code names: `crate::room`, `use crate::{room, …}`.
fn named(text: &str) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |all, line| all + line + "\n");
    let mut found = BTreeSet::new();
    for part in code.split("crate::").skip(1) {
        let names = match part.strip_prefix('{') {
            Some(group) => {
                // The first names of a group's entries.
                let group = group.split('}').next().unwrap_or_default();
                group.split(',').map(str::trim).map(str::to_string).collect()
            }
            None => vec![part.to_string()],
        };
        for name in names {
            let name: String =
                name.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            found.insert(name);
        }
    }
    found
}

#[test]
fn a_room_knows_only_those_before_it() {
    let rooms = rooms();
    let place = |name: &str| rooms.iter().position(|room| room == name);
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in walkdir::WalkDir::new(repository().join("src")).sort_by_file_name() {
        let entry = entry.expect("a readable folder");
        let path = entry.path();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let Some(room) = room_of(path) else { continue };
        if ["lib", "main"].contains(&room.as_str()) {
            continue;
        }
        let Some(own) = place(&room) else {
            wrong.push(format!("{room} is not in the table of docs/architecture.md"));
            continue;
        };
        seen.insert(room.clone());
        let text = fs::read_to_string(path).expect("a source file");
        for other in named(&text) {
            // Macros are exported at the root.
            if let Some(other) = place(&other).filter(|other| *other > own) {
                wrong.push(format!("{} names {}", path.display(), rooms[other]));
            }
        }
    }
    for room in rooms.iter().filter(|room| !seen.contains(*room)) {
        wrong.push(format!("docs/architecture.md has a room {room} that is not there"));
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
