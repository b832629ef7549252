//! A message: its cards, and its words for each channel.

use serde::Serialize;

use super::files::text_id;
use super::frame::channel_icon;
use super::item::Common;
use super::page::Draft;
use super::parts::{Copy, Download, Picture, PlainCopy, Share, Text};
use super::shared::Shared;
use super::{Cx, dates};
use crate::catalog::{Channel, Item, Phase};
use crate::copy::{Encoding, Sms, copy, unaccented};

/// The view of a message's page.
#[derive(Debug, Serialize)]
struct MessageView {
    #[serde(flatten)]
    common: Common,
    /// The steps that the card numbers.
    steps: Vec<Text>,
    /// Whose words the headline is.
    by: Option<Text>,
    cards: Vec<CardView>,
    copies: Vec<Copy>,
}

/// A card to take or to share.
#[derive(Debug, Serialize)]
struct CardView {
    #[serde(flatten)]
    picture: Picture,
    download: Download,
    share: Option<Share>,
}

/// A message among others: its card, its words, what to do with them.
#[derive(Debug, Serialize)]
pub(super) struct MessageRow {
    href: String,
    title: Text,
    body: Option<Text>,
    draft: bool,
    picture: Option<Picture>,
    share: Option<Share>,
    caption: Option<Copy>,
    copies: Vec<Copy>,
    downloads: Vec<Download>,
}

impl Cx<'_, '_> {
    pub(super) fn message_page(&self, item: &Item) -> Draft {
        // A kit shows the same words.
        let row = self.message_row(item, None);
        let copies: Vec<Copy> = row.caption.iter().chain(&row.copies).cloned().collect();
        let text = copies.first().map(|copy| copy.id.clone());
        let title = self.text(&item.title).s;
        let message = item.message();
        // A photo says more than the headline on it.
        let photo = item.picture().and_then(|picture| picture.alt.as_ref());
        let photo = photo.map(|alt| self.text(alt).s);
        let cards = self.cards(item).into_iter().map(|card| {
            let format =
                self.edition.theme.card_format(card.variant.as_deref().unwrap_or_default());
            let mut alt = self.words.fill("site_picture_alt", &[("title", &title)]);
            if card.path.ends_with(".jpg") {
                alt.extend(photo.as_deref().map(|photo| format!(". {photo}")));
            }
            let mut picture = self.picture(&card, alt);
            picture.width = format.map(|format| format.width);
            picture.height = format.map(|format| format.height);
            let mut share = self.share(item, Some(&card), "");
            share.text_id = text.clone().unwrap_or_default();
            CardView { picture, download: self.card_download(item, &card), share: Some(share) }
        });
        let steps = message.map_or(&[][..], |message| &message.steps);
        let view = MessageView {
            common: self.common(item),
            steps: steps.iter().map(|step| self.text(step)).collect(),
            by: self.maybe(message.and_then(|message| message.by.as_ref())),
            cards: cards.collect(),
            copies,
        };
        self.item_draft(item, "message.html").show(view)
    }

    /// A message as a kit shows it, within a campaign where one is given (else
    /// its first).
    pub(super) fn message_row(&self, item: &Item, campaign: Option<&str>) -> Shared<MessageRow> {
        let campaign = campaign.or_else(|| item.campaigns.first().map(|id| id.as_str()));
        self.rows.messages.of(item, campaign, || self.new_message_row(item, campaign))
    }

    fn new_message_row(&self, item: &Item, campaign: Option<&str>) -> MessageRow {
        let mut copies = self.copies(item, campaign);
        let is_caption = copies
            .first()
            .is_some_and(|copy| !copy.id.ends_with("-sms") && !copy.id.ends_with("-loudspeaker"));
        let caption = is_caption.then(|| copies.remove(0));
        let square = self.cards(item).into_iter().next();
        let shown = self.preview_card(item).or_else(|| square.clone());
        let mut share = self.share(item, square.as_deref(), "");
        share.text_id = caption.as_ref().map(|copy| copy.id.clone()).unwrap_or_default();
        let download = square.as_deref().map(|card| Download {
            label: self.word("site_get_picture"),
            ..self.card_download(item, card)
        });
        MessageRow {
            href: self.item_href(item),
            title: self.text(&item.title),
            body: self.maybe(item.summary.as_ref()),
            draft: self.kit.phase(item) == Phase::Draft,
            picture: shown.map(|card| self.picture(&card, String::new())),
            share: Some(share),
            caption,
            copies,
            downloads: download.into_iter().collect(),
        }
    }

