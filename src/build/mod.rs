//! A build, from the content folder to the output folder, and everything else
//! that reads a kit: `build`, `check`, `serve`, `import` and `new` alike. Owns
//! the order of things; a [`Session`] remembers the theme and its engines from
//! one build to the next.

mod crew;
mod failure;
mod faults;
mod key;
mod last;
mod once;
mod planned;
mod prints;
mod read;
mod run;
mod shown;
mod timings;
mod workshop;

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::artifact::Head;
use crate::cache::{Cache, Trouble};
use crate::catalog::end_of;
use crate::diag::{Diagnostic, Diagnostics};
use crate::make::draw::Purpose;
use crate::plan::{After, OUTPUTS, Part};
use crate::publish::{Published, Spare, Way};
use crate::source::Content;
use crate::theme::{identity, name_files};

pub use failure::Failure;
pub use prints::NewPrints;
pub use read::{Input, Read};
pub use timings::Timings;
pub use workshop::Workshop;

use crew::Crew;
use last::{Last, Whole};
use once::Build;
use run::Floor;

/// What a build makes, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// The output folder.
    pub out: PathBuf,
    /// The cache folder; none where everything is to be made anew.
    pub cache: Option<PathBuf>,
    /// Most bytes that the cache takes; by default enough for the site twice
    /// over.
    pub cache_size: Option<u64>,
    /// The parts that are made; all where empty.
    pub only: Vec<Part>,
    /// Whether warnings keep the site from being published too.
    pub strict: bool,
}

/// Who waits for a build.
pub trait Progress: Sync {
    /// So many more jobs have begun.
    fn expect(&self, jobs: usize);
    /// One job is done; called from any thread.
    fn tick(&self);
}

/// Nobody waits.
impl Progress for () {
    fn expect(&self, _: usize) {}
    fn tick(&self) {}
}

/// What a build came to.
pub struct Built {
    /// The content, whose texts the diagnostics point into.
    pub content: Content,
    /// What was found, settled: the kit's severities are applied.
    pub found: Diagnostics,
    /// What was published; nothing where there are errors.
    pub published: Option<Published>,
    /// The address the site is made for.
    pub base_url: String,
    /// When the day that the site is made for is over, where nobody named
    /// one: the same content may then give another site.
    pub good_until: Option<Timestamp>,
    /// What a user should know of the cache.
    pub trouble: Trouble,
}

/// A series of builds of one kit.
pub struct Session {
    input: Input,
    workshop: Option<Arc<Workshop>>,
    /// Whether there will be another build.
    goes_on: bool,
    spare: Option<Spare>,
}

impl Session {
    /// A session that reads `input`.
    #[must_use]
    pub fn new(input: Input) -> Self {
        Session { input, workshop: None, goes_on: false, spare: None }
    }

    /// One that builds again and again, until [`Session::end`]: each build
    /// leaves beside the site what the next one is made of.
    #[must_use]
    pub fn going_on(input: Input) -> Self {
        Session { goes_on: true, ..Session::new(input) }
    }

    /// Clears away what was left for a next build.
    pub fn end(&mut self, options: &Options) {
        let Some(spare) = self.spare.take() else { return };
        let cache = options.cache.as_deref().and_then(|folder| Cache::open(folder).ok());
        let last = cache.as_ref().map(|cache| Last::read(cache, &options.out));
        spare.clear();
        if let (Some(cache), Some(last)) = (cache, last) {
            // The files of the site had names in the spare too, and the system
            // counts it as a change that those are gone. Without the note the
            // next build looks at the bytes.
            last.seal_again(&cache, &options.out).ok();
        }
    }

    /// Reads and checks the content, as far as that goes without layout.
    ///
    /// # Errors
    /// Wrong usage, or the machine failed.
    pub fn read(&mut self) -> Result<Read, Failure> {
        let mut found = Diagnostics::default();
        let content = self.input.folder(Arc::default(), &mut found)?;
        self.read_on(content, found)
    }

    fn read_on(&mut self, content: Content, found: Diagnostics) -> Result<Read, Failure> {
        let read = self.input.kits(content, found, self.workshop.as_ref())?;
        self.workshop = Some(Arc::clone(&read.workshop));
        Ok(read)
    }

    /// Lays out what items become, as far as `wanted` says so, and adds what
    /// is wrong with it; every code is decoded as a reader would.
    ///
    /// # Errors
    /// The machine failed.
    pub fn check_drawn(
        read: &Read,
        wanted: &dyn Fn(&Head) -> bool,
        progress: &dyn Progress,
    ) -> Result<Vec<Diagnostic>, Failure> {
        // With such a theme nothing can be drawn, which was said already.
        if read.workshop.typesetter().is_err() {
            return Ok(Vec::new());
        }
        let (last, timings) = (Last::default(), Timings::new(false));
        let files = &read.content.files;
        let crew = Crew::new();
        let floor =
            Floor::new(&crew, &read.workshop, files, &last, Purpose::Check, &timings, progress);
        let mut found = Vec::new();
        for edition in &read.editions() {
            for output in OUTPUTS.iter().filter(|output| output.after == After::Nothing) {
                let mut jobs = (output.jobs)(edition, &Arc::default());
                jobs.retain(|job| {
                    job.heads.iter().all(|head| head.export.is_some() && wanted(head))
                });
                found.extend(floor.run(output.name, jobs)?.into_list());
            }
        }
        Ok(found)
    }

