//! Pictures of four inks, with a profile and without.

use super::*;

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
    // A profile that has its table under another intent than for photos.
    let at = inks().windows(4).position(|four| four == b"A2B0").expect("a table");
    let mut other = inks();
    other[at..at + 4].copy_from_slice(b"A2B1");
    near(&fields(&four_channels(&inked, None, Some(&other))), &by_profile);
    // Luma and chroma of the three inks, and the fourth inverted: white, cyan,
    // black.
    let ycck = [[0, 128, 128, 255], [76, 85, 255, 255], [0, 128, 128, 0]];
    near(&fields(&four_channels(&ycck, Some(2), None)), &plain[..3]);
    near(&fields(&four_channels(&ycck, Some(2), Some(&inks()))), &by_profile[..3]);
    // A profile of another kind is passed over.
    let other = ColorProfile::new_display_p3().encode().expect("a profile");
    near(&fields(&four_channels(&inverted, Some(0), Some(&other))), &plain);
}
