//! A server whose visitors hang, whose names are too long, whose port is
//! taken, and that is told to end.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use super::{eventually, kit_below_kho, start};
use crate::harness::TODAY;

#[test]
fn names_that_are_too_long_are_not_found() {
    let kit = kit_below_kho();
    let server = start(&kit);
    for path in ["a".repeat(256), "a".repeat(5000), "a/".repeat(3000), "%61".repeat(300)] {
        assert_eq!(server.get(&format!("/kho/{path}")).status, 404, "{} letters", path.len());
    }
    for asked in ["/kho", "/kho?a=1", "/"] {
        let answer = server.get(asked);
        assert_eq!(answer.status, 307, "{asked}");
        assert!(answer.header("location").is_some_and(|to| to.starts_with("/kho/")), "{asked}");
    }
}

#[test]
fn a_port_that_is_taken_is_named() {
    let kit = kit_below_kho();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    for lang in ["vi", "en"] {
        let run = kit.run_as_is(&["serve", "--date", TODAY, "--port", &port, "--lang", lang]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(&port) && run.stderr.contains("--port"), "{}", run.stderr);
    }
}

#[test]
fn who_says_nothing_is_not_waited_for() {
    let kit = kit_below_kho();
    let server = start(&kit);
    let mut silent = TcpStream::connect(&server.host).expect("a connection");
    let mut half = TcpStream::connect(&server.host).expect("a connection");
    half.write_all(b"GET /kho/ HTTP/1.1\r\nHost: x\r\nX-A").expect("sent");
    for stream in [&mut silent, &mut half] {
        stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a limit");
        // It is closed, with or without a word.
        let mut rest = Vec::new();
        let ended = stream.read_to_end(&mut rest);
        let is_reset = |e: &std::io::Error| e.kind() == std::io::ErrorKind::ConnectionReset;
        assert!(ended.is_ok() || ended.as_ref().is_err_and(is_reset), "{ended:?}");
    }
    assert_eq!(server.get("/kho/").status, 200);
}

#[test]
fn ctrl_c_ends_it_whatever_hangs() {
    let kit = kit_below_kho();
    let mut server = start(&kit);
    eventually("a first build", || (server.builds() > 0).then_some(()));
    let mut half = TcpStream::connect(&server.host).expect("a connection");
    half.write_all(b"GET /kho/ HTTP/1.1\r\nHost").expect("sent");
    let pid = server.child.id().to_string();
    let told = Instant::now();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill").success());
    eventually("the server ends", || server.child.try_wait().expect("a status"));
    // On any machine: it waits for nothing.
    assert!(told.elapsed() < Duration::from_secs(30));
}
