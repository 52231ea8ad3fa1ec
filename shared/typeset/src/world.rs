//! What typst sees: our templates, the document's data, the fonts, and nothing else.

use serde_json::json;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::clean::Cleaned;
use crate::fonts::Fonts;
use crate::{Pdf, Refused};

const TEMPLATES: [(&str, &str); 10] = [
    ("frame", include_str!("../templates/frame.typ")),
    ("call-sheet", include_str!("../templates/call-sheet.typ")),
    ("lines", include_str!("../templates/lines.typ")),
    ("dood", include_str!("../templates/dood.typ")),
    ("sheets", include_str!("../templates/sheets.typ")),
    ("elements", include_str!("../templates/elements.typ")),
    ("crew-list", include_str!("../templates/crew-list.typ")),
    (
        "daily-report",
        include_str!("../templates/daily-report.typ"),
    ),
    ("exhibit-g", include_str!("../templates/exhibit-g.typ")),
    ("sides", include_str!("../templates/sides.typ")),
];

struct Desk<'a> {
    library: LazyHash<Library>,
    fonts: &'a Fonts,
    main: FileId,
    sources: Vec<Source>,
    data: (FileId, Bytes),
}

/// Typesets a template with its data.
pub fn compile(template: &str, data: &Cleaned, fonts: &Fonts) -> Result<Pdf, Refused> {
    let id = |name: &str| {
        let path = VirtualPath::new(name).map_err(|why| Refused::Template(why.to_string()))?;
        Ok::<_, Refused>(RootedPath::new(VirtualRoot::Project, path).intern())
    };
    let mut sources = Vec::new();
    for (name, text) in TEMPLATES {
        sources.push(Source::new(id(&format!("{name}.typ"))?, text.to_owned()));
    }
    let all = json!({ "data": data.value, "lacking": data.lacking.iter().collect::<String>() });
    let desk = Desk {
        library: LazyHash::new(Library::default()),
        fonts,
        main: id(&format!("{template}.typ"))?,
        sources,
        data: (id("data.json")?, Bytes::from_string(all.to_string())),
    };
    let made = typst::compile::<PagedDocument>(&desk).output;
    let document = made.map_err(|why| told(&desk, &why))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).unwrap_or_default();
    let options = |standards| PdfOptions {
        ident: Smart::Custom(all.to_string()),
        creator: Smart::Custom(Some("Callboard".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options(standards)).map_err(|why| told(&desk, &why))?;
    let pages = document.pages().len();
    // What the next document would not use again: a worker lives long.
    typst::comemo::evict(0);
    Ok(Pdf {
        bytes,
        pages,
        lacking: data.lacking.clone(),
    })
}

fn told(desk: &Desk, why: &[SourceDiagnostic]) -> Refused {
    let one = |why: &SourceDiagnostic| {
        let at = typst::WorldExt::range(desk as &dyn World, why.span);
        match at {
            Some(at) => format!("{} at {at:?}", why.message),
            None => why.message.to_string(),
        }
    };
    Refused::Template(why.iter().map(one).collect::<Vec<_>>().join("; "))
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.sources.iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.data.0 == id {
            true => Ok(self.data.1.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
