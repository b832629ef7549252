//! The folders that a theme lies over: its own, that of the theme it extends,
//! and so on down to the default theme, which is whole inside the program.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, DirEntry, include_dir};

use super::{DEFAULT_NAME, ThemeFault};
use crate::diag::{Diagnostic, Diagnostics, FileId, Files, Id, Message, Span, TextKey, closest};
use crate::files::{Seen, add_file};
use crate::source::yaml::{Node, parse};
use crate::source::{ItemId, decode_utf8, invalid_id, is_left_behind};

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The default theme's files.
pub(super) static WHOLE: LazyLock<Read> = LazyLock::new(|| {
    let mut files = Read::new();
    embedded(&DEFAULT, &mut files);
    files
});

/// A theme's files as they were read, each with the hash of its bytes.
pub(super) type Read = BTreeMap<String, (Arc<[u8]>, blake3::Hash)>;

/// One folder of files, by path inside it.
pub(super) struct Layer {
    /// The theme's name.
    pub name: String,
    /// Its files, those left out that cannot be used.
    pub files: Read,
    /// What diagnostics call them.
    pub ids: BTreeMap<String, FileId>,
    /// Whether it lies on disk.
    pub is_own: bool,
}

impl Layer {
    /// A file of YAML as a tree; what cannot be read is said.
    pub(super) fn tree(&self, path: &str, files: &Files, out: &mut Diagnostics) -> Option<Node> {
        let id = self.ids.get(path).filter(|_| self.files.contains_key(path))?;
        parse(&files.get(*id).text, *id, 0, out)
    }

    /// Whether a template of it names a key.
    pub(super) fn asks_for(&self, key: &str) -> bool {
        let is_template = |path: &str| path.starts_with("typst/") || path.starts_with("templates/");
        let templates = self.files.iter().filter(|(path, _)| is_template(path));
        let mut texts = templates.filter_map(|(_, (bytes, _))| std::str::from_utf8(bytes).ok());
        let is_part = |c: char| c.is_alphanumeric() || "_-".contains(c);
        texts.any(|text| {
            text.match_indices(key).any(|(at, _)| {
                !text[..at].ends_with(is_part) && !text[at + key.len()..].starts_with(is_part)
            })
        })
    }
}

/// How a chain of themes ends.
enum End {
    /// With the default theme, as it should.
    Whole,
    /// With a name that no theme has.
    Missing,
    /// With a theme that is in it already.
    Circle,
}

/// The names of the folders that make a theme, its own first.
fn chain(themes: &Path, name: &str) -> Result<(Vec<String>, End), ThemeFault> {
    let mut names: Vec<String> = Vec::new();
    let mut next = (name.to_owned(), false);
    loop {
        let (name, is_said) = next;
        if names.contains(&name) {
            // A theme of the default one's name may say that it extends it.
            let is_own = name == DEFAULT_NAME && names.last() == Some(&name);
            return Ok((names, if is_said && !is_own { End::Circle } else { End::Whole }));
        }
        if ItemId::parse(&name).is_none() || !themes.join(&name).is_dir() {
            return match name == DEFAULT_NAME {
                true => Ok((names, End::Whole)),
                false if names.is_empty() => Err(ThemeFault::Missing),
                false => Ok((names, End::Missing)),
            };
        }
        let said = crate::files::read(&themes.join(&name).join("theme.yml")).ok();
        let said = said.and_then(|bytes| extends(&String::from_utf8_lossy(&bytes)));
        names.push(name);
        next = match said {
            Some(parent) => (parent, true),
            None => (DEFAULT_NAME.to_owned(), false),
        };
    }
}

fn extends(text: &str) -> Option<String> {
    let tree = parse(text, FileId::default(), 0, &mut Diagnostics::default())?;
    tree.get("extends")?.text().map(str::to_owned)
}

