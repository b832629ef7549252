//! What a theme's fault looks like, and that nothing an editor writes can
//! become markup.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use super::PageEngine;
use crate::artifact::{Frame, Page, View};
use crate::theme::Files;

fn engine(template: &str) -> Result<PageEngine, Vec<super::PageError>> {
    let icon = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path/></svg>";
    let files = Files::from([
        ("templates/a.html".to_string(), template.as_bytes().into()),
        ("icons/home.svg".to_string(), icon.as_bytes().into()),
    ]);
    PageEngine::new(&files)
}

/// What a template makes of `view`.
fn render(template: &str, view: &serde_json::Value) -> String {
    let faults = |faults: Vec<super::PageError>| {
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let rendered = engine(template)
        .map_err(faults)
        .and_then(|engine| engine.render(&page(view)).map_err(|fault| fault.to_string()));
    match rendered {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(text) => text,
    }
}

fn page(view: &serde_json::Value) -> Page {
    Page {
        template: "a.html",
        frame: Arc::new(Frame::new(json!({}), json!({}))),
        root: "../".into(),
        head: View::new(json!({})),
        view: View::new(view.clone()),
    }
}

#[test]
fn text_is_escaped_and_icons_are_not() {
    let html = render("{{ icon(name=\"home\") }}{{ view.x }}", &json!({"x": "<script>\"'&"}));
    assert_eq!(
        html,
        "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"><path/></svg>&lt;script&gt;&quot;&#39;&amp;\n"
    );
}

#[test]
fn a_fault_says_where_it_is() {
    let errors = render("<p>\n{{ x | nope }}\n{{ gone() }}", &json!({}));
    let starts: Vec<&str> = errors.lines().filter_map(|line| line.get(..20)).collect();
    assert_eq!(starts, ["templates/a.html:2:8", "templates/a.html:3:4"], "{errors}");
    let error = render("<p>{% if %}", &json!({}));
    assert!(error.starts_with("templates/a.html:1:"), "{error}");
    let error = render("<p>{{ missing }}", &json!({}));
    assert!(error.contains("a.html:1:"), "{error}");
    assert!(render("{{ icon(name=\"x\") }}", &json!({})).contains("no icon `x`"));
}

#[test]
fn rich_text_carries_no_markup_and_no_script_addresses() {
    let blocks = json!([
        {"t": "h", "level": 2, "c": [{"t": "text", "v": "<b>"}]},
        {"t": "p", "c": [
            {"t": "link", "to": {"kind": "web", "to": "javascript:alert(1)"}, "c": [{"t": "text", "v": "x"}]},
            {"t": "link", "to": {"kind": "site", "to": {"path": "faq/a/"}}, "c": [{"t": "text", "v": "y"}]},
        ]},
        {"t": "table", "columns": [{"align": "right", "figures": false}], "head": [[{"t": "text", "v": "n"}]], "rows": [[[{"t": "text", "v": "1"}]]]},
    ]);
    let html = render("{{ view.b | rich(root=\"../\", w=w, level=3) }}", &json!({"b": blocks}));
    assert!(html.contains("<h3 id=\"b\">&lt;b&gt;</h3>"), "{html}");
    assert!(html.contains("<a href=\"#\">x</a><a href=\"../faq/a/\">y</a>"), "{html}");
    assert!(html.contains("<td class=\"right\">1</td>") && !html.contains("style="), "{html}");
}

#[test]
fn languages_that_are_none_stay_out_of_attributes() {
    let html =
        render("<p{{ view.t | lang }}>", &json!({"t": {"s": "x", "lang": "vi\" onclick=\"x"}}));
    assert_eq!(html, "<p>\n");
    assert_eq!(
        render("<p{{ view.t | lang }}>", &json!({"t": {"s": "x", "lang": "vi"}})),
        "<p lang=\"vi\">\n"
    );
}

/// Every word that a template of the default theme names is there, in
/// Vietnamese and English alike.
#[test]
fn the_default_theme_has_every_word_it_names() {
    let theme = crate::theme::Theme::embedded(&mut crate::diag::Files::default())
        .expect("the theme inside the binary");
    assert!(PageEngine::new(&theme.files).is_ok());
    let words: BTreeMap<String, BTreeMap<String, String>> =
        serde_yaml::from_slice(&theme.files["words.yml"]).expect("words");
    let site =
        |lang: &str| words[lang].keys().filter(|key| key.starts_with("site_")).collect::<Vec<_>>();
    assert_eq!(site("vi"), site("en"));
    for (path, bytes) in theme.files.iter().filter(|(path, _)| path.starts_with("templates/")) {
        let text = String::from_utf8_lossy(bytes);
        for part in text.split("w.").skip(1) {
            let key: String = part
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || "_0123456789".contains(*c))
                .collect();
            if key.starts_with("site_") {
                assert!(words["vi"].contains_key(&key), "{path}: {key}");
            }
        }
    }
}
