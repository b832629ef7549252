//! Pictures of what is drawn, held against those in `tests/pictures/`: small,
//! so that a line that moved by a hair is nothing and one that wrapped is. What
//! differs is laid out side by side in `target/tmp/pictures/index.html`.
//! `LANTOA_BLESS=1` writes down what is drawn now as right.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use image::imageops::{FilterType, resize};
use image::{Rgb, RgbImage};

use crate::checks::bless;
use crate::harness::repository;

/// How wide the pictures are, in px.
const WIDTH: u32 = 280;

/// From how far apart two values of a colour are told apart, of 255.
const SEEN: u8 = 40;

/// How many of a thousand dots may be told apart.
const MOST: usize = 4;

fn report() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures")
}

fn small(picture: &Path) -> RgbImage {
    let read = image::open(picture).unwrap_or_else(|e| panic!("{}: {e}", picture.display()));
    let read = read.to_rgb8();
    let height = (read.height() * WIDTH).div_ceil(read.width());
    resize(&read, WIDTH, height, FilterType::Triangle)
}

/// The dots that differ, dark on white, and how many of a thousand they are.
fn apart(wanted: &RgbImage, found: &RgbImage) -> (RgbImage, usize) {
    let mut marks = RgbImage::from_pixel(found.width(), found.height(), Rgb([255; 3]));
    let mut count = 0;
    for (x, y, dot) in found.enumerate_pixels() {
        let other = wanted.get_pixel(x, y);
        let far = dot.0.iter().zip(other.0).map(|(a, b)| a.abs_diff(b)).max().unwrap_or_default();
        if far >= SEEN {
            marks.put_pixel(x, y, Rgb([160, 0, 0]));
            count += 1;
        }
    }
    (marks, count * 1000 / (found.width() * found.height()) as usize)
}

/// Holds pictures, each by its name, against those that are right.
#[track_caller]
pub fn hold(pictures: &[(&str, PathBuf)]) {
    let known = repository().join("tests/pictures");
    let mut wrong = Vec::new();
    let mut page = String::new();
    for (name, path) in pictures {
        let found = small(path);
        let right = known.join(format!("{name}.png"));
        if bless() {
            fs::create_dir_all(&known).expect("a folder");
            found.save(&right).expect("a written picture");
            continue;
        }
        let wanted = match image::open(&right) {
            Ok(wanted) => wanted.to_rgb8(),
            Err(_) => RgbImage::new(1, 1),
        };
        let (marks, far) = match wanted.dimensions() == found.dimensions() {
            true => apart(&wanted, &found),
            false => (found.clone(), 1000),
        };
        if far > MOST {
            let folder = report();
            fs::create_dir_all(&folder).expect("a folder");
            let _ = write!(page, "<h2>{name}: {far} ‰</h2><p>");
            for (what, picture) in [("right", &wanted), ("now", &found), ("apart", &marks)] {
                let file = format!("{name}.{what}.png");
                picture.save(folder.join(&file)).expect("a written picture");
                let _ = write!(page, "<img src=\"{file}\" alt=\"{what}\"> ");
            }
            page.push_str("</p>\n");
            wrong.push(format!("{name} ({far} ‰)"));
        }
    }
    if !wrong.is_empty() {
        let place = report().join("index.html");
        let head = "<!doctype html><meta charset=utf-8><title>Pictures that differ</title>\n";
        fs::write(&place, format!("{head}{page}")).expect("a written page");
        panic!("pictures differ: {}; see {}", wrong.join(", "), place.display());
    }
}

#[test]
fn a_word_that_moved_is_seen_and_a_hair_is_not() {
    let white = RgbImage::from_pixel(280, 200, Rgb([255; 3]));
    let with_block = |x: u32, shade: u8| {
        let mut picture = white.clone();
        for (dx, dy) in (0..20).flat_map(|dx| (0..12).map(move |dy| (dx, dy))) {
            picture.put_pixel(x + dx, 50 + dy, Rgb([shade; 3]));
        }
        picture
    };
    let (_, same) = apart(&with_block(40, 0), &with_block(40, 20));
    let (_, moved) = apart(&with_block(40, 0), &with_block(80, 0));
    assert!(same <= MOST && moved > MOST, "{same} {moved}");
}
