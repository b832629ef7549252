//! Reports on a kit: what it covers and what is missing, and how far the
//! communication plan has come. Owns the two models (pure functions of the
//! catalogue), the tables they are shown as, and the forms of a table: for
//! the terminal, as a page, as a workbook, as a document. Hands on text and
//! bytes; writes no file.

pub mod coverage;
mod coverage_json;
mod coverage_tables;
mod dates;
mod html;
pub mod impact;
mod pdf;
pub mod plan;
mod plan_json;
mod plan_tables;
mod sentence;
mod survey;
mod table;
mod terminal;
mod voice;
mod xlsx;

pub use coverage::Coverage;
pub use html::page;
pub use pdf::{TEMPLATE, document};
pub use plan::Plan;
pub use table::{Align, Cell, Column, Document, Row, Table, Tone};
pub use terminal::text;
pub use voice::Voice;
pub use xlsx::workbook;
