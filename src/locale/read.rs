//! A locale file, read strictly: every key has a type, every fault its line.

use rust_decimal::Decimal;

use super::breaking::Breaking;
use super::script;
use crate::diag::{Diagnostic, Diagnostics, FileId, Id, Message, TextKey};
use crate::source::Spanned;
use crate::source::decode::{Decoder, Fields, FromNode, wrong_type};
use crate::source::schema::{Describe, SchemaCx};
use crate::source::yaml::{self, Node, Value};

/// The place of the number in a unit's pattern, which begins with it.
pub(super) const NUMBER: &str = "{n}";

crate::record! {
    /// How a language is written.
    pub struct Locale {
        /// Its name in itself.
        pub name: String,
        /// The language of words that a theme lacks in this one.
        pub fallback: Option<String>,
        /// Numbers.
        pub numbers: Numbers,
        /// Which of a unit's forms goes with which number.
        pub plural: Plural,
        /// Several things in a sentence.
        pub list: List,
        /// Days.
        pub dates: Dates,
        /// What follows a number that counts something.
        pub units: Units,
        /// Its script.
        pub script: Script,
        /// What stands around somebody's words.
        pub quotes: Quotes,
        /// Where the lines of a headline may end.
        pub breaking: Breaking = Breaking::default(),
        /// How fast it is read aloud.
        pub reading: Reading,
        /// Whose rules its words are held against; nobody's where none.
        pub spelling: Option<Spelling>,
    }
}

crate::record! {
    /// How numbers are written.
    pub struct Numbers {
        /// What stands before the fraction: one sign.
        pub decimal: String,
        /// What parts thousands: one sign.
        pub group: String,
        /// Digits of the shortest number whose thousands are parted.
        pub least_grouped: u32,
        checked { marks }
    }
}

crate::record! {
    /// How several things stand in a sentence; `{a}` and `{b}` are the parts.
    pub struct List {
        /// Two things.
        pub two: String,
        /// Of three and more, all but the last.
        pub more: String,
        /// The last of three and more.
        pub last: String,
        checked { list_patterns }
    }
}

crate::record! {
    /// How days are written, by `{d}`, `{dd}`, `{m}`, `{mm}`, `{month}`,
    /// `{mon}` and `{year}`.
    pub struct Dates {
        /// On documents.
        pub long: String,
        /// In few letters.
        pub short: String,
        /// A day of every year.
        pub day: String,
        /// From one day to another: `{from}`, `{until}`.
        pub range: String,
        /// The twelve names behind `{month}`.
        pub months: Vec<String>,
        /// The twelve behind `{mon}`.
        pub months_short: Vec<String>,
        checked { date_patterns }
    }
}

crate::record! {
    /// A number with each unit of the content model.
    pub struct Units {
        /// Money.
        pub vnd: Forms,
        /// Hundredths.
        pub percent: Forms,
        /// Years.
        pub years: Forms,
        /// Months.
        pub months: Forms,
        /// People.
        pub people: Forms,
    }
}

crate::record! {
    /// Quotation marks.
    pub struct Quotes {
        /// Before the words.
        pub open: String,
        /// After them.
        pub close: String,
    }
}

crate::record! {
    /// The script of a language.
    pub struct Script {
        /// Which it is.
        pub code: Option<Spanned<script::Script>>,
        /// Whether its marks stand above and below those of Latin letters.
        pub tall: bool,
        /// The parts of the web fonts that its first words need besides the
        /// plain Latin one.
        pub web_fonts: Vec<String>,
        /// The families of the theme's fonts that are asked first for a
        /// character which several have.
        pub fonts: Vec<Spanned<String>>,
    }
}

crate::record! {
    /// How fast a text is read aloud.
    pub struct Reading {
        /// The pace.
        pub syllables_a_minute: u32,
        /// What a word is.
        pub words: WordsAre,
        checked { pace }
    }
}

crate::closed_list! {
    /// What a written word is to a speaker.
    pub enum WordsAre {
        /// One syllable.
        Syllables = "syllables",
        /// As many syllables as its letters say.
        Letters = "letters",
    }
}

