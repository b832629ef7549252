//! `broken-link`, `unsafe-link`, `missing-file`, `unsafe-path`: where links,
//! codes and embeddings lead. What is let through here has a place on every
//! page and drawing.

use std::cell::OnceCell;

use crate::catalog::{Body, InfoBody, Item};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Severity, Span, TextKey};
use crate::doc::{Block, Markup, Target, visit_html, visit_targets};
use crate::edition::{Broken, Edition, Place};
use crate::source::markdown::html;
use crate::source::picture::PictureFault;
use crate::source::{Spanned, web};

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    for mut rich in edition.texts() {
        for mut lost in std::mem::take(&mut rich.lost) {
            lost.span = lost.span.map(|span| rich.place(edition, span));
            out.push(lost);
        }
        let is_listed = rich.item.is_none_or(|item| kit.is_listed(item));
        let text = Text::new(edition, &rich.blocks, rich.lang, is_listed);
        text.check(|span| rich.place(edition, span), out);
    }
    kit.items.iter().for_each(|item| fields(edition, item, out));
    let mut address = |url: Option<&Spanned<String>>| {
        let Some(url) = url else { return };
        match Target::parse(url) {
            Target::Url(_) if web::proper(url).is_err() || !has_domain(url) => {
                out.push(malformed(url, url.span));
            }
            Target::Url(_) => {}
            _ => {
                let whole = format!("https://{}", url.trim());
                let is_bare = has_domain(&whole) && crate::catalog::is_web_address(&whole);
                let hint = Message::new(TextKey::HINT_WRITE).with("text", whole);
                let said = Diagnostic::new(Id::UnsafeLink, url.span)
                    .text(TextKey::NOT_A_WEB_ADDRESS)
                    .with("url", &url.value);
                out.push(if is_bare { said.hint(hint) } else { said });
            }
        }
    };
    kit.legal.iter().for_each(|legal| address(legal.url.as_ref()));
    kit.config.official_links.iter().for_each(|link| address(Some(&link.url)));
    for unit in kit.units.values() {
        address(unit.website.as_ref());
        address(unit.facebook.as_ref());
        address(unit.zalo.as_ref());
    }
}

/// Whether the host of an address is one of the web, which has a point.
fn has_domain(url: &str) -> bool {
    let host = crate::edition::address::host(url);
    host.trim_matches('.').contains('.') || host.starts_with('[')
}

/// The addresses that are fields of an item.
fn fields(edition: &Edition<'_>, item: &Item, out: &mut Diagnostics) {
    let lang = edition.kit.default_lang();
    let text = Text::new(edition, &[], lang, edition.kit.is_listed(item));
    let mut field = |to: &Spanned<String>, how| {
        text.target(&Target::parse(to), to.span, how, out);
    };
    match &item.body {
        Body::Message(message) => message.link.iter().for_each(|to| field(to, How::Address)),
        Body::Leaflet(leaflet) => leaflet.qr.iter().for_each(|qr| field(&qr.to, How::Code)),
        Body::Infographic(infographic) => {
            for block in &infographic.blocks {
                if let InfoBody::Qr(qr) = &block.body {
                    field(&qr.to, How::Code);
                }
            }
        }
        Body::Broadcast { .. } | Body::Text(_) => {}
    }
}

/// How a target is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// A link in a text.
    Link,
    /// An embedding on a line of its own.
    Embedded,
    /// An embedding within a line.
    Inline,
    /// An address that a caption holds.
    Address,
    /// An address that a QR code holds.
    Code,
}

/// A text, and whose it is.
struct Text<'t> {
    edition: &'t Edition<'t>,
    blocks: &'t [Block],
    lang: &'t str,
    /// Whether what it belongs to is in lists: only then it matters that
    /// something it leads to is not published.
    is_listed: bool,
    /// The ids of its own headings, once a link asks for them.
    headings: OnceCell<Vec<String>>,
}

impl<'t> Text<'t> {
    fn new(edition: &'t Edition<'t>, blocks: &'t [Block], lang: &'t str, is_listed: bool) -> Self {
        Text { edition, blocks, lang, is_listed, headings: OnceCell::new() }
    }

