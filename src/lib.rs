//! Turns one folder of Markdown and YAML into a communication kit: a static
//! micro-site, leaflets, infographics and social cards.

pub mod cache;
pub mod publish;
