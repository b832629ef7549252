//! Pictures of the content: decoded once, turned upright, brought to sRGB and
//! to the sizes that their places need, and encoded again, so that metadata
//! (place, camera) and anything hidden in the file stays behind.

mod colour;
mod jpeg;
mod kind;
mod png;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};

use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};

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

/// What a picture is shown on, which says how large it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// Pages and cards.
    Screen,
    /// Sheets.
    Paper,
}

impl Medium {
    /// The sides of a picture on this medium, px: never more than its own.
    fn fit(self, (width, height): (u32, u32)) -> (u32, u32) {
        let long = f64::from(width.max(height));
        let short = f64::from(width.min(height));
        let scale = match self {
            // The widest card is 1920 px. A long picture is cut to the shape
            // of its place, so its short side counts too, within bounds.
            Medium::Screen => (2_000.0 / long).max(1_200.0 / short).min(4_000.0 / long),
            // A2, 420 mm wide at 300 dpi.
            Medium::Paper => 5_000.0 / long,
        };
        let side = |side: u32| (f64::from(side) * scale).round().max(1.0) as u32;
        if scale < 1.0 { (side(width), side(height)) } else { (width, height) }
    }
}

/// A picture as one medium shows it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// A fresh JPEG or PNG in sRGB, without a profile.
    pub bytes: Arc<[u8]>,
    /// The hash of `bytes`.
    pub digest: blake3::Hash,
    /// How wide it is, turned upright; px.
    pub width: u32,
    /// How high it is; px.
    pub height: u32,
}

/// A picture of the content as it is published and drawn.
#[derive(Debug, Clone)]
pub struct Picture {
    /// On screens.
    screen: Shown,
    /// On paper, where that is another.
    paper: Option<Shown>,
}

impl Picture {
    /// The picture for a medium.
    pub fn on(&self, medium: Medium) -> &Shown {
        match (medium, &self.paper) {
            (Medium::Paper, Some(paper)) => paper,
            _ => &self.screen,
        }
    }
}

/// Why a picture cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureFault {
    /// It is not there, or cannot be read.
    Missing,
    /// It is no picture, or a damaged one; in the decoder's words.
    Broken(String),
    /// It is of a kind that is not taken: `GIF`.
    Kind(&'static str),
    /// Its colours are of a kind that has no one form in sRGB: `HDR (PQ)`.
    Colours(&'static str),
    /// It ends before its last line.
    Cut,
    /// Its header says these sides, which are too many pixels; px.
    Large(u32, u32),
    /// Its header says these sides, of which one is far too long for the
    /// other; px.
    Narrow(u32, u32),
}

impl From<image::ImageError> for PictureFault {
    fn from(error: image::ImageError) -> Self {
        match error {
            image::ImageError::IoError(error)
                if error.kind() == std::io::ErrorKind::UnexpectedEof =>
            {
                PictureFault::Cut
            }
            error => PictureFault::Broken(error.to_string()),
        }
    }
}

/// The longest side taken in, px.
const MOST_SIDE: u32 = 12_000;
/// The most pixels taken in: cameras of phones give 12 to 50 million.
const MOST_PIXELS: u64 = 64_000_000;
/// The most memory that a picture's pixels may take, bytes.
const MOST_MEMORY: u64 = 512 << 20;
/// How many times as long as the other a side may be: where such a picture
/// fills a place of another shape it is drawn as large as this squared.
const MOST_RATIO: u32 = 16;
/// Pictures of more pixels are decoded one at a time.
const LARGE: u64 = 8_000_000;

/// Held while a large picture is decoded, so that memory is bounded by one of
/// them and not by threads.
static ONE_LARGE: Mutex<()> = Mutex::new(());

/// A PNG, JPEG or WebP for both media. One that is too large or too narrow is
/// refused by what its header says, before it is decoded.
///
/// # Errors
/// The file is no such picture, ends too early, or has sides that make no
/// sense.
pub(super) fn clean(bytes: &[u8], form: Form) -> Result<Picture, PictureFault> {
    let format = kind::of(bytes)?;
    let source = match format {
        ImageFormat::Jpeg => Source::Jpeg(Box::new(jpeg::Jpeg::open(bytes)?)),
        ImageFormat::Png => {
            Source::Other(Box::new(open(bytes, format)?), png::profile(bytes)?.map(Box::new))
        }
        format => Source::Other(Box::new(open(bytes, format)?), None),
    };
    let sides = source.sides();
    bounded(sides)?;
    let is_large = u64::from(sides.0) * u64::from(sides.1) > LARGE;
    let one = || ONE_LARGE.lock().unwrap_or_else(PoisonError::into_inner);
    let _held = is_large.then(one);
    let picture = source.decode()?;
    let paper_sides = Medium::Paper.fit((picture.width(), picture.height()));
    let paper = scaled(picture, paper_sides)?;
    let screen_sides = Medium::Screen.fit(paper_sides);
    if screen_sides == paper_sides {
        return Ok(Picture { screen: encode(paper, form)?, paper: None });
    }
    let screen = encode(scaled_from(&paper, screen_sides)?, form)?;
    Ok(Picture { screen, paper: Some(encode(paper, form)?) })
}

/// Refuses sides that cannot be meant.
fn bounded((width, height): (u32, u32)) -> Result<(), PictureFault> {
    let (long, short) = (width.max(height), width.min(height));
    if short == 0 {
        return Err(PictureFault::Broken(format!("{width} × {height} px")));
    }
    if u64::from(long) > u64::from(short) * u64::from(MOST_RATIO) {
        return Err(PictureFault::Narrow(width, height));
    }
    if long > MOST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureFault::Large(width, height));
    }
    Ok(())
}

