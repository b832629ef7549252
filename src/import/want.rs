//! What a row says of its item: a small tree of values, each with the cell
//! it came from. Made by reading rows, written and merged as YAML.

use super::table::Place;

/// A value and its cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// The value.
    pub value: Value,
    /// The cell.
    pub at: Place,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text for people; several lines are possible.
    Text(String),
    /// A word or a date that needs no quotes.
    Word(String),
    /// Text that always has quotes: a telephone number.
    Quoted(String),
    /// Words of a list; their order means nothing.
    List(Vec<String>),
}

/// What is to be written in a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Want {
    /// One value.
    Leaf(Leaf),
    /// Text by language, the default first; alone it needs no map.
    Localized(Vec<(String, Leaf)>),
    /// Fields.
    Map(Vec<(String, Want)>),
}

impl Want {
    /// The value at a path, if it is a single one.
    pub fn leaf(&self, path: &[&str]) -> Option<&Leaf> {
        match (self, path) {
            (Want::Leaf(leaf), []) => Some(leaf),
            (Want::Localized(texts), []) => texts.first().map(|(_, leaf)| leaf),
            (Want::Map(fields), [first, rest @ ..]) => {
                fields.iter().find(|(key, _)| key == first)?.1.leaf(rest)
            }
            _ => None,
        }
    }

    /// The text at a path.
    pub fn text(&self, path: &[&str]) -> Option<&str> {
        match &self.leaf(path)?.value {
            Value::Text(text) | Value::Word(text) | Value::Quoted(text) => Some(text),
            Value::List(_) => None,
        }
    }

    /// Puts a value at a path, making the maps on the way.
    pub fn put(&mut self, path: &[&str], want: Want) {
        let Want::Map(fields) = self else { return };
        let [first, rest @ ..] = path else { return };
        let index = match fields.iter().position(|(key, _)| key == first) {
            Some(index) => index,
            None => {
                fields.push((first.to_string(), Want::Map(Vec::new())));
                fields.len() - 1
            }
        };
        match rest {
            [] => fields[index].1 = want,
            rest => fields[index].1.put(rest, want),
        }
    }
}
