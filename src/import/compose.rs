//! From a table and a kit to the new text of one file: rows become items,
//! items that are there are changed where they differ, others follow the
//! last one. What was composed is read again before anyone writes it.

use std::collections::BTreeSet;

use super::columns::Kind;
use super::finding::{Finding, Refusal};
use super::header::{Wanted, find};
use super::items::{Item, Shelf, items};
use super::mapping::Mapping;
use super::references::References;
use super::rows::rows;
use super::splice::{Splicer, column, end_of, end_of_key, paths, says_all};
use super::table::Sheet;
use super::target::Target;
use super::trace::Trace;
use super::values::Values;
use super::want::Want;
use super::write::{self, Style};
use crate::catalog::Kit;
use crate::diag::{Diagnostics, FileId, Message, Severity, TextKey};
use crate::edit::{Splice, append_to_list, apply, first_dash};
use crate::source::Content;
use crate::source::yaml::{self, Node, Value};
use crate::theme::Theme;

/// What is asked for.
#[derive(Debug, Default)]
pub struct Request {
    /// What the table lists, where it is not to be guessed.
    pub kind: Option<Kind>,
    /// The sheet.
    pub sheet: Option<String>,
    /// The file inside the content folder.
    pub to: Option<String>,
    /// The campaign that messages belong to.
    pub campaign: Option<String>,
    /// The unit that agents belong to.
    pub unit: Option<String>,
    /// What columns are called.
    pub mapping: Option<Mapping>,
    /// The table's name without its ending: names a new file.
    pub stem: String,
}

/// A file composed anew.
#[derive(Debug)]
pub struct Composed {
    /// What the table lists.
    pub kind: Kind,
    /// The sheet it is on.
    pub sheet: String,
    /// The file's path inside the content folder.
    pub path: String,
    /// Its new text.
    pub text: String,
    /// Whether that differs from what is there.
    pub is_new: bool,
    /// The items that were added, by id or name.
    pub added: Vec<String>,
    /// The items that were changed.
    pub changed: Vec<String>,
    /// How many were there already just so.
    pub unchanged: usize,
    /// What is worth knowing about the table.
    pub warnings: Vec<Finding>,
    /// Where each part comes from.
    pub trace: Trace,
}

/// Composes the file that `sheets` belong in.
pub fn compose(
    sheets: &[Sheet],
    request: &Request,
    kit: &Kit,
    content: &Content,
    theme: &Theme,
) -> Result<Composed, Refusal> {
    let mut findings = Vec::new();
    let wanted = Wanted {
        kind: request.kind,
        sheet: request.sheet.as_deref(),
        mapping: request.mapping.as_ref(),
    };
    let header = find(sheets, &wanted, &mut findings)?;
    let target = Target::find(header.kind, request, kit, content)?;
    let entry = content.entries.get(&target.path).and_then(|entry| entry.text);
    let old = match (content.entries.contains_key(&target.path), entry) {
        (_, Some(file)) => content.files.get(file).text.to_string(),
        (false, None) => String::new(),
        (true, None) => {
            let message = Message::new(TextKey::IMPORT_NOT_TEXT).with("path", &target.path);
            return Err(Refusal::request(message));
        }
    };
    let file = entry.unwrap_or_default();
    let mut faults = Diagnostics::default();
    let tree = yaml::parse(&old, file, 0, &mut faults);
    if !faults.list().is_empty() {
        return Err(Refusal::Source(faults));
    }
    let list = list_of(tree.as_ref(), header.kind);
    let there = list.map_or(&[][..], Node::list);
    let references = References::of(kit, theme);
    let rows = rows(&header, &mut Values { references: &references, findings: &mut findings });
    let shelf = Shelf { kit, there, campaign: target.campaign.as_deref() };
    let items = items(&header, &rows, &shelf, &mut findings);
    if items.is_empty() && findings.iter().all(|finding| finding.severity != Severity::Error) {
        let message = Message::new(TextKey::IMPORT_NO_ROWS).with("sheet", &*header.sheet.name);
        return Err(Refusal::request(message));
    }
    findings.sort_by_key(|finding| (finding.place.clone(), finding.severity != Severity::Error));
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(Refusal::Cells(findings));
    }
    let default = kit.default_lang();
    let edited = Edit { old: &old, kind: header.kind, tree: tree.as_ref(), default };
    let misfit =
        || Refusal::request(Message::new(TextKey::IMPORT_CANNOT_SPLICE).with("path", &target.path));
    let (text, changed) = edited.text(&items, there).ok_or_else(misfit)?;
    let trace = edited.verified(&text, &items, there).ok_or_else(misfit)?;
    let names = |wanted: &dyn Fn(&Item) -> bool| {
        items.iter().filter(|item| wanted(item)).map(|item| item.name.clone()).collect::<Vec<_>>()
    };
    let added = names(&|item| item.is.is_none());
    let changed = names(&|item| item.is.is_some_and(|index| changed.contains(&index)));
    Ok(Composed {
        kind: header.kind,
        sheet: header.sheet.name.to_string(),
        is_new: text != old,
        unchanged: items.len() - added.len() - changed.len(),
        path: target.path,
        text,
        added,
        changed,
        warnings: findings,
        trace,
    })
}

