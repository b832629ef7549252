//! Copy: the words of a message for each channel, as one pastes them. Owns
//! captions with hashtags and tracked links, SMS with their segments, texts
//! to read aloud with their reading time; pages and packs show them.

mod reading;
mod sms;

pub use reading::reading_seconds;
pub use sms::{Encoding, Sms, unaccented};

use crate::catalog::{Channel, Item, Kind, Kit, Message, MessageText};
use crate::doc::Target;
use crate::edition::{Edition, address, languages_of, tracked};
use crate::source::Spanned;
use crate::theme::{CardField, CardTemplate};

/// A message's words in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The language they are in: the one asked for, or what stands in for it.
    pub lang: String,
    /// A caption for each social channel the message is meant for.
    pub captions: Vec<(Channel, String)>,
    /// The text message.
    pub sms: Option<Sms>,
    /// What is read aloud, and how long that takes, in seconds.
    pub broadcast: Option<(String, u32)>,
}

/// The channels that take a caption, in the order they are offered.
const CAPTIONED: [Channel; 6] = [
    Channel::Facebook,
    Channel::Zalo,
    Channel::Tiktok,
    Channel::Youtube,
    Channel::Vssid,
    Channel::Portal,
];

/// The words of a message in `lang`, within a campaign where one is given
/// (else its first). None for an item that is not a message.
#[must_use]
pub fn copy(
    edition: &Edition<'_>,
    item: &Item,
    lang: &str,
    campaign: Option<&str>,
) -> Option<Copy> {
    let kit = edition.kit;
    let message = item.message()?;
    let (text, found) = message.text.pick(lang, kit.default_lang())?;
    let campaign = campaign.or_else(|| item.campaigns.first().map(|id| id.as_str()));
    let meant_for = |channel| message.channels.is_empty() || message.channels.contains(&channel);
    let link = link(edition, item, message, found);
    let (_, template) = edition.card_template(item, message);
    let said = said(kit, message, template, text, found);
    let hashtags = campaign.and_then(|id| kit.campaign(id)).map(|c| &*c.record.hashtags);
    let captions = CAPTIONED
        .iter()
        .filter(|channel| meant_for(**channel))
        .map(|channel| {
            let link = tracked(kit, &link, Some(*channel), campaign);
            (*channel, caption(&said, &link, hashtags.unwrap_or_default()))
        })
        .collect();
    Some(Copy {
        lang: found.to_string(),
        captions,
        sms: meant_for(Channel::Sms)
            .then(|| sms_text(kit, text, found, &short(edition, item, found, &link))),
        broadcast: text
            .broadcast
            .as_ref()
            .filter(|_| meant_for(Channel::Loudspeaker))
            .map(|text| kit.fill(text.raw.trim(), found))
            .map(|text| {
                let seconds = reading_seconds(&text, kit.locale(found));
                (text, seconds)
            }),
    })
}

/// What a caption says on every channel: the post, else headline and body
/// and what else the card shows: its steps, or who speaks.
fn said(
    kit: &Kit,
    message: &Message,
    template: &CardTemplate,
    text: &MessageText,
    lang: &str,
) -> Vec<String> {
    let say = |text: &str| kit.fill(text, lang);
    if let Some(post) = &text.post {
        return vec![say(post.raw.trim())];
    }
    let headline = text.headline.as_ref().map(|text| say(&text.line()));
    let body = text.body.as_ref().map(|text| say(text.raw.trim()));
    let headline = if template.shows(CardField::By) {
        let by = kit.speaker(message, lang);
        headline.map(|words| format!("{}\n– {by}", kit.locale(lang).quoted(words)))
    } else {
        headline
    };
    let steps = template.shows(CardField::Steps) && !message.steps.is_empty();
    let steps = steps.then(|| {
        let steps = message.steps.iter().zip(1..);
        let steps: Vec<String> =
            steps.map(|(step, n)| format!("{n}. {}", kit.say(step, lang))).collect();
        steps.join("\n")
    });
    headline.into_iter().chain(steps).chain(body).collect()
}

/// A caption: what it says, the link of its channel, and the hashtags.
fn caption(said: &[String], link: &str, hashtags: &[Spanned<String>]) -> String {
    let mut parts: Vec<&str> = said.iter().map(String::as_str).collect();
    parts.push(link);
    let tags: Vec<String> = hashtags.iter().map(|tag| format!("#{}", tag.value)).collect();
    let tags = tags.join(" ");
    parts.extend((!tags.is_empty()).then_some(tags.as_str()));
    parts.join("\n\n")
}

/// Where a text message leads: the short address behind the card's code,
/// since every character counts; `link` where there is no such code.
fn short(edition: &Edition<'_>, item: &Item, lang: &str, link: &str) -> String {
    let coded = languages_of(edition.kit, item).iter().any(|drawn| drawn == lang);
    if coded && edition.kit.languages.iter().any(|own| own == lang) {
        edition.short_address(item, lang)
    } else {
        link.to_string()
    }
}

/// The editor's SMS, else headline and link.
fn sms_text(kit: &Kit, text: &MessageText, lang: &str, link: &str) -> Sms {
    let written = text.sms.as_ref().map(|sms| kit.fill(&sms.line(), lang));
    Sms::new(written.unwrap_or_else(|| {
        let headline = text.headline.as_ref().map(|text| kit.fill(&text.line(), lang));
        let headline = headline.unwrap_or_default();
        let stop = if headline.ends_with(['.', '!', '?', '…']) { "" } else { "." };
        format!("{headline}{stop} {link}")
    }))
}

/// Where the message leads, absolute: its `link`, else (and where that is
/// broken) its own page.
fn link(edition: &Edition<'_>, item: &Item, message: &Message, lang: &str) -> String {
    let to = message.link.as_ref().map(|link| Target::parse(link));
    let address = to.and_then(|to| edition.absolute(&to, lang).ok());
    address.unwrap_or_else(|| {
        let kit = edition.kit;
        address::absolute(kit, &address::item(kit, Kind::Message, item.id.as_str(), lang))
    })
}
