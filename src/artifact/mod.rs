//! What a build makes, in words that every room may use: the kinds of file
//! and their manifest entries, what they rest on, QR symbols, what a drawing
//! and a page are made from, and what is known of a file once it is made.
//! A leaf: it knows no kit, no theme and no disk.

pub mod code;
mod drawing;
mod entry;
mod facets;
mod head;
mod heads;
mod input;
mod placed;
pub mod qr;
pub mod thumb;
mod view;

pub use drawing::{Drawing, Export, InkRule, PT_PER_MM, PageSize, Picture, QrRule, Words};
pub use entry::{Artifact, Kind};
pub use facets::Facets;
pub use head::{About, Head, Offer};
pub use heads::Heads;
pub use input::{
    Feed, FeedEntry, Frame, Input, Listed, Page, Run, SecurityContact, Source, Zipped,
};
pub use placed::{Made, Measure, Placed};
pub use view::{View, add_json};
