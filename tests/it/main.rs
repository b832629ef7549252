//! Tests that drive the real program, on the sample kit and on small kits.

mod addresses;
mod determinism;
mod drawings;
mod facts;
mod faults;
mod first_steps;
mod harness;
mod kill;
mod life;
mod manifest;
mod new;
mod options;
mod other_kits;
mod pages;
mod recipes;
mod serve;
