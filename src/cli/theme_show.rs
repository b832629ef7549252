//! `lantoa theme show`: what a theme declares, as tables of Markdown: what its
//! cards need, what its sheets are, what their panels are called.

use std::fmt::Write;

use super::report::say;
use crate::diag::{Lang, TextKey, named};
use crate::theme::{CardField, CardTemplate, Theme, card_word, sheet_word};

/// The tables, ending in a line's end.
pub(super) fn tables(theme: &Theme, lang: Lang) -> String {
    let mut out = String::new();
    cards(theme, lang, &mut out);
    sheets(theme, lang, &mut out);
    infographics(theme, lang, &mut out);
    out
}

/// What stands where there is nothing.
const NOTHING: &str = "–";

fn head(key: TextKey, columns: usize, lang: Lang, out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
    let rule = "| --- ".repeat(columns);
    let _ = writeln!(out, "{}\n{rule}|", say(key, &[], lang));
}

fn row(cells: &[String], out: &mut String) {
    let cells = cells.iter().map(|cell| if cell.is_empty() { NOTHING } else { cell });
    let cells: Vec<&str> = cells.collect();
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

fn fields(fields: &[CardField]) -> String {
    fields.iter().map(|field| code(field.word())).collect::<Vec<_>>().join(", ")
}

fn cards(theme: &Theme, lang: Lang, out: &mut String) {
    let known = |key: &str| theme.word(key, &[lang.code()]).to_string();
    head(TextKey::THEME_SHOW_FORMATS, 4, lang, out);
    for name in theme.card_formats() {
        let Some(format) = theme.card_format(name) else { continue };
        let size = format!("{} × {} px", format.width, format.height);
        row(&[code(name), known(&card_word(name)), size, format!("{} px", format.least_type)], out);
    }
    head(TextKey::THEME_SHOW_CARDS, 5, lang, out);
    for (name, template) in theme.card_templates() {
        let exports: Vec<&str> =
            template.exports().into_iter().map(|export| export.word()).collect();
        row(
            &[
                code(name),
                fields(&template.when),
                fields(&template.needs),
                shown(template),
                exports.join(", "),
            ],
            out,
        );
    }
}

/// What a template shows, with the sizes of type or the number of parts.
fn shown(template: &CardTemplate) -> String {
    let one = |(field, measures): (&CardField, &std::collections::BTreeMap<String, f64>)| {
        let span = |from: &str, to: &str| {
            let (from, to) = (measures.get(from)?, measures.get(to)?);
            Some(format!(" {from}–{to}"))
        };
        let count = span("least", "most").map(|count| format!("{count} ×")).unwrap_or_default();
        let size = span("min", "max").map(|size| format!("{size} px")).unwrap_or_default();
        format!("{}{count}{size}", code(field.word()))
    };
    template.fields.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn sheets(theme: &Theme, lang: Lang, out: &mut String) {
    head(TextKey::THEME_SHOW_SHEETS, 8, lang, out);
    for (name, sheet) in theme.sheets() {
        let papers: Vec<&str> = sheet.papers.keys().map(String::as_str).collect();
        let panels = sheet.panels.iter().filter_map(|names| named(names, lang));
        let panels: Vec<&str> = panels.collect();
        let variants: Vec<String> =
            sheet.variants().into_iter().map(|variant| code(variant.word())).collect();
        row(
            &[
                code(name),
                theme.word(&sheet_word(name), &[lang.code()]).to_string(),
                format!("{} × {} mm", sheet.width, sheet.height),
                papers.join(", "),
                panels.join(", "),
                format!("{} m", sheet.distance),
                format!("{}–{} pt", sheet.type_sizes.least, sheet.type_sizes.most),
                variants.join(", "),
            ],
            out,
        );
    }
}

fn infographics(theme: &Theme, lang: Lang, out: &mut String) {
    head(TextKey::THEME_SHOW_INFOGRAPHICS, 3, lang, out);
    for name in theme.infographics() {
        let Some((_, layout)) = theme.infographic(Some(name)) else { continue };
        let size = match layout.height {
            Some(height) => format!("{} × {height} px", layout.width),
            None => format!("{} px", layout.width),
        };
        row(&[code(name), size, format!("{} px", layout.least_type)], out);
    }
}
