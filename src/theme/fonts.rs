//! A theme's fonts: whether a file is one, which characters and scripts its
//! families have, and whether that is what `theme.yml` says of them.

use std::collections::{BTreeMap, BTreeSet};

use super::layers::{Layer, Read};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Severity, Span, TextKey};
use crate::locale::Script;
use crate::source::yaml::{Node, Value};

crate::closed_list! {
    /// What a family of fonts is for, in the order in which they are asked.
    pub enum Role {
        /// Words.
        Text = "text",
        /// Arrows, bullets, marks.
        Symbols = "symbols",
        /// Pictures that count as characters.
        Emoji = "emoji",
    }
}

/// What a theme's fonts can draw.
pub(super) struct Glyphs {
    /// The families, each with the scripts that it has letters of.
    families: BTreeMap<String, BTreeSet<Script>>,
    /// The characters that one of them has, sorted.
    characters: Vec<u32>,
}

impl Glyphs {
    /// Of all fonts among a theme's files.
    pub(super) fn of(files: &Read) -> Self {
        let (mut families, mut characters) = (BTreeMap::new(), Vec::new());
        for (bytes, _) in files.iter().filter(|(path, _)| is_font(path)).map(|(_, file)| file) {
            let own = characters_of(bytes);
            let scripts: BTreeSet<Script> = letters(&own).collect();
            for family in self::families(bytes) {
                families.entry(family).or_insert_with(BTreeSet::new).extend(&scripts);
            }
            characters.extend(own);
        }
        characters.sort_unstable();
        characters.dedup();
        Glyphs { families, characters }
    }

    /// The names of the families.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.families.keys().map(String::as_str)
    }

    /// Whether a font has a character.
    pub(super) fn draw(&self, c: char) -> bool {
        self.characters.binary_search(&u32::from(c)).is_ok()
    }

    /// Whether a font has letters of a script.
    pub(super) fn know(&self, script: Script) -> bool {
        self.families.values().any(|scripts| scripts.contains(&script))
    }
}

/// What needs no glyph of its own: joiners, selectors of forms.
#[must_use]
pub fn is_silent(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE0E}' | '\u{FE0F}')
}

/// Whether a file of a theme should be a font that drawings use.
pub(super) fn is_font(path: &str) -> bool {
    path.starts_with("fonts/") && [".ttf", ".otf", ".ttc"].iter().any(|end| path.ends_with(end))
}

fn faces(bytes: &[u8]) -> impl Iterator<Item = ttf_parser::Face<'_>> {
    let count = ttf_parser::fonts_in_collection(bytes).unwrap_or(1);
    (0..count).filter_map(|at| ttf_parser::Face::parse(bytes, at).ok())
}

/// The names of the families in a font's file; none where it is no font. A
/// bold face may have a name of its own beside that of its family.
pub(super) fn families(bytes: &[u8]) -> BTreeSet<String> {
    use ttf_parser::name_id::{FAMILY, TYPOGRAPHIC_FAMILY};
    let mut families = BTreeSet::new();
    for face in faces(bytes) {
        let names = face.names().into_iter();
        let names = names.filter(|name| [FAMILY, TYPOGRAPHIC_FAMILY].contains(&name.name_id));
        families.extend(names.filter_map(|name| name.to_string()));
    }
    families
}

/// The characters of a font's file, as its tables list them: by the same the
/// engine chooses among fonts.
fn characters_of(bytes: &[u8]) -> Vec<u32> {
    let mut characters = Vec::new();
    for face in faces(bytes) {
        let subtables = face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables);
        for subtable in subtables.filter(ttf_parser::cmap::Subtable::is_unicode) {
            subtable.codepoints(|c| characters.push(c));
        }
    }
    characters
}

/// The scripts of the letters among characters.
fn letters(characters: &[u32]) -> impl Iterator<Item = Script> {
    let letters =
        characters.iter().filter_map(|c| char::from_u32(*c)).filter(|c| c.is_alphabetic());
    letters.filter_map(Script::of)
}

