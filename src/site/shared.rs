//! What many pages show of an item: made by the first of them, for all.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Serialize, Serializer};

use super::article::QuestionRow;
use super::message::MessageRow;
use super::parts::Tile;
use super::sheet::BroadcastRow;
use crate::catalog::{Item, Kind};

/// The views of items in one language. They say what files weigh, so none is
/// made before the files are: pages come last.
#[derive(Default)]
pub(super) struct Rows {
    pub tiles: Views<Tile>,
    pub messages: Views<MessageRow>,
    pub broadcasts: Views<BroadcastRow>,
    pub questions: Views<QuestionRow>,
}

/// Views of one sort.
pub(super) struct Views<T>(Mutex<BTreeMap<Key, Shared<T>>>);

/// The item, and the campaign that it is shown within where that matters.
type Key = (Kind, String, Option<String>);

impl<T> Default for Views<T> {
    fn default() -> Self {
        Views(Mutex::default())
    }
}

impl<T> Views<T> {
    /// The view of `item`, which `make` gives where it is not there yet.
    pub(super) fn of(
        &self,
        item: &Item,
        campaign: Option<&str>,
        make: impl FnOnce() -> T,
    ) -> Shared<T> {
        let views = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (item.kind, item.id.value.to_string(), campaign.map(str::to_string));
        let known = views().get(&key).cloned();
        // Nobody waits while it is made: two threads may make the same.
        known.unwrap_or_else(|| {
            let made = Shared(Arc::new(make()));
            views().entry(key).or_insert(made).clone()
        })
    }
}

/// A view that many pages hold; on each it is as if it were its own.
#[derive(Debug)]
pub(super) struct Shared<T>(Arc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Arc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
