//! JPEG, read by the decoder that `image` uses, which by itself also gives
//! the four inks of a CMYK picture and says where a file is damaged.

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

use super::{MOST_MEMORY, PictureFault, colour};

/// A JPEG whose header was read.
pub(super) struct Jpeg<'b> {
    decoder: JpegDecoder<ZCursor<&'b [u8]>>,
    parts: Parts,
    sides: (u32, u32),
    colours: ColorSpace,
}

impl<'b> Jpeg<'b> {
    /// Reads the header. What is odd there, as editors of pictures leave it,
    /// is let pass; what is wrong in the picture itself is not.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, PictureFault> {
        let most = usize::from(u16::MAX);
        let lenient = DecoderOptions::default()
            .set_strict_mode(false)
            .set_max_width(most)
            .set_max_height(most);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), lenient);
        let parts = Parts::of(bytes);
        let broken = |error: &DecodeErrors| match error {
            _ if !parts.is_whole => PictureFault::Cut,
            error => PictureFault::Broken(format!("{error:?}")),
        };
        decoder.decode_headers().map_err(|error| broken(&error))?;
        let (Some((width, height)), Some(colours)) =
            (decoder.dimensions(), decoder.input_colorspace())
        else {
            return Err(PictureFault::Cut);
        };
        let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        Ok(Jpeg { decoder, parts, sides: (side(width), side(height)), colours })
    }

    /// What the header says; px.
    pub(super) fn sides(&self) -> (u32, u32) {
        self.sides
    }

    /// The picture in sRGB, upright.
    pub(super) fn decode(mut self) -> Result<DynamicImage, PictureFault> {
        if !self.parts.is_whole {
            return Err(PictureFault::Cut);
        }
        let out = match self.colours {
            ColorSpace::Luma => ColorSpace::Luma,
            inks @ (ColorSpace::CMYK | ColorSpace::YCCK) => inks,
            _ => ColorSpace::RGB,
        };
        let strict = self.decoder.options().set_strict_mode(true).jpeg_set_out_colorspace(out);
        self.decoder.set_options(strict);
        let broken = |error: DecodeErrors| PictureFault::Broken(format!("{error:?}"));
        let (width, height) = self.sides;
        let large = PictureFault::Large(width, height);
        let size = self.decoder.output_buffer_size().ok_or(PictureFault::Cut)?;
        if size as u64 > MOST_MEMORY {
            return Err(large);
        }
        let mut pixels = vec![0; size];
        self.decoder.decode_into(&mut pixels).map_err(broken)?;
        let profile = self.decoder.icc_profile();
        let upright = self.decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
        let picture = match out {
            ColorSpace::Luma => {
                GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
            }
            ColorSpace::CMYK | ColorSpace::YCCK => {
                if out == ColorSpace::YCCK {
                    ycck_to_cmyk(&mut pixels);
                }
                // Adobe's marker says that 0 is full ink.
                if self.parts.is_adobe {
                    pixels.iter_mut().for_each(|ink| *ink = 255 - *ink);
                }
                let rgb = colour::inks_to_srgb(pixels, width, profile.as_deref());
                RgbImage::from_raw(width, height, rgb).map(DynamicImage::ImageRgb8)
            }
            _ => RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
        };
        let mut picture = picture.ok_or(large)?;
        if let Some(profile) = profile.filter(|_| out.num_components() != 4) {
            picture = colour::to_srgb(picture, &profile);
        }
        picture.apply_orientation(upright.unwrap_or(Orientation::NoTransforms));
        Ok(picture)
    }
}

/// Luma and chroma of the first three inks, in place. What comes out is 255
/// less the inks, as the fourth channel is (ITU-T T.872, 6.5.3).
fn ycck_to_cmyk(pixels: &mut [u8]) {
    for pixel in pixels.chunks_exact_mut(4) {
        let [y, cb, cr] = [pixel[0], pixel[1], pixel[2]].map(f32::from);
        let (cb, cr) = (cb - 128.0, cr - 128.0);
        let rgb = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
        for (ink, value) in pixel.iter_mut().zip(rgb) {
            // A cast saturates.
            *ink = 255 - value.round() as u8;
        }
    }
}

/// What the marks of a file say, which the decoder keeps to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Parts {
    /// Whether it reaches its end mark.
    is_whole: bool,
    /// Whether Adobe's programs, or those that write as they do, made it.
    is_adobe: bool,
}

impl Parts {
    fn of(bytes: &[u8]) -> Self {
        let mut parts = Parts { is_whole: false, is_adobe: false };
        let mut at = 2;
        loop {
            // To the next mark: behind a scan over the scan's bytes, where
            // FF 00 is a byte and FF D0 to FF D7 begin it anew.
            let Some(rest) = bytes.get(at..) else { return parts };
            let is_mark = |pair: &[u8]| {
                pair[0] == 0xff && !matches!(pair[1], 0x00 | 0x01 | 0xd0..=0xd7 | 0xff)
            };
            let Some(found) = rest.windows(2).position(is_mark) else { return parts };
            let mark = rest[found + 1];
            at += found + 2;
            if mark == 0xd9 {
                parts.is_whole = true;
                return parts;
            }
            let Some(&[high, low]) = bytes.get(at..at + 2) else { return parts };
            let part = bytes.get(at + 2..).unwrap_or_default();
            parts.is_adobe |= mark == 0xee && part.starts_with(b"Adobe");
            at += usize::from(u16::from_be_bytes([high, low])).max(2);
        }
    }
}
