//! Builds of national kits of growing size: processor time, memory and
//! artifacts a second, and whether time stays in proportion to size.
//!
//! `cargo bench --bench national -- --artifacts 1000,10000,100000`

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;
use serde_json::Value;

use kit::Size;
use usage::Usage;

mod kit;
mod usage;

#[derive(Parser)]
struct Options {
    /// Sizes, in artifacts of a build of every unit; about that many come out.
    #[arg(long, value_delimiter = ',', default_value = "1000")]
    artifacts: Vec<usize>,
    /// Only these parts: site, cards, leaflets, infographics, packs.
    #[arg(long)]
    only: Option<String>,
    /// Threads; all processors if not given.
    #[arg(long)]
    jobs: Option<usize>,
    /// Write the first size's kit into this folder and build nothing.
    #[arg(long)]
    write: Option<PathBuf>,
    /// Provinces, in place of what the size asks for.
    #[arg(long)]
    provinces: Option<usize>,
    /// Campaigns, in place of what the size asks for.
    #[arg(long)]
    campaigns: Option<usize>,
    /// Messages of each campaign, in place of what the size asks for.
    #[arg(long)]
    messages: Option<usize>,
    /// Audiences, in place of what the size asks for.
    #[arg(long)]
    audiences: Option<usize>,
    /// Languages, 1 or 2, in place of what the size asks for.
    #[arg(long)]
    languages: Option<usize>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

impl Options {
    fn size(&self, artifacts: usize) -> Size {
        let mut size = Size::for_artifacts(artifacts);
        let own = [
            (&mut size.provinces, self.provinces),
            (&mut size.campaigns, self.campaigns),
            (&mut size.messages, self.messages),
            (&mut size.audiences, self.audiences),
            (&mut size.languages, self.languages),
        ];
        for (field, given) in own {
            *field = given.unwrap_or(*field);
        }
        size
    }
}

struct Measured {
    artifacts: usize,
    usage: Usage,
}

impl Measured {
    /// Processor seconds an artifact.
    fn each(&self) -> f64 {
        self.usage.cpu.as_secs_f64() / self.artifacts as f64
    }
}

fn main() {
    let options = Options::parse();
    if let Some(folder) = &options.write {
        let size = options.size(options.artifacts[0]);
        kit::write(&size, folder).expect("a kit");
        println!("{size:?}, about {} artifacts", size.artifacts());
        return;
    }
    println!("artifacts   wall s    cpu s   peak MB   a cpu second   time each, to the first");
    let mut all: Vec<Measured> = Vec::new();
    for &artifacts in &options.artifacts {
        let measured = measure(&options, &options.size(artifacts));
        let Usage { wall, cpu, peak } = measured.usage;
        println!(
            "{:9} {:8.1} {:8.1} {:9.0} {:14.1} {:12.2}",
            measured.artifacts,
            wall.as_secs_f64(),
            cpu.as_secs_f64(),
            peak as f64 / 1e6,
            1.0 / measured.each(),
            measured.each() / all.first().map_or(measured.each(), Measured::each),
        );
        all.push(measured);
    }
    for pair in all.windows(2) {
        println!(
            "from {} to {} artifacts: memory × {:.2}, time an artifact × {:.2}",
            pair[0].artifacts,
            pair[1].artifacts,
            pair[1].usage.peak as f64 / pair[0].usage.peak as f64,
            pair[1].each() / pair[0].each(),
        );
    }
}

/// A cold build of a kit of that size.
fn measure(options: &Options, size: &Size) -> Measured {
    let folder = tempfile::tempdir().expect("a folder");
    kit::write(size, folder.path()).expect("a kit");
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantoa"));
    command.current_dir(folder.path()).args(["build", "--date", "2026-11-21"]);
    command.args(["--unit", size.unit(), "--themes"]).arg(kit::repository().join("themes"));
    if let Some(only) = &options.only {
        command.args(["--only", only]);
    }
    if let Some(jobs) = options.jobs {
        command.args(["--jobs", &jobs.to_string()]);
    }
    let usage = usage::run(&mut command);
    Measured { artifacts: artifacts(&folder.path().join("public")), usage }
}

/// How many artifacts the manifest lists.
fn artifacts(public: &Path) -> usize {
    let text = std::fs::read(public.join("manifest.json")).expect("a manifest");
    let manifest: Value = serde_json::from_slice(&text).expect("a manifest of JSON");
    manifest["artifacts"].as_array().map_or(0, Vec::len)
}
