//! The kinds of item that are published: messages, leaflets, infographics,
//! broadcasts, questions and pages, as they are written and as the rest of
//! the program sees them.

use super::block::{InfoBlock, Infographic};
use super::life::Life;
use super::quotes::Quotes;
use super::records::{Channel, NonEmpty};
use super::text::{ByLang, Languages, Localized, Text};
use crate::diag::Span;
use crate::doc::Block;
use crate::source::{ItemId, Spanned};

crate::closed_list! {
    /// The kinds of item.
    pub enum Kind {
        /// A message.
        Message = "message",
        /// A leaflet or other sheet.
        Leaflet = "leaflet",
        /// An infographic.
        Infographic = "infographic",
        /// A loudspeaker script.
        Broadcast = "broadcast",
        /// A question and its answer.
        Faq = "faq",
        /// A page.
        Page = "page",
    }
}

impl Kind {
    /// The folder of the site (and of `content/`) that holds this kind.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Message => "messages",
            Kind::Leaflet => "leaflets",
            Kind::Infographic => "infographics",
            Kind::Broadcast => "broadcasts",
            Kind::Faq => "faq",
            Kind::Page => "pages",
        }
    }
}

/// An item of any kind: what all have, and what only its kind has.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its kind.
    pub kind: Kind,
    /// Its id, unique within the kind.
    pub id: Spanned<ItemId>,
    /// Its title; a message's headline.
    pub title: Localized,
    /// A sentence or two; a message's body.
    pub summary: Option<Localized>,
    /// Whom it is for.
    pub audiences: Vec<Spanned<ItemId>>,
    /// The campaigns it belongs to, the folder's own first.
    pub campaigns: Vec<Spanned<ItemId>>,
    /// The legal documents it rests on.
    pub legal: Vec<Spanned<ItemId>>,
    /// Its life.
    pub life: Life,
    /// A fact shown large, with its place.
    pub figure: Option<Spanned<String>>,
    /// What the large fact is, where its title is too long.
    pub figure_label: Option<Localized>,
    /// An icon of the theme as its motif.
    pub icon: Option<Spanned<String>>,
    /// What only its kind has.
    pub body: Body,
    /// The files it was written in, `content/…`, the item's own first.
    pub sources: Vec<String>,
    /// The places of everything that was written for it, for checks on text.
    pub spans: Vec<Span>,
    /// What its texts call by placeholders.
    pub quotes: Quotes,
}

/// What only one kind of item has.
#[derive(Debug, Clone)]
pub enum Body {
    /// A message.
    Message(Box<Message>),
    /// A leaflet.
    Leaflet(Box<Leaflet>),
    /// An infographic.
    Infographic(Box<Infographic>),
    /// A broadcast.
    Broadcast {
        /// 1 or 2.
        voices: u32,
        /// Readings a week.
        per_week: u32,
        /// The script.
        text: Rich,
    },
    /// A question's answer, or a page.
    Text(Rich),
}

/// Rich text in each language it was written in.
pub type Rich = ByLang<Vec<Block>>;

impl Item {
    /// The message, if it is one.
    pub fn message(&self) -> Option<&Message> {
        match &self.body {
            Body::Message(message) => Some(message),
            _ => None,
        }
    }

    /// The leaflet, if it is one.
    pub fn leaflet(&self) -> Option<&Leaflet> {
        match &self.body {
            Body::Leaflet(leaflet) => Some(leaflet),
            _ => None,
        }
    }

    /// The infographic, if it is one.
    pub fn infographic(&self) -> Option<&Infographic> {
        match &self.body {
            Body::Infographic(infographic) => Some(infographic),
            _ => None,
        }
    }

    /// The rich text it holds, if its kind has one.
    pub fn rich(&self) -> Option<&Rich> {
        match &self.body {
            Body::Message(_) | Body::Infographic(_) => None,
            Body::Leaflet(leaflet) => Some(&leaflet.text),
            Body::Broadcast { text, .. } | Body::Text(text) => Some(text),
        }
    }

    /// The languages it was written in at all.
    pub fn languages(&self) -> Vec<&str> {
        self.title.iter().map(|(lang, _)| lang).collect()
    }
}

crate::record! {
    /// A message's text in one language.
    #[derive(Default)]
    pub struct MessageText {
        /// What a card shows.
        pub headline: Option<Text>,
        /// One or two sentences.
        pub body: Option<Text>,
        /// A longer caption.
        pub post: Option<Text>,
        /// A text message.
        pub sms: Option<Text>,
        /// For loudspeakers.
        pub broadcast: Option<Text>,
    }
}

crate::record! {
    /// A picture and its alternative.
    pub struct Picture {
        /// A file beside.
        pub src: Spanned<String>,
        /// The picture in words.
        pub alt: Option<Localized>,
    }
}

