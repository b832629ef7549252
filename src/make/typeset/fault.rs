//! What can be wrong with a drawing. Nothing is ever repaired in silence:
//! what is only a flaw is drawn and said, and the kit decides; of the rest
//! nothing can be made.

use std::fmt;

use serde::{Deserialize, Serialize};
use typst::diag::SourceDiagnostic;
use typst::{World, WorldExt};

use super::world::Desk;

/// Calls of a call stack worth showing: a recursion has dozens.
const MOST_CALLS: usize = 4;

/// A place in a theme file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Path inside the theme, such as `typst/card.typ`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// A word from the layout engine about the theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What the engine says, in English.
    pub message: String,
    /// Where in the theme, when it knows.
    pub place: Option<Place>,
    /// Its advice.
    pub hints: Vec<String>,
}

impl Notice {
    /// A notice that points nowhere.
    pub(super) fn plain(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, hints: Vec::new() }
    }

    /// Translates the engine's diagnostic. An error inside a function of the
    /// theme's library also says where the template called it.
    pub(super) fn read(said: &SourceDiagnostic, desk: &Desk<'_>) -> Self {
        let place = said.span.id().and_then(|id| {
            let file = id.vpath().get_without_slash().to_owned();
            let lines = desk.file(id).ok()?.lines().ok()?;
            let start = desk.range(said.span)?.start;
            let (line, column) = lines.byte_to_line_column(start)?;
            Some(Place { file, line: line + 1, column: column + 1 })
        });
        let called = said.trace.iter().filter_map(|point| {
            let id = point.span.id()?;
            let start = desk.range(point.span)?.start;
            let line = desk.file(id).ok()?.lines().ok()?.byte_to_line(start)? + 1;
            Some(format!("{} ({}:{line})", point.v, id.vpath().get_without_slash()))
        });
        let mut hints: Vec<_> = said.hints.iter().map(|hint| hint.v.to_string()).collect();
        hints.extend(called.take(MOST_CALLS));
        Self { message: said.message.to_string(), place, hints }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)?;
        self.hints.iter().try_for_each(|hint| write!(f, "; {hint}"))
    }
}

/// A reason why a drawing must not be published. Pages count from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Fault {
    /// The template does not compile, or an exporter refuses what it made.
    Theme(Notice),
    /// A text is larger than the box the template gives it.
    Overflow {
        /// The template's name for the text: `headline`, `panel-2`…
        what: String,
        /// How much too large.
        over: f64,
        /// `mm` or `px`.
        unit: String,
    },
    /// The text took another number of pages than the sheet has.
    Pages {
        /// Pages the sheet has.
        declared: usize,
        /// Pages it took.
        drawn: usize,
        /// How the text that no longer fits begins.
        spilled: String,
    },
    /// No font of the theme has these characters.
    MissingGlyph {
        /// The page.
        page: usize,
        /// The characters, each once.
        characters: String,
        /// The text around the first of them.
        text: String,
    },
    /// The template did not draw a QR code it was given.
    QrMissing {
        /// The address in it.
        url: String,
    },
    /// The code is rotated, mirrored, skewed or stretched.
    QrTurned {
        /// The address in it.
        url: String,
        /// The page.
        page: usize,
    },
    /// The code is smaller than the rule for this kind of sheet.
    QrTooSmall {
        /// The address in it.
        url: String,
        /// The page.
        page: usize,
        /// One module, in `unit`.
        module: f64,
        /// The symbol's side without quiet zone, in `unit`.
        side: f64,
        /// The least a module may be, in `unit`.
        module_min: f64,
        /// The least the side may be, in `unit`.
        side_min: f64,
        /// `mm` or `px`.
        unit: String,
    },
    /// A code on a screen picture whose modules are not whole pixels.
    QrOffGrid {
        /// The address in it.
        url: String,
        /// The page.
        page: usize,
        /// One module in px.
        module: f64,
        /// Left edge in px, quiet zone included.
        x: f64,
        /// Top edge in px, quiet zone included.
        y: f64,
    },
    /// Something covers, clips or colours the code.
    QrUnreadable {
        /// The address in it.
        url: String,
        /// The page.
        page: usize,
        /// Modules of the symbol that came out wrong.
        modules: usize,
        /// Pixels of the quiet zone that are not light.
        quiet: usize,
        /// Difference of reflectance between light and dark, 0 to 1.
        contrast: f64,
    },
    /// The page is too large to be a picture.
    TooLarge {
        /// The page.
        page: usize,
        /// Width in px.
        width: f64,
        /// Height in px.
        height: f64,
    },
}

impl Fault {
    /// Whether the drawing can be made all the same: a kit may decide that
    /// such a fault is none.
    #[must_use]
    pub fn is_flaw(&self) -> bool {
        !matches!(self, Self::Theme(_) | Self::TooLarge { .. })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Theme(notice) => notice.fmt(f),
            Self::Overflow { what, over, unit } => {
                write!(f, "{what} is {over:.1} {unit} too large")
            }
            Self::Pages { declared, drawn, spilled } => {
                write!(f, "{drawn} pages instead of {declared}; too much from {spilled:?}")
            }
            Self::MissingGlyph { page, characters, text } => {
                write!(f, "page {page}: no font has {characters:?}, in {text:?}")
            }
            Self::QrMissing { url } => write!(f, "the QR code of {url} is not drawn"),
            Self::QrTurned { url, page } => {
                write!(f, "page {page}: the QR code of {url} is turned or stretched")
            }
            Self::QrTooSmall { url, page, module, side, module_min, side_min, unit } => write!(
                f,
                "page {page}: the QR code of {url} has modules of {module:.2} {unit} on {side:.1} \
                 {unit}; at least {module_min} and {side_min} are needed"
            ),
            Self::QrOffGrid { url, page, module, x, y } => write!(
                f,
                "page {page}: the QR code of {url} is off the pixel grid (module {module:.3}, at \
                 {x:.3}, {y:.3})"
            ),
            Self::QrUnreadable { url, page, modules, quiet, contrast } => write!(
                f,
                "page {page}: the QR code of {url} cannot be read: {modules} modules wrong, {quiet} \
                 pixels of the quiet zone dark, contrast {contrast:.2}"
            ),
            Self::TooLarge { page, width, height } => {
                write!(f, "page {page} of {width:.0} × {height:.0} px is too large for a picture")
            }
        }
    }
}
