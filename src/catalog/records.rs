//! The small kinds, field by field as the content model has them: the kit
//! itself, audiences, legal documents, units, campaigns.

use jiff::civil::Date;

use super::life::Period;
use super::text::Localized;
use super::units::Overrides;
use super::window::Window;
use crate::diag::{Diagnostic, Id, Message, Severity, TextKey};
use crate::source::decode::{Decoder, FromNode, wrong_type};
use crate::source::yaml::{Node, Value};
use crate::source::{ItemId, Spanned};

crate::record! {
    /// `kit.yml`.
    pub struct KitConfig {
        /// The kit's name.
        pub title: Localized,
        /// What it is.
        pub description: Option<Localized>,
        /// Where it will be published; ends with `/`.
        pub base_url: Spanned<String>,
        /// A shorter address for QR codes.
        pub qr_base: Option<Spanned<String>>,
        /// The languages, the default first.
        pub languages: Vec<Spanned<String>>,
        /// Decides what "today" is.
        pub timezone: Option<Spanned<String>>,
        /// The theme's folder.
        pub theme: Option<Spanned<String>>,
        /// Whose contacts are shown.
        pub unit: Option<Spanned<ItemId>>,
        /// The licence shown with downloads.
        pub license: Option<String>,
        /// What is added to links in captions.
        pub tracking: Option<Pairs>,
        /// The addresses content may link to on social networks and in stores.
        pub official_links: Vec<OfficialLink>,
        /// Other hosts that content may lead to, with those below them.
        pub trusted_hosts: Vec<Spanned<String>>,
        /// The card formats; all the theme has where empty.
        pub cards: Vec<Spanned<String>>,
        /// Whether cleaned HTML is let through.
        pub allow_html: bool = false,
        /// Whether what people vouch for (approvals, verifications, results of
        /// activities) is made up, as in a kit that shows how one looks: it
        /// says so wherever it is shown.
        pub sample: bool = false,
        /// Words that are right although they look misspelt.
        pub spelling_allowed: Vec<Spanned<String>>,
        /// Severities of checks.
        pub checks: Checks = Checks(Vec::new()),
    }
}

/// Names and texts in written order.
#[derive(Debug, Clone)]
pub struct Pairs(pub Vec<(String, Spanned<String>)>);

impl FromNode for Pairs {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let Value::Map(pairs) = &node.value else {
            cx.push(wrong_type(node, TextKey::TYPE_MAP));
            return None;
        };
        let decode = |(key, value): &(_, Node)| {
            let key: &crate::source::yaml::Key = key;
            Spanned::<String>::from_node(value, cx).map(|value| (key.name.clone(), value))
        };
        Some(Pairs(pairs.iter().filter_map(decode).collect()))
    }
}

/// `checks:` of the kit.
#[derive(Debug, Clone)]
pub struct Checks(pub Vec<(Id, Severity)>);

impl FromNode for Checks {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let Value::Map(pairs) = &node.value else {
            cx.push(wrong_type(node, TextKey::TYPE_MAP));
            return None;
        };
        let mut checks = Vec::new();
        for (key, value) in pairs {
            let Some(id) = Id::ALL.iter().copied().find(|id| id.name() == key.name) else {
                let names = Id::ALL.iter().map(|id| id.name());
                cx.push(
                    Diagnostic::new(Id::UnknownField, key.span)
                        .with("field", &key.name)
                        .did_you_mean(&key.name, names),
                );
                continue;
            };
            let severity = match value.text() {
                Some("off") => Severity::Off,
                Some("warning") => Severity::Warning,
                Some("error") => Severity::Error,
                _ => {
                    cx.push(crate::source::decode::not_in_list(
                        value,
                        &["off", "warning", "error"],
                    ));
                    continue;
                }
            };
            if id.is_structural() {
                cx.push(
                    Diagnostic::new(Id::UnknownValue, value.span)
                        .text(TextKey::STRUCTURAL_STAYS_ERROR)
                        .with("check", id.name()),
                );
                continue;
            }
            checks.push((id, severity));
        }
        Some(Checks(checks))
    }
}

crate::closed_list! {
    /// Where messages are spread.
    pub enum Channel {
        /// The web portal.
        Portal = "portal",
        /// The Facebook page.
        Facebook = "facebook",
        /// The Zalo account.
        Zalo = "zalo",
        /// YouTube.
        Youtube = "youtube",
        /// TikTok.
        Tiktok = "tiktok",
        /// News in the VssID app.
        Vssid = "vssid",
        /// The commune's loudspeakers.
        Loudspeaker = "loudspeaker",
        /// Public LED screens.
        Led = "led",
        /// Text messages.
        Sms = "sms",
        /// Print.
        Print = "print",
        /// Meetings.
        Meeting = "meeting",
    }
}

crate::record! {
    /// An address that is the organisation's own.
    pub struct OfficialLink {
        /// What it is called.
        pub label: Localized,
        /// The address.
        pub url: Spanned<String>,
        /// The channel it belongs to.
        pub channel: Option<Channel>,
    }
}

crate::record! {
    /// The front matter of a campaign's landing text: what its page is called
    /// and how it begins, where that is not said as in `campaign.yml`.
    #[derive(Default)]
    pub struct Landing {
        /// The page's heading.
        pub title: Option<Localized>,
        /// What stands below it.
        pub summary: Option<Localized>,
    }
}

crate::record! {
    /// An audience group.
    pub struct Audience {
        /// Its id.
        pub id: Spanned<ItemId>,
        /// Its name.
        pub title: Localized,
        /// Who belongs to it.
        pub summary: Option<Localized>,
        /// How to use the kit with it; Markdown.
        pub guide: Option<Localized>,
        /// An icon of the theme.
        pub icon: Option<Spanned<String>>,
    }
}

