//! What a file rests on and whom it is for.

/// What the manifest says of every file of an item. Shared by all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Its campaigns.
    pub campaigns: Vec<String>,
    /// Its audiences.
    pub audiences: Vec<String>,
    /// The facts it rests on.
    pub facts: Vec<String>,
    /// The legal documents it rests on.
    pub legal: Vec<String>,
    /// The files it was written in.
    pub sources: Vec<String>,
    /// Until when what it says holds.
    pub valid_until: Option<String>,
}
