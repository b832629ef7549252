//! Where the lines of a language may end.

use crate::diag::{Diagnostic, Id, TextKey};
use crate::source::decode::{Decoder, Fields};
use crate::source::yaml::Value;

crate::record! {
    /// Where the lines of a headline may end.
    #[derive(Default)]
    pub struct Breaking {
        /// Two words that stay together, with a space between.
        pub together: Vec<String>,
        /// Words that never end a line.
        pub not_last: Vec<String>,
        /// What stays with the number before it: what is counted.
        pub counted: Vec<String>,
        checked { words }
    }
}

/// What stays together are two words, the rest is one.
fn words(breaking: &Breaking, fields: &Fields, cx: &mut Decoder) {
    let Breaking { together, not_last, counted } = breaking;
    let lists = [("together", together, 2), ("not_last", not_last, 1), ("counted", counted, 1)];
    for (name, entries, count) in lists {
        let is_wrong = |text: &&String| text.split_whitespace().count() != count;
        let (Some(node), Some(entry)) = (fields.node(name), entries.iter().find(is_wrong)) else {
            continue;
        };
        let at = match &node.value {
            Value::List(items) => items.iter().find(|item| item.text() == Some(entry)),
            _ => None,
        };
        let text = if count == 1 { TextKey::LOCALE_WORD } else { TextKey::LOCALE_PAIR };
        let fault = Diagnostic::new(Id::ThemeFault, at.unwrap_or(node).span).text(text);
        cx.push(fault.with("field", name).with("value", entry));
    }
}
