//! The short addresses behind QR codes, and the version of what was drawn.

/// Letters and digits that are not mistaken for each other (Crockford's
/// base 32, lower case).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn base32(bytes: &[u8], length: usize) -> String {
    let mut bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    (0..length)
        .map(|_| {
            let index = (0..5).fold(0, |all, _| all << 1 | bits.next().unwrap_or(0));
            ALPHABET[usize::from(index & 31)] as char
        })
        .collect()
}

/// The letters of a code: as many as the output contract allows, since two
/// of a great many items are then least likely to have the same.
const LENGTH: usize = 8;

/// The code of an item: eight letters that depend on unit, kind, id and
/// language only, and never change.
pub fn code(unit: &str, kind: &str, id: &str, lang: &str) -> String {
    let name = format!("lantoa/q/1\n{unit}\n{kind}\n{id}\n{lang}");
    base32(blake3::hash(name.as_bytes()).as_bytes(), LENGTH)
}

/// The version of what was drawn: six letters of the hash of the item's
/// filled content and its template.
pub fn version(template: &str, content: &serde_json::Value) -> String {
    let name = format!("lantoa/v/1\n{template}\n{content}");
    base32(blake3::hash(name.as_bytes()).as_bytes(), 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_never_change() {
        // Printed sheets hold these: where one of them differs, every sheet
        // that was ever handed out leads nowhere.
        let codes = [
            ("bhxh-viet-nam", "leaflet", "bhxh-tu-nguyen", "vi", "rpwsv2t1"),
            ("bhxh-viet-nam", "leaflet", "bhxh-tu-nguyen", "en", "cnvxsm5z"),
            ("bhxh-viet-nam", "infographic", "bhxh-tu-nguyen", "vi", "4sg0fj1t"),
            ("khanh-hoa", "leaflet", "bhxh-tu-nguyen", "vi", "hq3rxsxd"),
            ("khanh-hoa", "message", "chao", "km", "j68e0xn0"),
            ("", "message", "chao", "vi", "krgx5epc"),
        ];
        for (unit, kind, id, lang, wanted) in codes {
            assert_eq!(code(unit, kind, id, lang), wanted, "{unit} {kind} {id} {lang}");
        }
    }
}
