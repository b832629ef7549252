//! Icons, drawn inline so that they take the text's colour and ask for no file.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// The theme's icons by name, each ready to stand in a page.
pub(super) fn load(files: &crate::theme::Files) -> BTreeMap<String, String> {
    let mut icons = BTreeMap::new();
    for (path, bytes) in files {
        let name = path.strip_prefix("icons/").and_then(|name| name.strip_suffix(".svg"));
        if let (Some(name), Ok(svg)) = (name, std::str::from_utf8(bytes))
            && let Some(icon) = inline(svg)
        {
            icons.insert(name.to_owned(), icon);
        }
    }
    icons
}

/// Turns an icon's file into markup for a page: the XML declaration and the
/// namespace go, a class and `aria-hidden` come.
fn inline(svg: &str) -> Option<String> {
    let start = svg.find("<svg")?;
    let end = svg.rfind("</svg>")?;
    let body = svg.get(start + "<svg".len()..end)?;
    let body = body.replace(" xmlns=\"http://www.w3.org/2000/svg\"", "");
    Some(format!(
        "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"{}</svg>",
        body.trim_end()
    ))
}

/// Makes the icons known to the templates: `{{ icon(name="phone") }}`. With
/// `or` a second name stands in for one that the theme lacks; with no name at
/// all nothing is drawn.
pub(super) fn register(tera: &mut Tera, icons: Arc<BTreeMap<String, String>>) {
    tera.register_function("icon", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let mut wanted = Vec::new();
        for key in ["name", "or"] {
            if let Some(name) = kwargs.get::<&Value>(key)?.and_then(Value::as_str) {
                wanted.push(name.to_owned());
            }
        }
        let found = wanted.iter().find_map(|name| icons.get(name));
        match (found, wanted.first()) {
            (Some(svg), _) => Ok(Value::safe_string(svg)),
            (None, None) => Ok(Value::safe_string("")),
            (None, Some(name)) => Err(Error::message(format!("the theme has no icon `{name}`"))),
        }
    });
}
