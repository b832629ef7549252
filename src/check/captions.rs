//! `caption-too-long`: a caption, with its link and hashtags, longer than a
//! channel takes.

use crate::catalog::{Channel, MessageText, Text};
use crate::copy::{Copy, copy};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};
use crate::edition::Edition;

/// The longest caption a channel takes, in characters. Facebook: a post has
/// at most 63,206 (Facebook's own announcement of 2011, still enforced).
/// TikTok: a video's caption at most 2,200 UTF-16 units (Content Posting API,
/// `title`). YouTube: a description at most 5,000 bytes (Data API v3,
/// `snippet.description`). Zalo: a post of an official account at most 2,000
/// (Zalo OA's editor). The network's own channels set none.
fn limit(channel: Channel) -> Option<usize> {
    match channel {
        Channel::Facebook => Some(63_206),
        Channel::Tiktok => Some(2_200),
        Channel::Youtube => Some(5_000),
        Channel::Zalo => Some(2_000),
        _ => None,
    }
}

/// A caption's length as its channel counts.
fn length(channel: Channel, caption: &str) -> usize {
    match channel {
        Channel::Youtube => caption.len(),
        Channel::Tiktok => caption.encode_utf16().count(),
        _ => caption.chars().count(),
    }
}

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    // The shortest limit is 2,000 characters.
    copies(edition, 500, |text, copy| {
        let Some(place) = place([&text.post, &text.body, &text.headline]) else { return };
        for (channel, caption) in &copy.captions {
            let length = length(*channel, caption);
            let Some(limit) = limit(*channel).filter(|limit| length > *limit) else { continue };
            out.push(
                Diagnostic::new(Id::CaptionTooLong, place)
                    .with("length", length.to_string())
                    .with("channel", channel.word())
                    .with("limit", limit.to_string())
                    .hint(Message::new(TextKey::HINT_SHORTEN)),
            );
        }
    });
}

/// Every published message's words, in each language it was written in.
/// A message whose written texts are together shorter than `least` bytes, and
/// quote nothing that would make them longer, is passed over.
pub(super) fn copies(
    edition: &Edition<'_>,
    least: usize,
    mut look: impl FnMut(&MessageText, Copy),
) {
    let kit = edition.kit;
    for item in kit.listed() {
        let Some(message) = item.message() else { continue };
        for (lang, text) in message.text.iter().filter(|(_, text)| text.headline.is_some()) {
            let is_short = text.texts().map(|text| text.raw.len()).sum::<usize>() < least
                && (least > 400
                    || [&text.sms, &text.headline]
                        .into_iter()
                        .flatten()
                        .all(|text| !text.raw.contains("{{")));
            if !is_short
                && kit.languages.iter().any(|known| known == lang)
                && let Some(copy) = copy(edition, item, lang, None)
            {
                look(text, copy);
            }
        }
    }
}

/// The place of the first of these texts that was written.
pub(super) fn place<const N: usize>(texts: [&Option<Text>; N]) -> Option<Span> {
    texts.into_iter().flatten().map(|text| text.span).next()
}
