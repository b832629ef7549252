//! What the search of each language looks through: a script, since pages that
//! are opened from a folder may load one and no data.

use std::sync::Arc;

use serde::Serialize;

use super::Job;
use crate::artifact::{Head, Heads, Input, Kind};
use crate::edition::{Edition, Findable, address};

/// All there is to find. Field names are short: a phone loads them.
#[derive(Debug, Serialize)]
struct Index<'f> {
    docs: Vec<Doc<'f>>,
}

/// Something to find: its kind, title, text, path, campaigns, audiences and
/// validity.
#[derive(Debug, Serialize)]
struct Doc<'f> {
    k: &'f str,
    t: &'f str,
    x: &'f str,
    u: &'f str,
    c: &'f [String],
    a: &'f [String],
    v: &'static str,
}

/// One index a language.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, _: &Arc<Heads>) -> Vec<Job<'p>> {
    let job = |lang: &'p String| {
        let about = Arc::new(edition.about_unit(None, Some(lang)));
        let path = format!("{}index.js", address::search(edition.kit, lang));
        Job::one(Head::new(path, Kind::Search, about), move |_| {
            let mut found = edition.findable(lang);
            if edition.kit.portable {
                found.iter_mut().for_each(|one| one.href = address::opened(&one.href));
            }
            let index = Index { docs: found.iter().map(doc).collect() };
            let json = serde_json::to_string(&index).ok()?;
            Some(Input::Bytes(format!("self.lantoaSearch={json};\n").into_bytes().into()))
        })
    };
    edition.kit.languages.iter().map(job).collect()
}

fn doc(found: &Findable) -> Doc<'_> {
    Doc {
        k: found.kind,
        t: &found.title,
        x: &found.text,
        u: &found.href,
        c: &found.campaigns,
        a: &found.audiences,
        v: if found.ends { "until" } else { "open" },
    }
}
