//! A job: the files it yields, known at once, and the recipe that says what
//! they are made from, followed in the worker that makes them.

use std::sync::Arc;

use crate::artifact::{Head, Input, Made};
use crate::diag::Span;

/// Gives the complete input of a job. `None` where it cannot be had, which
/// the checks have reported.
pub type Recipe<'p> = Box<dyn FnOnce(&dyn Made) -> Option<Input> + Send + Sync + 'p>;

/// One thing to make, and all files that come of it.
pub struct Job<'p> {
    /// Its files: more than one where a drawing is exported several times.
    pub heads: Vec<Arc<Head>>,
    /// The places of its item's texts, for faults that only have words.
    pub spans: &'p [Span],
    /// What it is made from.
    pub recipe: Recipe<'p>,
}

impl<'p> Job<'p> {
    /// A job of one file that points at no text.
    pub fn one(
        head: Head,
        recipe: impl FnOnce(&dyn Made) -> Option<Input> + Send + Sync + 'p,
    ) -> Self {
        Job { heads: vec![Arc::new(head)], spans: &[], recipe: Box::new(recipe) }
    }
}
