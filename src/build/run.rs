//! The executor: follows recipes, asks for what was made before, makes the
//! rest, puts it on the stage. One job in each thread at a time, results in
//! the plan's order; nothing of a file is kept but what later ones say of it.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use serde_json::Value;

use super::crew::Crew;
use super::failure::Failure;
use super::key::key;
use super::last::{Last, Record};
use super::timings::{How, Timings};
use super::workshop::{EngineFault, Workshop};
use super::{Progress, faults};
use crate::artifact::{Drawing, Head, Input, Made, Placed, Source, Zipped};
use crate::cache::{Cache, Key};
use crate::diag::{Diagnostic, Diagnostics, Files, Span};
use crate::files::Seal;
use crate::make::draw::{Drawn, Learnt, Purpose, draw};
use crate::make::{calendar, feed, host, pack, thumb};
use crate::plan::Job;
use crate::publish::Stage;

/// How much work the layout engine does before its memory of earlier drawings
/// is dropped, ms of all threads together: what it remembers grows with the
/// work, a leaflet's far more than a card's, and a drawing has little use for
/// what another one left.
const FORGET_AFTER_MS: u64 = 250;

/// What all jobs of a build share.
pub(super) struct Floor<'b> {
    /// Who works.
    pub crew: &'b Crew,
    /// The theme and its engines.
    pub workshop: &'b Workshop,
    /// The texts that faults point into.
    pub files: &'b Files,
    /// Where files go; none where only faults are looked for.
    pub stage: Option<&'b Stage<'b>>,
    /// What was made before.
    pub cache: Option<&'b Cache>,
    /// What the output folder holds.
    pub last: &'b Last,
    /// What it will hold.
    pub record: Option<&'b Record>,
    /// What is done with drawings.
    pub purpose: Purpose,
    /// Where the time goes.
    pub timings: &'b Timings,
    /// Who waits.
    pub progress: &'b dyn Progress,
    /// The files of the edition that is being made.
    placed: Mutex<HashMap<Arc<str>, Placed>>,
    /// Those that all editions show.
    shared: HashMap<Arc<str>, Placed>,
    /// Work of the layout engine since it last forgot; ms.
    drawn: AtomicU64,
}

impl Made for Floor<'_> {
    fn placed(&self, path: &str) -> Option<Placed> {
        let placed = self.placed.lock().unwrap_or_else(PoisonError::into_inner);
        let known = placed.get(path).or_else(|| self.shared.get(path));
        known.cloned().or_else(|| self.stage?.carried(path))
    }
}

impl<'b> Floor<'b> {
    pub(super) fn new(
        crew: &'b Crew,
        workshop: &'b Workshop,
        files: &'b Files,
        last: &'b Last,
        purpose: Purpose,
        timings: &'b Timings,
        progress: &'b dyn Progress,
    ) -> Self {
        Floor {
            crew,
            workshop,
            files,
            stage: None,
            cache: None,
            last,
            record: None,
            purpose,
            timings,
            progress,
            placed: Mutex::default(),
            shared: HashMap::new(),
            drawn: AtomicU64::new(0),
        }
    }

    /// Remembers for all editions what is known of the files so far.
    pub(super) fn share(&mut self) {
        let placed = self.placed.get_mut().unwrap_or_else(PoisonError::into_inner);
        self.shared.extend(placed.drain());
    }

    /// Forgets what is known of the files of an edition that is done.
    pub(super) fn clear(&self) {
        self.placed.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Does `jobs` in all threads. What is wrong with them comes in their
    /// order.
    pub(super) fn run(
        &self,
        name: &'static str,
        jobs: Vec<Job<'_>>,
    ) -> Result<Diagnostics, Failure> {
        self.progress.expect(jobs.len());
        let results = self.crew.run(jobs, |job| {
            let found = self.job(name, job);
            self.progress.tick();
            found
        });
        let mut said = Vec::new();
        for result in results {
            said.extend(result?);
        }
        let mut found = Diagnostics::default();
        found.extend(faults::joined(said));
        Ok(found)
    }

    fn job(&self, name: &'static str, job: Job<'_>) -> Result<Vec<Diagnostic>, Failure> {
        let mut clock = self.timings.begin(name);
        let Job { heads, spans, recipe } = job;
        let mut found = Diagnostics::default();
        // What cannot be had was reported by the checks.
        let Some(input) = recipe(self) else { return Ok(Vec::new()) };
        let work = Work { floor: self, heads: &heads, spans, input };
        clock.how = work.make(&mut found)?;
        clock.end(|| match &work.input {
            Input::Drawing(drawing) => (heads[0].path.to_string(), drawing.entry.clone()),
            Input::Page(page) => (heads[0].path.to_string(), page.template.to_string()),
            _ => (heads[0].path.to_string(), String::new()),
        });
        Ok(found.into_list())
    }
}

/// One job at work.
struct Work<'w> {
    floor: &'w Floor<'w>,
    heads: &'w [Arc<Head>],
    spans: &'w [Span],
    input: Input,
}

