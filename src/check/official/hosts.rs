//! The hosts that addresses are held against: networks on which anybody may
//! have a page, and those that are the kit's own or that it trusts.

use crate::catalog::Kit;
use crate::diag::Span;
use crate::source::Spanned;
use crate::source::web::{Opened, is_below};

/// A network, app store, messenger or link shortener.
#[derive(Debug)]
pub(super) struct Network {
    /// Its host; those below it are meant too.
    pub(super) host: &'static str,
    /// Whether the names of its pages are the same in any case.
    any_case: bool,
}

const fn network(host: &'static str) -> Network {
    Network { host, any_case: false }
}

const fn any_case(host: &'static str) -> Network {
    Network { host, any_case: true }
}

/// The networks that are looked at, with the hosts below them (content model).
pub(super) const NETWORKS: &[Network] = &[
    any_case("facebook.com"),
    any_case("fb.com"),
    any_case("fb.me"),
    any_case("m.me"),
    any_case("messenger.com"),
    network("zalo.me"),
    network("youtube.com"),
    network("youtu.be"),
    any_case("tiktok.com"),
    any_case("instagram.com"),
    any_case("x.com"),
    any_case("twitter.com"),
    any_case("t.me"),
    any_case("telegram.me"),
    any_case("telegram.org"),
    network("wa.me"),
    network("viber.com"),
    network("apps.apple.com"),
    network("play.google.com"),
    network("bit.ly"),
    network("tinyurl.com"),
    network("t.co"),
    network("goo.gl"),
];

/// What a network calls the same pages by on small screens and in a language.
const SAME: &[&str] =
    &["www", "m", "mobile", "touch", "mbasic", "web", "vi", "vi-vn", "en", "en-us", "en-gb"];

/// The network that an address leads to.
pub(super) fn network_of(opened: &Opened) -> Option<&'static Network> {
    NETWORKS.iter().find(|network| is_below(&opened.host, network.host))
}

/// The host of an official page without what networks put before it.
fn page_host(opened: &Opened) -> &str {
    let Some(network) = network_of(opened) else { return opened.bare() };
    match opened.host.strip_suffix(network.host).and_then(|rest| rest.strip_suffix('.')) {
        Some(before) if SAME.contains(&before) => network.host,
        _ => &opened.host,
    }
}

/// Whether `opened` is the page `own` or lies under it.
pub(super) fn is_under(opened: &Opened, own: &Opened) -> bool {
    let any_case = network_of(own).is_some_and(|network| network.any_case);
    let same = |a: &String, b: &String| match any_case {
        true => a.to_lowercase() == b.to_lowercase(),
        false => a == b,
    };
    let asks = |query: &str| {
        let asked = opened.query.as_deref().unwrap_or_default();
        query.split('&').all(|pair| asked.split('&').any(|other| other == pair))
    };
    page_host(opened) == page_host(own)
        && opened.path.len() >= own.path.len()
        && opened.path.iter().zip(&own.path).all(|(a, b)| same(a, b))
        && own
            .query
            .as_deref()
            .is_none_or(|query| own.path.len() == opened.path.len() && asks(query))
}

/// An address that the kit names as its own.
#[derive(Debug)]
pub(super) struct Own<'k> {
    pub(super) url: &'k Spanned<String>,
    pub(super) opened: Opened,
}

/// What a kit's texts may lead to.
#[derive(Debug)]
pub(super) struct Trust<'k> {
    /// The official links, then what units name.
    pub(super) own: Vec<Own<'k>>,
    /// How many of them are official links.
    pub(super) official: usize,
    /// The hosts of the kit's own sites: theirs, where no network's, and where
    /// it is published.
    pub(super) sites: Vec<String>,
    /// The hosts that it trusts beside them.
    pub(super) trusted: Vec<String>,
}

