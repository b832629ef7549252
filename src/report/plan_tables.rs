//! The plan as tables, in the columns that offices keep it in.

use super::plan::{Plan, PlanCampaign, PlanRow, State};
use super::{Cell, Column, Document, Row, Table, Tone, Voice, dates};
use crate::catalog::Words;
use crate::diag::TextKey;

impl Plan {
    /// For the terminal and a page: the plan.
    #[must_use]
    pub fn for_terminal(&self, voice: Voice) -> Document {
        let mut document = self.document(voice);
        document.tables = vec![self.table(voice)];
        document
    }

    /// For a workbook: the plan as it is kept, the same rows to filter, and
    /// the sums.
    #[must_use]
    pub fn for_workbook(&self, voice: Voice) -> Document {
        let mut document = self.document(voice);
        document.tables = vec![self.table(voice), self.sums(voice), self.flat(voice)];
        document
    }

    /// What stands under the title: whose, of which day, the sums.
    #[must_use]
    pub fn lead(&self, voice: Voice) -> Vec<String> {
        let date = dates::day(self.date, voice);
        let mut lead =
            vec![voice.fill(TextKey::PLAN_OF, &[("date", &date), ("kit", &self.kit.text)])];
        let counts: Vec<String> = State::ALL
            .iter()
            .map(|state| (state, self.count(*state)))
            .filter(|(_, n)| *n > 0)
            .map(|(state, n)| format!("{}: {n}", voice.say(state.key())))
            .collect();
        let all = voice.count(
            TextKey::PLAN_ACTIVITY_COUNT,
            TextKey::PLAN_ACTIVITIES_COUNT,
            self.rows().count(),
        );
        if counts.is_empty() {
            lead.push(all);
        } else {
            lead.push(format!("{all} – {}", counts.join(" · ")));
        }
        if self.sample && self.rows().any(|row| row.done.is_some()) {
            lead.push(voice.say(TextKey::PLAN_SAMPLE));
        }
        lead
    }

    fn document(&self, voice: Voice) -> Document {
        Document {
            title: voice.say(TextKey::PLAN_TITLE),
            lead: self.lead(voice),
            voice,
            date: self.date,
            tables: Vec::new(),
        }
    }

    fn table(&self, voice: Voice) -> Table {
        let mut rows = Vec::new();
        for (n, campaign) in self.campaigns.iter().enumerate() {
            rows.push(group(n, campaign, voice));
            for (n, row) in campaign.activities.iter().enumerate() {
                rows.push(Row::Cells(cells(n, row, voice)));
            }
        }
        Table {
            title: voice.say(TextKey::PLAN_TABLE),
            notes: self.without_in_words(voice).into_iter().collect(),
            columns: columns(voice),
            rows,
            empty: voice.say(TextKey::PLAN_EMPTY),
        }
    }

    /// "Chưa có hoạt động: …", where a campaign has none.
    #[must_use]
    pub fn without_in_words(&self, voice: Voice) -> Option<String> {
        let names: Vec<&str> = self.without.iter().map(|c| c.title.text.as_str()).collect();
        let list = names.join("; ");
        (!names.is_empty()).then(|| voice.fill(TextKey::PLAN_WITHOUT, &[("list", &list)]))
    }

    /// The rows without groups, each with its campaign.
    fn flat(&self, voice: Voice) -> Table {
        let mut all = vec![Column::left(voice.say(TextKey::REPORT_CAMPAIGN), 0, 40.0)];
        all.extend(columns(voice));
        let mut rows = Vec::new();
        for campaign in &self.campaigns {
            for row in &campaign.activities {
                let mut line = vec![Cell::words(&campaign.campaign.title)];
                line.extend(cells(rows.len(), row, voice));
                rows.push(Row::Cells(line));
            }
        }
        let title = voice.say(TextKey::PLAN_FLAT);
        Table {
            title,
            notes: Vec::new(),
            columns: all,
            rows,
            empty: voice.say(TextKey::PLAN_EMPTY),
        }
    }

