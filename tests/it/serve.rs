//! The local server, over real connections.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use crate::harness::{Kit, TODAY, program};

pub struct Server {
    child: Child,
    pub host: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that is gone already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn start(kit: &Kit) -> Server {
    let child = program()
        .current_dir(kit.root())
        .args(["serve", "--date", TODAY, "--lang", "en"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut server = Server { child, host: String::new() };
    let lines = BufReader::new(server.child.stdout.take().expect("its output")).lines();
    for line in lines.map_while(Result::ok) {
        if let Some(at) = line.find("http://") {
            let url = line[at + 7..].split(' ').next().expect("an address");
            server.host = url.split('/').next().expect("a host").to_string();
            return server;
        }
    }
    panic!("the server did not start");
}

fn get(server: &Server, path: &str) -> (u16, String, Vec<u8>) {
    let mut stream = TcpStream::connect(&server.host).expect("a connection");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", server.host)
        .expect("sent");
    let mut all = Vec::new();
    stream.read_to_end(&mut all).expect("an answer");
    let split = all.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&all[..split]).into_owned();
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
    (status, head.to_lowercase(), all[split + 4..].to_vec())
}

#[test]
fn types_folders_misses_and_the_sub_path() {
    let kit = Kit::small();
    kit.write("kit.yml", "title: Bộ nhỏ\nbase_url: https://kit.example.vn/kho/\nlanguages: [vi]\n");
    let server = start(&kit);
    let (status, head, body) = get(&server, "/kho/");
    assert_eq!(status, 200);
    assert!(head.contains("content-type: text/html; charset=utf-8"), "{head}");
    assert!(String::from_utf8_lossy(&body).contains("Bộ nhỏ"));
    let (status, head, _) = get(&server, "/");
    assert!((300..400).contains(&status) && head.contains("location: /kho/"), "{head}");
    let (status, head, _) = get(&server, "/kho/messages/chao");
    assert!((300..400).contains(&status) && head.contains("messages/chao/"), "{head}");
    let (status, _, body) = get(&server, "/kho/khong-co/");
    assert_eq!(status, 404);
    assert!(String::from_utf8_lossy(&body).contains("<html"));
    for (path, kind) in [
        ("cards/chao/og.vi.png", "image/png"),
        ("calendar.ics", "text/calendar"),
        ("feed.xml", "xml"),
        ("manifest.json", "application/json"),
        ("robots.txt", "text/plain; charset=utf-8"),
    ] {
        let (status, head, _) = get(&server, &format!("/kho/{path}"));
        assert_eq!(status, 200, "{path}");
        let line =
            head.lines().find(|l| l.starts_with("content-type")).expect("a type").to_string();
        assert!(line.contains(kind), "{path}: {line}");
    }
    for path in
        ["/kho/../content/kit.yml", "/kho/%2e%2e/content/kit.yml", "/kho/..%2fcontent/kit.yml"]
    {
        let (status, _, body) = get(&server, path);
        assert!(status != 200, "{path}");
        assert!(!String::from_utf8_lossy(&body).contains("base_url"), "{path}");
    }
}
