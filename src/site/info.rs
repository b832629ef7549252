//! An infographic's blocks as rich text.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Cx;
use super::rich::{Bar, Block, Figure, Inline, Moment, Point, Side, Step};
use crate::catalog::{
    BarItem, Cell, CompareSide, InfoBlock, InfoBody, Infographic, Localized, Tone, format_number,
};
use crate::doc::{HeadingIds, Target};
use crate::source::placeholder::placeholders;

impl Cx<'_, '_> {
    /// Every block, each after its heading.
    pub(super) fn info_blocks(
        &self,
        infographic: &Infographic,
        ids: &mut HeadingIds,
    ) -> Vec<Block> {
        infographic.blocks.iter().flat_map(|block| self.info_block(block, ids)).collect()
    }

    fn say(&self, text: &Localized) -> String {
        self.kit.say(text, &self.lang)
    }

    fn info_block(&self, block: &InfoBlock, ids: &mut HeadingIds) -> Vec<Block> {
        let mut out = Vec::new();
        if let Some(title) = &block.title {
            let id = ids.next(&self.say(title));
            out.push(Block::H { level: 2, id, c: self.plain(title) });
        }
        let icon = |icon: &Option<crate::source::Spanned<String>>| {
            icon.as_ref().map(|icon| icon.value.clone())
        };
        match &block.body {
            InfoBody::Figures(items) => out.push(Block::Figures {
                items: items
                    .iter()
                    .map(|item| Figure {
                        value: self.say(&item.value.0),
                        label: self.say(&item.label),
                        icon: icon(&item.icon),
                    })
                    .collect(),
            }),
            InfoBody::Steps(items) => out.push(Block::Steps {
                items: items
                    .iter()
                    .map(|item| Step {
                        title: self.say(&item.title),
                        text: item.text.as_ref().map(|text| self.say(text)),
                    })
                    .collect(),
            }),
            InfoBody::Bars { unit, items } => out.push(Block::Bars {
                unit: unit.as_ref().map(|unit| self.say(unit)),
                items: self.bars(items),
            }),
            InfoBody::Table { columns, rows } => {
                let cells = |row: &[Cell]| row.iter().map(|cell| self.plain(&cell.0)).collect();
                out.push(Block::Table {
                    align: self.number_columns(columns.len(), rows),
                    head: cells(columns),
                    rows: rows.iter().map(|row| cells(row)).collect(),
                });
            }
            InfoBody::List(items) => out.push(Block::List {
                items: items
                    .iter()
                    .map(|item| Point { text: self.say(&item.text), icon: icon(&item.icon) })
                    .collect(),
            }),
            InfoBody::Callout { text, tone } => out.push(Block::Alert {
                tone: match tone {
                    Tone::Info => "info",
                    Tone::Success => "success",
                    Tone::Warning => "warning",
                }
                .to_string(),
                label: None,
                c: vec![Block::P { c: self.plain(text) }],
            }),
            InfoBody::Qr(qr) => {
                let target = Target::parse(&qr.to.value);
                if let Some(href) = self.href(&target) {
                    let label =
                        qr.label.as_ref().map_or_else(|| qr.to.value.clone(), |l| self.say(l));
                    out.push(Block::Lead { href, label });
                }
            }
            InfoBody::Compare { left, right } => {
                let side = |side: &CompareSide| Side {
                    title: self.say(&side.title),
                    items: side.items.iter().map(|item| self.say(item)).collect(),
                };
                out.push(Block::Compare { left: side(left), right: side(right) });
            }
            InfoBody::Timeline(items) => out.push(Block::Timeline {
                items: items
                    .iter()
                    .map(|item| Moment { when: self.say(&item.when.0), text: self.say(&item.text) })
                    .collect(),
            }),
            InfoBody::Quote { text, by } => out.push(Block::Quote {
                c: vec![Block::P { c: self.plain(text) }],
                by: by.as_ref().map(|by| self.say(by)),
            }),
        }
        out
    }

    fn plain(&self, text: &Localized) -> Vec<Inline> {
        vec![Inline::Text { v: self.say(text) }]
    }

    /// Bars as shares of the longest.
    fn bars(&self, items: &[BarItem]) -> Vec<Bar> {
        let values: Vec<Option<Decimal>> =
            items.iter().map(|item| self.value(&item.value)).collect();
        let longest = values.iter().flatten().max().copied().unwrap_or_default();
        let share = |value: &Option<Decimal>| {
            let share = value
                .and_then(|value| value.checked_mul(Decimal::ONE_THOUSAND)?.checked_div(longest));
            share.and_then(|share| share.round().to_u32()).unwrap_or_default()
        };
        items
            .iter()
            .zip(&values)
            .map(|(item, value)| Bar {
                label: self.say(&item.label),
                text: match (value, self.is_number(&item.value)) {
                    (Some(value), true) => format_number(*value, &self.lang),
                    _ => self.say(&item.value.0),
                },
                share: share(value),
                highlight: item.highlight,
            })
            .collect()
    }

    fn raw(&self, cell: &Cell) -> String {
        let text = cell.0.pick(&self.lang, self.kit.default_lang());
        text.map_or_else(String::new, |(text, _)| text.raw.trim().to_string())
    }

    fn is_number(&self, cell: &Cell) -> bool {
        Decimal::from_str_exact(&self.raw(cell)).is_ok()
    }

    /// The number that a cell holds, or that of the fact it names.
    fn value(&self, cell: &Cell) -> Option<Decimal> {
        let raw = self.raw(cell);
        match placeholders(&raw).next() {
            Some(placeholder) => self.kit.value(placeholder.name),
            None => Decimal::from_str_exact(&raw).ok(),
        }
    }

    /// Columns whose every cell begins with a digit stand at the right.
    fn number_columns(&self, columns: usize, rows: &[Vec<Cell>]) -> Vec<String> {
        (0..columns)
            .map(|n| {
                // The first column names the row.
                if n == 0 {
                    return "none".to_string();
                }
                let mut cells =
                    rows.iter().filter_map(|row| row.get(n)).map(|cell| self.say(&cell.0));
                let numbers = !rows.is_empty()
                    && cells.all(|text| text.starts_with(|c: char| c.is_ascii_digit()));
                if numbers { "right" } else { "none" }.to_string()
            })
            .collect()
    }
}
