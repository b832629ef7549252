//! `kit.yml`: read first, since its languages decide how the rest is read.
//! A kit whose `kit.yml` is faulty is read on with defaults, so that all
//! errors of all files come out of one run.

use super::*;
use crate::diag::{Diagnostic, Diagnostics, FileId, Message, TextKey};
use crate::source::decode::{Decoder, Fields, FromFields, FromNode};
use crate::source::yaml;
use crate::source::{Content, Spanned};

/// What `kit.yml` says.
pub(super) struct Configured {
    /// Its fields.
    pub(super) config: KitConfig,
    /// The kit's languages, the default first; never empty.
    pub(super) languages: Vec<String>,
    /// The places in it that may hold an address.
    pub(super) addressed: Vec<Span>,
}

impl Configured {
    fn without(file: FileId) -> Self {
        let languages = vec![DEFAULT_LANG.to_string()];
        Configured { config: fallback(file), languages, addressed: Vec::new() }
    }
}

/// Reads `kit.yml`.
pub(super) fn kit_config(content: &Content, out: &mut Diagnostics) -> Configured {
    let Some(file) = content.entries.get("kit.yml").and_then(|entry| entry.text) else {
        if !content.entries.contains_key("kit.yml") {
            out.push(
                Diagnostic::nowhere(Id::MissingFile)
                    .with("path", "content/kit.yml")
                    .hint(Message::new(TextKey::HINT_KIT_FILE)),
            );
        }
        return Configured::without(FileId(0));
    };
    let before = out.list().len();
    let parsed = yaml::parse(&content.files.get(file).text, file, 0, out);
    if parsed.is_none() && out.list().len() > before {
        return Configured::without(file);
    }
    let node = parsed
        .unwrap_or(yaml::Node { span: Span::file(file), value: yaml::Value::Map(Vec::new()) });
    // The languages are needed to decode the titles beside them.
    let mut quiet = Diagnostics::default();
    let mut cx = Decoder::new(&mut quiet, &[]);
    let listed: Vec<Spanned<String>> = node
        .get("languages")
        .and_then(|languages| FromNode::from_node(languages, &mut cx))
        .unwrap_or_default();
    let mut languages: Vec<String> = Vec::new();
    for lang in &listed {
        if !languages.contains(&lang.value) {
            languages.push(lang.value.clone());
        }
    }
    if languages.is_empty() {
        languages.push(DEFAULT_LANG.to_string());
    }
    let mut cx = Decoder::new(out, &languages);
    let mut names = Vec::new();
    KitConfig::names(&mut names);
    let fields = Fields::of(&node, &names, &mut cx);
    let config = fields.as_ref().and_then(|fields| {
        if fields.node("languages").is_none_or(|n| n.value == yaml::Value::Null) {
            fields.missing("languages", &mut cx);
        }
        KitConfig::from_fields(fields, &mut cx)
    });
    let addressed = std::mem::take(&mut cx.addressed);
    let config = config.unwrap_or_else(|| fallback(file));
    check(&config, &languages, out);
    Configured { config, languages, addressed }
}

/// What stands in for a `kit.yml` that could not be read.
fn fallback(file: FileId) -> KitConfig {
    let span = Span::file(file);
    KitConfig {
        title: ByLang::one(DEFAULT_LANG, Text { raw: "lantoa".into(), span }),
        description: None,
        base_url: Spanned { value: "https://example.org/".into(), span },
        qr_base: None,
        languages: Vec::new(),
        timezone: None,
        theme: None,
        unit: None,
        license: None,
        tracking: None,
        official_links: Vec::new(),
        trusted_hosts: Vec::new(),
        cards: Vec::new(),
        allow_html: false,
        sample: false,
        spelling_allowed: Vec::new(),
        checks: Checks(Vec::new()),
    }
}

/// Whether `url` is an absolute address of the web with nothing after its path.
pub fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split('/').next().unwrap_or("");
        !host.is_empty()
            && host.chars().all(|c| c.is_alphanumeric() || ".-:[]".contains(c))
            && !rest.contains(['?', '#', '"', '<', '>', '\\', ' '])
            && !rest.chars().any(char::is_control)
    })
}

fn check(config: &KitConfig, languages: &[String], out: &mut Diagnostics) {
    for url in std::iter::once(&config.base_url).chain(&config.qr_base) {
        if !is_web_address(url) {
            out.push(
                Diagnostic::new(Id::UnsafeLink, url.span)
                    .text(TextKey::NOT_A_WEB_ADDRESS)
                    .with("url", &url.value),
            );
        }
    }
    for lang in &config.languages {
        let ok = (2..=8).contains(&lang.len())
            && lang.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
            && lang.starts_with(|c: char| c.is_ascii_lowercase());
        if !ok {
            out.push(
                Diagnostic::new(Id::UnknownValue, lang.span)
                    .text(TextKey::NOT_A_LANGUAGE)
                    .with("value", &lang.value),
            );
        }
    }
    if languages.len() < config.languages.len() {
        let again = config.languages.iter().enumerate().find(|(i, lang)| {
            config.languages[..*i].iter().any(|before| before.value == lang.value)
        });
        if let Some((_, lang)) = again {
            out.push(Diagnostic::new(Id::DuplicateId, lang.span).with("id", &lang.value));
        }
    }
    if let Some(zone) = &config.timezone
        && jiff::tz::TimeZone::get(zone).is_err()
    {
        out.push(
            Diagnostic::new(Id::UnknownValue, zone.span)
                .with("value", &zone.value)
                .hint(Message::new(TextKey::HINT_WRITE).with("text", "Asia/Ho_Chi_Minh")),
        );
    }
}
