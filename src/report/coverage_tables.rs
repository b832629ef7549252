//! The coverage report as tables: one to read (terminal, page), one to filter
//! (workbook), and the lists of what ends, what is missing, what is not
//! translated.

use super::coverage::{
    AudienceCoverage, Count, Coverage, Expiring, Instead, ItemRef, KINDS, Missing, Reason, SOON,
    Total, Untranslated,
};
use super::{Cell, Column, Document, Row, Table, Tone, Voice, dates};
use crate::catalog::Phase;
use crate::diag::TextKey;

impl Coverage {
    /// For the terminal: short signs, and no list of every gap.
    #[must_use]
    pub fn for_terminal(&self, voice: Voice) -> Document {
        let mut document = self.document(voice);
        let mut grid = self.grid(voice);
        if !self.missing.is_empty() {
            grid.notes.push(voice.say(TextKey::COVERAGE_MORE));
        }
        document.tables = vec![grid, self.expiring(voice), self.untranslated(voice)];
        document.tables.extend(self.outside(voice));
        document
    }

    /// For a page: the same, and every gap.
    #[must_use]
    pub fn for_page(&self, voice: Voice) -> Document {
        let mut document = self.document(voice);
        document.tables = vec![
            self.grid(voice),
            self.expiring(voice),
            self.missing(voice),
            self.untranslated(voice),
        ];
        document.tables.extend(self.outside(voice));
        document
    }

    /// For a workbook: every row complete in itself, so that it can be
    /// filtered and sorted.
    #[must_use]
    pub fn for_workbook(&self, voice: Voice) -> Document {
        let mut document = self.document(voice);
        document.tables = vec![
            self.rows(voice),
            self.expiring(voice),
            self.missing(voice),
            self.untranslated(voice),
        ];
        document.tables.extend(self.outside(voice));
        document
    }

    fn document(&self, voice: Voice) -> Document {
        let mut lead = vec![voice.fill(
            TextKey::COVERAGE_OF,
            &[("date", &dates::day(self.date, voice)), ("kit", &self.kit.text)],
        )];
        lead.extend(self.totals.iter().map(|total| {
            voice.fill(
                TextKey::COVERAGE_SHARE,
                &[
                    ("covered", &*total.covered.to_string()),
                    ("language", &*voice.language(&total.language)),
                    ("percent", &*(100 * total.covered / total.places.max(1)).to_string()),
                    ("places", &*total.places.to_string()),
                ],
            )
        }));
        let title = voice.say(TextKey::COVERAGE_TITLE);
        Document { title, lead, voice, date: self.date, tables: Vec::new() }
    }

    /// Campaign by campaign, a line for each audience and language, a column
    /// for each kind.
    fn grid(&self, voice: Voice) -> Table {
        let many = self.languages.len() > 1;
        let mut columns = vec![Column::left(voice.say(TextKey::REPORT_AUDIENCE), 29, 34.0)];
        if many {
            columns.push(Column::left(voice.say(TextKey::REPORT_LANGUAGE_SHORT), 4, 8.0));
        }
        columns.extend(KINDS.map(|kind| Column::centre(voice.kind(kind), 11, 12.0)));
        let mut rows = Vec::new();
        for campaign in &self.campaigns {
            rows.push(Row::Group {
                title: campaign.campaign.title.clone(),
                mark: campaign.running.then(|| voice.say(TextKey::COVERAGE_RUNNING)),
                notes: Vec::new(),
            });
            for row in &campaign.rows {
                rows.push(Row::Cells(self.grid_row(row, voice)));
            }
        }
        for (n, total) in self.totals.iter().enumerate() {
            let first = if n == 0 {
                Cell::text(voice.say(TextKey::COVERAGE_TOTAL)).over(self.totals.len())
            } else {
                Cell::default().over(0)
            };
            rows.push(Row::Total(self.with_language(first, &total.language, &total.counts, voice)));
        }
        let legend = voice.fill(TextKey::COVERAGE_LEGEND, &[("days", &SOON.to_string())]);
        Table {
            title: voice.say(TextKey::COVERAGE_TABLE),
            notes: vec![legend],
            columns,
            rows,
            empty: String::new(),
        }
    }

