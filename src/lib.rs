//! x
pub mod make;
