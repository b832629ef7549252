//! A server whose visitors hang, whose names are too long, whose port is
//! taken, and that is told to end.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use super::{MESSAGES, eventually, headline, kit_below_kho, start};
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

/// Between builds it keeps the site before the last beside the site. That is
/// nothing to commit, and goes with the server; what the site was made from is
/// known afterwards.
#[test]
fn what_ends_it_leaves_nothing_beside_the_site() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        let kit = kit_below_kho();
        let mut server = start(&kit);
        for text in ["Một lần", "Hai lần", "Ba lần"] {
            kit.write(MESSAGES, &headline(text));
            server.shows("/kho/messages/chao/", text);
        }
        let work = kit.root().join(".public.lantoa-work");
        let ignored = std::fs::read_to_string(work.join(".gitignore"));
        assert_eq!(ignored.expect("a file that git reads"), "*\n", "{signal}");
        let pid = server.child.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().expect("kill").success());
        eventually("the server ends", || server.child.try_wait().expect("a status"));
        assert!(!work.exists(), "{signal}");
        let run = kit.run_as_is(&["build", "--date", TODAY, "--lang", "en", "--timings"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stdout.contains("(0 of them new)"), "{}", run.stdout);
        let stages = format!("{}{}", run.stdout, run.stderr);
        assert!(stages.contains("compare") && !stages.contains("publish"), "{signal}: {stages}");
    }
}