impl Work<'_> {
    fn make(&self, found: &mut Diagnostics) -> Result<How, Failure> {
        let floor = self.floor;
        let Some(stage) = floor.stage else {
            if let Input::Drawing(drawing) = &self.input {
                self.draw(drawing, found)?;
            }
            return Ok(How::Made);
        };
        let key = key(&self.input, self.heads, &floor.workshop.theme.digests());
        if self.keep(stage, &key) {
            return Ok(How::Kept);
        }
        match &self.input {
            Input::Drawing(drawing) => {
                if let Some(drawn) = self.cached(&key) {
                    self.put_drawn(stage, &key, drawing, &drawn, found)?;
                    return Ok(How::Cached);
                }
                if let Some(drawn) = self.draw(drawing, found)? {
                    if let Some(cache) = floor.cache {
                        let files: Vec<&[u8]> = drawn.files.iter().map(Vec::as_slice).collect();
                        cache.put(&key, &files, &serde_json::to_value(&drawn.learnt)?);
                    }
                    self.put_drawn(stage, &key, drawing, &drawn, found)?;
                }
            }
            Input::Bytes(bytes) => self.put(stage, &key, bytes)?,
            Input::Disk { path, .. } => {
                let head = self.head();
                let placed = stage.copy(&head.path, &head.kind, path)?;
                self.place(stage, head, &key, placed, true)?;
            }
            input => {
                let stored = floor.cache.and_then(|cache| cache.get(&key));
                if let Some([bytes]) = stored.as_ref().map(|stored| stored.files.as_slice()) {
                    self.put(stage, &key, bytes)?;
                    return Ok(How::Cached);
                }
                match input {
                    Input::Zip(zipped) => self.zip(stage, &key, zipped)?,
                    Input::Thumb { of, sides, .. } => self.thumb(stage, &key, of, *sides)?,
                    input => self.text(stage, &key, input, found)?,
                }
            }
        }
        Ok(How::Made)
    }

    fn head(&self) -> &Head {
        &self.heads[0]
    }

    /// Keeps what the output folder holds already.
    fn keep(&self, stage: &Stage<'_>, key: &Key) -> bool {
        let last = self.floor.last;
        let known: Option<Vec<(Placed, Seal)>> =
            self.heads.iter().map(|head| last.get(&head.path, key)).collect();
        let Some(known) = known else { return false };
        let kept = self.heads.iter().zip(&known);
        if !kept.into_iter().all(|(head, (_, seal))| stage.keep(&head.path, &head.kind, seal)) {
            return false;
        }
        let mut placed = self.heads.iter().zip(known);
        placed.all(|(head, (placed, _))| self.place(stage, head, key, placed, true).is_ok())
    }

    fn cached(&self, key: &Key) -> Option<Drawn> {
        let stored = self.floor.cache?.get(key)?;
        let learnt: Learnt = serde_json::from_value(stored.learnt).ok()?;
        let is_whole =
            stored.files.len() == self.heads.len() && learnt.measures.len() == self.heads.len();
        is_whole.then_some(Drawn { files: stored.files, learnt })
    }

    /// Lays a drawing out and makes its files. What is wrong is reported.
    fn draw(&self, drawing: &Drawing, found: &mut Diagnostics) -> Result<Option<Drawn>, Failure> {
        let floor = self.floor;
        let typesetter = floor.workshop.typesetter()?;
        let began = Instant::now();
        let drawn = draw(typesetter, drawing, self.heads.iter().map(|head| &**head), floor.purpose);
        let took = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        if floor.drawn.fetch_add(took, Ordering::Relaxed) + took >= FORGET_AFTER_MS {
            floor.drawn.store(0, Ordering::Relaxed);
            crate::make::typeset::forget();
        }
        match drawn {
            Ok(drawn) => {
                if floor.stage.is_none() {
                    self.say(drawing, &drawn, found);
                }
                Ok(Some(drawn))
            }
            Err(wrong) => {
                let format = self.head().variant.as_deref();
                let desk = self.desk(drawing, format);
                desk.report(&wrong, false, found);
                Ok(None)
            }
        }
    }

    /// Where the faults of a drawing are told in an editor's terms.
    fn desk<'d>(&'d self, drawing: &'d Drawing, format: Option<&'d str>) -> faults::Desk<'d> {
        let Floor { files, workshop, .. } = self.floor;
        faults::Desk { drawing, format, files, theme: &workshop.theme, spans: self.spans }
    }

    /// Reports what is wrong with a drawing that was made.
    fn say(&self, drawing: &Drawing, drawn: &Drawn, found: &mut Diagnostics) {
        let format = self.head().variant.as_deref();
        self.desk(drawing, format).report(&drawn.learnt.flaws, true, found);
        for (head, bytes) in self.heads.iter().zip(&drawn.files) {
            faults::weigh(drawing, head, bytes.len() as u64, found);
        }
    }

    fn put_drawn(
        &self,
        stage: &Stage<'_>,
        key: &Key,
        drawing: &Drawing,
        drawn: &Drawn,
        found: &mut Diagnostics,
    ) -> Result<(), Failure> {
        let said = found.list().len();
        self.say(drawing, drawn, found);
        // What has flaws is looked at again each time, so that they are said.
        let is_sound = found.list().len() == said;
        let Learnt { measures, qr, .. } = &drawn.learnt;
        for ((head, bytes), measure) in self.heads.iter().zip(&drawn.files).zip(measures) {
            let mut placed = stage.write(&head.path, &head.kind, bytes)?;
            placed.measure = Some(measure.clone());
            placed.qr.clone_from(qr);
            self.place(stage, head, key, placed, is_sound)?;
        }
        Ok(())
    }

    /// Puts the only file of a job on the stage.
    fn put(&self, stage: &Stage<'_>, key: &Key, bytes: &[u8]) -> Result<(), Failure> {
        let head = self.head();
        let mut placed = stage.write(&head.path, &head.kind, bytes)?;
        placed.measure = self.input.measure();
        self.place(stage, head, key, placed, true)
    }

    /// Lists a file that is in its place.
    fn place(
        &self,
        stage: &Stage<'_>,
        head: &Head,
        key: &Key,
        mut placed: Placed,
        is_sound: bool,
    ) -> Result<(), Failure> {
        if stage.publishes(&head.kind) {
            stage.list(&placed.fill(head.entry()))?;
            if let Some(record) = self.floor.record.filter(|_| is_sound) {
                record.push(&head.path, key, &placed)?;
            }
        }
        // The manifest has its codes; what is made later does not ask for them.
        placed.qr = Vec::new();
        let mut all = self.floor.placed.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(head.path.clone(), placed);
        Ok(())
    }

    fn zip(&self, stage: &Stage<'_>, key: &Key, zipped: &[Zipped]) -> Result<(), Failure> {
        let head = self.head();
        let open = |inside: &str| -> io::Result<Box<dyn io::Read + '_>> {
            let file = zipped.iter().find(|file| file.inside == inside);
            match file.map(|file| &file.from) {
                Some(Source::Text(text)) => Ok(Box::new(text.as_bytes())),
                Some(Source::Site(path, _)) => Ok(Box::new(stage.read(path)?)),
                None => Err(io::ErrorKind::NotFound.into()),
            }
        };
        let paths = zipped.iter().map(|file| file.inside.as_str());
        let placed = stage.fill(&head.path, &head.kind, |to| pack::zip(paths, open, to))?;
        if let Some(cache) = self.floor.cache {
            let mut bytes = Vec::new();
            io::Read::read_to_end(&mut stage.read(&head.path)?, &mut bytes)?;
            cache.put(key, &[&bytes], &Value::Null);
        }
        self.place(stage, head, key, placed, true)
    }

    fn thumb(
        &self,
        stage: &Stage<'_>,
        key: &Key,
        of: &str,
        sides: (u32, u32),
    ) -> Result<(), Failure> {
        let mut picture = Vec::new();
        io::Read::read_to_end(&mut stage.read(of)?, &mut picture)?;
        let bytes = thumb::webp(&picture, sides).map_err(Failure::machine)?;
        if let Some(cache) = self.floor.cache {
            cache.put(key, &[&bytes], &Value::Null);
        }
        self.put(stage, key, &bytes)
    }

    /// What is text: pages, feeds, calendars, maps.
    fn text(
        &self,
        stage: &Stage<'_>,
        key: &Key,
        input: &Input,
        found: &mut Diagnostics,
    ) -> Result<(), Failure> {
        let floor = self.floor;
        let bytes = match input {
            Input::Page(page) => match floor.workshop.pages()?.render(page) {
                Ok(html) => html,
                Err(fault) => {
                    let fault = EngineFault::from(fault);
                    found.push(fault.said(&floor.workshop.theme, floor.files));
                    return Ok(());
                }
            },
            Input::Feed(entries) => feed::atom(entries).into_bytes(),
            Input::Calendar { name, host, date, runs } => {
                calendar::ics(name, host, *date, runs).into_bytes()
            }
            Input::Sitemap(listed) => feed::sitemap(listed).into_bytes(),
            Input::Robots(base_url) => feed::robots(base_url).into_bytes(),
            Input::Headers(below) => host::headers(below).into_bytes(),
            Input::Security(contact) => host::security(contact).into_bytes(),
            Input::Drawing(_)
            | Input::Bytes(_)
            | Input::Disk { .. }
            | Input::Zip(_)
            | Input::Thumb { .. } => Vec::new(),
        };
        if let Some(cache) = floor.cache {
            cache.put(key, &[&bytes], &Value::Null);
        }
        self.put(stage, key, &bytes)
    }
}
