//! The small copies of pictures that pages show: how wide they are, and where
//! they lie.

/// How wide they may be, px.
pub const WIDTHS: [u32; 4] = [320, 480, 640, 1080];

/// A card on its message's page: 240 px of CSS, of a coarse and a fine screen.
pub const CARD: &[u32] = &[320, 480];

/// A card in lists: as wide as a phone.
pub const LISTED: &[u32] = &[320, 640];

/// Sheets and pictures among text: on a wide screen they are larger.
pub const WIDE: &[u32] = &[320, 640, 1080];

/// The widest that stands for its picture where a browser does not choose, px.
pub const USUAL: u32 = 640;

/// Where the copy of the width `width` lies: beside its picture.
#[must_use]
pub fn path(picture: &str, width: u32) -> String {
    format!("{picture}.{width}.webp")
}

/// The sides of the copy of the width `width`, px: never more than its
/// picture's.
#[must_use]
pub fn sides((width, height): (u32, u32), wanted: u32) -> (u32, u32) {
    if width <= wanted {
        return (width, height);
    }
    let scale = f64::from(wanted) / f64::from(width);
    (wanted, (f64::from(height) * scale).round().max(1.0) as u32)
}

/// The copies worth choosing from of a picture that is `width` px wide and
/// has those of `widths`, as path and width: each larger than the one before.
pub fn choice(
    picture: &str,
    width: u32,
    widths: impl IntoIterator<Item = u32>,
) -> impl Iterator<Item = (String, u32)> {
    let mut last = 0;
    widths.into_iter().filter_map(move |wanted| {
        let own = wanted.min(width);
        let is_more = own > last;
        last = own;
        is_more.then(|| (path(picture, wanted), own))
    })
}

#[cfg(test)]
mod tests {
    use super::{WIDE, choice, sides};

    #[test]
    fn a_copy_is_never_larger_than_its_picture() {
        assert_eq!(sides((1080, 1920), 320), (320, 569));
        assert_eq!(sides((300, 20), 320), (300, 20));
        assert_eq!(sides((9000, 1), 320), (320, 1));
        let chosen: Vec<_> = choice("a.png", 500, WIDE.to_vec()).collect();
        let wanted = [("a.png.320.webp".to_string(), 320), ("a.png.640.webp".to_string(), 500)];
        assert_eq!(chosen, wanted);
        assert_eq!(choice("a.png", 0, WIDE.to_vec()).count(), 0);
    }
}
