//! The words of reports, in the language of the reader.

use crate::catalog::{Kind, Localized, Words};
use crate::diag::{Lang, Message, TextKey, message};
use crate::locale::{Locale, Locales};

/// Speaks one of the program's languages.
#[derive(Debug, Clone, Copy)]
pub struct Voice(pub Lang);

impl Voice {
    /// The language's code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How the language is written.
    #[must_use]
    pub fn locale(self) -> &'static Locale {
        Locales::standard().of(self.code())
    }

    /// A text of the tables.
    #[must_use]
    pub fn say(self, key: TextKey) -> String {
        message(&Message::new(key), self.0)
    }

    /// A text of the tables, its gaps filled.
    #[must_use]
    pub fn fill(self, key: TextKey, gaps: &[(&'static str, &str)]) -> String {
        let message_of =
            |text: Message, (name, value): &(&'static str, &str)| text.with(name, *value);
        message(&gaps.iter().fold(Message::new(key), message_of), self.0)
    }

    /// "1 mục", "3 mục": the text with `{n}` filled; of one, the other key.
    #[must_use]
    pub fn count(self, one: TextKey, many: TextKey, n: usize) -> String {
        self.fill(if n == 1 { one } else { many }, &[("n", &n.to_string())])
    }

    /// A kind's name.
    #[must_use]
    pub fn kind(self, kind: Kind) -> String {
        self.say(match kind {
            Kind::Message => TextKey::REPORT_KIND_MESSAGE,
            Kind::Leaflet => TextKey::REPORT_KIND_LEAFLET,
            Kind::Infographic => TextKey::REPORT_KIND_INFOGRAPHIC,
            Kind::Broadcast => TextKey::REPORT_KIND_BROADCAST,
            Kind::Faq => TextKey::REPORT_KIND_FAQ,
            Kind::Page => TextKey::REPORT_KIND_PAGE,
        })
    }

    /// A language's name; its code where it has none here.
    #[must_use]
    pub fn language(self, code: &str) -> String {
        let key = match code {
            "vi" => TextKey::REPORT_LANG_VI,
            "en" => TextKey::REPORT_LANG_EN,
            "km" => TextKey::REPORT_LANG_KM,
            "zh" => TextKey::REPORT_LANG_ZH,
            "lo" => TextKey::REPORT_LANG_LO,
            "hmn" | "mww" => TextKey::REPORT_LANG_HMN,
            _ => return code.to_string(),
        };
        self.say(key)
    }

    /// Localised text as this reader reads it best.
    #[must_use]
    pub fn words(self, kit: &crate::catalog::Kit, text: &Localized) -> Words {
        kit.words(text, self.code())
    }
}
