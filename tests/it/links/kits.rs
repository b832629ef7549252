//! Kits written from a seed, with links in every place that takes one.

use super::picture;
use super::world::{Approved, Dice, Draft, Expired, Made, Scheduled, Withdrawn, World, name};
use crate::harness::{Kit, QUIET};

/// What was written: the faults to be found as `id file line`, the labels of
/// links that stand on pages.
#[derive(Default)]
pub(super) struct Written {
    pub faults: Vec<String>,
    pub labels: Vec<String>,
}

/// Writes a world as a kit, its links drawn as it goes. The same dice give
/// the same links, with the broken ones or without.
pub(super) struct Writer<'w> {
    pub world: &'w World,
    pub dice: Dice,
    pub with_broken: bool,
    pub written: Written,
    links: usize,
}

impl<'w> Writer<'w> {
    pub fn new(world: &'w World, seed: u64, with_broken: bool) -> Self {
        Writer { world, dice: Dice(seed), with_broken, written: Written::default(), links: 0 }
    }

    /// The address of a field, good or broken: `None` where a broken one is
    /// left out.
    fn address(&mut self, lang: &str, place: &str) -> Option<String> {
        if !self.dice.chance(25) {
            return Some(self.world.good(&mut self.dice, lang));
        }
        let (to, id) = self.world.bad(&mut self.dice);
        self.with_broken.then(|| {
            self.written.faults.push(format!("{id} {place}"));
            to
        })
    }

