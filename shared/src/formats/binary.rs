//! Files that are no script: what each is, told by its first bytes, and what to do instead.

/// What a refused file is, and what its owner can do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} {advice}")]
pub struct NotAScreenplay {
    /// A sentence: "This is a PDF."
    pub what: String,
    /// A sentence: "Export Fountain or FDX from your writing program."
    pub advice: String,
}

impl NotAScreenplay {
    pub(crate) fn new(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            advice: advice.into(),
        }
    }
}

/// Asks for the two formats that can be read.
pub(crate) const EXPORT: &str = "Export Fountain or FDX from your writing program, and read that.";
const CHOOSE_SCRIPT: &str = "Choose the script itself, as Fountain or FDX.";
const OPEN_AND_EXPORT: &str = "Open it in the program that wrote it, and export Fountain or FDX.";

/// First bytes, what the file is, what to do.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "This is a PDF.", EXPORT),
    (
        b"{\\rtf",
        "This is a rich text document (RTF).",
        "Save it as plain text, or export Fountain or FDX.",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "This is an old Word or Final Draft document.",
        OPEN_AND_EXPORT,
    ),
    (b"\x89PNG", "This is a picture (PNG).", CHOOSE_SCRIPT),
    (b"\xff\xd8\xff", "This is a picture (JPEG).", CHOOSE_SCRIPT),
    (b"GIF8", "This is a picture (GIF).", CHOOSE_SCRIPT),
    (b"BM", "This is a picture (BMP).", CHOOSE_SCRIPT),
    (b"II*\0", "This is a picture (TIFF).", CHOOSE_SCRIPT),
    (b"MM\0*", "This is a picture (TIFF).", CHOOSE_SCRIPT),
    (b"8BPS", "This is a picture (Photoshop).", CHOOSE_SCRIPT),
    (
        b"RIFF",
        "This is a sound, film or picture file (RIFF).",
        CHOOSE_SCRIPT,
    ),
    (b"ID3", "This is a sound file (MP3).", CHOOSE_SCRIPT),
    (b"OggS", "This is a sound file (Ogg).", CHOOSE_SCRIPT),
    (b"fLaC", "This is a sound file (FLAC).", CHOOSE_SCRIPT),
    (
        b"\x1f\x8b",
        "This is a compressed file (gzip).",
        "Unpack it first, and choose the script in it.",
    ),
    (
        b"7z\xbc\xaf\x27\x1c",
        "This is a compressed archive (7-Zip).",
        "Unpack it first, and choose the script in it.",
    ),
    (
        b"Rar!\x1a",
        "This is a compressed archive (RAR).",
        "Unpack it first, and choose the script in it.",
    ),
    (
        b"BZh",
        "This is a compressed file (bzip2).",
        "Unpack it first, and choose the script in it.",
    ),
    (
        b"\xfd7zXZ",
        "This is a compressed file (xz).",
        "Unpack it first, and choose the script in it.",
    ),
    (
        b"SQLite format 3\0",
        "This is a database (SQLite).",
        CHOOSE_SCRIPT,
    ),
    (b"\x7fELF", "This is a program.", CHOOSE_SCRIPT),
    (b"MZ", "This is a program.", CHOOSE_SCRIPT),
    (b"\0asm", "This is a program (WebAssembly).", CHOOSE_SCRIPT),
    (
        b"\x85\x6f\x4a\x83",
        "This is an Automerge document.",
        CHOOSE_SCRIPT,
    ),
    (
        b"bplist00",
        "This is a property list of macOS.",
        CHOOSE_SCRIPT,
    ),
    (
        b"SSI*\0",
        "This is a schedule in the .sex format, not a script.",
        CHOOSE_SCRIPT,
    ),
    (
        b"/********* EPSF",
        "This is a Movie Magic schedule, not a script.",
        CHOOSE_SCRIPT,
    ),
    (
        b"BEGIN:VCALENDAR",
        "This is a calendar (iCalendar), not a script.",
        CHOOSE_SCRIPT,
    ),
    (
        b"BEGIN:VCARD",
        "This is a contact card (vCard), not a script.",
        CHOOSE_SCRIPT,
    ),
];

