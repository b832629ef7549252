//! What kind of picture a file is, by its first bytes: an ending can lie.

use image::ImageFormat;

use super::PictureFault;

/// The format of a file that can be taken in.
pub(super) fn of(bytes: &[u8]) -> Result<ImageFormat, PictureFault> {
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) => Ok(format),
        Ok(ImageFormat::Gif) => Err(PictureFault::Kind("GIF")),
        Ok(ImageFormat::Tiff) => Err(PictureFault::Kind("TIFF")),
        Ok(ImageFormat::Bmp) => Err(PictureFault::Kind("BMP")),
        Ok(ImageFormat::Ico) => Err(PictureFault::Kind("ICO")),
        Ok(ImageFormat::Avif) => Err(PictureFault::Kind("AVIF")),
        Ok(_) => Err(PictureFault::Kind("?")),
        Err(_) => Err(other(bytes)),
    }
}

/// Kinds that `image` does not know, and editors have.
fn other(bytes: &[u8]) -> PictureFault {
    let brand = bytes.get(4..12).unwrap_or_default();
    if brand.starts_with(b"ftyp") {
        return match &brand[4..] {
            b"avif" | b"avis" => PictureFault::Kind("AVIF"),
            b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1" => PictureFault::Kind("HEIC"),
            _ => PictureFault::Kind("MP4"),
        };
    }
    if bytes.starts_with(b"%PDF") {
        return PictureFault::Kind("PDF");
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    if start.contains("<svg") {
        return PictureFault::Kind("SVG");
    }
    if bytes.is_empty() {
        return PictureFault::Cut;
    }
    let known: [&[u8]; 3] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF"];
    if known.iter().any(|start| start.starts_with(bytes) || bytes.starts_with(start)) {
        return PictureFault::Cut;
    }
    PictureFault::Kind("?")
}