    fn grid_row(&self, row: &AudienceCoverage, voice: Voice) -> Vec<Cell> {
        let is_first = self.languages.first() == Some(&row.language);
        let rows = if is_first { self.languages.len() } else { 0 };
        let audience = Cell::words(&row.audience.title).over(rows);
        self.with_language(audience, &row.language, &row.counts, voice)
    }

    fn with_language(&self, first: Cell, lang: &str, counts: &[Count], voice: Voice) -> Vec<Cell> {
        let mut cells = vec![first];
        if self.languages.len() > 1 {
            let spoken = Some(voice.language(lang));
            cells.push(Cell { spoken, ..Cell::text(lang).tone(Tone::Quiet) });
        }
        cells.extend(counts.iter().map(|count| sign(count, voice)));
        cells
    }

    /// The same as [`Coverage::grid`], each row complete in itself.
    fn rows(&self, voice: Voice) -> Table {
        let mut columns = vec![
            Column::left(voice.say(TextKey::REPORT_CAMPAIGN), 0, 44.0),
            Column::left(voice.say(TextKey::REPORT_AUDIENCE), 0, 36.0),
            Column::left(voice.say(TextKey::REPORT_LANGUAGE), 0, 13.0),
        ];
        columns.extend(KINDS.map(|kind| Column::right(voice.kind(kind), 0, 13.0)));
        for key in
            [TextKey::COVERAGE_KINDS_MISSING, TextKey::COVERAGE_DRAFTS, TextKey::COVERAGE_WAITING]
        {
            columns.push(Column::right(voice.say(key), 0, 13.0));
        }
        columns.push(Column::right(voice.say(TextKey::COVERAGE_EXPIRING), 0, 13.0));
        let number = |n: usize| Cell::number(n as u64, voice);
        let counted = |count: &Count| {
            number(count.live).tone(if count.live == 0 { Tone::Bad } else { Tone::Plain })
        };
        let sums = |counts: &[Count]| {
            let sum = |of: fn(&Count) -> usize| counts.iter().map(of).sum::<usize>();
            let warn = |n: usize, tone| number(n).tone(if n > 0 { tone } else { Tone::Quiet });
            [
                warn(counts.iter().filter(|count| count.live == 0).count(), Tone::Bad),
                warn(sum(|count| count.draft), Tone::Plain),
                warn(sum(|count| count.waiting), Tone::Plain),
                warn(sum(|count| count.expiring), Tone::Warn),
            ]
        };
        let mut rows = Vec::new();
        for campaign in &self.campaigns {
            for row in &campaign.rows {
                let mut cells = vec![
                    Cell::words(&campaign.campaign.title),
                    Cell::words(&row.audience.title),
                    Cell::text(voice.language(&row.language)),
                ];
                cells.extend(row.counts.iter().map(counted));
                cells.extend(sums(&row.counts));
                rows.push(Row::Cells(cells));
            }
        }
        for Total { language, counts, .. } in &self.totals {
            let mut cells = vec![
                Cell::text(voice.say(TextKey::COVERAGE_TOTAL)),
                Cell::default(),
                Cell::text(voice.language(language)),
            ];
            cells.extend(counts.iter().map(counted));
            cells.extend(sums(counts));
            rows.push(Row::Total(cells));
        }
        let title = voice.say(TextKey::COVERAGE_TABLE);
        Table { title, notes: Vec::new(), columns, rows, empty: String::new() }
    }

