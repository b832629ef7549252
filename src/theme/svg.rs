//! A theme's icons are put into pages as they are, and drawn: they may hold
//! shapes and colours, and nothing that runs, loads or leads anywhere.

use crate::diag::{Diagnostic, FileId, Files, Id, Span, TextKey};

/// What an icon is made of.
const ELEMENTS: &[&str] = &[
    "svg",
    "g",
    "defs",
    "title",
    "desc",
    "path",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "rect",
    "use",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
];

/// The first thing in a drawing that may not be there, or why it is none.
pub(super) fn fault(file: FileId, files: &Files) -> Option<Diagnostic> {
    let known = files.get(file);
    let path = known.path.rsplit('/').next().unwrap_or_default();
    let tree = match roxmltree::Document::parse(&known.text) {
        Ok(tree) => tree,
        Err(error) => {
            let place = error.pos();
            let span = files.spot(file, place.row as usize, place.col as usize);
            return Some(
                Diagnostic::new(Id::ThemeFault, span)
                    .text(TextKey::THEME_SVG)
                    .with("path", path)
                    .with("detail", error.to_string()),
            );
        }
    };
    let root = tree.root_element();
    if root.tag_name().name() != "svg" {
        return Some(refused(file, root.range(), root.tag_name().name()));
    }
    for node in root.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        if !ELEMENTS.contains(&name) {
            return Some(refused(file, node.range(), name));
        }
        let unsafe_one = node.attributes().find(|one| !is_safe(one.name(), one.value()));
        if let Some(one) = unsafe_one {
            return Some(refused(file, one.range(), one.name()));
        }
    }
    None
}

fn refused(file: FileId, at: std::ops::Range<usize>, what: &str) -> Diagnostic {
    Diagnostic::new(Id::ThemeFault, Span::new(file, at.start, at.end))
        .text(TextKey::THEME_SVG_UNSAFE)
        .with("what", what)
}

fn is_safe(name: &str, value: &str) -> bool {
    let value = value.trim();
    match name {
        "href" => value.starts_with('#'),
        _ if name.to_ascii_lowercase().starts_with("on") => false,
        // `url(#shade)` is a part of the drawing itself.
        _ => {
            value
                .split("url(")
                .skip(1)
                .all(|inner| inner.trim_start_matches(['"', '\'']).starts_with('#'))
                && !value.contains("@import")
        }
    }
}
