//! Questions with their answers, and pages.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::Cx;
use super::item::Common;
use super::page::Draft;
use super::parts::{Share, Text};
use super::shared::Shared;
use crate::catalog::{Item, Kind};
use crate::edition::show::Block;

#[derive(Debug, Serialize)]
pub(super) struct ArticleView {
    #[serde(flatten)]
    common: Common,
    body: Option<Vec<Block>>,
    body_lang: Option<String>,
    share: Option<Share>,
    /// The subject of a letter about a question, percent-encoded.
    ask: Option<String>,
}

/// A question among others.
#[derive(Debug, Serialize)]
pub(super) struct QuestionRow {
    href: String,
    title: Text,
    lang: Option<String>,
    body: Vec<Block>,
}

impl Cx<'_, '_> {
    pub(super) fn article_page(&self, item: &Item) -> Draft {
        self.item_draft(item, "article.html").show(self.article(item))
    }

    pub(super) fn article(&self, item: &Item) -> ArticleView {
        let (body, body_lang) = self.content(item);
        let is_question = item.kind == Kind::Faq && body.is_some();
        let share = Share { text_id: "answer".to_string(), ..self.share(item, None, "") };
        let title = self.text(&item.title).s;
        ArticleView {
            common: self.common(item),
            body,
            body_lang,
            share: is_question.then_some(share),
            ask: is_question.then(|| utf8_percent_encode(&title, NON_ALPHANUMERIC).to_string()),
        }
    }

    /// A question as lists show it.
    pub(super) fn question_row(&self, item: &Item) -> Shared<QuestionRow> {
        self.rows.questions.of(item, None, || self.new_question_row(item))
    }

    fn new_question_row(&self, item: &Item) -> QuestionRow {
        let (body, lang) = self.content(item);
        QuestionRow {
            href: self.item_href(item),
            title: self.text(&item.title),
            lang,
            body: body.unwrap_or_default(),
        }
    }
}