    fn expiring(&self, voice: Voice) -> Table {
        let row = |expiring: &Expiring| {
            let mut cells = vec![
                Cell::date(expiring.until, voice).tone(Tone::Warn),
                Cell::text(voice.kind(expiring.item.kind)),
                Cell::words(&expiring.item.title),
            ];
            cells.push(Cell::text(expiring.item.id.clone()).tone(Tone::Quiet));
            let why: Vec<String> = expiring.reasons.iter().map(|r| reason(r, voice)).collect();
            cells.push(Cell::text(why.join("; ")));
            Row::Cells(cells)
        };
        Table {
            title: voice.say(TextKey::COVERAGE_EXPIRING),
            notes: vec![voice.fill(
                TextKey::COVERAGE_EXPIRING_NOTE,
                &[("date", &dates::day(self.horizon, voice)), ("days", &SOON.to_string())],
            )],
            columns: vec![
                Column::left(voice.say(TextKey::COVERAGE_LAST_DAY), 10, 12.0),
                Column::left(voice.say(TextKey::REPORT_KIND), 11, 13.0),
                Column::left(voice.say(TextKey::REPORT_ITEM), 34, 46.0),
                Column::left(voice.say(TextKey::REPORT_ID), 0, 34.0),
                Column::left(voice.say(TextKey::COVERAGE_WHY), 39, 70.0),
            ],
            rows: self.expiring.iter().map(row).collect(),
            empty: voice.fill(TextKey::COVERAGE_NOTHING_EXPIRES, &[("days", &SOON.to_string())]),
        }
    }

    fn missing(&self, voice: Voice) -> Table {
        let row = |missing: &Missing| {
            let (key, tone) = match missing.instead {
                Instead::Nothing => (TextKey::COVERAGE_NOTHING, Tone::Bad),
                Instead::Waiting => (TextKey::COVERAGE_IS_WAITING, Tone::Warn),
                Instead::Drafts => (TextKey::COVERAGE_HAS_DRAFTS, Tone::Warn),
                Instead::OtherLanguage => (TextKey::COVERAGE_TO_TRANSLATE, Tone::Warn),
            };
            Row::Cells(vec![
                Cell::words(&missing.campaign.title),
                Cell::words(&missing.audience.title),
                Cell::text(voice.language(&missing.language)),
                Cell::text(voice.kind(missing.kind)),
                Cell::text(voice.say(key)).tone(tone),
                Cell::text(missing.items.join(", ")).tone(Tone::Quiet),
            ])
        };
        Table {
            title: voice.say(TextKey::COVERAGE_MISSING),
            notes: vec![voice.say(TextKey::COVERAGE_MISSING_NOTE)],
            columns: vec![
                Column::left(voice.say(TextKey::REPORT_CAMPAIGN), 0, 44.0),
                Column::left(voice.say(TextKey::REPORT_AUDIENCE), 0, 36.0),
                Column::left(voice.say(TextKey::REPORT_LANGUAGE), 0, 13.0),
                Column::left(voice.say(TextKey::REPORT_KIND), 0, 13.0),
                Column::left(voice.say(TextKey::COVERAGE_INSTEAD), 0, 24.0),
                Column::left(voice.say(TextKey::COVERAGE_FROM), 0, 60.0),
            ],
            rows: self.missing.iter().map(row).collect(),
            empty: voice.say(TextKey::COVERAGE_NOTHING_MISSING),
        }
    }

    fn untranslated(&self, voice: Voice) -> Table {
        let names = |codes: &[String]| {
            codes.iter().map(|code| voice.language(code)).collect::<Vec<_>>().join(", ")
        };
        let row = |lacking: &Untranslated| {
            let state = match lacking.phase {
                Phase::Draft => voice.say(TextKey::REPORT_DRAFT),
                Phase::Embargoed => voice.say(TextKey::REPORT_WAITING),
                _ => voice.say(TextKey::REPORT_LIVE),
            };
            Row::Cells(vec![
                Cell::text(voice.kind(lacking.item.kind)),
                Cell::words(&lacking.item.title),
                Cell::text(lacking.item.id.clone()).tone(Tone::Quiet),
                Cell::text(names(&lacking.has)),
                Cell::text(names(&lacking.lacks)).tone(Tone::Warn),
                Cell::text(state),
            ])
        };
        Table {
            title: voice.say(TextKey::COVERAGE_UNTRANSLATED),
            notes: Vec::new(),
            columns: vec![
                Column::left(voice.say(TextKey::REPORT_KIND), 11, 13.0),
                Column::left(voice.say(TextKey::REPORT_ITEM), 38, 46.0),
                Column::left(voice.say(TextKey::REPORT_ID), 0, 40.0),
                Column::left(voice.say(TextKey::COVERAGE_HAS), 14, 18.0),
                Column::left(voice.say(TextKey::COVERAGE_LACKS), 14, 18.0),
                Column::left(voice.say(TextKey::REPORT_STATE), 13, 16.0),
            ],
            rows: self.untranslated.iter().map(row).collect(),
            empty: voice.say(TextKey::COVERAGE_ALL_TRANSLATED),
        }
    }

