//! How a language writes numbers, days, amounts, lists: what a locale file of
//! a theme (`locales/<language>.yml`) says. Knows no kit and no theme; the
//! default theme's files are also in the binary, for what is said before a
//! theme is read.

mod breaking;
pub mod foreign;
mod names;
mod read;
mod script;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use rust_decimal::Decimal;

pub use script::Script;

pub use read::{Locale, Plural, Spelling, Units, WordsAre};

use crate::diag::{Diagnostics, FileId};

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default/locales");

/// The folder of a theme that holds its locales.
pub const FOLDER: &str = "locales/";

/// What stands in for a language that no file speaks of.
const FALLBACK: &str = "en";

/// The languages that there are files of, by code, and those that another's
/// file stands in for.
#[derive(Debug, Clone, Default)]
pub struct Locales {
    known: BTreeMap<String, Arc<Locale>>,
    /// The languages of a kit without a file of their own.
    lacking: Vec<String>,
}

/// Those of the default theme.
static STANDARD: LazyLock<Locales> = LazyLock::new(|| {
    let mut known = BTreeMap::new();
    for file in DEFAULT.files() {
        let path = file.path().to_string_lossy();
        let Some(lang) = path.strip_suffix(".yml") else { continue };
        let text = file.contents_utf8().unwrap_or_default();
        let read = Locale::read(lang, text, FileId::default(), &mut Diagnostics::default());
        if let Some(locale) = read {
            known.insert(lang.to_string(), Arc::new(locale));
        }
    }
    Locales { known, lacking: Vec::new() }
});

/// What is left where there is no file at all: CLDR's root.
static ROOT: LazyLock<Locale> = LazyLock::new(Locale::root);

