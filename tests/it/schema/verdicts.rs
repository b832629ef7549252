//! The schemas and the decoder give the same verdict: on right files, on
//! files with one value changed everywhere, and on the kits that there are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use lantoa::catalog::{Document, LoadOptions, SchemaOptions, load};
use lantoa::diag::{Diagnostics, Id, Severity};
use lantoa::source::Content;
use serde_json::{Value, json};

use super::examples::{example, other_blocks};
use crate::harness::{TODAY, files, repository};

/// What a schema can see. A web address in `kit.yml` and a language written
/// twice there are looked at where the file is decoded.
const STRUCTURAL: &[Id] = &[
    Id::UnknownField,
    Id::MissingField,
    Id::WrongType,
    Id::UnknownValue,
    Id::InvalidDate,
    Id::InvalidId,
    Id::InvalidYaml,
    Id::UnsafeLink,
    Id::DuplicateId,
];

const KIT: &str = "title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\n";

fn schema(document: Document, languages: &[String]) -> Value {
    document.schema(&SchemaOptions { languages: languages.to_vec(), ..Default::default() }).value
}

pub fn validators() -> BTreeMap<Document, Validator> {
    let languages = ["vi", "en"].map(str::to_string);
    let validator = |document: &Document| {
        let schema = schema(*document, &languages);
        (*document, jsonschema::draft7::new(&schema).expect("a usable schema"))
    };
    Document::ALL.iter().map(validator).collect()
}

/// The structural errors that reading finds in one of the files.
fn decoded(texts: &[(&str, &str)], of: &str) -> Vec<String> {
    let mut found = Diagnostics::default();
    let texts = texts.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()));
    let content = Content::from_texts(texts, &mut found);
    let date = TODAY.parse().ok();
    load(&content, &LoadOptions { date, ..Default::default() }, &mut found);
    let of = format!("content/{of}");
    let here = found.list().iter().filter(|d| {
        let file = d.span.map(|span| &content.files.get(span.file).path);
        d.severity == Severity::Error && file == Some(&of) && STRUCTURAL.contains(&d.id)
    });
    here.map(|d| format!("{} {:?}", d.id.name(), d.message.args)).collect()
}

/// A document's text in its file's format.
fn file(path: &str, yaml: &str) -> String {
    match path.ends_with(".md") {
        true => format!("---\n{yaml}\n---\n\n## Một\n\nLời.\n"),
        false => format!("{yaml}\n"),
    }
}

pub fn decoded_alone(path: &str, yaml: &str) -> Vec<String> {
    match path {
        "kit.yml" => decoded(&[(path, &file(path, yaml))], path),
        _ => decoded(&[("kit.yml", KIT), (path, &file(path, yaml))], path),
    }
}

/// What takes the place of every value in turn.
fn others() -> Vec<Value> {
    vec![
        Value::Null,
        json!(7),
        json!(-1),
        json!(1.5),
        json!(true),
        json!("x"),
        json!("Có dấu"),
        json!("2026-02-30"),
        json!("2024-02-29"),
        json!("02-29"),
        json!([]),
        json!([null]),
        json!(["x"]),
        json!({}),
        json!({"vi": null}),
        json!({"khong_co": 1}),
    ]
}

/// Every way to change one thing in a value.
fn changes(value: &Value, emit: &mut dyn FnMut(&str, Value)) {
    for other in others() {
        emit("", other);
    }
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let mut without = map.clone();
                without.shift_remove(key);
                emit(&format!("/-{key}"), Value::Object(without));
                changes(inner, &mut |path, changed| {
                    let mut map = map.clone();
                    map.insert(key.clone(), changed);
                    emit(&format!("/{key}{path}"), Value::Object(map));
                });
            }
            let mut more = map.clone();
            more.insert("khong_co".into(), json!("x"));
            emit("/+khong_co", Value::Object(more));
        }
        Value::Array(list) => {
            for (i, inner) in list.iter().enumerate() {
                changes(inner, &mut |path, changed| {
                    let mut list = list.clone();
                    list[i] = changed;
                    emit(&format!("/{i}{path}"), Value::Array(list));
                });
            }
        }
        _ => {}
    }
}

/// Where the editor is stricter, and why that is right there: a bare `true`
/// is a word to the program where words are meant (an id, a table's cell),
/// and names of time zones are not listed in the schema. A schema cannot hold
/// a period's two days against each other.
fn is_known_difference(path: &str, at: &Value, editor: bool) -> bool {
    let is_period = path.ends_with("/until") || path.ends_with("/from");
    (at.is_boolean() && !editor)
        || (path.starts_with("/timezone") && editor)
        || (is_period && at == "2024-02-29" && editor)
}

fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    value.pointer(path).unwrap_or(&Value::Null)
}

#[test]
fn decoder_and_schemas_agree() {
    let validators = validators();
    let (mut count, mut accepted, mut known) = (0, 0, 0);
    let mut differences = Vec::new();
    for document in Document::ALL {
        let (path, right) = example(*document);
        let found = decoded_alone(path, &right.to_string());
        assert!(found.is_empty(), "{path}: {found:?}");
        let validator = &validators[document];
        if let Err(error) = validator.validate(&right) {
            panic!("{path}: {error} at {}", error.instance_path());
        }
        let mut seen = BTreeSet::new();
        changes(&right, &mut |place, changed| {
            let text = changed.to_string();
            // An empty file is not read at all, and editors say nothing of it.
            if (place.is_empty() && changed.is_null()) || !seen.insert(text.clone()) {
                return;
            }
            let found = decoded_alone(path, &text);
            let editor = validator.is_valid(&changed);
            count += 1;
            accepted += usize::from(editor);
            match editor == found.is_empty() {
                true => {}
                false if is_known_difference(place, at(&changed, place), editor) => known += 1,
                false => {
                    let value = at(&changed, place);
                    differences
                        .push(format!("{path}{place} = {value}: editor {editor}, {found:?}"));
                }
            }
        });
    }
    println!("{count} inputs, {accepted} of them right, {known} known differences");
    assert!(differences.is_empty(), "{}:\n{}", differences.len(), differences.join("\n"));
    assert!(count > 1000, "{count}");
    assert!(known < 80, "{known}");
}