crate::closed_list! {
    /// Whose rules of spelling words are held against.
    pub enum Spelling {
        /// Those of the Vietnamese syllable.
        Vietnamese = "vietnamese",
    }
}

crate::closed_list! {
    /// Rules for plurals, as Unicode CLDR has them.
    pub enum Plural {
        /// One form for all numbers: Vietnamese, Khmer, Chinese.
        None = "none",
        /// One, and others: English, German. `1.5` is of the others.
        One = "one",
        /// Less than two, and others: French.
        ZeroOne = "zero-one",
    }
}

impl Plural {
    /// The form that goes with a number.
    #[must_use]
    pub fn of(self, n: Decimal) -> &'static str {
        let n = n.abs();
        let is_one = match self {
            Plural::None => false,
            Plural::One => n == Decimal::ONE,
            Plural::ZeroOne => n < Decimal::TWO,
        };
        if is_one { "one" } else { "other" }
    }
}

/// A pattern for each form of the plural, or one for all; each begins with
/// `{n}`.
#[derive(Debug, Clone)]
pub struct Forms {
    one: Option<String>,
    other: String,
}

impl Forms {
    /// The pattern of a form.
    pub(super) fn of(&self, form: &str) -> &str {
        match (form, &self.one) {
            ("one", Some(one)) => one,
            _ => &self.other,
        }
    }

    fn all(pattern: &str) -> Self {
        Forms { one: None, other: pattern.to_string() }
    }
}

impl FromNode for Forms {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Map(_) => {
                let fields = Fields::of(node, &["one", "other"], cx)?;
                let one: Option<Option<Counted>> = fields.take("one", cx);
                let other: Option<Counted> = fields.take("other", cx);
                Some(Forms { one: one?.map(|one| one.0), other: other?.0 })
            }
            _ => Counted::from_node(node, cx).map(|all| Forms { one: None, other: all.0 }),
        }
    }
}

impl Describe for Forms {
    fn schema(cx: &mut SchemaCx) -> serde_json::Value {
        String::schema(cx)
    }
}

/// A pattern that begins with `{n}`.
struct Counted(String);

impl FromNode for Counted {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let Some(text) = node.text() else {
            cx.push(wrong_type(node, TextKey::TYPE_TEXT));
            return None;
        };
        if let Some(after) = text.strip_prefix(NUMBER).filter(|after| !after.contains(['{', '}'])) {
            return Some(Counted(format!("{NUMBER}{after}")));
        }
        let rest = text.replace(['{', '}'], "");
        let rest = rest.trim_start_matches('n').trim();
        cx.push(
            Diagnostic::new(Id::ThemeFault, node.span)
                .text(TextKey::LOCALE_UNIT)
                .with("place", NUMBER)
                .hint(
                    Message::new(TextKey::HINT_WRITE).with("text", format!("\"{NUMBER} {rest}\"")),
                ),
        );
        None
    }
}

/// The marks of a number are one sign each, none of them a digit, and two.
fn marks(numbers: &Numbers, fields: &Fields, cx: &mut Decoder) {
    let is_sign = |text: &str| {
        let mut signs = text.chars();
        let first = signs.next().filter(|c| !c.is_alphanumeric() && *c != '-');
        first.is_some() && signs.next().is_none()
    };
    for (name, text) in [("decimal", &numbers.decimal), ("group", &numbers.group)] {
        let Some(node) = fields.node(name) else { continue };
        if !is_sign(text) || (name == "group" && *text == numbers.decimal) {
            let fault = Diagnostic::new(Id::ThemeFault, node.span).text(TextKey::LOCALE_MARK);
            cx.push(fault.with("value", text));
        }
    }
}

fn list_patterns(list: &List, fields: &Fields, cx: &mut Decoder) {
    for (name, pattern) in [("two", &list.two), ("more", &list.more), ("last", &list.last)] {
        places(name, pattern, &["a", "b"], &["a", "b"], fields, cx);
    }
}

