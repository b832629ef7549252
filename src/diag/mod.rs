//! Owns the one [`Diagnostic`] type, its ids and severities, its texts in
//! Vietnamese and English, and the forms it is printed in. Knows spans and
//! source texts only as numbers and strings, so every other room can use it.

mod files;
mod github;
mod human;
mod json;
mod list;
mod sarif;
mod text;
mod visible;

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use files::{FileId, FileText, Files, Span, ThemeFiles};
pub use github::to_github;
pub use human::Human;
pub use json::to_json;
pub use list::Diagnostics;
pub use sarif::to_sarif;
pub use text::{Arg, Args, Lang, Message, TextKey, message, named};
pub use visible::{harmless, visible};

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Not reported.
    Off,
    /// Reported; fails a run only with `--strict`.
    Warning,
    /// Fails the run.
    Error,
}

impl Severity {
    /// The word of the machine-readable forms.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Off => "off",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

macro_rules! ids {
    ($( $variant:ident $text:ident $severity:ident $structural:literal ; )*) => {
        /// The id of a check: a closed list, documented in `docs/checks/`.
        /// Each has a text whose key is its name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Id {
            $( #[doc = concat!("`", stringify!($text), "`")] $variant, )*
        }

        impl Id {
            /// Every id.
            pub const ALL: &'static [Id] = &[ $( Id::$variant, )* ];

            /// What it says unless another text is chosen.
            pub fn text(self) -> TextKey {
                match self { $( Id::$variant => TextKey::$text, )* }
            }

            /// The id as it is written.
            pub fn name(self) -> &'static str {
                self.text().name()
            }

            /// The severity unless the kit says otherwise.
            pub fn severity(self) -> Severity {
                match self { $( Id::$variant => Severity::$severity, )* }
            }

            /// Whether a kit may not change the severity.
            pub fn is_structural(self) -> bool {
                match self { $( Id::$variant => $structural, )* }
            }
        }
    };
}

ids! {
    InvalidUtf8 INVALID_UTF8 Error true;
    InvalidYaml INVALID_YAML Error true;
    DuplicateKey DUPLICATE_KEY Error true;
    UnknownField UNKNOWN_FIELD Error true;
    MissingField MISSING_FIELD Error true;
    WrongType WRONG_TYPE Error true;
    UnknownValue UNKNOWN_VALUE Error true;
    InvalidDate INVALID_DATE Error true;
    InvalidId INVALID_ID Error true;
    DuplicateId DUPLICATE_ID Error true;
    UnknownReference UNKNOWN_REFERENCE Error true;
    UnknownFact UNKNOWN_FACT Error true;
    UnknownPlaceholder UNKNOWN_PLACEHOLDER Error true;
    FormulaCycle FORMULA_CYCLE Error true;
    InvalidFormula INVALID_FORMULA Error true;
    NoFactValue NO_FACT_VALUE Error true;
    OverlappingValues OVERLAPPING_VALUES Error true;
    MissingFile MISSING_FILE Error true;
    UnsafePath UNSAFE_PATH Error true;
    UnsafeLink UNSAFE_LINK Error true;
    ThemeFault THEME_FAULT Error true;
    TooMany TOO_MANY Error true;
    MisplacedFile MISPLACED_FILE Warning false;
    MergeConflict MERGE_CONFLICT Error false;
    UnusedFile UNUSED_FILE Warning false;
    LostText LOST_TEXT Error false;
    SuspectSpelling SUSPECT_SPELLING Warning false;
    BrokenLink BROKEN_LINK Error false;
    MissingAlt MISSING_ALT Error false;
    MissingGlyph MISSING_GLYPH Error false;
    HeadingOrder HEADING_ORDER Error false;
    TextOverflow TEXT_OVERFLOW Error false;
    QrUnreadable QR_UNREADABLE Error false;
    QrTooSmall QR_TOO_SMALL Error false;
    LegalNotInForce LEGAL_NOT_IN_FORCE Error false;
    UnofficialLink UNOFFICIAL_LINK Error false;
    OutsideLink OUTSIDE_LINK Warning false;
    LiteralAmount LITERAL_AMOUNT Warning false;
    ReviewOverdue REVIEW_OVERDUE Warning false;
    FactEndsSoon FACT_ENDS_SOON Warning false;
    OrphanItem ORPHAN_ITEM Warning false;
    UncoveredAudience UNCOVERED_AUDIENCE Warning false;
    MissingTranslation MISSING_TRANSLATION Warning false;
    LowContrast LOW_CONTRAST Warning false;
    OverlappingText OVERLAPPING_TEXT Error false;
    UnverifiedFact UNVERIFIED_FACT Warning false;
    SmsTooLong SMS_TOO_LONG Warning false;
    CaptionTooLong CAPTION_TOO_LONG Warning false;
    FileTooLarge FILE_TOO_LARGE Warning false;
    MixedNormalisation MIXED_NORMALISATION Warning false;
    PlaceholderInUrl PLACEHOLDER_IN_URL Error false;
    DoubtfulFigure DOUBTFUL_FIGURE Error false;
    Unfilled UNFILLED Error false;
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = <Cow<'de, str>>::deserialize(deserializer)?;
        let known = Id::ALL.iter().copied().find(|id| id.name() == name);
        known.ok_or_else(|| serde::de::Error::custom("no such check"))
    }
}

