//! `unofficial-link`: an address on a social network, in an app store, in a
//! messaging service or behind a link shortener that is not one of ours, or
//! one that poses as ours; `outside-link`: any other address that is neither
//! ours nor trusted. What is looked at is what a browser would open.

use std::collections::{BTreeMap, HashSet};

use crate::diag::{Diagnostic, Diagnostics, FileId, Id, Message, Severity, Span, TextKey};
use crate::doc::{Target, visit_html, visit_targets};
use crate::edition::Edition;
use crate::source::Spanned;
use crate::source::markdown::html;
use crate::source::web::{Opened, Written, addresses};

mod bare;
mod hosts;
mod posing;

use hosts::{Trust, network_of, trusted_host};
use posing::{Guard, Posing};

use super::texts::Rich;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let trust = Trust::of(edition.kit);
    let guard = Guard::of(&trust);
    let (seen, outside) = (HashSet::new(), HashSet::new());
    let mut rule = Rule { edition, trust, guard, out, seen, outside, is_tag: false };
    rule.trusted_hosts();
    let mut places: Vec<Span> = edition.kit.addressed.to_vec();
    places.sort_unstable();
    places.dedup();
    let tags = edition.kit.campaigns.iter().flat_map(|campaign| &campaign.record.hashtags);
    let tags: BTreeMap<Span, &Spanned<String>> = tags.map(|tag| (tag.span, tag)).collect();
    for place in places {
        if !tags.contains_key(&place) {
            rule.text(place);
        }
    }
    // A hashtag that leads where it must not is one fault, and not also none
    // of a word.
    let is_heard = |said: &Diagnostic| edition.kit.severity(said.id) != Some(Severity::Off);
    rule.is_tag = true;
    for (place, tag) in tags {
        let before = rule.out.list().len();
        rule.text(place);
        if !rule.out.list()[before..].iter().any(is_heard) {
            super::forms::hashtag(tag, rule.out);
        }
    }
    rule.is_tag = false;
    rule.targets();
}

struct Rule<'r> {
    edition: &'r Edition<'r>,
    trust: Trust<'r>,
    guard: Guard,
    out: &'r mut Diagnostics,
    /// What was looked at in a file where it is written.
    seen: HashSet<(FileId, Opened)>,
    /// The hosts outside that were said of a file.
    outside: HashSet<(FileId, String)>,
    /// Whether what is looked at is a hashtag, which leads nowhere itself.
    is_tag: bool,
}

/// What an address is to the kit.
enum Verdict {
    Fine,
    /// It names somebody before its host.
    User,
    Posing(Posing),
    Unofficial,
    Outside,
}

