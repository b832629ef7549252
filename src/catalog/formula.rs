//! Formulas over facts: `+ - * / ( )`, decimals, and fact ids; exact decimal
//! arithmetic. Ids may hold hyphens, so the longest known id wins, and a
//! minus between two values needs spaces around it.

use rust_decimal::Decimal;

/// A parsed formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// A decimal.
    Number(Decimal),
    /// A fact, by id, and where it stands in the formula (bytes).
    Fact(String, std::ops::Range<usize>),
    /// Two formulas joined.
    Binary(Box<Formula>, Operator, Box<Formula>),
    /// The negative.
    Minus(Box<Formula>),
}

/// What joins two formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// Sum.
    Add,
    /// Difference.
    Subtract,
    /// Product.
    Multiply,
    /// Quotient.
    Divide,
}

/// What is wrong with a formula, and where (bytes).
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// A word that is no fact.
    UnknownFact(String, std::ops::Range<usize>),
    /// Something else than what may stand here.
    Unexpected(std::ops::Range<usize>),
    /// A minus without spaces.
    TightMinus(std::ops::Range<usize>),
    /// Something that people write and formulas do not know, and what to
    /// write instead.
    Foreign(std::ops::Range<usize>, Foreign),
    /// Brackets too deep, or a formula too long.
    TooLarge,
}

/// What people write that formulas do not know.
#[derive(Debug, Clone, PartialEq)]
pub enum Foreign {
    /// Another sign for an operator: `×`, `x`, `÷`, `:`, `−`; the operator.
    Sign(&'static str),
    /// A number written as people write it: `4,5`, `1.500.000`; as it is
    /// written here.
    Number(String),
    /// A percent sign after a number; the number as a decimal.
    Percent(String),
    /// A percent sign after a fact, whose unit says so already.
    PercentOfFact,
    /// A sign that does not belong in a formula at all: `=`, braces, a unit.
    Extra(String),
}

/// Nested deeper than any rule of law.
const DEEPEST: usize = 50;

/// Parses `text`; `is_fact` says which ids are known.
pub fn parse(text: &str, is_fact: &dyn Fn(&str) -> bool) -> Result<Formula, Fault> {
    if text.len() > 4096 {
        return Err(Fault::TooLarge);
    }
    let mut parser = Parser { text, at: 0, depth: 0, is_fact };
    let formula = parser.sum()?;
    parser.space();
    if parser.at < text.len() {
        return Err(parser.unexpected());
    }
    Ok(formula)
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    is_fact: &'t dyn Fn(&str) -> bool,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn unexpected(&self) -> Fault {
        match super::formula_foreign::foreign(self.text, self.at) {
            Some((range, foreign)) => Fault::Foreign(range, foreign),
            None => {
                let width = self.rest().chars().next().map_or(0, char::len_utf8);
                Fault::Unexpected(self.at..self.at + width)
            }
        }
    }

    fn sum(&mut self) -> Result<Formula, Fault> {
        let mut left = self.product()?;
        loop {
            let before = self.at;
            self.space();
            let operator = match self.rest().chars().next() {
                Some('+') => Operator::Add,
                Some('-') => Operator::Subtract,
                _ => return Ok(left),
            };
            let spaced = self.at > before && self.rest()[1..].starts_with(char::is_whitespace);
            if operator == Operator::Subtract && !spaced {
                return Err(Fault::TightMinus(self.at..self.at + 1));
            }
            self.at += 1;
            let right = self.product()?;
            left = Formula::Binary(Box::new(left), operator, Box::new(right));
        }
    }

    fn product(&mut self) -> Result<Formula, Fault> {
        let mut left = self.value()?;
        loop {
            self.space();
            let operator = match self.rest().chars().next() {
                Some('*') => Operator::Multiply,
                Some('/') => Operator::Divide,
                _ => {
                    // Left for `sum`, which looks at the space before a minus.
                    while self.text[..self.at].ends_with(char::is_whitespace) {
                        self.at -=
                            self.text[..self.at].chars().next_back().map_or(1, char::len_utf8);
                    }
                    return Ok(left);
                }
            };
            self.at += 1;
            let right = self.value()?;
            left = Formula::Binary(Box::new(left), operator, Box::new(right));
        }
    }

    fn value(&mut self) -> Result<Formula, Fault> {
        self.space();
        match self.rest().chars().next() {
            Some('(') => {
                self.enter()?;
                self.at += 1;
                let inner = self.sum()?;
                self.space();
                if !self.rest().starts_with(')') {
                    return Err(self.unexpected());
                }
                self.at += 1;
                self.depth -= 1;
                Ok(inner)
            }
            Some('-') => {
                self.enter()?;
                self.at += 1;
                let inner = self.value()?;
                self.depth -= 1;
                Ok(Formula::Minus(Box::new(inner)))
            }
            Some(c) if c.is_ascii_alphanumeric() => self.word(),
            _ => Err(self.unexpected()),
        }
    }