/// Where the folders of a kit are, as the repository has them.
#[derive(Debug, Clone, Default)]
pub struct Roots {
    /// The content folder.
    pub content: String,
    /// The folder of themes.
    pub themes: String,
}

impl Roots {
    /// A file's path as the repository has it: the folder in place of
    /// `content/` or `themes/`.
    fn path(&self, path: &str) -> String {
        let (root, inside) = match path.strip_prefix("themes/") {
            Some(inside) => (&self.themes, inside),
            None => (&self.content, path.strip_prefix("content/").unwrap_or(path)),
        };
        format!("{}/{inside}", root.trim_end_matches('/'))
    }
}

/// One thing that is wrong, where it is, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Which check speaks.
    pub id: Id,
    /// How much it weighs, after the kit's own choices.
    pub severity: Severity,
    /// Where; `None` for what has no place in a file.
    pub span: Option<Span>,
    /// What is wrong.
    pub message: Message,
    /// What to write instead, one or more.
    pub hints: Vec<Message>,
    /// Another place that belongs to it, such as where an id was first used;
    /// it fills the gaps `{line}` and `{place}` of the text.
    pub related: Option<Span>,
    /// Whether it says that something cannot be made at all: an error
    /// whatever the kit says of its check.
    pub is_firm: bool,
}

impl Diagnostic {
    /// A diagnostic that says the id's own text.
    pub fn new(id: Id, span: Span) -> Self {
        Diagnostic {
            id,
            severity: id.severity(),
            span: Some(span),
            message: Message::new(id.text()),
            hints: Vec::new(),
            related: None,
            is_firm: false,
        }
    }

    /// A diagnostic with no place in a file.
    pub fn nowhere(id: Id) -> Self {
        Diagnostic { span: None, ..Diagnostic::new(id, Span::file(FileId(0))) }
    }

    /// The places it points at.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.span.into_iter().chain(self.related)
    }

    /// Chooses another text than the id's own.
    #[must_use]
    pub fn text(mut self, key: TextKey) -> Self {
        self.message.key = key;
        self
    }

    /// Fills a gap of the text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.message = self.message.with(name, value);
        self
    }

    /// Gives it a weight of its own, where its check's does not fit every
    /// case; what the kit says of the check counts more.
    #[must_use]
    pub fn weighing(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Names another place that belongs to it.
    #[must_use]
    pub fn related(mut self, span: Span) -> Self {
        self.related = Some(span);
        self
    }

    /// Makes it an error whatever the kit says of its check: what it is
    /// about cannot be made.
    #[must_use]
    pub fn firm(mut self) -> Self {
        self.is_firm = true;
        self
    }

    /// What is wrong, in words.
    pub fn words(&self, files: &Files, lang: Lang) -> String {
        let Some(related) = self.related else { return message(&self.message, lang) };
        let (line, _) = files.position(related.file, related.start);
        let place = format!("{}:{line}", files.get(related.file).path);
        let text = self.message.clone().with("line", line.to_string()).with("place", place);
        message(&text, lang)
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hints.push(hint);
        self
    }

    /// Adds "did you mean …" when one of `known` is close to `word`.
    #[must_use]
    pub fn did_you_mean<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.near(closest(word, known))
    }

    /// Adds "did you mean …" with a name that was found near.
    #[must_use]
    pub fn near(self, name: Option<impl Into<Arg>>) -> Self {
        match name {
            Some(name) => self.hint(Message::new(TextKey::HINT_DID_YOU_MEAN).with("name", name)),
            None => self,
        }
    }
}

/// Longer words are no typos of a name; characters.
const LONGEST_NAME: usize = 200;

/// The known word nearest to `word`, if it is near enough to be meant.
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > 4 * LONGEST_NAME {
        return None;
    }
    let lower = word.to_lowercase().replace(['_', ' '], "-");
    let length = lower.chars().count();
    known
        .into_iter()
        .filter_map(|name| {
            let (least, most) = match name.chars().take(LONGEST_NAME + 1).count() {
                other if other < length => (other, length),
                other => (length, other),
            };
            let near = 1 + most / 4;
            // Words cannot be nearer than their lengths are.
            if most > LONGEST_NAME || most - least > near {
                return None;
            }
            let name_lower = name.to_lowercase().replace('_', "-");
            let distance = strsim::damerau_levenshtein(&lower, &name_lower);
            (distance <= near).then_some((distance, name))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
