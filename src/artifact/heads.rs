//! The files of what was planned, by the item they are of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::head::Head;

/// Files that will be made, as pages and packs look for them.
#[derive(Debug, Clone, Default)]
pub struct Heads {
    all: Vec<Arc<Head>>,
    by_item: BTreeMap<(&'static str, String), Vec<Arc<Head>>>,
    paths: BTreeSet<Arc<str>>,
}

impl Heads {
    /// Adds files.
    pub fn extend(&mut self, heads: impl IntoIterator<Item = Arc<Head>>) {
        for head in heads {
            if let (Some(kind), Some(id)) = (head.about.of, &head.about.id) {
                self.by_item.entry((kind, id.clone())).or_default().push(Arc::clone(&head));
            }
            self.paths.insert(head.path.clone());
            self.all.push(head);
        }
    }

    /// Every file, in the plan's order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Head>> {
        self.all.iter()
    }

    /// The files of an item in exactly `lang`, in the plan's order.
    pub fn of<'h>(
        &'h self,
        kind: &'static str,
        id: &str,
        lang: &'h str,
    ) -> impl Iterator<Item = &'h Arc<Head>> {
        let all = self.by_item.get(&(kind, id.to_string()));
        all.into_iter().flatten().filter(move |head| head.about.lang.as_deref() == Some(lang))
    }

    /// Whether a file has this path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }
}
