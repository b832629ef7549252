//! The walk of the content folder: every file is found in sorted order, text
//! files are read, checked to be UTF-8 and registered; nothing outside the
//! folder is followed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::scalar::Spanned;
use crate::diag::{Diagnostic, Diagnostics, FileId, Files, Id, Message, Span};

/// Files larger than this are not text that an editor wrote; bytes.
const LARGEST_TEXT: u64 = 64 << 20;

/// One file of the content folder.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Path inside the content folder, with `/`.
    pub path: String,
    /// Where it lies on disk.
    pub disk: PathBuf,
    /// Its registered text; `None` for what is not YAML or Markdown.
    pub text: Option<FileId>,
}

/// What the walk found.
#[derive(Debug, Default)]
pub struct Content {
    /// Every file, by path inside the folder, in sorted order.
    pub entries: BTreeMap<String, Entry>,
    /// The texts of the YAML and Markdown files.
    pub files: Files,
}

impl Content {
    /// The bytes of a file that is not text (a picture, a static file).
    pub fn bytes(&self, path: &str) -> io::Result<Arc<[u8]>> {
        match self.entries.get(path) {
            Some(entry) => fs::read(&entry.disk).map(Arc::from),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// The path inside the folder of a file that a field names, which lies
    /// beside the file the field is in; `None` where it leads out.
    pub fn beside(&self, named: &Spanned<String>) -> Option<String> {
        let path = self.files.get(named.span.file).path.as_str();
        let path = path.strip_prefix("content/").unwrap_or(path);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        super::markdown::resolve_beside(folder, named)
    }
}

/// Reads the content folder `root`. Faults of single files are diagnostics;
/// a folder that is not there or cannot be listed is an error.
pub fn read_content(root: &Path, diagnostics: &mut Diagnostics) -> io::Result<Content> {
    let real_root = root.canonicalize()?;
    if !real_root.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    let mut content = Content::default();
    // Links are followed only after a look at where they lead, so the walk
    // itself does not follow any (and cannot loop).
    let walk = walkdir::WalkDir::new(root).sort_by_file_name().into_iter();
    // Hidden files are tools' own, but `static/` may hold a `.nojekyll`.
    let wanted = |e: &walkdir::DirEntry| {
        let is_static = inside(root, e.path()).starts_with("static/");
        e.depth() == 0 || is_static || !is_hidden(e.file_name())
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
        if found.path_is_symlink() {
            match disk.canonicalize() {
                Ok(target) if !target.starts_with(&real_root) => {
                    let file = content.files.add(format!("content/{path}"), Arc::from(""));
                    diagnostics
                        .push(Diagnostic::new(Id::UnsafePath, Span::file(file)).with("path", path));
                    continue;
                }
                Ok(target) if target.is_dir() => continue,
                Ok(target) => disk = target,
                Err(error) => {
                    unreadable(&mut content, diagnostics, &path, Some(error));
                    continue;
                }
            }
        } else if !found.file_type().is_file() {
            continue;
        }
        read_entry(&mut content, diagnostics, path, disk);
    }
    Ok(content)
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn inside(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn read_entry(content: &mut Content, diagnostics: &mut Diagnostics, path: String, disk: PathBuf) {
    let is_static = path.starts_with("static/");
    let is_text = [".yml", ".yaml", ".md"].iter().any(|end| path.ends_with(end));
    let mut text = None;
    if is_text && !is_static {
        let read = fs::metadata(&disk).and_then(|meta| {
            if meta.len() > LARGEST_TEXT {
                return Err(io::Error::from(io::ErrorKind::FileTooLarge));
            }
            fs::read(&disk)
        });
        match read {
            Ok(bytes) => text = decode_utf8(content, diagnostics, &path, bytes),
            Err(error) => return unreadable(content, diagnostics, &path, Some(error)),
        }
    }
    content.entries.insert(path.clone(), Entry { path, disk, text });
}

fn unreadable(
    content: &mut Content,
    diagnostics: &mut Diagnostics,
    path: &str,
    error: Option<io::Error>,
) {
    let file = content.files.add(format!("content/{path}"), Arc::from(""));
    let why = error.map(|e| e.to_string()).unwrap_or_default();
    diagnostics.push(
        Diagnostic::new(Id::MissingFile, Span::file(file))
            .text("unreadable-file")
            .with("path", path)
            .with("why", why),
    );
}

/// Registers a file's text; one that is not UTF-8 is reported at its first
/// bad byte and registered with replacement characters, so that the snippet
/// can be drawn, but not handed on.
fn decode_utf8(
    content: &mut Content,
    diagnostics: &mut Diagnostics,
    path: &str,
    bytes: Vec<u8>,
) -> Option<FileId> {
    let name = format!("content/{path}");
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => {
            let file = content.files.add(name, Arc::from(text));
            conflict_markers(content, diagnostics, file);
            Some(file)
        }
        Ok(text) => {
            let at = text.find('\0').unwrap_or(0);
            let file = content.files.add(name, Arc::from(text));
            diagnostics.push(
                Diagnostic::new(Id::InvalidUtf8, Span::new(file, at, at + 1))
                    .hint(Message::new("hint-save-as-utf8")),
            );
            None
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let file = content.files.add(name, Arc::from(text));
            let hint = if utf16 { "hint-utf16" } else { "hint-save-as-utf8" };
            diagnostics.push(
                Diagnostic::new(Id::InvalidUtf8, Span::new(file, at, at + 1))
                    .hint(Message::new(hint)),
            );
            None
        }
    }
}

fn conflict_markers(content: &Content, diagnostics: &mut Diagnostics, file: FileId) {
    let text = &content.files.get(file).text;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if super::yaml::is_conflict_marker(line) {
            let span = Span::new(file, at, at + 7);
            diagnostics.push(Diagnostic::new(Id::MergeConflict, span));
        }
        at += line.len();
    }
}
