//! Where links lead and what embeddings show, as an editor writes it.

use serde::Serialize;

/// Where a link leads or what an embedding shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", content = "to", rename_all = "lowercase")]
pub enum Target {
    /// An address with a safe scheme.
    Url(String),
    /// An item of the kit.
    Item {
        /// Its scheme: `message`, `leaflet`, …
        scheme: String,
        /// Its id, or one that it had before.
        id: String,
        /// The heading on its page, as written after `#`.
        fragment: Option<String>,
    },
    /// A QR code leading to another target.
    Qr(Box<Target>),
    /// An icon of the theme.
    Icon(String),
    /// A place on the same page.
    Anchor(String),
    /// A picture of the content folder, by its path inside.
    Picture(String),
    /// A file of `static/`, as written.
    File(String),
    /// An address whose scheme is refused.
    Unsafe(String),
}

/// The schemes that name items.
pub const ITEM_SCHEMES: &[&str] = &[
    "message",
    "leaflet",
    "infographic",
    "broadcast",
    "faq",
    "page",
    "campaign",
    "audience",
    "fact",
    "legal",
    "product",
];

/// The schemes of addresses that are safe to follow.
const SAFE_SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "sms"];

impl Target {
    /// Reads an address as an editor writes it.
    pub fn parse(address: &str) -> Target {
        let address = address.trim();
        if let Some(anchor) = address.strip_prefix('#') {
            return Target::Anchor(anchor.to_string());
        }
        let scheme_end = address.find(|c: char| !(c.is_ascii_alphanumeric() || "+.-".contains(c)));
        let scheme = match scheme_end {
            Some(end) if address[end..].starts_with(':') => address[..end].to_ascii_lowercase(),
            // `javascript&colon;`, control characters and the like never
            // reach here as a scheme, and are treated as a path.
            _ => return Target::File(address.to_string()),
        };
        let rest = &address[scheme.len() + 1..];
        match scheme.as_str() {
            // A code leads somewhere, not to another code.
            "qr" if rest.trim_start().get(..3).is_some_and(|s| s.eq_ignore_ascii_case("qr:")) => {
                Target::Unsafe(address.to_string())
            }
            "qr" => Target::Qr(Box::new(Target::parse(rest))),
            "icon" => Target::Icon(rest.to_string()),
            s if ITEM_SCHEMES.contains(&s) => {
                let (id, fragment) = match rest.split_once('#') {
                    Some((id, fragment)) => (id, Some(fragment.to_string())),
                    None => (rest, None),
                };
                Target::Item { scheme, id: id.to_string(), fragment }
            }
            s if SAFE_SCHEMES.contains(&s) => Target::Url(address.to_string()),
            _ => Target::Unsafe(address.to_string()),
        }
    }

    /// The target as it may be written.
    pub fn written(&self) -> String {
        match self {
            Target::Url(address)
            | Target::File(address)
            | Target::Picture(address)
            | Target::Unsafe(address) => address.clone(),
            Target::Item { scheme, id, fragment: None } => format!("{scheme}:{id}"),
            Target::Item { scheme, id, fragment: Some(fragment) } => {
                format!("{scheme}:{id}#{fragment}")
            }
            Target::Qr(inner) => format!("qr:{}", inner.written()),
            Target::Icon(name) => format!("icon:{name}"),
            Target::Anchor(anchor) => format!("#{anchor}"),
        }
    }
}