    fn check(&self, place: impl Fn(Span) -> Span, out: &mut Diagnostics) {
        visit_targets(self.blocks, &mut |used| {
            let how = match (used.alt, used.is_inline) {
                (None, _) => How::Link,
                (Some(_), true) => How::Inline,
                (Some(_), false) => How::Embedded,
            };
            // One without an address was said where the text was read.
            if *used.target != Target::File(String::new()) {
                self.target(used.target, place(used.span), how, out);
            }
        });
        visit_html(self.blocks, &mut |markup| self.html(markup, place(markup.span), out));
    }

    /// Where HTML leads, and what it shows.
    fn html(&self, markup: Markup<'_>, span: Span, out: &mut Diagnostics) {
        // It shows pictures of the site's own alone; others are left out.
        let addresses = html::addresses(markup.text);
        let lost = html::outside(&addresses, &self.edition.kit.base_url);
        out.extend(lost.iter().map(|address| {
            Diagnostic::new(Id::BrokenLink, span)
                .with("to", *address)
                .text(TextKey::BROKEN_LINK_NOT_SHOWN)
                .hint(Message::new(TextKey::HINT_OWN_PICTURE))
        }));
        let refused = html::refused(markup.text, markup.is_block);
        if !refused.is_empty() {
            out.push(
                Diagnostic::new(Id::LostText, span)
                    .text(TextKey::LOST_HTML_REFUSED)
                    .with("what", refused.join(", "))
                    .hint(Message::new(TextKey::HINT_HTML_REFUSED))
                    // Pages show the words, or would do without them.
                    .weighing(Severity::Warning),
            );
        }
        for (name, address) in &addresses {
            // What is filled in is known once it is filled.
            let is_known = !lost.contains(&address.as_str()) && !address.contains("{{");
            if is_known && (name == "href" || name == "src") {
                self.target(&Target::parse(address), span, How::Link, out);
            }
        }
    }

    fn target(&self, to: &Target, span: Span, how: How, out: &mut Diagnostics) {
        if let Target::Qr(inner) = to {
            return match how {
                How::Embedded => self.target(inner, span, How::Code, out),
                // It would be left out: a code needs a line of its own.
                How::Inline => {
                    let text = broken(to, span).text(TextKey::BROKEN_LINK_INLINE_CODE);
                    out.push(text.hint(Message::new(TextKey::HINT_OWN_LINE)).firm());
                }
                How::Link | How::Address | How::Code => self.target(inner, span, how, out),
            };
        }
        let fault = match self.edition.resolve(to, self.lang) {
            Ok(place) => self.unfit(&place, to, span, how, out),
            Err(why) => self.fault(&why, to, span, out),
        };
        // Without its address there is no code, so no kit can let it pass.
        out.extend(fault.map(|fault| if how == How::Code { fault.firm() } else { fault }));
    }

    /// What is wrong with a place that is there, where it is used like this.
    fn unfit(
        &self,
        place: &Place,
        to: &Target,
        span: Span,
        how: How,
        out: &mut Diagnostics,
    ) -> Option<Diagnostic> {
        let not_shown = || {
            let text = broken(to, span).text(TextKey::BROKEN_LINK_NOT_SHOWN);
            text.hint(Message::new(TextKey::HINT_OWN_PICTURE))
        };
        match (how, place) {
            (How::Link, Place::Here(anchor)) => {
                let own = || self.edition.heading_ids(self.blocks, self.lang);
                let known = self.headings.get_or_init(own);
                let is_top = anchor.is_empty() || anchor == "top";
                (!is_top && !known.contains(anchor))
                    .then(|| no_heading(to, span, anchor, known, out))
            }
            (How::Link | How::Address | How::Code, Place::Icon(_))
            | (How::Address | How::Code, Place::Here(_)) => {
                Some(broken(to, span).text(TextKey::BROKEN_LINK_NO_ADDRESS))
            }
            (How::Embedded, Place::Site(_)) if self.edition.embedded(to).is_some() => None,
            (How::Embedded, Place::Site(_)) if self.edition.is_withdrawn(to) => {
                self.fault(&Broken::Unpublished, to, span, out)
            }
            (How::Embedded | How::Inline, Place::Site(_)) if matches!(to, Target::File(_)) => None,
            (How::Embedded | How::Inline, Place::Site(_) | Place::Web(_) | Place::Here(_)) => {
                Some(not_shown())
            }
            _ => None,
        }
    }

