//! What a small change costs on the sample kit: processor time of the build
//! after it, as a share of the cold build's; and a build of what has not
//! changed beside the least it could do, which is to read and hash the
//! content, the theme and the manifest.
//!
//! `cargo bench --bench increments`. Read the ratios, not the seconds.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use serde_json::Value;

use own::{Own, TODAY};
use usage::median;

#[path = "national/own.rs"]
mod own;
#[path = "national/usage.rs"]
mod usage;

#[derive(Parser)]
struct Options {
    /// Rounds of each; the median counts.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Threads; all processors if not given.
    #[arg(long)]
    jobs: Option<usize>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let options = Options::parse();
    let bench = Bench::new(options.jobs);
    let (few, many) = bench.facts();
    let headline = "one headline edited".to_string();
    let quoted = |fact: &Fact| format!("one fact edited, {} files rest on it", fact.files);
    let names = ["cold build", "nothing changed", &headline, &quoted(&few), &quoted(&many)];
    let mut times: [Vec<Duration>; 5] = Default::default();
    let mut floor = Vec::new();
    // Rounds interleaved, so that all meet the same noise.
    for round in 1..=options.rounds {
        bench.clean();
        times[0].push(bench.build());
        times[1].push(bench.build());
        floor.push(bench.floor());
        bench.kit.edit_headline(round);
        times[2].push(bench.build());
        for (n, fact) in [&few, &many].into_iter().enumerate() {
            bench.edit_fact(fact, round);
            times[3 + n].push(bench.build());
        }
    }
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let cold = ms(median(&times[0]));
    println!("processor time, median of {} rounds ({}, {}):", options.rounds, few.id, many.id);
    for (name, times) in names.iter().zip(&times) {
        let time = ms(median(times));
        println!("  {name:<45} {:.3}   ({time:.0} ms here)", time / cold);
    }
    let (nothing, floor) = (ms(median(&times[1])), ms(median(&floor)));
    println!(
        "nothing changed: {:.1} × reading and hashing content, theme and manifest ({floor:.1} ms)",
        nothing / floor
    );
}

/// A fact with values of its own.
struct Fact {
    id: String,
    /// Files that rest on it.
    files: usize,
}

/// The sample kit, built again and again.
struct Bench {
    kit: Own,
    jobs: Option<usize>,
    facts: String,
}

impl Bench {
    fn new(jobs: Option<usize>) -> Self {
        let mut bench = Bench { kit: Own::new(), jobs, facts: String::new() };
        bench.facts = fs::read_to_string(bench.facts_file()).expect("a file of the sample kit");
        bench
    }

    fn facts_file(&self) -> PathBuf {
        self.kit.root().join("content/facts.yml")
    }

    /// As nothing had ever been built, and nothing edited.
    fn clean(&self) {
        for name in ["public", ".lantoa"] {
            let _ = fs::remove_dir_all(self.kit.root().join(name));
        }
        fs::write(self.facts_file(), &self.facts).expect("a written file");
        self.kit.mend();
    }

    fn build(&self) -> Duration {
        let mut command = self.kit.program();
        command.args(["build", "--date", TODAY]);
        if let Some(jobs) = self.jobs {
            command.args(["--jobs", &jobs.to_string()]);
        }
        usage::run(&mut command).cpu
    }

    /// Reads and hashes what a build that does nothing has to know, in this
    /// thread.
    fn floor(&self) -> Duration {
        let root = self.kit.root();
        let start = usage::own();
        let mut hasher = blake3::Hasher::new();
        for part in ["content", "themes", "public/manifest.json"] {
            for entry in walkdir::WalkDir::new(root.join(part)).sort_by_file_name() {
                let entry = entry.expect("a readable folder");
                if entry.file_type().is_file() {
                    hasher.update(&fs::read(entry.path()).expect("a readable file"));
                }
            }
        }
        std::hint::black_box(hasher.finalize());
        usage::own() - start
    }

    /// Another value in the place of today's.
    fn edit_fact(&self, fact: &Fact, round: usize) {
        let (start, value) = today(&self.facts, &fact.id).expect("a value for today");
        let new = match value.parse::<u64>() {
            Ok(amount) if amount >= 1_000 => (amount + 1_000 * round as u64).to_string(),
            Ok(small) => format!("{small}.{round}"),
            Err(_) => format!("{value}{round}"),
        };
        let mut text = self.facts.clone();
        text.replace_range(start..start + value.len(), &new);
        fs::write(self.facts_file(), text).expect("a written file");
    }

    /// The facts on which the fewest files rest, and the most.
    fn facts(&self) -> (Fact, Fact) {
        let ids = self.facts.lines().filter_map(|line| line.strip_prefix("- id: "));
        let with_value = ids.filter(|id| today(&self.facts, id).is_some());
        let mut all: Vec<Fact> = with_value
            .map(|id| Fact { id: id.to_string(), files: self.files_on(id) })
            .filter(|fact| fact.files > 0)
            .collect();
        all.sort_by(|a, b| a.files.cmp(&b.files).then_with(|| a.id.cmp(&b.id)));
        let many = all.pop().expect("a fact that is quoted");
        (all.into_iter().next().expect("two facts that are quoted"), many)
    }

    /// Files of the items that rest on a fact.
    fn files_on(&self, id: &str) -> usize {
        let mut command = self.kit.program();
        command.args(["impact", &format!("fact:{id}"), "--format", "json"]);
        let output = command.args(["--date", TODAY, "--on", TODAY]).output().expect("a run");
        assert!(output.status.success(), "{id}: {}", String::from_utf8_lossy(&output.stderr));
        let found: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
        let items = found["items"].as_array().into_iter().flatten();
        items.map(|item| item["artifacts"].as_array().map_or(0, Vec::len)).sum()
    }
}

/// Where today's value of a fact stands in the text, and what it is.
fn today<'t>(text: &'t str, id: &str) -> Option<(usize, &'t str)> {
    let head = format!("- id: {id}\n");
    let start = match text.starts_with(&head) {
        true => 0,
        false => text.find(&format!("\n{head}"))? + 1,
    };
    let end = text[start + 1..].find("\n- id: ").map_or(text.len(), |at| start + 1 + at);
    let field = |line: &'t str, key: &str| -> Option<&'t str> {
        let (_, rest) = line.split_once(&format!("{key}: "))?;
        Some(rest.split([',', '}']).next().unwrap_or_default())
    };
    let current = |line: &&'t str| {
        field(line, "value").is_some()
            && field(line, "from").is_none_or(|from| from <= TODAY)
            && field(line, "until").is_none_or(|until| until >= TODAY)
    };
    let value = field(text[start..end].lines().find(current)?, "value")?;
    Some((value.as_ptr() as usize - text.as_ptr() as usize, value))
}
