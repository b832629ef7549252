//! Files that nobody reads because of where they lie or what they are called,
//! and where an editor meant them to be.

/// The files of known name, and the folder each belongs in.
const FILES: &[(&str, &str)] = &[
    ("kit", "content"),
    ("audiences", "content"),
    ("legal", "content"),
    ("facts", "content"),
    ("campaign", "content/campaigns/<id>"),
    ("messages", "content/campaigns/<id>"),
];

/// The folders of items, and how their files end.
const FOLDERS: &[(&str, &str)] = &[
    ("leaflets", "md"),
    ("broadcasts", "md"),
    ("faq", "md"),
    ("pages", "md"),
    ("infographics", "yml"),
    ("messages", "yml"),
    ("units", "yml"),
];

/// Where a file that is not read seems to belong; none where it is like
/// nothing the content has.
pub(super) fn place_of(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = name.rsplit_once('.')?;
    let is_yaml = matches!(ending.to_lowercase().as_str(), "yml" | "yaml");
    let file = FILES.iter().find(|(known, _)| is_yaml && *known == stem.to_lowercase());
    if let Some((known, place)) = file {
        return Some(format!("{place}/{known}.yml"));
    }
    if !is_yaml && !ending.eq_ignore_ascii_case("md") {
        return None;
    }
    let folder = folder.rsplit('/').next().filter(|folder| !folder.is_empty())?;
    // One letter more or less: a folder of another name is somebody's own.
    let is_meant = |known: &str| strsim::damerau_levenshtein(&folder.to_lowercase(), known) <= 1;
    let (known, ending) = FOLDERS.iter().find(|(known, _)| is_meant(known))?;
    Some(format!("content/{known}/{stem}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::place_of;

    #[test]
    fn what_was_meant() {
        let of = |path| place_of(path);
        assert_eq!(of("leaflet/x.md").as_deref(), Some("content/leaflets/x.md"));
        assert_eq!(of("campaigns/mot/pages/x.md").as_deref(), Some("content/pages/x.md"));
        assert_eq!(of("facts.yaml").as_deref(), Some("content/facts.yml"));
        assert_eq!(
            of("campaigns/mot/Messages.yml").as_deref(),
            Some("content/campaigns/<id>/messages.yml")
        );
        assert_eq!(of("infographics/x.md").as_deref(), Some("content/infographics/x.yml"));
        for unknown in ["README.md", "notes/x.md", "leaflets/x.txt", "docs/plan.yml", "images/a.md"]
        {
            assert_eq!(of(unknown), None, "{unknown}");
        }
    }
}
