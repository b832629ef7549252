//! A report as one page that stands alone: no script, nothing from anywhere
//! else, readable by screen readers and on paper.

use super::{Align, Cell, Column, Document, Row, Table, Tone};
use crate::diag::TextKey;

/// The page's only style.
const CSS: &str = include_str!("page.css");
/// The style's SHA-256, so that the page's policy lets in this style and no
/// other; a test compares it.
const CSS_HASH: &str = "sha256-uPca5CnWY7UehXtD92GrtlTiGmceAK4qiDvbPIAxAw4=";

/// The report as a page.
#[must_use]
pub fn page(document: &Document) -> String {
    let lang = document.voice.code();
    let mut page = Writer { out: String::new(), lang };
    let policy =
        format!("default-src 'none'; style-src '{CSS_HASH}'; base-uri 'none'; form-action 'none'");
    let out = &mut page.out;
    out.push_str(&format!("<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n"));
    out.push_str("<meta charset=\"utf-8\">\n");
    out.push_str(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"));
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"robots\" content=\"noindex\">\n");
    out.push_str(&format!("<title>{}</title>\n", escape(&document.title)));
    out.push_str(&format!("<style>{CSS}</style>\n</head>\n<body>\n<header>\n"));
    page.element("h1", "", &document.title);
    for line in &document.lead {
        page.element("p", " class=\"lead\"", line);
    }
    page.contents(document);
    page.out.push_str("</header>\n<main>\n");
    for (n, table) in document.tables.iter().enumerate() {
        page.table(n, table);
    }
    page.out.push_str("</main>\n</body>\n</html>\n");
    page.out
}

/// Text as HTML.
fn escape(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    // Writing into memory does not fail.
    let _ = tera::escape_html(text, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

struct Writer {
    out: String,
    lang: &'static str,
}

impl Writer {
    fn element(&mut self, tag: &str, attributes: &str, text: &str) {
        self.out.push_str(&format!("<{tag}{attributes}>{}</{tag}>\n", escape(text)));
    }

    /// Links to the tables, where there are several.
    fn contents(&mut self, document: &Document) {
        if document.tables.len() < 2 {
            return;
        }
        let label = escape(&document.voice.say(TextKey::REPORT_CONTENTS));
        self.out.push_str(&format!("<nav aria-label=\"{label}\"><ul>\n"));
        for (n, table) in document.tables.iter().enumerate() {
            let title = escape(&table.title);
            let lines = table.rows.iter().filter(|row| matches!(row, Row::Cells(_))).count();
            self.out.push_str(&format!("<li><a href=\"#t{n}\">{title}</a> ({lines})</li>\n"));
        }
        self.out.push_str("</ul></nav>\n");
    }

    fn table(&mut self, n: usize, table: &Table) {
        self.out.push_str(&format!("<section aria-labelledby=\"t{n}\">\n"));
        self.element("h2", &format!(" id=\"t{n}\""), &table.title);
        for note in &table.notes {
            self.element("p", " class=\"note\"", note);
        }
        if table.rows.is_empty() {
            self.element("p", "", &table.empty);
            self.out.push_str("</section>\n");
            return;
        }
        // A region that scrolls must be reachable by keyboard.
        self.out.push_str(&format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"t{n}\">\n<table>\n"
        ));
        self.element("caption", "", &table.title);
        self.out.push_str("<thead><tr>");
        for column in &table.columns {
            let class = class(column, None);
            self.out.push_str(&format!("<th scope=\"col\"{class}>{}</th>", escape(&column.title)));
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for (at, row) in table.rows.iter().enumerate() {
            match row {
                Row::Group { title, mark, notes } => {
                    if at > 0 {
                        self.out.push_str("</tbody>\n<tbody>\n");
                    }
                    let span = table.columns.len();
                    let lang = self.lang_of(Some(&title.lang));
                    self.out.push_str(&format!(
                        "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{span}\"><span{lang}>{}</span>",
                        escape(&title.text)
                    ));
                    if let Some(mark) = mark {
                        let mark = escape(mark);
                        self.out.push_str(&format!(" <span class=\"mark\">{mark}</span>"));
                    }
                    for note in notes {
                        let note = escape(note);
                        self.out.push_str(&format!("<span class=\"more\">{note}</span>"));
                    }
                    self.out.push_str("</th></tr>\n");
                }
                Row::Cells(cells) => self.cells("<tr>", &table.columns, cells),
                Row::Total(cells) => {
                    self.cells("<tr class=\"total\">", &table.columns, cells);
                }
            }
        }
        self.out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
    }

    fn cells(&mut self, begin: &str, columns: &[Column], cells: &[Cell]) {
        self.out.push_str(begin);
        // A row is headed by the first cell that names it in words.
        let head = cells.iter().position(|cell| cell.number.is_none());
        for (n, (column, cell)) in columns.iter().zip(cells).enumerate() {
            if cell.rows.0 == 0 {
                continue;
            }
            let tag = if head == Some(n) { "th" } else { "td" };
            let scope = match (tag, cell.rows.0) {
                ("th", 1) => " scope=\"row\"".to_string(),
                ("th", rows) => format!(" scope=\"rowgroup\" rowspan=\"{rows}\""),
                (_, 1) => String::new(),
                (_, rows) => format!(" rowspan=\"{rows}\""),
            };
            let class = class(column, Some(cell.tone));
            let lang = self.lang_of(cell.lang.as_deref());
            self.out.push_str(&format!("<{tag}{scope}{class}{lang}>"));
            let text = escape(&cell.text);
            match &cell.spoken {
                Some(spoken) => self.out.push_str(&format!(
                    "<span aria-hidden=\"true\">{text}</span><span class=\"said\">{}</span>",
                    escape(spoken)
                )),
                None => self.out.push_str(&text),
            }
            self.out.push_str(&format!("</{tag}>"));
        }
        self.out.push_str("</tr>\n");
    }

    /// The attribute of a text that is not in the page's language.
    fn lang_of(&self, lang: Option<&str>) -> String {
        match lang {
            Some(lang) if lang != self.lang => format!(" lang=\"{}\"", escape(lang)),
            _ => String::new(),
        }
    }
}

fn class(column: &Column, tone: Option<Tone>) -> String {
    let align = match column.align {
        Align::Left => None,
        Align::Centre => Some("centre"),
        Align::Right => Some("right"),
    };
    let tone = match tone {
        None | Some(Tone::Plain) => None,
        Some(Tone::Good) => Some("good"),
        Some(Tone::Warn) => Some("warn"),
        Some(Tone::Bad) => Some("bad"),
        Some(Tone::Quiet) => Some("quiet"),
    };
    let names: Vec<&str> = align.into_iter().chain(tone).collect();
    if names.is_empty() { String::new() } else { format!(" class=\"{}\"", names.join(" ")) }
}
