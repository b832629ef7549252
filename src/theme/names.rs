//! What `theme.yml` names must be there: icons, fonts, files, templates, and
//! the words by which people know what it adds.

use super::fonts::Glyphs;
use super::layers::{Read, outside};
use super::words::Words;
use super::{card_word, fonts, sheet_word, strict};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};
use crate::source::decode::not_in_list;
use crate::source::yaml::{Node, Value};

/// What `theme.yml` names must be there; says whether all fonts are. `glyphs`
/// are those of the fonts, where every file of them is one.
pub(super) fn look_at(
    tree: &Node,
    files: &Read,
    glyphs: Option<&Glyphs>,
    out: &mut Diagnostics,
) -> bool {
    let families = fonts::names(tree);
    let mut has_fonts = true;
    let drawings: Vec<&str> =
        files.keys().filter_map(|path| path.strip_suffix(".svg")?.strip_prefix("icons/")).collect();
    strict::named(tree, &mut |kind, text, span| {
        let unknown =
            |what| Diagnostic::new(Id::UnknownReference, span).with("what", what).with("id", text);
        match kind {
            "icon" if !drawings.contains(&text) => {
                out.push(unknown(TextKey::WHAT_ICON).did_you_mean(text, drawings.iter().copied()));
            }
            "font" => {
                let Some(glyphs) = glyphs.filter(|glyphs| !glyphs.names().any(|n| n == text))
                else {
                    return;
                };
                has_fonts = false;
                out.push(unknown(TextKey::WHAT_FONT).did_you_mean(text, glyphs.names()));
            }
            "family" if !families.iter().any(|family| family == text) => {
                has_fonts = false;
                let known = families.iter().map(String::as_str);
                out.push(unknown(TextKey::WHAT_FONT).did_you_mean(text, known));
            }
            "file" if text.starts_with('/') || text.split('/').any(|part| part == "..") => {
                out.push(outside(text, span));
            }
            "file" => needs_file(text, span, files, out),
            _ => {}
        }
    });
    for (name, at) in list(tree, &["cards", "templates"]) {
        needs_file(&format!("typst/card/{name}.typ"), at, files, out);
    }
    for (name, at) in list(tree, &["sheets"]) {
        needs_file(&format!("typst/{name}.typ"), at, files, out);
    }
    has_fonts
}

/// The program's own drawings, whose files lie where sheets have theirs.
const TAKEN: [&str; 4] = ["broadcast", "card", "infographic", "plan"];

/// What is not to be drawn with: a frame that is not there, a sheet with the
/// name of something else, a least that is more than the most. It is said,
/// and what is sound takes its place, so that nothing else is said of it.
pub(super) fn mend(tree: &mut Node, files: &Read, out: &mut Diagnostics) {
    if let Some(Value::Map(sheets)) = tree.get_mut("sheets").map(|sheets| &mut sheets.value) {
        sheets.retain(|(key, _)| {
            let is_taken = TAKEN.contains(&key.name.as_str());
            if is_taken {
                let fault = Diagnostic::new(Id::InvalidId, key.span).text(TextKey::THEME_TAKEN);
                out.push(fault.with("id", &key.name));
            }
            !is_taken
        });
        sheets
            .iter_mut()
            .for_each(|(_, sheet)| in_order(sheet.get_mut("type"), ["least", "most"], out));
    }
    let templates = tree.get_mut("cards").and_then(|cards| cards.get_mut("templates"));
    if let Some(Value::Map(templates)) = templates.map(|templates| &mut templates.value) {
        for (_, template) in templates {
            let fields = template.get_mut("fields").map(|fields| &mut fields.value);
            let Some(Value::Map(fields)) = fields else { continue };
            for (_, field) in fields {
                in_order(Some(field), ["least", "most"], out);
                in_order(Some(field), ["min", "max"], out);
            }
        }
    }
    let Some(Value::Map(layouts)) = tree.get_mut("infographics").map(|all| &mut all.value) else {
        return;
    };
    let path = |frame: &str| format!("typst/infographic/{frame}.typ");
    let frames = layouts.iter().filter_map(|(_, layout)| layout.get("frame"));
    let sound = frames.clone().find(|frame| files.contains_key(&path(frame.text().unwrap_or(""))));
    let Some(sound) = sound.cloned() else { return };
    for frame in layouts.iter_mut().filter_map(|(_, layout)| layout.get_mut("frame")) {
        let wanted = path(frame.text().unwrap_or_default());
        if !files.contains_key(&wanted) {
            needs_file(&wanted, frame.span, files, out);
            *frame = sound.clone();
        }
    }
}

