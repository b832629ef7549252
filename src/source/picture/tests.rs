use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb};
use moxcms::ColorProfile;

use super::*;

/// A PNG whose header claims these sides, and that holds nothing else.
fn header(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
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
    };
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    chunk(b"IHDR", &[&sides[..], &[8, 6, 0, 0, 0]].concat());
    chunk(b"IDAT", &[]);
    png
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

/// A JPEG of flat fields of 8 px side by side, of four channels as they are
/// stored; `marker` is the word of Adobe's that says what they are.
fn four_channels(fields: &[[u8; 4]], marker: Option<u8>, profile: Option<&[u8]>) -> Vec<u8> {
    let mut jpeg = vec![0xff, 0xd8];
    let mut part = |mark: u8, data: &[u8]| {
        jpeg.extend([0xff, mark]);
        jpeg.extend((data.len() as u16 + 2).to_be_bytes());
        jpeg.extend(data);
    };
    if let Some(marker) = marker {
        part(0xee, &[b"Adobe\0\x64\0\0\0\0".as_slice(), &[marker]].concat());
    }
    if let Some(profile) = profile {
        part(0xe2, &[b"ICC_PROFILE\0\x01\x01".as_slice(), profile].concat());
    }
    part(0xdb, &[&[0][..], &[1; 64]].concat());
    let width = (fields.len() as u16 * 8).to_be_bytes();
    let mut frame = vec![8, 0, 8, width[0], width[1], 4];
    let mut scan = vec![4];
    for channel in 1..=4 {
        frame.extend([channel, 0x11, 0]);
        scan.extend([channel, 0x00]);
    }
    part(0xc0, &frame);
    // Twelve codes of four bits for lengths, one of one bit for the end.
    let counts = |bits: usize, n: u8| (1..=16).map(move |b| if b == bits { n } else { 0 });
    part(0xc4, &[vec![0x00], counts(4, 12).collect(), (0..12).collect()].concat());
    part(0xc4, &[vec![0x10], counts(1, 1).collect(), vec![0]].concat());
    scan.extend([0, 63, 0]);
    part(0xda, &scan);
    let mut bits = String::new();
    let mut before = [0_i32; 4];
    for field in fields {
        for channel in 0..4 {
            let value = (i32::from(field[channel]) - 128) * 8;
            let by = value - before[channel];
            before[channel] = value;
            let length = (32 - by.unsigned_abs().leading_zeros()) as usize;
            let code = if by < 0 { by + (1 << length) - 1 } else { by };
            bits.push_str(&format!("{length:04b}"));
            if length > 0 {
                bits.push_str(&format!("{code:0length$b}"));
            }
            bits.push('0');
        }
    }
    while !bits.len().is_multiple_of(8) {
        bits.push('1');
    }
    for byte in bits.as_bytes().chunks(8) {
        let byte = byte.iter().fold(0_u8, |byte, bit| byte << 1 | (bit - b'0'));
        jpeg.push(byte);
        if byte == 0xff {
            jpeg.push(0);
        }
    }
    jpeg.extend([0xff, 0xd9]);
    jpeg
}

/// A profile of inks in which full cyan is a middle gray, full black black,
/// and no ink white; all else is black.
fn inks() -> Vec<u8> {
    let identity: Vec<u8> = (0..=255).collect();
    let mut lut = b"mft1\0\0\0\0\x04\x03\x02\0".to_vec();
    for n in 0..9 {
        lut.extend(if n % 4 == 0 { 0x1_0000_u32 } else { 0 }.to_be_bytes());
    }
    (0..4).for_each(|_| lut.extend(&identity));
    for corner in 0..16 {
        // Cyan changes most slowly.
        let lightness = match corner {
            0b0000 => 255,
            0b1000 => 128,
            _ => 0,
        };
        lut.extend([lightness, 128, 128]);
    }
    (0..3).for_each(|_| lut.extend(&identity));
    let mut profile = vec![0; 128];
    let size = (128 + 4 + 12 + lut.len()) as u32;
    profile[0..4].copy_from_slice(&size.to_be_bytes());
    profile[8..12].copy_from_slice(&[2, 0x40, 0, 0]);
    profile[12..24].copy_from_slice(b"prtrCMYKLab ");
    profile[36..40].copy_from_slice(b"acsp");
    for (n, value) in [0xf6d6_u32, 0x1_0000, 0xd32d].into_iter().enumerate() {
        profile[68 + n * 4..72 + n * 4].copy_from_slice(&value.to_be_bytes());
    }
    profile.extend(1_u32.to_be_bytes());
    profile.extend(b"A2B0");
    profile.extend(144_u32.to_be_bytes());
    profile.extend((lut.len() as u32).to_be_bytes());
    profile.extend(lut);
    profile
}

fn fields(bytes: &[u8]) -> Vec<[u8; 3]> {
    let clean = clean(bytes, Form::Png).expect("a picture");
    let picture = decoded(clean.on(Medium::Screen));
    (0..picture.width() / 8).map(|n| picture.get_pixel(n * 8 + 4, 4).0).collect()
}

#[track_caller]
fn near(got: &[[u8; 3]], wanted: &[[u8; 3]]) {
    let pairs = got.iter().flatten().zip(wanted.iter().flatten());
    assert!(got.len() == wanted.len(), "{got:?}");
    assert!(pairs.into_iter().all(|(a, b)| a.abs_diff(*b) <= 3), "{got:?} for {wanted:?}");
}

#[test]
fn inks_become_light() {
    // None, cyan, black, cyan and yellow.
    let inked: [[u8; 4]; 4] = [[0, 0, 0, 0], [255, 0, 0, 0], [0, 0, 0, 255], [255, 0, 255, 0]];
    let inverted = inked.map(|inks| inks.map(|ink| 255 - ink));
    let plain = [[255, 255, 255], [0, 255, 255], [0, 0, 0], [0, 255, 0]];
    let by_profile = [[255, 255, 255], [119, 119, 119], [0, 0, 0], [0, 0, 0]];
    near(&fields(&four_channels(&inked, None, None)), &plain);
    near(&fields(&four_channels(&inverted, Some(0), None)), &plain);
    near(&fields(&four_channels(&inked, None, Some(&inks()))), &by_profile);
    near(&fields(&four_channels(&inverted, Some(0), Some(&inks()))), &by_profile);
    // Luma and chroma of the three inks, and the fourth inverted: white, cyan,
    // black.
    let ycck = [[0, 128, 128, 255], [76, 85, 255, 255], [0, 128, 128, 0]];
    near(&fields(&four_channels(&ycck, Some(2), None)), &plain[..3]);
    near(&fields(&four_channels(&ycck, Some(2), Some(&inks()))), &by_profile[..3]);
    // A profile of another kind is passed over.
    let other = ColorProfile::new_display_p3().encode().expect("a profile");
    near(&fields(&four_channels(&inverted, Some(0), Some(&other))), &plain);
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