/// Names of files inside a zip that tell which program wrote it.
const ZIP_PARTS: &[(&[u8], &str, &str)] = &[
    (
        b"word/",
        "This is a Word document (DOCX).",
        "Save it as plain text, or export Fountain or FDX.",
    ),
    (b"xl/", "This is a spreadsheet (XLSX).", CHOOSE_SCRIPT),
    (b"ppt/", "This is a presentation (PPTX).", CHOOSE_SCRIPT),
    (
        b"mimetypeapplication/vnd.oasis",
        "This is an OpenDocument file.",
        "Save it as plain text, or export Fountain or FDX.",
    ),
    (
        b"mimetypeapplication/epub",
        "This is an electronic book (EPUB).",
        CHOOSE_SCRIPT,
    ),
    (
        b"Index/Document.iwa",
        "This is a Pages document.",
        "Export it as plain text, or export Fountain or FDX.",
    ),
    (
        b"text.md",
        "This is a Highland document.",
        "In Highland, export Fountain or FDX.",
    ),
    (
        b".textbundle",
        "This is a Highland document.",
        "In Highland, export Fountain or FDX.",
    ),
    (
        b"document.xml",
        "This is a Fade In script (.fadein).",
        "In Fade In, export Fountain or FDX (Final Draft), and read that.",
    ),
];

/// Recognises files that cannot be a script, by their first bytes.
pub(crate) fn refuse_by_magic(bytes: &[u8], file_name: Option<&str>) -> Option<NotAScreenplay> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return Some(refuse_zip(start, file_name));
    }
    if start.get(4..8) == Some(b"ftyp".as_slice()) {
        return Some(NotAScreenplay::new(
            "This is a film or sound file (MP4).",
            CHOOSE_SCRIPT,
        ));
    }
    if start.get(257..262) == Some(b"ustar".as_slice()) {
        return Some(NotAScreenplay::new(
            "This is an archive (tar).",
            "Unpack it first, and choose the script in it.",
        ));
    }
    // Short marks are letters too: "BM" may begin a script, so they need a byte that no text has.
    let is_binary = start.iter().take(512).any(|b| matches!(b, 0..=8 | 14..=26));
    MAGIC
        .iter()
        .find(|(magic, ..)| start.starts_with(magic) && (magic.len() > 4 || is_binary))
        .map(|(_, what, advice)| NotAScreenplay::new(*what, *advice))
}

fn refuse_zip(bytes: &[u8], file_name: Option<&str>) -> NotAScreenplay {
    let head = bytes.get(..bytes.len().min(65_536)).unwrap_or_default();
    let holds = |part: &[u8]| head.windows(part.len()).any(|w| w == part);
    let extension = extension(file_name);
    let by_content = ZIP_PARTS.iter().find(|(part, ..)| holds(part));
    match (by_content, extension.as_str()) {
        (Some((_, what, advice)), _) => NotAScreenplay::new(*what, *advice),
        (None, "fadein") => NotAScreenplay::new(
            "This is a Fade In script (.fadein).",
            "In Fade In, export Fountain or FDX (Final Draft), and read that.",
        ),
        (None, "celtx") => NotAScreenplay::new(
            "This is a Celtx project.",
            "In Celtx, export Fountain or FDX.",
        ),
        _ => NotAScreenplay::new(
            "This is a zip archive.",
            "Unpack it and choose the script in it; from Fade In, Highland or Celtx export Fountain or FDX.",
        ),
    }
}

/// Returns the extension of a file name in lower case, without its dot.
pub(crate) fn extension(file_name: Option<&str>) -> String {
    let name = file_name.unwrap_or_default();
    name.rsplit_once('.')
        .map(|(_, e)| e.to_lowercase())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], name: &str, part_of_message: &str) {
        let refused = refuse_by_magic(bytes, Some(name))
            .expect(part_of_message)
            .to_string();
        assert!(refused.contains(part_of_message), "{refused}");
    }

    #[test]
    fn a_file_that_is_no_script_is_named() {
        check(
            b"%PDF-1.7\n",
            "a.fountain",
            "This is a PDF. Export Fountain or FDX",
        );
        check(b"\x89PNG\r\n\x1a\n\0\0", "a.png", "a picture (PNG)");
        check(b"\xff\xd8\xff\xe0\0", "a", "a picture (JPEG)");
        check(
            b"PK\x03\x04....word/document.xml",
            "a.docx",
            "a Word document",
        );
        check(b"PK\x03\x04....document.xml", "a.fadein", "Fade In");
        check(b"PK\x03\x04....", "a.FADEIN", "Fade In");
        check(b"PK\x03\x04....", "a.zip", "a zip archive");
        check(b"{\\rtf1\\ansi", "a.rtf", "rich text");
        check(b"\0\0\0\x18ftypmp42", "a.mp4", "film");
        check(b"BEGIN:VCALENDAR\r\n", "a.ics", "a calendar");
    }

    #[test]
    fn letters_that_begin_a_script_are_no_magic() {
        assert_eq!(refuse_by_magic(b"BMW SHOWROOM\nHello\n", None), None);
        assert_eq!(refuse_by_magic(b"MZ\nHello\n", None), None);
        assert_eq!(refuse_by_magic(b"", None), None);
    }
}
