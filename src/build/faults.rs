//! `text-overflow`, `overlapping-text`, `low-contrast`, `missing-glyph`,
//! `qr-unreadable`, `qr-too-small`, `file-too-large`: what came out when a drawing was laid out, said in the editor's terms.

use std::collections::BTreeMap;

use crate::artifact::{Drawing, Head, Kind};
use crate::diag::{Diagnostic, Diagnostics, Files, Id, Message, Span, TextKey};
use crate::make::typeset::{Fault, Met};
use crate::theme::{Theme, is_silent};

use super::workshop::EngineFault;

/// The heaviest picture that Zalo takes in a post, in bytes (output
/// contract); the other channels take more.
const LARGEST_CARD: u64 = 1 << 20;

/// Reports a card that is too heavy for a channel.
pub(super) fn weigh(drawing: &Drawing, head: &Head, bytes: u64, out: &mut Diagnostics) {
    if head.kind == Kind::Card && bytes > LARGEST_CARD {
        let size = format!("{:.1} MB", bytes as f64 / f64::from(1 << 20));
        out.push(
            Diagnostic::new(Id::FileTooLarge, drawing.place)
                .with("path", &*head.path)
                .with("size", size)
                .with("channel", "zalo")
                .with("limit", "1 MB")
                .hint(Message::new(TextKey::HINT_LIGHTER)),
        );
    }
}

/// Makes one of the faults that several drawings of a text have, such as the
/// formats of a card: the worst of them, with the names of all.
pub(super) fn joined(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut joined: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for one in found {
        let formats = |of: &Diagnostic| of.message.given("formats").map(str::to_owned);
        let is_same = |other: &&mut Diagnostic| {
            one.span == other.span
                && one.message.key == other.message.key
                && one.message.args.get("where") == other.message.args.get("where")
        };
        let known = formats(&one).and_then(|own| Some((own, joined.iter_mut().find(is_same)?)));
        let Some((own, other)) = known else {
            joined.push(one);
            continue;
        };
        let letters = |of: &Diagnostic| {
            of.message.given("letters").and_then(|letters| letters.parse::<usize>().ok())
        };
        let mut all = formats(other).unwrap_or_default();
        if !all.split(", ").any(|format| format == own) {
            all = format!("{all}, {own}");
        }
        let worst = if letters(&one) > letters(other) { one } else { other.clone() };
        *other = worst.with("formats", all);
    }
    joined
}

/// A drawing whose faults are told in an editor's terms.
pub(super) struct Desk<'d> {
    /// The drawing.
    pub drawing: &'d Drawing,
    /// Of a card.
    pub format: Option<&'d str>,
    /// The texts that faults point into.
    pub files: &'d Files,
    /// What it was drawn with.
    pub theme: &'d Theme,
    /// The places of the item's texts.
    pub spans: &'d [Span],
}