impl<'k> Trust<'k> {
    pub(super) fn of(kit: &'k Kit) -> Self {
        let own = |url: &'k Spanned<String>| Opened::of(url).map(|opened| Own { url, opened });
        let mut all: Vec<Own<'k>> =
            kit.config.official_links.iter().filter_map(|link| own(&link.url)).collect();
        let official = all.len();
        for unit in kit.units.values() {
            let fields = [&unit.website, &unit.facebook, &unit.zalo];
            all.extend(fields.into_iter().flatten().filter_map(own));
        }
        let bases = [&*kit.config.base_url, &kit.base_url, &kit.qr_base];
        let bases = bases.into_iter().filter_map(|url| Opened::of(url));
        let named = all.iter().map(|own| &own.opened).filter(|own| network_of(own).is_none());
        let mut sites: Vec<String> = named.map(|own| own.bare().to_string()).collect();
        sites.extend(bases.map(|base| base.bare().to_string()));
        sites.sort();
        sites.dedup();
        let trusted = kit.config.trusted_hosts.iter();
        let trusted = trusted.filter_map(|host| trusted_host(host)).map(|(host, _)| host);
        Trust { own: all, official, sites, trusted: trusted.collect() }
    }

    /// Whether an address leads to the kit's own sites or to what it trusts.
    pub(super) fn has(&self, opened: &Opened) -> bool {
        let mut known = self.sites.iter().chain(&self.trusted);
        known.any(|host| is_below(&opened.host, host))
    }

    /// Whether an address is an official page, or lies under one.
    pub(super) fn has_page(&self, opened: &Opened) -> bool {
        self.own.iter().any(|own| is_under(opened, &own.opened))
    }

    /// The kit's own address that stands at a place.
    pub(super) fn at(&self, place: Span) -> Option<usize> {
        self.own.iter().position(|own| own.url.span == place)
    }
}

/// A host that `trusted_hosts` names, and whether that is all that it says;
/// `None` where it names none.
pub(super) fn trusted_host(written: &str) -> Option<(String, bool)> {
    let bare = written.trim().trim_start_matches("*.");
    let opened = Opened::of(bare).filter(|opened| opened.is_name && opened.host.contains('.'))?;
    let is_whole = written == opened.host || written == opened.shown;
    Some((opened.bare().to_string(), is_whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(url: &str) -> Opened {
        Opened::of(url).expect("an address")
    }

    #[test]
    fn official_pages_and_others() {
        let own = opened("https://www.facebook.com/baohiemxahoi.gov.vn");
        for same in [
            "https://facebook.com/baohiemxahoi.gov.vn/",
            "https://www.facebook.com/baohiemxahoi.gov.vn/posts/1?x=2#y",
            "m.facebook.com/BaoHiemXaHoi.gov.vn",
            "HTTPS:\\\\VI-VN.facebook.com\\x\\..\\baohiemxahoi.gov.vn",
            "facebook.com//baohiemxahoi%2Egov.vn",
        ] {
            assert!(is_under(&opened(same), &own), "{same}");
        }
        for other in [
            "https://www.facebook.com/baohiemxahoi.gov.vn.hotro",
            "https://facebook.com/baohiemxahoi.gov.vn/../hotro",
            "https://facebook.com/baohiemxahoi.gov.vn/%2e%2e/hotro",
            "https://facebook.com/baohiemxahoi.gov.vn%2f..%2fhotro",
            "https://facebook.com/",
            "https://xau.facebook.com/baohiemxahoi.gov.vn",
        ] {
            assert!(!is_under(&opened(other), &own), "{other}");
        }
        let own = opened("https://www.facebook.com/profile.php?id=100");
        assert!(is_under(&opened("https://m.facebook.com/profile.php?ref=x&id=100"), &own));
        assert!(!is_under(&opened("https://m.facebook.com/profile.php?id=1000"), &own));
        // Names of videos differ by case.
        let own = opened("https://youtu.be/AbC");
        assert!(!is_under(&opened("https://youtu.be/abc"), &own));
    }

    #[test]
    fn networks() {
        for host in ["m.facebook.com", "bit.ly", "telegram.me", "t.me", "fb.me", "messenger.com"] {
            assert!(network_of(&opened(host)).is_some(), "{host}");
        }
        for host in ["notfacebook.com", "example.com", "facebook.com.vn"] {
            assert!(network_of(&opened(host)).is_none(), "{host}");
        }
    }

    #[test]
    fn hosts_that_are_trusted() {
        let host = |text: &str| trusted_host(text);
        assert_eq!(host("vbpl.vn"), Some(("vbpl.vn".into(), true)));
        assert_eq!(host("https://vbpl.vn/a"), Some(("vbpl.vn".into(), false)));
        assert_eq!(host("*.gov.vn"), Some(("gov.vn".into(), false)));
        for none in ["", "vn", "1.2.3.4", "a b.vn", "tel:1900"] {
            assert_eq!(host(none), None, "{none}");
        }
    }
}
