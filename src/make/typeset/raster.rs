//! A page as pixels, and its PNG and JPEG. What is encoded is what the QR
//! codes were verified on.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use super::fault::{Fault, Notice};
use crate::make::qr;

/// Pixels per side beyond which a picture is refused: encoders and browsers
/// stop near here, and a broken template must not take all memory.
pub(super) const MOST_PX: f64 = 16_384.0;

/// A page drawn in sRGB, without alpha unless something shows through.
pub struct Raster {
    width: u32,
    height: u32,
    alpha: bool,
    pixels: Vec<u8>,
}

impl Raster {
    /// Takes premultiplied RGBA, as the renderer leaves it. Opaque pictures,
    /// which is to say nearly all, lose the alpha channel.
    pub(super) fn new(width: u32, height: u32, rgba: Vec<u8>) -> Self {
        let alpha = rgba.chunks_exact(4).any(|p| p[3] != 255);
        let mut pixels;
        if alpha {
            pixels = rgba;
            for p in pixels
                .chunks_exact_mut(4)
                .filter(|p| p[3] != 255 && p[3] != 0)
            {
                let a = u32::from(p[3]);
                for c in &mut p[..3] {
                    *c = u8::try_from((u32::from(*c) * 255 + a / 2) / a).unwrap_or(255);
                }
            }
        } else {
            pixels = vec![0; rgba.len() / 4 * 3];
            for (to, from) in pixels.chunks_exact_mut(3).zip(rgba.chunks_exact(4)) {
                to.copy_from_slice(&from[..3]);
            }
        }
        Self {
            width,
            height,
            alpha,
            pixels,
        }
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
        let index = y as usize * self.width as usize + x as usize;
        if !self.alpha {
            let p = &self.pixels[index * 3..index * 3 + 3];
            return Some([p[0], p[1], p[2]]);
        }
        let p = &self.pixels[index * 4..index * 4 + 4];
        let over = |c: u8| {
            let (c, a) = (u32::from(c), u32::from(p[3]));
            u8::try_from((c * a + 255 * (255 - a)) / 255).unwrap_or(255)
        };
        Some([over(p[0]), over(p[1]), over(p[2])])
    }

    /// The picture as PNG.
    ///
    /// # Errors
    /// [`Fault::Theme`] when the encoder refuses the picture.
    pub fn png(&self) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::with_capacity(self.pixels.len() / 16);
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(if self.alpha {
            png::ColorType::Rgba
        } else {
            png::ColorType::Rgb
        });
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
        let written = encoder.write_header().and_then(|mut writer| {
            writer.write_image_data(&self.pixels)?;
            writer.finish()
        });
        written.map(|()| bytes).map_err(refused)
    }

    /// Whether most pixels repeat their neighbour, as in flat shapes and text:
    /// then filtering only hides the repetition from the compressor.
    fn is_flat(&self) -> bool {
        let depth = if self.alpha { 4 } else { 3 };
        let rows = self
            .pixels
            .chunks_exact((self.width as usize * depth).max(1))
            .step_by(16);
        let (mut same, mut all) = (0_usize, 0_usize);
        for row in rows {
            let pairs = row.chunks_exact(depth).zip(row.chunks_exact(depth).skip(1));
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
        let flat: Vec<u8>;
        let pixels = if self.alpha {
            let rows = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
            flat = rows.filter_map(|(x, y)| self.rgb(x, y)).flatten().collect();
            &flat
        } else {
            &self.pixels
        };
        let mut bytes = Vec::with_capacity(pixels.len() / 16);
        JpegEncoder::new_with_quality(&mut bytes, quality.clamp(1, 100))
            .encode(pixels, self.width, self.height, ExtendedColorType::Rgb8)
            .map_err(refused)?;
        Ok(bytes)
    }

    /// Decodes the QR codes in the picture, as a phone would.
    #[must_use]
    pub fn read_qr(&self) -> Vec<String> {
        qr::read(self.width as usize, self.height as usize, |x, y| {
            let (x, y) = (
                u32::try_from(x).unwrap_or(u32::MAX),
                u32::try_from(y).unwrap_or(u32::MAX),
            );
            self.rgb(x, y).map_or(255, |[r, g, b]| {
                // Rec. 601 luma: what a phone's camera works on.
                u8::try_from((u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114) / 1000)
                    .unwrap_or(255)
            })
        })
    }
}

fn refused(error: impl std::fmt::Display) -> Fault {
    Fault::Theme(Notice::plain(error.to_string()))
}
