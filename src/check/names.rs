//! `invalid-id` and `unsafe-path` of names that become folders and files of
//! the site, and that no file system or archive of its users takes: what
//! Windows keeps for devices, signs that it forbids, names that are too long.

use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};
use crate::edition::Edition;
use crate::source::yaml::nfc;

/// What Windows keeps for devices, whatever ending follows.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];
/// The signs that no file of Windows has in its name.
const FORBIDDEN: &[char] = &[':', '\\', '?', '*', '<', '>', '"', '|'];
/// What a part of a path may have, so that it is still one with what the
/// program adds to it (language, format, version); characters.
const LONGEST: usize = 120;

/// Why a name is none for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Device,
    Sign(char),
    End,
    Long,
}

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    let mut id = |id: &str, span: Span| {
        if let Some(fault) = fault(id) {
            out.push(said(Diagnostic::new(Id::InvalidId, span), fault, id));
        }
    };
    for item in &kit.items {
        id(&item.id, item.id.span);
        item.life.aliases.iter().for_each(|alias| id(alias, alias.span));
    }
    for campaign in &kit.campaigns {
        let own = campaign.record.id.as_ref().map(|id| id.span);
        let title =
            || campaign.record.title.iter().next().map(|(_, text)| Span::file(text.span.file));
        if let Some(span) = own.or_else(title) {
            id(&campaign.id, span);
        }
        campaign.record.aliases.iter().for_each(|alias| id(alias, alias.span));
    }
    kit.audiences.iter().for_each(|audience| id(&audience.id, audience.id.span));
    kit.legal.iter().for_each(|legal| id(&legal.id, legal.id.span));
    for (name, unit) in &kit.units {
        let own = unit.id.as_ref().map(|id| id.span);
        let file = || unit.name.iter().next().map(|(_, text)| Span::file(text.span.file));
        if let Some(span) = own.or_else(file) {
            id(name, span);
        }
    }
    for path in &kit.statics {
        if let Some((part, fault)) = path.split('/').find_map(|part| Some((part, fault(part)?))) {
            let entry = edition.content.entries.get(&*nfc(&format!("static/{path}")));
            let mut diagnostic = Diagnostic::nowhere(Id::UnsafePath);
            diagnostic.span = entry.and_then(|entry| entry.name).map(Span::file);
            let path = format!("content/static/{path}");
            out.push(said(diagnostic, fault, part).with("path", path));
        }
    }
}

fn fault(name: &str) -> Option<Fault> {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    let is_device = DEVICES.iter().any(|device| match stem.strip_prefix(device) {
        Some("") => !matches!(*device, "com" | "lpt"),
        Some(number) => {
            matches!(*device, "com" | "lpt")
                && matches!(
                    number,
                    "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
                )
        }
        None => false,
    });
    if is_device {
        return Some(Fault::Device);
    }
    let is_sign = |c: &char| FORBIDDEN.contains(c) || c.is_control();
    if let Some(sign) = name.chars().find(is_sign) {
        return Some(Fault::Sign(sign));
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Some(Fault::End);
    }
    (name.chars().count() > LONGEST).then_some(Fault::Long)
}

fn said(diagnostic: Diagnostic, fault: Fault, name: &str) -> Diagnostic {
    let (key, hint) = match fault {
        Fault::Device => (TextKey::NAME_DEVICE, TextKey::HINT_OTHER_NAME),
        Fault::Sign(_) => (TextKey::NAME_SIGN, TextKey::HINT_RENAME_FILE),
        Fault::End => (TextKey::NAME_END, TextKey::HINT_RENAME_FILE),
        Fault::Long => (TextKey::NAME_LONG, TextKey::HINT_SHORTER_NAME),
    };
    let sign = match fault {
        Fault::Sign(sign) if sign.is_control() => format!("U+{:04X}", u32::from(sign)),
        Fault::Sign(sign) => sign.to_string(),
        _ => String::new(),
    };
    let shown: String = name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    diagnostic
        .text(key)
        .with("id", shown)
        .with("sign", sign)
        .with("length", name.chars().count().to_string())
        .with("most", LONGEST.to_string())
        .hint(Message::new(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_somebody_cannot_have() {
        for device in ["con", "CON", "prn", "aux", "nul", "com1", "lpt9", "nul.txt", "Aux.tar.gz"] {
            assert_eq!(fault(device), Some(Fault::Device), "{device}");
        }
        for (name, found) in [
            ("12:30", Fault::Sign(':')),
            ("a\\b", Fault::Sign('\\')),
            ("a\nb", Fault::Sign('\n')),
            ("gì?.pdf", Fault::Sign('?')),
            ("*.pdf", Fault::Sign('*')),
            ("a<b", Fault::Sign('<')),
            ("a>b", Fault::Sign('>')),
            ("\"a\"", Fault::Sign('"')),
            ("a|b", Fault::Sign('|')),
            ("mau.", Fault::End),
            ("mau ", Fault::End),
            (" mau", Fault::End),
        ] {
            assert_eq!(fault(name), Some(found), "{name:?}");
        }
        for length in 1..=LONGEST {
            assert_eq!(fault(&"ả".repeat(length)), None, "{length}");
        }
        assert_eq!(fault(&"a".repeat(LONGEST + 1)), Some(Fault::Long));
        for good in
            ["cong", "con-duong", "nulla", "com", "com10", "lpt", ".nojekyll", "a b.pdf", "mẫu.pdf"]
        {
            assert_eq!(fault(good), None, "{good}");
        }
    }
}
