//! Markdown into [`crate::doc`]: tables, footnotes, GFM alerts, strike-through.
//! Raw HTML is text unless the kit allows it, and then kept apart, to be
//! cleaned once it is filled.

mod builder;
pub mod html;
mod lost;

use pulldown_cmark::{Options, Parser};

use self::builder::Builder;
use self::lost::Watch;
pub use self::lost::entity;
use super::placeholder::{Piece, pieces};
use super::yaml::nfc;
use crate::diag::{Diagnostic, FileId, Id, Span, TextKey};
use crate::doc::Block;

/// Stands for `|` inside a placeholder while Markdown is parsed, or a table
/// would end its cell there; one byte, so that offsets stay.
const PIPE: char = '\u{1f}';
/// Stands for `\{{`; three bytes, as the text it replaces.
const BRACES: char = super::controls::RESERVED;

/// Deeper nesting of lists, quotes and emphasis than any reader follows is
/// refused: trees are walked by recursion, here and in the layout engine.
/// A list counts twice, as itself and as its item.
pub const DEEPEST: usize = 32;

/// What the parser knows of the place a text stands in.
#[derive(Debug, Clone, Copy)]
pub struct Place<'p> {
    /// The file.
    pub file: FileId,
    /// Where in the file the text begins, bytes.
    pub offset: usize,
    /// The folder that pictures are looked for in, inside the content folder.
    pub folder: &'p str,
}

/// The path of a file named beside a text that lies in `folder`: `None`
/// where it leads out of the content folder.
pub fn resolve_beside(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    if path.starts_with('/') || path.contains('\\') {
        return None;
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What Markdown became.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The text.
    pub blocks: Vec<Block>,
    /// Where it is first nested deeper than [`DEEPEST`]; what lies there is
    /// kept as plain text.
    pub too_deep: Option<Span>,
    /// What the parser cannot use, and what to write instead.
    pub lost: Vec<Diagnostic>,
}

/// The fault of a text that is nested too deep at `span`.
pub fn too_deep(span: Span) -> Diagnostic {
    // A list counts twice.
    Diagnostic::new(Id::TextOverflow, span)
        .text(TextKey::MARKDOWN_TOO_DEEP)
        .with("most", (DEEPEST / 2).to_string())
}

/// Parses the Markdown `text` that stands at `place`.
pub fn parse(text: &str, place: Place, allow_html: bool) -> Parsed {
    let text = &*super::controls::masked(text);
    let masked = mask(text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM;
    let mut events = Parser::new_ext(&masked, options).into_offset_iter();
    let mut builder = Builder::new(text, place, allow_html);
    let mut watch = Watch::new(&masked, place, allow_html);
    for (event, range) in events.by_ref() {
        watch.event(&event, &range);
        builder.event(event, range);
    }
    Parsed { lost: watch.finish(events.reference_definitions()), ..builder.finish() }
}

fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for piece in pieces(text) {
        match piece {
            Piece::Text(piece) => {
                masked.push_str(piece);
                at += piece.len();
            }
            Piece::Braces => {
                masked.push(BRACES);
                at += 3;
            }
            Piece::Placeholder(placeholder) => {
                let written = &text[at..placeholder.range.end];
                masked.extend(written.chars().map(|c| if c == '|' { PIPE } else { c }));
                at = placeholder.range.end;
            }
        }
    }
    masked
}

fn unmask(text: &str) -> String {
    nfc(&text.replace(PIPE, "|").replace(BRACES, "\\{{")).into_owned()
}
