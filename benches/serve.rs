//! What a save costs under `lantoa serve`: from the moment a headline of the
//! sample kit is saved until open pages are told of the new build, and the
//! processor time of the server over it; beside what making just that
//! message's cards and pages costs a cold build.
//!
//! `cargo bench --bench serve`. Read the ratio, not the milliseconds.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use clap::Parser;
use serde_json::Value;

use own::{Own, TODAY};
use usage::median;

#[path = "national/own.rs"]
mod own;
#[path = "national/usage.rs"]
mod usage;

/// How often the server is asked for its number.
const ASKED_EVERY: Duration = Duration::from_millis(2);
/// Between a build and the next save: the server rests.
const REST: Duration = Duration::from_millis(500);
/// How long the server is asked while it rests, to learn what asking costs.
const ASKED_FOR: Duration = Duration::from_secs(4);
/// No machine is so slow that it takes longer.
const PATIENCE: Duration = Duration::from_secs(120);
/// `USER_HZ`, in which Linux counts for programs, on every processor it is
/// built for today.
const TICKS_A_SECOND: u64 = 100;

#[derive(Parser)]
struct Options {
    /// Saves.
    #[arg(long, default_value_t = 15)]
    saves: usize,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let options = Options::parse();
    let saves = options.saves.max(1);
    let kit = Own::new();
    let own = own_files(&kit);
    let mut server = Server::start(&kit);
    let asking = server.asking();
    let (mut walls, mut cpus, mut asked) = (Vec::new(), Vec::new(), 0);
    for round in 1..=saves {
        sleep(REST);
        let (number, cpu, began) = (server.number(), server.cpu(), Instant::now());
        kit.edit_headline(round);
        while server.number() == number {
            assert!(began.elapsed() < PATIENCE, "save {round} was not seen");
            sleep(ASKED_EVERY);
            asked += 1;
        }
        walls.push(began.elapsed());
        cpus.push(server.cpu() - cpu);
    }
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let mean = cpus.iter().sum::<Duration>() / cpus.len() as u32;
    let asking = asking.mul_f64(f64::from(asked) / saves as f64);
    println!("{saves} saves of one headline of the sample kit:");
    for (name, times) in [("wall time, ms", &walls), ("processor time of the server, ms", &cpus)] {
        let most = most_of(times);
        println!("  {name:<36} {:.0}, nine of ten within {:.0}", ms(median(times)), ms(most));
    }
    println!(
        "  mean processor time, ms              {:.1}, {:.1} of it asking",
        ms(mean),
        ms(asking)
    );
    println!("  the message's own cards and pages, ms {:.1} ({} jobs)", ms(own.took), own.jobs);
    println!(
        "processor time of a save: {:.2} × the message's own cards and pages",
        ms(median(&cpus)) / ms(own.took)
    );
}

/// Nine of ten are not longer.
fn most_of(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[(times.len() * 9).div_ceil(10) - 1]
}

/// What a message's own files cost.
struct Cost {
    took: Duration,
    jobs: usize,
}

/// The message's cards and pages, as a cold build on one thread says what it
/// did.
fn own_files(kit: &Own) -> Cost {
    let trace = kit.root().join("trace.json");
    let mut command = kit.program();
    command.args(["build", "--no-cache", "--jobs", "1", "--date", TODAY, "--out", "cold"]);
    usage::run(command.arg("--trace").arg(&trace));
    let text = fs::read_to_string(trace).expect("a trace");
    let trace: Value = serde_json::from_str(&text).expect("a trace of JSON");
    let is_own = |event: &&Value| {
        let path = event["name"].as_str().unwrap_or_default();
        let mut parts = path.split('/').rev().skip(1);
        let id = parts.next();
        id == Some(kit.message()) && matches!(parts.next(), Some("cards" | "messages"))
    };
    let events: Vec<&Value> =
        trace["traceEvents"].as_array().expect("events").iter().filter(is_own).collect();
    assert!(!events.is_empty(), "no files of {}", kit.message());
    let took = events.iter().map(|event| event["dur"].as_u64().expect("µs")).sum();
    Cost { took: Duration::from_micros(took), jobs: events.len() }
}

/// The server, and a connection to it.
struct Server {
    child: Child,
    host: String,
    stream: BufReader<TcpStream>,
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that is gone already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts it, and waits for the first build.
    fn start(kit: &Own) -> Self {
        let mut command = kit.program();
        command.args(["serve", "--date", TODAY, "--lang", "en", "--port", "0"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let host = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (host, _) = line.strip_prefix("Serving http://")?.split_once('/')?;
            Some(host.to_string())
        });
        // What it says later is not read, but must not stand in its way.
        std::thread::spawn(move || lines.for_each(drop));
        let host = host.expect("where it is");
        let stream = BufReader::new(TcpStream::connect(&host).expect("a connection"));
        Server { child, host, stream }
    }

    /// The number of the last build, which is without a fault.
    fn number(&mut self) -> u64 {
        let host = &self.host;
        let ask = format!("GET /_lantoa/state HTTP/1.1\r\nHost: {host}\r\n\r\n");
        self.stream.get_mut().write_all(ask.as_bytes()).expect("asked");
        let mut length = 0;
        let mut line = String::new();
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("a head");
            let line = line.trim_end().to_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a body");
        let state: Value = serde_json::from_slice(&body).expect("a state of JSON");
        assert!(state["panel"].is_null(), "{state}");
        state["number"].as_u64().expect("a number")
    }

    /// Processor time of all its threads, those that ended too.
    fn cpu(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("Linux");
        // The name of the program, in brackets, may hold anything.
        let (_, rest) = stat.rsplit_once(')').expect("a name");
        // utime and stime are the fields 14 and 15, the name is the second.
        let ticks = rest.split_whitespace().skip(11).take(2);
        let ticks: u64 = ticks.map(|field| field.parse::<u64>().expect("ticks")).sum();
        Duration::from_millis(ticks * 1000 / TICKS_A_SECOND)
    }

    /// What it costs the server to be asked once.
    fn asking(&mut self) -> Duration {
        sleep(REST);
        let (cpu, began, mut asked) = (self.cpu(), Instant::now(), 0);
        while began.elapsed() < ASKED_FOR {
            self.number();
            sleep(ASKED_EVERY);
            asked += 1;
        }
        (self.cpu() - cpu) / asked
    }
}
