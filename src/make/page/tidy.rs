//! Takes the blank lines out of rendered HTML that template tags leave behind.

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

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn text_to_copy_keeps_its_lines() {
        let html = "<p>\n\n  a </p>\n<pre>x\n\n  y</pre>\n\n<p>";
        assert_eq!(tidy(html), "<p>\na </p>\n<pre>x\n\n  y</pre>\n<p>\n");
    }
}
