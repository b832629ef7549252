//! The form for GitHub: workflow commands, which its runner turns into
//! annotations in a change's diff.

use super::{Diagnostic, Files, Lang, Message, Roots, Severity, TextKey, message, visible};

/// One diagnostic as one workflow command. `roots` says where the
/// folders are in the repository.
pub fn to_github(diagnostic: &Diagnostic, files: &Files, roots: &Roots, lang: Lang) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning | Severity::Off => "warning",
    };
    let mut properties: Vec<(&str, String)> = Vec::new();
    if let Some(span) = diagnostic.span {
        let (line, column) = files.position(span.file, span.start);
        let (end_line, end_column) = files.position(span.file, span.end);
        properties.push(("file", visible(&roots.path(&files.get(span.file).path)).into_owned()));
        properties.push(("line", line.to_string()));
        properties.push(("endLine", end_line.to_string()));
        // Columns of an annotation are only meant within one line.
        if line == end_line {
            properties.push(("col", column.to_string()));
            properties.push(("endColumn", end_column.to_string()));
        }
    }
    properties.push(("title", diagnostic.id.name().to_string()));
    let properties: Vec<String> = properties
        .into_iter()
        .map(|(name, value)| format!("{name}={}", property(&value)))
        .collect();
    let mut text = diagnostic.words(files, lang);
    for hint in &diagnostic.hints {
        text.push_str(&format!(
            "\n{}: {}",
            message(&Message::new(TextKey::LEVEL_HELP), lang),
            message(hint, lang)
        ));
    }
    format!("::{command} {}::{}", properties.join(","), data(&visible(&text)))
}

/// Text as the runner reads it: a command is one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value: commas and colons separate properties.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Id, Span};

    #[test]
    fn a_command_is_one_line_and_its_marks_are_escaped() {
        let mut files = Files::default();
        let file = files.add("content/a,b.yml".into(), "x: 100%\n".into());
        let roots = Roots { content: "kit/content".into(), themes: "kit/themes".into() };
        let diagnostic = Diagnostic::new(Id::UnknownField, Span::new(file, 0, 1))
            .with("field", "x%\ny")
            .hint(Message::new(TextKey::HINT_WRITE).with("text", "a: b"));
        let text = to_github(&diagnostic, &files, &roots, Lang::En);
        assert_eq!(
            text,
            "::error file=kit/content/a%2Cb.yml,line=1,endLine=1,col=1,endColumn=2,\
             title=unknown-field::There is no field `x%25%0Ay`%0Ahelp: write: a: b"
        );
    }
}
