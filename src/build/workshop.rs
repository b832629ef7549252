//! The theme with the engines that work with it. An engine is made when
//! somebody first needs it, and serves every thread and, in a session, every
//! build until the theme changes.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::failure::Failure;
use crate::diag::{Diagnostic, Files, Id, ThemeFiles};
use crate::files::Seen;
use crate::make::page::{PageEngine, PageError, TEMPLATES};
use crate::make::typeset::{Notice, ThemeError, Typesetter};
use crate::theme::{Theme, identity};

/// A theme and its engines.
pub struct Workshop {
    /// The theme.
    pub theme: Arc<Theme>,
    /// Its files, as diagnostics know them.
    texts: ThemeFiles,
    /// Whether nothing was wrong when it was read.
    is_sound: bool,
    typesetter: OnceLock<Result<Typesetter, Vec<EngineFault>>>,
    pages: OnceLock<Result<PageEngine, Vec<EngineFault>>>,
}

impl Workshop {
    /// The engines of a theme, none of them made yet.
    pub(crate) fn new(theme: Theme, texts: ThemeFiles, is_sound: bool) -> Self {
        let (typesetter, pages) = (OnceLock::new(), OnceLock::new());
        Workshop { theme: Arc::new(theme), texts, is_sound, typesetter, pages }
    }

    /// This workshop again, where `themes` still has the theme `name` as it
    /// was when it was read, and nothing would have to be said of it; its
    /// files are named in `texts`.
    pub(super) fn again(
        self: &Arc<Self>,
        themes: &Path,
        name: &str,
        seen: &Seen,
        texts: &mut Files,
    ) -> Option<Arc<Self>> {
        let is_same = self.is_sound
            && self.theme.name == name
            && identity(themes, name, seen).ok()? == self.theme.identity();
        is_same.then(|| {
            texts.name_theme(&self.texts);
            Arc::clone(self)
        })
    }

    /// The layout engine.
    pub(crate) fn typesetter(&self) -> Result<&Typesetter, Failure> {
        let faults = |errors: Vec<ThemeError>| errors.into_iter().map(EngineFault::from).collect();
        let made =
            self.typesetter.get_or_init(|| Typesetter::new(&self.theme.files).map_err(faults));
        made.as_ref().map_err(|faults| Failure::machine(lines(faults)))
    }

    /// The page templates.
    pub(super) fn pages(&self) -> Result<&PageEngine, Failure> {
        let faults = |errors: Vec<PageError>| errors.into_iter().map(EngineFault::from).collect();
        let made = self.pages.get_or_init(|| PageEngine::new(&self.theme.files).map_err(faults));
        made.as_ref().map_err(|faults| Failure::machine(lines(faults)))
    }

    /// What is wrong with the theme's templates before anything is made with
    /// them, at their places in `texts`.
    pub(super) fn faults(&self, texts: &Files) -> Vec<Diagnostic> {
        // Made here where nobody has needed them yet.
        let _ = (self.typesetter(), self.pages());
        let drawn = self.typesetter.get().and_then(|made| made.as_ref().err());
        let shown = self.pages.get().and_then(|made| made.as_ref().err());
        let faults = drawn.into_iter().chain(shown).flatten();
        faults.map(|fault| fault.said(&self.theme, texts)).collect()
    }
}

/// What an engine says of a theme's file.
#[derive(Debug, Clone)]
pub(super) struct EngineFault {
    place: Option<(String, usize, usize)>,
    words: String,
}

impl EngineFault {
    /// As a diagnostic at its place in the theme's file; where the engine
    /// knows none, it names the theme.
    pub(super) fn said(&self, theme: &Theme, texts: &Files) -> Diagnostic {
        let place = self.place.as_ref();
        let span = place.and_then(|(file, line, column)| theme.spot(texts, file, *line, *column));
        let mut diagnostic = theme_fault(&theme.name, &self.words);
        diagnostic.span = span;
        diagnostic
    }
}

impl From<&Notice> for EngineFault {
    fn from(notice: &Notice) -> Self {
        let place = notice.place.as_ref();
        let place = place.map(|place| (place.file.clone(), place.line, place.column));
        EngineFault { place, words: notice.words() }
    }
}

impl From<ThemeError> for EngineFault {
    fn from(error: ThemeError) -> Self {
        match error {
            ThemeError::Syntax { notice } => EngineFault::from(&notice),
            ThemeError::Font { ref file }
            | ThemeError::NotUtf8 { ref file }
            | ThemeError::Path { ref file } => {
                EngineFault { place: Some((file.clone(), 1, 1)), words: error.to_string() }
            }
            ThemeError::NoFonts | ThemeError::TooMany { .. } => {
                EngineFault { place: None, words: error.to_string() }
            }
        }
    }
}

impl From<PageError> for EngineFault {
    fn from(error: PageError) -> Self {
        let (line, column) = error.place.unwrap_or((1, 1));
        let place = (!error.template.is_empty())
            .then(|| (format!("{TEMPLATES}{}", error.template), line, column));
        EngineFault { place, words: error.message }
    }
}

/// A fault of the theme that points at no text.
pub(super) fn theme_fault(theme: &str, detail: &str) -> Diagnostic {
    Diagnostic::nowhere(Id::ThemeFault).with("theme", theme).with("detail", detail)
}

fn lines(faults: &[EngineFault]) -> String {
    faults.iter().map(|fault| fault.words.as_str()).collect::<Vec<_>>().join("\n")
}
