//! The ids of headings, which links lead to: as GitHub makes them, so that
//! they are those an editor expects.

use std::collections::BTreeMap;

use unicode_normalization::char::is_combining_mark;

use super::{Block, plain};

/// The ids that pages have of their own (a test holds the theme's templates
/// against them): a heading that would have one of them is numbered.
const TAKEN: &[&str] = &[
    "agents",
    "always",
    "answer",
    "audiences",
    "below",
    "broadcasts",
    "campaigns",
    "cards",
    "contents",
    "copies",
    "downloads",
    "faq",
    "figures",
    "find",
    "foot-nav",
    "guide",
    "home-find",
    "infographics",
    "items",
    "keep",
    "kits",
    "leaflets",
    "main",
    "messages",
    "months",
    "now",
    "official",
    "others",
    "past",
    "picture",
    "plan",
    "script",
    "steps",
    "tell",
    "text",
    "today",
    "top-find",
    "units",
    "verdict",
];

/// What a heading without a letter is called.
const NAMELESS: &str = "section";

/// Gives headings their ids, each its own.
#[derive(Debug, Clone)]
pub struct HeadingIds {
    /// How often each id was asked for again.
    again: BTreeMap<String, usize>,
}

impl Default for HeadingIds {
    fn default() -> Self {
        HeadingIds { again: TAKEN.iter().map(|id| (id.to_string(), 0)).collect() }
    }
}

impl HeadingIds {
    /// The ids of all headings of a text, in order, and what gives ids to
    /// those that stand among them.
    pub fn of<L, E>(blocks: &[Block<L, E>]) -> (Vec<String>, HeadingIds) {
        let mut ids = HeadingIds::default();
        let mut found = Vec::new();
        visit(blocks, &mut |text| found.push(ids.next(&text)));
        (found, ids)
    }

    /// The id of the next heading.
    pub fn next(&mut self, heading: &str) -> String {
        let slug = slug(heading);
        let mut id = slug.clone();
        while self.again.contains_key(&id) || is_footnote(&id) {
            let again = self.again.entry(slug.clone()).or_default();
            *again += 1;
            id = format!("{slug}-{again}");
        }
        self.again.insert(id.clone(), 0);
        id
    }
}

/// Footnotes are `note-1`, `note-2`, …
fn is_footnote(id: &str) -> bool {
    id.strip_prefix("note-").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

/// Lower case, spaces to `-`, without punctuation; letters of every script
/// stay, with their marks.
fn slug(heading: &str) -> String {
    let stays = |c: &char| c.is_alphanumeric() || is_combining_mark(*c) || "_- ".contains(*c);
    let lower = heading.trim().to_lowercase();
    let slug: String =
        lower.chars().filter(stays).map(|c| if c == ' ' { '-' } else { c }).collect();
    if slug.is_empty() { NAMELESS.to_string() } else { slug }
}

/// The ids of all headings of a text, in order.
pub fn heading_ids<L, E>(blocks: &[Block<L, E>]) -> Vec<String> {
    HeadingIds::of(blocks).0
}

/// Walks the headings of blocks.
fn visit<L, E>(blocks: &[Block<L, E>], heading: &mut impl FnMut(String)) {
    for block in blocks {
        match block {
            Block::H { c, .. } => heading(plain(c)),
            Block::Ul { items } | Block::Ol { items, .. } | Block::Notes { items } => {
                items.iter().for_each(|item| visit(item, heading));
            }
            Block::Alert { c, .. } | Block::Quote { c } => visit(c, heading),
            Block::P { .. }
            | Block::Table { .. }
            | Block::Rule
            | Block::Code { .. }
            | Block::Html { .. }
            | Block::Embed { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::HeadingIds;

    #[test]
    fn ids_are_those_that_github_gives() {
        let mut ids = HeadingIds::default();
        for (heading, id) in [
            ("Điều kiện hưởng", "điều-kiện-hưởng"),
            ("Điều kiện hưởng", "điều-kiện-hưởng-1"),
            ("Điều kiện hưởng", "điều-kiện-hưởng-2"),
            ("Hỏi & đáp: 1,5%?", "hỏi--đáp-15"),
            ("a_b  c-d", "a_b--c-d"),
            ("តើខ្ញុំបង់នៅទីណា?", "តើខ្ញុំបង់នៅទីណា"),
            ("A 1", "a-1"),
            ("a", "a"),
            ("A", "a-2"),
            // The page's own, and the footnotes'.
            ("Main", "main-1"),
            ("Note 1", "note-1-1"),
            ("?!", "section"),
        ] {
            assert_eq!(ids.next(heading), id, "{heading}");
        }
    }
}
