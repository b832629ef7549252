//! `wrong-type` of values that have a form of their own: telephone numbers,
//! e-mail addresses, hashtags (which the rule of addresses asks about, since
//! one that leads somewhere is its to judge).

use crate::catalog::{PhoneFault, Unit, is_email, phone_fault};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};
use crate::edition::Edition;
use crate::source::Spanned;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    for unit in edition.kit.units.values() {
        contacts(unit, out);
    }
}

fn contacts(unit: &Unit, out: &mut Diagnostics) {
    let spokesperson = unit.spokesperson.as_ref();
    let phones = [unit.hotline.as_ref(), spokesperson.and_then(|who| who.phone.as_ref())];
    let agents = unit.agents.iter().map(|agent| agent.phone.as_ref());
    for phone in phones.into_iter().chain(agents).flatten() {
        let said = Diagnostic::new(Id::WrongType, phone.span)
            .text(TextKey::NOT_A_PHONE)
            .with("text", &phone.value.0);
        out.extend(match phone_fault(&phone.value.0) {
            None => None,
            Some(PhoneFault::NotANumber) => Some(said.hint(Message::new(TextKey::HINT_PHONE))),
            Some(PhoneFault::LostZero(whole)) => Some(
                said.text(TextKey::PHONE_LOST_ZERO)
                    .hint(Message::new(TextKey::HINT_QUOTE_PHONE).with("text", whole)),
            ),
        });
    }
    let emails = [unit.email.as_ref(), spokesperson.and_then(|who| who.email.as_ref())];
    for email in emails.into_iter().flatten().filter(|email| !is_email(email)) {
        let said = Diagnostic::new(Id::WrongType, email.span)
            .text(TextKey::NOT_AN_EMAIL)
            .with("text", &email.value);
        let bare = email.trim().trim_start_matches("mailto:").replace(' ', "");
        out.push(match is_email(&bare) {
            true => said.hint(Message::new(TextKey::HINT_WRITE).with("text", bare)),
            false => said.hint(Message::new(TextKey::HINT_EMAIL)),
        });
    }
}

/// A hashtag is one word of letters and digits: any other sign ends it.
pub(super) fn hashtag(tag: &Spanned<String>, out: &mut Diagnostics) {
    let is_word = tag.chars().all(is_part) && tag.chars().any(char::is_alphabetic);
    if !is_word {
        out.push(bad_hashtag(&tag.value, tag.span));
    }
}

/// Letters with their marks, digits, and the underscore.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c)
}

fn bad_hashtag(tag: &str, span: Span) -> Diagnostic {
    let said = Diagnostic::new(Id::WrongType, span).text(TextKey::NOT_A_HASHTAG).with("text", tag);
    let meant = meant(tag);
    match meant.chars().any(char::is_alphabetic) {
        true => said.hint(Message::new(TextKey::HINT_WRITE).with("text", meant)),
        false => said.hint(Message::new(TextKey::HINT_HASHTAG)),
    }
}

/// The words of a hashtag in one: `#An sinh xã hội` is `AnSinhXãHội`.
fn meant(tag: &str) -> String {
    let words: Vec<&str> = tag.split(|c| !is_part(c)).filter(|word| !word.is_empty()).collect();
    match words[..] {
        [only] => only.to_string(),
        _ => words.iter().flat_map(|word| capitalised(word)).collect(),
    }
}

fn capitalised(word: &str) -> impl Iterator<Item = char> {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn what_a_hashtag_was_meant_to_be() {
        for (tag, write) in [
            ("#AnSinh", "AnSinh"),
            ("#An Sinh", "AnSinh"),
            ("an sinh xã hội", "AnSinhXãHội"),
            ("BHXH-toàn-dân", "BHXHToànDân"),
            ("BHYT!", "BHYT"),
            ("# bhxh, bhyt", "BhxhBhyt"),
            ("###", ""),
        ] {
            assert_eq!(meant(tag), write, "{tag}");
        }
    }
}
