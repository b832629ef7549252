//! `lantoa build --record-prints`: what was published is written into
//! `prints.yml`, so that the page behind a sheet's code knows its version when
//! there is a newer one.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::{Failure, Session};
use crate::artifact::{Head, Heads};
use crate::catalog::{Document, Kit, Phase, Print};
use crate::diag::{Message, TextKey};
use crate::edition::Edition;
use crate::plan::{After, OUTPUTS, Of};
use crate::source::Content;

/// What is to be recorded, and where.
#[derive(Debug)]
pub struct NewPrints {
    /// The file, inside the content folder.
    pub name: String,
    /// What stands in it now; how a new one begins where there is none.
    pub text: String,
    /// The versions that are new, as list items.
    pub items: Vec<String>,
    /// Every version, as a file of its own.
    pub whole: String,
}

impl Session {
    /// The versions that a build of `built` published and that `prints.yml`
    /// does not have yet.
    ///
    /// # Errors
    /// The content is not the one that was built any more, or the machine
    /// failed.
    pub fn new_prints(&mut self, built: &Content) -> Result<NewPrints, Failure> {
        let read = self.read()?;
        if read.content.digest()? != built.digest()? {
            return Err(Failure(Message::new(TextKey::PRINTS_CHANGED)));
        }
        let name = Document::Prints.file("").unwrap_or_default();
        let items: Vec<String> = read.editions().iter().flat_map(new_prints).collect();
        let file = read.content.entries.get(&name).and_then(|entry| entry.text);
        let text = file.map_or(HEAD, |file| &read.content.files.get(file).text).to_string();
        let known: String = read.kit().prints.iter().map(of_record).collect();
        let whole = format!("{HEAD}{known}{}", items.concat());
        Ok(NewPrints { name, text, items, whole })
    }
}

/// What stands first in a new file.
const HEAD: &str = "# lantoa build --record-prints ghi thêm vào đây mỗi phiên bản tờ in được phát hành.\n# Đừng xóa: nhờ đó trang sau mã QR nhận ra tờ cũ và nói được tờ cũ khác gì.\n";

/// The sheets of an edition whose version is not recorded, as list items.
fn new_prints(edition: &Edition<'_>) -> Vec<String> {
    let kit = edition.kit;
    let mut seen = BTreeSet::new();
    let mut items = Vec::new();
    for output in OUTPUTS.iter().filter(|o| o.of == Of::Unit && o.after == After::Nothing) {
        let none: std::sync::Arc<Heads> = std::sync::Arc::default();
        for job in (output.jobs)(edition, &none) {
            let new = job.heads.iter().filter_map(|head| new_print(kit, head));
            items.extend(new.filter(|item| seen.insert(item.clone())));
        }
    }
    items
}

fn new_print(kit: &Kit, head: &Head) -> Option<String> {
    let about = &head.about;
    let (kind, id) = (about.of?, about.id.as_deref()?);
    let (version, lang) = (about.version.as_deref()?, about.lang.as_deref()?);
    let item = kit.item_by_scheme(kind, id)?;
    // A card's code carries no version; a draft is no print.
    let is_print = item.message().is_none() && kit.phase(item) == Phase::Live;
    let known = || kit.prints_of(item, lang).iter().any(|print| print.version == version);
    if !is_print || known() {
        return None;
    }
    let quoted = kit.quoted(item).iter();
    let figures =
        quoted.filter_map(|id| Some((id.as_str(), kit.value(id)?.normalize().to_string())));
    let record = Record {
        item: &format!("{kind}:{id}"),
        lang,
        unit: kit.unit_id(),
        version,
        on: kit.date,
        figures: figures.collect(),
        legal: about.facets.legal.iter().map(String::as_str).collect(),
    };
    Some(record.text())
}

fn of_record(print: &Print) -> String {
    let figures = print.figures.iter().flat_map(|pairs| &pairs.0);
    let record = Record {
        item: &format!("{}:{}", print.item.kind.word(), print.item.id),
        lang: &print.lang,
        unit: print.unit.as_deref(),
        version: &print.version,
        on: print.on,
        figures: figures.map(|(id, value)| (id.as_str(), value.value.clone())).collect(),
        legal: print.legal.iter().map(String::as_str).collect(),
    };
    record.text()
}

/// A record as it is written.
struct Record<'r> {
    item: &'r str,
    lang: &'r str,
    unit: Option<&'r str>,
    version: &'r str,
    on: Date,
    figures: Vec<(&'r str, String)>,
    legal: Vec<&'r str>,
}

impl Record<'_> {
    fn text(&self) -> String {
        // In quotes, so that none is taken for a number or a truth value.
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let mut text = format!("- item: {}\n  lang: {}\n", quoted(self.item), quoted(self.lang));
        let mut line = |name: &str, value: &str| {
            // Writing to a string does not fail.
            let _ = writeln!(text, "  {name}: {value}");
        };
        if let Some(unit) = self.unit {
            line("unit", &quoted(unit));
        }
        line("version", &quoted(self.version));
        line("on", &self.on.to_string());
        if !self.figures.is_empty() {
            let each = self.figures.iter().map(|(id, n)| format!("{}: {}", quoted(id), quoted(n)));
            line("figures", &format!("{{{}}}", each.collect::<Vec<_>>().join(", ")));
        }
        if !self.legal.is_empty() {
            let each: Vec<String> = self.legal.iter().map(|id| quoted(id)).collect();
            line("legal", &format!("[{}]", each.join(", ")));
        }
        text
    }
}
