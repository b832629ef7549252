//! Pictures of the content: decoded and encoded again, so that metadata
//! (place, camera) and anything hidden in the file stays behind.

use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// What a picture becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Photographs.
    Jpeg,
    /// Everything else.
    Png,
}

impl Form {
    /// By the ending of a file's name.
    pub fn of(path: &str) -> Self {
        let ending = path.rsplit('.').next().unwrap_or_default().to_lowercase();
        if ["jpg", "jpeg"].contains(&ending.as_str()) { Form::Jpeg } else { Form::Png }
    }

    /// The ending of its file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Jpeg => "jpg",
            Form::Png => "png",
        }
    }
}

/// A picture of the content as it is published and drawn.
#[derive(Debug, Clone)]
pub struct Picture {
    /// A fresh JPEG or PNG.
    pub bytes: Arc<[u8]>,
    /// The hash of `bytes`.
    pub digest: blake3::Hash,
    /// How wide it is, turned upright; px.
    pub width: u32,
    /// How high it is; px.
    pub height: u32,
}

/// Why a picture cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureFault {
    /// It is not there, or cannot be read.
    Missing,
    /// It is no picture, or too large; in the decoder's words.
    Broken(String),
}

/// The largest picture taken in, px a side.
const MOST_PX: u32 = 12_000;
/// The most memory a picture may need while it is decoded, bytes.
const MOST_MEMORY: u64 = 512 << 20;

/// A PNG, JPEG or WebP as a fresh JPEG or PNG, turned upright. One that is
/// too large is refused by what its header says, before it is decoded.
///
/// # Errors
/// What the decoder says of a file that is no such picture, or too large.
pub(super) fn clean(bytes: &[u8], form: Form) -> Result<Picture, image::ImageError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PX);
    limits.max_image_height = Some(MOST_PX);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    // Not every decoder counts the picture itself.
    limits.reserve(decoder.total_bytes())?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    let mut out = Cursor::new(Vec::new());
    if form == Form::Jpeg {
        let rgb = picture.into_rgb8();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 88);
        rgb.write_with_encoder(encoder)?;
    } else {
        picture.write_to(&mut out, ImageFormat::Png)?;
    }
    let bytes: Arc<[u8]> = Arc::from(out.into_inner());
    Ok(Picture { digest: blake3::hash(&bytes), bytes, width, height })
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn too_large_a_picture_is_refused_by_its_header() {
        // A side too long; sides within bounds that together need too much.
        for (width, height) in [(30_000, 4), (11_999, 11_999)] {
            let refused = clean(&header(width, height), Form::Png);
            assert!(
                matches!(refused, Err(image::ImageError::Limits(_))),
                "{width} × {height}: {refused:?}"
            );
        }
        // One that is only incomplete is not called too large.
        let refused = clean(&header(40, 40), Form::Png);
        assert!(!matches!(refused, Ok(_) | Err(image::ImageError::Limits(_))), "{refused:?}");
    }
}
