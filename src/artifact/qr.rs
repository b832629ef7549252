//! QR codes: the symbol of an address and its drawing as SVG.
//!
//! The SVG carries its own quiet zone on white, so a template that shows the
//! whole picture cannot draw a code without it.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use qrcode::bits::encode_auto;
use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

/// Modules of white on each side of the symbol (ISO/IEC 18004, 5.3.8).
pub const QUIET_ZONE: u32 = 4;

/// How much of the symbol may be lost (ISO/IEC 18004, error correction).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// About 7 %.
    L,
    /// About 15 %: cards, seen on clean screens.
    M,
    /// About 25 %: paper, which is folded and stained.
    Q,
    /// About 30 %.
    H,
}

impl From<Level> for EcLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::L => Self::L,
            Level::M => Self::M,
            Level::Q => Self::Q,
            Level::H => Self::H,
        }
    }
}

/// Why an address cannot become a QR code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QrError {
    /// There is no address to encode.
    Empty,
    /// The address does not fit the largest symbol at this level.
    TooLong {
        /// The address's length in bytes.
        bytes: usize,
    },
}

impl std::fmt::Display for QrError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("a QR code needs an address"),
            Self::TooLong { bytes } => {
                write!(f, "an address of {bytes} bytes does not fit a QR code")
            }
        }
    }
}

impl std::error::Error for QrError {}

/// A QR code. Its symbol is worked out when somebody looks at it, which costs
/// about a millisecond: what is not drawn anew needs only to know what it
/// says. Serialises to what templates get, `{key, modules, url, label, alt}`,
/// but for the `svg`, which whoever draws it adds.
#[derive(Debug, Clone, Serialize)]
pub struct Qr {
    /// What tells its symbol from others.
    key: String,
    modules: u32,
    url: String,
    label: Option<String>,
    alt: String,
    #[serde(skip)]
    level: Level,
    #[serde(skip)]
    symbol: Arc<OnceLock<Symbol>>,
}

/// What is drawn of a code.
#[derive(Debug)]
struct Symbol {
    svg: String,
    dark: Vec<bool>,
}

impl Qr {
    /// The code of `url` in the smallest symbol that holds it. The text
    /// equivalent is the address itself until [`Qr::with_words`] says more.
    ///
    /// # Errors
    /// [`QrError::Empty`] or [`QrError::TooLong`].
    pub fn new(url: &str, level: Level) -> Result<Self, QrError> {
        if url.is_empty() {
            return Err(QrError::Empty);
        }
        let bits = encode_auto(url.as_bytes(), level.into())
            .map_err(|_| QrError::TooLong { bytes: url.len() })?;
        // 21 to 177 modules a side, by the standard.
        let modules = u32::try_from(bits.version().width())
            .map_err(|_| QrError::TooLong { bytes: url.len() })?;
        Ok(Self {
            key: format!("{level:?} {url}"),
            modules,
            url: url.to_owned(),
            label: None,
            alt: url.to_owned(),
            level,
            symbol: Arc::default(),
        })
    }

    fn symbol(&self) -> &Symbol {
        self.symbol.get_or_init(|| {
            let code = QrCode::with_error_correction_level(&self.url, self.level.into());
            // What could be encoded once can be encoded again.
            let colours = code.map_or_else(|_| Vec::new(), QrCode::into_colors);
            let dark: Vec<bool> = colours.into_iter().map(|c| c == Color::Dark).collect();
            Symbol { svg: draw(&dark, self.modules), dark }
        })
    }

    /// Adds the sentence shown beside the code and the text equivalent read
    /// aloud in its place.
    #[must_use]
    pub fn with_words(mut self, label: Option<String>, alt: String) -> Self {
        self.label = label;
        self.alt = alt;
        self
    }

    /// What tells its symbol from others: level and address.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The picture: a square of `modules + 8` units, quiet zone included.
    #[must_use]
    pub fn svg(&self) -> &str {
        &self.symbol().svg
    }

    /// Modules per side, without the quiet zone.
    #[must_use]
    pub fn modules(&self) -> u32 {
        self.modules
    }

    /// The address encoded.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The text equivalent.
    #[must_use]
    pub fn alt(&self) -> &str {
        &self.alt
    }

