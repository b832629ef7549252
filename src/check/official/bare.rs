//! Addresses that people write without a scheme, and words that only look
//! like one: names of files, ends of sentences, numbers.

/// Endings of files that are countries' or others' domains too.
const FILES: &[&str] = &["ai", "app", "md", "mov", "pl", "ps", "py", "rs", "sh", "so", "zip"];

/// Domains of two letters that people write without a path.
const COMMON: &[&str] = &["cc", "co", "eu", "io", "me", "tv", "us", "vn"];

/// What stands before the path of an address.
fn head(text: &str) -> &str {
    text.split(['/', '\\', '?', '#']).next().unwrap_or_default()
}

/// The host of an address as it is written, in whatever case.
pub(super) fn written_host(url: &str) -> &str {
    let lower = url.to_ascii_lowercase();
    let scheme = ["https:", "http:"].into_iter().find(|scheme| lower.starts_with(scheme));
    let rest = &url[scheme.map_or(0, str::len)..];
    let host = head(rest.trim_start_matches(['/', '\\']));
    let host = host.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default().trim_end_matches('.')
}

/// The two parts of an address of mail.
pub(super) fn mail(text: &str) -> Option<(&str, &str)> {
    head(text).rsplit_once('@').filter(|(user, host)| !user.is_empty() && !host.is_empty())
}

/// Whether a word may be an address: its host ends as hosts do.
pub(super) fn is_host(text: &str) -> bool {
    let host = written_host(text);
    let labels = host.split(['.', '．', '。', '｡']);
    let whole = labels.clone().count() > 1 && labels.clone().all(|label| !label.is_empty());
    // Escapes are read by whoever opens it.
    let plain = crate::source::web::Opened::of(text).map(|opened| opened.host);
    whole_or_encoded(whole, host)
        && plain.is_some_and(|host| {
            psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known())
                && psl::domain_str(&host).is_some()
        })
}

fn whole_or_encoded(is_whole: bool, host: &str) -> bool {
    is_whole || host.to_ascii_lowercase().contains("%2e")
}

/// Whether it plainly is one, and neither a file's name nor two sentences
/// that run together (`hôm nay.Vn`).
pub(super) fn is_likely(text: &str) -> bool {
    let host = written_host(text);
    let has_path = text.len() > host.len() && text[host.len()..].starts_with('/');
    let Some((before, last)) = host.rsplit_once('.') else { return false };
    let runs_on = last.starts_with(char::is_uppercase) && before.contains(char::is_lowercase);
    let last = last.to_ascii_lowercase();
    // Most names of countries are words or short for one: `TP.HN`, `đi.la`.
    let is_common = last.len() > 2 || COMMON.contains(&last.as_str());
    let is_file = FILES.contains(&last.as_str());
    host.is_ascii() && !runs_on && (has_path || (is_common && !is_file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_addresses_and_others() {
        for text in ["abc.com.vn", "www.abc.vn", "abc.vn/x", "ABC.VN", "zalo%2Eme/x", "ＡＢＣ．vn"]
        {
            assert!(is_host(text), "{text}");
        }
        for text in ["TP.HCM", "v.v", "1.500.000", "mau.pdf", "24/7.", "a..vn", "com.vn", "TP.HCM"]
        {
            assert!(!is_host(text), "{text}");
        }
        for text in ["abc.com.vn", "ABC.VN", "abc.md/x"] {
            assert!(is_likely(text), "{text}");
        }
        for text in ["doc.md", "nay.Vn", "anh.ai", "đóng.to", "ThS.BS", "TS.BS", "TP.HN", "em.la"]
        {
            assert!(!is_likely(text), "{text}");
        }
    }

    #[test]
    fn hosts_as_they_are_written() {
        assert_eq!(written_host("HTTPS:\\\\ZaIo.me\\x"), "ZaIo.me");
        assert_eq!(written_host("zalo.me:443/x"), "zalo.me");
        assert_eq!(written_host("https://a@b.vn./x"), "b.vn");
        assert_eq!(mail("a.b@c.vn"), Some(("a.b", "c.vn")));
        assert_eq!(mail("tiktok.com/@x"), None);
    }
}
