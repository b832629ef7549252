//! Characters that nobody sees are said at their place, however they are
//! written, unless letters beside them need them.

use crate::lost::{self, FRONT, said};

/// Each unseen character at each of some places: one error, at the character.
#[test]
fn characters_that_nobody_sees() {
    let message = "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi:\n      headline: Xin chào bà con\n";
    let all = ['\u{1}', '\u{8}', '\u{1b}', '\u{7f}', '\u{9b}', '\u{200b}', '\u{200d}', '\u{200e}'];
    let more = ['\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}', '\u{feff}', '\u{fffd}', '\u{2028}'];
    for (index, c) in all.into_iter().chain(more).enumerate() {
        let kit = lost::kit();
        let column = 17 + 1 + index % 9;
        let at = message.find("Xin").expect("the headline") + 1;
        let at = message[at..].char_indices().nth(index % 9).map_or(at, |(more, _)| at + more);
        kit.write(
            "campaigns/mot/messages.yml",
            &format!("{}{c}{}", &message[..at], &message[at..]),
        );
        assert_eq!(
            said(&kit),
            [format!("lost-text content/campaigns/mot/messages.yml 6:{column}")],
            "{c:?}"
        );
        let kit = lost::kit();
        kit.write("faq/hoi.md", &format!("{FRONT}Bảo{c}hiểm\n"));
        let expected = ["lost-text content/faq/hoi.md 6:4"];
        assert_eq!(said(&kit), expected, "{c:?}");
    }
    // Written by an escape or an entity.
    let kit = lost::kit();
    kit.write(
        "campaigns/mot/messages.yml",
        &message.replace("Xin chào", "\"Xin\\u202e chào\"").replace(" bà con", ""),
    );
    assert_eq!(said(&kit), ["lost-text content/campaigns/mot/messages.yml 6:21"]);
    kit.write("campaigns/mot/messages.yml", message);
    kit.write("faq/hoi.md", &format!("{FRONT}Bảo&#x202e;hiểm\n"));
    assert_eq!(said(&kit), ["lost-text content/faq/hoi.md 6:4"]);
}

/// Each of them by every escape of YAML and every entity that says it: found
/// at the escape, unless letters beside it need it.
#[test]
fn unseen_characters_by_escapes_and_entities() {
    for (c, name) in [
        ('\u{200b}', "ZeroWidthSpace"),
        ('\u{200c}', "zwnj"),
        ('\u{200d}', "zwj"),
        ('\u{200e}', "lrm"),
        ('\u{200f}', "rlm"),
        ('\u{2060}', "NoBreak"),
        ('\u{2062}', "InvisibleTimes"),
        ('\u{202e}', ""),
        ('\u{2066}', ""),
        ('\u{2028}', ""),
        ('\u{feff}', ""),
        ('\u{fffd}', ""),
        ('\u{85}', ""),
    ] {
        let code = u32::from(c);
        let escapes = [format!("\\u{code:04x}"), format!("\\U{code:08X}")];
        for escape in escapes {
            let kit = lost::kit();
            kit.write("pages/a.md", &format!("---\ntitle: \"Bảo{escape}hiểm\"\n---\nA.\n"));
            assert_eq!(said(&kit), ["lost-text content/pages/a.md 2:12"], "{escape}");
        }
        let named = (!name.is_empty()).then(|| format!("&{name};"));
        let numbers = [format!("&#{code};"), format!("&#x{code:x};"), format!("&#X{code:X};")];
        for entity in numbers.into_iter().chain(named) {
            // HTML means other signs by numbers of before Unicode.
            if c == '\u{85}' {
                continue;
            }
            let kit = lost::kit();
            kit.write("faq/hoi.md", &format!("{FRONT}Bảo{entity}hiểm\n"));
            assert_eq!(said(&kit), ["lost-text content/faq/hoi.md 6:4"], "{entity}");
            kit.write("faq/hoi.md", &format!("{FRONT}<p>Bảo{entity}hiểm</p>\n"));
            let config = std::fs::read_to_string(kit.content().join("kit.yml")).expect("a kit");
            kit.write("kit.yml", &format!("{config}allow_html: true\n"));
            assert_eq!(said(&kit), ["lost-text content/faq/hoi.md 6:7"], "{entity}");
            // A plain text prints it as it is.
            let front = FRONT.replace("Hỏi", &format!("Hỏi{entity}"));
            kit.write("faq/hoi.md", &format!("{front}Đáp.\n"));
            assert_eq!(said(&kit), ["lost-text content/faq/hoi.md 2:11"], "{entity}");
            kit.write("faq/hoi.md", &format!("{FRONT}ការ{entity}ធានា\n"));
            let is_joiner = ('\u{200b}'..='\u{200f}').contains(&c);
            assert!(!is_joiner || said(&kit).is_empty(), "{entity}");
        }
    }
}

#[test]
fn joiners_that_a_script_needs_stay() {
    let kit = lost::kit();
    kit.write(
        "faq/hoi.md",
        &format!("{FRONT}ការ\u{200b}ធានា, ꨀꨇ\u{200c}ꩉ, ꪀꪱ\u{200b}ꪣ, 👨\u{200d}👩\u{200d}👧.\n"),
    );
    assert_eq!(said(&kit), [] as [String; 0]);
}
