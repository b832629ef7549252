//! lantoa turns one folder of Markdown and YAML into a complete communication
//! kit: a static micro-site, printable leaflets with QR codes, infographics
//! and share-ready social cards, organised by campaign and audience group.
//!
//! Data moves one way. `docs/architecture.md` is the map: it lists the rooms in
//! their order, and a room knows those above it and never those below.

pub mod artifact;
pub mod build;
pub mod cache;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod copy;
pub mod diag;
pub mod doc;
pub mod edit;
pub mod edition;
pub mod editor;
pub mod files;
pub mod import;
pub mod locale;
pub mod make;
pub mod plan;
pub mod publish;
pub mod report;
pub mod scaffold;
pub mod serve;
pub mod site;
pub mod source;
pub mod theme;
