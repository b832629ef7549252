//! Addresses of the web as browsers, codes and feeds take them: what an
//! editor writes with letters of any script is encoded, what is encoded stays.
//! And the other way round: which addresses a text holds, however they are
//! written, and what a browser opens for them.

mod opened;
mod written;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use url::Url;

pub use opened::{Opened, is_below};
pub use written::{Written, addresses};

use super::yaml::nfc;

/// What a path's part is written without; all but ASCII is encoded anyway.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What a query or a fragment is written without. They are taken as they are
/// written, so that what is encoded in them stays.
const AFTER: &AsciiSet = &PATH.remove(b'%').remove(b'?');

/// The path of a file as an address names it.
#[must_use]
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// A query or a fragment as an address holds it.
#[must_use]
pub fn encode_after(text: &str) -> String {
    utf8_percent_encode(text, AFTER).to_string()
}

/// What an encoded part says, its accents as files and headings have them.
/// `None` where it is no text.
#[must_use]
pub fn decode(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    Some(nfc(&text).into_owned())
}

/// An address with its host and path encoded. One that needs nothing stays
/// as it was written, to the letter: printed codes hold it.
///
/// # Errors
/// It is no address; says why.
pub fn proper(address: &str) -> Result<String, String> {
    let url = Url::parse(address).map_err(|error| error.to_string())?;
    let is_web = matches!(url.scheme(), "http" | "https");
    let is_whole = !is_web || address[url.scheme().len()..].starts_with("://");
    if is_whole && address.bytes().all(stands) {
        return Ok(address.to_string());
    }
    // The parser leaves spaces in what follows `tel:` and its like.
    Ok(url.as_str().replace(' ', "%20"))
}

/// Whether a byte may stand in an address as it is (RFC 3986).
fn stands(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode_path, proper};

    #[test]
    fn an_address_is_encoded_once() {
        let written = "https://bảohiểm.vn/đường dẫn?q=1";
        let made = "https://xn--bohim-v11b9i.vn/%C4%91%C6%B0%E1%BB%9Dng%20d%E1%BA%ABn?q=1";
        assert_eq!(proper(written).as_deref(), Ok(made));
        assert_eq!(proper(made).as_deref(), Ok(made));
        for stays in ["https://a.vn", "https://A.vn/b?c=%20#d", "tel:19009068", "mailto:a@b.vn"] {
            assert_eq!(proper(stays).as_deref(), Ok(stays));
        }
        assert_eq!(proper("tel:1900 9068").as_deref(), Ok("tel:1900%209068"));
        for broken in ["https://", "https://a b/", "https://a.vn:port/"] {
            assert!(proper(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_path_comes_back() {
        for path in ["mẫu tờ khai.pdf", "a/100% #1?.pdf", "a%20b"] {
            assert_eq!(decode(&encode_path(path)).as_deref(), Some(path));
        }
    }
}
