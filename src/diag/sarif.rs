//! SARIF 2.1.0 (OASIS): one document for a run, which code hosts and
//! editors read.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Diagnostic, Files, Id, Lang, Message, Roots, Severity, Span, TextKey, message};

/// A run's diagnostics as one document. `roots` says where the folders
/// are in the repository, `titles` what each check looks at.
pub fn to_sarif(
    list: &[Diagnostic],
    files: &Files,
    roots: &Roots,
    titles: &BTreeMap<String, String>,
    lang: Lang,
) -> String {
    let rules: Vec<Value> = Id::ALL
        .iter()
        .map(|id| {
            let explain = format!("lantoa explain {}", id.name());
            json!({
                "id": id.name(),
                "shortDescription": { "text": titles.get(id.name()).map_or(id.name(), String::as_str) },
                "help": { "text": explain.clone(), "markdown": format!("`{explain}`") },
                "defaultConfiguration": { "level": id.severity().name() },
            })
        })
        .collect();
    let results: Vec<Value> = list.iter().map(|d| result(d, files, roots, lang)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "lantoa",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "language": lang.code(),
            // Columns count Unicode scalar values, as everywhere in lantoa.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    // Strings and numbers only, which always serialise.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

fn result(diagnostic: &Diagnostic, files: &Files, roots: &Roots, lang: Lang) -> Value {
    let mut text = diagnostic.words(files, lang);
    for hint in &diagnostic.hints {
        text.push_str(&format!(
            "\n{}: {}",
            message(&Message::new(TextKey::LEVEL_HELP), lang),
            message(hint, lang)
        ));
    }
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Off => "none",
    };
    let mut result = json!({
        "ruleId": diagnostic.id.name(),
        "ruleIndex": Id::ALL.iter().position(|id| *id == diagnostic.id),
        "level": level,
        "message": { "text": text },
    });
    if let Some(span) = diagnostic.span {
        result["locations"] = json!([{ "physicalLocation": physical(span, files, roots) }]);
    }
    if let Some(span) = diagnostic.related {
        result["relatedLocations"] =
            json!([{ "id": 1, "physicalLocation": physical(span, files, roots) }]);
    }
    result
}

fn physical(span: Span, files: &Files, roots: &Roots) -> Value {
    let (line, column) = files.position(span.file, span.start);
    let (end_line, end_column) = files.position(span.file, span.end);
    let path = roots.path(&files.get(span.file).path);
    json!({
        "artifactLocation": { "uri": uri(&path) },
        "region": {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
        },
    })
}

/// A path as a relative URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte as char);
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
