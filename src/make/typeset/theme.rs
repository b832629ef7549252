//! A theme in memory: its sources parsed once, its fonts loaded once, shared
//! by every drawing and every thread.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use typst::foundations::Bytes;
use typst::syntax::{DiagSpanKind, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

use super::fault::{Notice, Place};
use crate::artifact::Picture;
use crate::locale::Locales;
use crate::theme::Files;

/// The engine numbers paths with 16 bits for the life of the process; a theme
/// far smaller than that leaves room for every other one loaded meanwhile.
const MOST_FILES: usize = 8_000;

/// A theme that cannot be used at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThemeError {
    /// A font that is none.
    Font {
        /// The file.
        file: String,
    },
    /// There is no font under `fonts/`.
    NoFonts,
    /// A template that is not UTF-8.
    NotUtf8 {
        /// The file.
        file: String,
    },
    /// A template that breaks the rules of its language.
    Syntax {
        /// Where, and what the engine says.
        notice: Notice,
    },
    /// A path that is empty, climbs out of the theme or hides a job's own
    /// file (`data.json`, `picture/…`).
    Path {
        /// The file.
        file: String,
    },
    /// More files than a theme can have.
    TooMany {
        /// How many there are.
        files: usize,
    },
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Font { file } => write!(f, "{file} is not a font"),
            Self::NoFonts => f.write_str("the theme has no fonts (fonts/*.ttf, *.otf)"),
            Self::NotUtf8 { file } => write!(f, "{file} is not UTF-8"),
            Self::Syntax { notice } => notice.fmt(f),
            Self::Path { file } => write!(f, "a theme cannot have a file called {file:?}"),
            Self::TooMany { files } => {
                write!(f, "{files} files are too many (at most {MOST_FILES})")
            }
        }
    }
}

impl std::error::Error for ThemeError {}

/// One file of the theme.
pub(super) struct ThemeFile {
    pub(super) bytes: Bytes,
    /// Parsed, when it is a template.
    pub(super) source: Option<Source>,
}

/// The theme's files, fonts and the engine's standard library.
pub(super) struct Theme {
    pub(super) library: LazyHash<Library>,
    pub(super) book: LazyHash<FontBook>,
    pub(super) fonts: Vec<Font>,
    pub(super) files: HashMap<FileId, ThemeFile>,
    /// The pictures met last, as the engine holds them: it hashes each once,
    /// however many drawings show it.
    pictures: Mutex<HashMap<blake3::Hash, Bytes>>,
}

/// How many pictures are held for the drawings that show them next.
const MOST_HELD: usize = 16;

impl Theme {
    /// Takes the files by their path inside the theme. Fonts are those under
    /// `fonts/`, in the order of their paths, so that the choice among equals
    /// is the same everywhere.
    pub(super) fn new(files: &Files) -> Result<Self, Vec<ThemeError>> {
        if files.len() > MOST_FILES {
            return Err(vec![ThemeError::TooMany { files: files.len() }]);
        }
        let mut errors = Vec::new();
        let mut fonts = Vec::new();
        let mut known = HashMap::new();
        for (file, bytes) in files {
            let file = file.clone();
            let Some(id) = place(&file) else {
                errors.push(ThemeError::Path { file });
                continue;
            };
            if is_font(&file) {
                let before = fonts.len();
                fonts.extend(Font::iter(Bytes::new(Arc::clone(bytes))));
                if fonts.len() == before {
                    errors.push(ThemeError::Font { file });
                }
            } else if file.ends_with(".typ") {
                match std::str::from_utf8(bytes) {
                    Ok(text) => {
                        let source = Source::new(id, text.to_owned());
                        errors.extend(broken(&file, &source));
                        let bytes = Bytes::from_string(source.clone());
                        known.insert(id, ThemeFile { bytes, source: Some(source) });
                    }
                    Err(_) => errors.push(ThemeError::NotUtf8 { file }),
                }
            } else {
                known.insert(id, ThemeFile { bytes: Bytes::new(Arc::clone(bytes)), source: None });
            }
        }
        // How languages are written, for the templates.
        if let Some(id) = place("locales.json") {
            let texts = files.iter().map(|(path, bytes)| (path.as_str(), &**bytes));
            let bytes = Bytes::from_string(Locales::data(texts).to_string());
            known.insert(id, ThemeFile { bytes, source: None });
        }
        if fonts.is_empty() && errors.is_empty() {
            errors.push(ThemeError::NoFonts);
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            files: known,
            pictures: Mutex::default(),
        })
    }

    /// A picture as the engine holds it.
    pub(super) fn picture(&self, picture: &Picture) -> Bytes {
        let mut held = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= MOST_HELD && !held.contains_key(&picture.digest) {
            held.clear();
        }
        let bytes = || Bytes::new(Arc::clone(&picture.bytes));
        held.entry(picture.digest).or_insert_with(bytes).clone()
    }
}

/// The first thing in a template that its language does not know; what
/// follows is mostly of the same cause.
fn broken(file: &str, source: &Source) -> Option<ThemeError> {
    let (errors, _) = source.root().errors_and_warnings();
    let error = errors.first()?;
    let start = match error.span.get() {
        DiagSpanKind::Number { num, sub_range, .. } => source.range(num, sub_range)?.start,
        DiagSpanKind::Range { range, .. } => range.start,
        DiagSpanKind::Detached => 0,
    };
    let (line, column) = source.lines().byte_to_line_column(start)?;
    let place = Place { file: file.to_owned(), line: line + 1, column: column + 1 };
    let hints = error.hints.iter().map(|hint| hint.v.to_string()).collect();
    let notice = Notice {
        message: error.message.to_string(),
        place: Some(place),
        hints,
        called: Vec::new(),
    };
    Some(ThemeError::Syntax { notice })
}

fn is_font(file: &str) -> bool {
    file.starts_with("fonts/") && [".ttf", ".otf", ".ttc"].iter().any(|end| file.ends_with(end))
}

/// The number of a theme file, unless its path is one a theme cannot have.
fn place(file: &str) -> Option<FileId> {
    let path = VirtualPath::new(file).ok().filter(|path| !path.is_root())?;
    let reserved = path.get_without_slash();
    if ["data.json", "words.json"].contains(&reserved) || reserved.starts_with("picture/") {
        return None;
    }
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}
