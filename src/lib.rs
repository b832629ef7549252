//! lantoa turns one folder of Markdown and YAML into a complete communication
//! kit: a static micro-site, printable leaflets with QR codes, infographics
//! and share-ready social cards, organised by campaign and audience group.
//!
//! Data moves one way, through the rooms in the order below; a room knows
//! those above it and never those below. `docs/architecture.md` is the map.

// leaves
pub mod diag;
pub mod doc;
pub mod files;
// what is read
pub mod artifact;
pub mod source;
pub mod theme;
pub mod catalog;
// what is known of it
pub mod edition;
pub mod copy;
pub mod check;
// what is to be made
pub mod site;
pub mod plan;
// making it
pub mod make;
pub mod cache;
pub mod publish;
pub mod build;
// beside it
pub mod serve;
pub mod report;
pub mod edit;
pub mod import;
pub mod scaffold;
pub mod editor;
pub mod cli;