/// Reads what a theme is made of, the default theme first and its own folder
/// last. What is read is noted in `seen` and named in `files`.
pub(super) fn read(
    themes: &Path,
    name: &str,
    seen: &Seen,
    files: &mut Files,
    out: &mut Diagnostics,
) -> Result<Vec<Layer>, ThemeFault> {
    let (names, end) = chain(themes, name)?;
    let mut layers = vec![whole(files)];
    for name in names.iter().rev() {
        layers.push(of_disk(themes, name, seen, files, out)?);
    }
    // Where the chain breaks, the last folder of it says so.
    if let (End::Missing | End::Circle, Some(last)) = (&end, layers.get(1)) {
        let tree = last.tree("theme.yml", files, &mut Diagnostics::default());
        if let Some(node) = tree.as_ref().and_then(|tree| tree.get("extends")) {
            let parent = node.text().unwrap_or_default();
            out.push(match end {
                End::Circle => {
                    let mut circle = names.clone();
                    circle.push(parent.to_owned());
                    Diagnostic::new(Id::ThemeFault, node.span)
                        .text(TextKey::THEME_CYCLE)
                        .with("cycle", circle.join(" → "))
                }
                _ if ItemId::parse(parent).is_none() => invalid_id(parent, node.span),
                _ => Diagnostic::new(Id::UnknownReference, node.span)
                    .with("what", TextKey::WHAT_THEME)
                    .with("id", parent)
                    .near(near(themes, parent)),
            });
        }
    }
    Ok(layers)
}

/// Names a theme's files in `files` as loading it does, for what was found
/// in them earlier.
pub fn name_files(
    themes: &Path,
    name: &str,
    seen: &Seen,
    files: &mut Files,
) -> Result<(), ThemeFault> {
    read(themes, name, seen, files, &mut Diagnostics::default()).map(drop)
}

/// The theme of the nearest name.
pub fn near(themes: &Path, name: &str) -> Option<String> {
    let mut names = folders(themes);
    names.push(DEFAULT_NAME.to_owned());
    closest(name, names.iter().map(String::as_str)).map(str::to_owned)
}

/// The names of the themes in a folder, sorted.
pub fn folders(themes: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(themes).into_iter().flatten().flatten();
    let names = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> =
        names.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| ItemId::parse(name).is_some());
    names.sort();
    names
}

/// The default theme's files, by path: what a theme can begin from.
pub fn default_files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    WHOLE.iter().map(|(path, (bytes, _))| (path.as_str(), &**bytes))
}

/// The default theme as the lowest of all.
pub(super) fn whole(files: &mut Files) -> Layer {
    let mut ids = BTreeMap::new();
    for (path, (bytes, _)) in WHOLE.iter() {
        let text = if is_text(path) { std::str::from_utf8(bytes).unwrap_or("") } else { "" };
        let shown = shown(DEFAULT_NAME, path);
        ids.insert(path.clone(), files.add_of_theme(shown, Arc::from(text)));
    }
    Layer { name: DEFAULT_NAME.to_owned(), files: WHOLE.clone(), ids, is_own: false }
}

/// What a theme's file is called.
pub(super) fn shown(theme: &str, path: &str) -> String {
    format!("themes/{theme}/{path}")
}

fn of_disk(
    themes: &Path,
    name: &str,
    seen: &Seen,
    files: &mut Files,
    out: &mut Diagnostics,
) -> Result<Layer, ThemeFault> {
    let (mut read, mut ids) = (Read::new(), BTreeMap::new());
    for found in walk(themes, name) {
        let Found { path, disk, is_inside } = found.map_err(ThemeFault::Io)?;
        let id = files.add_of_theme(shown(name, &path), Arc::from(""));
        let at = Span::file(id);
        if !is_inside {
            out.push(outside(&path, at));
            continue;
        }
        if let Some(diagnostic) = unknown(&path, at) {
            out.push(diagnostic);
            continue;
        }
        let (bytes, hash) = seen.read(&disk).map_err(ThemeFault::Io)?;
        // What is no text is reported, and the file below speaks for it.
        if !is_text(&path) || decode_utf8(files, out, id, bytes.clone()).is_some() {
            read.insert(path.clone(), (Arc::from(bytes), hash));
        }
        ids.insert(path, id);
    }
    Ok(Layer { name: name.to_owned(), files: read, ids, is_own: true })
}

