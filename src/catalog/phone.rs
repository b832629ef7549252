//! Telephone numbers and e-mail addresses as people write them: which are
//! some, by the numbering plan of Vietnam.

/// Words before an extension, which is not part of the number.
const EXTENSIONS: &[&str] = &[
    "số máy lẻ",
    "máy lẻ",
    "số nội bộ",
    "nội bộ",
    "nhánh",
    "ext",
    "bấm phím",
    "bấm",
    "phím",
    "lẻ",
];
/// What stands between two numbers.
const BETWEEN: &[&str] = &["/", ",", ";", " hoặc ", " và ", " or ", "\n"];

/// Why a text is no telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhoneFault {
    /// It is none.
    NotANumber,
    /// The zero in front is gone, as spreadsheets lose it; the whole number.
    LostZero(String),
}

/// What is wrong with one or several telephone numbers: `1900 9068`,
/// `(0258) 3822 222, máy lẻ 12`, `0905 123 456 / 0905 123 457`.
#[must_use]
pub fn phone_fault(text: &str) -> Option<PhoneFault> {
    let mut parts = vec![text.to_lowercase()];
    for between in BETWEEN {
        parts = parts.iter().flat_map(|part| part.split(between)).map(str::to_string).collect();
    }
    let bare = |part: &String| {
        let cut = EXTENSIONS.iter().filter_map(|word| part.find(word)).min();
        part[..cut.unwrap_or(part.len())].trim().trim_end_matches(['(', '-', ':', '.']).to_string()
    };
    let said: Vec<String> = parts.iter().map(bare).collect();
    // What is left of a part may be the extension alone: `…, máy lẻ 12`.
    let is_extension = |at: usize| at > 0 && said[at].is_empty() && !parts[at].trim().is_empty();
    let numbers = (0..said.len()).filter(|at| !is_extension(*at)).map(|at| &said[at]);
    let faulty = numbers.into_iter().find(|number| !is_phone(number))?;
    let digits: String = faulty.chars().filter(char::is_ascii_digit).collect();
    let mobile = digits.len() == 9 && digits.starts_with(['3', '5', '7', '8', '9']);
    let fixed = digits.len() == 10 && digits.starts_with('2');
    let is_bare = faulty.starts_with(|c: char| c.is_ascii_digit());
    Some(match (mobile || fixed) && is_bare && is_dialled(faulty) {
        true => PhoneFault::LostZero(format!("0{}", text.trim())),
        false => PhoneFault::NotANumber,
    })
}

/// Whether a text is one number, or two with a dash between them.
fn is_phone(text: &str) -> bool {
    is_number(text) || (text.contains(" - ") && text.split(" - ").all(is_number))
}

/// Whether a text holds digits and what people put between them.
fn is_dialled(text: &str) -> bool {
    let rest = text.strip_prefix('(').unwrap_or(text);
    let rest = rest.strip_prefix('+').unwrap_or(rest);
    rest.chars().all(|c| c.is_ascii_digit() || " .-–()\u{a0}\u{202f}".contains(c))
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    if !is_dialled(text) {
        return false;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let length = digits.len();
    // `0000000000` holds a place and nothing else.
    if length > 4 && digits.bytes().all(|b| b == digits.as_bytes()[0]) {
        return false;
    }
    if text.trim_start_matches('(').starts_with('+') {
        return match digits.strip_prefix("84") {
            Some(rest) => is_national(&format!("0{}", rest.trim_start_matches('0'))),
            None => (7..=15).contains(&length),
        };
    }
    match digits.as_bytes() {
        [b'0', b'0', ..] => (9..=17).contains(&length),
        [b'0', ..] => is_national(&digits),
        [b'8', b'4', ..] if length > 8 => is_national(&format!("0{}", &digits[2..])),
        [b'1', b'8' | b'9', b'0', b'0', ..] => (8..=10).contains(&length),
        // Short codes, and landlines without their area's code.
        _ => (3..=8).contains(&length),
    }
}

/// A number with its zero: ten digits of a mobile phone, ten or eleven of a
/// landline.
fn is_national(digits: &str) -> bool {
    match digits.as_bytes() {
        [b'0', b'2', ..] => (10..=11).contains(&digits.len()),
        [b'0', b'3' | b'5' | b'7' | b'8' | b'9', ..] => digits.len() == 10,
        _ => false,
    }
}

/// Whether a text is an e-mail address.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let is_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let mut labels = host.rsplit('.');
    let top = labels.next().unwrap_or_default();
    !local.is_empty()
        && local.chars().all(is_local)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && host.contains('.')
        && host.split('.').all(is_label)
        && top.len() >= 2
        && top.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The digits of a telephone number, as `tel:` wants them.
#[must_use]
pub fn dialled(number: &str) -> String {
    number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_offices_write_them() {
        for text in [
            "1900 9068",
            "19009068",
            "1900.9068",
            "1800 1091",
            "111",
            "113",
            "1022",
            "0905123456",
            "0905 123 456",
            "0905.123.456",
            "090-512-3456",
            "+84 905 123 456",
            "+84 (0)905 123 456",
            "(+84) 258 3822 222",
            "84905123456",
            "(0258) 3822 222",
            "0258 3822222",
            "024 3936 1742",
            "3822 222",
            "0258.3822.222 - 3822.333",
            "0905 123 456 / 0905 123 457",
            "0905 123 456, 0905 123 457",
            "0258 3822 222, máy lẻ 12",
            "0258 3822 222 (máy lẻ 12)",
            "0905 123 456 hoặc 1900 9068",
            "+82 2 1234 5678",
        ] {
            assert_eq!(phone_fault(text), None, "{text}");
        }
        for text in [
            "",
            "12",
            "chưa có",
            "gọi sau",
            "0258 xxx xxx",
            "0905 12",
            "0905 123 4567",
            "0123456789",
            "0000000000",
            "012345678901234567",
            "a@b.vn",
            "…",
            "1900 9068 và chưa rõ",
        ] {
            assert_eq!(phone_fault(text), Some(PhoneFault::NotANumber), "{text}");
        }
        for (text, whole) in [("905123456", "0905123456"), ("258 3822 222", "0258 3822 222")] {
            assert_eq!(phone_fault(text), Some(PhoneFault::LostZero(whole.into())), "{text}");
        }
    }

    #[test]
    fn every_number_of_the_plan_passes_and_none_with_a_digit_too_few() {
        for first in ["03", "05", "07", "08", "09"] {
            for at in 0..200u32 {
                let rest = format!("{:08}", at * 499_979 % 100_000_000);
                let number = format!("{first}{rest}");
                for text in [
                    number.clone(),
                    format!("{} {} {}", &number[..4], &number[4..7], &number[7..]),
                    format!("+84{}", &number[1..]),
                ] {
                    assert_eq!(phone_fault(&text), None, "{text}");
                }
                assert!(phone_fault(&number[..9]).is_some(), "{}", &number[..9]);
                assert!(phone_fault(&format!("{number}1")).is_some(), "{number}1");
            }
        }
    }

    #[test]
    fn addresses_of_mail() {
        for good in ["a@b.vn", "truyen.thong@bhxh.gov.vn", "x+y@a-b.example.com"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@",
            "@b.vn",
            "a@b",
            "a b@c.vn",
            "a@b..vn",
            "a@b.vn.",
            ".a@b.vn",
            "hộp.thư@b.vn",
            "a@b.v1",
            "mailto:a@b.vn",
            "a@b@c.vn",
            "a@-b.vn",
            "bhxh.gov.vn",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