    /// Whether the module in column `x`, row `y` is dark. Everything outside
    /// the symbol is light, as the quiet zone is.
    #[must_use]
    pub fn is_dark(&self, x: i64, y: i64) -> bool {
        let inside = |v: i64| usize::try_from(v).ok().filter(|v| *v < self.modules as usize);
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) => self.symbol().dark[y * self.modules as usize + x],
            _ => false,
        }
    }
}

/// Draws the symbol: a white square, and the dark modules as one path with a
/// rectangle per horizontal run. One path, because the edges of neighbouring
/// rows would show as hairlines between separate shapes.
fn draw(dark: &[bool], modules: u32) -> String {
    let side = modules + 2 * QUIET_ZONE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path fill=\"#000\" d=\""
    );
    for (row, line) in (QUIET_ZONE..).zip(dark.chunks(modules as usize)) {
        let mut column = QUIET_ZONE;
        for run in line.chunk_by(|a, b| a == b) {
            let length = u32::try_from(run.len()).unwrap_or(u32::MAX);
            if run[0] {
                let _ = write!(svg, "M{column} {row}h{length}v1h-{length}z");
            }
            column += length;
        }
    }
    svg.push_str("\"/></svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://kit.example/q/k7f3a?v=3f9a1c";

    /// Paints the path of `svg` back into modules, to hold the runs against
    /// the symbol.
    fn painted(svg: &str, side: i64) -> Vec<(i64, i64)> {
        let path = svg.rsplit("d=\"").next().unwrap().split('"').next().unwrap();
        let mut dark = Vec::new();
        for run in path.split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (length, _) = rest.split_once('v').unwrap();
            let (x, y, length): (i64, i64, i64) =
                (x.parse().unwrap(), y.parse().unwrap(), length.parse().unwrap());
            assert!(x + length <= side);
            dark.extend((x..x + length).map(|x| (x, y)));
        }
        dark
    }

    #[test]
    fn runs_cover_exactly_the_dark_modules() {
        let qr = Qr::new(URL, Level::Q).unwrap();
        let side = i64::from(qr.modules() + 2 * QUIET_ZONE);
        let dark = painted(qr.svg(), side);
        let quiet = i64::from(QUIET_ZONE);
        for y in 0..side {
            for x in 0..side {
                assert_eq!(
                    dark.contains(&(x, y)),
                    qr.is_dark(x - quiet, y - quiet),
                    "module {x} {y}"
                );
            }
        }
    }

    #[test]
    fn svg_is_the_same_each_time_and_has_no_ids() {
        let qr = Qr::new(URL, Level::M).unwrap();
        assert_eq!(qr.svg(), Qr::new(URL, Level::M).unwrap().svg());
        assert!(!qr.svg().contains("id="));
        let side = qr.modules() + 8;
        assert!(qr.svg().contains(&format!("viewBox=\"0 0 {side} {side}\"")));
    }

    #[test]
    fn serialises_to_what_templates_get() {
        let qr = Qr::new(URL, Level::M)
            .unwrap()
            .with_words(Some("Xem bản mới nhất".into()), "Mã QR".into());
        let json = serde_json::to_value(&qr).unwrap();
        let keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["key", "modules", "url", "label", "alt"]);
        assert_eq!(json["alt"], "Mã QR");
    }

    #[test]
    fn an_address_that_cannot_be_encoded_is_an_error() {
        let error = |url: &str| Qr::new(url, Level::M).err();
        assert_eq!(error(""), Some(QrError::Empty));
        assert_eq!(error(&"a".repeat(5000)), Some(QrError::TooLong { bytes: 5000 }));
    }

    #[test]
    fn modules_are_known_before_the_symbol_is() {
        for level in [Level::L, Level::M, Level::Q, Level::H] {
            for length in [1, 20, 60, 200, 900] {
                let url = "h".repeat(length);
                let code = QrCode::with_error_correction_level(&url, level.into()).unwrap();
                let qr = Qr::new(&url, level).unwrap();
                assert_eq!(qr.modules() as usize, code.width(), "{level:?} {length}");
            }
        }
    }
}