fn date_patterns(dates: &Dates, fields: &Fields, cx: &mut Decoder) {
    let day = ["d", "dd", "m", "mm", "month", "mon"];
    let full = ["d", "dd", "m", "mm", "month", "mon", "year"];
    places("long", &dates.long, &full, &["year"], fields, cx);
    places("short", &dates.short, &full, &["year"], fields, cx);
    places("day", &dates.day, &day, &[], fields, cx);
    places("range", &dates.range, &["from", "until"], &["from", "until"], fields, cx);
    let lists =
        [("months", &dates.months, "{month}"), ("months_short", &dates.months_short, "{mon}")];
    for (name, names, place) in lists {
        let user = [("long", &dates.long), ("short", &dates.short), ("day", &dates.day)];
        let user = user.iter().find(|(_, pattern)| pattern.contains(place));
        let at = match (fields.node(name), user) {
            (Some(list), _) if names.len() != 12 => Some(list.span),
            (None, Some((user, _))) => fields.node(user).map(|node| node.span),
            _ => None,
        };
        if let Some(at) = at {
            let fault = Diagnostic::new(Id::ThemeFault, at).text(TextKey::LOCALE_MONTHS);
            cx.push(fault.with("field", name).with("n", names.len().to_string()));
        }
    }
}

/// Reports the places of a pattern that are none, and those it must have.
fn places(
    name: &str,
    pattern: &str,
    known: &[&str],
    needed: &[&str],
    fields: &Fields,
    cx: &mut Decoder,
) {
    let Some(node) = fields.node(name) else { return };
    let list = known.iter().map(|place| format!("{{{place}}}")).collect::<Vec<_>>().join(", ");
    let named: Vec<&str> =
        pattern.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or(rest)).collect();
    let unknown = named.iter().find(|place| !known.contains(place));
    let lacking = needed.iter().find(|place| !named.contains(place));
    let (text, place) = match (unknown, lacking) {
        (Some(unknown), _) => (TextKey::LOCALE_PLACE, *unknown),
        (None, Some(lacking)) => (TextKey::LOCALE_NO_PLACE, *lacking),
        (None, None) => return,
    };
    cx.push(
        Diagnostic::new(Id::ThemeFault, node.span)
            .text(text)
            .with("place", format!("{{{place}}}"))
            .hint(Message::new(TextKey::HINT_ONE_OF).with("list", list)),
    );
}

fn pace(reading: &Reading, fields: &Fields, cx: &mut Decoder) {
    if let Some(node) =
        fields.node("syllables_a_minute").filter(|_| reading.syllables_a_minute == 0)
    {
        cx.push(wrong_type(node, TextKey::TYPE_WHOLE_NUMBER));
    }
}

impl Locale {
    /// Reads a locale file; what is wrong with it goes to `out`.
    pub(super) fn read(
        lang: &str,
        text: &str,
        file: FileId,
        out: &mut Diagnostics,
    ) -> Option<Locale> {
        let node = yaml::parse(text, file, 0, out)?;
        let languages = [lang.to_string()];
        Locale::from_node(&node, &mut Decoder::new(out, &languages))
    }

    /// How Unicode CLDR's root writes.
    pub(super) fn root() -> Locale {
        let text = str::to_string;
        Locale {
            name: String::new(),
            fallback: None,
            numbers: Numbers { decimal: text("."), group: text(","), least_grouped: 4 },
            plural: Plural::None,
            list: List { two: text("{a}, {b}"), more: text("{a}, {b}"), last: text("{a}, {b}") },
            dates: Dates {
                long: text("{year}-{mm}-{dd}"),
                short: text("{year}-{mm}-{dd}"),
                day: text("{mm}-{dd}"),
                range: text("{from} – {until}"),
                months: Vec::new(),
                months_short: Vec::new(),
            },
            units: Units {
                vnd: Forms::all("{n} VND"),
                percent: Forms::all("{n}%"),
                years: Forms::all("{n} y"),
                months: Forms::all("{n} m"),
                people: Forms::all("{n}"),
            },
            quotes: Quotes { open: text("“"), close: text("”") },
            script: Script { code: None, tall: false, web_fonts: Vec::new(), fonts: Vec::new() },
            breaking: Breaking::default(),
            reading: Reading { syllables_a_minute: 230, words: WordsAre::Letters },
            spelling: None,
        }
    }
}
