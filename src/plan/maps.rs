//! What search engines read: the sitemap of all units' pages, and
//! `robots.txt`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Job;
use crate::artifact::{About, Head, Heads, Input, Kind, Listed};
use crate::edition::{Edition, address};

/// The two files.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, heads: &Arc<Heads>) -> Vec<Job<'p>> {
    let heads = Arc::clone(heads);
    let file = |path: &str| Head::new(path, Kind::Feed, Arc::new(About::default()));
    let base_url = edition.kit.base_url.clone();
    vec![
        Job::one(file("sitemap.xml"), move |_| Some(Input::Sitemap(listed(edition, &heads)))),
        Job::one(file("robots.txt"), move |_| Some(Input::Robots(base_url))),
    ]
}

/// The pages that a search engine should know, each with the same page in
/// the other languages, sorted by address.
fn listed(edition: &Edition<'_>, heads: &Heads) -> Vec<Listed> {
    let mut by_name: BTreeMap<String, Vec<(&str, &Head)>> = BTreeMap::new();
    for head in heads.iter().filter(|head| head.is_listed) {
        let lang = head.about.lang.as_deref().unwrap_or_default();
        let name = address::without_language(edition.all, head);
        by_name.entry(name).or_default().push((lang, head));
    }
    let url = |path: &str| address::absolute(edition.kit, path.trim_end_matches("index.html"));
    let mut all = Vec::new();
    for group in by_name.values() {
        let alternates: Vec<(String, String)> =
            group.iter().map(|(lang, head)| (lang.to_string(), url(&head.path))).collect();
        all.extend(group.iter().map(|(_, head)| Listed {
            url: url(&head.path),
            updated: head.updated,
            alternates: alternates.clone(),
        }));
    }
    all.sort_by(|a, b| a.url.cmp(&b.url));
    all
}