impl Locales {
    /// The default theme's.
    #[must_use]
    pub fn standard() -> &'static Locales {
        &STANDARD
    }

    /// Those of a theme, in the place of the default theme's. `texts` are its
    /// files by path, `id` what diagnostics call one.
    #[must_use]
    pub fn of_theme<'f>(
        texts: impl Iterator<Item = (&'f str, &'f [u8])>,
        id: impl Fn(&str) -> Option<FileId>,
        out: &mut Diagnostics,
    ) -> Self {
        let mut all = STANDARD.clone();
        for (path, bytes) in texts {
            let name = path.strip_prefix(FOLDER).and_then(|name| name.strip_suffix(".yml"));
            let Some(lang) = name.filter(|name| !name.contains('/')) else { continue };
            // What the binary holds too is read already, and sound.
            let own = DEFAULT.get_file(format!("{lang}.yml"));
            if own.is_some_and(|own| own.contents() == bytes) {
                continue;
            }
            let text = String::from_utf8_lossy(bytes);
            if let Some(locale) = Locale::read(lang, &text, id(path).unwrap_or_default(), out) {
                all.known.insert(lang.to_string(), Arc::new(locale));
            }
        }
        all
    }

    /// What drawings ask of the languages of a theme, by code, and under the
    /// empty one of what stands in for others: `tall`, whether a script
    /// stands higher than Latin letters; `fonts`, the families that come
    /// first; `together`, `not_last`, `counted` and `compounds` (a file
    /// of the theme), where lines may end.
    #[must_use]
    pub fn data<'f>(texts: impl Iterator<Item = (&'f str, &'f [u8])>) -> serde_json::Value {
        let texts: BTreeMap<&str, &[u8]> = texts.collect();
        let files = texts.iter().map(|(path, bytes)| (*path, *bytes));
        // Faults are said where a kit is read.
        let all = Locales::of_theme(files, |_| None, &mut Diagnostics::default());
        let said = |lang: &str| {
            let Locale { script, breaking, .. } = all.of(lang);
            let fonts = script.fonts.iter().map(|family| family.value.as_str());
            let compounds = format!("typst/compounds/{lang}.json");
            let compounds = texts.contains_key(&*compounds).then(|| format!("/{compounds}"));
            serde_json::json!({
                "tall": script.tall,
                "fonts": fonts.collect::<Vec<_>>(),
                "together": breaking.together,
                "not_last": breaking.not_last,
                "counted": breaking.counted,
                "compounds": compounds,
            })
        };
        let known = all.known.keys().map(|lang| (lang.clone(), said(lang)));
        let all = known.chain([(String::new(), said(FALLBACK))]);
        all.collect::<serde_json::Map<_, _>>().into()
    }

    /// Each language that a file speaks of, by code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Locale)> {
        self.known.iter().map(|(lang, locale)| (lang.as_str(), &**locale))
    }

    /// The same for a kit in these languages: one without a file of its own
    /// is written as what stands in for it, under its own name.
    #[must_use]
    pub fn for_kit(mut self, languages: &[String]) -> Self {
        let lacking = languages.iter().filter(|lang| self.find(lang).is_none());
        self.lacking = lacking.cloned().collect();
        for lang in &self.lacking {
            let other = Locale {
                name: names::own_name(lang).unwrap_or(lang).to_string(),
                fallback: Some(FALLBACK.to_string()),
                spelling: None,
                ..self.of(FALLBACK).clone()
            };
            self.known.insert(lang.clone(), Arc::new(other));
        }
        self
    }

    /// The languages of a kit that no file speaks of.
    #[must_use]
    pub fn lacking(&self) -> &[String] {
        &self.lacking
    }

    /// What stands in for a language without a file.
    #[must_use]
    pub fn stand_in(&self) -> &'static str {
        FALLBACK
    }

    /// A language's locale: `en-gb` is written as `en`, one that no file
    /// speaks of as English.
    #[must_use]
    pub fn of(&self, lang: &str) -> &Locale {
        self.find(lang).or_else(|| self.find(FALLBACK)).unwrap_or(&ROOT)
    }

    /// Whether a file says how a language is written.
    #[must_use]
    pub fn knows(&self, lang: &str) -> bool {
        self.find(lang).is_some() && !self.lacking.iter().any(|lacking| lacking == lang)
    }

    fn find(&self, lang: &str) -> Option<&Locale> {
        let broader = lang.split_once('-').map(|(broader, _)| broader);
        let found = self.known.get(lang).or_else(|| self.known.get(broader?));
        found.map(|locale| &**locale)
    }

    /// The languages a word is looked for in, the first that has it wins:
    /// the language, what it falls back to, what that does, English.
    #[must_use]
    pub fn chain<'l>(&'l self, lang: &'l str) -> Vec<&'l str> {
        let mut chain = vec![lang];
        let broader = lang.split_once('-').map(|(broader, _)| broader);
        chain.extend(broader);
        let mut at = match self.find(lang) {
            Some(locale) => locale.fallback.as_deref(),
            None => Some(FALLBACK),
        };
        while let Some(next) = at.filter(|next| !chain.contains(next)) {
            chain.push(next);
            at = self.of(next).fallback.as_deref();
        }
        if !chain.contains(&FALLBACK) {
            chain.push(FALLBACK);
        }
        chain
    }

    /// A language's name in itself, as a switch between languages shows it.
    #[must_use]
    pub fn own_name<'l>(&'l self, lang: &'l str) -> &'l str {
        let known = self.known.get(lang).map(|locale| locale.name.as_str());
        known.or_else(|| names::own_name(lang)).unwrap_or(lang)
    }
}

impl Locale {
    /// A number: `1.500.000,5` in Vietnamese.
    #[must_use]
    pub fn number(&self, value: Decimal) -> String {
        let plain = value.normalize().to_string();
        let (sign, digits) = match plain.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", plain.as_str()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_grouped = whole.len() >= self.numbers.least_grouped as usize;
        let mut text = String::from(sign);
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && is_grouped && (whole.len() - i) % 3 == 0 {
                text.push_str(&self.numbers.group);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push_str(&self.numbers.decimal);
            text.push_str(fraction);
        }
        text
    }

    /// A number that a text holds. One mark that does not part thousands is
    /// taken for a decimal mark whatever the language.
    #[must_use]
    pub fn read_number(&self, written: &str) -> Option<Decimal> {
        let (group, decimal) = (self.numbers.group.as_str(), self.numbers.decimal.as_str());
        let (whole, fraction) = written.split_once(decimal).unwrap_or((written, ""));
        let mut groups = whole.split(group);
        let first = groups.next().unwrap_or_default();
        let are_groups = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
        let plain = if !whole.contains(group) || are_groups {
            format!("{}.{fraction}", whole.replace(group, ""))
        } else {
            written.replace(group, ".")
        };
        Decimal::from_str_exact(plain.trim_end_matches('.')).ok()
    }

