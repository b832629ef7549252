//! Facts once all are known: formulas parsed, cycles and overlapping periods
//! found, every fact valued for the kit's day, values that cannot be computed
//! reported.

use std::collections::BTreeSet;

use super::day::Day;
use super::formula::{self, Fault, Foreign};
use super::*;
use crate::diag::{Diagnostic, Diagnostics, Message, TextKey};
use crate::source::{Content, Spanned};

/// Completes the kit's facts.
pub(super) fn resolve(kit: &mut Kit, content: &Content, out: &mut Diagnostics) {
    let ids: BTreeSet<String> = kit.facts.0.keys().cloned().collect();
    let declared: BTreeSet<&str> = kit.declared.ids("fact").collect();
    for (id, fact) in &mut kit.facts.0 {
        overlapping(fact, out);
        let record = &fact.record;
        let first = record.first.0;
        match (&record.formula, &record.values) {
            // What could not be read of it is reported already.
            (None, None) if kit.faulty_facts.contains(id) => {}
            (None, None) => {
                out.push(Diagnostic::new(Id::MissingField, first).with("field", "values"))
            }
            (Some(formula), Some(_)) => {
                out.push(
                    Diagnostic::new(Id::InvalidFormula, formula.span)
                        .text(TextKey::FORMULA_AND_VALUES),
                );
            }
            (Some(text), None) => match formula::parse(&text.value, &|id| ids.contains(id)) {
                Ok(parsed) => fact.formula = Some(parsed),
                Err(fault) => report(&fault, text, content, &ids, &declared, out),
            },
            (None, Some(_)) => {}
        }
    }
    super::formula_order::settle(&mut kit.facts, out);
    // From here on, nothing about the facts changes.
    let day = Day::of(&kit.facts, kit.date);
    for (id, fact) in &kit.facts.0 {
        let Some(text) = &fact.record.formula else { continue };
        let Some(parsed) = &fact.formula else { continue };
        let known = parsed.facts().iter().all(|(used, _)| day.value(used).is_some());
        if known && day.value(id).is_none() {
            out.push(
                Diagnostic::new(Id::InvalidFormula, text.span).text(TextKey::FORMULA_NO_RESULT),
            );
        }
    }
    kit.day = Arc::new(day);
}

fn overlapping(fact: &Fact, out: &mut Diagnostics) {
    let values = fact.values();
    // Mostly they follow each other, which is quickly seen.
    let follow = |pair: &[Spanned<fact::FactValue>]| {
        let (earlier, later) = (&pair[0].value, &pair[1].value);
        let forwards = later.until.is_none_or(|until| later.from.is_some_and(|f| f <= until));
        forwards && earlier.until.zip(later.from).is_some_and(|(until, from)| until < from)
    };
    let first_is_sound = values.first().is_some_and(|first| {
        first.value.from.zip(first.value.until).is_none_or(|(from, until)| from <= until)
    });
    if first_is_sound && values.windows(2).all(follow) {
        return;
    }
    for (i, later) in values.iter().enumerate() {
        let meets = |earlier: &Spanned<fact::FactValue>| {
            let starts = |a: Option<Date>, b: Option<Date>| match (a, b) {
                (Some(from), Some(until)) => from <= until,
                _ => true,
            };
            starts(later.value.from, earlier.value.until)
                && starts(earlier.value.from, later.value.until)
        };
        if values[..i].iter().any(meets) {
            out.push(
                Diagnostic::new(Id::OverlappingValues, later.span)
                    .with("fact", fact.record.id.as_str()),
            );
        }
    }
}

fn report(
    fault: &Fault,
    text: &Spanned<String>,
    content: &Content,
    ids: &BTreeSet<String>,
    declared: &BTreeSet<&str>,
    out: &mut Diagnostics,
) {
    // Quotes stand before the formula's first byte; other ways of writing it
    // (escapes, folded lines) point at the whole value.
    let written = content.files.slice(text.span);
    let shift = if written == text.value {
        Some(0)
    } else if written.get(1..written.len().saturating_sub(1)) == Some(&text.value) {
        Some(1)
    } else {
        None
    };
    let place = |range: &std::ops::Range<usize>| match shift {
        Some(shift) => text.span.slice(range.start + shift, range.end.max(range.start + 1) + shift),
        None => text.span,
    };
    match fault {
        Fault::UnknownFact(id, range) => {
            // A fact that was written but did not decode is reported once.
            if !declared.contains(id.as_str()) {
                let known = ids.iter().map(String::as_str);
                let near = out.closest(id, known);
                let diagnostic = Diagnostic::new(Id::UnknownFact, place(range)).with("fact", id);
                out.push(diagnostic.near(near));
            }
        }
        Fault::Unexpected(range) => out.push(Diagnostic::new(Id::InvalidFormula, place(range))),
        Fault::TightMinus(range) => out.push(
            Diagnostic::new(Id::InvalidFormula, place(range))
                .text(TextKey::FORMULA_TIGHT_MINUS)
                .hint(Message::new(TextKey::HINT_WRITE).with("text", " - ")),
        ),
        Fault::Foreign(range, foreign) => {
            let sign = text.value.get(range.clone()).unwrap_or_default();
            let (key, hint) = said(foreign);
            let diagnostic = Diagnostic::new(Id::InvalidFormula, place(range)).text(key);
            out.push(diagnostic.with("sign", sign).hint(hint));
        }
        Fault::TooLarge => {
            out.push(
                Diagnostic::new(Id::InvalidFormula, text.span).text(TextKey::FORMULA_TOO_LARGE),
            );
        }
    }
}

/// What is said of something that formulas do not know, and what to write.
fn said(foreign: &Foreign) -> (TextKey, Message) {
    let write = |text: &str| Message::new(TextKey::HINT_WRITE).with("text", text);
    match foreign {
        Foreign::Sign("-") => (TextKey::FORMULA_SIGN, write(" - ")),
        Foreign::Sign(operator) => (TextKey::FORMULA_SIGN, write(operator)),
        Foreign::Number(number) => (TextKey::FORMULA_NUMBER, write(number)),
        Foreign::Percent(part) => (TextKey::FORMULA_PERCENT, write(part)),
        Foreign::PercentOfFact => {
            (TextKey::FORMULA_PERCENT, Message::new(TextKey::HINT_PERCENT_OF_FACT))
        }
        Foreign::Extra(_) => (TextKey::FORMULA_EXTRA, Message::new(TextKey::HINT_FORMULA)),
    }
}
