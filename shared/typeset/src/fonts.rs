//! The fonts: their files, which of them a document needs, and the loaded ones.

use shared::pdf::Job;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// A font's file and the letters it is for.
pub struct FontFile {
    pub name: &'static str,
    /// Ranges of letters, both ends included; none for a font that every document needs.
    letters: &'static [(char, char)],
}

const fn file(name: &'static str, letters: &'static [(char, char)]) -> FontFile {
    FontFile { name, letters }
}

const ARABIC: &[(char, char)] = &[
    ('\u{600}', '\u{6ff}'),
    ('\u{750}', '\u{77f}'),
    ('\u{8a0}', '\u{8ff}'),
    ('\u{fb50}', '\u{fdff}'),
    ('\u{fe70}', '\u{fefc}'),
];
const HEBREW: &[(char, char)] = &[('\u{590}', '\u{5ff}'), ('\u{fb1d}', '\u{fb4f}')];

/// All fonts. Source Sans has Latin, Greek and Cyrillic; the others are fetched for whom they serve.
pub const FILES: [FontFile; 10] = [
    file("SourceSans3-Regular.otf", &[]),
    file("SourceSans3-Bold.otf", &[]),
    file("NotoSansHebrew-Regular.ttf", HEBREW),
    file("NotoSansHebrew-Bold.ttf", HEBREW),
    file("NotoSansArabic-Regular.ttf", ARABIC),
    file("NotoSansArabic-Bold.ttf", ARABIC),
    file("NotoSansArmenian-Regular.ttf", &[('\u{530}', '\u{58f}')]),
    file("NotoSansGeorgian-Regular.ttf", &[('\u{10a0}', '\u{10ff}')]),
    file("NotoSansThai-Regular.ttf", &[('\u{e00}', '\u{e7f}')]),
    file("NotoSansDevanagari-Regular.ttf", &[('\u{900}', '\u{97f}')]),
];

/// Lists the files of the fonts that a job needs.
pub fn needed(job: &Job) -> Vec<&'static str> {
    let is_in =
        |ranges: &[(char, char)], c: char| ranges.iter().any(|(a, z)| (*a..=*z).contains(&c));
    FILES
        .iter()
        .filter(|font| font.letters.is_empty() || job.body.chars().any(|c| is_in(font.letters, c)))
        .map(|font| font.name)
        .collect()
}

/// The fonts at hand.
pub struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

impl Fonts {
    /// Reads fonts from the bytes of their files; what is no font is left out.
    pub fn of(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Self::from(
            files
                .into_iter()
                .flat_map(|bytes| Font::iter(Bytes::new(bytes)).collect::<Vec<_>>()),
        )
    }

    fn from(fonts: impl Iterator<Item = Font>) -> Self {
        let fonts: Vec<Font> = fonts.collect();
        Self {
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        }
    }

    /// Says whether one of them has a letter.
    pub(crate) fn has(&self, letter: char) -> bool {
        self.fonts
            .iter()
            .any(|font| font.info().coverage.contains(u32::from(letter)))
    }

    /// Returns all fonts, which a native program carries in itself.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn bundled() -> Self {
        macro_rules! bytes {
            ($($name:literal)*) => { [$(include_bytes!(concat!("../fonts/", $name)).as_slice()),*] };
        }
        let files: [&'static [u8]; FILES.len()] = bytes!(
            "SourceSans3-Regular.otf"
            "SourceSans3-Bold.otf"
            "NotoSansHebrew-Regular.ttf"
            "NotoSansHebrew-Bold.ttf"
            "NotoSansArabic-Regular.ttf"
            "NotoSansArabic-Bold.ttf"
            "NotoSansArmenian-Regular.ttf"
            "NotoSansGeorgian-Regular.ttf"
            "NotoSansThai-Regular.ttf"
            "NotoSansDevanagari-Regular.ttf"
        );
        Self::from(
            files
                .into_iter()
                .flat_map(|bytes| Font::iter(Bytes::new(bytes)).collect::<Vec<_>>()),
        )
    }
}
