//! The faults of a build as a panel: a piece of HTML for the pages that are
//! open and for the plain page where there is no site. All texts come from
//! outside and are escaped here.

use std::fmt::Write as _;

use crate::diag::{Lang, Message, Severity, TextKey, message};

/// More faults than these are counted: the panel is for the next step, the
/// terminal has them all.
const SHOWN: usize = 20;

/// One thing that has to be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How much it weighs.
    pub severity: Severity,
    /// The check that speaks, where it is one.
    pub id: Option<String>,
    /// The file.
    pub file: Option<String>,
    /// The line in it, from 1.
    pub line: Option<u32>,
    /// The column in that, from 1.
    pub column: Option<u32>,
    /// What is wrong; several lines where a program speaks.
    pub message: String,
    /// What to write instead.
    pub hints: Vec<String>,
    /// The line of the file.
    pub excerpt: Option<Excerpt>,
}

/// A line of a file with the part that a fault is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before it.
    pub before: String,
    /// The part; may be empty.
    pub marked: String,
    /// What stands after it.
    pub after: String,
}

impl Fault {
    /// An error that has only words.
    pub fn plain(message: String) -> Self {
        Fault {
            severity: Severity::Error,
            id: None,
            file: None,
            line: None,
            column: None,
            message,
            hints: Vec::new(),
            excerpt: None,
        }
    }

    /// `file:line:column`, as far as they are known.
    fn place(&self) -> Option<String> {
        let mut place = self.file.clone()?;
        for number in [self.line, self.column].iter().map_while(|number| *number) {
            let _ = write!(place, ":{number}");
        }
        Some(place)
    }
}

/// The panel of some faults.
pub(super) fn html(faults: &[Fault], lang: Lang) -> String {
    let words = |key| message(&Message::new(key), lang);
    let mut html = String::new();
    let count = faults.len().to_string();
    let title = message(&Message::new(TextKey::SERVE_FAULTS).with("count", count), lang);
    let close = escape(&words(TextKey::SERVE_CLOSE));
    // Writing to a string cannot fail.
    let _ = write!(
        html,
        "<section class=\"panel\" role=\"alert\" aria-labelledby=\"lantoa-title\" lang=\"{}\">\
         <header><h2 id=\"lantoa-title\">{}</h2>\
         <button type=\"button\" aria-label=\"{close}\" title=\"{close}\">✕</button></header>\
         <p class=\"stale\">{}</p><ol tabindex=\"0\">",
        code(lang),
        escape(&title),
        escape(&words(TextKey::SERVE_STALE)),
    );
    for fault in faults.iter().take(SHOWN) {
        one(&mut html, fault, lang);
    }
    html.push_str("</ol>");
    if let Some(left @ 1..) = faults.len().checked_sub(SHOWN) {
        let more = Message::new(TextKey::SERVE_MORE_FAULTS).with("count", left.to_string());
        let _ = write!(html, "<p class=\"more\">{}</p>", escape(&message(&more, lang)));
    }
    html.push_str("</section>");
    html
}

fn one(html: &mut String, fault: &Fault, lang: Lang) {
    let level = match fault.severity {
        Severity::Error => TextKey::LEVEL_ERROR,
        _ => TextKey::LEVEL_WARNING,
    };
    let words = |key| escape(&message(&Message::new(key), lang));
    let _ = write!(html, "<li class=\"{}\"><p class=\"place\">", fault.severity.name());
    if let Some(place) = fault.place() {
        let _ = write!(html, "<code>{}</code> ", escape(&place));
    }
    let _ = write!(html, "<span class=\"level\">{}</span>", words(level));
    if let Some(id) = &fault.id {
        let _ = write!(html, " <span class=\"id\">{}</span>", escape(id));
    }
    let _ = write!(html, "</p><p class=\"text\">{}</p>", escape(&fault.message));
    if let Some(Excerpt { before, marked, after }) = &fault.excerpt {
        let parts = [before, marked, after].map(|part| escape(part));
        let _ = write!(html, "<pre>{}<mark>{}</mark>{}</pre>", parts[0], parts[1], parts[2]);
    }
    for hint in &fault.hints {
        let label = words(TextKey::LEVEL_HELP);
        let _ = write!(html, "<p class=\"hint\"><b>{label}:</b> {}</p>", escape(hint));
    }
    html.push_str("</li>");
}

/// The page where there is no site: the panel, or that a build is running.
pub(super) fn page(panel: Option<&str>, script: &str, styles: &str, lang: Lang) -> String {
    let words = |key| escape(&message(&Message::new(key), lang));
    let (title, text) = match panel {
        Some(_) => (words(TextKey::SERVE_NO_SITE), words(TextKey::SERVE_MEND)),
        None => (words(TextKey::SERVE_BUILDING), words(TextKey::SERVE_WAIT)),
    };
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'self'; script-src 'self'; connect-src 'self'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"{}\">\n{script}\n</head>\n<body class=\"plain\">\n\
         <main>\n<h1>{title}</h1>\n<p>{text}</p>\n{}\n</main>\n</body>\n</html>\n",
        code(lang),
        escape(styles),
        panel.unwrap_or_default(),
    )
}

fn code(lang: Lang) -> &'static str {
    lang.code()
}

/// Text for HTML, also inside a value in double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_text() {
        let mut fault = Fault::plain("<script>1</script>".into());
        fault.file = Some("content/\"><b>.yml".into());
        fault.line = Some(3);
        fault.hints = vec!["a & b".into()];
        let panel = html(&[fault], Lang::En);
        assert!(!panel.contains("<script") && !panel.contains("<b>.yml"), "{panel}");
        assert!(panel.contains("&lt;b&gt;.yml:3<") && panel.contains("a &amp; b"), "{panel}");
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let faults = vec![Fault::plain("x".into()); SHOWN + 3];
        let panel = html(&faults, Lang::En);
        assert_eq!(panel.matches("<li").count(), SHOWN);
        assert!(panel.contains("3 more"), "{panel}");
    }
}
