//! The kit that a theme is tried on: one item of every template that the theme
//! declares, in few words, so that what is wrong comes of the theme.

use include_dir::{Dir, DirEntry, include_dir};

use super::fill;
use crate::theme::{CardField, Theme};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/trial");

/// The content of the trial kit for the theme `name`, which declares what
/// `theme` does: paths and bytes.
#[must_use]
pub fn trial(name: &str, theme: &Theme) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    collect(&FILES, &[("theme", name), ("palette", theme.default_palette())], &mut files);
    let mut messages = String::new();
    for ((name, template), number) in theme.card_templates().zip(1..) {
        let (least, most) = template.count(CardField::Steps);
        let steps: Vec<String> = (1..=least.max(2).min(most))
            .map(|n| format!("{{vi: Bước {n}, en: Step {n}}}"))
            .collect();
        let values =
            [("template", name), ("number", &number.to_string()), ("steps", &steps.join(", "))];
        messages += &fill(include_str!("trial/message.yml"), &values);
    }
    files.push(("campaigns/thu/messages.yml".to_string(), messages.into_bytes()));
    for ((name, _), number) in theme.sheets().zip(1..) {
        let text = fill(include_str!("trial/leaflet.md"), &[("template", name)]);
        files.push((format!("leaflets/to-{number}.md"), text.into_bytes()));
    }
    for (name, number) in theme.infographics().zip(1..) {
        // One that grows with its content has room for every kind of block.
        let grows = theme.infographic(Some(name)).is_some_and(|(_, it)| it.height.is_none());
        let text = match grows {
            true => include_str!("trial/infographic-long.yml"),
            false => include_str!("trial/infographic.yml"),
        };
        let text = fill(text, &[("template", name)]);
        files.push((format!("infographics/hinh-{number}.yml"), text.into_bytes()));
    }
    files
}

/// The files that are the same for every theme: those in folders, and the
/// kit's own tables.
fn collect(folder: &Dir<'_>, values: &[(&str, &str)], files: &mut Vec<(String, Vec<u8>)>) {
    const TEMPLATES: [&str; 4] =
        ["message.yml", "leaflet.md", "infographic.yml", "infographic-long.yml"];
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => collect(folder, values, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                if TEMPLATES.contains(&path.as_str()) {
                    continue;
                }
                let bytes = match file.contents_utf8() {
                    Some(text) => fill(text, values).into_bytes(),
                    None => file.contents().to_vec(),
                };
                files.push((path, bytes));
            }
        }
    }
}
