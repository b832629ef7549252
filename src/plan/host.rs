//! What is for the host and not for readers: the headers that it sends, and
//! whom to tell of a weakness.

use std::sync::Arc;

use super::Job;
use crate::artifact::{About, Head, Heads, Input, Kind, SecurityContact};
use crate::catalog::dialled;
use crate::edition::{Edition, address};

const HEADERS: &str = "_headers";

/// The headers, where the kit has none of its own in `static/`; and, where
/// the kit's unit can be asked, whom to tell.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, _: &Arc<Heads>) -> Vec<Job<'p>> {
    let kit = edition.kit;
    let file = |path: &str, kind| Head::new(path, kind, Arc::new(About::default()));
    let mut jobs = Vec::new();
    if !kit.has_static(HEADERS) {
        let below = address::base_path(&kit.base_url);
        jobs.push(Job::one(file(HEADERS, Kind::Asset), move |_| Some(Input::Headers(below))));
    }
    if let Some(contact) = edition.security_contact() {
        let head = file(".well-known/security.txt", Kind::Feed);
        jobs.push(Job::one(head, move |_| Some(Input::Security(contact))));
    }
    jobs
}

impl Edition<'_> {
    /// Whom to tell of a weakness: the unit by e-mail, else by telephone.
    fn security_contact(&self) -> Option<SecurityContact> {
        let kit = self.kit;
        let contacts = kit.contacts(kit.default_lang());
        let by_phone = || Some(format!("tel:{}", dialled(contacts.hotline.as_deref()?)));
        let contact = contacts.email.as_deref().map(|email| format!("mailto:{email}"));
        Some(SecurityContact {
            contact: contact.or_else(by_phone)?,
            url: address::absolute(kit, ".well-known/security.txt"),
            languages: kit.languages.clone(),
            date: kit.date,
        })
    }
}