    /// How many activities of each campaign stand where.
    fn sums(&self, voice: Voice) -> Table {
        let mut columns = vec![
            Column::left(voice.say(TextKey::REPORT_CAMPAIGN), 0, 52.0),
            Column::right(voice.say(TextKey::PLAN_ACTIVITIES), 0, 12.0),
        ];
        columns.extend(State::ALL.map(|state| Column::right(voice.say(state.key()), 0, 15.0)));
        let number = |n: usize| Cell::number(n as u64, voice);
        let line = |name: Cell, rows: &[&PlanRow]| {
            let mut line = vec![name, number(rows.len())];
            line.extend(State::ALL.map(|state| {
                let n = rows.iter().filter(|row| row.state == state).count();
                number(n).tone(if n == 0 { Tone::Quiet } else { tone(state) })
            }));
            line
        };
        let mut rows: Vec<Row> = self
            .campaigns
            .iter()
            .map(|campaign| {
                let activities: Vec<&PlanRow> = campaign.activities.iter().collect();
                Row::Cells(line(Cell::words(&campaign.campaign.title), &activities))
            })
            .collect();
        if !rows.is_empty() {
            let all: Vec<&PlanRow> = self.rows().collect();
            rows.push(Row::Total(line(Cell::text(voice.say(TextKey::REPORT_ALL)), &all)));
        }
        let title = voice.say(TextKey::PLAN_SUMS);
        Table { title, notes: Vec::new(), columns, rows, empty: voice.say(TextKey::PLAN_EMPTY) }
    }
}

pub(super) fn columns(voice: Voice) -> Vec<Column> {
    vec![
        Column::centre(voice.say(TextKey::PLAN_NO), 3, 6.0),
        Column::left(voice.say(TextKey::PLAN_ACTIVITY), 31, 48.0),
        Column::left(voice.say(TextKey::PLAN_FORM), 0, 22.0),
        Column::left(voice.say(TextKey::PLAN_UNIT), 12, 14.0),
        Column::right(voice.say(TextKey::PLAN_TARGET), 8, 10.0),
        Column::right(voice.say(TextKey::PLAN_DONE), 7, 10.0),
        Column::left(voice.say(TextKey::PLAN_STATE), 16, 24.0),
        Column::left(voice.say(TextKey::PLAN_LEAD), 0, 22.0),
        Column::left(voice.say(TextKey::PLAN_WITH), 0, 34.0),
        Column::left(voice.say(TextKey::PLAN_WHEN), 11, 24.0),
    ]
}

/// A campaign over its activities: numbered as in a plan, with its time and
/// what it wants.
fn group(n: usize, campaign: &PlanCampaign, voice: Voice) -> Row {
    let Words { text, lang } = &campaign.campaign.title;
    let title = Words { text: format!("{}. {text}", roman(n + 1)), lang: lang.clone() };
    Row::Group { title, mark: None, notes: group_notes(campaign, voice) }
}

/// When a campaign runs and who leads it, then what it wants.
pub(super) fn group_notes(campaign: &PlanCampaign, voice: Voice) -> Vec<String> {
    let mut first = voice.fill(TextKey::PLAN_TIME, &[("when", &campaign.when)]);
    if let Some(unit) = &campaign.lead_unit {
        first = format!("{first} · {}", voice.fill(TextKey::PLAN_LED_BY, &[("unit", &unit.text)]));
    }
    let mut notes = vec![first];
    if !campaign.objectives.is_empty() {
        let list: Vec<&str> = campaign.objectives.iter().map(|o| o.text.as_str()).collect();
        notes.push(voice.fill(TextKey::PLAN_OBJECTIVES, &[("list", &list.join("; "))]));
    }
    notes
}

pub(super) fn cells(n: usize, row: &PlanRow, voice: Voice) -> Vec<Cell> {
    let words = |words: &Option<Words>| words.as_ref().map(Cell::words).unwrap_or_default();
    let number = |number: Option<_>| number.map(|n| Cell::number(n, voice)).unwrap_or_default();
    let when = row.when.as_ref().map(|when| dates::period(when, voice)).unwrap_or_default();
    vec![
        Cell::number(n as u64 + 1, voice),
        Cell::words(&row.title),
        words(&row.form),
        words(&row.unit_of_measure),
        number(row.target),
        number(row.done),
        Cell::text(row.state_in_words(voice)).tone(tone(row.state)),
        words(&row.lead),
        words(&row.with),
        Cell::text(when),
    ]
}

fn tone(state: State) -> Tone {
    match state {
        State::Met => Tone::Good,
        State::Running | State::Ahead => Tone::Plain,
        State::Missed => Tone::Bad,
        State::Unknown => Tone::Warn,
        State::NoTarget => Tone::Quiet,
    }
}

/// `1` as `I`: how plans number their parts.
pub(super) fn roman(mut n: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while n >= value {
            text.push_str(sign);
            n -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn parts_are_numbered_in_roman() {
        let numbers: Vec<String> = [1, 4, 9, 12, 40].map(super::roman).to_vec();
        assert_eq!(numbers, ["I", "IV", "IX", "XII", "XL"]);
    }
}
