//! What a template may know, as the type that the plan gave it.

use std::fmt;
use std::io::BufWriter;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// Adds a value to a hash, as the JSON that it serialises to.
pub fn add_json(hasher: &mut blake3::Hasher, value: &impl Serialize) {
    let mut buffered = BufWriter::with_capacity(1 << 14, hasher);
    // A hasher takes whatever it is given; what is left goes with the buffer.
    let _ = serde_json::to_writer(&mut buffered, value);
}

/// What a template may know of a page. Hashed while its type is known, since
/// the hash is all that most builds ask of it; what a template sees is made
/// only of a page that is rendered. Cheap to clone.
#[derive(Clone)]
pub struct View {
    digest: blake3::Hash,
    told: Arc<dyn erased_serde::Serialize + Send + Sync>,
}

impl View {
    /// A view of `told`, whose fields must come in the same order each time.
    #[must_use]
    pub fn new(told: impl Serialize + Send + Sync + 'static) -> Self {
        // What does not serialise is not rendered either, so that nothing is
        // ever known by half its hash.
        let mut hasher = blake3::Hasher::new();
        add_json(&mut hasher, &told);
        View { digest: hasher.finalize(), told: Arc::new(told) }
    }

    /// BLAKE3 of all it tells.
    #[must_use]
    pub fn digest(&self) -> &blake3::Hash {
        &self.digest
    }
}

impl Default for View {
    fn default() -> Self {
        View::new(())
    }
}

impl Serialize for View {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        erased_serde::serialize(&*self.told, serializer)
    }
}

impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("View").field(&self.digest).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_tells_is_what_was_hashed() {
        let told = vec![("a", Some(1)), ("b", None)];
        let view = View::new(told.clone());
        let json = serde_json::to_vec(&view).expect("strings and numbers");
        assert_eq!(json, serde_json::to_vec(&told).expect("strings and numbers"));
        assert_eq!(*view.digest(), blake3::hash(&json));
        assert_ne!(view.digest(), View::default().digest());
    }
}