/// The key under which a file holds its list; none where it is one.
fn key_of(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Messages => None,
        Kind::Links => Some("official_links"),
        Kind::Agents => Some("agents"),
    }
}

fn list_of(tree: Option<&Node>, kind: Kind) -> Option<&Node> {
    match key_of(kind) {
        None => tree,
        Some(key) => tree?.get(key),
    }
}

/// A file and the list in it that is edited.
struct Edit<'a> {
    old: &'a str,
    kind: Kind,
    tree: Option<&'a Node>,
    default: &'a str,
}

impl Edit<'_> {
    fn splicer(&self) -> Splicer<'_> {
        Splicer { text: self.old, default: self.default, splices: Vec::new(), touched: Vec::new() }
    }

    /// The path of an item as [`paths`] names it.
    fn path(&self, index: usize) -> String {
        match key_of(self.kind) {
            None => format!("/{index}"),
            Some(key) => format!("/{key}/{index}"),
        }
    }

    /// The new text, and which items of the list changed. `None` where the
    /// file is written in a way that nothing can be put into.
    fn text(&self, items: &[Item], there: &[Node]) -> Option<(String, Vec<usize>)> {
        let mut splicer = self.splicer();
        let mut changed = Vec::new();
        for item in items {
            let Some(index) = item.is else { continue };
            let before = splicer.touched.len();
            splicer.merge(&there[index], &item.want, Style::Block(0), &self.path(index));
            if splicer.touched.len() > before {
                changed.push(index);
            }
        }
        let mut splices = splicer.splices;
        let new: Vec<&Want> =
            items.iter().filter(|item| item.is.is_none()).map(|item| &item.want).collect();
        if !new.is_empty() {
            splices.extend(self.added(&new, there)?);
        }
        if self.old.contains("\r\n") {
            for splice in &mut splices {
                splice.text = splice.text.replace("\r\n", "\n").replace('\n', "\r\n");
            }
        }
        Some((apply(self.old, splices), changed))
    }

    /// New items at the end of the list, made where it is not there yet.
    fn added(&self, new: &[&Want], there: &[Node]) -> Option<Vec<Splice>> {
        let lines: Vec<String> = new.iter().map(|want| self.item(want)).collect();
        let list = list_of(self.tree, self.kind);
        let blank = if self.kind == Kind::Messages && self.is_spaced(there) { "\n" } else { "" };
        let spaced = |lines: &[String]| -> Vec<String> {
            lines.iter().map(|line| format!("{blank}{line}")).collect()
        };
        match list.map(|list| (list, &list.value)) {
            Some((list, Value::List(items)))
                if first_dash(self.old, list).is_some() && !items.is_empty() =>
            {
                Some(vec![append_to_list(self.old, list, &spaced(&lines))])
            }
            // A list in one line takes more in that line.
            Some((_, Value::List(items))) if !items.is_empty() => {
                let at = end_of(self.old, items.last()?);
                let more: Vec<String> =
                    new.iter().map(|want| write::flow(want, self.default)).collect();
                Some(vec![Splice { range: at..at, text: format!(", {}", more.join(", ")) }])
            }
            Some((list, Value::List(_))) => {
                let text = match key_of(self.kind) {
                    Some(_) => format!("\n{}", indented(&lines, 2)),
                    None => spaced(&lines).join("\n").trim_start().to_string(),
                };
                Some(vec![Splice { range: list.span.range(), text }])
            }
            Some((_, Value::Null)) if key_of(self.kind).is_some() => {
                // Behind the key's colon, or in place of a written null.
                let (key, list) = self.pair()?;
                let from = end_of_key(self.old, key);
                let to = if list.span.start < list.span.end { list.span.range().end } else { from };
                let text = format!("\n{}", indented(&lines, 2));
                Some(vec![Splice { range: from..to.max(from), text }])
            }
            Some(_) => None,
            None => self.fresh(&lines),
        }
    }

    /// The list where the file has none.
    fn fresh(&self, lines: &[String]) -> Option<Vec<Splice>> {
        let end = self.old.len();
        let newline = if self.old.is_empty() || self.old.ends_with('\n') { "" } else { "\n" };
        match (key_of(self.kind), self.tree.map(|tree| &tree.value)) {
            (None, None) => {
                let text = format!("{newline}{}\n", lines.join("\n\n"));
                Some(vec![Splice { range: end..end, text }])
            }
            (Some(key), None) => {
                let text = format!("{newline}{key}:\n{}\n", indented(lines, 2));
                Some(vec![Splice { range: end..end, text }])
            }
            (Some(key), Some(Value::Map(pairs))) => {
                let tree = self.tree?;
                let flow = self.old[tree.span.start as usize..].starts_with('{');
                let first = pairs.first().filter(|_| !flow)?;
                let indent = column(self.old, first.0.span.start as usize);
                let at = end_of(self.old, tree);
                let at = self.old[at..].find('\n').map_or(end, |found| at + found);
                let at = if self.old[..at].ends_with('\r') { at - 1 } else { at };
                let list = indented(lines, indent + 2);
                let text = format!("\n{}{key}:\n{list}", " ".repeat(indent));
                Some(vec![Splice { range: at..at, text }])
            }
            _ => None,
        }
    }

    /// An item as a list's entry.
    fn item(&self, want: &Want) -> String {
        match want {
            Want::Map(fields) if self.kind == Kind::Messages => {
                write::block(fields, 2, "- ", self.default)
            }
            want => format!("- {}", write::flow(want, self.default)),
        }
    }

    /// The key of the list and what stands behind it.
    fn pair(&self) -> Option<&(yaml::Key, Node)> {
        let Value::Map(pairs) = &self.tree?.value else { return None };
        pairs.iter().find(|(key, _)| Some(key.name.as_str()) == key_of(self.kind))
    }

    /// Whether blank lines stand between the items that are there.
    fn is_spaced(&self, there: &[Node]) -> bool {
        let [.., one, two] = there else { return true };
        let between = &self.old[end_of(self.old, one)..two.span.start as usize];
        between.replace('\r', "").contains("\n\n")
    }

    /// Reads the composed text again: it says what the rows say, and
    /// everything else as before. `None` where it does not.
    fn verified(&self, text: &str, items: &[Item], there: &[Node]) -> Option<Trace> {
        let mut faults = Diagnostics::default();
        let tree = yaml::parse(text, FileId(0), 0, &mut faults);
        if !faults.list().is_empty() {
            return None;
        }
        let tree = tree?;
        let list = list_of(Some(&tree), self.kind)?.list();
        let mut trace = Trace::default();
        let mut next = there.len();
        for item in items {
            let index = item.is.unwrap_or_else(|| {
                next += 1;
                next - 1
            });
            let node = list.get(index)?;
            if !says_all(node, &item.want, self.default) {
                return None;
            }
            trace.add(node, &item.want, &item.at);
        }
        let mut splicer = self.splicer();
        for item in items {
            if let Some(index) = item.is {
                splicer.merge(&there[index], &item.want, Style::Block(0), &self.path(index));
            }
        }
        let touched: BTreeSet<String> = splicer.touched.into_iter().collect();
        let is_touched = |path: &str| {
            let above = path.match_indices('/').skip(1).map(|(at, _)| &path[..at]);
            above.chain([path]).any(|path| touched.contains(path))
        };
        let now = paths(&tree);
        let kept = self.tree.map(paths).unwrap_or_default();
        let is_kept =
            kept.iter().all(|(path, value)| is_touched(path) || now.get(path) == Some(value));
        (is_kept && list.len() == next).then_some(trace)
    }
}

/// Entries of a list, every line indented.
fn indented(items: &[String], by: usize) -> String {
    let lines = items.iter().flat_map(|item| item.lines());
    let lines: Vec<String> = lines.map(|line| format!("{}{line}", " ".repeat(by))).collect();
    lines.join("\n")
}