    /// What is wrong with a target that leads nowhere.
    fn fault(
        &self,
        why: &Broken,
        to: &Target,
        span: Span,
        out: &mut Diagnostics,
    ) -> Option<Diagnostic> {
        let kit = self.edition.kit;
        let fault = match why {
            Broken::NoItem { scheme, id } => {
                let best = out.closest(id, kit.declared.targets(scheme));
                let best = best.map(|best| format!("{scheme}:{best}"));
                broken(to, span).with("to", format!("{scheme}:{id}")).near(best)
            }
            Broken::Unread => return None,
            Broken::Unpublished if !self.is_listed => return None,
            Broken::Unpublished => {
                let text = broken(to, span).text(TextKey::BROKEN_LINK_UNPUBLISHED);
                text.hint(Message::new(TextKey::HINT_APPROVE))
            }
            Broken::NoFile(path) => {
                let known = kit.statics.iter().map(String::as_str);
                let best = out.closest(path, known).map(|best| format!("/{best}"));
                broken(to, span).with("to", path).near(best)
            }
            Broken::LeadsOut(path) => Diagnostic::new(Id::UnsafePath, span).with("path", path),
            Broken::NoHeading { fragment, known } => no_heading(to, span, fragment, known, out),
            Broken::Unsafe => Diagnostic::new(Id::UnsafeLink, span).with("url", to.written()),
            Broken::Malformed => malformed(&to.written(), span),
            Broken::NoIcon(name) => Diagnostic::new(Id::UnknownReference, span)
                .with("id", name)
                .with("what", TextKey::WHAT_ICON)
                .did_you_mean(name, self.edition.theme.icons()),
            Broken::NoPicture(path, fault) => picture_fault(path, fault, span),
            Broken::NoAddress => broken(to, span).text(TextKey::BROKEN_LINK_NO_ADDRESS),
        };
        Some(fault)
    }
}

fn broken(to: &Target, span: Span) -> Diagnostic {
    Diagnostic::new(Id::BrokenLink, span).with("to", to.written())
}

fn malformed(url: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Id::UnsafeLink, span).text(TextKey::MALFORMED_LINK).with("url", url)
}

/// The page is there, the heading is not.
fn no_heading(
    to: &Target,
    span: Span,
    fragment: &str,
    known: &[String],
    out: &mut Diagnostics,
) -> Diagnostic {
    let best = out.closest(fragment, known.iter().map(String::as_str));
    let page = match to {
        Target::Item { scheme, id, .. } => format!("{scheme}:{id}"),
        _ => String::new(),
    };
    let best = best.map(|best| format!("{page}#{best}"));
    broken(to, span)
        .text(TextKey::BROKEN_LINK_HEADING)
        .with("heading", format!("#{fragment}"))
        .near(best)
}

/// A picture must be there, and be a picture.
pub(super) fn picture(edition: &Edition<'_>, path: &str, span: Span, out: &mut Diagnostics) {
    if let Err(fault) = edition.content.picture(path) {
        out.push(picture_fault(path, &fault, span));
    }
}

fn picture_fault(path: &str, fault: &PictureFault, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(Id::MissingFile, span);
    match fault {
        PictureFault::Missing => diagnostic.with("path", format!("content/{path}")),
        PictureFault::Broken(why) => {
            diagnostic.text(TextKey::UNREADABLE_FILE).with("path", path).with("why", why)
        }
        PictureFault::Kind("?") => diagnostic.text(TextKey::PICTURE_NONE).with("path", path),
        PictureFault::Kind(kind) => {
            diagnostic.text(TextKey::PICTURE_KIND).with("path", path).with("kind", *kind)
        }
        PictureFault::Colours(kind) => {
            diagnostic.text(TextKey::PICTURE_COLOURS).with("path", path).with("kind", *kind)
        }
        PictureFault::Cut => diagnostic.text(TextKey::PICTURE_CUT).with("path", path),
        PictureFault::Large(width, height) => {
            sized(diagnostic, (*width, *height)).text(TextKey::PICTURE_LARGE).with("path", path)
        }
        PictureFault::Narrow(width, height) => {
            sized(diagnostic, (*width, *height)).text(TextKey::PICTURE_NARROW).with("path", path)
        }
    }
}

/// A fault that says a picture's sides.
pub(super) fn sized(diagnostic: Diagnostic, (width, height): (u32, u32)) -> Diagnostic {
    diagnostic.with("width", width.to_string()).with("height", height.to_string())
}
