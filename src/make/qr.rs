//! Reading QR codes back from pixels, as a phone would.

/// Decodes every QR code found in a grey picture (`grey(x, y)` is 0 for black
/// and 255 for white), in the order the decoder finds them. Codes that cannot
/// be decoded are left out.
///
/// This costs as much as drawing a card: builds compare pixels instead, and
/// `check` and the tests read the codes back.
pub fn read(width: usize, height: usize, grey: impl FnMut(usize, usize) -> u8) -> Vec<String> {
    if width == 0 || height == 0 {
        return Vec::new();
    }
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    picture
        .detect_grids()
        .iter()
        .filter_map(|grid| grid.decode().ok())
        .map(|(_, text)| text)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::artifact::qr::{Level, QUIET_ZONE, Qr};

    const URL: &str = "https://kit.example/q/k7f3a?v=3f9a1c";

    #[test]
    fn what_is_drawn_can_be_read() {
        let qr = Qr::new(URL, Level::Q).unwrap();
        let side = (qr.modules() + 2 * QUIET_ZONE) as usize * 3;
        let found =
            read(
                side,
                side,
                |x, y| {
                    if qr.is_dark(x as i64 / 3 - 4, y as i64 / 3 - 4) { 0 } else { 255 }
                },
            );
        assert_eq!(found, [URL]);
        assert!(read(0, 0, |_, _| 0).is_empty());
    }
}
