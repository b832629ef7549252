//! The walk of the content folder: every file is found in sorted order, and
//! nothing outside the folder is followed. Then its texts are read and
//! checked to be UTF-8.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::content::{Content, Entry};
use super::{front, yaml};
use crate::diag::{Diagnostic, Diagnostics, FileId, Files, Id, Message, Span, TextKey};
use crate::files::Seen;

/// Files larger than this are not text that an editor wrote; bytes.
const LARGEST_TEXT: u64 = 64 << 20;

/// Reads the content folder `root`. Faults of single files are diagnostics;
/// a folder that is not there or cannot be listed is an error.
pub fn read_content(root: &Path, diagnostics: &mut Diagnostics) -> io::Result<Content> {
    let mut content = find_content(root, Arc::default(), diagnostics)?;
    content.read_texts(diagnostics);
    Ok(content)
}

/// Finds the files of the content folder `root`, and reads none. `seen` knows
/// files of earlier runs.
pub fn find_content(
    root: &Path,
    seen: Arc<Seen>,
    diagnostics: &mut Diagnostics,
) -> io::Result<Content> {
    let real_root = root.canonicalize()?;
    if !real_root.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    let mut content = Content::new(seen);
    // Links are followed only after a look at where they lead, so the walk
    // itself does not follow any (and cannot loop).
    let walk = walkdir::WalkDir::new(root).sort_by_file_name().into_iter();
    // Hidden files are tools' own, but `static/` may hold a `.nojekyll`.
    let wanted = |e: &walkdir::DirEntry| {
        let is_static = || inside(root, e.path()).starts_with("static/");
        let is_left = is_dropping(e.file_name()) || is_hidden(e.file_name()) && !is_static();
        e.depth() == 0 || !is_left
    };
    for found in walk.filter_entry(wanted) {
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                let path = error.path().map(|p| inside(root, p)).unwrap_or_default();
                unreadable(&mut content, diagnostics, &path, error.into_io_error());
                continue;
            }
        };
        let path = inside(root, found.path());
        let mut disk = found.path().to_path_buf();
        let mut kind = found.file_type();
        if found.path_is_symlink() {
            match disk.canonicalize().and_then(|target| Ok((fs::metadata(&target)?, target))) {
                Ok((_, target)) if !target.starts_with(&real_root) => {
                    let file = content.files.add(format!("content/{path}"), Arc::from(""));
                    diagnostics
                        .push(Diagnostic::new(Id::UnsafePath, Span::file(file)).with("path", path));
                    continue;
                }
                Ok((meta, target)) => (kind, disk) = (meta.file_type(), target),
                Err(error) => {
                    unreadable(&mut content, diagnostics, &path, Some(error));
                    continue;
                }
            }
        }
        if kind.is_dir() {
            continue;
        }
        let is_wanted = is_text(&path) || path.starts_with("static/");
        let is_named = found.path().strip_prefix(root).is_ok_and(|path| path.to_str().is_some());
        if is_wanted && !(is_named && kind.is_file()) {
            diagnostics.push(not_readable(&mut content, &path, is_named));
        } else if kind.is_file() {
            add_entry(&mut content, diagnostics, path, disk);
        }
    }
    Ok(content)
}

/// Whether a file is one of those that are read: YAML or Markdown, and not
/// copied as it is.
#[must_use]
pub fn is_text(path: &str) -> bool {
    !path.starts_with("static/") && [".yml", ".yaml", ".md"].iter().any(|end| path.ends_with(end))
}