impl Rule<'_> {
    /// The addresses that are written at a place.
    fn text(&mut self, place: Span) {
        let written = self.edition.text(place);
        if self.is_setting(place) {
            return;
        }
        let own = self.trust.at(place);
        for found in addresses(written) {
            let span = place.slice(found.range.start, found.range.end);
            if !found.has_scheme
                && let Some((user, host)) = bare::mail(&found.text)
            {
                self.mail(user, host, &found.text, span);
                continue;
            }
            if !found.has_scheme && !bare::is_host(&found.text) {
                continue;
            }
            let Some(opened) = Opened::of(&found.text) else { continue };
            self.seen.insert((span.file, opened.clone()));
            match own {
                Some(own) => self.own(own, &found, &opened, span),
                None => self.address(&found.text, found.has_scheme, &opened, span),
            }
        }
    }

    /// Whether it stands in a field that says where the kit itself is, or
    /// what it trusts.
    fn is_setting(&self, place: Span) -> bool {
        let config = &self.edition.kit.config;
        let bases = std::iter::once(&config.base_url).chain(&config.qr_base);
        bases.chain(&config.trusted_hosts).any(|field| field.span == place)
    }

    /// Where links and codes lead that were not found as they are written:
    /// their addresses in the kit's texts as Markdown and HTML read them.
    fn targets(&mut self) {
        let edition = self.edition;
        edition.texts().for_each(|text| self.rich(&text));
    }

    fn rich(&mut self, text: &Rich<'_>) {
        let mut found: Vec<(String, Span)> = Vec::new();
        visit_targets(&text.blocks, &mut |used| {
            let mut target = used.target;
            while let Target::Qr(inner) = target {
                target = inner;
            }
            if let Target::Url(address) = target {
                found.push((address.clone(), text.place(self.edition, used.span)));
            }
        });
        visit_html(&text.blocks, &mut |markup| {
            let links = html::addresses(markup.text).into_iter().filter(|(name, _)| name == "href");
            // One without scheme and host is a path of the page.
            let leads = |address: &String| {
                address.trim_start().starts_with(['/', '\\']) || Opened::of(address).is_some()
            };
            let is_path = |address: &str| !address.contains(':') && !address.contains("//");
            let links = links.map(|(_, address)| address).filter(leads);
            let links = links.filter(|address| !is_path(&address.replace('\\', "/")));
            let place = text.place(self.edition, markup.span);
            found.extend(links.map(|address| (address, place)));
        });
        for (address, span) in found {
            let Some(opened) = Opened::of(&address) else { continue };
            if self.seen.insert((span.file, opened.clone())) {
                self.address(&address, true, &opened, span);
            }
        }
    }

    fn verdict(&self, opened: &Opened, written: &str) -> Verdict {
        if opened.has_user {
            return Verdict::User;
        }
        if network_of(opened).is_some() {
            return match self.trust.has_page(opened) {
                true => Verdict::Fine,
                false => Verdict::Unofficial,
            };
        }
        if self.trust.has(opened) {
            return Verdict::Fine;
        }
        match self.guard.posing(opened, written, &|_| false) {
            Some(posing) => Verdict::Posing(posing),
            None => Verdict::Outside,
        }
    }

    /// An address of a text, a link or a code.
    fn address(&mut self, url: &str, is_certain: bool, opened: &Opened, span: Span) {
        let host = bare::written_host(url);
        let said = match self.verdict(opened, host) {
            Verdict::Fine => return,
            Verdict::User => self.user(url, opened, span),
            Verdict::Posing(posing) => poses(posing, url, opened, span),
            Verdict::Unofficial => {
                let official = self.trust.own.iter().map(|own| own.url.value.as_str());
                let near = self.out.closest(url, official);
                let hint = Message::new(TextKey::HINT_OFFICIAL);
                let said = Diagnostic::new(Id::UnofficialLink, span).with("url", url);
                said.near(near.map(str::to_string)).hint(hint)
            }
            Verdict::Outside => {
                // What only may be an address, and is no likely one.
                if !is_certain && !bare::is_likely(url) {
                    return;
                }
                // A host is one cause, however often a file leads there.
                if !self.outside.insert((span.file, opened.bare().to_string())) {
                    return;
                }
                let said = Diagnostic::new(Id::OutsideLink, span)
                    .with("url", url)
                    .with("opened", opened.host.as_str());
                if self.is_tag {
                    // No trust makes a word of it.
                    said.hint(Message::new(TextKey::HINT_HASHTAG)).weighing(Severity::Error)
                } else {
                    let hint = Message::new(TextKey::HINT_TRUSTED);
                    said.hint(hint.with("text", opened.bare()))
                }
            }
        };
        self.out.push(said);
    }

    /// An address that the kit names as its own: that it is, unless it poses
    /// as a network or as one named before it, or is a whole network.
    fn own(&mut self, at: usize, found: &Written, opened: &Opened, span: Span) {
        let url = &found.text;
        let said = if opened.has_user {
            Some(self.user(url, opened, span))
        } else if network_of(opened).is_some() {
            let is_whole = opened.path.is_empty() && opened.query.is_none();
            let is_app = opened.host.ends_with("viber.com");
            let example = format!("https://{}/…", opened.host);
            (is_whole && !is_app).then(|| {
                Diagnostic::new(Id::UnofficialLink, span)
                    .text(TextKey::OFFICIAL_WHOLE)
                    .with("url", url)
                    .hint(Message::new(TextKey::HINT_OFFICIAL_PAGE).with("text", example))
            })
        } else {
            // Units are held against the official links; those against the
            // ones before them.
            let before = &self.trust.own[..at.min(self.trust.official)];
            let is_later = |host: &str| {
                let is_site = self.trust.sites.iter().any(|site| site == host);
                is_site && !before.iter().any(|own| own.opened.bare() == host)
            };
            let posing = self.guard.posing(opened, bare::written_host(url), &is_later);
            posing.map(|posing| poses(posing, url, opened, span))
        };
        self.out.extend(said);
    }

    /// An address of mail: its host may pose as another too, and what stands
    /// before it may be a host.
    fn mail(&mut self, user: &str, host: &str, url: &str, span: Span) {
        let Some(opened) = Opened::of(host) else {
            if self.guard.named(user).is_some() {
                let said = Diagnostic::new(Id::UnofficialLink, span).text(TextKey::LOOK_ALIKE_USER);
                let said = said.with("url", url).with("opened", host);
                self.out.push(said.hint(Message::new(TextKey::HINT_NO_LINK)));
            }
            return;
        };
        if self.guard.named(user).is_some() {
            let said = self.user(url, &opened, span);
            self.out.push(said);
        } else if network_of(&opened).is_none()
            && !self.trust.has(&opened)
            && let Some(posing) = self.guard.posing(&opened, host, &|_| false)
        {
            self.out.push(poses(posing, url, &opened, span));
        }
    }

    fn user(&self, url: &str, opened: &Opened, span: Span) -> Diagnostic {
        Diagnostic::new(Id::UnofficialLink, span)
            .text(TextKey::LOOK_ALIKE_USER)
            .with("url", url)
            .with("opened", opened.host.as_str())
            .hint(Message::new(TextKey::HINT_NO_LINK))
    }

    /// What `trusted_hosts` names must be hosts, and none that poses.
    fn trusted_hosts(&mut self) {
        let hosts = &self.edition.kit.config.trusted_hosts;
        let mut said = BTreeMap::new();
        for written in hosts {
            let fault = Diagnostic::new(Id::UnsafeLink, written.span)
                .text(TextKey::NOT_A_HOST)
                .with("url", &written.value);
            match trusted_host(written) {
                None => {
                    let hint = Message::new(TextKey::HINT_WRITE).with("text", "vanban.chinhphu.vn");
                    said.insert(written.span, fault.hint(hint));
                }
                Some((host, false)) => {
                    let hint = Message::new(TextKey::HINT_WRITE).with("text", host);
                    said.insert(written.span, fault.hint(hint));
                }
                Some((host, true)) => {
                    let Some(opened) = Opened::of(&host) else { continue };
                    let is_trusted = |host: &str| self.trust.trusted.iter().any(|own| own == host);
                    let posing = self.guard.posing(&opened, written, &is_trusted);
                    if let Some(posing) = posing.filter(|_| !self.trust.sites.contains(&host)) {
                        let found = poses(posing, written, &opened, written.span);
                        said.insert(written.span, found);
                    }
                }
            }
        }
        self.out.extend(said.into_values());
    }
}

fn poses(posing: Posing, url: &str, opened: &Opened, span: Span) -> Diagnostic {
    let said = Diagnostic::new(Id::UnofficialLink, span)
        .with("url", url)
        .with("opened", opened.host.as_str());
    match posing {
        Posing::As(own) => {
            let hint = Message::new(TextKey::HINT_LOOK_ALIKE).with("own", own.as_str());
            said.text(TextKey::LOOK_ALIKE).with("own", own).hint(hint)
        }
        Posing::State => {
            said.text(TextKey::LOOK_ALIKE_STATE).hint(Message::new(TextKey::HINT_NO_LINK))
        }
        Posing::Mixed => {
            said.text(TextKey::LOOK_ALIKE_MIXED).hint(Message::new(TextKey::HINT_NO_LINK))
        }
    }
}
