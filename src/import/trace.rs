//! From a place in the composed file back to the cell it came from, so that
//! what a check finds there is said by sheet and cell.

use std::ops::Range;

use super::table::Place;
use super::want::Want;
use crate::source::yaml::Node;

/// Where the parts of a composed file come from.
#[derive(Debug, Default)]
pub struct Trace {
    parts: Vec<(Range<usize>, Place)>,
}

impl Trace {
    /// Adds an item: its node in the composed file, and what its row said.
    pub fn add(&mut self, node: &Node, want: &Want, row: &Place) {
        self.parts.push((node.span.range(), row.clone()));
        self.values(node, want);
    }

    fn values(&mut self, node: &Node, want: &Want) {
        match want {
            Want::Leaf(leaf) => self.parts.push((node.span.range(), leaf.at.clone())),
            Want::Localized(texts) => {
                for (lang, leaf) in texts {
                    let node = node.get(lang).unwrap_or(node);
                    self.parts.push((node.span.range(), leaf.at.clone()));
                }
            }
            Want::Map(fields) => {
                for (key, want) in fields {
                    if let Some(node) = node.get(key) {
                        self.values(node, want);
                    }
                }
            }
        }
    }

    /// The cell behind byte `at`: of the parts around it the smallest.
    pub fn cell(&self, at: usize) -> Option<&Place> {
        let around = self.parts.iter().filter(|(range, _)| range.start <= at && at <= range.end);
        around.min_by_key(|(range, _)| range.len()).map(|(_, place)| place)
    }
}
