//! The order in which formulas can be worked out: finds those that run in a
//! circle and those that are stacked too high, reports them and takes them
//! out, so that every other formula can be worked out without end or overflow.

use super::fact::{DEEPEST_FORMULA, Facts};
use crate::diag::{Diagnostic, Diagnostics, Id, Span, TextKey};

/// Of a long circle, this many facts are named.
const MOST_NAMED: usize = 12;

/// Reports each circle once, at its first fact, and breaks it there; likewise
/// each formula that rests on more than [`DEEPEST_FORMULA`] levels of others.
/// Takes time in proportion to the formulas, however they are chained.
pub(super) fn settle(facts: &mut Facts, out: &mut Diagnostics) {
    let graph = Graph::of(facts);
    let mut order = Order::new(&graph);
    for start in 0..graph.ids.len() {
        if order.settled[start] {
            continue;
        }
        if let Some(circle) = order.circle(start) {
            let name = |at: &usize| graph.ids[*at].as_str();
            let mut names: Vec<&str> = circle.iter().take(MOST_NAMED).map(name).collect();
            if circle.len() > MOST_NAMED {
                names.push("…");
            }
            names.push(name(&start));
            let cycle = names.join(" → ");
            let diagnostic = Diagnostic::new(Id::FormulaCycle, graph.spans[start]);
            out.push(diagnostic.with("cycle", cycle));
            take_out(facts, &graph.ids[start]);
            order.settle(start);
        }
    }
    for at in order.too_deep {
        let diagnostic = Diagnostic::new(Id::InvalidFormula, graph.spans[at]);
        out.push(
            diagnostic.text(TextKey::FORMULA_TOO_DEEP).with("most", DEEPEST_FORMULA.to_string()),
        );
        take_out(facts, &graph.ids[at]);
    }
}

fn take_out(facts: &mut Facts, id: &str) {
    if let Some(fact) = facts.0.get_mut(id) {
        fact.formula = None;
    }
}

/// Which fact's formula uses which, by place in the order of ids.
struct Graph {
    ids: Vec<String>,
    /// Where each formula stands.
    spans: Vec<Span>,
    uses: Vec<Vec<usize>>,
    used_by: Vec<Vec<usize>>,
}

impl Graph {
    fn of(facts: &Facts) -> Self {
        let ids: Vec<String> = facts.0.keys().cloned().collect();
        let mut used_by = vec![Vec::new(); ids.len()];
        let mut uses = Vec::with_capacity(ids.len());
        let mut spans = Vec::with_capacity(ids.len());
        for (at, fact) in facts.0.values().enumerate() {
            let mut used: Vec<usize> = Vec::new();
            for (id, _) in fact.formula.iter().flat_map(super::formula::Formula::facts) {
                // The ids of a map are sorted.
                if let Ok(found) = ids.binary_search_by(|known| known.as_str().cmp(id))
                    && !used.contains(&found)
                {
                    used.push(found);
                    used_by[found].push(at);
                }
            }
            uses.push(used);
            let record = &fact.record;
            spans.push(record.formula.as_ref().map_or(record.id.span, |formula| formula.span));
        }
        Graph { ids, spans, uses, used_by }
    }
}

/// Facts are settled once all that they use are (Kahn, 1962); what is left
/// are circles, and what rests on them.
struct Order<'g> {
    graph: &'g Graph,
    settled: Vec<bool>,
    /// How many facts each still waits for.
    waits: Vec<usize>,
    /// How many levels of formulas each rests on.
    levels: Vec<usize>,
    too_deep: Vec<usize>,
    /// The search that came by each fact last.
    seen: Vec<usize>,
}

impl<'g> Order<'g> {
    fn new(graph: &'g Graph) -> Self {
        let count = graph.ids.len();
        let waits: Vec<usize> = graph.uses.iter().map(Vec::len).collect();
        let mut order = Order {
            graph,
            settled: vec![false; count],
            waits,
            levels: vec![0; count],
            too_deep: Vec::new(),
            seen: vec![usize::MAX; count],
        };
        for at in 0..count {
            if graph.uses[at].is_empty() {
                order.settle(at);
            }
        }
        order
    }

    fn settle(&mut self, first: usize) {
        let mut ready = vec![first];
        self.levels[first] = 0;
        while let Some(at) = ready.pop() {
            if std::mem::replace(&mut self.settled[at], true) {
                continue;
            }
            if self.levels[at] > DEEPEST_FORMULA {
                self.too_deep.push(at);
                self.levels[at] = 0;
            }
            for &user in &self.graph.used_by[at] {
                self.levels[user] = self.levels[user].max(self.levels[at] + 1);
                self.waits[user] -= 1;
                if self.waits[user] == 0 {
                    ready.push(user);
                }
            }
        }
    }

    /// The facts on a way from `start` back to it, if there is one.
    fn circle(&mut self, start: usize) -> Option<Vec<usize>> {
        let mut path = vec![(start, 0)];
        while let Some((at, next)) = path.last_mut() {
            let Some(&used) = self.graph.uses[*at].get(*next) else {
                path.pop();
                continue;
            };
            *next += 1;
            if used == start {
                return Some(path.into_iter().map(|(at, _)| at).collect());
            }
            if !self.settled[used] && self.seen[used] != start {
                self.seen[used] = start;
                path.push((used, 0));
            }
        }
        None
    }
}
