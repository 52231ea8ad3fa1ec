//! The fonts: their files, which of them a document needs, and the loaded ones.

use shared::pdf::{Job, Kind};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// A font's file and what it is for.
pub struct FontFile {
    pub name: &'static str,
    serves: Serves,
}

/// Ranges of letters, both ends included.
type Letters = &'static [(char, char)];

/// Which documents a font is needed for.
#[derive(Clone, Copy)]
enum Serves {
    All,
    /// Those in which one of the letters stands.
    Letters(Letters),
    /// Pages of the script.
    Script,
    /// Pages of the script in which one of the letters stands.
    ScriptLetters(Letters),
}

impl Serves {
    fn is_for(self, job: &Job) -> bool {
        let is_script = job.kind == Kind::Sides;
        let stands = |letters: Letters| {
            let is_one = |c: char| letters.iter().any(|(a, z)| (*a..=*z).contains(&c));
            job.body.chars().any(is_one)
        };
        match self {
            Self::All => true,
            Self::Letters(letters) => stands(letters),
            Self::Script => is_script,
            Self::ScriptLetters(letters) => is_script && stands(letters),
        }
    }
}

const fn file(name: &'static str, serves: Serves) -> FontFile {
    FontFile { name, serves }
}

const ARABIC: Letters = &[
    ('\u{600}', '\u{6ff}'),
    ('\u{750}', '\u{77f}'),
    ('\u{8a0}', '\u{8ff}'),
    ('\u{fb50}', '\u{fdff}'),
    ('\u{fe70}', '\u{fefc}'),
];
const HEBREW: Letters = &[('\u{590}', '\u{5ff}'), ('\u{fb1d}', '\u{fb4f}')];

/// What Courier Prime lacks of Greek, Cyrillic and Latin; Noto Sans Mono was cut down to these.
const MONO: Letters = &[
    ('\u{180}', '\u{24f}'),
    ('\u{370}', '\u{3ff}'),
    ('\u{400}', '\u{52f}'),
    ('\u{1e00}', '\u{1eff}'),
];

/// All fonts. Source Sans has Latin, Greek and Cyrillic; the others are fetched for whom they serve.
pub const FILES: [FontFile; 15] = [
    file("SourceSans3-Regular.otf", Serves::All),
    file("SourceSans3-Bold.otf", Serves::All),
    file("NotoSansHebrew-Regular.ttf", Serves::Letters(HEBREW)),
    file("NotoSansHebrew-Bold.ttf", Serves::Letters(HEBREW)),
    file("NotoSansArabic-Regular.ttf", Serves::Letters(ARABIC)),
    file("NotoSansArabic-Bold.ttf", Serves::Letters(ARABIC)),
    file(
        "NotoSansArmenian-Regular.ttf",
        Serves::Letters(&[('\u{530}', '\u{58f}')]),
    ),
    file(
        "NotoSansGeorgian-Regular.ttf",
        Serves::Letters(&[('\u{10a0}', '\u{10ff}')]),
    ),
    file(
        "NotoSansThai-Regular.ttf",
        Serves::Letters(&[('\u{e00}', '\u{e7f}')]),
    ),
    file(
        "NotoSansDevanagari-Regular.ttf",
        Serves::Letters(&[('\u{900}', '\u{97f}')]),
    ),
    file("CourierPrime-Regular.ttf", Serves::Script),
    file("CourierPrime-Bold.ttf", Serves::Script),
    file("CourierPrime-Italic.ttf", Serves::Script),
    file("NotoSansMono-Regular.ttf", Serves::ScriptLetters(MONO)),
    file("NotoSansMono-Bold.ttf", Serves::ScriptLetters(MONO)),
];

/// Lists the files of the fonts that a job needs.
pub fn needed(job: &Job) -> Vec<&'static str> {
    let serving = FILES.iter().filter(|font| font.serves.is_for(job));
    serving.map(|font| font.name).collect()
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
            "CourierPrime-Regular.ttf"
            "CourierPrime-Bold.ttf"
            "CourierPrime-Italic.ttf"
            "NotoSansMono-Regular.ttf"
            "NotoSansMono-Bold.ttf"
        );
        Self::from(
            files
                .into_iter()
                .flat_map(|bytes| Font::iter(Bytes::new(bytes)).collect::<Vec<_>>()),
        )
    }
}
