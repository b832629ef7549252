//! What facts and bars count: the units of the content model, and what people
//! write for them.

use rust_decimal::Decimal;

use super::text::Localized;
use crate::locale::Locale;

/// What a fact counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Money, once or by month or year.
    Vnd(Per),
    /// Hundredths.
    Percent,
    /// Years.
    Years,
    /// Months.
    Months,
    /// People.
    People,
    /// Something else, written after the number as it is.
    Other,
}

/// For how long an amount is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// Nothing is said of it.
    Once,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// The words for money, as the content model has them and as people write them.
const MONEY: &[&str] = &["vnd", "vnđ", "đồng", "đ", "₫", "đồng việt nam", "việt nam đồng"];
/// The words for a month and a year after an amount.
const MONTH: &[&str] = &["month", "tháng", "mo"];
const YEAR: &[&str] = &["year", "năm", "yr"];
/// What stands between an amount and its time.
const PER: &[&str] = &["/", " mỗi ", " một ", " per ", " a ", " hằng ", " hàng "];

impl Unit {
    /// The unit an editor wrote: a word of the content model, or what people
    /// write for it (`đồng/tháng`, `%`, `năm`).
    pub fn parse(text: &str) -> Unit {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        match text.as_str() {
            "percent" | "per cent" | "%" | "phần trăm" => return Unit::Percent,
            "years" | "year" | "năm" => return Unit::Years,
            "months" | "month" | "tháng" => return Unit::Months,
            "people" | "person" | "persons" | "người" => return Unit::People,
            text if MONEY.contains(&text) => return Unit::Vnd(Per::Once),
            _ => {}
        }
        let halves = PER.iter().find_map(|per| text.split_once(per));
        match halves.map(|(money, time)| (money.trim(), time.trim())) {
            Some((money, time)) if MONEY.contains(&money) && MONTH.contains(&time) => {
                Unit::Vnd(Per::Month)
            }
            Some((money, time)) if MONEY.contains(&money) && YEAR.contains(&time) => {
                Unit::Vnd(Per::Year)
            }
            _ => Unit::Other,
        }
    }

    /// The unit that is written in several languages: what they all say.
    pub fn of(written: &Localized) -> Unit {
        let mut units = written.iter().map(|(_, text)| Unit::parse(&text.raw));
        let first = units.next().unwrap_or(Unit::Other);
        if units.all(|unit| unit == first) { first } else { Unit::Other }
    }

    /// Whether it is an amount of money.
    pub fn is_money(self) -> bool {
        matches!(self, Unit::Vnd(_))
    }

    /// What follows a number in a sentence, with the space before it; none
    /// where it is written as the editor has it.
    pub fn suffix(self, locale: &Locale, n: Decimal) -> Option<&str> {
        Some(match self {
            Unit::Vnd(_) => locale.suffix(|units| &units.vnd, n),
            Unit::Percent => locale.suffix(|units| &units.percent, n),
            Unit::Years => locale.suffix(|units| &units.years, n),
            Unit::Months => locale.suffix(|units| &units.months, n),
            Unit::People => locale.suffix(|units| &units.people, n),
            Unit::Other => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_as_people_write_them() {
        let money = ["đồng", "VND", "vnđ", "Đồng", "đ", "₫"];
        let times = [(Per::Month, "tháng"), (Per::Month, "month"), (Per::Year, "năm")];
        for money in money {
            assert_eq!(Unit::parse(money), Unit::Vnd(Per::Once), "{money}");
            for (per, time) in times.into_iter().chain([(Per::Year, "year")]) {
                for between in ["/", " / ", "/ ", " mỗi ", " một "] {
                    let written = format!(" {money}{between}{time}");
                    assert_eq!(Unit::parse(&written), Unit::Vnd(per), "{written}");
                }
            }
        }
        for (text, unit) in [
            ("%", Unit::Percent),
            ("phần trăm", Unit::Percent),
            ("năm", Unit::Years),
            ("Tháng", Unit::Months),
            ("người", Unit::People),
            ("triệu đồng", Unit::Other),
            ("đồng/ngày", Unit::Other),
            ("người/năm", Unit::Other),
            ("lần", Unit::Other),
            ("", Unit::Other),
        ] {
            assert_eq!(Unit::parse(text), unit, "{text}");
        }
    }
}
