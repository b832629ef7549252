//! Wanted values into a file that exists: only what differs is replaced, at
//! its span, in the style it was written in; what is missing follows the
//! last field of its map. Nothing else moves.

use std::ops::Range;

use super::want::{Leaf, Value, Want};
use super::write::{self, Style};
use crate::edit::{Splice, first_dash};
use crate::source::yaml::{self, Key, Node};

/// Collects the splices that make a file say what is wanted.
pub struct Splicer<'t> {
    /// The file's text.
    pub text: &'t str,
    /// The kit's default language: what a text without languages is in.
    pub default: &'t str,
    /// The splices.
    pub splices: Vec<Splice>,
    /// The paths below which something changed, as [`paths`] names them.
    pub touched: Vec<String>,
}

impl Splicer<'_> {
    /// Makes `node`, which stands at `path`, say what `want` says.
    pub fn merge(&mut self, node: &Node, want: &Want, style: Style, path: &str) {
        match (&node.value, want) {
            (yaml::Value::Map(pairs), Want::Map(fields)) => {
                self.fields(node, pairs, fields, style, path);
            }
            (yaml::Value::Map(pairs), Want::Localized(texts)) => {
                let fields: Vec<(String, Want)> = texts
                    .iter()
                    .map(|(lang, leaf)| (lang.clone(), Want::Leaf(leaf.clone())))
                    .collect();
                self.fields(node, pairs, &fields, style, path);
            }
            (yaml::Value::Scalar { text, .. }, Want::Localized(texts)) => {
                self.localize(node, text, texts, style, path);
            }
            (_, Want::Leaf(leaf)) => self.leaf(node, leaf, style, path),
            (_, want) => self.replace(node, write::flow(want, self.default), path),
        }
    }

    fn fields(
        &mut self,
        node: &Node,
        pairs: &[(Key, Node)],
        fields: &[(String, Want)],
        style: Style,
        path: &str,
    ) {
        let flow = style == Style::Flow || self.text[node.span.start as usize..].starts_with('{');
        let inner = match pairs.first() {
            Some((key, _)) if !flow => Style::Block(self.column(key.span.start as usize)),
            _ => Style::Flow,
        };
        let mut added: Vec<&(String, Want)> = Vec::new();
        for field in fields {
            let (key, want) = field;
            let below = format!("{path}/{key}");
            match pairs.iter().find(|(found, _)| found.name == *key) {
                Some((found, value)) if value.value == yaml::Value::Null => {
                    self.fill(found, value, want, inner, &below);
                }
                Some((_, value)) => self.merge(value, want, inner, &below),
                None => {
                    self.touched.push(below);
                    added.push(field);
                }
            }
        }
        if !added.is_empty() {
            self.add(node, pairs, &added, inner);
        }
    }

    /// New fields behind the last one of a map.
    fn add(&mut self, node: &Node, pairs: &[(Key, Node)], added: &[&(String, Want)], style: Style) {
        let last = pairs.last().map(|(key, value)| end_of_pair(self.text, key, value));
        match style {
            Style::Flow => {
                let fields: Vec<String> = added
                    .iter()
                    .map(|(key, want)| format!("{key}: {}", write::flow(want, self.default)))
                    .collect();
                let (at, comma) = match last {
                    Some(end) => (end, ", "),
                    None => (node.span.start as usize + 1, ""),
                };
                self.insert(at, format!("{comma}{}", fields.join(", ")));
            }
            Style::Block(indent) => {
                let at = end_of_line(self.text, last.unwrap_or(node.span.end as usize));
                let mut lines = String::new();
                for (key, want) in added {
                    lines.push('\n');
                    lines.extend(std::iter::repeat_n(' ', indent));
                    lines.push_str(&write::pair(key, want, indent, self.default));
                }
                self.insert(at, lines);
            }
        }
    }

    /// A value for a key that has none.
    fn fill(&mut self, key: &Key, value: &Node, want: &Want, style: Style, path: &str) {
        self.touched.push(path.to_string());
        let words = match (want, style) {
            (Want::Leaf(leaf), style) => write::value(&leaf.value, style),
            (Want::Localized(texts), style) => write::localized(texts, style, self.default),
            (want, _) => write::flow(want, self.default),
        };
        if value.span.start < value.span.end {
            self.splices.push(Splice { range: value.span.range(), text: words });
        } else {
            let at = end_of_pair(self.text, key, value);
            self.insert(at, format!(" {words}"));
        }
    }

    /// A text that has no languages yet.
    fn localize(
        &mut self,
        node: &Node,
        text: &str,
        texts: &[(String, Leaf)],
        style: Style,
        path: &str,
    ) {
        if let [(lang, leaf)] = texts
            && lang == self.default
        {
            return self.leaf(node, leaf, style, path);
        }
        let mut all = Vec::new();
        if !texts.iter().any(|(lang, _)| lang == self.default) {
            all.push(format!("{}: {}", self.default, write::inline(text, Style::Flow)));
        }
        for (lang, leaf) in texts {
            all.push(format!("{lang}: {}", write::value(&leaf.value, Style::Flow)));
        }
        self.replace(node, format!("{{{}}}", all.join(", ")), path);
    }

    fn leaf(&mut self, node: &Node, leaf: &Leaf, style: Style, path: &str) {
        if says(node, &leaf.value) {
            return;
        }
        match (&node.value, &leaf.value) {
            (yaml::Value::List(items), Value::List(words)) => self.words(node, items, words, path),
            (yaml::Value::Scalar { .. }, Value::Text(text)) => {
                match block_header(self.text, node) {
                    Some(header) => self.block(node, header, text, path),
                    None => self.replace(node, self.restyled(node, text, style), path),
                }
            }
            (_, value) => self.replace(node, write::value(value, style), path),
        }
    }

    /// New lines for a text that is written as a block.
    fn block(&mut self, node: &Node, header: Range<usize>, text: &str, path: &str) {
        self.touched.push(path.to_string());
        // Folded lines would be joined; a literal block keeps them.
        let sign = self.text[header.clone()].replacen('>', "|", 1);
        self.splices.push(Splice { range: header, text: sign });
        let start = node.span.start as usize;
        let indent = self.column(start);
        // The first line stands behind the indentation that is there.
        let lines = write::literal(text, indent).split_off(2 + indent);
        self.splices.push(Splice { range: start..end_of(self.text, node), text: lines });
    }

    /// `text` in the quotes in which `node` is written, where it can be.
    fn restyled(&self, node: &Node, text: &str, style: Style) -> String {
        let old = &self.text[node.span.range()];
        let several = text.contains('\n');
        match old.chars().next() {
            Some('"') if !several => write::quoted(text),
            Some('\'') if !several && !text.chars().any(char::is_control) => {
                format!("'{}'", text.replace('\'', "''"))
            }
            _ => write::value(&Value::Text(text.to_string()), style),
        }
    }

    /// A list of words: those that are gone go, new ones follow.
    fn words(&mut self, node: &Node, items: &[Node], words: &[String], path: &str) {
        let wanted = |item: &&Node| item.text().is_some_and(|t| words.iter().any(|w| w == t));
        let kept: Vec<&Node> = items.iter().filter(wanted).collect();
        let had = |word: &&String| kept.iter().any(|item| item.text() == Some(word.as_str()));
        let new: Vec<String> = words.iter().filter(|word| !had(word)).cloned().collect();
        let all = kept.iter().filter_map(|item| item.text().map(str::to_string));
        let all: Vec<String> = all.chain(new.iter().cloned()).collect();
        let Some(dash) = first_dash(self.text, node) else {
            return self.replace(node, write::list(&all), path);
        };
        let Some(last) = kept.last() else {
            self.touched.push(path.to_string());
            let lines: Vec<String> = all.iter().map(|word| self.dashed(dash, word)).collect();
            let text = lines.concat().trim_start().to_string();
            let range = dash..end_of(self.text, node);
            return self.splices.push(Splice { range, text });
        };
        self.touched.push(path.to_string());
        for item in items.iter().filter(|item| !wanted(item)) {
            let start = item.span.start as usize;
            let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
            let end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at + 1);
            self.splices.push(Splice { range: line..end, text: String::new() });
        }
        let lines: Vec<String> = new.iter().map(|word| self.dashed(dash, word)).collect();
        self.insert(end_of_line(self.text, end_of(self.text, last)), lines.concat());
    }

    /// A new line of a list that is written with dashes.
    fn dashed(&self, dash: usize, word: &str) -> String {
        let indent = self.column(dash);
        format!("\n{}- {}", " ".repeat(indent), write::inline(word, Style::Flow))
    }

    fn replace(&mut self, node: &Node, text: String, path: &str) {
        self.touched.push(path.to_string());
        let value = node.span.start as usize;
        let start = block_header(self.text, node).map_or(value, |header| header.start);
        let end = value + self.text[node.span.range()].trim_end().len();
        self.splices.push(Splice { range: start..end, text });
    }

    fn insert(&mut self, at: usize, text: String) {
        self.splices.push(Splice { range: at..at, text });
    }

    /// How far a byte stands from the start of its line; characters.
    fn column(&self, at: usize) -> usize {
        column(self.text, at)
    }
}