crate::record! {
    /// An item of `messages.yml`.
    pub struct MessageRecord {
        /// Its id.
        pub id: Spanned<ItemId>,
        /// Whom it is for.
        pub audiences: NonEmpty<Spanned<ItemId>>,
        /// Its campaigns.
        pub campaigns: Vec<Spanned<ItemId>>,
        /// Its texts.
        pub text: Languages<MessageText>,
        /// A fact shown large.
        pub figure: Option<Spanned<String>>,
        /// What the large fact is.
        pub figure_label: Option<Localized>,
        /// A picture.
        pub picture: Option<Picture>,
        /// Numbered steps.
        pub steps: Vec<Localized>,
        /// Whose words they are.
        pub by: Option<Localized>,
        /// The card's template.
        pub card: Option<Spanned<String>>,
        /// An icon of the theme as the card's motif.
        pub icon: Option<Spanned<String>>,
        /// Where card and code lead.
        pub link: Option<Spanned<String>>,
        /// The channels; all where empty.
        pub channels: Vec<Channel>,
        /// The legal documents it rests on.
        pub legal: Vec<Spanned<ItemId>>,
        with {
            /// Its life.
            pub life: Life,
        }
    }
}

/// What only a message has.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its texts; the default language's has a headline.
    pub text: ByLang<MessageText>,
    /// The card's template, where the editor chose it.
    pub card: Option<Spanned<String>>,
    /// Where card and code lead.
    pub link: Option<Spanned<String>>,
    /// The channels; all where empty.
    pub channels: Vec<Channel>,
    /// A picture.
    pub picture: Option<Picture>,
    /// Its steps, where it has any.
    pub steps: Vec<Localized>,
    /// Who says it, where it is somebody's words.
    pub by: Option<Localized>,
}

crate::record! {
    /// The front matter every Markdown item shares.
    pub struct Front {
        /// Its id, where it is not the file's name.
        pub id: Option<Spanned<ItemId>>,
        /// A sentence or two.
        pub summary: Option<Localized>,
        /// Its campaigns.
        pub campaigns: Vec<Spanned<ItemId>>,
        /// The legal documents it rests on.
        pub legal: Vec<Spanned<ItemId>>,
        /// An icon of the theme as its motif.
        pub icon: Option<Spanned<String>>,
        with {
            /// Its life.
            pub life: Life,
        }
    }
}

crate::record! {
    /// `leaflets/<id>.md`.
    pub struct LeafletRecord {
        /// Its title.
        pub title: Localized,
        /// Whom it is for.
        pub audiences: NonEmpty<Spanned<ItemId>>,
        /// The sheet.
        pub template: Option<Spanned<String>>,
        /// The paper, where it is not the template's.
        pub paper: Option<Spanned<String>>,
        /// The languages it is made in; all it has where empty.
        pub languages: Vec<Spanned<String>>,
        /// A second code.
        pub qr: Option<QrRecord>,
        /// Whether the unit's collection agents stand at the end.
        pub agents: Option<Spanned<bool>>,
        /// A fact shown large on the cover.
        pub figure: Option<Spanned<String>>,
        /// What the large fact is.
        pub figure_label: Option<Localized>,
        /// A picture for the cover.
        pub picture: Option<Picture>,
        with {
            /// What every item has.
            pub front: Front,
        }
    }
}

crate::record! {
    /// A QR code beside the sheet's own.
    pub struct QrRecord {
        /// An address or an item.
        pub to: Spanned<String>,
        /// What it opens.
        pub label: Option<Localized>,
    }
}

/// What only a leaflet has.
#[derive(Debug, Clone)]
pub struct Leaflet {
    /// The sheet.
    pub template: Option<Spanned<String>>,
    /// The languages it is made in; all it has where empty.
    pub languages: Vec<Spanned<String>>,
    /// A second code.
    pub qr: Option<QrRecord>,
    /// A picture for the cover.
    pub picture: Option<Picture>,
    /// The paper, where it is not the template's.
    pub paper: Option<Spanned<String>>,
    /// Where it asks for the unit's collection agents at its end.
    pub agents: Option<Span>,
    /// The body.
    pub text: Rich,
}

crate::record! {
    /// `broadcasts/<id>.md`.
    pub struct BroadcastRecord {
        /// Its title.
        pub title: Localized,
        /// Whom it is for.
        pub audiences: NonEmpty<Spanned<ItemId>>,
        /// 1 or 2.
        pub voices: u32 = 1,
        /// Readings a week.
        pub per_week: u32 = 2,
        with {
            /// What every item has.
            pub front: Front,
        }
    }
}

crate::record! {
    /// `faq/<id>.md` and `pages/<id>.md`.
    pub struct TextRecord {
        /// Its title.
        pub title: Localized,
        /// Whom it is for.
        pub audiences: Vec<Spanned<ItemId>>,
        with {
            /// What every item has.
            pub front: Front,
        }
    }
}

crate::record! {
    /// `infographics/<id>.yml`.
    pub struct InfographicRecord {
        /// Its title.
        pub title: Localized,
        /// Whom it is for.
        pub audiences: NonEmpty<Spanned<ItemId>>,
        /// The layout.
        pub template: Option<Spanned<String>>,
        /// Where its figures come from.
        pub source: Option<Localized>,
        /// Its blocks.
        pub blocks: NonEmpty<InfoBlock>,
        with {
            /// What every item has.
            pub front: Front,
        }
    }
}
