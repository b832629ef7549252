//! The options of the commands, as the output contract names them.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::build;
use crate::catalog::LoadOptions;
use crate::plan;

/// What every command reads.
#[derive(Debug, Clone, Args)]
pub struct Input {
    /// The folder with the content
    #[arg(long, default_value = "content", value_name = "DIR")]
    pub content: PathBuf,
    /// The folder with the themes (the default theme is also inside lantoa)
    #[arg(long, default_value = "themes", value_name = "DIR")]
    pub themes: PathBuf,
    /// Where the site will be published, instead of the kit's base_url
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The build date; default: today in the kit's time zone
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Whose kit is built
    #[arg(long, value_name = "ID|all")]
    pub unit: Option<String>,
    /// Show drafts too, with a visible mark
    #[arg(long)]
    pub drafts: bool,
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
    /// How many threads work; default: one a core
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// How diagnostics are printed
    #[arg(long, value_enum, default_value = "human")]
    pub format: Format,
}

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with the source line
    Human,
    /// One JSON object a line
    Json,
    /// GitHub annotations
    Github,
    /// SARIF 2.1.0, one document
    Sarif,
}

/// `lantoa build`.
#[derive(Debug, Clone, Args)]
pub struct Build {
    #[command(flatten)]
    pub input: Input,
    /// Where the site is written
    #[arg(long, default_value = "public", value_name = "DIR")]
    pub out: PathBuf,
    /// Where made files are kept for the next build
    #[arg(long, default_value = ".lantoa", value_name = "DIR")]
    pub cache: PathBuf,
    /// Make everything anew
    #[arg(long)]
    pub no_cache: bool,
    /// Most that the cache takes, as `500M` or `2G`; default: enough for the
    /// site twice over
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub cache_size: Option<u64>,
    /// Build only these parts, and what they need
    #[arg(long, value_enum, value_delimiter = ',')]
    pub only: Vec<Part>,
    /// Say where the time went
    #[arg(long)]
    pub timings: bool,
    /// Write a trace for a trace viewer
    #[arg(long, value_name = "FILE")]
    pub trace: Option<PathBuf>,
}

/// `lantoa build`, and what it writes beside the site.
#[derive(Debug, Args)]
pub struct BuildCommand {
    #[command(flatten)]
    pub build: Build,
    /// Record the versions of published sheets in prints.yml of the content,
    /// so that they are known when there are newer ones
    #[arg(long, conflicts_with_all = ["only", "drafts"])]
    pub record_prints: bool,
    /// Make a folder that opens without a server, as from a USB stick
    #[arg(long, conflicts_with = "record_prints")]
    pub portable: bool,
}

/// `lantoa check`.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub input: Input,
    /// Leave out the checks that need layout
    #[arg(long)]
    pub no_drawn: bool,
}

/// `lantoa serve`.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub build: Build,
    /// The port; default: 1111 or the next free one
    #[arg(long)]
    pub port: Option<u16>,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
}

/// A part of the site, for `--only`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part(plan::Part);

impl Part {
    // A list that clap can borrow from.
    const ALL: [Part; plan::Part::ALL.len()] = {
        let mut all = [Part(plan::Part::ALL[0]); plan::Part::ALL.len()];
        let mut i = 0;
        while i < all.len() {
            all[i] = Part(plan::Part::ALL[i]);
            i += 1;
        }
        all
    };
}

impl ValueEnum for Part {
    fn value_variants<'a>() -> &'a [Self] {
        &Part::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, about) = self.0.said();
        Some(PossibleValue::new(name).help(about))
    }
}

impl Input {
    /// What is read.
    pub fn read(&self) -> build::Input {
        build::Input {
            content: self.content.clone(),
            themes: self.themes.clone(),
            load: LoadOptions {
                date: self.date,
                base_url: self.base_url.clone(),
                drafts: self.drafts,
                portable: false,
            },
            unit: self.unit.clone(),
            jobs: self.jobs,
        }
    }
}

impl Build {
    /// What is made.
    pub fn make(&self) -> build::Options {
        build::Options {
            out: self.out.clone(),
            cache: (!self.no_cache).then(|| self.cache.clone()),
            cache_size: self.cache_size,
            only: self.only.iter().map(|part| part.0).collect(),
            strict: self.input.strict,
        }
    }
}

/// A size in bytes: a number with `K`, `M` or `G`, in steps of 1024.
fn size(text: &str) -> Result<u64, String> {
    let (number, unit) = match text.char_indices().last() {
        Some((at, unit)) if unit.is_ascii_alphabetic() => (&text[..at], unit),
        _ => (text, ' '),
    };
    let shift = match unit.to_ascii_uppercase() {
        ' ' => 0,
        'K' => 10,
        'M' => 20,
        'G' => 30,
        _ => return Err("K, M, G".into()),
    };
    let number: u64 = number.trim().parse().map_err(|_| "500M, 2G".to_string())?;
    number.checked_mul(1 << shift).ok_or_else(|| "500M, 2G".into())
}
