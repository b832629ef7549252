//! Colours brought to sRGB by what a picture says of them, before that is
//! left behind. A profile that cannot be read, or is of another
//! kind of picture, is passed over, as browsers do.

use std::sync::Arc;

use image::DynamicImage;
use moxcms::{
    ColorProfile, DataColorSpace, Layout, RenderingIntent, Transform8BitExecutor, TransformOptions,
};

/// A profile that moves no colour by more than this is sRGB under another
/// name; its pictures stay as they are, to the bit.
const SAME: u8 = 2;

/// The picture in sRGB by the profile in it. It has eight bits a channel.
pub(super) fn to_srgb(picture: DynamicImage, profile: &[u8]) -> DynamicImage {
    match ColorProfile::new_from_slice(profile) {
        Ok(profile) => by_profile(picture, &profile),
        Err(_) => picture,
    }
}

/// The same by a profile that was read, or made.
pub(super) fn by_profile(picture: DynamicImage, profile: &ColorProfile) -> DynamicImage {
    let has_alpha = picture.color().has_alpha();
    match profile.color_space {
        DataColorSpace::Rgb => {
            let layout = if has_alpha { Layout::Rgba } else { Layout::Rgb };
            let Some(turn) = turn(profile, layout, layout) else { return picture };
            if is_srgb(profile) {
                return picture;
            }
            if has_alpha {
                let mut rgba = picture.into_rgba8();
                let width = rgba.width() as usize;
                rows(&mut rgba, width * 4, &turn);
                DynamicImage::ImageRgba8(rgba)
            } else {
                let mut rgb = picture.into_rgb8();
                let width = rgb.width() as usize;
                rows(&mut rgb, width * 3, &turn);
                DynamicImage::ImageRgb8(rgb)
            }
        }
        DataColorSpace::Gray if !picture.color().has_color() => gray(picture, profile),
        _ => picture,
    }
}

/// A gray picture by a profile for such: every gray has one other.
fn gray(mut picture: DynamicImage, profile: &ColorProfile) -> DynamicImage {
    let Some(turn) = turn(profile, Layout::Gray, Layout::Rgb) else { return picture };
    let all: Vec<u8> = (0..=255).collect();
    let mut turned = vec![0; 256 * 3];
    if turn.transform(&all, &mut turned).is_err() {
        return picture;
    }
    // Green stands for all three, which are the same but for rounding.
    let of = |gray: u8| turned[usize::from(gray) * 3 + 1];
    match &mut picture {
        DynamicImage::ImageLuma8(gray) => gray.pixels_mut().for_each(|p| p.0[0] = of(p.0[0])),
        DynamicImage::ImageLumaA8(gray) => gray.pixels_mut().for_each(|p| p.0[0] = of(p.0[0])),
        _ => {}
    }
    picture
}

/// Pixels of cyan, magenta, yellow and black (255 is full ink) as sRGB.
pub(super) fn inks_to_srgb(mut inks: Vec<u8>, width: u32, profile: Option<&[u8]>) -> Vec<u8> {
    let width = width as usize;
    let turn = profile
        .and_then(|profile| ColorProfile::new_from_slice(profile).ok())
        .filter(|profile| profile.color_space == DataColorSpace::Cmyk)
        .and_then(|profile| turn(&profile, Layout::Rgba, Layout::Rgb));
    // In place: a line of three channels ends before its four begin.
    let mut line = vec![0; width * 3];
    let rows = inks.len() / (width * 4).max(1);
    for row in 0..rows {
        let from = &inks[row * width * 4..(row + 1) * width * 4];
        let done = turn.as_ref().is_some_and(|turn| turn.transform(from, &mut line).is_ok());
        if !done {
            for (rgb, cmyk) in line.chunks_exact_mut(3).zip(from.chunks_exact(4)) {
                let paper = 255 - u32::from(cmyk[3]);
                for (light, ink) in rgb.iter_mut().zip(cmyk) {
                    *light = (((255 - u32::from(*ink)) * paper + 127) / 255) as u8;
                }
            }
        }
        inks[row * width * 3..(row + 1) * width * 3].copy_from_slice(&line);
    }
    inks.truncate(rows * width * 3);
    inks
}

type Turn = Arc<Transform8BitExecutor>;

/// From a profile to sRGB: as its table for photos says, or another where it
/// lacks that.
///
/// A table of four inks is taken by the engine at 17 steps an ink, as it is
/// by the engine of other programs (LittleCMS). Measured against that one on
/// 4,096 chance mixes of inks with a table of six steps, which no 17 fit:
/// within 7, and within 3 for all but 82, which are colours that sRGB cuts
/// off; within 3 for all of 4,608 mixes as photos have them. Intent, black
/// point, the weights' precision and the way between steps change that by 1
/// at most; LittleCMS itself, told to take no such steps, differs by 17.
fn turn(profile: &ColorProfile, from: Layout, to: Layout) -> Option<Turn> {
    use RenderingIntent::{Perceptual, RelativeColorimetric, Saturation};
    let srgb = ColorProfile::new_srgb();
    [Perceptual, RelativeColorimetric, Saturation].into_iter().find_map(|rendering_intent| {
        let options = TransformOptions { rendering_intent, ..TransformOptions::default() };
        profile.create_transform_8bit(from, &srgb, to, options).ok()
    })
}

/// Turns rows of so many bytes in place.
fn rows(pixels: &mut [u8], row: usize, turn: &Turn) {
    let mut from = vec![0; row];
    for to in pixels.chunks_exact_mut(row.max(1)) {
        from.copy_from_slice(to);
        if turn.transform(&from, to).is_err() {
            to.copy_from_slice(&from);
        }
    }
}

/// Whether a profile says what sRGB says, seen at 729 colours.
fn is_srgb(profile: &ColorProfile) -> bool {
    let steps = [0_u8, 32, 64, 96, 128, 160, 192, 224, 255];
    let mut all = Vec::with_capacity(9 * 9 * 9 * 3);
    for r in steps {
        for g in steps {
            for b in steps {
                all.extend([r, g, b]);
            }
        }
    }
    let mut turned = vec![0; all.len()];
    turn(profile, Layout::Rgb, Layout::Rgb)
        .is_some_and(|turn| turn.transform(&all, &mut turned).is_ok())
        && all.iter().zip(&turned).all(|(from, to)| from.abs_diff(*to) <= SAME)
}
