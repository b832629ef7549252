//! The JSON form: one object a line, as the output contract says.

use serde::Serialize;

use super::{Diagnostic, Files, Id, Lang, message};

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    severity: &'a str,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
    message: String,
    hints: Vec<String>,
    /// Of `too-many`: how many are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
}

/// One diagnostic as one line of JSON, without the line's end.
pub fn to_json(diagnostic: &Diagnostic, files: &Files, lang: Lang) -> String {
    let start = diagnostic.span.map(|s| files.position(s.file, s.start));
    let end = diagnostic.span.map(|s| files.position(s.file, s.end));
    let line = Line {
        id: diagnostic.id.name(),
        severity: diagnostic.severity.name(),
        file: diagnostic.span.map(|s| files.get(s.file).path.as_str()),
        line: start.map(|p| p.0),
        column: start.map(|p| p.1),
        end_line: end.map(|p| p.0),
        end_column: end.map(|p| p.1),
        message: diagnostic.words(files, lang),
        hints: diagnostic.hints.iter().map(|h| message(h, lang)).collect(),
        count: (diagnostic.id == Id::TooMany)
            .then(|| diagnostic.message.given("count")?.parse().ok())
            .flatten(),
    };
    // The struct holds strings and numbers only, which always serialise.
    serde_json::to_string(&line).unwrap_or_default()
}
