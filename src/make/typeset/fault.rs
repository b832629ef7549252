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
    /// Where the template called what went wrong.
    pub called: Vec<String>,
}

impl Notice {
    /// A notice that points nowhere.
    pub(super) fn plain(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, hints: Vec::new(), called: Vec::new() }
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
        let hints = said.hints.iter().map(|hint| hint.v.to_string()).collect();
        let called = called.take(MOST_CALLS).collect();
        Self { message: said.message.to_string(), place, hints, called }
    }
}

impl Notice {
    /// What the engine says, without where: the same of every drawing.
    #[must_use]
    pub fn words(&self) -> String {
        let hints = self.hints.iter().map(|hint| format!("; {hint}"));
        std::iter::once(self.message.clone()).chain(hints).collect()
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)?;
        self.hints.iter().chain(&self.called).try_for_each(|hint| write!(f, "; {hint}"))
    }
}

/// What a text meets that it should not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Met {
    /// Another text, as it begins.
    Text(String),
    /// A picture, an icon or a code.
    Picture,
    /// A field that is painted over it.
    Shape,
}

/// A reason why a drawing must not be published. Pages count from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Fault {
    /// The template does not compile, or an exporter refuses what it made.
    Theme(Notice),
    /// A text is larger than the box the template gives it, or leaves the
    /// safe area.
    Overflow {
        /// The template's name for the text: `headline`, `panel-2`… Empty
        /// where it has none.
        what: String,
        /// How much too large.
        over: f64,
        /// How much room there is in that direction; 0 where it is not known.
        of: f64,
        /// `mm` or `px`.
        unit: String,
        /// How it begins; empty where it is not known.
        text: String,
        /// About how many characters are too many; 0 where it is not known.
        letters: usize,
    },
    /// A text in type too small to read.
    SmallType {
        /// The template's name for the text, as above.
        what: String,
        /// How it begins.
        text: String,
        /// The size of its type, pt; on screen pictures px.
        size: f64,
        /// The least it may be.
        least: f64,
        /// `mm` for print, `px` for screen pictures.
        unit: String,
    },
    /// Type larger than the sheet declares: the template's fault, whatever
    /// the text.
    LargeType {
        /// How the text begins.
        text: String,
        /// The size of its type, pt.
        size: f64,
        /// The largest that is declared.
        most: f64,
    },
    /// A text's ink lies over, or under, other ink.
    Overlap {
        /// The page.
        page: usize,
        /// The text, as it begins.
        text: String,
        /// What it meets.
        met: Met,
    },
    /// A text and what is really behind it are too alike.
    LowContrast {
        /// The page.
        page: usize,
        /// The text, as it begins.
        text: String,
        /// Their contrast, 1 to 21 (WCAG 2.1).
        contrast: f64,
        /// The least it may be.
        least: f64,
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
            Self::Overflow { what, over, unit, text, .. } => {
                write!(f, "{what} is {over:.1} {unit} too large: {text:?}")
            }
            Self::SmallType { text, size, least, .. } => {
                write!(f, "type of {size:.1} pt, at least {least} are needed: {text:?}")
            }
            Self::LargeType { text, size, most } => {
                write!(f, "type of {size:.1} pt, at most {most} are declared: {text:?}")
            }
            Self::Overlap { page, text, met } => {
                write!(f, "page {page}: {text:?} lies over ")?;
                match met {
                    Met::Text(other) => write!(f, "{other:?}"),
                    Met::Picture => f.write_str("a picture"),
                    Met::Shape => f.write_str("or under a field"),
                }
            }
            Self::LowContrast { page, text, contrast, least } => {
                write!(f, "page {page}: {text:?} has a contrast of {contrast:.1}, not {least}")
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
