use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb};
use moxcms::ColorProfile;

use super::*;

mod inks;
mod png;

/// A PNG whose header claims these sides, and that holds nothing else.
fn header(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    chunk(&mut png, b"IHDR", &[&sides[..], &[8, 6, 0, 0, 0]].concat());
    chunk(&mut png, b"IDAT", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    png.extend((data.len() as u32).to_be_bytes());
    let at = png.len();
    png.extend(kind);
    png.extend(data);
    let sum = png[at..].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 }
        })
    });
    png.extend((!sum).to_be_bytes());
}

/// Numbers that look like chance and are the same in every run.
fn numbers(mut seed: u64) -> impl FnMut() -> u8 {
    move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 56) as u8
    }
}

/// A picture of 64 colours in flat fields, 8 px a side.
fn colours(seed: u64) -> (RgbImage, Vec<[u8; 3]>) {
    let mut next = numbers(seed);
    let all: Vec<[u8; 3]> = (0..64).map(|_| [next(), next(), next()]).collect();
    let of = |x: u32, y: u32| Rgb(all[(y / 8 * 8 + x / 8) as usize]);
    (RgbImage::from_fn(64, 64, of), all.clone())
}

fn decoded(shown: &Shown) -> RgbImage {
    image::load_from_memory(&shown.bytes).expect("a picture").into_rgb8()
}

/// A picture with a profile, in every format that has one.
fn with_profile(picture: &RgbImage, profile: &[u8]) -> Vec<(Form, i32, Vec<u8>)> {
    let (width, height) = picture.dimensions();
    let write = |encode: &dyn Fn(&mut Vec<u8>)| {
        let mut out = Vec::new();
        encode(&mut out);
        out
    };
    let rgb = ExtendedColorType::Rgb8;
    vec![
        (
            Form::Png,
            0,
            write(&|out| {
                let mut encoder = PngEncoder::new(out);
                encoder.set_icc_profile(profile.to_vec()).expect("a profile");
                encoder.write_image(picture, width, height, rgb).expect("a PNG");
            }),
        ),
        (
            Form::Png,
            0,
            write(&|out| {
                let mut encoder = WebPEncoder::new_lossless(out);
                encoder.set_icc_profile(profile.to_vec()).expect("a profile");
                encoder.write_image(picture, width, height, rgb).expect("a WebP");
            }),
        ),
        (
            // The encoder's own loss beside it, here at its least.
            Form::Png,
            1,
            write(&|out| {
                let mut encoder = JpegEncoder::new_with_quality(out, 100);
                encoder.set_icc_profile(profile.to_vec()).expect("a profile");
                encoder.write_image(picture, width, height, rgb).expect("a JPEG");
            }),
        ),
    ]
}

/// sRGB of linear light, IEC 61966-2-1.
fn srgb(light: f64) -> f64 {
    let light = light.clamp(0.0, 1.0);
    let v =
        if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    v * 255.0
}

