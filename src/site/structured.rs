//! What a page tells search engines as data (JSON-LD in the words of
//! schema.org): the way to it, who speaks, when campaigns run.

use jiff::civil::Date;
use serde::Serialize;

use super::frame::{official, web_address};
use super::parts::Link;
use super::{Cx, Language};
use crate::catalog::{Campaign, Window, dialled};
use crate::edition::address;

/// A thing that a page is about.
#[derive(Debug, Serialize)]
#[serde(tag = "@type")]
pub(super) enum Thing {
    #[serde(rename_all = "camelCase")]
    BreadcrumbList {
        item_list_element: Vec<Step>,
    },
    GovernmentOrganization(Organization),
    #[serde(rename_all = "camelCase")]
    Event {
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        start_date: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        end_date: Option<String>,
        event_attendance_mode: &'static str,
        location: Location,
        organizer: Organizer,
    },
}

/// A page on the way to this one, which comes last.
#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename = "ListItem")]
pub(super) struct Step {
    position: usize,
    name: String,
    item: String,
}

/// Who speaks.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Organization {
    name: String,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact_point: Option<ContactPoint>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    same_as: Vec<String>,
}

/// How to ask.
#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct ContactPoint {
    contact_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    telephone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    available_language: Vec<String>,
}

/// Where a campaign is: on its page.
#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename = "VirtualLocation")]
pub(super) struct Location {
    url: String,
}

/// Who runs a campaign.
#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename = "GovernmentOrganization")]
pub(super) struct Organizer {
    name: String,
    url: String,
}

#[derive(Serialize)]
struct Graph {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Thing>,
}

/// Things as the text of a data block, where there are any. Nothing in it
/// ends the block or opens a comment, whatever is said (HTML, 4.12.1.3).
pub(super) fn block(graph: Vec<Thing>) -> Option<String> {
    if graph.is_empty() {
        return None;
    }
    let graph = Graph { context: "https://schema.org", graph };
    Some(serde_json::to_string(&graph).ok()?.replace('<', "\\u003c"))
}

impl Language<'_> {
    fn home_address(&self) -> String {
        address::absolute(self.kit, &self.below(""))
    }

    /// The kit's unit, with its contacts and its official channels.
    pub(super) fn organization(&self) -> Thing {
        let contacts = self.kit.contacts(&self.lang);
        let telephone = contacts.hotline.as_deref().map(dialled);
        let can_ask = telephone.is_some() || contacts.email.is_some();
        let contact_point = can_ask.then(|| ContactPoint {
            contact_type: "customer service",
            telephone,
            email: contacts.email,
            available_language: self.kit.languages.clone(),
        });
        let logo = self.kit.logo().and_then(|logo| self.edition.content.beside(logo));
        let channels = official(self.kit, &self.lang);
        Thing::GovernmentOrganization(Organization {
            name: contacts.name,
            url: contacts.website.as_deref().map_or_else(|| self.home_address(), web_address),
            logo: logo.map(|path| address::absolute(self.kit, &address::picture(&path))),
            address: contacts.address,
            contact_point,
            same_as: channels.into_iter().map(|channel| channel.href).collect(),
        })
    }

    /// The times of a campaign that hold the build date or follow it; a time
    /// without a first day is none that a calendar takes.
    pub(super) fn events(&self, campaign: &Campaign) -> Vec<Thing> {
        let record = &campaign.record;
        let date = self.kit.date;
        let days = |window: &Window| -> Option<(Date, Option<Date>)> {
            match window {
                Window::Once(_) if window.is_over(date) => None,
                Window::Once(period) => Some((period.from?, period.until)),
                Window::Yearly(every) => {
                    every.occurrences(date).next().map(|(from, until)| (from, Some(until)))
                }
            }
        };
        let event = |(from, until): (Date, Option<Date>)| Thing::Event {
            name: self.text(&record.title).s,
            description: self.maybe(record.summary.as_ref()).map(|summary| summary.s),
            start_date: from.to_string(),
            end_date: until.map(|until| until.to_string()),
            event_attendance_mode: "https://schema.org/OnlineEventAttendanceMode",
            location: Location {
                url: address::absolute(
                    self.kit,
                    &address::campaign(self.kit, &campaign.id, &self.lang),
                ),
            },
            organizer: Organizer {
                name: self.kit.contacts(&self.lang).name,
                url: self.home_address(),
            },
        };
        record.windows.iter().filter_map(days).map(event).collect()
    }
}

impl Cx<'_, '_> {
    /// The way to a page at `path`, which is called `name`.
    pub(super) fn way_to(&self, crumbs: &[Link], name: &str, path: &str) -> Option<Thing> {
        if crumbs.is_empty() {
            return None;
        }
        let here = (name, path);
        let all = crumbs.iter().map(|crumb| (crumb.text.s.as_str(), crumb.href.as_str()));
        let step = |(n, (name, href)): (usize, (&str, &str))| Step {
            position: n + 1,
            name: name.to_string(),
            item: address::absolute(self.kit, href),
        };
        let steps = all.chain([here]).enumerate().map(step).collect();
        Some(Thing::BreadcrumbList { item_list_element: steps })
    }
}
