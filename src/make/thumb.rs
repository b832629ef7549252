//! Small copies of pictures, as WebP.

use fast_image_resize::{ResizeOptions, Resizer};
use image::{DynamicImage, ImageReader};
use webp::{Encoder, WebPConfig};

/// How good they are, of 100: type on flat colour stays clean, and looks no
/// better above.
const QUALITY: f32 = 60.0;
/// How hard the encoder tries, of 6: from here on it takes twice as long for
/// 3 % fewer bytes.
const EFFORT: i32 = 2;

/// A copy with these sides, px, of a PNG or JPEG of the site.
///
/// # Errors
/// It is no such picture, or the encoder has no memory.
pub fn webp(bytes: &[u8], sides: (u32, u32)) -> Result<Vec<u8>, String> {
    let reader = ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format();
    let picture = reader.map_err(|error| error.to_string())?.decode();
    let picture = picture.map_err(|error| error.to_string())?;
    let picture = match picture.color().has_alpha() {
        true => DynamicImage::ImageRgba8(picture.into_rgba8()),
        false => DynamicImage::ImageRgb8(picture.into_rgb8()),
    };
    let mut small = DynamicImage::new(sides.0, sides.1, picture.color());
    let resized = Resizer::new().resize(&picture, &mut small, &ResizeOptions::new());
    resized.map_err(|error| error.to_string())?;
    let encoder = match &small {
        DynamicImage::ImageRgba8(pixels) => Encoder::from_rgba(pixels, sides.0, sides.1),
        small => Encoder::from_rgb(small.as_bytes(), sides.0, sides.1),
    };
    let mut config = WebPConfig::new().map_err(|()| "WebP".to_string())?;
    (config.quality, config.method) = (QUALITY, EFFORT);
    let encoded = encoder.encode_advanced(&config);
    encoded.map(|bytes| bytes.to_vec()).map_err(|error| format!("WebP: {error:?}"))
}