fn linear(value: f64) -> f64 {
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// The largest difference of what came out from what should have.
fn off(picture: &RgbImage, wanted: impl Iterator<Item = [f64; 3]>) -> f64 {
    wanted
        .enumerate()
        .flat_map(|(n, wanted)| {
            let (x, y) = (n as u32 % 8 * 8 + 3, n as u32 / 8 * 8 + 3);
            let got = picture.get_pixel(x, y).0;
            (0..3).map(move |c| (f64::from(got[c]) - wanted[c]).abs())
        })
        .fold(0.0, f64::max)
}

#[test]
fn wide_colours_become_what_they_are_in_srgb() {
    // From linear light of one to that of the other; both have the white D65.
    // Colours outside sRGB are cut at its edge.
    type Case = (ColorProfile, fn(f64) -> f64, [[f64; 3]; 3]);
    let cases: [Case; 2] = [
        (
            ColorProfile::new_display_p3(),
            linear,
            [
                [1.224_940, -0.224_940, 0.0],
                [-0.042_057, 1.042_057, 0.0],
                [-0.019_638, -0.078_636, 1.098_274],
            ],
        ),
        (
            ColorProfile::new_adobe_rgb(),
            |value| value.powf(563.0 / 256.0),
            [[1.398_357, -0.398_357, 0.0], [0.0, 1.0, 0.0], [0.0, -0.042_929, 1.042_929]],
        ),
    ];
    for (profile, light, matrix) in cases {
        let profile = profile.encode().expect("a profile");
        for seed in 0..20 {
            let (picture, all) = colours(seed);
            for (form, loss, bytes) in with_profile(&picture, &profile) {
                let clean = clean(&bytes, form).expect("a picture");
                let wanted = all.iter().map(|colour| {
                    let light = colour.map(|c| light(f64::from(c) / 255.0));
                    matrix
                        .map(|row| srgb(row[0] * light[0] + row[1] * light[1] + row[2] * light[2]))
                });
                // In the dark, a step of the encoder is several of sRGB.
                let off = off(&decoded(clean.on(Medium::Screen)), wanted);
                let most = if loss == 0 { 3.0 } else { 12.0 };
                assert!(off <= most, "seed {seed}, loss {loss}: {off}");
            }
        }
    }
}

#[test]
fn srgb_by_any_name_stays_as_it_is() {
    let profile = ColorProfile::new_srgb().encode().expect("a profile");
    let (picture, _) = colours(7);
    for (form, loss, bytes) in with_profile(&picture, &profile) {
        let clean = clean(&bytes, form).expect("a picture");
        if loss == 0 {
            assert_eq!(decoded(clean.on(Medium::Paper)), picture);
        }
        for shown in [clean.on(Medium::Paper), clean.on(Medium::Screen)] {
            assert!(!shown.bytes.windows(4).any(|four| four == b"iCCP"), "the profile is gone");
        }
    }
}

#[test]
fn a_damaged_profile_is_passed_over() {
    let whole = ColorProfile::new_display_p3().encode().expect("a profile");
    let (picture, _) = colours(3);
    let mut next = numbers(11);
    for n in 0..400 {
        let mut profile = whole.clone();
        for _ in 0..=n % 4 {
            let at = usize::from(next()) * 256 + usize::from(next());
            let at = at % profile.len();
            profile[at] = next();
        }
        profile.truncate(if n % 3 == 0 { usize::from(next()) * 2 } else { profile.len() });
        for (form, _, bytes) in with_profile(&picture, &profile) {
            clean(&bytes, form).expect("a picture");
        }
    }
}

#[test]
fn sides_that_cannot_be_meant_are_refused_by_the_header() {
    // A side too long; sides within bounds that together need too much.
    for (width, height) in [(30_000, 4_000), (11_999, 11_999)] {
        assert_eq!(
            clean(&header(width, height), Form::Png).err(),
            Some(PictureFault::Large(width, height))
        );
    }
    for (width, height) in [(1, 12_000), (12_000, 1), (1, 17), (170, 10), (30_000, 4)] {
        assert_eq!(
            clean(&header(width, height), Form::Png).err(),
            Some(PictureFault::Narrow(width, height))
        );
    }
    // One that is only incomplete is not called too large.
    let refused = clean(&header(40, 40), Form::Png);
    assert!(matches!(refused, Err(PictureFault::Cut | PictureFault::Broken(_))), "{refused:?}");
}

#[test]
fn what_is_cut_short_is_no_picture() {
    let (picture, _) = colours(5);
    let profile = ColorProfile::new_srgb().encode().expect("a profile");
    for (form, _, bytes) in with_profile(&picture, &profile) {
        for tenth in 0..10 {
            let cut = &bytes[..bytes.len() * tenth / 10];
            assert!(clean(cut, form).is_err(), "{tenth} tenths");
        }
        // Also where only the last bytes are missing.
        let most = bytes.len();
        let is_jpeg = bytes.starts_with(b"\xff\xd8");
        for less in (1..40).filter(|_| is_jpeg) {
            assert_eq!(clean(&bytes[..most - less], form).err(), Some(PictureFault::Cut));
        }
    }
}

#[test]
fn other_kinds_are_named() {
    let kinds: [(&[u8], &str); 7] = [
        (b"GIF89a\x01\0\x01\0\0\0\0;", "GIF"),
        (b"BM\0\0\0\0", "BMP"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"%PDF-1.7", "PDF"),
        (b"<?xml version='1.0'?><svg/>", "SVG"),
        (b"no picture at all", "?"),
    ];
    for (bytes, kind) in kinds {
        assert_eq!(clean(bytes, Form::Png).err(), Some(PictureFault::Kind(kind)));
    }
}

#[test]
fn sizes_are_those_of_their_places() {
    for (sides, screen, paper) in [
        ((900, 700), (900, 700), (900, 700)),
        ((4000, 3000), (2000, 1500), (4000, 3000)),
        ((3000, 4000), (1500, 2000), (3000, 4000)),
        ((8000, 6000), (2000, 1500), (5000, 3750)),
        ((10_000, 2_000), (4_000, 800), (5_000, 1_000)),
        ((3_000, 1_000), (3_000, 1_000), (3_000, 1_000)),
    ] {
        assert_eq!(Medium::Screen.fit(sides), screen, "{sides:?}");
        assert_eq!(Medium::Paper.fit(sides), paper, "{sides:?}");
    }
    let large =
        RgbImage::from_fn(4000, 3000, |x, _| Rgb(if x < 2000 { [250, 9, 9] } else { [9, 9, 250] }));
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 80).encode_image(&large).expect("a JPEG");
    let clean = clean(&bytes, Form::Jpeg).expect("a picture");
    let sides = |medium| (clean.on(medium).width, clean.on(medium).height);
    assert_eq!((sides(Medium::Screen), sides(Medium::Paper)), ((2000, 1500), (4000, 3000)));
    let small = decoded(clean.on(Medium::Screen));
    assert_eq!(small.dimensions(), (2000, 1500));
    assert!(small.get_pixel(500, 700).0[0] > 240 && small.get_pixel(1500, 700).0[2] > 240);
}

