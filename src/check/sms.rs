//! `sms-too-long`: a text message that takes more messages than the networks
//! carry well.

use super::captions::{copies, place};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, TextKey};
use crate::edition::Edition;

/// Messages that one text may take. Each is paid for, and from the fourth on
/// some handsets show the parts apart.
const MOST_SEGMENTS: usize = 3;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    // Three messages hold 201 characters, the link among them.
    let link = edition.kit.base_url.len() + 80;
    copies(edition, 200_usize.saturating_sub(link), |text, copy| {
        let Some(sms) = copy.sms.filter(|sms| sms.segments > MOST_SEGMENTS) else { return };
        let Some(place) = place([&text.sms, &text.headline]) else { return };
        out.push(
            Diagnostic::new(Id::SmsTooLong, place)
                .with("segments", sms.segments.to_string())
                .with("units", sms.units.to_string())
                .with("most", MOST_SEGMENTS.to_string())
                .hint(Message::new(TextKey::HINT_SMS)),
        );
    });
}
