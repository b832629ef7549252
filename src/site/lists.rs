//! Everything of one kind: the pages that folders of the site open with.

use std::sync::Arc;

use serde::Serialize;

use super::article::QuestionRow;
use super::legal::Force;
use super::page::{Draft, Planned, Spot};
use super::parts::{Link, Text, Tile};
use super::shared::Shared;
use super::{Cx, Language, frame};
use crate::catalog::{Audience, Campaign, Item, Kind};
use crate::source::{ItemId, Spanned};

/// How many items with a picture a page shows: what a phone on a poor line
/// loads while one scrolls to the end.
const MOST: usize = 24;

#[derive(Debug, Serialize)]
struct ListView {
    title: String,
    intro: Option<String>,
    groups: Vec<Group>,
    /// The same list for one audience, where there is a choice.
    choices: Vec<Choice>,
    /// The pages of the list, where it has several.
    pages: Vec<Number>,
}

/// A list for one audience, or for all.
#[derive(Debug, Serialize)]
struct Choice {
    href: String,
    text: Text,
    current: bool,
}

/// Which list it is: its folder and the word for it, whom it is for where not
/// for all, and which page of how many.
#[derive(Clone, Copy)]
struct Which<'p> {
    path: &'static str,
    key: &'static str,
    whose: Option<&'p Audience>,
    page: (usize, usize),
}

impl Which<'_> {
    fn whole(path: &'static str, key: &'static str) -> Self {
        Which { path, key, whose: None, page: (1, 1) }
    }

    /// Below the language. No item's page has such an address: it is one
    /// folder deeper.
    fn at(&self, whose: Option<&Audience>, n: usize) -> String {
        let own = whose.map_or_else(String::new, |one| format!("for/{}/", one.id.value));
        let page = if n > 1 { format!("page/{n}/") } else { String::new() };
        format!("{}{own}{page}", self.path)
    }
}

/// A page of a list.
#[derive(Debug, Serialize)]
struct Number {
    n: String,
    href: String,
    current: bool,
}

/// Items under a heading, before they are shown.
type Shelf<'p> = (Option<Text>, Vec<&'p Item>);

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
            let which = Which::whole("campaigns/", "site_campaigns");
            pages.push(self.list(which, Vec::new(), |cx| cx.campaign_lists()));
        }
        if !kit.audiences.is_empty() {
            let which = Which::whole("audiences/", "site_audiences");
            pages.push(self.list(which, Vec::new(), |cx| {
                vec![Group { ways: cx.audience_ways(), ..Group::default() }]
            }));
        }
        for (kind, path, key) in frame::lists(kit) {
            let named = |one: &&Audience| {
                self.index.of_audience(&one.id).iter().any(|item| item.kind == kind)
            };
            let mut choice: Vec<&'p Audience> = kit.audiences.iter().filter(named).collect();
            if choice.len() < 2 {
                choice.clear();
            }
            let most = if kind == Kind::Faq { usize::MAX } else { MOST };
            for whose in std::iter::once(None).chain(choice.iter().copied().map(Some)) {
                let cut = cut(self.shelves(kind, whose), most);
                let all = cut.len();
                for (n, shelves) in cut.into_iter().enumerate() {
                    let which = Which { path, key, whose, page: (n + 1, all) };
                    let show = move |cx: &Cx<'_, 'p>| cx.item_groups(kind, &shelves);
                    pages.push(self.list(which, choice.clone(), show));
                }
            }
        }
        if !kit.legal.is_empty() {
            let which = Which::whole("legal/", "site_legal");
            pages.push(self.list(which, Vec::new(), |cx| cx.legal_lists()));
        }
        pages
    }

    /// A page of a list, with the audiences there are lists for.
    fn list(
        self: &Arc<Self>,
        which: Which<'p>,
        choice: Vec<&'p Audience>,
        groups: impl FnOnce(&Cx<'_, 'p>) -> Vec<Group> + Send + Sync + 'p,
    ) -> Planned<'p> {
        let Which { path, key, whose, page: (n, all) } = which;
        // A part of a list says nothing that the list does not.
        let spot = Spot { at: which.at(whose, n), noindex: whose.is_some(), ..Spot::default() };
        self.plan(spot, move |cx| {
            let title = match whose {
                None => cx.word(key),
                Some(one) => {
                    let (title, name) = (cx.word(key), cx.text(&one.title).s);
                    cx.words.fill("site_list_for", &[("title", &title), ("audience", &name)])
                }
            };
            let intro = cx.words.find(&format!("{key}_intro")).map(str::to_string);
            let heading = match n {
                1 => title.clone(),
                n => cx.words.fill("site_page_of", &[("title", &title), ("n", &n.to_string())]),
            };
            let number = |other: usize| Number {
                n: other.to_string(),
                href: cx.below(&which.at(whose, other)),
                current: other == n,
            };
            let pages = if all > 1 { (1..=all).map(number).collect() } else { Vec::new() };
            let everyone = Text { s: cx.word("site_list_all"), lang: None };
            let named = choice.iter().map(|one| (Some(*one), cx.text(&one.title)));
            let choices = std::iter::once((None, everyone)).chain(named).map(|(other, text)| {
                let id = |one: Option<&'p Audience>| one.map(|one| one.id.value.clone());
                Choice {
                    href: cx.below(&which.at(other, 1)),
                    text,
                    current: id(other) == id(whose),
                }
            });
            let choices = if choice.is_empty() { Vec::new() } else { choices.collect() };
            let draft = Draft {
                template: "list.html",
                kind: "list",
                heading: Text { s: heading, lang: None },
                description: intro.clone(),
                section: Some(path),
                ..Draft::default()
            };
            draft.show(ListView { title, intro, groups: groups(cx), choices, pages })
        })
    }
}

