//! `lantoa schema`: what it writes, and that the schemas say what decoding
//! says.

mod examples;
mod verdicts;
mod written;

use std::fs;

use serde_json::{Value, json};

use crate::harness::{Kit, files, repository};

const SETTINGS: &str = ".vscode/settings.json";

fn read(kit: &Kit, path: &str) -> String {
    fs::read_to_string(kit.root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn write(kit: &Kit, path: &str, text: &str) {
    fs::create_dir_all(kit.root().join(".vscode")).expect("a folder");
    fs::write(kit.root().join(path), text).expect("a written file");
}

fn parsed(kit: &Kit, path: &str) -> Value {
    serde_json::from_str(&read(kit, path)).expect("JSON")
}

#[test]
fn a_kit_gets_schemas_and_the_settings_that_name_their_files() {
    let kit = Kit::small();
    let first = kit.run_as_is(&["schema"]).ok();
    assert!(first.stdout.contains("Đã ghi .vscode/schemas/messages.json"), "{}", first.stdout);
    let settings = parsed(&kit, SETTINGS);
    let schemas = settings["yaml.schemas"].as_object().expect("schemas");
    assert_eq!(
        schemas[".vscode/schemas/messages.json"],
        json!(["content/campaigns/*/messages.yml", "content/messages/*.yml"])
    );
    for path in schemas.keys() {
        assert_eq!(parsed(&kit, path)["$schema"], "http://json-schema.org/draft-07/schema#");
    }
    assert_eq!(settings["[yaml]"]["editor.insertSpaces"], true);
    assert_eq!(parsed(&kit, ".vscode/extensions.json")["recommendations"][0], "redhat.vscode-yaml");

    let before = files(&kit.root().join(".vscode"));
    let second = kit.run_as_is(&["schema", "."]).ok();
    assert!(!second.stdout.contains("Đã ghi"), "{}", second.stdout);
    assert!(files(&kit.root().join(".vscode")) == before, "a second run changed something");
}

#[test]
fn the_kits_languages_are_the_ones_proposed() {
    let kit = Kit::small();
    let languages = |kit: &Kit| {
        let run = kit.run_as_is(&["schema", "--print", "messages"]).ok();
        let schema: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let text = &schema["definitions"]["MessageRecord"]["properties"]["text"];
        let names = text["properties"].as_object().expect("languages").keys().cloned();
        (names.collect::<Vec<_>>(), text["required"].clone())
    };
    assert_eq!(languages(&kit), (vec!["vi".into()], json!(["vi"])));
    kit.write("kit.yml", "title: Kit\nbase_url: https://a.vn/\nlanguages: [en, km]\n");
    assert_eq!(languages(&kit), (vec!["en".into(), "km".into()], json!(["en"])));
    fs::remove_file(kit.content().join("kit.yml")).expect("a removed file");
    assert_eq!(languages(&kit), (vec!["vi".into(), "en".into()], json!(["vi"])));
    assert!(!kit.root().join(".vscode").exists(), "--print wrote something");
}

#[test]
fn settings_of_others_stay() {
    let kit = Kit::small();
    write(
        &kit,
        SETTINGS,
        "{\n\t\"files.eol\": \"\\r\\n\",\n\t\"yaml.schemas\": {\"mine.json\": \"mine.yml\", \".vscode/schemas/kit.json\": \"old.yml\"}\n}\n",
    );
    write(&kit, ".vscode/extensions.json", "{\"recommendations\": [\"a.b\"]}");
    kit.run_as_is(&["schema"]).ok();
    let settings = parsed(&kit, SETTINGS);
    assert_eq!(settings["files.eol"], "\r\n");
    assert_eq!(settings["yaml.schemas"]["mine.json"], "mine.yml");
    assert_eq!(settings["yaml.schemas"][".vscode/schemas/kit.json"], json!(["content/kit.yml"]));
    assert!(read(&kit, SETTINGS).contains("\n\t\"yaml.schemas\""), "other indentation");
    let extensions = parsed(&kit, ".vscode/extensions.json");
    assert_eq!(extensions["recommendations"], json!(["a.b", "redhat.vscode-yaml"]));
}

#[test]
fn settings_with_comments_are_not_touched_and_what_to_add_is_said() {
    for (text, why) in [
        ("{\n  // của tôi\n  \"a\": 1,\n}\n", "có chú thích"),
        ("{\n  \"a\": \n}\n", "dòng 3"),
        ("[1]\n", "không có dạng"),
    ] {
        let kit = Kit::small();
        write(&kit, SETTINGS, text);
        let run = kit.run_as_is(&["schema"]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains(why), "{}", run.stderr);
        assert!(run.stderr.contains("\"content/kit.yml\""), "{}", run.stderr);
        assert_eq!(read(&kit, SETTINGS), text);
        // The rest is done all the same.
        assert!(kit.root().join(".vscode/schemas/kit.json").exists());
    }
    // What was added by hand is enough.
    let kit = Kit::small();
    kit.run_as_is(&["schema"]).ok();
    let text = format!("// của tôi\n{}", read(&kit, SETTINGS));
    write(&kit, SETTINGS, &text);
    kit.run_as_is(&["schema"]).ok();
    assert_eq!(read(&kit, SETTINGS), text);
    // What cannot be read as text would be lost.
    fs::write(kit.root().join(SETTINGS), b"{\"a\": \"\xff\"}").expect("a written file");
    assert_eq!(kit.run_as_is(&["schema"]).code, 2);
    assert!(fs::read(kit.root().join(SETTINGS)).expect("a file").contains(&0xff));
}

#[test]
fn other_folders() {
    let kit = Kit::small();
    fs::rename(kit.content(), kit.root().join("noi-dung")).expect("a renamed folder");
    kit.run_as_is(&["schema", "--content", "./noi-dung"]).ok();
    let settings = parsed(&kit, SETTINGS);
    let kits = &settings["yaml.schemas"][".vscode/schemas/kit.json"];
    assert_eq!(*kits, json!(["noi-dung/kit.yml"]));
    let schema = parsed(&kit, ".vscode/schemas/audiences.json");
    let title = &schema["definitions"]["LocalizedText"]["properties"];
    assert!(title.get("vi").is_some() && title.get("en").is_none(), "{title}");

    let outside = kit.run_as_is(&["schema", "--content", "../noi-dung"]);
    assert_eq!((outside.code, outside.stderr.contains("phải nằm trong")), (2, true));
    let nowhere = kit.run_as_is(&["schema", "khong-co"]);
    assert_eq!((nowhere.code, nowhere.stderr.contains("khong-co")), (2, true));
    assert_eq!(kit.run_as_is(&["schema", "--print", "khong-co"]).code, 2);
}

#[test]
fn a_new_kit_has_what_the_command_writes() {
    let kit = Kit::new(&[]);
    kit.run_as_is(&["new", "kho"]).ok();
    let run = kit.run_as_is(&["schema", "kho"]).ok();
    assert!(!run.stdout.contains("Đã ghi"), "{}", run.stdout);
}

#[test]
fn the_sample_kit_has_what_the_program_writes() {
    let kit = Kit::new(&[]);
    let config = fs::read_to_string(repository().join("content/kit.yml")).expect("kit.yml");
    kit.write("kit.yml", &config);
    kit.run_as_is(&["schema"]).ok();
    let committed = files(&repository().join(".vscode"));
    let written = files(&kit.root().join(".vscode"));
    assert_eq!(
        committed.keys().collect::<Vec<_>>(),
        written.keys().collect::<Vec<_>>(),
        "run `lantoa schema` in the repository"
    );
    for (path, bytes) in &written {
        assert!(committed[path] == *bytes, "{path}: run `lantoa schema` in the repository");
    }
}