/// The fault of a path that leads out of a theme.
pub(super) fn outside(path: &str, at: Span) -> Diagnostic {
    Diagnostic::new(Id::UnsafePath, at).text(TextKey::THEME_PATH_OUT).with("path", path)
}

/// The fault of a file that no theme has: the folders are those of the
/// default theme, and beside them lie its two tables and what is read by
/// people only.
fn unknown(path: &str, at: Span) -> Option<Diagnostic> {
    let folder = |path: &str| path.split_once('/').map(|(folder, _)| folder.to_owned());
    let known: Vec<String> = match folder(path) {
        Some(own) => {
            let folders: Vec<String> = WHOLE.keys().filter_map(|path| folder(path)).collect();
            if folders.contains(&own) {
                return None;
            }
            folders
        }
        None => {
            let is_read = WHOLE.contains_key(path);
            let for_people = [".md", ".txt"].iter().any(|end| path.ends_with(end));
            if is_read || for_people || !path.contains('.') {
                return None;
            }
            WHOLE
                .keys()
                .filter(|path| path.ends_with(".yml") && !path.contains('/'))
                .cloned()
                .collect()
        }
    };
    let name = path.split('/').next().unwrap_or(path);
    let diagnostic = Diagnostic::new(Id::UnusedFile, at)
        .text(TextKey::THEME_UNKNOWN_FILE)
        .with("name", name)
        .weighing(crate::diag::Severity::Error)
        .did_you_mean(name, known.iter().map(String::as_str));
    Some(match diagnostic.hints.is_empty() {
        true => {
            let mut known = known;
            known.dedup();
            diagnostic.hint(Message::new(TextKey::HINT_ONE_OF).with("list", known.join(", ")))
        }
        false => diagnostic,
    })
}

fn is_text(path: &str) -> bool {
    [".yml", ".typ", ".html", ".css", ".js", ".svg"].iter().any(|end| path.ends_with(end))
}

/// What tells the theme `name` from others, without reading what it says:
/// the same where every file is, in its place.
pub fn identity(themes: &Path, name: &str, seen: &Seen) -> Result<blake3::Hash, ThemeFault> {
    let mut hasher = blake3::Hasher::new();
    for name in chain(themes, name)?.0 {
        let mut files = BTreeMap::new();
        for found in walk(themes, &name) {
            let Found { path, disk, is_inside } = found.map_err(ThemeFault::Io)?;
            if is_inside {
                files.insert(path, seen.hash(&disk).map_err(ThemeFault::Io)?);
            }
        }
        for (path, hash) in &files {
            add_file(&mut hasher, &shown(&name, path), hash);
        }
    }
    Ok(hasher.finalize())
}

fn embedded(dir: &Dir<'_>, files: &mut Read) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => embedded(dir, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let bytes = file.contents();
                files.insert(path, (Arc::from(bytes), blake3::hash(bytes)));
            }
        }
    }
}

/// A file of a theme on disk.
struct Found {
    /// Its path inside the theme's folder.
    path: String,
    /// Where it lies.
    disk: PathBuf,
    /// Whether it is a file in the folder of themes, not a link out of it.
    is_inside: bool,
}

fn walk(themes: &Path, name: &str) -> impl Iterator<Item = io::Result<Found>> {
    let folder = themes.join(name);
    // A theme's folder itself may be a link to where it is kept.
    let roots = [themes, &folder].map(Path::canonicalize);
    let walk = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(|entry| entry.depth() == 0 || !is_left_behind(entry.file_name()));
    let files = walk.filter(|entry| entry.as_ref().map_or(true, |e| !e.file_type().is_dir()));
    files.map(move |entry| {
        let entry = entry?;
        let path = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
        let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy()).collect();
        // Links are not followed on the way, so that only a link leads out.
        let leads_inside = || {
            let real = entry.path().canonicalize();
            real.is_ok_and(|real| {
                real.is_file() && roots.iter().flatten().any(|root| real.starts_with(root))
            })
        };
        let is_inside = entry.file_type().is_file() || leads_inside();
        Ok(Found { path: parts.join("/"), disk: entry.path().to_owned(), is_inside })
    })
}
