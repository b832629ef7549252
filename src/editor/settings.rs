//! Adding to a file of settings that others write too: what they wrote
//! stays, only what is ours is added or replaced, and a file that would lose
//! its comments is not touched.

use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};
use serde_json::{Map, Value};

/// Why a file stays as it is although something is to be added to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Untouched {
    /// It holds comments or commas that writing it again would lose.
    Comments,
    /// It is no JSON: the line and column of the fault.
    Faulty(usize, usize),
    /// It holds something else than settings by name.
    NotSettings,
}

/// `old` with `ours` in it; `None` where it has everything already.
pub fn merge(old: &str, ours: &Value) -> Result<Option<String>, Untouched> {
    let text = old.strip_prefix('\u{feff}').unwrap_or(old);
    if text.trim().is_empty() {
        return Ok(Some(super::pretty(ours)));
    }
    let plain = without_comments(text);
    let found: Value = serde_json::from_str(&plain)
        .map_err(|error| Untouched::Faulty(error.line(), error.column()))?;
    let (Value::Object(theirs), Value::Object(ours)) = (&found, ours) else {
        return Err(Untouched::NotSettings);
    };
    let mut merged = theirs.clone();
    add(&mut merged, ours)?;
    if merged == *theirs {
        return Ok(None);
    }
    if serde_json::from_str::<Value>(text).is_err() {
        return Err(Untouched::Comments);
    }
    Ok(Some(write(&merged, text)))
}

/// Settings that others chose stay theirs; the files that our schemas are
/// for are ours to say, and lists grow.
fn add(settings: &mut Map<String, Value>, ours: &Map<String, Value>) -> Result<(), Untouched> {
    for (name, value) in ours {
        match (settings.get_mut(name), value) {
            (None, _) => {
                settings.insert(name.clone(), value.clone());
            }
            (Some(Value::Object(there)), Value::Object(entries)) => {
                for (key, entry) in entries {
                    if name == "yaml.schemas" || !there.contains_key(key) {
                        there.insert(key.clone(), entry.clone());
                    }
                }
            }
            (Some(Value::Array(there)), Value::Array(entries)) => {
                for entry in entries {
                    if !there.contains(entry) {
                        there.push(entry.clone());
                    }
                }
            }
            (Some(_), Value::Object(_) | Value::Array(_)) => return Err(Untouched::NotSettings),
            (Some(_), _) => {}
        }
    }
    Ok(())
}

/// The settings as the old text was written: its indentation, its line ends.
fn write(settings: &Map<String, Value>, old: &str) -> String {
    let indent = old.lines().find_map(|line| {
        let width = line.len() - line.trim_start_matches([' ', '\t']).len();
        (width > 0).then(|| &line[..width])
    });
    let mut bytes = Vec::new();
    let formatter = PrettyFormatter::with_indent(indent.unwrap_or("  ").as_bytes());
    // Writing JSON into memory does not fail.
    let _ = settings.serialize(&mut Serializer::with_formatter(&mut bytes, formatter));
    let mut text = String::from_utf8(bytes).unwrap_or_default();
    text.push('\n');
    if old.contains("\r\n") { text.replace('\n', "\r\n") } else { text }
}

/// JSON from JSON with comments and commas before a closing bracket; each of
/// them becomes spaces, so that places stay.
fn without_comments(text: &str) -> String {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    // The last comma, while nothing but space follows it.
    let mut comma = None;
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('"', _) => {
                comma = None;
                out.push(c);
                while let Some(c) = chars.next() {
                    out.push(c);
                    match c {
                        '\\' => out.extend(chars.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            ('/', Some('/')) => {
                out.push(' ');
                while let Some(c) = chars.next_if(|c| *c != '\n') {
                    out.push(if c == '\r' { c } else { ' ' });
                }
            }
            ('/', Some('*')) => {
                chars.next();
                out.extend([' ', ' ']);
                let mut before = ' ';
                for c in chars.by_ref() {
                    out.push(if c.is_whitespace() { c } else { ' ' });
                    if before == '*' && c == '/' {
                        break;
                    }
                    before = c;
                }
            }
            (',', _) => {
                comma = Some(out.len());
                out.push(c);
            }
            ('}' | ']', _) => {
                if let Some(at) = comma.take() {
                    out[at] = ' ';
                }
                out.push(c);
            }
            (c, _) => {
                if !c.is_whitespace() {
                    comma = None;
                }
                out.push(c);
            }
        }
    }
    out.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_others_wrote_stays() {
        let ours = json!({"yaml.schemas": {"a.json": ["x"]}, "files.eol": "\n"});
        assert_eq!(merge("", &ours), Ok(Some(super::super::pretty(&ours))));
        let old = "{\n    \"files.eol\": \"\\r\\n\",\n    \"yaml.schemas\": {\"a.json\": \"old\", \"b.json\": \"y\"}\n}\n";
        let new = merge(old, &ours).expect("plain JSON").expect("something to add");
        assert!(new.starts_with("{\n    \"files.eol\": \"\\r\\n\""), "{new}");
        let value: Value = serde_json::from_str(&new).expect("JSON");
        assert_eq!(value["yaml.schemas"], json!({"a.json": ["x"], "b.json": "y"}));
        assert_eq!(merge(&new, &ours), Ok(None));
    }

    #[test]
    fn what_cannot_be_written_again_is_not_touched() {
        let ours = json!({"yaml.schemas": {"a.json": ["x"]}});
        let commented = "{\n  // mine, \"quoted\"\n  \"a\": \"// not one\", /* b */\n}\n";
        assert_eq!(merge(commented, &ours), Err(Untouched::Comments));
        let ready = "{\n  // mine\n  \"yaml.schemas\": {\"a.json\": [\"x\",],}, /**/ }\n";
        assert_eq!(merge(ready, &ours), Ok(None));
        assert_eq!(merge("{\n  \"a\": }\n", &ours), Err(Untouched::Faulty(2, 8)));
        assert_eq!(merge("[]", &ours), Err(Untouched::NotSettings));
        assert_eq!(merge("{\"yaml.schemas\": 1}", &ours), Err(Untouched::NotSettings));
    }
}