impl<'p> Language<'p> {
    /// The items of a kind, for one audience or all: messages by campaign,
    /// questions by audience.
    fn shelves(&self, kind: Kind, whose: Option<&Audience>) -> Vec<Shelf<'p>> {
        let kit = self.kit;
        let is_for = |item: &&Item| match whose {
            None => true,
            Some(one) => item.audiences.iter().any(|id| id.value == one.id.value),
        };
        let items: Vec<&Item> =
            kit.listed().filter(|item| item.kind == kind).filter(is_for).collect();
        // Each stands with the first that it names.
        type Names = fn(&Item) -> &[Spanned<ItemId>];
        let of = |names: Names, id: Option<&str>| -> Vec<&'p Item> {
            let first = |item: &Item| names(item).first().map(|name| name.as_str()) == id;
            items.iter().copied().filter(|item| first(item)).collect()
        };
        let campaigns: Names = |item| &item.campaigns;
        let audiences: Names = |item| &item.audiences;
        let general = Some(Text { s: self.word("site_general"), lang: None });
        let mut shelves: Vec<Shelf<'p>> = match kind {
            Kind::Message => {
                let shelf = |one: &Campaign| {
                    (Some(self.text(&one.record.title)), of(campaigns, Some(&one.id)))
                };
                let named = kit.campaigns.iter().map(shelf);
                named.chain([(general, of(campaigns, None))]).collect()
            }
            Kind::Faq => {
                let shelf =
                    |one: &Audience| (Some(self.text(&one.title)), of(audiences, Some(&one.id)));
                let named = kit.audiences.iter().map(shelf);
                [(general, of(audiences, None))].into_iter().chain(named).collect()
            }
            _ => vec![(None, items)],
        };
        shelves.retain(|(_, items)| !items.is_empty());
        shelves
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

    /// Items of a kind as they are listed.
    fn item_groups(&self, kind: Kind, shelves: &[Shelf<'_>]) -> Vec<Group> {
        let group = |(label, items): &Shelf<'_>| {
            let label = label.clone();
            match kind {
                Kind::Faq => {
                    let questions = items.iter().map(|item| self.question_row(item)).collect();
                    Group { label, questions, ..Group::default() }
                }
                _ => {
                    let tiles = items.iter().map(|item| self.tile(item)).collect();
                    Group { label, tiles, ..Group::default() }
                }
            }
        };
        shelves.iter().map(group).collect()
    }
}

/// Shares shelves among pages of at most `most` items. A shelf that goes on
/// has its heading again.
fn cut(shelves: Vec<Shelf<'_>>, most: usize) -> Vec<Vec<Shelf<'_>>> {
    let mut pages = vec![Vec::new()];
    let mut room = most;
    for (label, items) in shelves {
        let mut rest = items.as_slice();
        while !rest.is_empty() {
            if room == 0 {
                pages.push(Vec::new());
                room = most;
            }
            let (now, later) = rest.split_at(rest.len().min(room));
            pages.last_mut().into_iter().for_each(|page| page.push((label.clone(), now.to_vec())));
            (rest, room) = (later, room - now.len());
        }
    }
    pages
}
