//! Packs: what goes into the zip of one campaign, audience and language.

use super::Planner;
use super::copy::copy;
use super::job::{Draw, Export};
use super::shared::{format_date, languages_of};
use crate::catalog::{Audience, Body, Campaign, Item, Kind};
use crate::doc::plain_blocks;

/// A zip to be made.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Its path in `public/`.
    pub path: String,
    /// The campaign's id.
    pub campaign: String,
    /// The audience's id.
    pub audience: String,
    /// The language.
    pub lang: String,
    /// Files of the site and what they are called inside.
    pub files: Vec<(String, String)>,
    /// Texts and what they are called inside.
    pub texts: Vec<(String, String)>,
    /// The content files it was made from.
    pub sources: Vec<String>,
}

impl Planner<'_> {
    /// Every pack of the kit: one for each campaign, audience it names and
    /// language in which there is something for both.
    pub fn packs(&self, drawings: &[Draw]) -> Vec<Pack> {
        let mut packs = Vec::new();
        for campaign in &self.kit.campaigns {
            for id in campaign.record.audiences.iter() {
                let Some(audience) = self.kit.audience(id) else { continue };
                for lang in &self.kit.languages {
                    packs.extend(self.pack(campaign, audience, lang, drawings));
                }
            }
        }
        packs
    }

    fn pack(
        &self,
        campaign: &Campaign,
        audience: &Audience,
        lang: &str,
        drawings: &[Draw],
    ) -> Option<Pack> {
        let kit = self.kit;
        let has = |list: &[crate::source::Spanned<crate::source::ItemId>], id: &str| {
            list.iter().any(|own| own.as_str() == id)
        };
        let items: Vec<&Item> = kit
            .listed()
            .filter(|item| has(&item.campaigns, &campaign.id) && has(&item.audiences, &audience.id))
            .filter(|item| languages_of(kit, item).iter().any(|own| own == lang))
            .collect();
        if items.is_empty() {
            return None;
        }
        let mut files = Vec::new();
        for draw in drawings {
            let ours =
                items.iter().any(|item| item.kind == draw.kind && item.id.as_str() == draw.id);
            if !ours || draw.lang != lang {
                continue;
            }
            for output in &draw.outputs {
                let name = output.path.rsplit('/').next().unwrap_or_default();
                let inside = match draw.kind {
                    Kind::Message => format!("cards/{}-{name}", draw.id),
                    // A preview and a vector are for pages, not for handing on.
                    Kind::Leaflet if output.export != Export::Pdf => continue,
                    Kind::Infographic if matches!(output.export, Export::Svg { .. }) => continue,
                    kind => format!("{}/{name}", kind.folder()),
                };
                files.push((output.path.clone(), inside));
            }
        }
        let mut texts =
            vec![("README.txt".to_string(), self.pack_readme(campaign, audience, lang))];
        let captions: Vec<String> =
            items.iter().filter_map(|item| self.pack_captions(item, lang, &campaign.id)).collect();
        if !captions.is_empty() {
            texts.push(("captions.txt".to_string(), captions.join("\n\n")));
        }
        for item in &items {
            if let Body::Broadcast { text, .. } = &item.body {
                let (blocks, _) = kit.rich(text, lang);
                let title = kit.say(&item.title, lang);
                let script = format!("{title}\n\n{}\n", plain_blocks(&blocks));
                texts.push((format!("broadcasts/{}.txt", item.id.value), script));
            }
        }
        if files.is_empty() && texts.len() == 1 {
            return None;
        }
        let mut sources: Vec<String> =
            items.iter().flat_map(|item| item.sources.iter().cloned()).collect();
        sources.sort();
        sources.dedup();
        Some(Pack {
            path: format!("{}packs/{}--{}.{lang}.zip", kit.home, campaign.id, audience.id.value),
            campaign: campaign.id.to_string(),
            audience: audience.id.value.to_string(),
            lang: lang.to_string(),
            files,
            texts,
            sources,
        })
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
            format!("{}: {}", self.theme.word("date", lang), format_date(kit.date, lang)),
            contacts.name,
        ];
        lines
            .extend(contacts.hotline.map(|h| format!("{}: {h}", self.theme.word("hotline", lang))));
        lines.extend(kit.config.license.clone());
        lines.join("\n") + "\n"
    }

    /// A message's captions and text message, under its headline.
    fn pack_captions(&self, item: &Item, lang: &str, campaign: &str) -> Option<String> {
        let copy = copy(self.kit, item, lang, Some(campaign))?;
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
