//! The files of a site: finding one without leaving the site's folder, and
//! handing it out. Pages get the live script on their way out and are read
//! whole; everything else goes through `tower-http`, which knows ranges and
//! conditions.

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH, IF_RANGE, LAST_MODIFIED, RANGE,
};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::ServeFile;

use super::answer::HTML;

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A page: where it lies, and its path in the site.
    Page {
        /// On disk, free of links.
        disk: PathBuf,
        /// Under the site's folder, with `/`.
        path: String,
    },
    /// Another file, free of links.
    Other(PathBuf),
    /// A folder with a page, whose address ends with a slash.
    Folder,
    /// Nothing that may be handed out.
    Nothing,
}

/// Finds what the parts of a path lead to.
pub(super) async fn find(root: PathBuf, parts: Vec<String>, is_folder: bool) -> Found {
    let found = move || find_now(&root, &parts, is_folder).unwrap_or(Found::Nothing);
    tokio::task::spawn_blocking(found).await.unwrap_or(Found::Nothing)
}

fn find_now(root: &Path, parts: &[String], is_folder: bool) -> Option<Found> {
    let root = root.canonicalize().ok()?;
    // A link may lead anywhere, also one on the way.
    let inside = |path: PathBuf| path.canonicalize().ok().filter(|path| path.starts_with(&root));
    let mut path = root.clone();
    path.extend(parts);
    let mut disk = inside(path)?;
    let mut name = parts.join("/");
    if disk.is_dir() {
        disk = inside(disk.join("index.html"))?;
        if !is_folder {
            return Some(Found::Folder);
        }
        name = if name.is_empty() { "index.html".into() } else { name + "/index.html" };
    } else if is_folder {
        return None;
    }
    if !disk.is_file() {
        return None;
    }
    match name.ends_with(".html") {
        true => Some(Found::Page { disk, path: name }),
        false => Some(Found::Other(disk)),
    }
}

/// A page, with `script` at the end of its head. It is always given whole,
/// which a range allows.
pub(super) async fn page(disk: PathBuf, script: &str, asked: &HeaderMap) -> Option<Response> {
    let bytes = tokio::task::spawn_blocking(move || std::fs::read(disk)).await.ok()?.ok()?;
    let bytes = with_script(bytes, script);
    let tag = format!("\"{}\"", &blake3::hash(&bytes).to_hex()[..32]);
    let is_known = asked.get_all(IF_NONE_MATCH).iter().any(|tags| {
        let mut tags = tags.to_str().unwrap_or("").split(',').map(str::trim);
        tags.any(|known| known == "*" || known.trim_start_matches("W/") == tag)
    });
    let mut response = match is_known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(CONTENT_TYPE, HTML)], bytes).into_response(),
    };
    response.headers_mut().insert(ETAG, HeaderValue::try_from(tag).ok()?);
    Some(response)
}

/// The page with the script before the end of its head, or at its very end
/// where it has none; its policy lets that script show HTML, which no script of
/// the site may.
fn with_script(mut page: Vec<u8>, script: &str) -> Vec<u8> {
    let mut put = |before: bool, mark: &[u8], what: &str| {
        let found = page.windows(mark.len()).position(|part| part.eq_ignore_ascii_case(mark));
        let at = found.map(|at| if before { at } else { at + mark.len() });
        let Some(at) = at.or(before.then_some(page.len())) else { return };
        page.splice(at..at, what.bytes());
    };
    put(true, b"</head>", script);
    put(false, b"; trusted-types lantoa", " lantoa-live");
    page
}

/// A file that is no page.
pub(super) async fn other(disk: PathBuf, mut request: Request) -> Option<Response> {
    let file = ServeFile::new(disk);
    // The rest of a file that has changed is of no use; then it is sent whole.
    if let Some(known) = request.headers_mut().remove(IF_RANGE) {
        let mut head = Request::new(Body::empty());
        *head.method_mut() = Method::HEAD;
        let now = file.clone().oneshot(head).await.ok()?;
        if ![ETAG, LAST_MODIFIED].iter().any(|name| now.headers().get(name) == Some(&known)) {
            request.headers_mut().remove(RANGE);
        }
    }
    let mut response = file.oneshot(request).await.ok()?.map(Body::new);
    if response.status() == StatusCode::NOT_FOUND {
        return None;
    }
    name_encoding(response.headers_mut());
    Some(response)
}

/// Says that texts are in UTF-8, as every text of a site is.
fn name_encoding(headers: &mut HeaderMap) {
    let plain = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).filter(|kind| {
        let is_text = kind.starts_with("text/") || kind.ends_with("xml") || kind.ends_with("json");
        is_text && !kind.contains("charset")
    });
    if let Some(with) = plain.and_then(|kind| format!("{kind}; charset=utf-8").parse().ok()) {
        headers.insert(CONTENT_TYPE, with);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_in_the_head() {
        let with = |page: &str| with_script(page.as_bytes().to_vec(), "<script>");
        assert_eq!(with("<HEAD></HEAD>x"), b"<HEAD><script></HEAD>x");
        assert_eq!(with("x"), b"x<script>");
        assert_eq!(
            with("; trusted-types lantoa\"></head>"),
            b"; trusted-types lantoa lantoa-live\"><script></head>"
        );
    }
}
