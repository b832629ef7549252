//! `doubtful-figure`: a number that cannot be meant as it is written, or
//! hardly: a fraction of a dong, a percentage over 100, a formula that rounds
//! to nothing, thousands parted by points, bars of unlike things.

mod marks;

use rust_decimal::Decimal;

use crate::catalog::fact::Unit;
use crate::catalog::{BarItem, Cell, Fact, FigureItem, InfoBody, Localized, Text};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Severity, Span, TextKey};
use crate::edition::Edition;
use crate::source::number::{as_written, grouped, noughts};
use crate::source::placeholder::{Piece, pieces};

/// An amount below this is mostly one in thousands; dong.
const FEW_DONG: Decimal = Decimal::ONE_THOUSAND;
/// A percentage below this is mostly a part of one written as it is; percent.
const FEW_PERCENT: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
/// More is no time but a year of the calendar; years.
const MANY_YEARS: Decimal = Decimal::from_parts(150, 0, 0, false, 0);

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    for (id, fact) in &kit.facts.0 {
        // What could not be read of it is reported already.
        if !kit.faulty_facts.contains(id) {
            written_values(edition, fact, out);
            computed(edition, id, fact, out);
        }
    }
    marks::check(edition, out);
    for infographic in kit.items.iter().filter_map(|item| item.infographic()) {
        for block in &infographic.blocks {
            match &block.body {
                InfoBody::Bars { unit, items } => bars(edition, unit.as_ref(), items, out),
                InfoBody::Figures(items) => figures(edition, items, out),
                _ => {}
            }
        }
    }
}

/// What is doubtful about a number, and what may be meant.
struct Doubt {
    text: TextKey,
    /// Whether it can be meant all the same.
    is_likely: bool,
    write: Vec<String>,
}

impl Doubt {
    fn error(text: TextKey, write: Vec<String>) -> Option<Self> {
        Some(Doubt { text, is_likely: false, write })
    }

    fn warning(text: TextKey, write: Vec<String>) -> Option<Self> {
        Some(Doubt { text, is_likely: true, write })
    }

    fn at(self, span: Span, shown: &str) -> Diagnostic {
        let mut said = Diagnostic::new(Id::DoubtfulFigure, span).text(self.text);
        said = said.with("text", shown);
        for write in self.write {
            said = said.hint(Message::new(TextKey::HINT_WRITE).with("text", write));
        }
        if self.is_likely { said.weighing(Severity::Warning) } else { said }
    }
}

fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// What is doubtful about a number of `unit`, written as `raw` (as YAML has
/// numbers; empty where it was computed).
fn doubt(unit: Unit, number: Decimal, raw: &str) -> Option<Doubt> {
    let is_fraction = !number.fract().is_zero();
    match unit {
        Unit::Vnd(_) if is_fraction && !raw.is_empty() => {
            Doubt::error(TextKey::FIGURE_FRACTION, meant_dong(number, raw))
        }
        Unit::People if is_fraction && !raw.is_empty() => {
            Doubt::error(TextKey::FIGURE_FRACTION, grouped(raw, '.', ',').into_iter().collect())
        }
        Unit::Vnd(_) | Unit::People if is_fraction => {
            Doubt::warning(TextKey::FIGURE_FRACTION_COMPUTED, vec!["round: 1".into()])
        }
        Unit::Vnd(_) | Unit::People | Unit::Years | Unit::Months if number < Decimal::ZERO => {
            Doubt::warning(TextKey::FIGURE_NEGATIVE, Vec::new())
        }
        Unit::Vnd(_) if number > Decimal::ZERO && number < FEW_DONG => {
            let write = number.checked_mul(Decimal::ONE_THOUSAND).map(plain);
            let write = write.filter(|_| !raw.is_empty());
            Doubt::warning(TextKey::FIGURE_FEW_DONG, write.into_iter().collect())
        }
        Unit::Percent if number > Decimal::ONE_HUNDRED => {
            Doubt::warning(TextKey::FIGURE_OVER_HUNDRED, Vec::new())
        }
        Unit::Percent if number > Decimal::ZERO && number < FEW_PERCENT => {
            let write = number.checked_mul(Decimal::ONE_HUNDRED).map(plain);
            let write = write.filter(|_| !raw.is_empty());
            Doubt::warning(TextKey::FIGURE_TINY_PERCENT, write.into_iter().collect())
        }
        Unit::Years if number > MANY_YEARS => {
            Doubt::warning(TextKey::FIGURE_MANY_YEARS, Vec::new())
        }
        Unit::Years | Unit::Months | Unit::Other => {
            // `1.500` is one and a half; nobody writes a nought after that.
            let whole = grouped(raw, '.', ',')?;
            let write = vec![whole, plain(number)];
            match raw.ends_with('0') {
                true => Doubt::error(TextKey::FIGURE_DOTTED, write),
                false => Doubt::warning(TextKey::FIGURE_DOTTED, write),
            }
        }
        Unit::Vnd(_) | Unit::People | Unit::Percent => None,
    }
}

