//! Facts: the only place a figure is written. A fact has values with
//! periods, or a formula over other facts; either gives one exact decimal
//! for a day, and how it prints in a language.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

pub use super::fact_unit::{Per, Unit};
use super::formula::{self, Formula};
use super::records::NonEmpty;
use super::text::Localized;
use crate::source::decode::{Decoder, Fields, FirstKey, in_order};
use crate::source::{ItemId, Number, Spanned};

crate::record! {
    /// A value and the period in which it holds.
    pub struct FactValue {
        /// The value, in the fact's unit.
        pub value: Spanned<Number>,
        /// First day.
        pub from: Option<Date>,
        /// Last day.
        pub until: Option<Date>,
        /// The document it rests on.
        pub legal: Option<Spanned<ItemId>>,
        checked { value_in_order }
    }
}

fn value_in_order(value: &FactValue, fields: &Fields, cx: &mut Decoder) {
    in_order(value.from, value.until, fields, cx);
}

crate::record! {
    /// Who has checked a fact, and when.
    pub struct Verified {
        /// Who.
        pub by: String,
        /// When.
        pub on: Spanned<Date>,
    }
}

crate::record! {
    /// An item of `facts.yml`.
    pub struct FactRecord {
        /// Its id.
        pub id: Spanned<ItemId>,
        /// What it is.
        pub title: Localized,
        /// The heading of this fact and of those after it in its file, up to
        /// the next that has one.
        pub group: Option<Localized>,
        /// What is counted.
        pub unit: Localized,
        /// Its values; absent where it has a formula.
        pub values: Option<NonEmpty<Spanned<FactValue>>>,
        /// How it is computed.
        pub formula: Option<Spanned<String>>,
        /// Rounded to the nearest multiple of this.
        pub round: Option<Spanned<Number>>,
        /// Who has checked it.
        pub verified: Option<Verified>,
        /// The documents a formula rests on besides its facts' own.
        pub legal: Vec<Spanned<ItemId>>,
        with {
            /// Where what is missing is reported.
            pub first: FirstKey,
        }
    }
}

/// A fact.
#[derive(Debug, Clone)]
pub struct Fact {
    /// As it was written.
    pub record: FactRecord,
    /// What is counted.
    pub unit: Unit,
    /// Its parsed formula.
    pub formula: Option<Formula>,
    /// The file it was written in.
    pub source: String,
}

/// One value of a fact and when it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    /// The value, in the fact's unit.
    pub value: Decimal,
    /// First day, if any.
    pub from: Option<Date>,
    /// Last day, if any.
    pub until: Option<Date>,
}

impl Dated {
    /// Whether the value is that of `date`.
    #[must_use]
    pub fn holds(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

/// Formulas resting on formulas resting on formulas: no rule of law is built
/// higher; levels.
pub(super) const DEEPEST_FORMULA: usize = 64;

/// Every fact of the kit, by id.
#[derive(Debug, Clone, Default)]
pub struct Facts(pub BTreeMap<String, Fact>);

impl Facts {
    /// A fact's value on `date`: none where no period holds it, or a formula
    /// has none.
    pub fn value(&self, id: &str, date: Date) -> Option<Decimal> {
        self.value_once(id, date, &mut BTreeMap::new())
    }

    /// Every fact's value on `date`, by id.
    pub(super) fn values(&self, date: Date) -> BTreeMap<&str, Option<Decimal>> {
        let mut known = BTreeMap::new();
        let value = |id| (id, self.value_once(id, date, &mut known));
        self.0.keys().map(String::as_str).map(value).collect()
    }

    /// Each fact is worked out once, however many formulas use it. One that
    /// is being worked out has no value, so that a kit whose formulas run in
    /// a circle is read to its end. [`DEEPEST_FORMULA`] keeps the recursion
    /// shallow.
    fn value_once<'f>(
        &'f self,
        id: &str,
        date: Date,
        known: &mut BTreeMap<&'f str, Option<Decimal>>,
    ) -> Option<Decimal> {
        let (id, fact) = self.0.get_key_value(id)?;
        let Some(formula) = &fact.formula else {
            return fact.dated(date).map(|v| v.value.value.0);
        };
        if let Some(value) = known.get(id.as_str()) {
            return *value;
        }
        known.insert(id, None);
        let value = self.of_formula(fact, formula, date, true, known);
        known.insert(id, value);
        value
    }

    /// What a fact's formula gives on `date` before it is rounded; the facts
    /// that it uses are rounded as they say.
    pub fn unrounded(&self, id: &str, date: Date) -> Option<Decimal> {
        let fact = self.0.get(id)?;
        let formula = fact.formula.as_ref()?;
        self.of_formula(fact, formula, date, false, &mut BTreeMap::new())
    }

    fn of_formula<'f>(
        &'f self,
        fact: &Fact,
        formula: &Formula,
        date: Date,
        rounded: bool,
        known: &mut BTreeMap<&'f str, Option<Decimal>>,
    ) -> Option<Decimal> {
        let value = formula.evaluate(&mut |id| {
            let value = self.value_once(id, date, known)?;
            match self.0.get(id)?.unit {
                Unit::Percent => value.checked_div(Decimal::ONE_HUNDRED),
                _ => Some(value),
            }
        })?;
        // A formula speaks in whole parts; a percent fact is said in hundredths.
        let value = match fact.unit {
            Unit::Percent => value.checked_mul(Decimal::ONE_HUNDRED)?,
            _ => value,
        };
        match fact.record.round.as_ref().filter(|_| rounded) {
            Some(step) => formula::round_to(value, step.value.0),
            None => Some(value),
        }
    }

