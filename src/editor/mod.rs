//! What editors are told about a kit: the files in `.vscode/` that give
//! completion, descriptions and red lines while the YAML is written. Pure:
//! hands on paths and texts, and never touches disk.

mod settings;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::catalog::{Document, SchemaOptions};
use crate::source::yaml;
use crate::theme::Theme;

pub use settings::{Untouched, merge};

/// The folder with the schemas, as VS Code's settings name it.
pub const SCHEMAS: &str = ".vscode/schemas";

/// The settings of the kit's folder.
pub const SETTINGS: &str = ".vscode/settings.json";

/// What VS Code proposes to install.
pub const EXTENSIONS: &str = ".vscode/extensions.json";

/// The extension that reads schemas for YAML.
pub const YAML_EXTENSION: &str = "redhat.vscode-yaml";

/// The units of facts that lantoa knows how to say.
const UNITS: &[&str] = &["VND", "VND/month", "VND/year", "percent", "years", "months", "people"];

/// What schemas propose: the kit's languages, the theme's names, what the
/// checks look at.
#[must_use]
pub fn options(
    languages: Vec<String>,
    theme: Option<&Theme>,
    checks: BTreeMap<String, String>,
) -> SchemaOptions {
    let units = UNITS.iter().map(|unit| unit.to_string()).collect();
    let examples = BTreeMap::from([("FactRecord.unit".to_string(), units)]);
    let mut listed = BTreeMap::new();
    if let Some(theme) = theme {
        let mut add = |key: &str, names: &mut dyn Iterator<Item = &str>| {
            listed.insert(key.to_string(), names.map(str::to_string).collect());
        };
        add("icon", &mut theme.icons());
        add("color", &mut theme.palettes());
        add("KitConfig.cards", &mut theme.card_formats());
        add("LeafletRecord.template", &mut theme.sheets().map(|(name, _)| name));
        add("MessageRecord.card", &mut theme.card_templates().map(|(name, _)| name));
        add("InfographicRecord.template", &mut theme.infographics());
    }
    SchemaOptions { languages, examples, listed, checks }
}

/// The languages that the text of a `kit.yml` names; Vietnamese and English
/// where it names none.
#[must_use]
pub fn languages(kit: Option<&str>) -> Vec<String> {
    let mut faults = crate::diag::Diagnostics::default();
    let node = kit.and_then(|text| yaml::parse(text, crate::diag::FileId(0), 0, &mut faults));
    let listed = node.as_ref().and_then(|node| node.get("languages"));
    let mut languages: Vec<String> = Vec::new();
    for lang in listed.map(yaml::Node::list).unwrap_or_default().iter().filter_map(|n| n.text()) {
        if !languages.iter().any(|known| known == lang) {
            languages.push(lang.to_string());
        }
    }
    if languages.is_empty() {
        languages.extend(["vi", "en"].map(str::to_string));
    }
    languages
}

/// A schema as the text of a file.
#[must_use]
pub fn schema_text(document: Document, options: &SchemaOptions) -> String {
    pretty(&document.schema(options).value)
}

/// The files with the schemas, by their paths.
#[must_use]
pub fn schemas(options: &SchemaOptions) -> Vec<(String, String)> {
    let file = |document: &Document| {
        (format!("{SCHEMAS}/{}.json", document.word()), schema_text(*document, options))
    };
    Document::ALL.iter().map(file).collect()
}

/// The settings that tie the schemas to the files of the content folder,
/// which is `content` inside the kit's folder.
#[must_use]
pub fn settings(content: &str) -> Value {
    let mut files = serde_json::Map::new();
    for document in Document::ALL.iter().filter(|document| !document.files().is_empty()) {
        let globs = document.files().into_iter().map(|glob| format!("{content}/{glob}"));
        let globs: Vec<String> = globs.collect();
        files.insert(format!("{SCHEMAS}/{}.json", document.word()), json!(globs));
    }
    json!({
        "yaml.schemas": files,
        "[yaml]": {"editor.insertSpaces": true, "editor.tabSize": 2},
        "files.encoding": "utf8",
        "files.eol": "\n",
    })
}

/// What VS Code proposes to install for this folder.
#[must_use]
pub fn extensions() -> Value {
    json!({"recommendations": [YAML_EXTENSION]})
}

/// JSON as people read it.
#[must_use]
pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
