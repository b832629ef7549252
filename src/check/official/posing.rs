//! Hosts that pose as another: with its name before their own, with letters
//! that look like its letters, with a letter more or less.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::MixedScript;
use unicode_security::confusable_detection::skeleton;

use super::hosts::{NETWORKS, Trust};
use crate::source::web::{Opened, is_below};

/// What a host poses as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Posing {
    /// A host that is the kit's own, trusted or a network's.
    As(String),
    /// Some site of the State.
    State,
    /// Another host, by letters of several scripts.
    Mixed,
}

/// The State alone gives out names below it.
const STATE: &str = "gov.vn";

/// A name of fewer letters is too common to say whose it is; letters of the
/// host without its points.
const SHORTEST: usize = 6;
/// From how many letters on a name within another is its owner's.
const DISTINCT: usize = 8;
/// From how many letters on two faults are still the same name.
const LONG: usize = 10;

/// Whose hosts are posed as.
#[derive(Debug)]
enum Owner {
    Network,
    Kit,
    Trusted,
}

/// A host that others may pose as.
#[derive(Debug)]
struct Guarded {
    host: String,
    owner: Owner,
    name: Name,
}

/// A host in the parts that eyes take in.
#[derive(Debug)]
struct Name {
    /// What one owner has: `baohiemxahoi.gov.vn`.
    registered: String,
    /// The labels and what hyphens part in them, as they look.
    parts: Vec<String>,
    /// All of them at a stretch.
    whole: String,
    /// The label that was registered, as it looks.
    label: String,
    /// What follows it.
    suffix: String,
    /// Whether that label is of ASCII.
    is_ascii: bool,
}

impl Name {
    /// Of a host as it is shown.
    fn of(shown: &str) -> Self {
        let shown = shown.strip_prefix("www.").unwrap_or(shown);
        let lower = shown.to_lowercase();
        let suffix = psl::suffix_str(&lower).unwrap_or_default().to_string();
        let registered = psl::domain_str(&lower).unwrap_or(&lower).to_string();
        let label = registered.split('.').next().unwrap_or_default();
        let looks = |part: &str| look(part);
        let parts: Vec<String> =
            shown.split(['.', '-']).filter(|part| !part.is_empty()).map(looks).collect();
        // As it is written: capitals look like other letters.
        let at = shown.len().checked_sub(registered.len()).filter(|at| shown.is_char_boundary(*at));
        let written = at.map_or(label, |at| shown[at..].split('.').next().unwrap_or(label));
        Name {
            whole: parts.concat(),
            label: look(written),
            is_ascii: label.is_ascii(),
            parts,
            suffix,
            registered,
        }
    }
}

/// What letters look like: those that are taken for each other are one.
fn look(part: &str) -> String {
    let alike: String = skeleton(part).nfd().filter(|c| !is_combining_mark(*c)).collect();
    let one = |c: char| match c {
        '0' => 'o',
        '1' | 'i' | 'j' | '|' | 'ı' => 'l',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        'q' => 'g',
        c => c,
    };
    let lower: String = alike.to_lowercase().chars().map(one).collect();
    lower.replace("vv", "w").replace("cl", "d")
}

/// The hosts that others may pose as.
#[derive(Debug)]
pub(super) struct Guard {
    hosts: Vec<Guarded>,
}

impl Guard {
    pub(super) fn of(trust: &Trust<'_>) -> Self {
        let networks = NETWORKS.iter().map(|network| (network.host.to_string(), Owner::Network));
        let own = trust.sites.iter().map(|host| (host.clone(), Owner::Kit));
        let trusted = trust.trusted.iter().map(|host| (host.clone(), Owner::Trusted));
        let mut seen = BTreeSet::new();
        let hosts =
            networks.chain(own).chain(trusted).filter(|(host, _)| seen.insert(host.clone()));
        let guarded = hosts.map(|(host, owner)| {
            let name = Name::of(&idna::domain_to_unicode(&host).0);
            Guarded { host, owner, name }
        });
        Guard { hosts: guarded.collect() }
    }

