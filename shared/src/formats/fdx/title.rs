//! The title page of FDX: lines without keys, so their place and words tell what they are.

use crate::heading::clean;

#[derive(Clone, Debug, Default)]
pub(super) struct TitleLine {
    pub text: String,
    pub is_centered: bool,
}

/// Returns keys as Fountain names them; a line that tells nothing about itself has an empty key.
pub(super) fn fields(lines: &[TitleLine]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let has_centered = lines
        .iter()
        .any(|line| line.is_centered && !line.text.trim().is_empty());
    let mut has_title = false;
    let mut after_credit = false;
    for line in lines {
        let text = clean(&line.text);
        if text.is_empty() {
            continue;
        }
        let key = if !has_title && line.is_centered == has_centered {
            has_title = true;
            "Title"
        } else if std::mem::take(&mut after_credit) {
            "Author"
        } else if is_credit(&text) {
            after_credit = true;
            "Credit"
        } else if text.starts_with('©') || text.to_lowercase().starts_with("copyright") {
            "Copyright"
        } else if text.to_lowercase().starts_with("based on") {
            "Source"
        } else {
            ""
        };
        fields.push((key.to_owned(), text));
    }
    fields
}

fn is_credit(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.trim_end_matches(':');
    [
        "by",
        "written by",
        "screenplay by",
        "story by",
        "teleplay by",
        "script by",
        "a screenplay by",
    ]
    .contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_title_page_get_their_keys() {
        let line = |text: &str, is_centered| TitleLine {
            text: text.to_owned(),
            is_centered,
        };
        let lines = [
            line("", false),
            line("Draft 3", false),
            line("THE\nTITLE", true),
            line("Written by", true),
            line("", true),
            line("Ian", true),
            line("Copyright (c) 2026", false),
        ];
        let got = fields(&lines);
        let got: Vec<_> = got.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(
            got,
            [
                ("", "Draft 3"),
                ("Title", "THE TITLE"),
                ("Credit", "Written by"),
                ("Author", "Ian"),
                ("Copyright", "Copyright (c) 2026")
            ]
        );
    }
}
