//! `lantoa new`: a small kit that builds, or an item added to one. A word
//! that names a kind is the kind; `./message` is a folder of that name.

mod answers;
mod folder;
mod item;
mod place;
mod write;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Stop;
use super::report::say;
use crate::diag::{Lang, TextKey};

/// `lantoa new`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Options {
    /// The folder of the new kit: one that does not exist yet, or is empty
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// A second word, which is a kind misspelt or a name with a space in it.
    #[arg(hide = true)]
    more: Vec<String>,
    /// The kit's title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Where the site will be published; printed QR codes lead there
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The time zone that decides what today is
    #[arg(long, value_name = "ZONE", default_value = "Asia/Ho_Chi_Minh")]
    timezone: String,
    #[command(subcommand)]
    item: Option<NewItem>,
}

#[derive(Debug, Subcommand)]
enum NewItem {
    /// Adds a campaign
    Campaign(Campaign),
    /// Adds a message to a campaign
    Message(Message),
    /// Adds a leaflet
    Leaflet(Leaflet),
    /// Adds an infographic
    Infographic(Item),
    /// Adds a loudspeaker script
    Broadcast(Item),
    /// Adds a question and its answer
    Faq(Item),
    /// Adds a page
    Page(Page),
    /// Adds an audience group
    Audience(Audience),
    /// Adds a legal document
    Legal(Legal),
    /// Adds a fact: a figure with its legal basis
    Fact(Fact),
}

/// Which kit is added to.
#[derive(Debug, Args)]
struct Target {
    /// The folder with the content
    #[arg(long, default_value = "content", value_name = "DIR")]
    content: PathBuf,
    /// The folder with the themes (the default theme is also inside lantoa)
    #[arg(long, default_value = "themes", value_name = "DIR")]
    themes: PathBuf,
}

#[derive(Debug, Args)]
struct Item {
    /// Its id: lower case without accents, digits, hyphens
    id: String,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[command(flatten)]
    belongs: Belongs,
    #[command(flatten)]
    into: Target,
}

#[derive(Debug, Args)]
struct Message {
    /// Its id: lower case without accents, digits, hyphens
    id: String,
    /// What the card says in large letters
    #[arg(long, alias = "title", value_name = "TEXT")]
    headline: Option<String>,
    #[command(flatten)]
    belongs: Belongs,
    #[command(flatten)]
    into: Target,
}

#[derive(Debug, Args)]
struct Campaign {
    /// Its id: lower case without accents, digits, hyphens
    id: String,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Whom it speaks to; may be given again
    #[arg(long = "audience", value_name = "ID", value_delimiter = ',')]
    audiences: Vec<String>,
    #[command(flatten)]
    into: Target,
}

/// What an item belongs to.
#[derive(Debug, Args)]
struct Belongs {
    /// Whom it is for; may be given again
    #[arg(long = "audience", value_name = "ID", value_delimiter = ',')]
    audiences: Vec<String>,
    /// The campaign it belongs to; may be given again
    #[arg(long = "campaign", value_name = "ID", value_delimiter = ',')]
    campaigns: Vec<String>,
    /// A legal document it rests on; may be given again
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    legal: Vec<String>,
}

#[derive(Debug, Args)]
struct Leaflet {
    #[command(flatten)]
    item: Item,
    /// The sheet, a template of the theme; the theme's own choice where none is named
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
}

#[derive(Debug, Args)]
struct Page {
    /// Its id, which is its address: lower case without accents, digits, hyphens
    id: String,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// A legal document it rests on; may be given again
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    legal: Vec<String>,
    #[command(flatten)]
    into: Target,
}

#[derive(Debug, Args)]
struct Audience {
    /// Its id: lower case without accents, digits, hyphens
    id: String,
    /// Its name
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[command(flatten)]
    into: Target,
}

#[derive(Debug, Args)]
struct Legal {
    /// Its id: lower case without accents, digits, hyphens
    id: String,
    /// Its number, as 41/2024/QH15
    #[arg(long, value_name = "TEXT")]
    number: Option<String>,
    /// Its name
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The day it was issued
    #[arg(long, value_name = "YYYY-MM-DD")]
    issued: Option<String>,
    /// The day it comes into force
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<String>,
    #[command(flatten)]
    into: Target,
}

#[derive(Debug, Args)]
struct Fact {
    /// Its id: lower case without accents, digits, hyphens
    id: String,
    /// What it is
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What is counted: VND, VND/month, VND/year, percent, years, months, people, or a word
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// The number, as 1500000 or 4.5
    #[arg(long, value_name = "NUMBER")]
    value: Option<String>,
    /// How it is computed from other facts, instead of --value
    #[arg(long, value_name = "FORMULA", conflicts_with_all = ["value", "from", "until", "legal"])]
    formula: Option<String>,
    /// The first day the number holds
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<String>,
    /// The last day the number holds
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<String>,
    /// The legal document that says so
    #[arg(long, value_name = "ID")]
    legal: Option<String>,
    #[command(flatten)]
    into: Target,
}

pub(super) fn run(options: &Options, lang: Lang) -> Result<(), Stop> {
    match (&options.item, &options.dir) {
        (Some(item), _) => item::run(item, lang),
        (None, Some(dir)) => folder::run(options, dir, lang),
        (None, None) => Err(Stop::Failure(say(TextKey::NEW_NOTHING, &[], lang))),
    }
}
