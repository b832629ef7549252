//! A page as pixels, and its PNG and JPEG. What is encoded is what the QR
//! codes were verified on.

use std::io::Write as _;

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use super::fault::{Fault, Notice};
use crate::make::qr;

/// Pixels per side beyond which a picture is refused: encoders and browsers
/// stop near here, and a broken template must not take all memory.
pub(super) const MOST_PX: f64 = 16_384.0;

/// Bytes per pixel as the renderer leaves them.
const RGBA: usize = 4;

/// Bytes of compressed data in a chunk of a PNG.
const CHUNK: usize = 1 << 16;

/// A page drawn in sRGB.
pub struct Raster {
    width: u32,
    height: u32,
    /// Whether something shows through.
    alpha: bool,
    /// Premultiplied RGBA, the renderer's own memory: fresh memory of this
    /// size costs more than what is done with it.
    pixels: Vec<u8>,
}

impl Raster {
    /// Takes premultiplied RGBA, row by row.
    pub(super) fn new(width: u32, height: u32, pixels: Vec<u8>) -> Self {
        let alpha = pixels.chunks_exact(RGBA).any(|p| p[3] != 255);
        Self { width, height, alpha, pixels }
    }

    /// Width and height in px.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Red, green and blue at a pixel, as they look on white; `None` outside.
    pub(super) fn rgb(&self, x: u32, y: u32) -> Option<[u8; 3]> {
        if x >= self.width || y >= self.height {
            return None;
        }
        let start = (y as usize * self.width as usize + x as usize) * RGBA;
        self.pixels.get(start..start + RGBA).map(on_white)
    }

    /// The picture as PNG, without alpha when it is opaque.
    ///
    /// # Errors
    /// [`Fault::Theme`] when the encoder refuses the picture.
    pub fn png(&self) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::with_capacity(self.pixels.len() / 32);
        self.write_png(&mut bytes).map_err(refused)?;
        Ok(bytes)
    }

    fn write_png(&self, bytes: &mut Vec<u8>) -> Result<(), png::EncodingError> {
        let mut encoder = png::Encoder::new(bytes, self.width, self.height);
        encoder.set_color(if self.alpha { png::ColorType::Rgba } else { png::ColorType::Rgb });
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_source_srgb(png::SrgbRenderingIntent::RelativeColorimetric);
        // Measured on the default theme's cards (ms, KB at 1200×630): level 2
        // without filter 1.8, 110; adaptive 2.6, 117; level 6, the usual,
        // 7 and 112. Photos are the other way round.
        encoder.set_deflate_compression(png::DeflateCompression::Level(2));
        encoder.set_filter(if self.is_flat() {
            png::Filter::NoFilter
        } else {
            png::Filter::Adaptive
        });
        let mut writer = encoder.write_header()?;
        let mut rows = writer.stream_writer_with_size(CHUNK)?;
        let mut line = Vec::with_capacity(self.width as usize * RGBA);
        for row in self.rows() {
            line.clear();
            if self.alpha {
                line.extend(row.chunks_exact(RGBA).flat_map(straight));
            } else {
                line.extend(row.chunks_exact(RGBA).flat_map(|p| [p[0], p[1], p[2]]));
            }
            rows.write_all(&line)?;
        }
        rows.finish()?;
        writer.finish()
    }

    fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.chunks_exact((self.width as usize * RGBA).max(1))
    }

    /// Whether most pixels repeat their neighbour, as in flat shapes and text:
    /// then filtering only hides the repetition from the compressor.
    fn is_flat(&self) -> bool {
        let (mut same, mut all) = (0_usize, 0_usize);
        for row in self.rows().step_by(16) {
            let pairs = row.chunks_exact(RGBA).zip(row.chunks_exact(RGBA).skip(1));
            same += pairs.filter(|(left, right)| left == right).count();
            all += self.width as usize;
        }
        same * 10 > all * 7
    }

    /// The picture as JPEG, for pages that a photo fills. `quality` is 1 to
    /// 100. What shows through becomes white.
    ///
    /// # Errors
    /// [`Fault::Theme`] when the encoder refuses the picture.
    pub fn jpeg(&self, quality: u8) -> Result<Vec<u8>, Fault> {
        let mut rgb = Vec::with_capacity(self.pixels.len() / RGBA * 3);
        rgb.extend(self.pixels.chunks_exact(RGBA).flat_map(on_white));
        let mut bytes = Vec::with_capacity(rgb.len() / 16);
        JpegEncoder::new_with_quality(&mut bytes, quality.clamp(1, 100))
            .encode(&rgb, self.width, self.height, ExtendedColorType::Rgb8)
            .map_err(refused)?;
        Ok(bytes)
    }

    /// Decodes the QR codes in the picture, as a phone would.
    #[must_use]
    pub fn read_qr(&self) -> Vec<String> {
        qr::read(self.width as usize, self.height as usize, |x, y| {
            let x = u32::try_from(x).unwrap_or(u32::MAX);
            let y = u32::try_from(y).unwrap_or(u32::MAX);
            self.rgb(x, y).map_or(255, |[r, g, b]| {
                // Rec. 601 luma: what a phone's camera works on.
                let luma = u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114;
                u8::try_from(luma / 1000).unwrap_or(255)
            })
        })
    }
}

/// A premultiplied pixel laid on white.
fn on_white(p: &[u8]) -> [u8; 3] {
    let white = 255 - p[3];
    [p[0], p[1], p[2]].map(|c| c.saturating_add(white))
}

/// A premultiplied pixel with its colour restored, as PNG keeps it.
fn straight(p: &[u8]) -> [u8; 4] {
    let a = u32::from(p[3]);
    let restore = |c: u8| match a {
        0 => 0,
        _ => u8::try_from((u32::from(c) * 255 + a / 2) / a).unwrap_or(255),
    };
    [restore(p[0]), restore(p[1]), restore(p[2]), p[3]]
}

fn refused(error: impl std::fmt::Display) -> Fault {
    Fault::Theme(Notice::plain(error.to_string()))
}
