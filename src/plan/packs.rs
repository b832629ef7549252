//! Packs: one zip a campaign, audience and language, of what was made before.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Job;
use crate::artifact::{About, Artifact, Facets, Head, Heads, Input, Kind, Source, Zipped};
use crate::catalog::{Audience, Body, Campaign, Item};
use crate::copy::copy;
use crate::doc::plain_blocks;
use crate::edition::{Edition, languages_of};

/// One pack for each campaign, audience it names and language in which there
/// is something for both.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, heads: &Arc<Heads>) -> Vec<Job<'p>> {
    let kit = edition.kit;
    let mut jobs = Vec::new();
    for campaign in &kit.campaigns {
        let own: Vec<&Item> =
            kit.listed().filter(|item| has(&item.campaigns, &campaign.id)).collect();
        for id in campaign.record.audiences.iter() {
            let Some(audience) = kit.audience(id) else { continue };
            for lang in &kit.languages {
                jobs.extend(edition.pack(campaign, audience, lang, &own, heads));
            }
        }
    }
    jobs
}

fn has(list: &[crate::source::Spanned<crate::source::ItemId>], id: &str) -> bool {
    list.iter().any(|own| own.as_str() == id)
}

impl<'p> Edition<'p> {
    fn pack(
        &'p self,
        campaign: &'p Campaign,
        audience: &'p Audience,
        lang: &'p str,
        own: &[&'p Item],
        heads: &Arc<Heads>,
    ) -> Option<Job<'p>> {
        let kit = self.kit;
        let items: Vec<&Item> = own
            .iter()
            .copied()
            .filter(|item| has(&item.audiences, &audience.id))
            .filter(|item| languages_of(kit, item).iter().any(|own| own == lang))
            .collect();
        let of_items = items.iter().flat_map(|item| heads.of(item.kind.word(), &item.id, lang));
        let files: Vec<Arc<Head>> =
            of_items.filter(|head| head.packed.is_some()).map(Arc::clone).collect();
        let is_read = |item: &&Item| matches!(item.body, Body::Message(_) | Body::Broadcast { .. });
        if files.is_empty() && !items.iter().any(is_read) {
            return None;
        }
        let id = format!("{}--{}", campaign.id, audience.id.value);
        let about = About {
            facets: Arc::new(facets(campaign, audience, &items, &files)),
            ..self.about_unit(Some(id.clone()), Some(lang))
        };
        let path = format!("{}packs/{id}.{lang}.zip", kit.home);
        let head = Head::new(path, Kind::Pack, Arc::new(about));
        Some(Job::one(head, move |made| {
            let mut zipped: Vec<Zipped> = self
                .pack_texts(campaign, audience, lang, &items)
                .into_iter()
                .map(|(inside, text)| Zipped { inside, from: Source::Text(text) })
                .collect();
            let mut listed = Vec::new();
            for head in &files {
                let (Some(inside), Some(placed)) = (&head.packed, made.placed(&head.path)) else {
                    continue;
                };
                listed.push(placed.fill(Artifact { path: inside.clone(), ..head.entry() }));
                let from = Source::Site(head.path.to_string(), placed.hash);
                zipped.push(Zipped { inside: inside.clone(), from });
            }
            let manifest = self.pack_manifest(listed);
            zipped.push(Zipped { inside: "manifest.json".into(), from: Source::Text(manifest) });
            zipped.sort_by(|a, b| a.inside.cmp(&b.inside));
            Some(Input::Zip(zipped))
        }))
    }

    fn pack_manifest(&self, mut listed: Vec<Artifact>) -> String {
        listed.sort_by(|a, b| a.path.cmp(&b.path));
        let manifest = serde_json::json!({
            "generator": concat!("lantoa ", env!("CARGO_PKG_VERSION")),
            "date": self.kit.date.to_string(),
            "base_url": self.kit.base_url,
            "artifacts": listed,
        });
        // Strings, numbers and lists of them, which always serialise.
        serde_json::to_string_pretty(&manifest).unwrap_or_default()
    }

    /// The texts of a pack and what they are called inside.
    fn pack_texts(
        &self,
        campaign: &Campaign,
        audience: &Audience,
        lang: &str,
        items: &[&Item],
    ) -> Vec<(String, String)> {
        let kit = self.kit;
        let mut texts =
            vec![("README.txt".to_string(), self.pack_readme(campaign, audience, lang))];
        let captions: Vec<String> =
            items.iter().filter_map(|item| self.pack_captions(item, lang, &campaign.id)).collect();
        if !captions.is_empty() {
            texts.push(("captions.txt".to_string(), captions.join("\n\n")));
        }
        for item in items {
            if let Body::Broadcast { text, .. } = &item.body {
                let (blocks, _) = kit.rich(text, lang);
                let title = kit.say(&item.title, lang);
                let script = format!("{title}\n\n{}\n", plain_blocks(&blocks));
                texts.push((format!("broadcasts/{}.txt", item.id.value), script));
            }
        }
        texts
    }

    fn pack_readme(&self, campaign: &Campaign, audience: &Audience, lang: &str) -> String {
        let kit = self.kit;
        let contacts = kit.contacts(lang);
        let page = self.address(&format!("campaigns/{}/{}/", campaign.id, audience.id.value), lang);
        let mut lines = vec![
            kit.say(&campaign.record.title, lang),
            kit.say(&audience.title, lang),
            String::new(),
            page,
            format!("{}: {}", self.word("date", lang), self.date(kit.date, lang)),
            contacts.name,
        ];
        lines.extend(contacts.hotline.map(|h| format!("{}: {h}", self.word("hotline", lang))));
        lines.extend(kit.config.license.clone());
        lines.join("\n") + "\n"
    }

    /// A message's captions and text message, under its headline.
    fn pack_captions(&self, item: &Item, lang: &str, campaign: &str) -> Option<String> {
        let copy = copy(self, item, lang, Some(campaign))?;
        let mut text = format!("## {}\n", self.kit.say(&item.title, lang));
        let mut last = None;
        for (channel, caption) in &copy.captions {
            // Channels whose captions are the same share one.
            if last != Some(caption) {
                text.push_str(&format!("\n[{}]\n{caption}\n", channel.word()));
            }
            last = Some(caption);
        }
        if let Some(sms) = &copy.sms {
            text.push_str(&format!("\n[sms]\n{}\n", sms.text));
        }
        Some(text)
    }
}

/// What a pack rests on: all that its files rest on.
fn facets(
    campaign: &Campaign,
    audience: &Audience,
    items: &[&Item],
    files: &[Arc<Head>],
) -> Facets {
    let (mut facts, mut legal) = (BTreeSet::new(), BTreeSet::new());
    let mut valid_until: Option<String> = None;
    for head in files {
        let own = &head.about.facets;
        facts.extend(own.facts.iter().cloned());
        legal.extend(own.legal.iter().cloned());
        valid_until = match (valid_until, own.valid_until.clone()) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    let sources: BTreeSet<String> =
        items.iter().flat_map(|item| item.sources.iter().cloned()).collect();
    Facets {
        campaigns: vec![campaign.id.to_string()],
        audiences: vec![audience.id.value.to_string()],
        facts: facts.into_iter().collect(),
        legal: legal.into_iter().collect(),
        sources: sources.into_iter().collect(),
        valid_until,
    }
}
