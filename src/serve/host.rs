//! Addresses: which host a request must be for, and the parts of its path.

use axum::extract::Request;
use axum::http::header::HOST;

/// Whether a request is for this machine by one of its own names. A page of
/// another site whose name leads here would otherwise read the drafts.
pub(super) fn is_ours(request: &Request) -> bool {
    let header = request.headers().get(HOST).map(|host| host.to_str().unwrap_or(""));
    // A request for a proxy has the host in its first line too.
    let asked = request.uri().authority().map(axum::http::uri::Authority::as_str);
    header.is_some_and(is_local) && asked.is_none_or(is_local)
}

fn is_local(host: &str) -> bool {
    let is_port = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
        let rest = host.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name));
        rest.is_some()
            && (host.len() == name.len()
                || host[name.len()..].strip_prefix(':').is_some_and(is_port))
    })
}

/// The parts of a request's path, decoded, and whether it ends as a folder's
/// does. `None` for a path that names no file: with an empty part, or one
/// that another system reads as a step or a separator.
pub(super) fn parts(path: &str) -> Option<(Vec<String>, bool)> {
    let path = path.strip_prefix('/')?;
    if path.is_empty() {
        return Some((Vec::new(), true));
    }
    let (path, is_folder) = match path.strip_suffix('/') {
        Some(path) => (path, true),
        None => (path, false),
    };
    let decode = |part| percent_encoding::percent_decode_str(part).decode_utf8().ok();
    let is_name = |part: &str| {
        !matches!(part, "" | "." | "..")
            && !part.contains(['/', '\\', ':'])
            && !part.chars().any(char::is_control)
    };
    let parts = path.split('/').map(|part| decode(part).filter(|part| is_name(part)));
    let parts: Option<Vec<String>> = parts.map(|part| part.map(|part| part.into_owned())).collect();
    Some((parts?, is_folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine() {
        for host in ["127.0.0.1", "127.0.0.1:1111", "localhost", "LocalHost:80", "[::1]:1111"] {
            assert!(is_local(host), "{host}");
        }
        for host in [
            "",
            "kit.example.vn",
            "127.0.0.1.kit.example.vn",
            "localhost.example",
            "127.0.0.1:",
            "127.0.0.1:80a",
            "127.0.0.1@kit.example.vn",
            "[::1",
            "[::1]x",
            "127.0.0.12",
        ] {
            assert!(!is_local(host), "{host}");
        }
    }

    #[test]
    fn the_parts_of_a_path() {
        let parts_of = |path| parts(path).map(|(parts, slash)| (parts.join("|"), slash));
        assert_eq!(parts_of("/"), Some((String::new(), true)));
        assert_eq!(parts_of("/kho/a%20b"), Some(("kho|a b".into(), false)));
        assert_eq!(parts_of("/kho/%E1%BA%BF/"), Some(("kho|ế".into(), true)));
        for path in ["", "*", "//", "//x", "/a//b", "/../x", "/a/%2e%2e", "/a%2fb", "/a%00", "/%ff"]
        {
            assert_eq!(parts_of(path), None, "{path}");
        }
    }
}