/// The amounts of dong that a number with a fraction may stand for: `330.000`
/// is in dong, `2.530` in millions or in dong, `2.53` in millions.
fn meant_dong(number: Decimal, raw: &str) -> Vec<String> {
    let whole = grouped(raw, '.', ',').and_then(|whole| Decimal::from_str_exact(&whole).ok());
    let millions = || number.checked_mul(Decimal::from(1_000_000)).filter(|n| n.fract().is_zero());
    let meant = match whole {
        // No amount of any scheme is so small.
        Some(whole) if whole < Decimal::from(10_000) => vec![millions(), Some(whole)],
        Some(whole) => vec![Some(whole)],
        None if number.abs() < FEW_DONG => vec![millions()],
        None => vec![Some(number.round())],
    };
    meant.into_iter().flatten().map(plain).collect()
}

fn written_values(edition: &Edition<'_>, fact: &Fact, out: &mut Diagnostics) {
    let kit = edition.kit;
    for value in fact.values() {
        let span = value.value.value.span;
        let raw = edition.text(span).trim();
        if let Some(doubt) = doubt(fact.unit, value.value.value.value.0, raw) {
            out.push(
                doubt.at(span, &kit.amount(fact, value.value.value.value.0, kit.default_lang())),
            );
        }
    }
}

/// A formula, by what it gives on the build date.
fn computed(edition: &Edition<'_>, id: &str, fact: &Fact, out: &mut Diagnostics) {
    let kit = edition.kit;
    let Some(text) = fact.record.formula.as_ref().filter(|_| fact.formula.is_some()) else {
        return;
    };
    for (at, token) in numbers(&text.value) {
        if let Some(whole) = grouped(token, '.', ',')
            && let Some(place) = written_at(edition, text.span, &text.value, at, token.len())
        {
            let doubt = Doubt::warning(TextKey::FIGURE_DOTTED, vec![whole]);
            out.extend(doubt.map(|doubt| doubt.at(place, &token.replace('.', ","))));
        }
    }
    let Some(value) = kit.value(id) else { return };
    let exact = kit.facts.unrounded(id, kit.date);
    if let Some(round) = &fact.record.round
        && value.is_zero()
        && exact.is_some_and(|exact| !exact.is_zero())
    {
        let exact = exact.unwrap_or_default().round_dp(4);
        out.push(
            Diagnostic::new(Id::DoubtfulFigure, round.span)
                .text(TextKey::FIGURE_ROUNDS_TO_ZERO)
                .with("text", kit.amount(fact, exact, kit.default_lang()))
                .hint(Message::new(TextKey::HINT_ROUND)),
        );
    } else if let Some(doubt) = doubt(fact.unit, value, "") {
        out.push(doubt.at(text.span, &kit.amount(fact, value.round_dp(4), kit.default_lang())));
    }
}

/// The numbers of a formula that are no part of an id, and where.
fn numbers(text: &str) -> Vec<(usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || c == '.';
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !is_word(c)) {
        let token = word.trim_end_matches(|c: char| !is_word(c));
        if token.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            found.push((at, token));
        }
        at += word.len();
    }
    found
}

/// The place of a part of a text that is written in one line.
fn written_at(
    edition: &Edition<'_>,
    span: Span,
    value: &str,
    at: usize,
    length: usize,
) -> Option<Span> {
    let written = edition.text(span);
    let shift = written.find(value)?;
    Some(span.slice(shift + at, shift + at + length))
}

/// What a value of a chart is: what it counts, and whether it is a number.
struct Read {
    unit: Unit,
    /// By how many noughts its own words make it larger: `330 nghìn`.
    noughts: u32,
    span: Span,
    is_number: bool,
}

/// The values of one kind of chart.
struct Chart<'c> {
    edition: &'c Edition<'c>,
    /// What numbers count that bring no unit of their own.
    counted: Unit,
    /// By how many noughts that makes them larger: `triệu đồng`.
    noughts: u32,
    /// Whether a value must be a number.
    is_bars: bool,
}

