//! PDFs: the button beside Print, and what it says while the document is made.

mod button;

pub use button::PdfButton;

/// A file's name of a document: "the-last-ferry-call-sheet-2026-03-12-blue.pdf".
pub fn file_name(words: &[&str]) -> String {
    let parts: Vec<String> = words
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    format!("{}.pdf", parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_what_it_is() {
        let check = |words: &[&str], want: &str| assert_eq!(file_name(words), want);
        check(
            &["The Last Ferry!", "call sheet", "2026-03-12", "Second Blue"],
            "the-last-ferry-call-sheet-2026-03-12-second-blue.pdf",
        );
        check(&["Ä/ö", "", "crew list"], "ä-ö-crew-list.pdf");
    }
}
