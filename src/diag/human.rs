//! The form for people: the source line, a pointer under the very
//! characters, and what to write instead.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Files, Lang, Message, Severity, Span, TextKey, message, visible};

/// Draws diagnostics for a terminal or a log.
pub struct Human {
    renderer: Renderer,
    lang: Lang,
}

impl Human {
    /// A drawer in `lang`, with colours or without.
    pub fn new(lang: Lang, colour: bool) -> Self {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        Human { renderer: renderer.term_width(120), lang }
    }

    /// One diagnostic, its snippet and its hints.
    pub fn draw(&self, diagnostic: &Diagnostic, files: &Files) -> String {
        let (level, word) = match diagnostic.severity {
            Severity::Error => (Level::ERROR, TextKey::LEVEL_ERROR),
            Severity::Warning | Severity::Off => (Level::WARNING, TextKey::LEVEL_WARNING),
        };
        let word = message(&Message::new(word), self.lang);
        let help = message(&Message::new(TextKey::LEVEL_HELP), self.lang);
        let title = level
            .with_name(Some(word))
            .primary_title(visible(&diagnostic.words(files, self.lang)).into_owned())
            .id(diagnostic.id.name());
        let mut group = match diagnostic.span {
            Some(span) => title.element(snippet(span, files)),
            None => title.elements(Vec::<annotate_snippets::Message<'_>>::new()),
        };
        for hint in &diagnostic.hints {
            let hint = visible(&message(hint, self.lang)).into_owned();
            group = group.element(Level::HELP.with_name(Some(help.clone())).message(hint));
        }
        self.renderer.render(&[group])
    }
}

/// The lines a span touches (at most three), with the pointer in place. The
/// renderer panics on spans out of range or inside a character, so the span
/// is clamped to characters and given at least one.
fn snippet(span: Span, files: &Files) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let file = files.get(span.file);
    let text: &str = &file.text;
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start as usize);
    let end = floor(span.end as usize).max(start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let mut line_end = line_start;
    for _ in 0..3 {
        line_end = text[line_end..].find('\n').map_or(text.len(), |at| line_end + at + 1);
        if line_end >= end || line_end == text.len() {
            break;
        }
    }
    let shown = text[line_start..line_end].trim_end_matches(['\n', '\r']);
    let start = (start - line_start).min(shown.len());
    let mut end = (end - line_start).clamp(start, shown.len());
    if end == start {
        end += shown[start..].chars().next().map_or(0, char::len_utf8);
    }
    let (line, _) = files.position(span.file, span.start);
    Snippet::source(shown)
        .path(visible(&file.path).replace('\n', "␊"))
        .line_start(line as usize)
        .annotation(AnnotationKind::Primary.span(start..end))
}
