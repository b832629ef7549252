//! Tests that drive the real program, on the sample kit and on small kits.

mod addresses;
mod checks;
mod determinism;
mod drawings;
mod facts;
mod faults;
mod formats;
mod first_steps;
mod harness;
mod import;
mod kill;
mod life;
mod manifest;
mod mistakes;
mod options;
mod other_kits;
mod pages;
mod reports;
mod rules;
mod new;
mod options;
mod other_kits;
mod pages;
mod recipes;
mod serve;
