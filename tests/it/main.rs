//! Tests that drive the real program, on the sample kit and on small kits.

mod addresses;
mod cards;
mod checks;
mod determinism;
mod drawings;
mod facts;
mod faults;
mod first_steps;
mod formats;
mod harness;
mod import;
mod infographics;
mod kill;
mod life;
mod manifest;
mod mistakes;
mod new;
mod options;
mod other_kits;
mod pages;
mod recipes;
mod reports;
mod rules;
mod serve;
mod sheets;
