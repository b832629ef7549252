//! Pictures of the content: decoded and encoded again, so that metadata
//! (place, camera) and anything hidden in the file stays behind.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, ImageReader, Limits};

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

/// The largest picture taken in, px a side.
const MOST_PX: u32 = 12_000;
/// The most memory a picture may need while it is decoded, bytes.
const MOST_MEMORY: u64 = 512 << 20;

/// A PNG, JPEG or WebP as a fresh JPEG or PNG, turned upright.
///
/// # Errors
/// What the decoder says of a file that is no such picture, or too large.
pub fn clean(bytes: &[u8], form: Form) -> Result<Vec<u8>, image::ImageError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PX);
    limits.max_image_height = Some(MOST_PX);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = image::ImageDecoder::orientation(&mut decoder)?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    let mut out = Cursor::new(Vec::new());
    if form == Form::Jpeg {
        let rgb = picture.into_rgb8();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 88);
        rgb.write_with_encoder(encoder)?;
    } else {
        picture.write_to(&mut out, ImageFormat::Png)?;
    }
    Ok(out.into_inner())
}
