//! `broken-link`, `unsafe-link`, `missing-file`, `unsafe-path`: where links,
//! codes and embeddings lead.

use crate::catalog::{Body, InfoBody, Item, Phase};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span};
use crate::doc::{Target, visit_targets};
use crate::edition::Edition;
use crate::source::markdown::{self, Place};
use crate::source::picture::PictureFault;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    for (item, blocks) in edition.rich_texts() {
        let listed = kit.is_listed(item);
        visit_targets(blocks, &mut |used| {
            target(edition, used.target, used.span, listed, out);
        });
    }
    for campaign in &kit.campaigns {
        for (_, blocks) in campaign.landing.iter().flat_map(|landing| landing.iter()) {
            visit_targets(blocks, &mut |used| {
                target(edition, used.target, used.span, true, out);
            });
        }
    }
    for audience in &kit.audiences {
        for (_, guide) in audience.guide.iter().flat_map(|guide| guide.iter()) {
            let parsed = markdown::parse(
                &guide.raw,
                Place { file: guide.span.file, offset: 0, folder: "" },
                kit.config.allow_html,
            );
            // A guide is a YAML text, whose lines do not stand as they are
            // parsed; the place is found by its words.
            if parsed.too_deep.is_some() {
                out.push(markdown::too_deep(guide.span));
            }
            visit_targets(&parsed.blocks, &mut |used| {
                let place = find(edition, guide.span, used.target);
                target(edition, used.target, place, true, out);
            });
        }
    }
    for item in &kit.items {
        addresses(edition, item, out);
    }
    let mut web = |url: Option<&crate::source::Spanned<String>>| {
        if let Some(url) = url
            && !matches!(Target::parse(url), Target::Url(_))
        {
            out.push(Diagnostic::new(Id::UnsafeLink, url.span).with("url", &url.value));
        }
    };
    kit.legal.iter().for_each(|legal| web(legal.url.as_ref()));
    kit.config.official_links.iter().for_each(|link| web(Some(&link.url)));
    for unit in kit.units.values() {
        web(unit.website.as_ref());
        web(unit.facebook.as_ref());
        web(unit.zalo.as_ref());
    }
}

/// The addresses that are fields of an item.
fn addresses(edition: &Edition<'_>, item: &Item, out: &mut Diagnostics) {
    let listed = edition.kit.is_listed(item);
    let mut address = |to: &crate::source::Spanned<String>| {
        target(edition, &Target::parse(to), to.span, listed, out);
    };
    match &item.body {
        Body::Message(message) => message.link.iter().for_each(address),
        Body::Leaflet(leaflet) => leaflet.qr.iter().for_each(|qr| address(&qr.to)),
        Body::Infographic(infographic) => {
            for block in &infographic.blocks {
                if let InfoBody::Qr(qr) = &block.body {
                    address(&qr.to);
                }
            }
        }
        Body::Broadcast { .. } | Body::Text(_) => {}
    }
}

fn find(edition: &Edition<'_>, span: Span, target: &Target) -> Span {
    let words = match target {
        Target::Item(scheme, id) => format!("{scheme}:{id}"),
        Target::Url(url) | Target::Unsafe(url) | Target::File(url) => url.clone(),
        _ => return span,
    };
    match edition.text(span).find(&words) {
        Some(at) => span.slice(at, at + words.len()),
        None => span,
    }
}

fn target(edition: &Edition<'_>, to: &Target, span: Span, listed: bool, out: &mut Diagnostics) {
    let kit = edition.kit;
    let broken = |to: String| Diagnostic::new(Id::BrokenLink, span).with("to", to);
    match to {
        Target::Url(_) | Target::Anchor(_) => {}
        Target::Unsafe(url) => {
            out.push(Diagnostic::new(Id::UnsafeLink, span).with("url", url));
        }
        Target::Qr(inner) => target(edition, inner, span, listed, out),
        Target::Icon(name) => {
            if !edition.theme.has_icon(name) {
                out.push(
                    Diagnostic::new(Id::UnknownReference, span)
                        .with("id", name)
                        .with("what", "@what-icon")
                        .did_you_mean(name, edition.theme.icons()),
                );
            }
        }
        Target::Picture(path) => picture(edition, path, span, out),
        Target::File(path) => {
            let path = path.split(['?', '#']).next().unwrap_or("").trim_start_matches('/');
            if path.split('/').any(|part| part == "..") {
                out.push(Diagnostic::new(Id::UnsafePath, span).with("path", path));
            } else if path.is_empty() || !kit.has_static(path) {
                out.push(broken(path.to_string()));
            }
        }
        Target::Item(scheme, id) => {
            let exists = kit.declared.has_target(scheme, id);
            let item = kit.item_by_scheme(scheme, id).or_else(|| kit.item_by_alias(scheme, id));
            if !exists && item.is_none() {
                let known = kit.declared.targets(scheme);
                let mut diagnostic = broken(format!("{scheme}:{id}"));
                if let Some(best) = out.closest(id, known) {
                    diagnostic = diagnostic.hint(
                        Message::new("hint-did-you-mean").with("name", format!("{scheme}:{best}")),
                    );
                }
                out.push(diagnostic);
            } else if let Some(item) = item {
                let hidden = match kit.phase(item) {
                    Phase::Draft => !kit.drafts,
                    Phase::Embargoed => true,
                    Phase::Live | Phase::Expired | Phase::Withdrawn => false,
                };
                if hidden && listed {
                    out.push(
                        broken(format!("{scheme}:{id}"))
                            .text("broken-link-unpublished")
                            .hint(Message::new("hint-approve")),
                    );
                }
            }
        }
    }
}

/// A picture must be there, and be a picture.
pub(super) fn picture(edition: &Edition<'_>, path: &str, span: Span, out: &mut Diagnostics) {
    let fault = Diagnostic::new(Id::MissingFile, span);
    match edition.content.picture(path) {
        Ok(_) => {}
        Err(PictureFault::Missing) => out.push(fault.with("path", format!("content/{path}"))),
        Err(PictureFault::Broken(why)) => {
            out.push(fault.text("unreadable-file").with("path", path).with("why", why));
        }
    }
}
