//! `lantoa import` of workbooks that are damaged, locked or bombs: one
//! sentence says what is wrong, soon and in little memory.

use std::fs;
use std::path::Path;

use super::harness::{Kit, Numbers, Run, asked};
use crate::workbooks;

/// Damaged workbooks of each format in an ordinary run.
const FEW: usize = 120;

#[track_caller]
fn import(kit: &Kit, name: &str, bytes: &[u8]) -> Run {
    fs::write(kit.root().join(name), bytes).expect("a workbook");
    let run = kit.run(&["import", "--dry-run", "--lang", "en", name]);
    assert!([0, 1, 2].contains(&run.code), "{name}: {} {}", run.code, run.stderr);
    assert!(!run.stderr.contains("panicked"), "{name}: {}", run.stderr);
    run
}

/// An import that is refused in one sentence.
#[track_caller]
fn refused(kit: &Kit, name: &str, bytes: &[u8], words: &str) {
    let run = import(kit, name, bytes);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    assert_eq!(run.stderr.trim_end().lines().count(), 1, "{}", run.stderr);
}

#[test]
fn every_format_is_read() {
    let kit = Kit::small();
    for (name, bytes) in workbooks::all() {
        let run = import(&kit, name, &bytes);
        assert_eq!(run.code, 0, "{name}: {}", run.stderr);
        assert!(run.stdout.contains("+ chao-ba-con"), "{name}: {}", run.stdout);
    }
}

#[test]
fn a_workbook_with_a_password_is_named_as_such() {
    let kit = Kit::small();
    for (name, bytes) in workbooks::locked() {
        refused(&kit, name, &bytes, "has a password");
    }
}

#[test]
fn damaged_workbooks_are_refused_or_read() {
    let kit = Kit::small();
    let count = asked("LANTOA_DAMAGED").unwrap_or(FEW);
    for (name, sound) in workbooks::all() {
        for n in 0..count {
            let mut numbers = Numbers::new(n as u64);
            let bytes = workbooks::damaged(&sound, |end| numbers.below(end));
            import(&kit, name, &bytes);
        }
        // Cut at every length there is, some of them.
        for part in 1..40 {
            import(&kit, name, &sound[..sound.len() * part / 40]);
        }
    }
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let kit = Kit::small();
    // 300 MB of nothing in a part; the same as a table.
    let nothing = vec![b' '; 300 << 20];
    let bomb = workbooks::zipped(&[("xl/workbook.xml", b"<workbook/>"), ("xl/x.xml", &nothing)]);
    assert!(bomb.len() < 1 << 20);
    refused(&kit, "bom.xlsx", &bomb, "too large");
    drop(nothing);
    refused(&kit, "lon.csv", &vec![b'a'; 33 << 20], "too large");
    let run = import(&kit, "o.csv", &b"a,a,a,a,a,a,a,a,a,a\n".repeat(90_000 * 3));
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("more than"), "{}", run.stderr);
    // Rows and cells that a number says are there.
    let cell = "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";
    let rows =
        format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    let run = import(&kit, "lap.ods", &workbooks::ods_with(&rows));
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_eq!(run.stderr.trim_end().lines().count(), 1, "{}", run.stderr);
    // A count of strings that nobody could hold.
    let mut bytes = workbooks::xls();
    let at = bytes.windows(2).position(|two| two == [0xfc, 0x00]).expect("the strings");
    bytes[at + 4..at + 12].fill(0xff);
    let run = import(&kit, "dem.xls", &bytes);
    assert!(run.code == 0 || run.stderr.trim_end().lines().count() == 1, "{}", run.stderr);
}

#[test]
fn what_is_no_workbook_is_said() {
    let kit = Kit::small();
    let page = b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>x</td></tr></table></html>";
    refused(&kit, "trang.xls", page, "HTML page");
    refused(&kit, "khac.xlsx", &workbooks::zipped(&[("a.txt", b"x")]), "neither");
    let made = std::process::Command::new("mkfifo").arg(kit.root().join("ong.xlsx")).status();
    assert!(made.expect("mkfifo").success());
    let run = kit.run(&["import", "ong.xlsx"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
}

#[test]
fn the_reader_is_a_child_that_may_fall() {
    // A program that is not this one, and one that is not there.
    let bytes = workbooks::xlsx();
    for program in ["/bin/false", "/bin/true", "/khong/co"] {
        let read = lantoa::import::read(&bytes, "bang.xlsx", Path::new(program));
        assert!(read.is_err(), "{program}");
    }
}
