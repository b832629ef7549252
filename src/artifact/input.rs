//! What a file is made from: the complete input of one backend, as plain
//! data. The plan's recipes give it, in the worker that makes the file.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::Value;

use super::drawing::Drawing;
use super::placed::Measure;
use super::view::{View, add_json};

/// The complete input of one job.
#[derive(Debug, Clone)]
pub enum Input {
    /// Something drawn.
    Drawing(Box<Drawing>),
    /// A page.
    Page(Box<Page>),
    /// Bytes as they are.
    Bytes(Arc<[u8]>),
    /// A file of the disk as it is; copied, never held.
    Disk {
        /// Where it lies.
        path: PathBuf,
        /// BLAKE3 of its bytes.
        digest: blake3::Hash,
    },
    /// A zip of files that were made before and of texts.
    Zip(Vec<Zipped>),
    /// A small copy of a picture of the site.
    Thumb {
        /// The picture, which was made before.
        of: Arc<str>,
        /// BLAKE3 of its bytes.
        hash: blake3::Hash,
        /// The copy's sides; px.
        sides: (u32, u32),
    },
    /// An Atom feed.
    Feed(Feed),
    /// A calendar.
    Calendar {
        /// What it is called.
        name: String,
        /// The host that its events' ids carry.
        host: String,
        /// The build date.
        date: Date,
        /// What is in it.
        runs: Vec<Run>,
    },
    /// The sitemap.
    Sitemap(Vec<Listed>),
    /// `robots.txt` of the site at this address.
    Robots(String),
    /// The headers that a host sends with the site below this path.
    Headers(String),
    /// `security.txt`.
    Security(SecurityContact),
}

impl Input {
    /// What becomes of it measures, where that is known before.
    #[must_use]
    pub fn measure(&self) -> Option<Measure> {
        let Input::Thumb { sides: (width, height), .. } = self else { return None };
        Some(Measure::px(f64::from(*width), f64::from(*height)))
    }
}

/// A page: a template and everything it may know.
#[derive(Debug, Clone)]
pub struct Page {
    /// The template, below `templates/`.
    pub template: &'static str,
    /// What all pages of its language share.
    pub frame: Arc<Frame>,
    /// The way from the page to the site's root, or the root's own path.
    pub root: String,
    /// `page` in the template.
    pub head: View,
    /// `view` in the template.
    pub view: View,
}

/// What all pages of a language share: made, hashed and handed to the
/// template engine once.
#[derive(Debug, Clone)]
pub struct Frame {
    /// `site` in a template.
    pub site: Value,
    /// `w` in a template.
    pub words: Value,
    /// BLAKE3 of both.
    pub digest: blake3::Hash,
}

impl Frame {
    /// A frame, hashed.
    #[must_use]
    pub fn new(site: Value, words: Value) -> Self {
        let mut hasher = blake3::Hasher::new();
        add_json(&mut hasher, &(&site, &words));
        Frame { digest: hasher.finalize(), site, words }
    }
}

/// A file of a zip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zipped {
    /// Its path inside.
    pub inside: String,
    /// Where it comes from.
    pub from: Source,
}

/// Where a file of a zip comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A text of its own.
    Text(String),
    /// A file of the site that was made before, by path and BLAKE3.
    Site(String, blake3::Hash),
}

/// An entry of a feed.
#[derive(Debug, Clone)]
pub struct FeedEntry {
    /// Its title.
    pub title: String,
    /// A sentence or two.
    pub summary: String,
    /// Its absolute address, which is its id too.
    pub url: String,
    /// When it last changed.
    pub updated: Date,
}

/// What a feed says.
#[derive(Debug, Clone)]
pub struct Feed {
    /// The site's name.
    pub title: String,
    /// The language.
    pub lang: String,
    /// The feed's own absolute address.
    pub url: String,
    /// The site's absolute address.
    pub home: String,
    /// Who speaks.
    pub author: String,
    /// When the newest entry changed.
    pub updated: Date,
    /// The newest first.
    pub entries: Vec<FeedEntry>,
}

/// A time in which a campaign runs.
#[derive(Debug, Clone)]
pub struct Run {
    /// What makes its id: the campaign's id and the window's number; the year
    /// too where it is one of several.
    pub key: String,
    /// The campaign's title.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// Its page.
    pub url: String,
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub until: Date,
    /// Whether it comes again every year.
    pub yearly: bool,
}

/// A page of the sitemap: its address, and the addresses of the same page in
/// each language.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Absolute address.
    pub url: String,
    /// When what it says last changed, where that is known.
    pub updated: Option<Date>,
    /// Language and absolute address.
    pub alternates: Vec<(String, String)>,
}

/// Whom to tell of a weakness of the site.
#[derive(Debug, Clone)]
pub struct SecurityContact {
    /// A `mailto:` or `tel:` address.
    pub contact: String,
    /// Where the file that says so lies; an absolute address.
    pub url: String,
    /// The languages that are understood.
    pub languages: Vec<String>,
    /// The build date.
    pub date: Date,
}
