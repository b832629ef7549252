//! The local server: shows a built site at the path it is made for, with the
//! types and status codes that a real host gives. Listens on this machine
//! only.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

/// The port that is tried first.
pub const FIRST_PORT: u16 = 1111;
/// How many ports after the first are tried.
const PORTS: u16 = 100;

/// Serves the folder `root` below `base_path` (`/kho/`) until Ctrl-C; calls
/// `ready` with the address once it listens. Takes `port`, else
/// [`FIRST_PORT`] or the next free one.
///
/// # Errors
/// No port is free, or the machine failed.
pub fn serve(
    root: &Path,
    base_path: &str,
    port: Option<u16>,
    ready: impl FnOnce(&str),
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = listen(port).await?;
        let address = listener.local_addr()?;
        ready(&format!("http://{address}{base_path}"));
        axum::serve(listener, site(root.to_path_buf(), base_path))
            .with_graceful_shutdown(async {
                // Without a signal to wait for the server runs until it is killed.
                if tokio::signal::ctrl_c().await.is_err() {
                    std::future::pending::<()>().await;
                }
            })
            .await
    })
}

async fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    let bind = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    if let Some(port) = port {
        return bind(port).await;
    }
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for port in FIRST_PORT..FIRST_PORT + PORTS {
        match bind(port).await {
            Ok(listener) => return Ok(listener),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// The path of an address: `/kho/` of `https://host/kho/`.
pub fn base_path(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    match rest.find('/') {
        Some(at) => format!("{}/", rest[at..].trim_end_matches('/')),
        None => "/".to_string(),
    }
}

/// The host of an address, for ids that must be the site's own.
pub fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).to_string()
}

/// The service: the site below its path, and a way there from anywhere else.
fn site(root: PathBuf, base_path: &str) -> Router {
    let not_found = root.join("404.html");
    let missing = tower_service(move || {
        let page = not_found.clone();
        async move {
            let body = tokio::task::spawn_blocking(move || std::fs::read(page)).await;
            let body = body.ok().and_then(Result::ok).unwrap_or_default();
            (StatusCode::NOT_FOUND, [(CONTENT_TYPE, "text/html; charset=utf-8")], body)
                .into_response()
        }
    });
    let files = ServeDir::new(root).fallback(missing);
    let inner = base_path.trim_end_matches('/');
    let router = if inner.is_empty() {
        Router::new().fallback_service(files)
    } else {
        let home = base_path.to_string();
        let away = move |_: Uri| async move { Redirect::temporary(&home) };
        Router::new().nest_service(inner, files).fallback(away)
    };
    router.layer(from_fn(headers))
}

/// A service from a function without arguments.
fn tower_service<F, R>(
    respond: F,
) -> impl tower::Service<Request<Body>, Response = Response, Error = Infallible, Future: Send> + Clone
where
    F: Fn() -> R + Clone + Send + 'static,
    R: Future<Output = Response> + Send + 'static,
{
    tower::service_fn(move |_: Request<Body>| {
        let response = respond();
        async move { Ok(response.await) }
    })
}

/// Says the encoding of texts, and that nothing is to be kept: the next
/// build replaces it.
async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let plain = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).filter(|kind| {
        let is_text = kind.starts_with("text/") || kind.ends_with("xml") || kind.ends_with("json");
        is_text && !kind.contains("charset")
    });
    if let Some(with) = plain.and_then(|kind| format!("{kind}; charset=utf-8").parse().ok()) {
        headers.insert(CONTENT_TYPE, with);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_a_site_is_made_for() {
        assert_eq!(base_path("https://a.example/kho/"), "/kho/");
        assert_eq!(base_path("https://a.example/kho/2026"), "/kho/2026/");
        assert_eq!(base_path("https://a.example"), "/");
    }
}
