//! Everything of one kind: the pages that folders of the site open with.

use std::sync::Arc;

use serde::Serialize;

use super::article::QuestionRow;
use super::legal::Force;
use super::page::{Draft, Planned, Spot};
use super::parts::{Link, Text, Tile};
use super::shared::Shared;
use super::{Cx, Language, frame};
use crate::catalog::{Item, Kind};

#[derive(Debug, Serialize)]
struct ListView {
    title: String,
    intro: Option<String>,
    groups: Vec<Group>,
}

#[derive(Debug, Default, Serialize)]
struct Group {
    label: Option<Text>,
    tiles: Vec<Shared<Tile>>,
    ways: Vec<Link>,
    questions: Vec<Shared<QuestionRow>>,
}

impl<'p> Language<'p> {
    pub(super) fn lists(self: &Arc<Self>) -> Vec<Planned<'p>> {
        let kit = self.kit;
        let mut pages = Vec::new();
        if !kit.campaigns.is_empty() {
            pages.push(self.list("campaigns/", "site_campaigns", |cx| cx.campaign_lists()));
        }
        if !kit.audiences.is_empty() {
            pages.push(self.list("audiences/", "site_audiences", |cx| {
                vec![Group { ways: cx.audience_ways(), ..Group::default() }]
            }));
        }
        for (kind, path, key) in frame::lists(kit) {
            pages.push(self.list(path, key, move |cx| cx.item_groups(kind)));
        }
        if !kit.legal.is_empty() {
            pages.push(self.list("legal/", "site_legal", |cx| cx.legal_lists()));
        }
        pages
    }

    fn list(
        self: &Arc<Self>,
        path: &'static str,
        key: &'static str,
        groups: impl FnOnce(&Cx<'_, 'p>) -> Vec<Group> + Send + Sync + 'p,
    ) -> Planned<'p> {
        let spot = Spot { at: path.to_string(), ..Spot::default() };
        self.plan(spot, move |cx| {
            let title = cx.word(key);
            let intro = cx.words.find(&format!("{key}_intro")).map(str::to_string);
            let draft = Draft {
                template: "list.html",
                kind: "list",
                heading: Text { s: title.clone(), lang: None },
                description: intro.clone(),
                section: Some(path),
                ..Draft::default()
            };
            draft.show(ListView { title, intro, groups: groups(cx) })
        })
    }
}

impl Cx<'_, '_> {
    fn campaign_lists(&self) -> Vec<Group> {
        let groups = self.campaign_groups(true).into_iter().map(|group| Group {
            label: group.label.map(|s| Text { s, lang: None }),
            ways: group.items,
            ..Group::default()
        });
        groups.collect()
    }

    fn legal_lists(&self) -> Vec<Group> {
        let group = |force: Force| Group {
            label: Some(Text { s: self.word(force.word()), lang: None }),
            ways: self
                .kit
                .legal
                .iter()
                .filter(|legal| self.force(legal) == force)
                .map(|legal| self.legal_way(legal))
                .collect(),
            ..Group::default()
        };
        let mut groups: Vec<Group> =
            [Force::In, Force::NotYet, Force::NoLonger].into_iter().map(group).collect();
        groups.retain(|group| !group.ways.is_empty());
        groups
    }

    /// The items of a kind: messages by campaign, questions by audience.
    fn item_groups(&self, kind: Kind) -> Vec<Group> {
        let items: Vec<&Item> = self.kit.listed().filter(|item| item.kind == kind).collect();
        let mut groups: Vec<Group> = match kind {
            Kind::Message => {
                let of = |id: Option<&str>| {
                    let first = |item: &&&Item| item.campaigns.first().map(|id| id.as_str()) == id;
                    items.iter().filter(first).map(|item| self.tile(item)).collect()
                };
                let campaigns = self.kit.campaigns.iter().map(|campaign| Group {
                    label: Some(self.text(&campaign.record.title)),
                    tiles: of(Some(&campaign.id)),
                    ..Group::default()
                });
                let rest = self.general(of(None), Vec::new());
                campaigns.chain([rest]).collect()
            }
            Kind::Faq => {
                let of = |id: Option<&str>| {
                    let first = |item: &&&Item| item.audiences.first().map(|id| id.as_str()) == id;
                    items.iter().filter(first).map(|item| self.question_row(item)).collect()
                };
                let audiences = self.kit.audiences.iter().map(|audience| Group {
                    label: Some(self.text(&audience.title)),
                    questions: of(Some(&audience.id)),
                    ..Group::default()
                });
                let rest = self.general(Vec::new(), of(None));
                [rest].into_iter().chain(audiences).collect()
            }
            _ => {
                let tiles = items.iter().map(|item| self.tile(item)).collect();
                vec![Group { tiles, ..Group::default() }]
            }
        };
        groups.retain(|group| !group.tiles.is_empty() || !group.questions.is_empty());
        groups
    }

    fn general(&self, tiles: Vec<Shared<Tile>>, questions: Vec<Shared<QuestionRow>>) -> Group {
        let label = Some(Text { s: self.word("site_general"), lang: None });
        Group { label, tiles, questions, ..Group::default() }
    }
}
