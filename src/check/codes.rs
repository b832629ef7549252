//! `qr-unreadable` before drawing: an address too long for any QR code.

use crate::artifact::qr::{Level, Qr};
use crate::catalog::{Body, InfoBody};
use crate::diag::{Diagnostic, Diagnostics, Id, TextKey};
use crate::doc::{Target, visit_targets};
use crate::edition::Edition;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let mut address = |target: &Target, span| {
        // One that leads nowhere is reported as such.
        if let Ok(url) = edition.absolute(target, edition.kit.default_lang())
            && Qr::new(&url, Level::Q).is_err()
        {
            // There is no such code, so no kit can let it pass.
            let diagnostic = Diagnostic::new(Id::QrUnreadable, span).text(TextKey::QR_TOO_LONG);
            out.push(diagnostic.with("url", target.written()).firm());
        }
    };
    for item in &edition.kit.items {
        match &item.body {
            Body::Leaflet(leaflet) => {
                leaflet.qr.iter().for_each(|qr| address(&Target::parse(&qr.to), qr.to.span));
            }
            Body::Infographic(infographic) => {
                for block in &infographic.blocks {
                    if let InfoBody::Qr(qr) = &block.body {
                        address(&Target::parse(&qr.to), qr.to.span);
                    }
                }
            }
            _ => {}
        }
    }
    for text in edition.texts() {
        visit_targets(&text.blocks, &mut |used| {
            if let Target::Qr(inner) = used.target {
                address(inner, text.place(edition, used.span));
            }
        });
    }
}