    /// What the host of an address poses as; `written` is the host as it
    /// stands in the text, in whatever case. Hosts that `is_own` names are
    /// not posed as.
    pub(super) fn posing(
        &self,
        opened: &Opened,
        written: &str,
        is_own: &dyn Fn(&str) -> bool,
    ) -> Option<Posing> {
        if !opened.is_name {
            return None;
        }
        let mixes = |label: &str| !label.is_ascii() && !label.is_single_script();
        let names = [Name::of(&opened.shown), Name::of(written)];
        let names = &names[..1 + usize::from(written.to_lowercase() == opened.host)];
        let known: Vec<&Guarded> =
            self.hosts.iter().filter(|guarded| !is_own(&guarded.host)).collect();
        if known.iter().any(|guarded| is_below(&opened.host, &guarded.host)) {
            return None;
        }
        let found = known
            .into_iter()
            .filter(|guarded| names.iter().any(|name| poses(name, &opened.host, guarded)))
            // The longest says most.
            .max_by_key(|guarded| guarded.name.whole.len());
        if let Some(guarded) = found {
            return Some(Posing::As(guarded.host.clone()));
        }
        if opened.shown.split('.').any(mixes) {
            return Some(Posing::Mixed);
        }
        let state = names.iter().any(|name| {
            name.parts.windows(2).any(|pair| pair == ["gov", "vn"]) || name.whole.contains("govvn")
        });
        (state && !is_below(&opened.host, STATE)).then_some(Posing::State)
    }

    /// The guarded host that a text is, such as stands before an `@`.
    pub(super) fn named(&self, text: &str) -> Option<&str> {
        let bare = text.strip_prefix("www.").unwrap_or(text);
        self.hosts.iter().map(|guarded| guarded.host.as_str()).find(|host| *host == bare)
    }
}

/// Whether a host poses as a guarded one.
fn poses(name: &Name, host: &str, guarded: &Guarded) -> bool {
    let own = &guarded.name;
    if host == guarded.host || name.registered == own.registered {
        return false;
    }
    // The same to the eye, or but for what follows the name.
    let label = own.label.chars().count();
    if name.label == own.label && (name.suffix == own.suffix || !name.is_ascii || label >= SHORTEST)
    {
        return true;
    }
    let is_state = is_below(host, STATE);
    if !is_state {
        // `baohiemxahoi.gov.vn.xau.com`, `baohiemxahoi-gov-vn.com`.
        let holds = own.whole.chars().count() >= SHORTEST
            && name.parts.windows(own.parts.len()).any(|parts| parts == own.parts);
        // Not of one that is only trusted: `baochinhphu.vn` is `chinhphu.vn`'s.
        let is_trusted = matches!(guarded.owner, Owner::Trusted);
        let holds_whole =
            !is_trusted && own.whole.chars().count() >= DISTINCT && name.whole.contains(&own.whole);
        // `facebook-hotro.com`, `facebook.xau.com`, `hotrofacebook.com`.
        let is_part = label >= SHORTEST && hyphened(name).any(|part| *part == own.label);
        let is_label = label >= DISTINCT && name.parts.contains(&own.label);
        let long = match guarded.owner {
            Owner::Network => DISTINCT,
            Owner::Kit => LONG,
            Owner::Trusted => usize::MAX,
        };
        let is_within = label >= long && name.label.contains(&own.label);
        if holds || holds_whole || is_part || is_label || is_within {
            return true;
        }
    }
    is_slip(&name.label, &own.label, name.suffix == own.suffix, is_state)
}

/// The parts of the registered label.
fn hyphened(name: &Name) -> impl Iterator<Item = &String> {
    let label = name.registered.split('.').next().unwrap_or_default();
    let count = label.split('-').count();
    let after = name.suffix.split('.').count();
    let end = name.parts.len().saturating_sub(after);
    name.parts[end.saturating_sub(count)..end].iter()
}

/// Whether a label is another but for a slip. Names that the State gives out
/// differ by a letter between provinces, so there only a letter too many, too
/// few or in the wrong place is one.
fn is_slip(label: &str, own: &str, same_suffix: bool, is_state: bool) -> bool {
    let count = own.chars().count();
    let most = match count {
        _ if count < SHORTEST => 0,
        _ if !same_suffix && count < DISTINCT => 0,
        _ if count >= LONG && same_suffix && !is_state => 2,
        _ => 1,
    };
    if most == 0 || label.chars().count().abs_diff(count) > most {
        return false;
    }
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let moves = label.chars().count() != count || sorted(label) == sorted(own);
    (!is_state || (moves && count >= LONG)) && strsim::damerau_levenshtein(label, own) <= most
}

#[cfg(test)]
mod tests;