    /// The words of a message for each channel; none where it is not listed
    /// any more. Channels whose captions are the same share one.
    fn copies(&self, item: &Item, campaign: Option<&str>) -> Vec<Copy> {
        let listed = self.kit.is_listed(item);
        let Some(words) = copy(self.edition, item, &self.lang, campaign).filter(|_| listed) else {
            return Vec::new();
        };
        let lang = self.other(&words.lang);
        let text = |s: String| Text { s, lang: lang.clone() };
        let mut captions: Vec<(Vec<Channel>, String)> = Vec::new();
        for (channel, caption) in words.captions {
            match captions.iter_mut().find(|(_, same)| *same == caption) {
                Some((channels, _)) => channels.push(channel),
                None => captions.push((vec![channel], caption)),
            }
        }
        let mut copies: Vec<Copy> = captions
            .into_iter()
            .map(|(channels, caption)| {
                let names: Vec<&str> = channels.iter().map(|c| self.channel_name(*c)).collect();
                let chars = self.words.count("site_chars", caption.chars().count());
                // Many names would push the button aside: they go below.
                let (label, note) = if names.len() > 2 {
                    (self.word("site_caption_social"), format!("{} · {chars}", names.join(", ")))
                } else {
                    let names = names.join(", ");
                    (self.words.fill("site_caption_for", &[("channels", &names)]), chars)
                };
                Copy {
                    id: text_id(item, channels[0].word()),
                    label,
                    icon: channel_icon(channels[0]).to_string(),
                    note: Some(note),
                    text: text(caption),
                    plain: None,
                }
            })
            .collect();
        copies.extend(words.sms.map(|sms| self.sms(item, sms, lang.clone())));
        copies.extend(words.broadcast.map(|(broadcast, seconds)| Copy {
            id: text_id(item, "loudspeaker"),
            label: self.word("site_copy_broadcast"),
            icon: channel_icon(Channel::Loudspeaker).to_string(),
            note: Some(self.reading(seconds)),
            text: text(broadcast),
            plain: None,
        }));
        copies
    }

    fn channel_name(&self, channel: Channel) -> &str {
        let key = format!("site_channel_{}", channel.word());
        self.words.find(&key).unwrap_or(channel.word())
    }

    /// "đọc khoảng 2 phút".
    pub(super) fn reading(&self, seconds: u32) -> String {
        self.words.fill("site_reading", &[("time", &dates::duration(seconds, &self.words))])
    }

    fn sms(&self, item: &Item, sms: Sms, lang: Option<String>) -> Copy {
        let note = |sms: &Sms| {
            let (segments, chars) = (sms.segments.to_string(), sms.units.to_string());
            let key = self.words.of_number("site_sms_note", sms.segments);
            self.words.fill(&key, &[("segments", &segments), ("chars", &chars)])
        };
        // Only worth offering where it makes the message narrower.
        let plain = (sms.encoding == Encoding::Ucs2).then(|| Sms::new(unaccented(&sms.text)));
        let plain = plain.filter(|plain| plain.encoding == Encoding::Gsm7);
        Copy {
            id: text_id(item, "sms"),
            label: self.word("site_copy_sms"),
            icon: channel_icon(Channel::Sms).to_string(),
            note: Some(note(&sms)),
            plain: plain.map(|plain| {
                Box::new(PlainCopy {
                    id: text_id(item, "sms-plain"),
                    note: note(&plain),
                    text: Text { s: plain.text, lang: lang.clone() },
                })
            }),
            text: Text { s: sms.text, lang },
        }
    }
}
