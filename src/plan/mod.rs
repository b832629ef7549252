//! Owns what is to be made: for each kind of output a file that gives its
//! jobs, listed on one screen in `outputs.rs`. A job knows its files and what
//! the manifest says of them; its data is built by its recipe, in the worker
//! that makes it. Nothing is made and nothing is written here.

mod assets;
mod card;
mod feeds;
mod infographic;
mod job;
mod leaflet;
mod maps;
mod outputs;
mod packs;
mod pages;
mod pictures;
mod shared;
mod statics;
mod typst_doc;

pub use job::{Job, Recipe};
pub use outputs::{After, OUTPUTS, Of, Output, Part};
