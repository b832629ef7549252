//! The plan: what is to be made from a kit, each job with its complete input.

pub mod copy;
pub mod site;
