//! Owns reading a catalogue that an office keeps in a spreadsheet: the table
//! is found, its cells are read, and the file that holds such items is
//! composed anew with everything it had. Hands on the new text and where in
//! the table each part of it comes from; never touches disk.

mod apart;
mod columns;
mod compose;
mod csv;
mod fields;
mod finding;
mod header;
mod items;
mod mapping;
mod references;
mod rows;
mod splice;
mod table;
mod target;
mod trace;
mod values;
mod want;
mod words;
mod workbook;
mod write;

pub use apart::{COMMAND, answer, read, this_program};
pub use columns::Kind;
pub use compose::{Composed, Request, compose};
pub use finding::{Finding, Refusal};
pub use mapping::Mapping;
pub use table::{Place, Sheet};
pub use trace::Trace;
pub use workbook::MOST_BYTES;
