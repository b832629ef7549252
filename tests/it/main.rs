//! Tests that drive the real program, on the sample kit and on small kits.

mod addresses;
mod determinism;
mod drawings;
mod facts;
mod faults;
mod harness;
mod import;
mod kill;
mod life;
mod manifest;
mod options;
mod other_kits;
mod pages;
mod serve;
