//! Adding to a kit on disk. The kit is read again in memory as it will be;
//! what would bring a new error is refused. Files are written beside and
//! renamed, so that none is ever half there.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::super::out;
use super::item::Open;
use crate::catalog::{LoadOptions, load};
use crate::check::check;
use crate::cli::Stop;
use crate::cli::report::say;
use crate::diag::{Args, Diagnostic, Diagnostics, Files, Human, Id, Lang, Severity, TextKey};
use crate::edit::{append_items, apply};
use crate::edition::Edition;
use crate::files::{Part, make_folder};

/// A file as it will be.
pub(super) struct Change {
    /// Path inside the content folder.
    pub(super) path: String,
    /// Its whole text.
    pub(super) text: String,
    /// The line on which the new begins, from 1.
    pub(super) line: usize,
}

/// A list with an item at its end, a blank line before it, and the item's
/// line; `None` where the text is no list that can be added to.
pub(super) fn append(old: &str, item: &str) -> Option<(String, usize)> {
    let mut splice = append_items(old, &[item.to_string()])?;
    let before = &old[..splice.range.start];
    if !before.trim_start_matches('\u{feff}').is_empty() {
        let newline = if old.contains("\r\n") { "\r\n" } else { "\n" };
        // The splice begins with the end of a last line that has none.
        let at = if before.ends_with('\n') { 0 } else { newline.len() };
        splice.text.insert_str(at, newline);
    }
    let blank = splice.text.len() - splice.text.trim_start_matches(['\r', '\n']).len();
    let above = before.matches('\n').count() + splice.text[..blank].matches('\n').count();
    Some((apply(old, vec![splice]), above + 1))
}

/// Reads the kit as it will be; errors that were not there before are
/// printed and stop the run.
pub(super) fn try_out(open: &mut Open, changes: &[Change], lang: Lang) -> Result<(), Stop> {
    let mut before = tally(&open.found, &open.content.files);
    for change in changes {
        open.content.put(&change.path, open.root.join(&change.path), &change.text);
    }
    let mut found = Diagnostics::default();
    let kit = load(&open.content, &LoadOptions::default(), &mut found);
    check(&Edition::of(&kit, &open.content, &open.theme), &mut found);
    found.finish(|id| kit.severity(id));
    let human = Human::new(lang, out::is_terminal());
    let mut fresh = 0;
    for diagnostic in found.list().iter().filter(|d| d.severity == Severity::Error) {
        match before.get_mut(&key(diagnostic, &open.content.files)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => {
                out::drawn(&format!("{}\n\n", human.draw(diagnostic, &open.content.files)));
                fresh += 1;
            }
        }
    }
    if fresh == 0 { Ok(()) } else { Err(Stop::Failure(say(TextKey::NEW_WOULD_BREAK, &[], lang))) }
}

/// What makes a fault the same before and after: not its line, which may
/// have moved.
type Key = (Id, String, String, Args);

fn key(diagnostic: &Diagnostic, files: &Files) -> Key {
    let path = diagnostic.span.map(|span| files.get(span.file).path.clone()).unwrap_or_default();
    let under = diagnostic.span.map(|span| files.slice(span).to_string()).unwrap_or_default();
    (diagnostic.id, path, under, diagnostic.message.args.clone())
}

fn tally(found: &Diagnostics, files: &Files) -> BTreeMap<Key, usize> {
    let mut tally = BTreeMap::new();
    for diagnostic in found.list() {
        *tally.entry(key(diagnostic, files)).or_default() += 1;
    }
    tally
}

/// Writes the changes: all beside their places first, then all renamed.
pub(super) fn write(open: &Open, changes: &[Change], lang: Lang) -> Result<(), Stop> {
    let mut staged = Vec::new();
    for change in changes {
        // A list may be a link to a file elsewhere in the folder.
        let disk = open.content.disk(&change.path).map(Path::to_path_buf);
        let disk = disk.unwrap_or_else(|| open.root.join(&change.path));
        let part = make_folder(&disk).and_then(|()| Part::new(&disk, change.text.as_bytes()));
        staged.push((part.map_err(|error| failed(&disk, &error, lang))?, disk));
    }
    for (part, disk) in staged {
        part.place().map_err(|error| failed(&disk, &error, lang))?;
    }
    Ok(())
}

fn failed(path: &Path, error: &io::Error, lang: Lang) -> Stop {
    let (path, why) = (path.display().to_string(), error.to_string());
    Stop::Failure(say(TextKey::NEW_UNWRITABLE, &[("path", &path), ("why", &why)], lang))
}