/// A picture whose header was read.
enum Source<'b> {
    Jpeg(Box<jpeg::Jpeg<'b>>),
    /// With the colours that it says it is in, but for a profile.
    Other(Box<dyn ImageDecoder + 'b>, Option<Box<moxcms::ColorProfile>>),
}

impl Source<'_> {
    /// What the header says; px.
    fn sides(&self) -> (u32, u32) {
        match self {
            Source::Jpeg(jpeg) => jpeg.sides(),
            Source::Other(decoder, _) => decoder.dimensions(),
        }
    }

    /// The picture in sRGB, upright.
    fn decode(self) -> Result<DynamicImage, PictureFault> {
        match self {
            Source::Jpeg(jpeg) => jpeg.decode(),
            Source::Other(mut decoder, colours) => {
                let (width, height) = decoder.dimensions();
                if decoder.total_bytes() > MOST_MEMORY {
                    return Err(PictureFault::Large(width, height));
                }
                let orientation = decoder.orientation()?;
                let profile = decoder.icc_profile()?;
                let mut picture = DynamicImage::from_decoder(decoder)?;
                picture = eight_bit(picture);
                if let Some(colours) = colours {
                    picture = colour::by_profile(picture, &colours);
                } else if let Some(profile) = profile {
                    picture = colour::to_srgb(picture, &profile);
                }
                picture.apply_orientation(orientation);
                Ok(picture)
            }
        }
    }
}

fn open(bytes: &[u8], format: ImageFormat) -> Result<impl ImageDecoder + '_, PictureFault> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    // The sides are looked at by `bounded`, which says what is wrong.
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    reader.into_decoder().map_err(PictureFault::from)
}

/// Eight bits a channel, which every place shows.
fn eight_bit(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageLuma16(_) => DynamicImage::ImageLuma8(picture.into_luma8()),
        DynamicImage::ImageLumaA16(_) => DynamicImage::ImageLumaA8(picture.into_luma_alpha8()),
        DynamicImage::ImageRgb16(_) | DynamicImage::ImageRgb32F(_) => {
            DynamicImage::ImageRgb8(picture.into_rgb8())
        }
        DynamicImage::ImageRgba16(_) | DynamicImage::ImageRgba32F(_) => {
            DynamicImage::ImageRgba8(picture.into_rgba8())
        }
        picture => picture,
    }
}

/// The picture with these sides.
fn scaled(picture: DynamicImage, sides: (u32, u32)) -> Result<DynamicImage, PictureFault> {
    if (picture.width(), picture.height()) == sides {
        return Ok(picture);
    }
    scaled_from(&picture, sides)
}

fn scaled_from(picture: &DynamicImage, sides: (u32, u32)) -> Result<DynamicImage, PictureFault> {
    let mut out = DynamicImage::new(sides.0, sides.1, picture.color());
    Resizer::new()
        .resize(picture, &mut out, &ResizeOptions::new())
        .map_err(|error| PictureFault::Broken(error.to_string()))?;
    Ok(out)
}

fn encode(picture: DynamicImage, form: Form) -> Result<Shown, PictureFault> {
    let (width, height) = (picture.width(), picture.height());
    let mut out = Cursor::new(Vec::new());
    match form {
        Form::Jpeg => {
            JpegEncoder::new_with_quality(&mut out, 88).encode_image(&*opaque(&picture))?;
        }
        Form::Png => picture.write_to(&mut out, ImageFormat::Png)?,
    }
    let bytes: Arc<[u8]> = Arc::from(out.into_inner());
    Ok(Shown { digest: blake3::hash(&bytes), bytes, width, height })
}

/// The picture on white paper, where it lets through what is behind it.
fn opaque(picture: &DynamicImage) -> Cow<'_, RgbImage> {
    if let DynamicImage::ImageRgb8(rgb) = picture {
        return Cow::Borrowed(rgb);
    }
    if !picture.color().has_alpha() {
        return Cow::Owned(picture.to_rgb8());
    }
    let rgba = picture.to_rgba8();
    Cow::Owned(RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0.map(u32::from);
        let over = |c: u32| ((c * a + 255 * (255 - a) + 127) / 255) as u8;
        image::Rgb([over(r), over(g), over(b)])
    }))
}
