//! Reads a PDF back.

use lopdf::{Document, Object};
use shared::book::Book;
use shared::pdf::{Job, Kind, Paper, Size, Wanted, job};
use typeset::{Fonts, Pdf, category_name, typeset};

/// The sample production.
pub fn sample() -> Book {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/sample.callboard");
    shared::engine::book_of_file(std::fs::read(path).unwrap()).unwrap()
}

/// The job for a document of the sample production.
pub fn job_of(book: &Book, kind: Kind, paper: Paper) -> Job {
    let wanted = Wanted {
        kind,
        day: kind.takes_day().then_some(2),
        paper: Some(paper),
        today: "2027-03-05".into(),
        is_redacted: false,
        reader: String::new(),
        size: Size::Whole,
    };
    job(book, &wanted, &category_name).unwrap()
}

pub fn set(job: &Job) -> Pdf {
    typeset(job, &Fonts::bundled()).unwrap()
}

/// What a reader sees of a PDF.
pub struct Seen {
    pub file: Document,
    pub pages: Vec<String>,
}

pub fn see(pdf: &Pdf) -> Seen {
    let file = Document::load_mem(&pdf.bytes).unwrap();
    let numbers: Vec<u32> = file.get_pages().keys().copied().collect();
    assert_eq!(numbers.len(), pdf.pages);
    let pages = numbers
        .iter()
        .map(|n| file.extract_text(&[*n]).unwrap())
        .collect();
    Seen { file, pages }
}

impl Seen {
    pub fn text(&self) -> String {
        self.pages.join("\n---- page ----\n")
    }

    /// The text with every white space and break made one space.
    pub fn flat(&self) -> String {
        let text: String = self.text().replace('\u{200b}', "");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn catalog(&self) -> &lopdf::Dictionary {
        self.file.catalog().unwrap()
    }

    /// Width and height of the first page in points.
    pub fn size(&self) -> (i64, i64) {
        let page = self.file.get_pages()[&1];
        let page = self.file.get_dictionary(page).unwrap();
        let media = page.get(b"MediaBox").and_then(Object::as_array).unwrap();
        let number = |o: &Object| f64::from(o.as_float().unwrap()).round() as i64;
        (number(&media[2]), number(&media[3]))
    }
}
