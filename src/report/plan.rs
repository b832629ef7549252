//! The communication plan: the activities of every campaign, what each was to
//! reach, what it has reached, and so where it stands on the kit's day.

use crate::diag::TextKey;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::coverage::Named;
use super::{Voice, dates};
use crate::catalog::{Activity, Campaign, Kit, Period, Words, known_form};

/// The report.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The kit's title.
    pub kit: Words,
    /// Whose plan it is, where the kit has a unit.
    pub unit: Option<String>,
    /// The day it is of.
    pub date: Date,
    /// Whether the kit's results are sample data.
    pub sample: bool,
    /// The campaigns that have activities, in the kit's order.
    pub campaigns: Vec<PlanCampaign>,
    /// The campaigns that have none.
    pub without: Vec<Named>,
}

/// A campaign and its activities.
#[derive(Debug, Clone)]
pub struct PlanCampaign {
    /// Which.
    pub campaign: Named,
    /// When it runs, in words.
    pub when: String,
    /// Who leads it.
    pub lead_unit: Option<Words>,
    /// What it wants.
    pub objectives: Vec<Words>,
    /// What is done; never empty.
    pub activities: Vec<PlanRow>,
}

/// A line of the plan.
#[derive(Debug, Clone)]
pub struct PlanRow {
    /// What is done.
    pub title: Words,
    /// In what form.
    pub form: Option<Words>,
    /// What is counted.
    pub unit_of_measure: Option<Words>,
    /// How many are wanted.
    pub target: Option<Decimal>,
    /// How many have been done.
    pub done: Option<Decimal>,
    /// Where it stands.
    pub state: State,
    /// Who leads.
    pub lead: Option<Words>,
    /// Who helps.
    pub with: Option<Words>,
    /// When.
    pub when: Option<Period>,
}

/// Where an activity stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The target is met.
    Met,
    /// Not met, and there is time left.
    Running,
    /// Not met, and the time is over.
    Missed,
    /// It has not begun.
    Ahead,
    /// Nobody has written what was done.
    Unknown,
    /// There is no target to meet.
    NoTarget,
}

impl State {
    /// Every state, in the order of a summary.
    pub const ALL: [State; 6] =
        [State::Met, State::Running, State::Missed, State::Ahead, State::Unknown, State::NoTarget];

    /// The state of an activity on a day. The last day still counts as time
    /// left; without a last day there always is.
    #[must_use]
    pub fn of(
        target: Option<Decimal>,
        done: Option<Decimal>,
        when: Option<&Period>,
        date: Date,
    ) -> Self {
        let Some(target) = target else { return State::NoTarget };
        let over = when.and_then(|when| when.until).is_some_and(|until| until < date);
        let begun = when.and_then(|when| when.from).is_none_or(|from| from <= date);
        match done {
            Some(done) if done >= target => State::Met,
            Some(_) if over => State::Missed,
            Some(done) if !begun && done.is_zero() => State::Ahead,
            Some(_) => State::Running,
            None if !begun => State::Ahead,
            None => State::Unknown,
        }
    }

    /// The key of its words.
    pub(super) fn key(self) -> TextKey {
        match self {
            State::Met => TextKey::PLAN_MET,
            State::Running => TextKey::PLAN_RUNNING,
            State::Missed => TextKey::PLAN_MISSED,
            State::Ahead => TextKey::PLAN_AHEAD,
            State::Unknown => TextKey::PLAN_UNKNOWN,
            State::NoTarget => TextKey::PLAN_NO_TARGET,
        }
    }

    /// The word of the machine-readable form.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            State::Met => "met",
            State::Running => "running",
            State::Missed => "missed",
            State::Ahead => "ahead",
            State::Unknown => "unknown",
            State::NoTarget => "no-target",
        }
    }
}

impl PlanRow {
    /// How much of the target is done, in whole hundredths, rounded down: 100
    /// is never said of a target that is not met.
    #[must_use]
    pub fn percent(&self) -> Option<Decimal> {
        let target = self.target.filter(|target| *target > Decimal::ZERO)?;
        let share = self.done?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(target)?;
        Some(share.floor())
    }

    /// The state in words, with the share where it is on its way.
    #[must_use]
    pub fn state_in_words(&self, voice: Voice) -> String {
        let word = voice.say(self.state.key());
        match (self.state, self.percent()) {
            (State::Running | State::Missed, Some(percent)) => format!("{word} ({percent}%)"),
            _ => word,
        }
    }
}

