//! The schemas and the decoder on YAML as people write it.

use lantoa::catalog::Document;
use serde_json::Value;

use super::examples::example;
use super::verdicts::{decoded_alone, validators};

/// YAML as people write it, and whether it is right.
const WRITTEN: &[(Document, &str, bool)] = &[
    (Document::Audiences, "- id: a\n  title: Người dân", true),
    (Document::Audiences, "- id: 2026\n  title: Năm", true),
    (Document::Audiences, "- id: Người dân\n  title: Năm", false),
    (Document::Audiences, "- id: a\n  title: 2026", false),
    (Document::Audiences, "- id: a\n  title: \"2026\"", true),
    (Document::Audiences, "- id: a\n  title: true", false),
    (Document::Audiences, "- id: a\n  title:", false),
    (Document::Audiences, "- id: a\n  title:\n    vi:\n    en:", false),
    (Document::Audiences, "- id: a\n  title: A\n  summary:\n    vi:\n    en:", true),
    (Document::Audiences, "- id: a\n  title: A\n  sumary: B", false),
    (Document::Audiences, "- id: a\n  title: A\n  guide: |\n    Dòng\n\n    Dòng", true),
    (Document::Audiences, "id: a\ntitle: A", false),
    (Document::Audiences, "# chưa có gì\n[]", true),
    (Document::Legal, "- {id: a, number: 41/2024/QH15, title: Luật, issued: 2024-06-29}", true),
    (Document::Legal, "- {id: a, number: 41/2024/QH15, title: Luật, issued: 29/06/2024}", false),
    (Document::Legal, "- {id: a, number: 41, title: Luật}", false),
    (Document::Legal, "- {id: a, number: A, title: Luật, in_force: {from: 2023-02-29}}", false),
    (Document::Legal, "- {id: a, number: A, title: Luật, in_force: {from: 2100-02-29}}", false),
    (Document::Legal, "- {id: a, number: A, title: Luật, in_force: {from: 2000-02-29}}", true),
    (Document::Facts, "- {id: a, title: A, unit: VND, values: [{value: 1500000}]}", true),
    (Document::Facts, "- {id: a, title: A, unit: VND, values: [{value: 1.500.000}]}", false),
    (Document::Facts, "- {id: a, title: A, unit: VND, values: [{value: \"4,5\"}]}", false),
    (Document::Facts, "- {id: a, title: A, unit: VND, values: [{value: 4.5}]}", true),
    (Document::Facts, "- {id: a, title: A, unit: VND}", false),
    (Document::Facts, "- {id: a, title: A, unit: VND, values: null}", false),
    (Document::Facts, "- {id: a, title: A, unit: VND, values: }", false),
    (Document::Facts, "- {id: a, title: A, unit: VND, values: , formula: 1 + 1}", true),
    (Document::Unit, "name: A\nhotline: 19009068", false),
    (Document::Unit, "name: A\nhotline: \"19009068\"", true),
    (Document::Unit, "name: A\nhotline: 0258 3822 155", true),
    (Document::Unit, "name: A\nlevel: xã", false),
    (Document::Unit, "name: A\noverrides: {messages: {Chào: {vi: {headline: B}}}}", false),
    (Document::Campaign, "title: A\naudiences: a", false),
    (Document::Campaign, "title: A\naudiences: []", false),
    (Document::Campaign, "title: A\naudiences:\n  - a", true),
    (Document::Campaign, "title: A\naudiences: [a]\nhashtags: [2026]", false),
    (
        Document::Campaign,
        "title: A\naudiences: [a]\nwindows: [{every_year: {from: 05-01, until: 05-31}}]",
        true,
    ),
    (
        Document::Campaign,
        "title: A\naudiences: [a]\nwindows: [{every_year: {from: 5-1, until: 05-31}}]",
        false,
    ),
    (
        Document::Campaign,
        "title: A\naudiences: [a]\nwindows: [{every_year: {from: 02-30, until: 05-31}}]",
        false,
    ),
    (
        Document::Campaign,
        "title: A\naudiences: [a]\nwindows: [{every_year: {from: 02-29, until: 05-31}, from: x}]",
        false,
    ),
    (Document::Campaign, "title: A\naudiences: [a]\nwindows: [{every_year: }]", false),
    (
        Document::Messages,
        "- id: a\n  audiences: [a]\n  text:\n    vi:\n      headline: Xin chào",
        true,
    ),
    (Document::Messages, "- id: a\n  audiences: [a]\n  text:\n    vi: Xin chào", false),
    (Document::Messages, "- id: a\n  audiences: [a]\n  text: Xin chào", false),
    (Document::Messages, "- id: a\n  audiences: [a]\n  text: {}", false),
    (Document::Messages, "- id: a\n  audiences: [a]\n  text:\n    en: {headline: Hello}", false),
    (
        Document::Messages,
        "- id: a\n  audiences: [a]\n  text: {vi: {headline: A}, xx: {headline: B}}",
        false,
    ),
    (
        Document::Messages,
        "- id: a\n  audiences: [a]\n  text: {vi: {headline: A}}\n  status: xong",
        false,
    ),
    (Document::Messages, "-", false),
    (Document::Infographic, "title: A\naudiences: [a]\nblocks:\n  - title: B", false),
    (Document::Infographic, "title: A\naudiences: [a]\nblocks:\n  - kind: bang", false),
    (
        Document::Infographic,
        "title: A\naudiences: [a]\nblocks:\n  - kind: list\n    text: B",
        false,
    ),
    (
        Document::Infographic,
        "title: A\naudiences: [a]\nblocks:\n  - kind: table\n    columns: [A, B]\n    rows:\n      - [1, 2]\n      -",
        true,
    ),
    (Document::Leaflet, "title: A\naudiences: [a]\nqr: https://a.vn", false),
    (Document::Broadcast, "title: A\naudiences: [a]\nvoices: hai", false),
    (Document::Faq, "title: Hỏi?", true),
    (Document::Page, "summary: A", false),
    (Document::Kit, "title: A\nbase_url: https://a.vn/\nlanguages: [vi]", true),
    (Document::Kit, "title: A\nbase_url: a.vn\nlanguages: [vi]", false),
    (Document::Kit, "title: A\nbase_url: https://a.vn/?x=1\nlanguages: [vi]", false),
    (Document::Kit, "title: A\nbase_url: https://a.vn/", false),
    (Document::Kit, "title: A\nbase_url: https://a.vn/\nlanguages: [vi, vi]", false),
    (Document::Kit, "title: A\nbase_url: https://a.vn/\nlanguages: [VI]", false),
    (Document::Kit, "title: A\nbase_url: https://a.vn/\nlanguages: vi", false),
    (
        Document::Kit,
        "title: A\nbase_url: https://a.vn/\nlanguages: [vi]\nchecks: {missing-alt: off}",
        true,
    ),
    (
        Document::Kit,
        "title: A\nbase_url: https://a.vn/\nlanguages: [vi]\nchecks: {missing-field: off}",
        false,
    ),
];

#[test]
fn yaml_as_people_write_it() {
    let validators = validators();
    for (document, yaml, right) in WRITTEN {
        let (path, _) = example(*document);
        let found = decoded_alone(path, yaml);
        assert_eq!(found.is_empty(), *right, "the program: {path}\n{yaml}\n{found:?}");
        let editor = serde_yaml::from_str::<Value>(yaml)
            .is_ok_and(|value| validators[document].is_valid(&value));
        assert_eq!(editor, *right, "the editor: {path}\n{yaml}");
    }
    println!("{} inputs", WRITTEN.len());
}