fn bars(edition: &Edition<'_>, unit: Option<&Localized>, items: &[BarItem], out: &mut Diagnostics) {
    let counted = unit.map_or(Unit::Other, Unit::of);
    let said = unit.and_then(|unit| unit.iter().next());
    let larger = said.map_or(0, |(_, text)| noughts(&text.raw));
    let chart = Chart { edition, counted, noughts: larger, is_bars: true };
    let mut reads: Vec<Read> = Vec::new();
    for item in items {
        let each = item.value.0.iter();
        let mut own = each.map(|(lang, text)| chart.value(&item.value, lang, text, out));
        // One language says of all what a bar counts.
        let first = own.next();
        own.for_each(drop);
        reads.extend(first.filter(|read| read.is_number));
    }
    mixed(counted, &reads, out);
}

fn figures(edition: &Edition<'_>, items: &[FigureItem], out: &mut Diagnostics) {
    let chart = Chart { edition, counted: Unit::Other, noughts: 0, is_bars: false };
    for item in items {
        for (lang, text) in item.value.0.iter() {
            chart.value(&item.value, lang, text, out);
        }
    }
}

impl Chart<'_> {
    /// Reads a value, and reports what is doubtful about it.
    fn value(&self, cell: &Cell, lang: &str, text: &Text, out: &mut Diagnostics) -> Read {
        let (raw, span) = (text.raw.trim(), text.span);
        let sized = |noughts: u32| move |unit, is_number| Read { unit, noughts, span, is_number };
        let read = sized(self.noughts);
        if let [Piece::Placeholder(placeholder)] = &pieces(raw)[..] {
            // An unknown fact, or one without a value, is reported as such.
            let fact = self.edition.kit.facts.0.get(placeholder.name);
            let unit = fact.map(|fact| fact.unit).filter(|unit| *unit != Unit::Other);
            let own =
                fact.map_or("", |fact| fact.record.unit.iter().next().map_or("", |u| &u.1.raw));
            // Its number alone counts what the chart says.
            let noughts = placeholder.filter.map_or_else(|| noughts(own), |_| self.noughts);
            return sized(noughts)(unit.unwrap_or(self.counted), true);
        }
        if let Ok(number) = Decimal::from_str_exact(raw) {
            let found = match self.is_bars && number.is_sign_negative() && !number.is_zero() {
                true => Doubt::error(TextKey::FIGURE_BAR_NEGATIVE, Vec::new()),
                false => doubt(self.counted, number, raw),
            };
            out.extend(found.map(|doubt| doubt.at(span, &self.edition.kit.number(number, lang))));
            return read(self.counted, true);
        }
        let amount = self.edition.amount(cell, None, lang);
        let unit = amount.unit.as_deref().map_or(self.counted, Unit::parse);
        let read = sized(amount.unit.as_deref().map_or(self.noughts, noughts));
        // What is wrong with a fact that the text names is said of the fact.
        if raw.contains("{{") {
            return read(unit, true);
        }
        let write = || as_written(raw).into_iter().collect();
        let is_bare = raw.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
        let number = amount.number.and_then(Decimal::from_f64_retain);
        let found = match number {
            None if self.is_bars => Doubt::error(TextKey::FIGURE_NO_NUMBER, write()),
            Some(_) if self.is_bars && is_bare => Doubt::warning(TextKey::FIGURE_AS_TEXT, write()),
            Some(number) if unit == Unit::Percent => doubt(unit, number.round_dp(6), raw),
            _ => None,
        };
        out.extend(found.map(|doubt| doubt.at(span, raw)));
        read(unit, number.is_some())
    }
}

/// Bars share one scale, so all count the same; the first that differs from
/// most is reported.
fn mixed(counted: Unit, reads: &[Read], out: &mut Diagnostics) {
    let same = |a: Unit, b: Unit| a == b || (a.is_money() && b.is_money());
    let known: Vec<&Read> = reads.iter().filter(|read| read.unit != Unit::Other).collect();
    // What the block says counts, else what most do; of as many, the amounts.
    let most = match counted {
        Unit::Other => known.iter().rev().map(|read| read.unit).max_by_key(|unit| {
            (known.iter().filter(|read| same(read.unit, *unit)).count(), unit.is_money())
        }),
        counted => Some(counted),
    };
    // `330 nghìn` beside 2000000 is drawn as 330.
    let usual = |n: u32| reads.iter().filter(|read| read.noughts == n).count();
    let most_noughts =
        reads.iter().map(|read| read.noughts).max_by_key(|n| (usual(*n), u32::MAX - n));
    let other_size = reads.iter().find(|read| Some(read.noughts) != most_noughts);
    let other = most.and_then(|most| known.iter().find(|read| !same(read.unit, most)).copied());
    if let Some(other) = other.or(other_size) {
        out.push(
            Diagnostic::new(Id::DoubtfulFigure, other.span)
                .text(TextKey::FIGURE_MIXED)
                .hint(Message::new(TextKey::HINT_FIGURE_MIXED)),
        );
    }
}