impl Plan {
    /// Looks at the kit; names are in the reader's language.
    #[must_use]
    pub fn of(kit: &Kit, voice: Voice) -> Self {
        let named = |campaign: &Campaign| Named {
            id: campaign.id.to_string(),
            title: voice.words(kit, &campaign.record.title),
        };
        let (with, without): (Vec<&Campaign>, Vec<&Campaign>) =
            kit.campaigns.iter().partition(|campaign| !campaign.record.activities.is_empty());
        let campaign = |campaign: &&Campaign| {
            let record = &campaign.record;
            let unit = record.lead_unit.as_ref().and_then(|id| kit.units.get(id.as_str()));
            PlanCampaign {
                campaign: named(campaign),
                when: dates::windows(&record.windows, voice),
                lead_unit: unit.map(|unit| voice.words(kit, &unit.name)),
                objectives: record.objectives.iter().map(|text| voice.words(kit, text)).collect(),
                activities: record.activities.iter().map(|a| row(kit, a, voice)).collect(),
            }
        };
        let unit = kit.unit_id().and_then(|id| kit.units.get(id));
        Plan {
            kit: voice.words(kit, &kit.config.title),
            unit: unit.map(|unit| kit.say(&unit.name, voice.code())),
            date: kit.date,
            sample: kit.config.sample,
            campaigns: with.iter().map(campaign).collect(),
            without: without.into_iter().map(named).collect(),
        }
    }

    /// Every activity.
    pub fn rows(&self) -> impl Iterator<Item = &PlanRow> {
        self.campaigns.iter().flat_map(|campaign| &campaign.activities)
    }

    /// How many activities stand there.
    #[must_use]
    pub fn count(&self, state: State) -> usize {
        self.rows().filter(|row| row.state == state).count()
    }
}

fn row(kit: &Kit, activity: &Activity, voice: Voice) -> PlanRow {
    let words = |text: &Option<_>| text.as_ref().map(|text| voice.words(kit, text));
    let (target, done) = (activity.target.map(|n| n.0), activity.done.map(|n| n.0));
    PlanRow {
        title: voice.words(kit, &activity.title),
        form: words(&activity.form).map(|form| form_in_words(form, voice)),
        unit_of_measure: words(&activity.unit_of_measure),
        target,
        done,
        state: State::of(target, done, activity.when.as_ref(), kit.date),
        lead: words(&activity.lead),
        with: words(&activity.with),
        when: activity.when.clone(),
    }
}

fn form_in_words(form: Words, voice: Voice) -> Words {
    match known_form(&form.text) {
        Some(key) => Words { text: voice.say(key), lang: voice.code().to_string() },
        None => form,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state() {
        let day = |text: &str| text.parse::<Date>().unwrap_or_default();
        let today = day("2026-11-21");
        let state = |target: Option<i64>, done: Option<i64>, from: &str, until: &str| {
            let when = Period { from: Some(day(from)), until: Some(day(until)) };
            State::of(target.map(Decimal::from), done.map(Decimal::from), Some(&when), today)
        };
        let (past, now, later) = (
            ("2026-10-01", "2026-11-20"),
            ("2026-10-01", "2026-11-21"),
            ("2026-12-01", "2026-12-31"),
        );
        assert_eq!(state(Some(3), Some(3), past.0, past.1), State::Met);
        assert_eq!(state(Some(3), Some(2), past.0, past.1), State::Missed);
        assert_eq!(state(Some(3), Some(2), now.0, now.1), State::Running);
        assert_eq!(state(Some(3), None, now.0, now.1), State::Unknown);
        assert_eq!(state(Some(3), None, past.0, past.1), State::Unknown);
        assert_eq!(state(Some(3), None, later.0, later.1), State::Ahead);
        assert_eq!(state(Some(3), Some(0), later.0, later.1), State::Ahead);
        assert_eq!(state(Some(3), Some(1), later.0, later.1), State::Running);
        assert_eq!(state(None, Some(1), now.0, now.1), State::NoTarget);
        let open = State::of(Some(Decimal::TWO), Some(Decimal::ONE), None, today);
        assert_eq!(open, State::Running);
    }
}