impl Desk<'_> {
    /// Reports the drawing's faults. Where it could not be made, what else
    /// would be a flaw is an error whatever the kit says: an exporter refuses
    /// characters without glyph, and then they are the cause.
    pub(super) fn report(&self, faults: &[Fault], is_made: bool, out: &mut Diagnostics) {
        let has_cause = faults.iter().any(|fault| matches!(fault, Fault::MissingGlyph { .. }));
        for fault in faults {
            if !fault.is_flaw() && has_cause || is_made && self.is_said(fault) {
                continue;
            }
            let diagnostic = self.diagnostic(fault);
            out.push(if is_made { diagnostic } else { diagnostic.firm() });
        }
    }

    /// Whether a fault was found before drawing: of texts that were written,
    /// whose characters no font has.
    fn is_said(&self, fault: &Fault) -> bool {
        let Fault::MissingGlyph { characters, .. } = fault else { return false };
        let is_written = |c: char| self.spans.iter().any(|s| self.files.slice(*s).contains(c));
        let is_said = |sign: &str| {
            sign.chars().any(|c| !is_silent(c) && !self.theme.draws(c) && is_written(c))
        };
        characters.split(' ').all(is_said)
    }

    fn diagnostic(&self, fault: &Fault) -> Diagnostic {
        let drawing = self.drawing;
        match fault {
            Fault::Overflow { what, over, of, unit, text, letters } => {
                // What the template measured is the whole text's; what only
                // the ink shows is a word's.
                let own = drawing.places.get(what).copied();
                let word = || self.find(text);
                let spot = if *of > 0.0 { own.or_else(word) } else { word().or(own) };
                let spot = spot.unwrap_or(drawing.place);
                let diagnostic = self
                    .named(Diagnostic::new(Id::TextOverflow, spot), what)
                    .with("over", format!("{over:.1}"))
                    .with("unit", unit)
                    .hint(Message::new(TextKey::HINT_SHORTEN));
                if *letters == 0 {
                    return diagnostic;
                }
                let diagnostic = diagnostic.with("letters", letters.to_string());
                match self.format.filter(|_| drawing.entry == "card") {
                    Some(format) => {
                        diagnostic.text(TextKey::TEXT_OVERFLOW_CARD).with("formats", format)
                    }
                    None => diagnostic.text(TextKey::TEXT_OVERFLOW_LETTERS),
                }
            }
            Fault::SmallType { what, text, size, least, unit } => {
                let unit = if unit == "px" { "px" } else { "pt" };
                let diagnostic = Diagnostic::new(Id::TextOverflow, self.spot(text))
                    .text(TextKey::TEXT_OVERFLOW_SMALL)
                    .with("text", text)
                    .with("size", format!("{size:.1} {unit}"))
                    .with("least", format!("{least:.1} {unit}"))
                    .hint(Message::new(TextKey::HINT_SHORTEN));
                self.named(diagnostic, what)
            }
            Fault::Overlap { text, met, .. } => {
                let diagnostic = Diagnostic::new(Id::OverlappingText, self.spot(text))
                    .with("text", text)
                    .hint(Message::new(TextKey::HINT_SHORTEN));
                match met {
                    Met::Text(other) => diagnostic.with("other", other),
                    Met::Picture => diagnostic.text(TextKey::OVERLAPPING_PICTURE),
                    Met::Shape => diagnostic.text(TextKey::OVERLAPPING_SHAPE),
                }
            }
            Fault::LowContrast { text, contrast, least, .. } => {
                Diagnostic::new(Id::LowContrast, self.spot(text))
                    .text(TextKey::LOW_CONTRAST_DRAWN)
                    .with("text", text)
                    .with("contrast", format!("{contrast:.1}"))
                    .with("least", least.to_string())
                    .hint(Message::new(TextKey::HINT_THEME).with("detail", fault.to_string()))
            }
            Fault::Pages { declared, drawn, spilled } => {
                Diagnostic::new(Id::TextOverflow, self.spot(spilled))
                    .text(TextKey::TEXT_OVERFLOW_PAGES)
                    .with("drawn", drawn.to_string())
                    .with("declared", declared.to_string())
                    .with("spilled", spilled)
                    .hint(Message::new(TextKey::HINT_SHORTEN))
            }
            Fault::MissingGlyph { characters, text, .. } => {
                // The same character may stand in a text that is not drawn.
                let first = characters.split(' ').next().unwrap_or_default();
                let within = |span: Span| {
                    let at = self.files.slice(span).find(first)?;
                    Some(span.slice(at, at + first.len()))
                };
                let around = self.find(text).and_then(within);
                let spot = around.or_else(|| self.spans.iter().copied().find_map(within));
                Diagnostic::new(Id::MissingGlyph, spot.unwrap_or(drawing.place))
                    .with("characters", characters)
                    .hint(Message::new(TextKey::HINT_GLYPH))
            }
            Fault::QrTooSmall { url, module, module_min, unit, .. } => {
                Diagnostic::new(Id::QrTooSmall, drawing.place)
                    .with("url", url)
                    .with("module", format!("{module:.2}"))
                    .with("least", module_min.to_string())
                    .with("unit", unit)
            }
            Fault::QrMissing { url }
            | Fault::QrTurned { url, .. }
            | Fault::QrOffGrid { url, .. }
            | Fault::QrUnreadable { url, .. } => {
                // What exactly is wrong is the theme's business.
                Diagnostic::new(Id::QrUnreadable, drawing.place)
                    .with("url", url)
                    .hint(Message::new(TextKey::HINT_THEME).with("detail", fault.to_string()))
            }
            // Where the engine knows the place in the template, that is the
            // place, whatever was being drawn.
            Fault::Theme(notice) if notice.place.is_some() => {
                EngineFault::from(notice).said(self.theme, self.files)
            }
            Fault::Theme(_) | Fault::TooLarge { .. } | Fault::LargeType { .. } => {
                Diagnostic::new(Id::ThemeFault, drawing.place)
                    .with("theme", &drawing.entry)
                    .with("detail", fault.to_string())
            }
        }
    }

    /// Names a part of the drawing as a person would.
    fn named(&self, diagnostic: Diagnostic, what: &str) -> Diagnostic {
        let (name, number) = match what.rsplit_once('-') {
            Some((name, number)) if number.bytes().all(|b| b.is_ascii_digit()) => (name, number),
            _ => (what, ""),
        };
        let word = match (name, number) {
            ("headline", _) => TextKey::WHERE_HEADLINE,
            ("body", _) => TextKey::WHERE_BODY,
            ("label", _) => TextKey::WHERE_LABEL,
            ("figure", _) => TextKey::WHERE_FIGURE,
            ("by", _) => TextKey::WHERE_BY,
            ("unit", _) => TextKey::WHERE_UNIT,
            ("step", _) => TextKey::WHERE_STEP,
            ("steps", _) => TextKey::WHERE_STEPS,
            ("title", _) => TextKey::WHERE_TITLE,
            ("cover", _) => TextKey::WHERE_COVER,
            ("panel", _) => match self.panel(number) {
                Some(names) => {
                    let diagnostic = diagnostic.with("name", names.clone());
                    return diagnostic.with("where", TextKey::WHERE_PANEL_NAMED).with("n", number);
                }
                None => TextKey::WHERE_PANEL,
            },
            ("page", _) => TextKey::WHERE_PAGE,
            ("block", _) => TextKey::WHERE_BLOCK,
            ("cell", _) => TextKey::WHERE_CELL,
            ("legal" | "small type", _) => TextKey::WHERE_LEGAL,
            ("kicker", _) => TextKey::WHERE_KICKER,
            ("contact", _) => TextKey::WHERE_CONTACT,
            ("code", _) => TextKey::WHERE_CODE,
            _ => TextKey::WHERE_EDGE,
        };
        diagnostic.with("where", word).with("n", number)
    }

    /// What the theme calls a panel, counted from 1.
    fn panel(&self, number: &str) -> Option<&BTreeMap<String, String>> {
        let (_, sheet) = self.theme.sheet(Some(&self.drawing.entry))?;
        sheet.panels.get(number.parse::<usize>().ok()?.checked_sub(1)?)
    }

    /// Where a text stands, or what is drawn.
    fn spot(&self, text: &str) -> Span {
        self.find(text).unwrap_or(self.drawing.place)
    }

    /// Where in an item's texts a text stands, as it was drawn: figures are
    /// filled in and marks added, so as much of it as is found.
    fn find(&self, text: &str) -> Option<Span> {
        let text = text.replace('\u{a0}', " ");
        let words: Vec<&str> = text.split_whitespace().collect();
        let find = |words: &str| {
            self.spans.iter().find_map(|span| {
                let at = self.files.slice(*span).find(words)?;
                Some(span.slice(at, at + words.len()))
            })
        };
        let long_enough = |part: &[&str]| part.iter().map(|word| word.len()).sum::<usize>() > 4;
        (1..=words.len().min(MOST_SOUGHT)).rev().find_map(|count| {
            let mut parts = words.windows(count).filter(|part| long_enough(part));
            parts.find_map(|part| find(&part.join(" ")))
        })
    }
}

/// The longest row of words that is looked for.
const MOST_SOUGHT: usize = 8;
