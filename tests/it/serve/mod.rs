//! The local server, over real connections and in a real browser.

mod answers;
mod bad_days;
pub mod browser;
mod drafts;
mod open_pages;
mod series;
mod watching;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::harness::{Kit, TODAY, program};

/// No machine is so slow that it takes longer; nothing is asserted about it.
const PATIENCE: Duration = Duration::from_secs(180);

pub struct Server {
    child: Child,
    /// `127.0.0.1:1111`.
    pub host: String,
    said: Arc<Mutex<Vec<String>>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that is gone already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer, its head in lower case.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub fn start(kit: &Kit) -> Server {
    start_with(kit, &[])
}

/// Starts the server with more arguments, and waits until it says where.
fn start_with(kit: &Kit, more: &[&str]) -> Server {
    start_as(kit, more, |command| command)
}

fn start_as(kit: &Kit, more: &[&str], change: impl FnOnce(&mut Command) -> &mut Command) -> Server {
    let mut command = program();
    command.current_dir(kit.root()).args(["serve", "--date", TODAY, "--lang", "en"]).args(more);
    let mut child = change(&mut command)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let said = Arc::new(Mutex::new(Vec::new()));
    let streams: [Box<dyn Read + Send>; 2] = [
        Box::new(child.stdout.take().expect("its output")),
        Box::new(child.stderr.take().expect("its diagnostics")),
    ];
    for stream in streams {
        let said = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                said.lock().expect("lines").push(line);
            }
        });
    }
    let mut server = Server { child, host: String::new(), said };
    server.host = eventually("the server says where it is", || {
        let lines = server.said.lock().expect("lines");
        let line = lines.iter().find(|line| line.starts_with("Serving http://"))?;
        line["Serving http://".len()..].split('/').next().map(str::to_string)
    });
    server
}

/// Waits until there is a value.
#[track_caller]
fn eventually<T>(what: &str, mut value: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if let Some(value) = value() {
            return value;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("it did not come about that {what}");
}

impl Server {
    /// How many lines begin with that.
    fn count(&self, start: &str) -> usize {
        self.said.lock().expect("lines").iter().filter(|line| line.starts_with(start)).count()
    }

    /// How many builds ended well: `12 files in public (3 of them new)`.
    fn builds(&self) -> usize {
        let lines = self.said.lock().expect("lines");
        lines.iter().filter(|line| line.contains(" files in ")).count()
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[("Host", &self.host)])
    }

    fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", path, &[&[("Host", self.host.as_str())], headers].concat())
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut stream = TcpStream::connect(&self.host).expect("a connection");
        let headers: String =
            headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        write!(stream, "{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")
            .expect("sent");
        let mut all = Vec::new();
        stream.read_to_end(&mut all).expect("an answer");
        let split = all.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&all[..split]).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
        let head: Vec<String> = head
            .lines()
            .map(|line| match line.split_once(": ") {
                Some((name, value)) => format!("{}: {value}", name.to_lowercase()),
                None => line.to_string(),
            })
            .collect();
        Answer { status, head: head.join("\n"), body: all[split + 4..].to_vec() }
    }

    /// Waits until a page holds a text.
    #[track_caller]
    fn shows(&self, path: &str, text: &str) {
        eventually(&format!("{path} shows {text}"), || {
            self.get(path).text().contains(text).then_some(())
        });
    }
}

/// The small kit with a path in its address, like a site that is published
/// below a project's name.
fn kit_below_kho() -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ nhỏ\nbase_url: https://kit.example.vn/kho/\nlanguages: [vi]\n{}",
            crate::harness::QUIET
        ),
    );
    kit
}

/// The messages of the small kit with that headline.
fn headline(text: &str) -> String {
    format!(
        "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi: {{headline: {text}}}\n"
    )
}

const MESSAGES: &str = "campaigns/mot/messages.yml";