/// The sign (`|`, `>-`) in front of a text that is written as a block; the
/// tree's span begins behind it.
fn block_header(text: &str, node: &Node) -> Option<Range<usize>> {
    if !matches!(node.value, yaml::Value::Scalar { plain: false, .. }) {
        return None;
    }
    let before = text[..node.span.start as usize].trim_end_matches(' ');
    let before = before.strip_suffix('\n')?.trim_end();
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let words = before[line..].split(" #").next().unwrap_or_default().trim_end();
    let sign = words.rsplit(' ').next().unwrap_or_default();
    let is_sign = sign.starts_with(['|', '>'])
        && sign[1..].chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-'));
    let end = line + words.len();
    is_sign.then(|| end - sign.len()..end)
}

/// How far byte `at` stands from the start of its line; characters.
pub fn column(text: &str, at: usize) -> usize {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[line..at].chars().filter(|c| *c != '\u{feff}').count()
}

/// Whether a node says what is wanted already. White space at the end of a
/// text is no difference, nor is the order of a list.
pub fn says(node: &Node, value: &Value) -> bool {
    match (value, &node.value) {
        (Value::List(words), yaml::Value::List(items)) => {
            let found: Vec<&str> = items.iter().filter_map(Node::text).collect();
            found.len() == items.len()
                && words.iter().all(|word| found.contains(&word.as_str()))
                && found.iter().all(|word| words.iter().any(|w| w == word))
        }
        (Value::Text(text) | Value::Word(text), yaml::Value::Scalar { text: found, .. }) => {
            found.trim() == text.trim()
        }
        (Value::Quoted(text), yaml::Value::Scalar { text: found, plain }) => {
            found == text && !plain
        }
        _ => false,
    }
}

