use super::{Cleaner, addresses, escape};

const BASE: &str = "https://kho.vn/bo/";

#[test]
fn nothing_is_shown_from_another_host() {
    let cleaner = Cleaner::new(BASE);
    let signs = ["", "/", "\\", "//", "\\\\", "/\\", "\t/", "\n/", " /", "/\t/", "https:", "http:"];
    let more =
        ["https:/", "http:\\", "HTTP://", "https://", "http:\\\\", "ftp://", "data:", "//a@"];
    for before in signs.iter().chain(&more) {
        for host in ["xau.com", "kho.vn.xau.com", "kho.vn@xau.com", "xau.com:80/kho.vn", "1.2.3.4"]
        {
            let address = format!("{before}{host}/a.png");
            for attribute in ["src", "srcset", "poster", "background", "data", "SRC"] {
                for quote in ["\"", "'"] {
                    let html = format!("<img {attribute}={quote}{address}{quote} alt=Ảnh>");
                    let cleaned = cleaner.block(&html);
                    // A path of the site's own may say anything.
                    let path = ["", "/", "\\", "\t/", "\n/", " /"].contains(before);
                    assert!(path || !cleaned.contains("a.png"), "{html}\n{cleaned}");
                    assert!(cleaned.contains("alt=\"Ảnh\""), "{cleaned}");
                    let (open, close) = cleaner.tags(&html, "").expect("a tag");
                    assert!(path || !open.contains("a.png"), "{html}\n{open}");
                    assert_eq!(close, "");
                }
            }
            for css in ["style=\"background:url(A)\"", "style='@import \"A\"'"] {
                let html = format!("<p {}>Chữ</p>", css.replace('A', &address));
                assert_eq!(cleaner.block(&html), "<p>Chữ</p>");
            }
        }
    }
    for own in ["a.png", "/a.png", "../a.png", "https://kho.vn/a.png", "//kho.vn/a.png"] {
        assert!(cleaner.block(&format!("<img src=\"{own}\">")).contains("a.png"), "{own}");
    }
}

/// Whatever a value says, and wherever it is filled in, it stays a value.
#[test]
fn values_are_text() {
    let cleaner = Cleaner::new(BASE);
    let values = [
        "<b>đậm</b>",
        "\" onclick=\"x()",
        "' src='//xau.com/a.png",
        "x title=y href=//xau.com",
        "--><a href=\"https://xau.com\">",
        "</p><script>x()</script>",
        "&lt;i&gt;",
        "javascript:x()",
        "A & B `c` = d",
    ];
    for value in values {
        let value = escape(value);
        let text = cleaner.block(&format!("<p>{value}</p>"));
        assert_eq!(text.matches('<').count(), 2, "{text}");
        for around in ["<span title=\"V\">", "<span title='V'>", "<span title=V>", "<img alt=V>"] {
            let html = around.replace('V', &value);
            let close = if around.starts_with("<img") { "" } else { "</span>" };
            let (open, _) = cleaner.tags(&html, close).expect("a tag");
            let kept = ["title", "alt", "src", "href", "onclick"]
                .map(|name| open.matches(&format!(" {name}=\"")).count());
            assert_eq!(kept.iter().sum::<usize>(), 1, "{html}\n{open}");
        }
        let link = format!("<a href=\"{value}\">x</a>");
        assert!(!cleaner.block(&link).contains("javascript:"), "{link}");
    }
}

#[test]
fn tags_within_a_line() {
    let cleaner = Cleaner::new(BASE);
    let tags = |open: &str, close: &str| cleaner.tags(open, close);
    let said = |open: &str, close: &str| Some((open.to_string(), close.to_string()));
    assert_eq!(tags("<u>", "</u>"), said("<u>", "</u>"));
    assert_eq!(tags("<SUB class=x onclick=y>", "</sub>"), said("<sub>", "</sub>"));
    assert_eq!(tags("<wbr>", ""), said("<wbr>", ""));
    for none in ["div", "iframe", "form", "table", "svg", "x-y", "textarea"] {
        assert_eq!(tags(&format!("<{none}>"), &format!("</{none}>")), said("", ""), "{none}");
    }
    assert_eq!(tags("<script>", "</script>"), None);
    assert_eq!(tags("<style>", "</style>"), None);
}

#[test]
fn addresses_are_read_as_a_browser_reads_them() {
    let html = "<a href='ht&Tab;tps:&#47;/x.vn'>a</a> <img src=//y.vn/a.png>";
    let pair = |name: &str, address: &str| (name.to_string(), address.to_string());
    let wanted = [pair("href", "ht\ttps://x.vn"), pair("src", "//y.vn/a.png")];
    assert_eq!(addresses(html), wanted);
}
