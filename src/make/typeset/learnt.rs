//! What a drawing teaches about itself: pages, fitted sizes, QR codes. All of
//! it serialises, so that a cache can keep it beside the bytes.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::fault::{Fault, Notice};
use crate::artifact::qr::QUIET_ZONE;
use crate::artifact::{PT_PER_MM, PageSize};

/// A QR code as it was drawn, compared with its symbol pixel by pixel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawnQr {
    /// The address in it.
    pub url: String,
    /// The page, from 0.
    pub page: usize,
    /// Left edge in pt, quiet zone included.
    pub x: f64,
    /// Top edge in pt, quiet zone included.
    pub y: f64,
    /// Side in pt, quiet zone included.
    pub side: f64,
    /// One module in pt.
    pub module: f64,
}

impl DrawnQr {
    /// One module in millimetres.
    #[must_use]
    pub fn module_mm(&self) -> f64 {
        self.module / PT_PER_MM
    }

    /// The symbol's side in millimetres, without its quiet zone.
    #[must_use]
    pub fn symbol_mm(&self) -> f64 {
        (self.side - 2.0 * f64::from(QUIET_ZONE) * self.module) / PT_PER_MM
    }
}

/// What a template said about itself through `<lantoa-report>`, apart from
/// overflows, which are faults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// `fit`, or a kind of the theme's own.
    pub kind: String,
    /// The other fields, as the template wrote them.
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}

impl Report {
    /// Sorts what a template reported into reports and faults.
    pub(super) fn read(value: Value) -> Result<Self, Fault> {
        let Value::Object(mut fields) = value else {
            return Err(malformed("a report is not a dictionary", &value));
        };
        let Some(Value::String(kind)) = fields.shift_remove("kind") else {
            return Err(malformed("a report has no `kind`", &Value::Object(fields)));
        };
        if kind != "overflow" {
            return Ok(Self { kind, fields });
        }
        let text = |key: &str| fields.get(key).and_then(Value::as_str);
        let number = |key: &str| fields.get(key).and_then(Value::as_f64);
        match (text("what"), number("over"), text("unit")) {
            (Some(what), Some(over), Some(unit)) => Err(Fault::Overflow {
                what: what.to_owned(),
                over,
                of: number("of").unwrap_or(0.0),
                unit: unit.to_owned(),
                text: String::new(),
                letters: 0,
            }),
            _ => Err(malformed(
                "an overflow needs `what`, `over` and `unit`",
                &Value::Object(fields),
            )),
        }
    }
}

fn malformed(message: &str, value: &Value) -> Fault {
    Fault::Theme(Notice::plain(format!("<lantoa-report>: {message}: {value}")))
}

/// Everything the caller needs to know about a drawing besides its bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Learnt {
    /// The pages' sizes.
    pub pages: Vec<PageSize>,
    /// What the template reported.
    pub reports: Vec<Report>,
    /// Every QR code drawn, verified, in reading order.
    pub qr: Vec<DrawnQr>,
    /// Warnings of the layout engine: all of them are flaws of the theme.
    pub warnings: Vec<Notice>,
    /// What is wrong with it and did not keep it from being drawn.
    pub flaws: Vec<Fault>,
}
