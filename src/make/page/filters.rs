//! The filters that templates may use beside Tera's own.
//!
//! | filter | does |
//! | --- | --- |
//! | `lang` | a text's `lang` attribute, when it is not in the page's language |
//! | `lang_code` | the same of a language code alone, or nothing of none |
//! | `fill` | puts arguments in a word's `{name}` places |
//! | `filesize` | bytes as `220 KB`, `1,2 MB` |
//! | `href` | an address, or nothing when its scheme is not safe |

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::locale::foreign;

/// Registers every filter of this module.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("lang", lang);
    tera.register_filter("lang_code", lang_code);
    tera.register_filter("fill", fill);
    tera.register_filter("filesize", filesize);
    tera.register_filter("href", href);
}

/// `{s, lang}` gives ` lang="…"` when `lang` is set, else nothing.
fn lang(text: &Value, _: Kwargs, _: &State) -> Value {
    let code = text.as_map().and_then(|map| map.get(&"lang".into()));
    lang_attribute(code.and_then(Value::as_str))
}

/// A code gives ` lang="…"`, none gives nothing.
fn lang_code(code: &Value, _: Kwargs, _: &State) -> Value {
    lang_attribute(code.as_str())
}

fn lang_attribute(code: Option<&str>) -> Value {
    match code {
        Some(code) if is_language(code) => Value::safe_string(&format!(" lang=\"{code}\"")),
        _ => Value::safe_string(""),
    }
}

/// Whether `code` can stand unescaped in a `lang` attribute.
fn is_language(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Replaces each `{key}` of a word by the argument of that name. The result is
/// escaped like any other text.
fn fill(word: &str, kwargs: Kwargs, _: &State) -> String {
    let values: Vec<(String, String)> =
        kwargs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let values: Vec<(&str, &str)> =
        values.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    foreign::filled(word, &values)
}

/// Bytes in the unit a reader expects on a phone: whole kilobytes, and
/// megabytes with one decimal, after the language's mark, `decimal`.
fn filesize(bytes: u64, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    Ok(size_text(bytes, kwargs.must_get::<&str>("decimal")?))
}

/// See [`filesize`].
fn size_text(bytes: u64, decimal: &str) -> String {
    const KB: u64 = 1024;
    const MB: u64 = KB * KB;
    let kilobytes = bytes.div_ceil(KB).max(1);
    if kilobytes < 1000 {
        return format!("{kilobytes} KB");
    }
    let tenths = (bytes * 10).div_ceil(MB);
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        rest => format!("{}{decimal}{rest} MB", tenths / 10),
    }
}

/// An address that content gave, if it is relative or has a safe scheme.
fn href(address: &str, _: Kwargs, _: &State) -> String {
    if is_safe_address(address) { address.to_owned() } else { "#".to_owned() }
}

/// The schemes that content may link to (`unsafe-link` names all others).
const SAFE_SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "sms"];

/// Whether an address can be followed without running anything: it has one of
/// the safe schemes, or none at all.
pub(super) fn is_safe_address(address: &str) -> bool {
    // A browser drops tabs and line ends inside an address and blanks and
    // controls before it, so a scheme could hide behind them.
    if address.chars().any(char::is_control) || address.starts_with(char::is_whitespace) {
        return false;
    }
    let head = address.split(['/', '?', '#']).next().unwrap_or_default();
    match head.split_once(':') {
        None => true,
        Some((scheme, _)) => SAFE_SCHEMES.iter().any(|safe| safe.eq_ignore_ascii_case(scheme)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_like_a_phone_shows_them() {
        assert_eq!(size_text(1, ","), "1 KB");
        assert_eq!(size_text(225_280, ","), "220 KB");
        assert_eq!(size_text(1_258_291, ","), "1,2 MB");
        assert_eq!(size_text(1_258_291, "."), "1.2 MB");
        assert_eq!(size_text(2 * 1024 * 1024, ","), "2 MB");
    }

    #[test]
    fn only_harmless_addresses_pass() {
        for good in ["https://a.vn/x", "tel:19009068", "a/b:c", "#x", "", "../x/"] {
            assert!(is_safe_address(good), "{good}");
        }
        for bad in ["javascript:alert(1)", " javascript:x", "java\tscript:x", "data:text/html,x"] {
            assert!(!is_safe_address(bad), "{bad}");
        }
    }
}