    fn enter(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEEPEST { Err(Fault::TooLarge) } else { Ok(()) }
    }

    fn word(&mut self) -> Result<Formula, Fault> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '.' || c == '_'))
            .unwrap_or(rest.len());
        let word = &rest[..end];
        let boundary =
            |at: usize| !word[at..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
        let longest = (1..=word.len())
            .rev()
            .filter(|&at| word.is_char_boundary(at) && boundary(at))
            .find(|&at| (self.is_fact)(&word[..at]));
        if let Some(length) = longest {
            let formula = Formula::Fact(word[..length].to_string(), self.at..self.at + length);
            self.at += length;
            return Ok(formula);
        }
        let digits = word.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(word.len());
        if digits > 0
            && boundary(digits)
            && let Ok(number) = Decimal::from_str_exact(&word[..digits])
        {
            self.at += digits;
            return Ok(Formula::Number(number));
        }
        if let Some((range, foreign)) = super::formula_foreign::in_word(self.text, self.at, word) {
            return Err(Fault::Foreign(range, foreign));
        }
        let word = word.trim_end_matches('-');
        Err(Fault::UnknownFact(word.to_string(), self.at..self.at + word.len()))
    }
}

impl Formula {
    /// The facts it uses, in order, and where.
    pub fn facts(&self) -> Vec<(&str, std::ops::Range<usize>)> {
        match self {
            Formula::Number(_) => Vec::new(),
            Formula::Fact(id, range) => vec![(id, range.clone())],
            Formula::Minus(inner) => inner.facts(),
            Formula::Binary(left, _, right) => {
                let mut facts = left.facts();
                facts.extend(right.facts());
                facts
            }
        }
    }

    /// The value, given each fact's; `None` where a fact has none, a
    /// division is by zero, or a number grows past what a decimal holds.
    pub fn evaluate(&self, value: &mut dyn FnMut(&str) -> Option<Decimal>) -> Option<Decimal> {
        match self {
            Formula::Number(number) => Some(*number),
            Formula::Fact(id, _) => value(id),
            Formula::Minus(inner) => inner.evaluate(value).map(|v| -v),
            Formula::Binary(left, operator, right) => {
                let (left, right) = (left.evaluate(value)?, right.evaluate(value)?);
                match operator {
                    Operator::Add => left.checked_add(right),
                    Operator::Subtract => left.checked_sub(right),
                    Operator::Multiply => left.checked_mul(right),
                    Operator::Divide => left.checked_div(right),
                }
            }
        }
    }
}

/// `value` rounded to the nearest multiple of `step`, half away from zero.
pub fn round_to(value: Decimal, step: Decimal) -> Option<Decimal> {
    if step.is_zero() {
        return None;
    }
    let count = value
        .checked_div(step)?
        .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    count.checked_mul(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<Option<Decimal>, Fault> {
        let known = |id: &str| ["a", "a-b", "b", "luong-15"].contains(&id);
        let formula = parse(text, &known)?;
        Ok(formula.evaluate(&mut |id| {
            Some(Decimal::from(match id {
                "a" => 7,
                "b" => 2,
                "a-b" => 100,
                _ => 15,
            }))
        }))
    }

    #[test]
    fn longest_id_wins_and_minus_needs_spaces() {
        assert_eq!(value("a-b").ok().flatten(), Some(Decimal::from(100)));
        assert_eq!(value("a - b").ok().flatten(), Some(Decimal::from(5)));
        assert_eq!(value("b-a"), Err(Fault::TightMinus(1..2)));
        assert_eq!(value("2 * (a - b) / 4").ok().flatten(), Decimal::from_str_exact("2.5").ok());
        assert_eq!(value("luong-15 + 0.5").ok().flatten(), Decimal::from_str_exact("15.5").ok());
        assert_eq!(value("a / (b - 2)"), Ok(None));
        assert!(
            matches!(value("a * khong-co"), Err(Fault::UnknownFact(id, _)) if id == "khong-co")
        );
        assert!(matches!(value("a a"), Err(Fault::Unexpected(_))));
        assert!(matches!(value(""), Err(Fault::Unexpected(_))));
        assert!(matches!(value("a +"), Err(Fault::Unexpected(_))));
        assert!(value(&"(".repeat(4000)).is_err());
    }

    #[test]
    fn rounds_half_away_from_zero() {
        let d = |s: &str| Decimal::from_str_exact(s).unwrap_or_default();
        assert_eq!(round_to(d("2.5"), d("1")), Some(d("3")));
        assert_eq!(round_to(d("-2.5"), d("1")), Some(d("-3")));
        assert_eq!(round_to(d("1499"), d("1000")), Some(d("1000")));
    }
}
