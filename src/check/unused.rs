//! `misplaced-file`, `unused-file`: every file of the content folder is read,
//! published or named by a text, or it is said what to do about it: once.

use std::collections::BTreeSet;

use crate::catalog::layout;
use crate::catalog::stray::{Advice, Folder, advice};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Severity, Span, TextKey};
use crate::doc::{Target, visit_targets};
use crate::edition::Edition;
use crate::source::Entry;
use crate::source::yaml::nfc;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let entries = &edition.content.entries;
    let has = |path: &str| entries.contains_key(path);
    let folder = Folder { has: &has, languages: &edition.kit.languages };
    let (named, broken) = pictures(edition);
    for (path, entry) in entries {
        // What is no text although its name says so is reported already.
        let is_broken = entry.file.is_some() && entry.text.is_none();
        // A static file is published, whatever it is.
        let is_used = path.starts_with("static/") || named.contains(path);
        let Some(file) = entry.name.filter(|_| !is_broken && !is_used) else {
            continue;
        };
        let Some(found) = advice(path, &folder) else { continue };
        // Two names that are one on some systems are reported as that.
        if matches!(&found, Advice::Copy(other) if other.eq_ignore_ascii_case(path)) {
            continue;
        }
        // Nothing is said of pictures while the text that may name them
        // cannot be read, or names them by a path that leads nowhere.
        let beside = |named: &String| folder_of(named) == folder_of(path) && !has(named);
        let is_meant = || named.iter().any(beside) || broken.contains(name_of(path));
        if found == Advice::Unnamed && (!edition.kit.lost.is_empty() || is_meant()) {
            continue;
        }
        out.push(said(path, entry, found, Span::file(file)));
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What is said of a file that is not used.
fn said(path: &str, entry: &Entry, found: Advice, at: Span) -> Diagnostic {
    let name = name_of(path);
    // A name that is known, in another place than its own.
    let is_move = matches!(found, Advice::Move(_) | Advice::Ending(_) | Advice::Nothing);
    if let Some(place) = layout::meant(path).filter(|_| is_move && entry.text.is_some()) {
        let hint = Message::new(TextKey::HINT_MOVE_TO).with("place", place);
        return Diagnostic::new(Id::MisplacedFile, at).with("name", name).hint(hint);
    }
    let severity = if found.loses_text() { Severity::Error } else { Severity::Warning };
    let diagnostic = Diagnostic::new(Id::UnusedFile, at).weighing(severity).with("name", name);
    let place = |key, path: String| Message::new(key).with("place", format!("content/{path}"));
    diagnostic.hint(match found {
        Advice::Ending(path) => place(TextKey::HINT_RENAME_TO, path),
        Advice::Copy(path) => place(TextKey::HINT_COPY_OF, path),
        Advice::Join(path) => place(TextKey::HINT_JOIN, path),
        Advice::Move(path) => place(TextKey::HINT_MOVE_TO, path),
        Advice::Write(path) => place(TextKey::HINT_WRITE_INTO, path),
        Advice::Import => Message::new(TextKey::HINT_IMPORT_TABLE).with("name", name),
        Advice::Translation(path) => place(TextKey::HINT_RENAME_TO, path),
        Advice::Inside(path) => place(TextKey::HINT_LANGUAGES_INSIDE, path),
        Advice::Twice(path) => place(TextKey::HINT_SAID_TWICE, path),
        Advice::NoCampaign(path) => place(TextKey::HINT_CAMPAIGN_FILE, path),
        Advice::NoLanguage(lang) => Message::new(TextKey::HINT_ADD_LANGUAGE).with("lang", lang),
        Advice::Unnamed => Message::new(TextKey::HINT_NAME_PICTURE).with("name", name),
        Advice::Nothing => Message::new(TextKey::HINT_NOT_OF_THE_KIT),
    })
}

/// The files that fields and texts name as pictures, whether published or
/// not; and the names of those whose paths are none.
fn pictures(edition: &Edition<'_>) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut named, mut broken) = (BTreeSet::new(), BTreeSet::new());
    let broken_name = |path: &str| name_of(&nfc(path).replace('\\', "/")).to_string();
    for pictured in edition.kit.pictured() {
        match edition.content.beside(pictured.src) {
            Some(path) => named.insert(nfc(&path).into_owned()),
            None => broken.insert(broken_name(pictured.src)),
        };
    }
    let mut visit = |blocks: &[crate::doc::Block]| {
        visit_targets(blocks, &mut |used| {
            match used.target {
                Target::Picture(path) => named.insert(nfc(path).into_owned()),
                Target::File(path) if used.alt.is_some() => broken.insert(broken_name(path)),
                _ => false,
            };
        });
    };
    edition.texts().for_each(|text| visit(&text.blocks));
    (named, broken)
}
