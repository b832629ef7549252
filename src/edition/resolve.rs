//! Where a link leads.

use super::{Edition, address};
use crate::doc::Target;
use crate::source::Spanned;

impl Edition<'_> {
    /// Where a picture that a field names lies on the site.
    pub fn published(&self, src: &Spanned<String>) -> Option<String> {
        self.content.beside(src).map(|path| address::picture(&path))
    }

    /// The absolute address of a path below a language's root.
    pub fn address(&self, path: &str, lang: &str) -> String {
        format!("{}{}{path}", self.kit.base_url, address::language(self.kit, lang))
    }

    /// Where a target leads, as an absolute address that a code can hold.
    pub fn absolute(&self, target: &Target, lang: &str) -> Option<String> {
        let page = |path: &str| {
            let below = address::language(self.kit, lang);
            format!("{}{below}{path}", self.kit.base_url)
        };
        match target {
            Target::Url(url) => Some(url.clone()),
            Target::Qr(inner) => self.absolute(inner, lang),
            Target::File(path) => {
                Some(format!("{}{}", self.kit.base_url, path.trim_start_matches('/')))
            }
            Target::Item(scheme, id) => match self.kit.item_by_scheme(scheme, id) {
                Some(item) => Some(page(&address::below(item.kind, &item.id))),
                None => match scheme.as_str() {
                    "campaign" => Some(page(&format!("campaigns/{id}/"))),
                    "audience" => Some(page(&format!("audiences/{id}/"))),
                    "legal" => Some(page(&format!("legal/{id}/"))),
                    "fact" => Some(page(&format!("facts/#{id}"))),
                    _ => None,
                },
            },
            Target::Picture(path) => {
                Some(format!("{}{}", self.kit.base_url, address::picture(path)))
            }
            Target::Icon(_) | Target::Anchor(_) | Target::Unsafe(_) => None,
        }
    }
}
