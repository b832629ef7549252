//! One answer to each request: is it for us, is it for the live script, is
//! there a site, is there such a file.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::Site;
use super::files::{self, Found};
use super::host;
use super::live::{FOLDER, Live, SCRIPT, STYLES};

pub(super) const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The service that answers everything.
pub(super) fn service(live: Arc<Live>) -> Router {
    Router::new().fallback(answer).with_state(live)
}

async fn answer(State(live): State<Arc<Live>>, request: Request) -> Response {
    if !host::is_ours(&request) {
        return text(StatusCode::FORBIDDEN, "lantoa serve answers this machine only\n");
    }
    let mut response = match *request.method() {
        Method::GET | Method::HEAD => route(&live, request).await,
        _ => {
            let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD\n");
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            response
        }
    };
    let headers = response.headers_mut();
    // The next build replaces it: ask every time, which costs little here.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // No page of another site shows a picture of a draft.
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    response
}

async fn route(live: &Live, request: Request) -> Response {
    let uri = request.uri().clone();
    let base_path = live.base_path();
    let base = host::parts(&base_path).map(|(parts, _)| parts).unwrap_or_default();
    let asked = host::parts(uri.path());
    if let Some((parts, false)) = &asked {
        let below = parts.strip_prefix(base.as_slice()).unwrap_or(parts);
        if let [folder, name] = below
            && folder == FOLDER
        {
            return virtual_file(live, name, uri.query().unwrap_or_default());
        }
    }
    let Some(site) = live.site() else {
        live.nudge();
        let page = (StatusCode::SERVICE_UNAVAILABLE, [(CONTENT_TYPE, HTML)], live.plain_page());
        let mut response = page.into_response();
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
        return response;
    };
    let Some((parts, is_folder)) = asked else { return missing(live, site).await };
    if parts.is_empty() && !base.is_empty() || parts == base && !is_folder {
        return redirect(&base_path, uri.query());
    }
    let Some(rest) = parts.strip_prefix(base.as_slice()) else {
        return missing(live, site).await;
    };
    match files::find(site.root.clone(), rest.to_vec(), is_folder).await {
        Found::Page { disk, path } => {
            // Before the file is read: a build that comes between is then news
            // to the page.
            let script = live.script(&path);
            match files::page(disk, &script, request.headers()).await {
                Some(response) => response,
                None => missing(live, site).await,
            }
        }
        Found::Other(disk) => match files::other(disk, request).await {
            Some(response) => response,
            None => missing(live, site).await,
        },
        Found::Folder => redirect(&format!("{}/", uri.path()), uri.query()),
        Found::Nothing => missing(live, site).await,
    }
}

fn virtual_file(live: &Live, name: &str, query: &str) -> Response {
    let file =
        |kind: &'static str, bytes: &'static str| ([(CONTENT_TYPE, kind)], bytes).into_response();
    match name {
        "live.js" => file("text/javascript; charset=utf-8", SCRIPT),
        "live.css" => file("text/css; charset=utf-8", STYLES),
        "state" => ([(CONTENT_TYPE, JSON)], live.message(query)).into_response(),
        _ => text(StatusCode::NOT_FOUND, "\n"),
    }
}

/// To another path of this server. It begins with one slash: a path with an
/// empty part is answered before.
fn redirect(path: &str, query: Option<&str>) -> Response {
    let location = match query {
        Some(query) => format!("{path}?{query}"),
        None => path.to_string(),
    };
    match HeaderValue::try_from(location) {
        Ok(location) => (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, location)]).into_response(),
        Err(_) => text(StatusCode::NOT_FOUND, "\n"),
    }
}

/// The kit's own page for what is not there.
async fn missing(live: &Live, site: Site) -> Response {
    const PAGE: &str = "404.html";
    let script = live.script(PAGE);
    let page = match files::find(site.root, vec![PAGE.to_string()], false).await {
        Found::Page { disk, .. } => files::page(disk, &script, &HeaderMap::new()).await,
        _ => None,
    };
    match page {
        Some(mut response) => {
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
        None => text(StatusCode::NOT_FOUND, "404\n"),
    }
}

fn text(status: StatusCode, text: &'static str) -> Response {
    (status, [(CONTENT_TYPE, TEXT)], text).into_response()
}
