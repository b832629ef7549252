//! What a browser opens for an address, by the URL Standard: whichever way
//! the address is written.

use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// A place of the web that an address leads to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Opened {
    /// The host in ASCII and lower case, without a last point.
    pub host: String,
    /// The host as a browser may show it, with letters of any script.
    pub shown: String,
    /// The parts of the path, decoded; none is empty.
    pub path: Vec<String>,
    /// What is asked of it.
    pub query: Option<String>,
    /// Whether something stands before the host that reads like one: a name
    /// or a password.
    pub has_user: bool,
    /// Whether the host is a name, not a number.
    pub is_name: bool,
}

impl Opened {
    /// What `address` opens; one without a scheme is of the web too. `None`
    /// where it is none, or leads elsewhere (mail, telephone).
    #[must_use]
    pub fn of(address: &str) -> Option<Self> {
        let address = address.trim();
        let url = match scheme(address) {
            Some("http" | "https") => Url::parse(address),
            Some(_) => return None,
            None => Url::parse(&format!("https://{}", address.trim_start_matches(['/', '\\']))),
        };
        let url = url.ok()?;
        let (host, is_name) = match url.host()? {
            Host::Domain(name) => (name.trim_end_matches('.').to_string(), true),
            other => (other.to_string(), false),
        };
        let shown = idna::domain_to_unicode(&host).0;
        let part = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
        let path = url.path().split('/').filter(|part| !part.is_empty()).map(part).collect();
        Some(Opened {
            shown,
            path,
            query: url.query().map(str::to_string),
            has_user: !url.username().is_empty() || url.password().is_some(),
            is_name,
            host,
        })
    }

    /// The host without the `www.` that many have and none needs.
    #[must_use]
    pub fn bare(&self) -> &str {
        self.host.strip_prefix("www.").unwrap_or(&self.host)
    }
}

/// The scheme of an address, where it is one that addresses of texts have. A
/// browser leaves out tabs and line ends, wherever they stand.
fn scheme(address: &str) -> Option<&'static str> {
    let plain = address.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r'));
    let start: String = plain.take(8).collect::<String>().to_ascii_lowercase();
    let known = ["http", "https", "mailto", "tel", "sms"];
    known.into_iter().find(|s| start.strip_prefix(s).is_some_and(|rest| rest.starts_with(':')))
}

/// Whether `host` is `other` or lies below it.
#[must_use]
pub fn is_below(host: &str, other: &str) -> bool {
    host.strip_suffix(other).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::Opened;

    #[test]
    fn every_way_of_writing_opens_the_same() {
        let wanted = Opened::of("https://zalo.me/a/b?x=1").expect("an address");
        assert_eq!((wanted.host.as_str(), wanted.path.len()), ("zalo.me", 2));
        for address in [
            "HTTPS://ZALO.ME/a/b?x=1",
            "https:zalo.me/a/b?x=1",
            "https:/zalo.me/a/b?x=1",
            "https:\\\\zalo.me\\a\\b?x=1",
            "https:////zalo.me/a/b?x=1",
            "https://zalo.me/c/../a/./b?x=1",
            "https://zalo.me/c/%2E%2e/a/b?x=1",
            "https://%7Aalo%2Eme/a/%62?x=1",
            "https://ｚａｌｏ．ｍｅ/a/b?x=1",
            "https://zalo。me/a/b?x=1",
            "https://za\u{ad}lo.me/a/b?x=1",
            "https://zalo.me:443/a//b/?x=1#y",
            "https://zalo.me./a/b?x=1",
            "ht\ttps://za\nlo.me/a/b?x=1",
            "//zalo.me/a/b?x=1",
            "zalo.me/a/b?x=1",
        ] {
            assert_eq!(Opened::of(address).as_ref(), Some(&wanted), "{address:?}");
        }
        let user = Opened::of("https://facebook.com@xau.com/").expect("an address");
        assert_eq!((user.host.as_str(), user.has_user), ("xau.com", true));
        let other = Opened::of("https://xn--fcebook-2fg.com").expect("an address");
        assert_eq!(other.shown, "f\u{430}cebook.com");
        for none in ["", "https://", "tel:1900", "mailto:a@b.vn", "https://a b/", "1.2.3.4.5"] {
            assert_eq!(Opened::of(none), None, "{none}");
        }
    }
}
