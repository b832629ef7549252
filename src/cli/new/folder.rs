//! `lantoa new DIR`: the whole kit is written into a folder of its own first
//! and then moved into place, so that a run that fails leaves nothing behind.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::Stop;
use super::super::out;
use super::super::report::say;
use super::super::schema;
use super::Options;
use crate::catalog::unfilled::NOWHERE;
use crate::diag::{Files, Lang, TextKey, closest};
use crate::scaffold::{KitAnswers, KitFile, kit, morning};
use crate::theme::Theme;

/// What may lie in a folder that counts as empty: a fresh clone's.
const NOT_CONTENT: &str = ".git";

/// The words that add an item.
const KINDS: &[&str] = &[
    "campaign",
    "message",
    "leaflet",
    "infographic",
    "broadcast",
    "faq",
    "page",
    "audience",
    "legal",
    "fact",
];

pub(super) fn run(options: &Options, dir: &Path, lang: Lang) -> Result<(), Stop> {
    let shown = dir.display().to_string();
    let mut faults = Vec::new();
    let written = dir.as_os_str().to_string_lossy();
    let bare = !written.contains(['/', '\\']);
    if bare
        && (!dir.exists() || !options.more.is_empty())
        && let Some(kind) = closest(&written, KINDS.iter().copied())
    {
        faults.push(say(TextKey::NEW_KIND_OR_FOLDER, &[("dir", &written), ("kind", kind)], lang));
    }
    if faults.is_empty() && !options.more.is_empty() {
        let name = format!("{written} {}", options.more.join(" "));
        faults.push(say(TextKey::NEW_ONE_FOLDER, &[("name", &name)], lang));
    }
    let default_title = say(TextKey::NEW_KIT_TITLE, &[], Lang::Vi);
    let title = options.title.as_deref().unwrap_or(&default_title);
    let url = options.base_url.as_deref().unwrap_or(NOWHERE);
    if !crate::catalog::is_web_address(url) {
        faults.push(say(TextKey::NOT_A_WEB_ADDRESS, &[("url", url)], lang));
    }
    let morning = morning(&options.timezone);
    if morning.is_none() {
        faults.push(say(TextKey::NEW_UNKNOWN_ZONE, &[("zone", &options.timezone)], lang));
    }
    if dir.is_file() {
        faults.push(say(TextKey::NEW_NOT_A_FOLDER, &[("dir", &shown)], lang));
    } else if let Some(what) = in_the_way(dir).map_err(|error| failed(&shown, &error, lang))? {
        faults.push(say(TextKey::NEW_FOLDER_NOT_EMPTY, &[("dir", &shown), ("what", &what)], lang));
    }
    let Some(morning) = morning.filter(|_| faults.is_empty()) else {
        return Err(super::answers::stop(&faults, lang));
    };
    let base_url = format!("{}/", url.trim_end_matches('/'));
    let theme =
        Theme::embedded(&mut Files::default()).map_err(|fault| Stop::Failure(fault.to_string()))?;
    let answers = KitAnswers {
        title,
        base_url: &base_url,
        timezone: &options.timezone,
        morning,
        theme: &theme,
    };
    let mut files = kit(&answers);
    let config = files.iter().find(|file| file.path == "content/kit.yml");
    let schemas = schema::of_new_kit(config.map_or("", |file| &file.text), &theme);
    files.extend(schemas.into_iter().map(|(path, text)| KitFile { path, text }));
    write(dir, &files).map_err(|error| failed(&shown, &error, lang))?;
    out::line(&say(TextKey::NEW_KIT_MADE, &[("dir", &shown)], lang));
    Ok(())
}

/// The first thing that makes a folder not empty.
fn in_the_way(dir: &Path) -> io::Result<Option<String>> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| name != NOT_CONTENT);
    Ok(names.into_iter().min())
}

/// A folder that is not there is moved into place in one step; one that is
/// there (the shell may stand in it, it may be a clone) gets its entries.
fn write(dir: &Path, files: &[KitFile]) -> io::Result<()> {
    let exists = dir.exists();
    let parent = match dir.parent() {
        _ if exists => dir,
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => dir,
    };
    fs::create_dir_all(parent)?;
    let staged = tempfile::Builder::new().prefix(".lantoa-new-").tempdir_in(parent)?;
    // The temporary folder itself is for its owner only; the kit is not.
    let kit = staged.path().join("kit");
    for file in files {
        let path = kit.join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, &file.text)?;
    }
    if !exists {
        return fs::rename(&kit, dir);
    }
    let mut moved: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&kit)? {
        let entry = entry?;
        let to = dir.join(entry.file_name());
        if let Err(error) = fs::rename(entry.path(), &to) {
            // What was moved already was this run's: it goes again.
            for path in &moved {
                let _ = remove(path);
            }
            return Err(error);
        }
        moved.push(to);
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}

fn failed(path: &str, error: &io::Error, lang: Lang) -> Stop {
    Stop::Failure(say(
        TextKey::NEW_UNWRITABLE,
        &[("path", path), ("why", &error.to_string())],
        lang,
    ))
}
