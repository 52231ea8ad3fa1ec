//! A screen reader can read each document: tags, language, title, letters behind the glyphs.

use lopdf::Object;
use shared::pdf::{Kind, Paper};

use crate::read::{job_of, sample, see, set};

#[test]
fn every_document_is_tagged_titled_and_of_a_language() {
    let book = sample();
    for kind in Kind::ALL {
        let seen = see(&set(&job_of(&book, kind, Paper::A4)));
        let catalog = seen.catalog();
        let text = |key: &[u8]| match catalog.get(key) {
            Ok(Object::String(bytes, _)) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        };
        assert!(catalog.has(b"StructTreeRoot"), "{kind:?} is not tagged");
        assert_eq!(text(b"Lang"), "en", "{kind:?}");
        let marked = seen.file.get_dict_in_dict(catalog, b"MarkInfo").unwrap();
        assert_eq!(
            marked.get(b"Marked").and_then(Object::as_bool).ok(),
            Some(true)
        );
        let metadata = seen
            .file
            .dereference(catalog.get(b"Metadata").unwrap())
            .unwrap()
            .1;
        let xmp = metadata.as_stream().unwrap().get_plain_content();
        let xmp = String::from_utf8_lossy(&xmp.unwrap()).into_owned();
        assert!(xmp.contains("Crossing Times"), "{kind:?}: {xmp}");
        assert!(xmp.contains("pdfuaid"), "{kind:?} is not PDF/UA");
    }
}

#[test]
fn every_page_names_its_number_and_how_the_document_stands() {
    let book = sample();
    let mut job = job_of(&book, Kind::CallSheet, Paper::Letter);
    for (n, page) in see(&set(&job)).pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of 2", n + 1)), "{page}");
        assert!(
            page.contains("6DEA 6D48") && page.contains("White"),
            "{page}"
        );
    }
    job.edition = None;
    for page in see(&set(&job)).pages {
        assert!(page.contains("DRAFT, not issued"), "{page}");
    }
}
