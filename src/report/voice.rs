//! The words of reports, in the language of the reader.

use crate::catalog::{Kind, Localized, Words};
use crate::diag::{Lang, Message, message};

/// Speaks one of the program's languages.
#[derive(Debug, Clone, Copy)]
pub struct Voice(pub Lang);

impl Voice {
    /// The language's code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self.0 {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }

    /// A text of the tables.
    #[must_use]
    pub fn say(self, key: &'static str) -> String {
        message(&Message::new(key), self.0)
    }

    /// A text of the tables, its gaps filled.
    #[must_use]
    pub fn fill(self, key: &'static str, gaps: &[(&'static str, &str)]) -> String {
        let message_of =
            |text: Message, (name, value): &(&'static str, &str)| text.with(name, *value);
        message(&gaps.iter().fold(Message::new(key), message_of), self.0)
    }

    /// "1 mục", "3 mục": the text with `{n}` filled; of one, the other key.
    #[must_use]
    pub fn count(self, one: &'static str, many: &'static str, n: usize) -> String {
        self.fill(if n == 1 { one } else { many }, &[("n", &n.to_string())])
    }

    /// A kind's name.
    #[must_use]
    pub fn kind(self, kind: Kind) -> String {
        self.say(match kind {
            Kind::Message => "report-kind-message",
            Kind::Leaflet => "report-kind-leaflet",
            Kind::Infographic => "report-kind-infographic",
            Kind::Broadcast => "report-kind-broadcast",
            Kind::Faq => "report-kind-faq",
            Kind::Page => "report-kind-page",
        })
    }

    /// A language's name; its code where it has none here.
    #[must_use]
    pub fn language(self, code: &str) -> String {
        let key = match code {
            "vi" => "report-lang-vi",
            "en" => "report-lang-en",
            "km" => "report-lang-km",
            "zh" => "report-lang-zh",
            "lo" => "report-lang-lo",
            "hmn" | "mww" => "report-lang-hmn",
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