crate::record! {
    /// A law, decree or official letter.
    pub struct Legal {
        /// Its id.
        pub id: Spanned<ItemId>,
        /// Its number, as `41/2024/QH15`.
        pub number: String,
        /// Its name.
        pub title: Localized,
        /// When it was issued.
        pub issued: Option<Date>,
        /// When it is in force.
        pub in_force: Period = Period::ALWAYS,
        /// Where it can be read.
        pub url: Option<Spanned<String>>,
        /// What replaces it.
        pub replaced_by: Option<Spanned<ItemId>>,
    }
}

crate::closed_list! {
    /// The levels of the network.
    pub enum Level {
        /// The national centre.
        National = "national",
        /// A province.
        Province = "province",
        /// A district.
        District = "district",
    }
}

crate::record! {
    /// `units/<id>.yml`.
    pub struct Unit {
        /// Its id, where it is not the file's name.
        pub id: Option<Spanned<ItemId>>,
        /// Its name.
        pub name: Localized,
        /// The unit above, whose contacts fill what is missing here.
        pub parent: Option<Spanned<ItemId>>,
        /// Its level.
        pub level: Option<Level>,
        /// Its telephone line.
        pub hotline: Option<Spanned<Phone>>,
        /// Its address.
        pub address: Option<Localized>,
        /// Its e-mail address.
        pub email: Option<Spanned<String>>,
        /// Its website.
        pub website: Option<Spanned<String>>,
        /// Its Facebook page.
        pub facebook: Option<Spanned<String>>,
        /// Its Zalo account.
        pub zalo: Option<Spanned<String>>,
        /// Its logo, a file beside it.
        pub logo: Option<Spanned<String>>,
        /// Who speaks for it.
        pub spokesperson: Option<Spokesperson>,
        /// Its collection agents.
        pub agents: Vec<Agent>,
        /// Its own wording of items.
        pub overrides: Option<Overrides>,
        /// Whether a kit of its own is made where those of all units are.
        pub publish: bool = true,
    }
}

/// A telephone number; a string, since its zeros count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone(pub String);

impl FromNode for Phone {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        if let Value::Scalar { text, plain: true } = &node.value
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'+')
        {
            cx.push(
                wrong_type(node, TextKey::TYPE_PHONE)
                    .hint(Message::new(TextKey::HINT_QUOTE_PHONE).with("text", text)),
            );
            return None;
        }
        String::from_node(node, cx).map(Phone)
    }
}

crate::record! {
    /// Who speaks for a unit.
    pub struct Spokesperson {
        /// Name.
        pub name: String,
        /// Position.
        pub position: Option<Localized>,
        /// Telephone.
        pub phone: Option<Spanned<Phone>>,
        /// E-mail address.
        pub email: Option<Spanned<String>>,
    }
}

crate::record! {
    /// A collection agent.
    pub struct Agent {
        /// Name.
        pub name: Localized,
        /// Address.
        pub address: Option<Localized>,
        /// Telephone.
        pub phone: Option<Spanned<Phone>>,
    }
}

crate::closed_list! {
    /// How a campaign runs.
    pub enum CampaignKind {
        /// A theme of the year's plan.
        Theme = "theme",
        /// A topic.
        Topic = "topic",
        /// A wave.
        Campaign = "campaign",
        /// Always on.
        Evergreen = "evergreen",
    }
}

crate::record! {
    /// `campaigns/<id>/campaign.yml`.
    pub struct CampaignRecord {
        /// Its id, where it is not the folder's name.
        pub id: Option<Spanned<ItemId>>,
        /// Its name.
        pub title: Localized,
        /// How it runs.
        pub kind: CampaignKind = CampaignKind::Campaign,
        /// What it is about.
        pub summary: Option<Localized>,
        /// When it runs; always where empty.
        pub windows: Vec<Window>,
        /// Whom it speaks to.
        pub audiences: NonEmpty<Spanned<ItemId>>,
        /// What it wants.
        pub objectives: Vec<Localized>,
        /// Without the `#`.
        pub hashtags: Vec<Spanned<String>>,
        /// Who leads it.
        pub lead_unit: Option<Spanned<ItemId>>,
        /// A picture beside it.
        pub cover: Option<Spanned<String>>,
        /// The picture in words.
        pub cover_alt: Option<Localized>,
        /// A palette of the theme.
        pub color: Option<Spanned<String>>,
        /// The communication plan.
        pub activities: Vec<Activity>,
        /// Ids it had before.
        pub aliases: Vec<Spanned<ItemId>>,
    }
}

crate::record! {
    /// A line of the communication plan.
    pub struct Activity {
        /// What is done.
        pub title: Localized,
        /// In what form.
        pub form: Option<Localized>,
        /// What is counted.
        pub unit_of_measure: Option<Localized>,
        /// How many.
        pub target: Option<crate::source::Number>,
        /// How many have been done so far.
        pub done: Option<crate::source::Number>,
        /// Who leads.
        pub lead: Option<Localized>,
        /// Who helps.
        pub with: Option<Localized>,
        /// When.
        pub when: Option<Period>,
    }
}

/// A list with at least one element.
#[derive(Debug, Clone, PartialEq)]
pub struct NonEmpty<T>(pub Vec<T>);

impl<T> std::ops::Deref for NonEmpty<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: FromNode> FromNode for NonEmpty<T> {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let list = Vec::<T>::from_node(node, cx)?;
        if list.is_empty() && matches!(&node.value, Value::List(items) if items.is_empty()) {
            cx.push(wrong_type(node, TextKey::TYPE_LIST_NOT_EMPTY));
        }
        Some(NonEmpty(list))
    }

    fn recover() -> Option<Self> {
        Some(NonEmpty(Vec::new()))
    }
}
