//! What the last build gave, and telling it to the pages that are open: each
//! carries a script that knows the build it was made by and asks for what came
//! after. Script and styles exist only here; the site's folder never holds
//! them.
//!
//! The script asks again and again instead of keeping a connection open: a
//! browser opens few to one server, and one that waits for a page to come to
//! rest (to print it, to test it) would wait for ever.

use std::collections::VecDeque;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, mpsc};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use super::panel::{self, escape};
use super::watch::Hint;
use super::{Outcome, Site};
use crate::diag::Lang;
use crate::publish::MANIFEST;

/// The folder of what is served and is no file; no id and no file of a kit
/// begins with `_`.
pub(super) const FOLDER: &str = "_lantoa";
pub(super) const SCRIPT: &str = include_str!("live.js");
pub(super) const STYLES: &str = include_str!("live.css");

/// A page that was away for more builds than these is loaded anew.
const REMEMBERED: usize = 64;

/// The state of a session.
pub(super) struct Live {
    /// Tells this run of the server from others.
    session: String,
    lang: Lang,
    state: RwLock<State>,
    hints: mpsc::Sender<Hint>,
}

#[derive(Default)]
struct State {
    /// How many builds there were.
    number: u64,
    site: Option<Site>,
    /// The faults of the last build as HTML.
    panel: Option<String>,
    /// What the last builds changed, the newest last; `None` for everything.
    changes: VecDeque<Option<Vec<String>>>,
}

/// What a page is told.
#[derive(Serialize)]
struct Message<'a> {
    session: &'a str,
    number: u64,
    /// Whether there is a site to load.
    site: bool,
    /// The paths that changed since the page was made; none where that is
    /// not known.
    changed: Option<Vec<&'a str>>,
    panel: Option<&'a str>,
}

impl Live {
    pub(super) fn new(lang: Lang, hints: mpsc::Sender<Hint>) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let session = format!("{:x}-{:x}", std::process::id(), since.as_nanos());
        Live { session, lang, state: RwLock::default(), hints }
    }

    /// Takes in what a build gave.
    pub(super) fn set(&self, outcome: Outcome) {
        // Every change is whole before the next can fail.
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.number += 1;
        let change = match outcome {
            Outcome::Built { site, changed, .. } => {
                let same = state.site.as_ref() == Some(&site);
                state.site = Some(site);
                state.panel = None;
                if same { changed } else { None }
            }
            Outcome::Faulty { faults, site } => {
                state.site = state.site.take().or(site);
                state.panel = Some(panel::html(&faults, self.lang));
                Some(Vec::new())
            }
        };
        state.changes.push_back(change);
        if state.changes.len() > REMEMBERED {
            state.changes.pop_front();
        }
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The site, where there is one.
    pub(super) fn site(&self) -> Option<Site> {
        self.state().site.clone().filter(is_there)
    }

    /// The path of the site, even while its folder is gone.
    pub(super) fn base_path(&self) -> String {
        let state = self.state();
        state.site.as_ref().map_or_else(|| "/".to_string(), |site| site.base_path.clone())
    }

    /// Whether the folder of the site was taken away.
    pub(super) fn is_gone(&self) -> bool {
        self.state().site.as_ref().is_some_and(|site| !is_there(site))
    }

    /// Asks the watch for a look at once.
    pub(super) fn nudge(&self) {
        // A receiver that is gone has stopped already.
        let _ = self.hints.send(Hint::Look(Instant::now()));
    }

    /// The element that brings the script into a page which is, or is about
    /// to be, read from the file `page`.
    pub(super) fn script(&self, page: &str) -> String {
        let state = self.state();
        let base_path = state.site.as_ref().map_or("/", |site| &site.base_path);
        format!(
            "<script src=\"{}{FOLDER}/live.js\" data-session=\"{}\" data-number=\"{}\" \
             data-page=\"{}\" defer></script>",
            escape(base_path),
            self.session,
            state.number,
            escape(page),
        )
    }

    /// The page where there is no site.
    pub(super) fn plain_page(&self) -> String {
        let script = self.script("");
        let styles = format!("{}{FOLDER}/live.css", self.base_path());
        panel::page(self.state().panel.as_deref(), &script, &styles, self.lang)
    }

    /// The state as JSON, for a page that was made by the build which the
    /// query names.
    pub(super) fn message(&self, query: &str) -> String {
        let since = self.since(query);
        let state = self.state();
        let message = Message {
            session: &self.session,
            number: state.number,
            site: state.site.as_ref().is_some_and(is_there),
            changed: since.and_then(|since| state.changed(since)),
            panel: state.panel.as_deref(),
        };
        // Strings, numbers and lists of them always serialise.
        serde_json::to_string(&message).unwrap_or_default()
    }

    /// The number in `?session=…&number=…`, where it is of this session.
    fn since(&self, query: &str) -> Option<u64> {
        let value = |name| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
        };
        (value("session")? == self.session).then(|| value("number")?.parse().ok())?
    }
}

impl State {
    /// What changed after the build `since`, as far back as is remembered.
    fn changed(&self, since: u64) -> Option<Vec<&str>> {
        let builds = usize::try_from(self.number.checked_sub(since)?).ok()?;
        let first = self.changes.len().checked_sub(builds)?;
        let mut all = Vec::new();
        for change in self.changes.range(first..) {
            all.extend(change.as_ref()?.iter().map(String::as_str));
        }
        all.sort_unstable();
        all.dedup();
        Some(all)
    }
}

/// Whether the folder of a site holds one: its manifest is the last thing to
/// come and the first to go.
fn is_there(site: &Site) -> bool {
    site.root.join(MANIFEST).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn live() -> Live {
        Live::new(Lang::En, mpsc::channel().0)
    }

    fn built(path: &str) -> Outcome {
        let site = Site { root: "public".into(), base_path: "/".into() };
        Outcome::Built { site, changed: Some(vec![path.to_string()]), good_until: None }
    }

    #[test]
    fn a_page_learns_of_every_build_since_its_own() {
        let live = live();
        for path in ["all", "b", "a", "b"] {
            live.set(built(path));
        }
        let state = live.state();
        assert_eq!(state.changed(4), Some(vec![]));
        assert_eq!(state.changed(1), Some(vec!["a", "b"]));
        assert_eq!(state.changed(0), None, "the first build changes everything");
        assert_eq!(state.changed(5), None);
    }

    #[test]
    fn a_page_that_was_away_too_long_loads_everything() {
        let live = live();
        (0..2 * REMEMBERED).for_each(|_| live.set(built("a")));
        let state = live.state();
        let number = state.number;
        assert!(state.changed(number - REMEMBERED as u64).is_some());
        assert_eq!(state.changed(number - REMEMBERED as u64 - 1), None);
    }

    #[test]
    fn the_number_of_another_session_is_none() {
        let live = live();
        let own = format!("number=3&session={}", live.session);
        assert_eq!(live.since(&own), Some(3));
        assert_eq!(live.since("number=3&session=1-1"), None);
        assert_eq!(live.since(""), None);
    }
}