/// Says where the first of two numbers is more than the second, and takes the
/// second for both.
fn in_order(of: Option<&mut Node>, [least, most]: [&str; 2], out: &mut Diagnostics) {
    let number = |node: &Node| node.text().and_then(|text| text.parse::<f64>().ok());
    let Some(of) = of else { return };
    let (Some(low), Some(high)) = (of.get(least), of.get(most).cloned()) else { return };
    if number(low).zip(number(&high)).is_some_and(|(low, high)| low > high) {
        let fault = Diagnostic::new(Id::ThemeFault, low.span).text(TextKey::THEME_ORDER);
        out.push(fault.with("least", least).with("most", most));
        if let Some(low) = of.get_mut(least) {
            *low = high;
        }
    }
}

/// The names in one of the lists of `theme.yml`, with their places.
fn list<'t>(tree: &'t Node, keys: &[&str]) -> impl Iterator<Item = (&'t str, Span)> {
    let list = keys.iter().try_fold(tree, |node, key| node.get(key));
    let pairs = match list.map(|list| &list.value) {
        Some(Value::Map(pairs)) => pairs.as_slice(),
        _ => &[],
    };
    pairs.iter().map(|(key, _)| (key.name.as_str(), key.span))
}

/// What `defaults` names must be in a list of `theme.yml`; where it is not,
/// that is said and what stood there `before` stands.
pub(super) fn hold_defaults(tree: &mut Node, before: Option<&Node>, out: &mut Diagnostics) {
    const LISTS: [(&str, &[&str]); 5] = [
        ("palette", &["palettes"]),
        ("card", &["cards", "templates"]),
        ("preview", &["cards", "formats"]),
        ("sheet", &["sheets"]),
        ("infographic", &["infographics"]),
    ];
    for (key, keys) in LISTS {
        let known: Vec<String> = list(tree, keys).map(|(name, _)| name.to_owned()).collect();
        let named = tree.get_mut("defaults").and_then(|defaults| defaults.get_mut(key));
        let Some(named) = named.filter(|named| named.value != Value::Faulty) else { continue };
        if named.text().is_none_or(|text| !known.iter().any(|name| name == text)) {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            out.push(not_in_list(named, &known));
            if let Some(before) = before.and_then(|before| before.get(key)) {
                *named = before.clone();
            }
        }
    }
}

/// A file that the theme must have.
fn needs_file(path: &str, at: Span, files: &Read, out: &mut Diagnostics) {
    if !files.contains_key(path) {
        let fault = Diagnostic::new(Id::MissingFile, at).with("path", path);
        out.push(fault.did_you_mean(path, files.keys().map(String::as_str)));
    }
}

/// The words by which pages call what `theme.yml` names, with the places of
/// those names.
pub(super) fn words(tree: &Node) -> Vec<(String, Span)> {
    let formats = list(tree, &["cards", "formats"]).map(|(name, at)| (card_word(name), at));
    let sheets = list(tree, &["sheets"]).map(|(name, at)| (sheet_word(name), at));
    formats.chain(sheets).collect()
}

/// Says which of them no language has.
pub(super) fn look_for_words(tree: &Node, known: &Words, out: &mut Diagnostics) {
    for (word, at) in words(tree) {
        if !known.values().any(|table| table.contains_key(&word)) {
            let fault = Diagnostic::new(Id::MissingField, at).with("field", &word);
            out.push(fault.hint(Message::new(TextKey::HINT_THEME_WORD).with("word", word)));
        }
    }
}