#[test]
fn every_way_of_holding_a_camera_comes_upright() {
    // The corner at the upper left, as it is stored, goes where Exif says.
    let corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0), (1, 0), (1, 1), (0, 1)];
    for (n, corner) in corners.into_iter().enumerate() {
        let side = |x: u32, y: u32| x < 8 && y < 8;
        let stored = RgbImage::from_fn(32, 16, |x, y| Rgb([if side(x, y) { 255 } else { 0 }; 3]));
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
        let exif = [
            b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
            &[n as u8 + 1],
            &[0; 6],
        ];
        encoder.set_exif_metadata(exif.concat()).expect("Exif");
        encoder.encode_image(&stored).expect("a JPEG");
        let clean = clean(&bytes, Form::Jpeg).expect("a picture");
        let shown = decoded(clean.on(Medium::Screen));
        assert_eq!(shown.width() > shown.height(), n < 4, "orientation {}", n + 1);
        let at = |side: u32, length: u32| if side == 0 { 3 } else { length - 4 };
        let pixel = shown.get_pixel(at(corner.0, shown.width()), at(corner.1, shown.height()));
        assert!(pixel.0[0] > 200, "orientation {}", n + 1);
        assert!(!clean.on(Medium::Screen).bytes.windows(4).any(|four| four == b"Exif"));
    }
}

#[test]
fn what_lets_through_lies_on_white_as_a_photo() {
    let clear = image::RgbaImage::from_pixel(16, 16, image::Rgba([0, 0, 0, 0]));
    let mut bytes = Vec::new();
    clear.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("a PNG");
    let clean = clean(&bytes, Form::Jpeg).expect("a picture");
    assert!(decoded(clean.on(Medium::Screen)).get_pixel(8, 8).0[0] > 250);
}