    /// Everything that shows only when it is made: what items become, and the
    /// pages of each template.
    ///
    /// # Errors
    /// The machine failed.
    pub fn check_made(read: &Read, progress: &dyn Progress) -> Result<Vec<Diagnostic>, Failure> {
        let mut found = Session::check_drawn(read, &|_| true, progress)?;
        found.extend(shown::check(read));
        Ok(found)
    }

    /// Builds the site.
    ///
    /// # Errors
    /// Wrong usage, or the machine failed. What is wrong with the content is
    /// in what comes back.
    pub fn build(
        &mut self,
        options: &Options,
        timings: &Timings,
        progress: &dyn Progress,
    ) -> Result<Built, Failure> {
        // Whatever is wrong with the content: what is not ours goes back where
        // it was. What stands in the way is said when the site is written.
        self.spare = self.spare.take().filter(Spare::is_there);
        if self.spare.is_none() {
            let _ = crate::publish::recover(&options.out);
        }
        let (cache, refused) = match options.cache.as_deref().map(Cache::open) {
            Some(Ok(cache)) => (Some(cache), None),
            Some(Err(error)) => (None, Some(error)),
            None => (None, None),
        };
        let clock = timings.begin("read");
        let mut found = Diagnostics::default();
        let seen = cache.as_ref().map(|cache| last::seen(cache, &options.out)).unwrap_or_default();
        let mut content = self.input.folder(seen, &mut found)?;
        let last = cache.as_ref().map(|cache| Last::read(cache, &options.out)).unwrap_or_default();
        clock.stop();
        let clock = timings.begin("compare");
        let same = self.same(options, &content, &last);
        clock.stop();
        if let (Some(whole), Some(cache)) = (same, &cache) {
            let spans = || whole.found.iter().flat_map(Diagnostic::spans);
            content.read_some(spans());
            if spans().any(|span| span.file.is_of_theme()) {
                let Content { seen, files, .. } = &mut content;
                // Without its texts a fault has no line, no more.
                name_files(&self.input.themes, &whole.theme, seen, files).ok();
            }
            // What was hashed again need not be the next time. Without that
            // the next time is slower, no more.
            last::keep_seen(cache, &options.out, &content.seen).ok();
            let zone = whole.zone.as_deref().unwrap_or_default();
            return Ok(unchanged(content, whole, self.good_until(whole.date, zone)));
        }
        let clock = timings.begin("check");
        let read = self.read_on(content, found)?;
        clock.stop();
        let mut build = Build {
            input: &self.input,
            options,
            read,
            cache,
            last,
            goes_on: self.goes_on,
            spare: self.spare.take(),
            timings,
            progress,
        };
        let published = build.run()?;
        let Build { read, cache, spare, .. } = build;
        self.spare = spare;
        let mut trouble = match &cache {
            Some(cache) => {
                let bytes = published.as_ref().map_or(0, |(_, bytes)| *bytes);
                // Enough for this site twice over, and for a small one to grow.
                let most = options.cache_size.unwrap_or(2 * bytes.max(64 << 20));
                cache.finish(most, || last::keys(cache))
            }
            None => Trouble::default(),
        };
        trouble.refused = trouble.refused.or(refused);
        let base_url = read.kit().base_url.clone();
        let good_until = self.good_until(read.kit().date, read.kit().zone());
        let published = published.map(|(published, _)| published);
        let Read { content, found, .. } = read;
        Ok(Built { content, found, published, base_url, good_until, trouble })
    }

    fn good_until(&self, date: Date, zone: &str) -> Option<Timestamp> {
        self.input.load.date.is_none().then(|| end_of(date, zone))?
    }

    /// The last build, where it is what this one would come to: the same in,
    /// and what came out is untouched.
    fn same<'l>(&self, options: &Options, content: &Content, last: &'l Last) -> Option<&'l Whole> {
        let whole = last.untouched(&options.out)?;
        // What a killed build left beside it is for a whole build to clear.
        if self.spare.is_none() && crate::publish::has_leftovers(&options.out) {
            return None;
        }
        let date = match &whole.zone {
            Some(zone) => crate::catalog::today(zone),
            None => whole.date,
        };
        let theme = identity(&self.input.themes, &whole.theme, &content.seen).ok()?;
        let fingerprint = fingerprint(&self.input, options, content, theme).ok()?;
        (date == whole.date && fingerprint.as_bytes() == &whole.fingerprint).then_some(whole)
    }
}

fn unchanged(content: Content, whole: &Whole, good_until: Option<Timestamp>) -> Built {
    let mut found = Diagnostics::default();
    found.extend(whole.found.iter().cloned());
    let published = Published {
        files: whole.files,
        written: 0,
        unchanged: whole.files,
        removed: 0,
        way: Way::Kept,
        changed: Some(Vec::new()),
    };
    Built {
        content,
        found,
        published: Some(published),
        base_url: whole.base_url.clone(),
        good_until,
        trouble: Trouble::default(),
    }
}

/// The hash of everything that decides a build, but the day where nobody
/// names one.
fn fingerprint(
    input: &Input,
    options: &Options,
    content: &Content,
    theme: blake3::Hash,
) -> std::io::Result<blake3::Hash> {
    let mut parts = key::Parts::of("build");
    let Input { load, unit, .. } = input;
    parts.add(format!("{load:?} {unit:?} {:?} {}", options.only, options.strict).as_bytes());
    parts.add(theme.as_bytes());
    parts.add(content.digest()?.as_bytes());
    Ok(parts.finish())
}
