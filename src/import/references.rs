//! What a table's words for audiences, campaigns, legal documents and facts
//! mean in a kit: by id, by title in any language, by number. Titles may
//! hold the very commas that separate them, so the longest match wins.

use crate::catalog::{Kit, Localized};
use crate::source::ItemId;
use crate::theme::Theme;

/// The things of one kind.
#[derive(Debug, Default)]
pub struct Index {
    /// Folded name, id.
    names: Vec<(String, String)>,
    /// Title, id, for hints.
    titles: Vec<(String, String)>,
    /// Ids that "all" stands for; none where it means nothing.
    all: Vec<String>,
    /// Whether a name may stand inside other words, as a number does.
    inside: bool,
}

/// Words that name nothing in the kit.
#[derive(Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The words.
    pub text: String,
    /// What was perhaps meant.
    pub near: Option<String>,
    /// What there is.
    pub known: String,
}

/// What names mean in a kit.
#[derive(Debug)]
pub struct References {
    /// The audiences.
    pub audiences: Index,
    /// The campaigns.
    pub campaigns: Index,
    /// The legal documents.
    pub legal: Index,
    /// The facts.
    pub facts: Index,
    /// The templates of cards, each with what people call it.
    pub cards: Vec<(String, Vec<String>)>,
}

/// Hints list no more than this.
const MOST_LISTED: usize = 12;

impl References {
    /// What names mean in `kit`, made with `theme`.
    pub fn of(kit: &Kit, theme: &Theme) -> Self {
        let mut audiences = Index::default();
        for audience in &kit.audiences {
            audiences.add(&audience.id.value, &audience.title);
            audiences.all.push(audience.id.value.to_string());
        }
        let mut campaigns = Index::default();
        for campaign in &kit.campaigns {
            campaigns.add(&campaign.id, &campaign.record.title);
        }
        let mut legal = Index { inside: true, ..Index::default() };
        for document in &kit.legal {
            legal.add(&document.id.value, &document.title);
            legal.names.push((ItemId::suggest(&document.number), document.id.value.to_string()));
        }
        let mut facts = Index::default();
        for (id, fact) in &kit.facts.0 {
            if let Some(id) = ItemId::parse(id) {
                facts.add(&id, &fact.record.title);
            }
        }
        let cards = theme.card_templates();
        let cards =
            cards.map(|(name, template)| (name.to_string(), template.called.clone())).collect();
        References { audiences, campaigns, legal, facts, cards }
    }
}

impl Index {
    fn add(&mut self, id: &ItemId, title: &Localized) {
        self.names.push((id.to_string(), id.to_string()));
        for (index, (_, text)) in title.iter().enumerate() {
            self.names.push((ItemId::suggest(&text.raw), id.to_string()));
            if index == 0 {
                self.titles.push((text.raw.trim().to_string(), id.to_string()));
            }
        }
    }

    /// The id that `text` names.
    pub fn one(&self, text: &str) -> Option<&str> {
        let folded = ItemId::suggest(text);
        if folded.is_empty() {
            return None;
        }
        let exact = self.names.iter().find(|(name, _)| *name == folded);
        let inside = || {
            let around = format!("-{folded}-");
            // A number has digits; a title inside other words is a guess.
            self.names.iter().find(|(name, _)| {
                name.starts_with(|c: char| c.is_ascii_digit())
                    && around.contains(&format!("-{name}-"))
            })
        };
        let found = exact.or_else(|| if self.inside { inside() } else { None });
        found.map(|(_, id)| id.as_str())
    }

    /// The ids that `text` names, each once, or the words that name nothing.
    pub fn list(&self, text: &str) -> Result<Vec<String>, Vec<Unknown>> {
        if super::words::is_all(text) && !self.all.is_empty() && self.one(text).is_none() {
            return Ok(self.all.clone());
        }
        let mut ids: Vec<String> = Vec::new();
        let mut unknown = Vec::new();
        for part in text.split([';', '\n']) {
            let part = part.trim().trim_start_matches(['-', '•', '+']).trim();
            let pieces: Vec<&str> = part.split(',').collect();
            let mut from = 0;
            while from < pieces.len() {
                let longest = (from + 1..=pieces.len())
                    .rev()
                    .find_map(|to| Some((to, self.one(&pieces[from..to].join(","))?)));
                match longest {
                    Some((to, id)) => {
                        if !ids.iter().any(|known| known == id) {
                            ids.push(id.to_string());
                        }
                        from = to;
                    }
                    None => {
                        let piece = pieces[from].trim();
                        if !piece.is_empty() {
                            unknown.push(self.unknown(piece));
                        }
                        from += 1;
                    }
                }
            }
        }
        if unknown.is_empty() { Ok(ids) } else { Err(unknown) }
    }

    fn unknown(&self, text: &str) -> Unknown {
        let folded = ItemId::suggest(text);
        let near = crate::diag::closest(&folded, self.names.iter().map(|(name, _)| name.as_str()))
            .and_then(|near| self.names.iter().find(|(name, _)| name == near))
            .map(|(_, id)| self.called(id));
        let mut known: Vec<String> =
            self.titles.iter().take(MOST_LISTED).map(|(_, id)| self.called(id)).collect();
        if self.titles.len() > MOST_LISTED {
            known.push("…".to_string());
        }
        Unknown { text: text.to_string(), near, known: known.join("; ") }
    }

    /// A thing by its title and id.
    fn called(&self, id: &str) -> String {
        match self.titles.iter().find(|(_, known)| known == id) {
            Some((title, _)) => format!("{title} ({id})"),
            None => id.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let mut index = Index { inside: true, ..Index::default() };
        for (name, id) in [
            ("Cấp ủy, chính quyền", "cap-uy"),
            ("Người dân", "nguoi-dan"),
            ("41/2024/QH15", "luat"),
        ] {
            index.names.push((ItemId::suggest(name), id.to_string()));
            index.titles.push((name.to_string(), id.to_string()));
        }
        index
    }

    #[test]
    fn the_longest_title_wins() {
        let found = index().list("Cấp ủy, chính quyền, người dân").expect("known words");
        assert_eq!(found, ["cap-uy", "nguoi-dan"]);
        assert_eq!(index().list("- người dân\n- NGƯỜI DÂN").expect("known words"), ["nguoi-dan"]);
    }

    #[test]
    fn a_number_is_found_in_a_phrase() {
        assert_eq!(index().list("Luật số 41/2024/QH15").expect("known words"), ["luat"]);
    }

    #[test]
    fn a_misspelt_title_is_guessed() {
        let unknown = index().list("Ngừoi dâng").expect_err("an unknown word");
        assert_eq!(unknown[0].near.as_deref(), Some("Người dân (nguoi-dan)"));
    }
}