    /// Lines of Markdown with links, codes and pictures, after `before`.
    fn text(
        &mut self,
        path: &str,
        before: &str,
        lang: &str,
        headings: &[(&'static str, String)],
        most: usize,
        is_page: bool,
    ) -> String {
        let mut text = before.to_string();
        for (title, _) in headings {
            text.push_str(&format!("## {title}\n\nLời.\n\n"));
        }
        text.push_str("Lời.\n\n");
        for _ in 0..1 + self.dice.below(most) {
            let place = format!("content/{path} {}", 1 + text.matches('\n').count());
            self.links += 1;
            let label = format!("đi-{}x", self.links);
            let form = self.dice.below(6);
            if form == 0 && !headings.is_empty() {
                let (_, id) = self.dice.one(headings).clone();
                text.push_str(&format!("Xem [{label}](<#{id}>).\n\n"));
                if is_page {
                    self.written.labels.push(label);
                }
                continue;
            }
            if form == 5 && is_page {
                text.push_str(&self.embedded(&place));
                continue;
            }
            let Some(to) = self.address(lang, &place) else { continue };
            text.push_str(&match form {
                // A code is a link on pages.
                1 if is_page => format!("![{label}](<qr:{to}>)\n\n"),
                2 => format!("- [{label}](<{to}>)\n\n"),
                3 => format!("> **[{label}](<{to}>)**\n\n"),
                _ => format!("Xem [{label}](<{to}>).\n\n"),
            });
            if is_page {
                self.written.labels.push(label);
            }
        }
        text
    }

    /// An infographic on a line of its own: only one whose content is there.
    fn embedded(&mut self, place: &str) -> String {
        let all = self.world.items.iter().filter(|item| item.kind == "infographic");
        let item = *self.dice.one(&all.collect::<Vec<_>>());
        let is_shown = matches!(item.state, Approved | Expired);
        if !is_shown && self.with_broken {
            self.written.faults.push(format!("broken-link {place}"));
        }
        let name = name(&mut self.dice, item);
        if is_shown || self.with_broken {
            format!("![Đồ họa](infographic:{name})\n\n")
        } else {
            String::new()
        }
    }

    pub fn write(&mut self, kit: &Kit) {
        self.frame(kit);
        let world = self.world;
        let mut messages = String::new();
        for item in &world.items {
            let mut front = format!("id: {}\naudiences: [nguoi-dan]\ncampaigns: [mot]\n", item.id);
            front.push_str(match item.state {
                Approved => "status: approved\n",
                Expired => "status: approved\nvalid: {until: 2026-11-20}\n",
                Withdrawn => "status: withdrawn\n",
                Draft => "status: draft\n",
                Scheduled => "status: approved\npublish_from: 2027-01-01\n",
            });
            if item.state == Expired {
                front.push_str(&format!("replaced_by: {}-0\n", item.kind));
            }
            if let Some(old) = &item.old {
                front.push_str(&format!("aliases: [{old}]\n"));
            }
            match item.kind {
                "message" => self.message(item, &front, &mut messages),
                "infographic" => self.infographic(kit, item, &front),
                _ => self.markdown(kit, item, &front),
            }
        }
        kit.write("messages/tin.yml", &messages);
    }

    /// The kit itself, and what has no state.
    fn frame(&mut self, kit: &Kit) {
        let world = self.world;
        let languages = if world.has_english { "[vi, en]" } else { "[vi]" };
        let base = world.base;
        kit.write(
            "kit.yml",
            &format!("title: Bộ\nbase_url: {base}\nlanguages: {languages}\nunit: tw\ncards: [og]\n{QUIET}"),
        );
        kit.write("units/tw.yml", "name: Trung ương\nlevel: national\nlogo: dấu.png\n");
        kit.write("units/tinh.yml", "name: Tỉnh\nlevel: province\nparent: tw\n");
        kit.write_bytes("units/dấu.png", &picture());
        kit.write_bytes("faq/ảnh chợ.png", &picture());
        kit.write_bytes("static/hình/Sơ đồ #1.png", &picture());
        for (name, _) in &world.statics {
            kit.write(&format!("static/{name}"), "%PDF-1.4\n");
        }
        kit.write("legal.yml", "- {id: luat, number: 41/2024/QH15, title: Luật}\n");
        kit.write("facts.yml", "- {id: muc, title: Mức, unit: VND, values: [{value: 5000}]}\n");
        kit.write(
            "campaigns/mot/campaign.yml",
            "title: Một\naudiences: [nguoi-dan]\naliases: [khong]\n",
        );
        let why = [("Vì sao", "vì-sao".to_string())];
        let landing = self.text("campaigns/mot/index.md", "", "vi", &why, 6, true);
        kit.write("campaigns/mot/index.md", &landing);
        let mut guide =
            "- id: nguoi-dan\n  title: Người dân\n  guide: |\n    ## Cách dùng\n\n".to_string();
        // One: faults of a guide are placed by their words.
        let place = format!("content/audiences.yml {}", 1 + guide.matches('\n').count());
        if let Some(to) = self.address("vi", &place) {
            guide.push_str(&format!("    [đi](<{to}>)\n"));
        }
        kit.write("audiences.yml", &guide);
    }

    fn message(&mut self, item: &Made, front: &str, messages: &mut String) {
        for (n, line) in front.lines().enumerate() {
            messages.push_str(&format!("{} {line}\n", if n == 0 { "-" } else { " " }));
        }
        let place = format!("content/messages/tin.yml {}", 1 + messages.matches('\n').count());
        if item.state == Approved
            && let Some(to) = self.address("vi", &place)
        {
            messages.push_str(&format!("  link: \"{to}\"\n"));
        }
        messages.push_str("  text: {vi: {headline: Tin}}\n");
    }

    fn infographic(&mut self, kit: &Kit, item: &Made, front: &str) {
        let path = format!("infographics/{}.yml", item.id);
        let mut text = format!("title: Số\n{front}blocks:\n");
        text.push_str("  - {kind: list, items: [{text: Một}]}\n");
        for (title, _) in &item.headings {
            text.push_str(&format!(
                "  - {{kind: list, title: \"{title}\", items: [{{text: Một}}]}}\n"
            ));
        }
        let place = format!("content/{path} {}", 1 + text.matches('\n').count());
        if item.state == Approved
            && let Some(to) = self.address("vi", &place)
        {
            text.push_str(&format!("  - {{kind: qr, to: \"{to}\", label: Mã}}\n"));
        }
        kit.write(&path, &text);
    }

    fn markdown(&mut self, kit: &Kit, item: &Made, front: &str) {
        let folder = match item.kind {
            "leaflet" => "leaflets",
            "broadcast" => "broadcasts",
            "faq" => "faq",
            _ => "pages",
        };
        let path = format!("{folder}/{}.md", item.id);
        // Of short words: a long one does not fit a poster's largest letters.
        let mut head = format!("---\ntitle: Tựa\n{front}");
        if item.kind == "leaflet" {
            head.push_str("template: flyer\n");
            let place = format!("content/{path} {}", 1 + head.matches('\n').count());
            if item.state == Approved
                && let Some(to) = self.address("vi", &place)
            {
                head.push_str(&format!("qr: {{to: \"{to}\", label: Mã}}\n"));
            }
        }
        head.push_str("---\n\n");
        if item.kind == "faq" {
            head.push_str("![Chợ](<ảnh chợ.png>)\n\n![Sơ đồ](</hình/Sơ đồ #1.png>)\n\n");
        }
        let is_page = matches!(item.kind, "faq" | "page");
        let most = if is_page { 8 } else { 2 };
        if item.state != Approved {
            head.push_str(
                &item
                    .headings
                    .iter()
                    .map(|(t, _)| format!("## {t}\n\nLời.\n\n"))
                    .collect::<String>(),
            );
            kit.write(&path, &(head + "Lời.\n"));
        } else {
            let text = self.text(&path, &head, "vi", &item.headings, most, is_page);
            kit.write(&path, &text);
        }
        if let Some(english) = &item.english {
            let path = format!("{folder}/{}.en.md", item.id);
            let head = "---\ntitle: Title\n---\n\n";
            if item.state == Approved {
                let text = self.text(&path, head, "en", english, 5, true);
                kit.write(&path, &text);
            } else {
                let body: String =
                    english.iter().map(|(t, _)| format!("## {t}\n\nWords.\n\n")).collect();
                kit.write(&path, &format!("{head}{body}Words.\n"));
            }
        }
    }
}
