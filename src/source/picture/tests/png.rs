//! PNGs that say their colours in chunks of their own.

use super::*;

/// A PNG of the picture with these chunks behind its header.
fn with_chunks(picture: &RgbImage, chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    PngEncoder::new(&mut bytes)
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .expect("a PNG");
    let mut out = bytes[..33].to_vec();
    for (kind, data) in chunks {
        chunk(&mut out, kind, data);
    }
    out.extend(&bytes[33..]);
    out
}

fn chromaticities(points: [f64; 8]) -> Vec<u8> {
    points.iter().flat_map(|p| ((p * 100_000.0).round() as u32).to_be_bytes()).collect()
}

fn gamma(value: f64) -> Vec<u8> {
    ((value * 100_000.0).round() as u32).to_be_bytes().to_vec()
}

const D65: [f64; 2] = [0.3127, 0.329];
const SRGB: [f64; 6] = [0.64, 0.33, 0.3, 0.6, 0.15, 0.06];
const P3: [f64; 6] = [0.68, 0.32, 0.265, 0.69, 0.15, 0.06];
const BT2020: [f64; 6] = [0.708, 0.292, 0.17, 0.797, 0.131, 0.046];

fn with_white(points: [f64; 6]) -> Vec<u8> {
    chromaticities([&D65[..], &points].concat().try_into().expect("eight"))
}

/// From linear light of one to that of sRGB; all have the white D65.
const SAME: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
const OF_P3: [[f64; 3]; 3] = [
    [1.224_940, -0.224_940, 0.0],
    [-0.042_057, 1.042_057, 0.0],
    [-0.019_638, -0.078_636, 1.098_274],
];
const OF_BT2020: [[f64; 3]; 3] = [
    [1.660_491, -0.587_641, -0.072_850],
    [-0.124_550, 1.132_900, -0.008_349],
    [-0.018_151, -0.100_579, 1.118_730],
];

/// The light of a value as BT.709 and BT.2020 have it.
fn bt709(value: f64) -> f64 {
    if value < 0.081_243 { value / 4.5 } else { ((value + 0.099_297) / 1.099_297).powf(1.0 / 0.45) }
}

#[test]
fn colours_said_in_chunks_become_what_they_are_in_srgb() {
    type Case = (Vec<(&'static [u8; 4], Vec<u8>)>, fn(f64) -> f64, [[f64; 3]; 3]);
    let cases: [Case; 8] = [
        (vec![(b"cICP", vec![12, 13, 0, 1])], linear, OF_P3),
        (vec![(b"cICP", vec![9, 14, 0, 1])], bt709, OF_BT2020),
        (vec![(b"cICP", vec![9, 13, 0, 1])], linear, OF_BT2020),
        (vec![(b"cICP", vec![1, 8, 0, 1])], |value| value, SAME),
        (vec![(b"gAMA", gamma(0.5)), (b"cHRM", with_white(P3))], |value| value.powi(2), OF_P3),
        (vec![(b"gAMA", gamma(1.0))], |value| value, SAME),
        (vec![(b"cHRM", with_white(BT2020))], linear, OF_BT2020),
        // What is believed before what.
        (
            vec![(b"cICP", vec![12, 13, 0, 1]), (b"gAMA", gamma(1.0)), (b"sRGB", vec![0])],
            linear,
            OF_P3,
        ),
    ];
    for (n, (chunks, light, matrix)) in cases.into_iter().enumerate() {
        for seed in 0..20 {
            let (picture, all) = colours(seed);
            let clean = clean(&with_chunks(&picture, &chunks), Form::Png).expect("a picture");
            let wanted = all.iter().map(|colour| {
                let light = colour.map(|c| light(f64::from(c) / 255.0));
                matrix.map(|row| srgb(row[0] * light[0] + row[1] * light[1] + row[2] * light[2]))
            });
            let off = off(&decoded(clean.on(Medium::Screen)), wanted);
            assert!(off <= 3.0, "case {n}, seed {seed}: {off}");
            let bytes = &clean.on(Medium::Screen).bytes;
            for kind in [b"cICP", b"gAMA", b"cHRM"] {
                assert!(!bytes.windows(4).any(|four| four == kind), "what it was is gone");
            }
        }
    }
}

#[test]
fn chunks_that_say_srgb_or_nothing_leave_a_picture_as_it_is() {
    let usual = (b"gAMA", gamma(0.454_55));
    let cases: [Vec<(&[u8; 4], Vec<u8>)>; 8] = [
        vec![usual.clone()],
        vec![(b"sRGB", vec![0]), (b"gAMA", gamma(1.0)), (b"cHRM", with_white(P3))],
        vec![(b"cICP", vec![1, 13, 0, 1])],
        vec![(b"cHRM", with_white(SRGB))],
        // Left open, unknown, of no light, of no use.
        vec![(b"cICP", vec![2, 2, 0, 1])],
        vec![(b"cICP", vec![77, 13, 0, 1])],
        vec![(b"cHRM", chromaticities([0.0; 8]))],
        vec![(b"gAMA", gamma(0.0))],
    ];
    for (n, chunks) in cases.into_iter().enumerate() {
        let (picture, _) = colours(n as u64);
        let clean = clean(&with_chunks(&picture, &chunks), Form::Png).expect("a picture");
        assert_eq!(decoded(clean.on(Medium::Screen)), picture, "case {n}");
    }
}

#[test]
fn what_has_no_one_form_on_paper_is_refused_by_its_name() {
    let (picture, _) = colours(1);
    for (code, kind) in
        [([9, 16, 0, 1], "HDR (PQ)"), ([12, 18, 0, 1], "HDR (HLG)"), ([1, 1, 0, 0], "video")]
    {
        let png = with_chunks(&picture, &[(b"cICP", code.to_vec())]);
        assert_eq!(clean(&png, Form::Png).err(), Some(PictureFault::Colours(kind)));
    }
}

#[test]
fn a_gray_picture_is_brought_along() {
    let gray = image::GrayImage::from_fn(64, 64, |x, y| image::Luma([(x + y) as u8 * 2]));
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(&gray, 64, 64, ExtendedColorType::L8).expect("a PNG");
    let mut png = bytes[..33].to_vec();
    chunk(&mut png, b"gAMA", &gamma(1.0));
    png.extend(&bytes[33..]);
    let shown = decoded(clean(&png, Form::Png).expect("a picture").on(Medium::Screen));
    for (x, y) in [(0, 0), (10, 3), (40, 40), (63, 63)] {
        let wanted = srgb(f64::from(gray.get_pixel(x, y).0[0]) / 255.0);
        let got = shown.get_pixel(x, y).0;
        assert!(got.iter().all(|c| (f64::from(*c) - wanted).abs() <= 3.0), "{got:?}: {wanted}");
    }
}