/// Whether a node says everything that is wanted.
pub fn says_all(node: &Node, want: &Want, default: &str) -> bool {
    match want {
        Want::Leaf(leaf) => says(node, &leaf.value),
        Want::Localized(texts) => texts.iter().all(|(lang, leaf)| match &node.value {
            yaml::Value::Map(_) => node.get(lang).is_some_and(|node| says(node, &leaf.value)),
            _ => lang == default && says(node, &leaf.value),
        }),
        Want::Map(fields) => fields
            .iter()
            .all(|(key, want)| node.get(key).is_some_and(|node| says_all(node, want, default))),
    }
}

/// Where a pair's text ends. A block's end mark stands behind the comments
/// that follow it, so the last value inside is asked.
fn end_of_pair(text: &str, key: &Key, value: &Node) -> usize {
    if value.value == yaml::Value::Null && value.span.start >= value.span.end {
        return end_of_key(text, key);
    }
    end_of(text, value)
}

/// The end of a key, its colon included.
pub fn end_of_key(text: &str, key: &Key) -> usize {
    let end = key.span.end as usize;
    text[end..].find(':').map_or(end, |at| end + at + 1)
}

/// Where a value's text ends.
pub fn end_of(text: &str, node: &Node) -> usize {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let flow = text[start..].starts_with(['{', '[']);
    match &node.value {
        yaml::Value::Map(pairs) if !flow => {
            pairs.last().map_or(end, |(key, value)| end_of_pair(text, key, value))
        }
        yaml::Value::List(items) if !flow => items.last().map_or(end, |item| end_of(text, item)),
        _ => start + text[start..end].trim_end().len(),
    }
}

/// The end of the line that byte `at` is on, before the line end.
fn end_of_line(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    if text[..end].ends_with('\r') && end > at { end - 1 } else { end }
}

/// Every single value of a tree by its path, as `/key/0/key`.
pub fn paths(node: &Node) -> std::collections::BTreeMap<String, String> {
    fn walk(node: &Node, path: String, out: &mut std::collections::BTreeMap<String, String>) {
        match &node.value {
            yaml::Value::Scalar { text, plain } => {
                out.insert(path, format!("{plain} {text}"));
            }
            yaml::Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    walk(item, format!("{path}/{index}"), out);
                }
            }
            yaml::Value::Map(pairs) => {
                for (key, value) in pairs {
                    walk(value, format!("{path}/{}", key.name), out);
                }
            }
            yaml::Value::Null | yaml::Value::Faulty => {}
        }
    }
    let mut out = std::collections::BTreeMap::new();
    walk(node, String::new(), &mut out);
    out
}
