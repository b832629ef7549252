//! What a PNG says of its colours in chunks of its own, where it carries no
//! profile.

use std::io::Cursor;

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile,
    MatrixCoefficients, ToneReprCurve, TransferCharacteristics, XyY,
};
use png::{CodingIndependentCodePoints, ScaledFloat, SourceChromaticities};

use super::PictureFault;

/// What programs write that mean sRGB and nothing else: 1/2.2.
const GAMMA_OF_SRGB: f32 = 0.454_55;

/// The colours that a PNG says it is in, in the order in which the standard
/// believes its chunks (PNG, third edition, 4.3): `cICP`; then `iCCP`, which
/// the decoder reads, and `sRGB`, of which both give None here; then `gAMA`
/// and `cHRM`.
///
/// # Errors
/// It is a picture for screens brighter than any paper, or of a video, which
/// have no one form in sRGB.
pub(super) fn profile(bytes: &[u8]) -> Result<Option<ColorProfile>, PictureFault> {
    // What is wrong with the file, the decoder of the picture says.
    let Ok(reader) = png::Decoder::new(Cursor::new(bytes)).read_info() else { return Ok(None) };
    let info = reader.info();
    if let Some(code) = &info.coding_independent_code_points
        && let Some(profile) = by_code(code)?
    {
        return Ok(Some(profile));
    }
    if info.icc_profile.is_some() || info.srgb.is_some() {
        return Ok(None);
    }
    Ok(by_measure(info.gama_chunk, info.chrm_chunk))
}

/// The colours of a `cICP` chunk (ITU-T H.273); None where it leaves them
/// open.
fn by_code(code: &CodingIndependentCodePoints) -> Result<Option<ColorProfile>, PictureFault> {
    match code.transfer_function {
        16 => return Err(PictureFault::Colours("HDR (PQ)")),
        18 => return Err(PictureFault::Colours("HDR (HLG)")),
        _ if !code.is_video_full_range_image => return Err(PictureFault::Colours("video")),
        _ => {}
    }
    let (Ok(primaries), Ok(transfer)) = (
        CicpColorPrimaries::try_from(code.color_primaries),
        TransferCharacteristics::try_from(code.transfer_function),
    ) else {
        return Ok(None);
    };
    let profile = ColorProfile::new_from_cicp(CicpProfile {
        color_primaries: primaries,
        transfer_characteristics: transfer,
        matrix_coefficients: MatrixCoefficients::Identity,
        full_range: true,
    });
    Ok(profile.red_trc.is_some().then_some(profile))
}

/// The colours of a `gAMA` and a `cHRM` chunk; what one of them does not say
/// is as in sRGB.
fn by_measure(
    gamma: Option<ScaledFloat>,
    points: Option<SourceChromaticities>,
) -> Option<ColorProfile> {
    let gamma = gamma.map(ScaledFloat::into_value).filter(|gamma| *gamma > 0.0);
    // A picture that says 1/2.2 and no more was made for any screen of its
    // day, and is shown by browsers as it is.
    let is_usual = |gamma: f32| (gamma / GAMMA_OF_SRGB - 1.0).abs() < 0.01;
    let gamma = gamma.filter(|gamma| points.is_some() || !is_usual(*gamma));
    if gamma.is_none() && points.is_none() {
        return None;
    }
    let mut profile = ColorProfile::new_srgb();
    profile.cicp = None;
    if let Some(points) = points {
        let point = |(x, y): (ScaledFloat, ScaledFloat)| (x.into_value(), y.into_value());
        let near = |(x, y): (f32, f32)| Chromaticity { x, y };
        let all = [points.white, points.red, points.green, points.blue].map(point);
        // Points that no light has.
        if all.iter().any(|(x, y)| *x < 0.0 || *y <= 0.0 || x + y > 1.0) {
            return None;
        }
        let [(x, y), red, green, blue] = all;
        profile.update_rgb_colorimetry(
            XyY { x: x.into(), y: y.into(), yb: 1.0 },
            ColorPrimaries { red: near(red), green: near(green), blue: near(blue) },
        );
    }
    if let Some(gamma) = gamma {
        let curve = ToneReprCurve::Parametric(vec![1.0 / gamma]);
        profile.red_trc = Some(curve.clone());
        profile.green_trc = Some(curve.clone());
        profile.blue_trc = Some(curve);
    }
    Some(profile)
}
