use super::*;

fn number(text: &str) -> Decimal {
    Decimal::from_str_exact(text).expect("a number")
}

#[test]
fn the_files_in_the_binary_are_sound() {
    for file in DEFAULT.files() {
        let mut out = Diagnostics::default();
        let text = file.contents_utf8().expect("text");
        let read = Locale::read("xx", text, FileId(0), &mut out);
        assert!(read.is_some() && out.list().is_empty(), "{:?}: {:?}", file.path(), out.list());
    }
    assert!(DEFAULT.files().count() >= 4);
}

#[test]
fn numbers_as_languages_write_them() {
    for (value, lang, written) in [
        ("1500000", "vi", "1.500.000"),
        ("1500000.50", "en", "1,500,000.5"),
        ("1500000.50", "rad", "1.500.000,5"),
        ("-999", "vi", "-999"),
        ("4.5", "vi", "4,5"),
        ("100", "km", "100"),
        ("1000", "xx", "1,000"),
        ("-1234567", "en-gb", "-1,234,567"),
    ] {
        assert_eq!(Locales::standard().of(lang).number(number(value)), written, "{lang}");
    }
}

#[test]
fn numbers_are_read_as_they_are_written() {
    for (written, lang, value) in [
        ("330.000", "vi", "330000"),
        ("1.500.000,5", "vi", "1500000.5"),
        ("4,5", "vi", "4.5"),
        ("4.5", "vi", "4.5"),
        ("4.5", "en", "4.5"),
        ("4,5", "en", "4.5"),
        ("1,125", "en", "1125"),
        ("1.125", "en", "1.125"),
        ("2030", "vi", "2030"),
    ] {
        let read = Locales::standard().of(lang).read_number(written);
        assert_eq!(read.map(|number| number.to_string()).as_deref(), Some(value), "{written}");
    }
    for none in ["", "1.2.3"] {
        assert_eq!(Locales::standard().of("vi").read_number(none), None);
    }
}

#[test]
fn lists_and_plurals() {
    let of = |lang: &str| Locales::standard().of(lang);
    let parts = ["a", "b", "c"].map(str::to_string);
    assert_eq!(of("vi").list(&parts), "a, b và c");
    assert_eq!(of("en").list(&parts[..2]), "a and b");
    assert_eq!(of("en").list(&parts[..1]), "a");
    assert_eq!(of("en").list(&[]), "");
    let years = |lang: &str, n: &str| of(lang).suffix(|units| &units.years, number(n)).to_string();
    assert_eq!(years("en", "1"), " year");
    assert_eq!(years("en", "-1"), " year");
    assert_eq!(years("en", "1.5"), " years");
    assert_eq!(years("vi", "1"), " năm");
}

#[test]
fn a_chain_of_languages_ends() {
    let chain = |lang| Locales::standard().chain(lang);
    assert_eq!(chain("rad"), ["rad", "vi", "en"]);
    assert_eq!(chain("en"), ["en", "vi"]);
    assert_eq!(chain("xx"), ["xx", "en", "vi"]);
}

#[test]
fn a_value_with_braces_is_a_value() {
    assert_eq!(filled("{a} {b} {c} {", &[("a", "{b}"), ("b", "2")]), "{b} 2 {c} {");
}
