//! A page that opens from a folder: its links name the files they lead to.

use crate::edition::address::opened;

/// What an address within the site follows, in the HTML of the templates.
const BEFORE: [&str; 3] = [" href=\"", " action=\"", "; url="];

/// The page with the files of what it links to.
pub(super) fn portable(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    loop {
        let next = BEFORE.iter().filter_map(|before| Some(rest.find(before)? + before.len())).min();
        let Some(at) = next else { break };
        let end = rest[at..].find('"').map_or(rest.len(), |end| at + end);
        out.push_str(&rest[..at]);
        out.push_str(&opened(&rest[at..end]));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::portable;

    #[test]
    fn links_name_files() {
        let html = "<a href=\"../\">a</a><a href=\"faq/x/#y\">b</a><a href=\"https://e.vn/\">c</a>\
            <a href=\"#d\">d</a><a href=\"tel:1900\">e</a><form action=\"./search/\">\
            <link href=\"css/site.css\"><meta content=\"0; url=../a/?q=1\">";
        let wanted = "<a href=\"../index.html\">a</a><a href=\"faq/x/index.html#y\">b</a>\
            <a href=\"https://e.vn/\">c</a><a href=\"#d\">d</a><a href=\"tel:1900\">e</a>\
            <form action=\"./search/index.html\"><link href=\"css/site.css\">\
            <meta content=\"0; url=../a/index.html?q=1\">";
        assert_eq!(portable(html), wanted);
    }
}
