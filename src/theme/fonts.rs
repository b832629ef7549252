//! A theme's fonts: whether a file is one, and of which family.

use std::collections::BTreeSet;

/// Whether a file of a theme should be a font that drawings use.
pub(super) fn is_font(path: &str) -> bool {
    path.starts_with("fonts/") && [".ttf", ".otf", ".ttc"].iter().any(|end| path.ends_with(end))
}

/// The names of the families in a font's file; none where it is no font. A
/// bold face may have a name of its own beside that of its family.
pub(super) fn families(bytes: &[u8]) -> BTreeSet<String> {
    use ttf_parser::name_id::{FAMILY, TYPOGRAPHIC_FAMILY};
    let count = ttf_parser::fonts_in_collection(bytes).unwrap_or(1);
    let faces = (0..count).filter_map(|at| ttf_parser::Face::parse(bytes, at).ok());
    let mut families = BTreeSet::new();
    for face in faces {
        let names = face.names().into_iter();
        let names = names.filter(|name| [FAMILY, TYPOGRAPHIC_FAMILY].contains(&name.name_id));
        families.extend(names.filter_map(|name| name.to_string()));
    }
    families
}
