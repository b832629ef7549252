//! lantoa turns one folder of Markdown and YAML into a complete communication
//! kit: a static micro-site, printable leaflets with QR codes, infographics
//! and share-ready social cards, organised by campaign and audience group.
//!
//! Data moves one way: `source` → `catalog` → `check`, `plan` → `make` →
//! `publish`. A room knows the rooms to its left and never those to its right.

pub mod cache;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod diag;
pub mod doc;
pub mod edit;
pub mod editor;
pub mod import;
pub mod make;
pub mod plan;
pub mod publish;
pub mod report;
pub mod scaffold;
pub mod serve;
pub mod source;
pub mod theme;