    /// What no campaign's kit holds; no table where there is no such thing.
    fn outside(&self, voice: Voice) -> Option<Table> {
        let row = |item: &ItemRef| {
            Row::Cells(vec![
                Cell::text(voice.kind(item.kind)),
                Cell::words(&item.title),
                Cell::text(item.id.clone()).tone(Tone::Quiet),
            ])
        };
        (!self.outside.is_empty()).then(|| Table {
            title: voice.say(TextKey::COVERAGE_OUTSIDE),
            notes: vec![voice.say(TextKey::COVERAGE_OUTSIDE_NOTE)],
            columns: vec![
                Column::left(voice.say(TextKey::REPORT_KIND), 11, 13.0),
                Column::left(voice.say(TextKey::REPORT_ITEM), 46, 60.0),
                Column::left(voice.say(TextKey::REPORT_ID), 39, 44.0),
            ],
            rows: self.outside.iter().map(row).collect(),
            empty: String::new(),
        })
    }
}

/// `6`, `6 +1 !2`, `–`: in use, coming, ending soon.
fn sign(count: &Count, voice: Voice) -> Cell {
    let mut signs = Vec::new();
    let mut spoken = Vec::new();
    let mut say = |sign: String, key, n: usize| {
        signs.push(sign);
        spoken.push(voice.fill(key, &[("n", &n.to_string())]));
    };
    match count.live {
        0 => say("–".to_string(), TextKey::COVERAGE_SAID_MISSING, 0),
        live => say(live.to_string(), TextKey::COVERAGE_SAID_LIVE, live),
    }
    if count.coming() > 0 {
        say(format!("+{}", count.coming()), TextKey::COVERAGE_SAID_COMING, count.coming());
    }
    if count.expiring > 0 {
        say(format!("!{}", count.expiring), TextKey::COVERAGE_SAID_EXPIRING, count.expiring);
    }
    let tone = match (count.live, count.expiring) {
        (0, _) => Tone::Bad,
        (_, 0) => Tone::Plain,
        _ => Tone::Warn,
    };
    Cell { spoken: Some(spoken.join(", ")), tone, ..Cell::text(signs.join(" ")) }
}

fn reason(reason: &Reason, voice: Voice) -> String {
    // A text of a fact names the day from which it is another.
    let day = match reason {
        Reason::Valid { until, .. } => *until,
        Reason::Fact { until, .. } => until.tomorrow().unwrap_or(*until),
    };
    let date = dates::day(day, voice);
    match reason {
        Reason::Valid { replaced_by: Some(id), .. } => {
            voice.fill(TextKey::COVERAGE_VALID_REPLACED, &[("date", &date), ("id", id)])
        }
        Reason::Valid { replaced_by: None, .. } => {
            voice.fill(TextKey::COVERAGE_VALID_ENDS, &[("date", &date)])
        }
        Reason::Fact { title, next: Some(value), .. } => {
            let gaps = [("date", &*date), ("fact", title), ("value", value)];
            voice.fill(TextKey::COVERAGE_FACT_CHANGES, &gaps)
        }
        Reason::Fact { title, next: None, .. } => {
            voice.fill(TextKey::COVERAGE_FACT_ENDS, &[("date", &date), ("fact", title)])
        }
    }
}
