//! What the command line says about a new item, held against the kit: every
//! fault is collected, and what has only one possibility is taken from the
//! kit.

use super::super::Stop;
use super::super::report::say;
use crate::catalog::Kit;
use crate::diag::{Lang, TextKey, closest};
use crate::source::ItemId;

/// One stop that says every fault.
pub(super) fn stop(faults: &[String], lang: Lang) -> Stop {
    let word = say(TextKey::LEVEL_ERROR, &[], lang);
    Stop::Failure(faults.join(&format!("\n{word}: ")))
}

/// The answers to one command, and what is wrong with them.
pub(super) struct Answers<'a> {
    kit: &'a Kit,
    lang: Lang,
    faults: Vec<String>,
}

impl<'a> Answers<'a> {
    pub(super) fn new(kit: &'a Kit, lang: Lang) -> Self {
        Answers { kit, lang, faults: Vec::new() }
    }

    /// The faults, if there are any.
    pub(super) fn finish(self) -> Result<(), Stop> {
        if self.faults.is_empty() { Ok(()) } else { Err(stop(&self.faults, self.lang)) }
    }

    fn fault(&mut self, key: TextKey, gaps: &[(&'static str, &str)]) {
        let text = say(key, gaps, self.lang);
        self.faults.push(text);
    }

    /// Adds a hint to the last fault.
    fn hint(&mut self, key: TextKey, gaps: &[(&'static str, &str)]) {
        let hint = say(key, gaps, self.lang);
        let word = say(TextKey::LEVEL_HELP, &[], self.lang);
        if let Some(last) = self.faults.last_mut() {
            *last += &format!("\n  = {word}: {hint}");
        }
    }

    /// A new id of a namespace.
    pub(super) fn id(&mut self, namespace: &'static str, id: &str) -> String {
        if ItemId::parse(id).is_none() {
            self.fault(TextKey::INVALID_ID, &[("id", id)]);
            let suggestion = ItemId::suggest(id);
            if !suggestion.is_empty() {
                self.hint(TextKey::HINT_WRITE, &[("text", &suggestion)]);
            }
        } else if self.kit.declared.has(namespace, id) {
            self.fault(TextKey::DUPLICATE_ID, &[("id", id)]);
            self.hint(TextKey::NEW_HINT_OTHER_ID, &[]);
        }
        id.to_string()
    }

    /// A text that must be there.
    pub(super) fn required(&mut self, option: &str, given: Option<&String>) -> String {
        let text = given.map_or("", |text| text.trim());
        if text.is_empty() {
            self.fault(TextKey::NEW_MISSING_OPTION, &[("option", option)]);
        }
        text.to_string()
    }

    /// A number as a program reads it.
    pub(super) fn number(&mut self, given: &str) -> String {
        let is_number = |text: &str| rust_decimal::Decimal::from_str_exact(text).is_ok();
        if !is_number(given) {
            self.fault(TextKey::NEW_NOT_A_NUMBER, &[("value", given)]);
            // 1.500.000 or 4,5: how people write numbers in Vietnamese.
            let bare: String = given.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
            let bare = bare.replace(',', ".");
            if is_number(&bare) {
                self.hint(TextKey::HINT_WRITE, &[("text", &bare)]);
            }
        }
        given.to_string()
    }

    /// Every id of a namespace, in sorted order.
    fn known(&self, namespace: &'static str) -> Vec<&'a str> {
        self.kit.declared.ids(namespace).collect()
    }

    /// Ids that must be there.
    pub(super) fn references(&mut self, namespace: &'static str, ids: &[String]) -> Vec<String> {
        let known = self.known(namespace);
        for id in ids.iter().filter(|id| !known.contains(&id.as_str())) {
            let what = self.what(namespace);
            self.fault(TextKey::UNKNOWN_REFERENCE, &[("what", &what), ("id", id)]);
            match closest(id, known.iter().copied()) {
                Some(near) => self.hint(TextKey::HINT_DID_YOU_MEAN, &[("name", near)]),
                None if known.is_empty() => self.hint(first(namespace), &[]),
                None => self.hint(TextKey::HINT_ONE_OF, &[("list", &known.join(", "))]),
            }
        }
        ids.to_vec()
    }

    /// Ids that must be given, unless there is only one possibility.
    pub(super) fn chosen(&mut self, namespace: &'static str, ids: &[String]) -> Vec<String> {
        let known = self.known(namespace);
        self.among(namespace, ids, &known)
    }

    /// The audiences of an item: where its campaign has only one, that one.
    pub(super) fn audiences(&mut self, ids: &[String], campaigns: &[String]) -> Vec<String> {
        let campaign = campaigns.first().and_then(|id| self.kit.campaign(id));
        match campaign.map(|campaign| &campaign.record.audiences.0) {
            Some(own) if !own.is_empty() => {
                let own: Vec<&str> = own.iter().map(|id| id.as_str()).collect();
                self.among("audience", ids, &own)
            }
            _ => self.chosen("audience", ids),
        }
    }

    fn among(&mut self, namespace: &'static str, ids: &[String], possible: &[&str]) -> Vec<String> {
        if !ids.is_empty() {
            return self.references(namespace, ids);
        }
        let option = format!("--{namespace}");
        match possible {
            [only] => vec![only.to_string()],
            [] => {
                let what = self.what(namespace);
                self.fault(TextKey::NEW_NONE_YET, &[("what", &what)]);
                self.hint(first(namespace), &[]);
                Vec::new()
            }
            several => {
                let what = self.what(namespace);
                self.fault(TextKey::NEW_WHICH, &[("option", &option), ("what", &what)]);
                self.hint(TextKey::HINT_ONE_OF, &[("list", &several.join(", "))]);
                Vec::new()
            }
        }
    }

    /// What a namespace holds, in a word.
    fn what(&self, namespace: &str) -> String {
        let word = match namespace {
            "audience" => TextKey::WHAT_AUDIENCE,
            "campaign" => TextKey::WHAT_CAMPAIGN,
            _ => TextKey::WHAT_LEGAL,
        };
        say(word, &[], self.lang)
    }
}

/// How the first of a namespace is made.
fn first(namespace: &str) -> TextKey {
    match namespace {
        "audience" => TextKey::NEW_HINT_FIRST_AUDIENCE,
        "campaign" => TextKey::NEW_HINT_FIRST_CAMPAIGN,
        _ => TextKey::NEW_HINT_FIRST_LEGAL,
    }
}
