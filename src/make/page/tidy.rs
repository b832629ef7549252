//! The last hand laid on rendered HTML: the blank lines that template tags
//! leave behind are taken out, and the first picture is fetched first.

/// Drops lines that hold nothing but blanks and the blanks at the ends of the
/// rest, except inside `<pre>`, whose text is copied as it is.
pub(super) fn tidy(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut preformatted = false;
    for line in html.lines() {
        let was = preformatted;
        // The last of the tags on the line decides what the next line is.
        match (line.rfind("<pre"), line.rfind("</pre>")) {
            (Some(open), Some(close)) => preformatted = open > close,
            (Some(_), None) => preformatted = true,
            (None, Some(_)) => preformatted = false,
            (None, None) => {}
        }
        if was {
            out.push_str(line);
        } else {
            let line = if preformatted { line.trim_start() } else { line.trim() };
            if line.is_empty() {
                continue;
            }
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

/// What a picture says that may wait until it is scrolled to.
const WAITS: &str = " loading=\"lazy\"";

/// Fetches a page's first picture at once: the templates cannot know which
/// that is. One that is folded away waits like the rest.
pub(super) fn first_picture(html: String) -> String {
    let is_open = |at: usize| {
        let before = &html[..at];
        before.matches("<details").count() == before.matches("</details>").count()
    };
    match html.match_indices(WAITS).map(|(at, _)| at).find(|at| is_open(*at)) {
        Some(at) => [&html[..at], " fetchpriority=\"high\"", &html[at + WAITS.len()..]].concat(),
        None => html,
    }
}

#[cfg(test)]
mod tests {
    use super::{first_picture, tidy};

    #[test]
    fn text_to_copy_keeps_its_lines() {
        let html = "<p>\n\n  a </p>\n<pre>x\n\n  y</pre>\n\n<p>";
        assert_eq!(tidy(html), "<p>\na </p>\n<pre>x\n\n  y</pre>\n<p>\n");
    }

    #[test]
    fn the_first_picture_that_shows_is_fetched_first() {
        let lazy = "<img loading=\"lazy\">";
        let html = format!("<details>{lazy}</details>{lazy}{lazy}");
        let wanted = format!("<details>{lazy}</details><img fetchpriority=\"high\">{lazy}");
        assert_eq!(first_picture(html), wanted);
        assert_eq!(first_picture("<p>".into()), "<p>");
    }
}