    /// The facts a fact rests on: itself, and those its formula uses.
    pub fn basis<'a>(&'a self, id: &'a str, found: &mut Vec<&'a str>) {
        if found.contains(&id) {
            return;
        }
        let Some((id, fact)) = self.0.get_key_value(id) else { return };
        found.push(id);
        for (used, _) in fact.formula.iter().flat_map(Formula::facts) {
            self.basis(used, found);
        }
    }

    /// The last day the value of `date` holds, if it has one.
    pub fn ends(&self, id: &str, date: Date) -> Option<Date> {
        let mut basis = Vec::new();
        self.basis(id, &mut basis);
        let end = |id: &&str| self.0.get(*id)?.dated(date)?.until;
        basis.iter().filter_map(end).min()
    }

    /// The legal documents a fact rests on, on `date`.
    pub fn legal(&self, id: &str, date: Date) -> Vec<&ItemId> {
        let mut basis = Vec::new();
        self.basis(id, &mut basis);
        let mut legal: Vec<&ItemId> = Vec::new();
        for fact in basis.iter().filter_map(|id| self.0.get(*id)) {
            let dated = fact.dated(date).and_then(|v| v.value.legal.as_ref());
            for document in dated.into_iter().chain(&fact.record.legal) {
                if !legal.contains(&&document.value) {
                    legal.push(&document.value);
                }
            }
        }
        legal
    }

    /// Every value a fact has had and will have, in order of time.
    pub fn history(&self, id: &str) -> Vec<Dated> {
        let mut basis = Vec::new();
        self.basis(id, &mut basis);
        // A new value can begin where one of the values it rests on begins,
        // or the day after one ends.
        let mut starts: Vec<Option<Date>> = vec![None];
        for value in basis.iter().filter_map(|id| self.0.get(*id)).flat_map(Fact::values) {
            starts.push(value.value.from);
            starts.push(value.value.until.and_then(|until| until.tomorrow().ok()));
        }
        starts.sort_unstable();
        starts.dedup();
        let mut history: Vec<Dated> = Vec::new();
        for (i, from) in starts.iter().enumerate() {
            let next = starts.get(i + 1).copied().flatten();
            let until = next.and_then(|next| next.yesterday().ok());
            let day = from.or(until).unwrap_or(Date::constant(2000, 1, 1));
            let Some(value) = self.value(id, day) else { continue };
            match history.last_mut() {
                Some(last)
                    if last.value == value
                        && last.until.and_then(|u| u.tomorrow().ok()) == *from =>
                {
                    last.until = until;
                }
                _ => history.push(Dated { value, from: *from, until }),
            }
        }
        history
    }
}

impl Fact {
    /// Its written values.
    pub fn values(&self) -> &[Spanned<FactValue>] {
        self.record.values.as_ref().map_or(&[], |values| &values.0)
    }

    /// The written value that holds on `date`.
    pub fn dated(&self, date: Date) -> Option<&Spanned<FactValue>> {
        self.values().iter().find(|v| {
            v.value.from.is_none_or(|from| from <= date)
                && v.value.until.is_none_or(|until| date <= until)
        })
    }
}
