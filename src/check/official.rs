//! `unofficial-link`: an address on a social network, in an app store, in a
//! messaging service or behind a link shortener that is not one of ours.

use crate::diag::{Diagnostic, Diagnostics, Id, Message, TextKey};
use crate::edition::Edition;

/// The hosts that are looked at, with their subdomains (content model).
const HOSTS: &[&str] = &[
    "facebook.com",
    "fb.com",
    "m.me",
    "zalo.me",
    "youtube.com",
    "youtu.be",
    "tiktok.com",
    "instagram.com",
    "x.com",
    "twitter.com",
    "t.me",
    "wa.me",
    "viber.com",
    "apps.apple.com",
    "play.google.com",
    "bit.ly",
    "tinyurl.com",
    "t.co",
    "goo.gl",
];

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    let official: Vec<&str> = kit
        .config
        .official_links
        .iter()
        .map(|link| link.url.as_str())
        .chain(kit.units.values().flat_map(|unit| {
            [&unit.website, &unit.facebook, &unit.zalo]
                .into_iter()
                .flatten()
                .map(|url| url.value.as_str())
        }))
        .collect();
    let mut places: Vec<crate::diag::Span> =
        kit.texts.iter().flat_map(|text| text.spans.iter().copied()).collect();
    for item in &kit.items {
        match &item.body {
            crate::catalog::Body::Message(message) => {
                places.extend(message.link.iter().map(|link| link.span));
            }
            crate::catalog::Body::Leaflet(leaflet) => {
                places.extend(leaflet.qr.iter().map(|qr| qr.to.span));
            }
            crate::catalog::Body::Infographic(infographic) => {
                places.extend(infographic.blocks.iter().filter_map(|block| match &block.body {
                    crate::catalog::InfoBody::Qr(qr) => Some(qr.to.span),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    places.sort_unstable();
    places.dedup();
    for place in places {
        let text = edition.text(place);
        for (at, url) in addresses(text) {
            if is_watched(url) && !official.iter().any(|own| is_under(url, own)) {
                let span = place.slice(at, at + url.len());
                let mut diagnostic = Diagnostic::new(Id::UnofficialLink, span).with("url", url);
                if let Some(best) = crate::diag::closest(url, official.iter().copied()) {
                    diagnostic = diagnostic
                        .hint(Message::new(TextKey::HINT_DID_YOU_MEAN).with("name", best));
                }
                out.push(diagnostic.hint(Message::new(TextKey::HINT_OFFICIAL)));
            }
        }
    }
}

/// The web addresses in a text: with a scheme, or beginning with a watched
/// host as people write them (`facebook.com/x`).
fn addresses(text: &str) -> Vec<(usize, &str)> {
    let is_part = |c: char| !(c.is_whitespace() || "\"'<>()[]{}`|*“”‘’,;".contains(c));
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_part(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text[from..at].trim_end_matches(['.', '!', '?', ':', '…']);
                let (skip, word) = match word.find("http://").or_else(|| word.find("https://")) {
                    Some(skip) => (skip, &word[skip..]),
                    None => (0, word),
                };
                if word.contains('.') {
                    found.push((from + skip, word));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn host_and_path(url: &str) -> (String, &str) {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end].rsplit('@').next().unwrap_or("");
    let host = host.split(':').next().unwrap_or("").trim_end_matches('.').to_ascii_lowercase();
    (host, rest[end..].trim_end_matches('/'))
}

fn is_watched(url: &str) -> bool {
    // An e-mail address is no link to a network.
    if !url.contains("://") && url.contains('@') {
        return false;
    }
    let (host, _) = host_and_path(url);
    HOSTS.iter().any(|watched| {
        host == *watched || host.strip_suffix(watched).is_some_and(|rest| rest.ends_with('.'))
    })
}

/// Whether `url` equals an official address or lies under its path.
fn is_under(url: &str, own: &str) -> bool {
    let ((host, path), (own_host, own_path)) = (host_and_path(url), host_and_path(own));
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_string();
    bare(&host) == bare(&own_host)
        && path
            .strip_prefix(own_path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn official_pages_and_impostors() {
        let own = "https://www.facebook.com/baohiemxahoi.gov.vn";
        assert!(is_under("https://facebook.com/baohiemxahoi.gov.vn/", own));
        assert!(is_under("https://www.facebook.com/baohiemxahoi.gov.vn/posts/1", own));
        assert!(!is_under("https://www.facebook.com/baohiemxahoi.gov.vn.hotro", own));
        assert!(is_watched("https://m.facebook.com/x"));
        assert!(is_watched("https://bit.ly/abc"));
        assert!(!is_watched("https://notfacebook.com/x"));
        assert!(!is_watched("https://example.com@evil.example"));
        assert!(is_watched("https://example.com@t.me/x"));
        assert_eq!(addresses("xem (https://t.me/a).").len(), 1);
    }
}
