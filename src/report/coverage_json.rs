//! The coverage report for programs: one object, a row for each campaign,
//! audience, kind and language.

use serde_json::{Value, json};

use super::coverage::Coverage;

impl Coverage {
    /// The report as one object.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut rows = Vec::new();
        for campaign in &self.campaigns {
            for row in &campaign.rows {
                for count in &row.counts {
                    rows.push(json!({
                        "campaign": campaign.campaign.id,
                        "running": campaign.running,
                        "audience": row.audience.id,
                        "kind": count.kind,
                        "language": row.language,
                        "live": count.live,
                        "draft": count.draft,
                        "waiting": count.waiting,
                        "expiring": count.expiring,
                    }));
                }
            }
        }
        json!({
            "report": "coverage",
            "date": self.date,
            "horizon": self.horizon,
            "languages": self.languages,
            "rows": rows,
            "totals": self.totals,
            "expiring": self.expiring,
            "missing": self.missing,
            "untranslated": self.untranslated,
            "outside": self.outside,
        })
    }
}