    /// A day as a document is dated: `21/11/2026`, `21 November 2026`.
    #[must_use]
    pub fn long_date(&self, date: Date) -> String {
        self.day_by(&self.dates.long, date.day(), date.month(), Some(date.year()))
    }

    /// A day in few letters: `21/11/2026`, `21 Nov 2026`.
    #[must_use]
    pub fn short_date(&self, date: Date) -> String {
        self.day_by(&self.dates.short, date.day(), date.month(), Some(date.year()))
    }

    /// A day of every year: `21/11`, `21 Nov`.
    #[must_use]
    pub fn day_of_year(&self, month: i8, day: i8) -> String {
        self.day_by(&self.dates.day, day, month, None)
    }

    /// Two ends joined; one where they are the same.
    #[must_use]
    pub fn range(&self, from: &str, until: &str) -> String {
        match from == until {
            true => from.to_string(),
            false => filled(&self.dates.range, &[("from", from), ("until", until)]),
        }
    }

    fn day_by(&self, pattern: &str, day: i8, month: i8, year: Option<i16>) -> String {
        let at = usize::from(month.unsigned_abs()).saturating_sub(1);
        let named = |names: &[String]| match names.get(at) {
            Some(name) => name.clone(),
            None => month.to_string(),
        };
        let year = year.map_or_else(String::new, |year| year.to_string());
        filled(
            pattern,
            &[
                ("d", &day.to_string()),
                ("dd", &format!("{day:02}")),
                ("m", &month.to_string()),
                ("mm", &format!("{month:02}")),
                ("month", &named(&self.dates.months)),
                ("mon", &named(&self.dates.months_short)),
                ("year", &year),
            ],
        )
    }

    /// Several things in a sentence: `a, b và c`.
    #[must_use]
    pub fn list(&self, parts: &[String]) -> String {
        let join = |pattern: &str, a: &str, b: &str| filled(pattern, &[("a", a), ("b", b)]);
        let Some((last, rest)) = parts.split_last() else { return String::new() };
        match rest {
            [] => last.clone(),
            [first] => join(&self.list.two, first, last),
            [first, more @ ..] => {
                let all =
                    more.iter().fold(first.clone(), |all, part| join(&self.list.more, &all, part));
                join(&self.list.last, &all, last)
            }
        }
    }

    /// Somebody's words in quotation marks, unless their editor wrote them.
    #[must_use]
    pub fn quoted(&self, words: String) -> String {
        let is_quoted = words.starts_with(['"', '“', '«', '‘', '„'])
            || words.starts_with(self.quotes.open.as_str());
        match is_quoted {
            true => words,
            false => format!("{}{words}{}", self.quotes.open, self.quotes.close),
        }
    }

    /// What follows a number that counts something, with what stands between.
    #[must_use]
    pub fn suffix<'l>(
        &'l self,
        unit: impl Fn(&'l Units) -> &'l read::Forms,
        n: Decimal,
    ) -> &'l str {
        let pattern = unit(&self.units).of(self.plural.of(n));
        pattern.strip_prefix(read::NUMBER).unwrap_or(pattern)
    }
}

/// A pattern with its `{name}` places filled; braces in a value are its own.
#[must_use]
pub fn filled(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut rest = pattern;
    let mut text = String::with_capacity(rest.len() + 16);
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let found = values
            .iter()
            .find_map(|(name, value)| Some((value, after.strip_prefix(name)?.strip_prefix('}')?)));
        rest = match found {
            Some((value, after)) => {
                text.push_str(value);
                after
            }
            None => {
                text.push('{');
                after
            }
        };
    }
    text.push_str(rest);
    text
}

/// A plural's form, as words of a theme end in it: `site_n_messages_one`.
#[must_use]
pub fn form_of<'k>(key: &'k str, plural: Plural, n: Decimal) -> Cow<'k, str> {
    match plural.of(n) {
        "other" => key.into(),
        form => format!("{key}_{form}").into(),
    }
}

#[cfg(test)]
mod tests;
