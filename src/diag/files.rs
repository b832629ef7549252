//! The texts that diagnostics point into, and places in them.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

/// Identifies a file of [`Files`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct FileId(pub u32);

impl FileId {
    /// Whether it is a file of the theme.
    #[must_use]
    pub fn is_of_theme(self) -> bool {
        self.0 & OF_THEME != 0
    }
}

/// A range of bytes in one stored file; the end is exclusive.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `file` from byte `start` to byte `end`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { file, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The empty span at the start of a file.
    pub fn file(file: FileId) -> Self {
        Span { file, start: 0, end: 0 }
    }

    /// The part of this span from byte `from` to byte `to`, counted from its start.
    pub fn slice(self, from: usize, to: usize) -> Self {
        let start = self.start as usize;
        Span::new(self.file, start + from, start + to)
    }

    /// The bytes as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A stored file's name and text, as diagnostics print it.
#[derive(Debug, Clone)]
pub struct FileText {
    /// `content/` plus the path inside the content folder, or `themes/` plus
    /// that inside the folder of themes.
    pub path: String,
    /// The text as stored, a leading byte order mark included.
    pub text: Arc<str>,
    /// Where its lines begin, once somebody asks.
    lines: OnceLock<Vec<u32>>,
}

impl FileText {
    fn new(path: String, text: Arc<str>) -> Self {
        FileText { path, text, lines: OnceLock::new() }
    }

    /// Where each line begins, in bytes.
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at as u32 + 1)).collect()
        })
    }
}

/// The first id of a theme's files: they are numbered apart, so that a theme
/// that is kept points at the same places whatever the content holds. What is
/// wrong with a theme is said after what is wrong with the content.
const OF_THEME: u32 = 1 << 31;

/// Every file that was read, in walk order; the place in its list is the
/// [`FileId`].
#[derive(Debug, Clone, Default)]
pub struct Files {
    content: Vec<FileText>,
    theme: ThemeFiles,
}

/// The files of a theme that were read; shared by all builds made with it.
pub type ThemeFiles = Arc<Vec<FileText>>;

impl Files {
    /// Adds a file of the content and names it.
    pub fn add(&mut self, path: String, text: Arc<str>) -> FileId {
        self.content.push(FileText::new(path, text));
        FileId(u32::try_from(self.content.len() - 1).unwrap_or(u32::MAX))
    }

    /// Adds a file of the theme and names it.
    pub fn add_of_theme(&mut self, path: String, text: Arc<str>) -> FileId {
        Arc::make_mut(&mut self.theme).push(FileText::new(path, text));
        FileId(u32::try_from(self.theme.len() - 1).map_or(u32::MAX, |at| OF_THEME | at))
    }

    /// The theme's files, for a build with the same theme.
    pub fn theme(&self) -> ThemeFiles {
        Arc::clone(&self.theme)
    }

    /// Names the files of a theme that was read earlier, as then.
    pub fn name_theme(&mut self, files: &ThemeFiles) {
        self.theme = Arc::clone(files);
    }

    /// The theme's file of that path: of two the last that was added.
    pub fn of_theme(&self, path: &str) -> Option<FileId> {
        let at = self.theme.iter().rposition(|file| file.path == path)?;
        u32::try_from(at).ok().map(|at| FileId(OF_THEME | at))
    }

    /// Gives a file that was named before its text.
    pub fn fill(&mut self, id: FileId, text: Arc<str>) {
        let (list, at) = match id.0 & OF_THEME {
            0 => (&mut self.content, id.0),
            _ => (Arc::make_mut(&mut self.theme), id.0 & !OF_THEME),
        };
        if let Some(file) = list.get_mut(at as usize) {
            *file = FileText::new(std::mem::take(&mut file.path), text);
        }
    }

    /// The file behind an id; an id that is not there gives an empty file.
    pub fn get(&self, id: FileId) -> &FileText {
        static NONE: std::sync::LazyLock<FileText> =
            std::sync::LazyLock::new(|| FileText::new(String::new(), Arc::from("")));
        let file = match id.0 & OF_THEME {
            0 => self.content.get(id.0 as usize),
            _ => self.theme.get((id.0 & !OF_THEME) as usize),
        };
        file.unwrap_or(&NONE)
    }

    /// The character at a line and column, both from 1, or the last of what
    /// there is before it.
    pub fn spot(&self, file: FileId, line: usize, column: usize) -> Span {
        let known = self.get(file);
        let last = known.lines().len().saturating_sub(1);
        let start =
            known.lines().get(line.saturating_sub(1).min(last)).map_or(0, |at| *at as usize);
        let text = known.text.get(start..).unwrap_or_default();
        let text = text.lines().next().unwrap_or_default();
        let at = text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
        let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        Span::new(file, start + at, start + end)
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.range()).unwrap_or("")
    }

    /// Line and column of a byte, both from 1; columns in Unicode scalar
    /// values of the line as stored, a byte order mark not counted.
    pub fn position(&self, file: FileId, byte: u32) -> (u32, u32) {
        let file = self.get(file);
        let text = &file.text;
        let mut byte = (byte as usize).min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = file.lines().partition_point(|start| *start as usize <= byte);
        let line_start =
            file.lines().get(line.saturating_sub(1)).map_or(0, |start| *start as usize);
        let column = text[line_start..byte].chars().filter(|&c| c != '\u{feff}').count() + 1;
        (line as u32, column as u32)
    }
}
