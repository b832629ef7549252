//! "Điểm thu gần nhà": the collection agents of the kit's unit, as the end of
//! a sheet that asks for them; the same on paper and on its page.

use super::Edition;
use crate::catalog::{Leaflet, Localized};
use crate::doc::{Block, Inline};

impl Edition<'_> {
    /// A heading and a list, where `leaflet` asks for them and the unit has
    /// any agents.
    #[must_use]
    pub fn agents<L, E>(&self, leaflet: &Leaflet, lang: &str) -> Vec<Block<L, E>> {
        let kit = self.kit;
        let unit = kit.unit_id().and_then(|id| kit.units.get(id));
        let agents = unit.map_or(&[][..], |unit| &unit.agents);
        let Some(span) = leaflet.agents.filter(|_| !agents.is_empty()) else {
            return Vec::new();
        };
        let say = |text: &Localized| kit.say(text, lang);
        let text = |v: String| Inline::Text { v };
        let items = agents.iter().map(|agent| {
            let mut more = String::new();
            let address = agent.address.as_ref().map(say);
            let phone = agent.phone.as_ref().map(|phone| phone.value.0.clone());
            for part in address.into_iter().chain(phone) {
                more.push_str(if more.is_empty() { ": " } else { ", " });
                more.push_str(&part);
            }
            let name = Inline::Strong { c: vec![text(say(&agent.name))] };
            let c = if more.is_empty() { vec![name] } else { vec![name, text(more)] };
            vec![Block::P { c }]
        });
        let heading = vec![text(self.word("agents_near", lang))];
        vec![Block::H { level: 2, c: heading, span }, Block::Ul { items: items.collect() }]
    }
}
