//! Tests that drive the real program, on the sample kit and on small kits.

mod addresses;
mod broadcasts;
mod cards;
mod checks;
mod determinism;
mod drawings;
mod facts;
mod faults;
mod first_steps;
mod formats;
mod hard;
mod harness;
mod impact;
mod import;
mod infographics;
mod kill;
mod kill_many;
mod life;
mod manifest;
mod mistakes;
#[path = "../../benches/national/kit.rs"]
mod national;
mod new;
mod options;
mod other_kits;
mod pages;
mod recipes;
mod reports;
mod rooms;
mod rules;
mod same_bytes;
mod schema;
mod serve;
mod severities;
mod sheets;
mod units;