/// The families that `theme.yml` speaks of.
fn declared(tree: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let families = tree.get("fonts").and_then(|fonts| fonts.get("families"));
    let pairs = match families.map(|families| &families.value) {
        Some(Value::Map(pairs)) => pairs.as_slice(),
        _ => &[],
    };
    pairs.iter().map(|(key, family)| (key.name.as_str(), family))
}

/// The names of the families that `theme.yml` speaks of.
pub(super) fn names(tree: &Node) -> Vec<String> {
    declared(tree).map(|(name, _)| name.to_owned()).collect()
}

/// The families in the order in which they are asked for a character.
pub(super) fn stack(tree: &Node) -> Vec<String> {
    let first = match tree.get("fonts").and_then(|fonts| fonts.get("first")).map(|node| &node.value)
    {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    let mut stack: Vec<String> = first.iter().filter_map(Node::text).map(str::to_owned).collect();
    for role in Role::WORDS {
        let own = declared(tree)
            .filter(|(_, family)| family.get("role").and_then(Node::text) == Some(role))
            .map(|(name, _)| name.to_owned());
        let own: Vec<String> = own.filter(|name| !stack.contains(name)).collect();
        stack.extend(own);
    }
    stack
}

/// Holds what `theme.yml` says of fonts against the fonts: a script that a
/// family has no letters of, a family for text that names none.
pub(super) fn hold(tree: &Node, glyphs: &Glyphs, out: &mut Diagnostics) {
    for (name, family) in declared(tree) {
        let Some(own) = glyphs.families.get(name) else { continue };
        let Some(Value::List(scripts)) = family.get("scripts").map(|node| &node.value) else {
            if family.get("role").and_then(Node::text) == Some(Role::Text.word()) {
                out.push(Diagnostic::new(Id::MissingField, family.span).with("field", "scripts"));
            }
            continue;
        };
        for node in scripts {
            let has = |code: &str| own.iter().any(|script| script.code() == code);
            let Some(code) = node.text().filter(|code| !has(code)) else { continue };
            let list: Vec<&str> = own.iter().map(|script| script.code()).collect();
            let fault = Diagnostic::new(Id::ThemeFault, node.span)
                .text(TextKey::THEME_FONT_SCRIPT)
                .with("family", name)
                .with("script", code);
            out.push(match list.is_empty() {
                true => fault,
                false => {
                    fault.hint(Message::new(TextKey::HINT_ONE_OF).with("list", list.join(", ")))
                }
            });
        }
    }
}

/// Says which fonts of a theme's own folder `theme.yml` does not speak of.
pub(super) fn undeclared(layer: &Layer, declared: &[String], out: &mut Diagnostics) {
    let mut said = BTreeSet::new();
    for (path, (bytes, _)) in layer.files.iter().filter(|(path, _)| is_font(path)) {
        let own = families(bytes);
        let Some(id) = layer.ids.get(path) else { continue };
        let Some(family) = own.first().filter(|_| !own.iter().any(|name| declared.contains(name)))
        else {
            continue;
        };
        if !said.insert(family.clone()) {
            continue;
        }
        let scripts: BTreeSet<Script> = letters(&characters_of(bytes)).collect();
        let scripts: Vec<&str> = scripts.iter().map(|script| script.code()).collect();
        out.push(
            Diagnostic::new(Id::UnusedFile, Span::file(*id))
                .text(TextKey::THEME_FONT_UNDECLARED)
                .with("family", family)
                .weighing(Severity::Error)
                .hint(Message::new(TextKey::HINT_WRITE).with("text", entry(family, &scripts))),
        );
    }
}

/// How `theme.yml` says that a family is for text in these scripts.
pub(super) fn entry(family: &str, scripts: &[&str]) -> String {
    let scripts = scripts.join(", ");
    format!("fonts: {{families: {{{family}: {{role: text, scripts: [{scripts}]}}}}}}")
}
