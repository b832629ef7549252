//! What `lantoa new` writes: the files of a small kit that builds, and the
//! text of one new item of each kind; and the kit that `lantoa theme check`
//! tries a theme on. Pure: hands on paths and texts, and never touches disk.

mod item;
mod kit;
mod morning;
mod trial;

pub use item::{Audience, Fact, FactBasis, Item, LegalDocument, NewItem, index, text};
pub use kit::{KitAnswers, KitFile, kit};
pub use morning::{Morning, morning};
pub use trial::trial;

/// A template with its `@markers@` filled. A value is never looked at again,
/// so one that holds a marker stays as it is.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('@') {
        let (before, marked) = rest.split_at(at);
        filled.push_str(before);
        let value = values.iter().find_map(|(name, value)| {
            Some((marked[1..].strip_prefix(name)?.strip_prefix('@')?, value))
        });
        match value {
            Some((after, value)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('@');
                rest = &marked[1..];
            }
        }
    }
    filled + rest
}

/// A text as a YAML scalar in double quotes, whatever stands in it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.trim().chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // A title is one line.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_not_templates() {
        assert_eq!(fill("a @x@ b@y @y@", &[("x", "@y@"), ("y", "2")]), "a @y@ b@y 2");
        assert_eq!(fill("uses: checkout@v5\n@x@", &[("x", "1")]), "uses: checkout@v5\n1");
    }

    /// What the scaffold asks for is known again where nobody filled it in.
    #[test]
    fn what_is_left_to_fill_in_is_found() {
        let item = Item { title: "Tên bài".into(), ..Item::default() };
        for new in [
            NewItem::Leaflet(item.clone()),
            NewItem::Infographic(item.clone()),
            NewItem::Broadcast(item.clone()),
            NewItem::Faq(item.clone()),
            NewItem::Page(item),
        ] {
            let written = text(&new);
            let said = written.lines().filter(|line| !line.trim_start().starts_with('#'));
            let asked = said.filter(|line| line.to_lowercase().contains("viết"));
            let asked: Vec<&str> = asked.collect();
            assert!(!asked.is_empty(), "{written}");
            for line in asked {
                assert!(!crate::catalog::unfilled::find(line).is_empty(), "{line}");
            }
        }
        assert!(!crate::catalog::unfilled::find(index()).is_empty());
        let unit = include_str!("kit/content/units/don-vi-cua-toi.yml");
        let name = unit.lines().find(|line| line.starts_with("name:")).expect("a name");
        assert!(!crate::catalog::unfilled::find(name).is_empty());
    }

    #[test]
    fn quotes_hold_anything() {
        for text in ["Nói: \"vâng\"", "a\\b", "# không", "{{ so }}", "- gạch", "Chú ý: đừng"]
        {
            let yaml = format!("title: {}\n", quoted(text));
            let value: serde_json::Value = serde_yaml::from_str(&yaml).expect("YAML");
            assert_eq!(value["title"], text);
        }
    }
}