/// The examples have every field that the schemas have.
#[test]
fn the_examples_have_every_field() {
    let languages = ["vi", "en"].map(str::to_string);
    for document in Document::ALL {
        let schema = schema(*document, &languages);
        let (path, right) = example(*document);
        covers(&schema, &schema, &[&right], path);
    }
}

fn covers(root: &Value, schema: &Value, values: &[&Value], path: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).expect("a definition");
        return covers(root, target, values, path);
    }
    for part in ["allOf", "anyOf"].iter().filter_map(|word| schema[*word].as_array()).flatten() {
        match part.pointer("/if/properties/kind/const") {
            Some(kind) => {
                let own: Vec<&Value> =
                    values.iter().copied().filter(|value| value["kind"] == *kind).collect();
                if !own.is_empty() {
                    covers(root, &part["then"], &own, &format!("{path}({kind})"));
                }
            }
            None => covers(root, part, values, path),
        }
    }
    let elements: Vec<&Value> =
        values.iter().filter_map(|value| value.as_array()).flatten().collect();
    if !elements.is_empty() && schema.get("items").is_some() {
        covers(root, &schema["items"], &elements, &format!("{path}[]"));
    }
    // Which languages a text is in, and which checks are named, is free.
    let is_free = schema.get("patternProperties").is_some() || path.ends_with(".checks");
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        let own: Vec<&Value> = values.iter().filter_map(|value| value.get(name)).collect();
        assert!(!own.is_empty() || is_free, "{path}.{name} is in no example");
        if !own.is_empty() {
            covers(root, inner, &own, &format!("{path}.{name}"));
        }
    }
}

#[test]
fn blocks_of_every_kind() {
    let validator = &validators()[&Document::Infographic];
    let (path, mut right) = example(Document::Infographic);
    for block in other_blocks() {
        right["blocks"] = json!([block]);
        assert_eq!(decoded_alone(path, &right.to_string()), [""; 0], "{block}");
        assert!(validator.is_valid(&right), "{block}");
        right["blocks"][0]["khong_co"] = json!("x");
        assert_ne!(decoded_alone(path, &right.to_string()), [""; 0], "{block}");
        assert!(!validator.is_valid(&right), "{block}");
    }
}

/// Which kind of file a path is.
fn document(path: &str) -> Option<Document> {
    let parts: Vec<&str> = path.split('/').collect();
    let item = |folder: &str, name: &str| match folder {
        "infographics" => Some(Document::Infographic),
        // A translation needs only its words.
        "leaflets" if name.matches('.').count() == 1 => Some(Document::Leaflet),
        "broadcasts" if name.matches('.').count() == 1 => Some(Document::Broadcast),
        "faq" if name.matches('.').count() == 1 => Some(Document::Faq),
        "pages" if name.matches('.').count() == 1 => Some(Document::Page),
        _ => None,
    };
    match parts[..] {
        ["kit.yml"] => Some(Document::Kit),
        ["audiences.yml"] | ["audiences", _] => Some(Document::Audiences),
        ["legal.yml"] | ["legal", _] => Some(Document::Legal),
        ["facts.yml"] | ["facts", _] => Some(Document::Facts),
        ["units", _] => Some(Document::Unit),
        ["campaigns", _, "campaign.yml"] => Some(Document::Campaign),
        ["campaigns", _, "messages.yml"] | ["messages", _] => Some(Document::Messages),
        ["campaigns", _, folder, name] | [folder, name] => item(folder, name),
        _ => None,
    }
}

/// The kits that there are: what the program takes, the editor takes.
#[test]
fn kits_pass_their_schemas() {
    let mut kits = vec![files(&repository().join("content"))];
    let folders = std::fs::read_dir(repository().join("tests/kits")).expect("a folder");
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let wrong = files(&folder.join("content"));
        let mut right = wrong.clone();
        if folder.join("right").is_dir() {
            right.extend(files(&folder.join("right")));
        }
        kits.extend([wrong, right]);
    }
    let count: usize = kits.iter().map(passes).sum();
    println!("{count} files");
    assert!(count > 200, "{count}");
}

/// Holds the files of a kit against their schemas; counts them.
fn passes(kit: &BTreeMap<String, Vec<u8>>) -> usize {
    let texts: Vec<(&str, &str)> = kit
        .iter()
        .filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?)))
        .filter(|(path, text)| Path::new(path).extension().is_some() && !text.is_empty())
        .collect();
    let config = texts.iter().find(|(path, _)| *path == "kit.yml").map(|(_, text)| *text);
    let languages = lantoa::editor::languages(config);
    let mut count = 0;
    for (path, text) in &texts {
        let Some(document) = document(path) else { continue };
        if !decoded(&texts, path).is_empty() {
            continue;
        }
        let yaml = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")) {
            Some((front, _)) if path.ends_with(".md") => front,
            _ => text,
        };
        let Ok(value) = serde_yaml::from_str::<Value>(yaml) else { continue };
        let schema = schema(document, &languages);
        let validator = jsonschema::draft7::new(&schema).expect("a usable schema");
        if let Err(error) = validator.validate(&value) {
            panic!("{path}: {error} at {}\n{text}", error.instance_path());
        }
        count += 1;
    }
    count
}
