//! The forms diagnostics are printed in: for people, JSON, GitHub, SARIF.

use serde_json::Value;

use crate::harness::Kit;

fn faulty() -> Kit {
    let kit = Kit::small();
    kit.write(
        "campaigns/mot/messages.yml",
        concat!(
            "- id: mot\n  audiences: [nguoi-dam]\n  text: {vi: {headline: Chào}}\n",
            "- id: mot\n  audiences: [nguoi-dan]\n  text: {vi: {headline: 100%}}\n",
        ),
    );
    kit.write("legal.yml", "- id: luat\n  number: A\n  titel: B\n");
    kit
}

#[test]
fn sarif_is_valid_and_says_the_same() {
    let kit = faulty();
    let run = kit.run(&["check", "--no-drawn", "--format", "sarif"]);
    assert_eq!(run.code, 1);
    let sarif: Value = serde_json::from_str(&run.stderr).expect("one JSON document");
    let schema = include_str!("../schemas/sarif-2.1.0.json");
    // The published schema has a stray bracket in one pattern.
    let schema = schema.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a usable schema");
    let faults: Vec<String> = validator.iter_errors(&sarif).map(|e| e.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let places: Vec<String> = sarif["runs"][0]["results"]
        .as_array()
        .expect("results")
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            let rule = result["ruleIndex"].as_u64().expect("an index") as usize;
            let rules = &sarif["runs"][0]["tool"]["driver"]["rules"];
            assert_eq!(rules[rule]["id"], result["ruleId"]);
            format!(
                "{} {} {}:{}",
                result["ruleId"].as_str().expect("an id"),
                place["artifactLocation"]["uri"].as_str().expect("a path"),
                place["region"]["startLine"],
                place["region"]["startColumn"]
            )
        })
        .collect();
    assert_eq!(places, kit.check().places());
    assert_eq!(places.len(), 3);
    // Where nothing is wrong, the document is there all the same.
    let run = Kit::small().run(&["check", "--no-drawn", "--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&run.stderr).expect("one JSON document");
    assert!(validator.is_valid(&sarif));
    assert_eq!(sarif["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn github_gets_one_command_a_diagnostic() {
    let kit = faulty();
    let run = kit.run(&["check", "--no-drawn", "--format", "github", "--lang", "en"]);
    assert_eq!(run.code, 1);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(
        lines,
        [
            "::error file=content/campaigns/mot/messages.yml,line=2,endLine=2,col=15,endColumn=24,title=unknown-reference::There is no audience with the id `nguoi-dam`%0Ahelp: did you mean `nguoi-dan`?",
            "::error file=content/campaigns/mot/messages.yml,line=4,endLine=4,col=7,endColumn=10,title=duplicate-id::The id `mot` is taken already, at content/campaigns/mot/messages.yml:1",
            "::error file=content/legal.yml,line=3,endLine=3,col=3,endColumn=8,title=unknown-field::There is no field `titel`%0Ahelp: did you mean `title`?",
        ]
    );
}

#[test]
fn the_same_on_any_number_of_threads() {
    let kit = faulty();
    let one = kit.run(&["check", "--jobs", "1"]).stderr;
    for _ in 0..3 {
        assert_eq!(one, kit.run(&["check", "--jobs", "7"]).stderr);
    }
}

#[test]
fn the_pointer_stands_under_stacked_accents() {
    let kit = Kit::small();
    // Both forms of the same words: one letter each, and letters with marks.
    for words in [
        "Bảo hiểm xã hội tự nguyện",
        "Ba\u{309}o hie\u{302}\u{309}m xa\u{303} ho\u{323}\u{302}i tu\u{323}\u{31b} nguye\u{323}\u{302}n",
    ] {
        kit.write(
            "campaigns/mot/messages.yml",
            &format!(
                "- id: mot\n  audiences: [nguoi-dan]\n  text: {{vi: {{headline: \"{words} {{{{ muc }}}}\"}}}}\n"
            ),
        );
        let run = kit.run(&["check", "--no-drawn"]);
        let about = run.stderr.split("[unknown-fact]").nth(1).expect("the fault");
        let lines: Vec<&str> = about.lines().collect();
        let source = lines.iter().position(|line| line.contains("headline:")).expect("its line");
        let cells =
            |text: &str| text.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).count();
        let before = lines[source].split("muc").next().expect("text");
        let pointer = lines[source + 1];
        assert_eq!(cells(before), pointer.find('^').expect("a pointer"), "{}", run.stderr);
        assert_eq!(pointer.matches('^').count(), 3);
    }
}

#[test]
fn long_lines_are_cropped_around_the_pointer() {
    let kit = Kit::small();
    let long = "rất dài ".repeat(200);
    kit.write(
        "campaigns/mot/messages.yml",
        &format!(
            "- id: mot\n  audiences: [nguoi-dan]\n  text: {{vi: {{headline: \"{long} {{{{ muc }}}} {long}\"}}}}\n"
        ),
    );
    let run = kit.run(&["check", "--no-drawn"]);
    let longest = run.stderr.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(160), "{longest:?}\n{}", run.stderr);
    assert!(run.stderr.contains("{{ muc }}"), "{}", run.stderr);
}

#[test]
fn ten_thousand_errors_are_capped_with_a_count() {
    let kit = Kit::small();
    let text: String = (0..10_000).map(|n| format!("- id: m-{n}\n  audience: [a]\n")).collect();
    kit.write("campaigns/mot/messages.yml", &text);
    let run = kit.run(&["check", "--no-drawn", "--format", "json"]);
    assert_eq!(run.code, 1);
    let lines: Vec<Value> =
        run.stderr.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 201);
    assert_eq!(lines[200]["id"], "too-many");
    // Each item lacks its text, and has a field that is none.
    assert_eq!(lines[200]["count"], 20_000 - 200);
    let human = kit.run(&["check", "--no-drawn"]).stderr;
    assert!(human.contains("19800"), "{}", &human[human.len() - 600..]);
}
