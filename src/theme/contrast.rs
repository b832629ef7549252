//! How well two colours are told apart.

/// The contrast of two colours, 1 to 21 (WCAG 2.1, contrast ratio).
#[must_use]
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, 0 to 1 (WCAG 2.1), of a colour in sRGB
/// (IEC 61966-2-1).
#[must_use]
pub fn luminance(colour: [u8; 3]) -> f64 {
    // Black and white are nearly all that codes and their papers have.
    match colour {
        [0, 0, 0] => return 0.0,
        [255, 255, 255] => return 1.0,
        _ => {}
    }
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrasts_as_the_standard_has_them() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        // #767676 on white is the standard's own example of just enough.
        assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.01);
    }
}
