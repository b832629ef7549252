//! What can go wrong with a template, as a value: which template, where in it,
//! and why.

use std::fmt;

use tera::ErrorKind;

/// A template that could not be loaded or rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageError {
    /// The template's path under `templates/`; empty when it is not known.
    pub template: String,
    /// Line, from 1, and column, from 1, where they are known.
    pub place: Option<(usize, usize)>,
    /// What is wrong, in one sentence.
    pub message: String,
}

impl PageError {
    pub(super) fn not_utf8(path: &str) -> Self {
        Self { template: path.to_owned(), place: None, message: "the file is not UTF-8".to_owned() }
    }

    pub(super) fn from_tera(template: &str, error: &tera::Error) -> Self {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let span = report.span();
                Self {
                    template: report.filename().to_owned(),
                    // Tera counts columns from 0.
                    place: Some((span.start_line, span.start_col + 1)),
                    message: report.message().to_owned(),
                }
            }
            kind => Self { template: template.to_owned(), place: None, message: kind.to_string() },
        }
    }

    /// All faults of a load. Tera finds unknown names in every template at
    /// once and tells them in one text, a report after the other.
    pub(super) fn all_from_tera(error: &tera::Error) -> Vec<Self> {
        let text = match error.kind() {
            ErrorKind::Msg(text) => text.as_str(),
            _ => return vec![Self::from_tera("", error)],
        };
        let found: Vec<Self> = text.split("\n\n").filter_map(Self::from_report).collect();
        if found.is_empty() { vec![Self::from_tera("", error)] } else { found }
    }

    /// Reads a report: `error: what`, then `--> template:line:column`.
    fn from_report(report: &str) -> Option<Self> {
        let mut lines = report.lines();
        let message = lines.next()?.strip_prefix("error: ")?;
        let (_, place) = lines.next()?.split_once("--> ")?;
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        Some(Self {
            template: parts.next()?.to_owned(),
            place: Some((line, column)),
            message: message.to_owned(),
        })
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.template.is_empty() {
            write!(f, "templates/{}", self.template)?;
            if let Some((line, column)) = self.place {
                write!(f, ":{line}:{column}")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for PageError {}
