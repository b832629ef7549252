//! Taking connections: each has so long to say what it wants.

use std::io;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

/// How long the head of a request may take, also between two requests.
const HEAD: Duration = Duration::from_secs(15);
/// How long to wait where the system has no more connections to give.
const FULL: Duration = Duration::from_millis(200);

/// Serves every connection until the runtime ends.
pub(super) async fn take(listener: TcpListener, service: Router) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let service = TowerToHyperService::new(service.clone());
                // A connection that ends badly is the browser's to mend.
                tokio::spawn(async move {
                    let mut connection = http1::Builder::new();
                    connection.timer(TokioTimer::new()).header_read_timeout(HEAD);
                    connection.serve_connection(TokioIo::new(stream), service).await
                });
            }
            Err(error) if is_one(&error) => {}
            Err(_) => tokio::time::sleep(FULL).await,
        }
    }
}

/// Whether an error is that of one connection, and the next may be taken.
fn is_one(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