/// Whether a name is none of a file that a person keeps: hidden, or left
/// behind by an editor or the system.
#[must_use]
pub fn is_left_behind(name: &std::ffi::OsStr) -> bool {
    is_hidden(name) || is_dropping(name)
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Whether a name is one that editors and systems leave behind in folders,
/// for themselves.
fn is_dropping(name: &std::ffi::OsStr) -> bool {
    const WHOLE: &[&str] = &[
        ".ds_store",
        ".localized",
        ".directory",
        ".fseventsd",
        ".spotlight-v100",
        ".trashes",
        ".temporaryitems",
        ".apdisk",
        "__macosx",
        "icon\r",
        "thumbs.db",
        "ehthumbs.db",
        "ehthumbs_vista.db",
        "desktop.ini",
        "$recycle.bin",
        "system volume information",
    ];
    const STARTS: &[&str] = &["._", "~$", ".~lock.", ".#", ".fuse_hidden", ".nfs0", ".trash-"];
    const ENDS: &[&str] =
        &["~", ".swp", ".swo", ".swn", ".swx", ".crdownload", ".part", ".kate-swp", "~rf"];
    let Some(name) = name.to_str() else { return false };
    let lower = name.to_lowercase();
    let is_temporary = lower.starts_with('~') && lower.ends_with(".tmp")
        || lower.starts_with('#') && lower.ends_with('#') && lower.len() > 2;
    WHOLE.contains(&lower.as_str())
        || STARTS.iter().any(|start| lower.starts_with(start))
        || ENDS.iter().any(|end| lower.ends_with(end))
        || is_temporary
}

fn inside(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn add_entry(content: &mut Content, diagnostics: &mut Diagnostics, path: String, disk: PathBuf) {
    let key = super::yaml::nfc(&path).into_owned();
    if let Some(other) = content.entries.get(&key) {
        let place = other.file.map(Span::file);
        let mut diagnostic = Diagnostic::nowhere(Id::DuplicateId)
            .text(TextKey::SAME_NAME_ELSEWHERE)
            .with("path", format!("content/{path}"))
            .with("other", format!("content/{}", other.path))
            .hint(Message::new(TextKey::HINT_RENAME_ONE));
        diagnostic.span = place;
        return diagnostics.push(diagnostic);
    }
    let name = content.files.add(format!("content/{path}"), Arc::from(""));
    // What is published as it is, is no text of the kit.
    let is_text = is_text(&path) && !path.starts_with("static/");
    let mut entry = Entry::new(path, disk, is_text.then_some(name));
    entry.name = Some(name);
    content.entries.insert(key, entry);
}

impl Content {
    /// Reads the texts that some spans point into, as they are, so that these
    /// can be shown.
    pub fn read_some(&mut self, spans: impl Iterator<Item = Span>) {
        let wanted: BTreeSet<FileId> = spans.map(|span| span.file).collect();
        for entry in self.entries.values() {
            if let Some(file) = entry.file.filter(|file| wanted.contains(file))
                && let Ok((bytes, _)) = self.seen.read(&entry.disk)
            {
                decode_utf8(&mut self.files, &mut Diagnostics::default(), file, bytes);
            }
        }
    }

    /// Reads every text. One that cannot be read is reported and no longer
    /// part of the folder.
    pub fn read_texts(&mut self, diagnostics: &mut Diagnostics) {
        let Content { entries, files, seen, .. } = self;
        entries.retain(|_, entry| {
            let Some(file) = entry.file else { return true };
            let read = fs::metadata(&entry.disk).and_then(|meta| {
                if meta.len() > LARGEST_TEXT {
                    return Err(io::Error::from(io::ErrorKind::FileTooLarge));
                }
                seen.read(&entry.disk)
            });
            let is_read = read.is_ok();
            match read {
                Ok((bytes, hash)) => {
                    entry.know(hash);
                    entry.text = decode_utf8(files, diagnostics, file, bytes);
                }
                Err(error) => diagnostics.push(unreadable_file(file, &entry.path, Some(error))),
            }
            is_read
        });
    }
}

/// The fault of a file that cannot be a file of the kit: its name is no text,
/// or reading it could wait for ever.
fn not_readable(content: &mut Content, path: &str, is_named: bool) -> Diagnostic {
    let file = content.files.add(format!("content/{path}"), Arc::from(""));
    let diagnostic = match is_named {
        true => {
            Diagnostic::new(Id::MissingFile, Span::file(file)).text(TextKey::NOT_A_REGULAR_FILE)
        }
        false => Diagnostic::new(Id::InvalidUtf8, Span::file(file))
            .text(TextKey::FILE_NAME_NOT_UTF8)
            .hint(Message::new(TextKey::HINT_RENAME_FILE)),
    };
    diagnostic.with("path", path)
}

fn unreadable(
    content: &mut Content,
    diagnostics: &mut Diagnostics,
    path: &str,
    error: Option<io::Error>,
) {
    let file = content.files.add(format!("content/{path}"), Arc::from(""));
    diagnostics.push(unreadable_file(file, path, error));
}

fn unreadable_file(file: FileId, path: &str, error: Option<io::Error>) -> Diagnostic {
    let why = error.map(|e| e.to_string()).unwrap_or_default();
    Diagnostic::new(Id::MissingFile, Span::file(file))
        .text(TextKey::UNREADABLE_FILE)
        .with("path", path)
        .with("why", why)
}

/// Gives a file its text; one that is not UTF-8 is reported at its first bad
/// byte and kept as far as it can be read, so that the snippet can be drawn,
/// but not handed on.
pub fn decode_utf8(
    files: &mut Files,
    diagnostics: &mut Diagnostics,
    file: FileId,
    bytes: Vec<u8>,
) -> Option<FileId> {
    let mut faulty = |text: String, at: usize, hint| {
        files.fill(file, Arc::from(text));
        let span = Span::new(file, at, at + 1);
        diagnostics.push(Diagnostic::new(Id::InvalidUtf8, span).hint(Message::new(hint)));
        None
    };
    if let Some(text) = utf16(&bytes) {
        return faulty(text, 0, TextKey::HINT_UTF16);
    }
    match String::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            Some(at) => faulty(text, at, TextKey::HINT_SAVE_AS_UTF8),
            None => {
                let is_yaml = !files.get(file).path.ends_with(".md");
                merged(&text, file, is_yaml, diagnostics);
                super::controls::check(&text, file, is_yaml, diagnostics);
                files.fill(file, Arc::from(text));
                Some(file)
            }
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            faulty(text, at, TextKey::HINT_SAVE_AS_UTF8)
        }
    }
}

/// The text of a file in UTF-16: one with its mark, or one in which every
/// other byte is mostly zero, as in Latin letters.
fn utf16(bytes: &[u8]) -> Option<String> {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let mostly = |from: usize| bytes.len() >= 8 && zeros(from) * 4 > bytes.len();
    let is_little = match bytes {
        [0xff, 0xfe, ..] => true,
        [0xfe, 0xff, ..] => false,
        _ if mostly(1) => true,
        _ if mostly(0) => false,
        _ => return None,
    };
    let units = bytes.chunks_exact(2).map(|pair| match is_little {
        true => u16::from_le_bytes([pair[0], pair[1]]),
        false => u16::from_be_bytes([pair[0], pair[1]]),
    });
    let units = units.skip_while(|unit| *unit == 0xfeff);
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// Reports each place where a merge left its markers. In the body of a
/// Markdown file, which can be read all the same, the kit decides what it
/// weighs.
fn merged(text: &str, file: FileId, is_yaml: bool, diagnostics: &mut Diagnostics) {
    for found in yaml::conflicts(text) {
        let said = yaml::conflict(file, found.start);
        let is_body = !is_yaml && front::body(text).is_some_and(|body| body <= found.start);
        diagnostics.push(Diagnostic { is_firm: !is_body, ..said });
    }
}
