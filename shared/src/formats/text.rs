//! Bytes to text: encodings seen in the wild, line ends, and which of them it was.
//! Recognising files that are no text at all is the work of `binary`.

use encoding_rs::{Encoding, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};

use super::screenplay::Problem;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextEncoding {
    #[default]
    Utf8,
    Utf16Le,
    Utf16Be,
    /// Also Latin-1, of which it is the larger set.
    Windows1252,
    /// Old Macintosh files, known by their line ends.
    MacRoman,
    /// Any other that the file itself names in its XML declaration.
    Declared,
}

impl TextEncoding {
    /// Returns the name that people know it by.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
            Self::MacRoman => "Mac Roman",
            Self::Declared => "the declared encoding",
        }
    }
}

/// Text with every line ended by a line feed, and without a byte order mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodedText {
    pub text: String,
    pub encoding: TextEncoding,
    pub problems: Vec<Problem>,
}

/// Decodes bytes of any encoding. Returns `None` if no encoding makes text of them.
pub fn decode(bytes: &[u8]) -> Option<DecodedText> {
    let (text, encoding) = decode_bytes(bytes)?;
    let text = unify_line_ends(text);
    let mut problems = Vec::new();
    if let Some(line) = first_line_with(&text, '\u{fffd}') {
        problems.push(Problem::new(
            line,
            format!(
                "Some letters are not valid {} and are shown as “\u{fffd}”.",
                encoding.as_str()
            ),
        ));
    }
    if matches!(encoding, TextEncoding::Windows1252 | TextEncoding::MacRoman)
        && let Some(line) = first_line_with_any(&text, |c| !c.is_ascii())
    {
        problems.push(Problem::new(
            line,
            format!(
                "The file does not say its encoding; it was read as {}. If letters look wrong, save it as UTF-8.",
                encoding.as_str()
            ),
        ));
    }
    Some(DecodedText {
        text,
        encoding,
        problems,
    })
}

fn decode_bytes(bytes: &[u8]) -> Option<(String, TextEncoding)> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Some((
            String::from_utf8_lossy(rest).into_owned(),
            TextEncoding::Utf8,
        ));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Some((decode_as(UTF_16LE, rest), TextEncoding::Utf16Le));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return Some((decode_as(UTF_16BE, rest), TextEncoding::Utf16Be));
    }
    if bytes.contains(&0) {
        return decode_utf16_without_mark(bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => return is_readable(text).then(|| (text.to_owned(), TextEncoding::Utf8)),
        Err(_) if is_mostly_utf8(bytes) => {
            return Some((
                String::from_utf8_lossy(bytes).into_owned(),
                TextEncoding::Utf8,
            ));
        }
        Err(_) => {}
    }
    let (text, encoding) = match declared_encoding(bytes) {
        Some(declared) if declared != WINDOWS_1252 => {
            (decode_as(declared, bytes), TextEncoding::Declared)
        }
        None if has_only_old_mac_line_ends(bytes) => {
            (decode_as(MACINTOSH, bytes), TextEncoding::MacRoman)
        }
        _ => (decode_as(WINDOWS_1252, bytes), TextEncoding::Windows1252),
    };
    is_readable(&text).then_some((text, encoding))
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Tries both byte orders and keeps the one that gives more letters and spaces.
fn decode_utf16_without_mark(bytes: &[u8]) -> Option<(String, TextEncoding)> {
    let little = decode_as(UTF_16LE, bytes);
    let big = decode_as(UTF_16BE, bytes);
    let (text, encoding) = if common_share(&little) >= common_share(&big) {
        (little, TextEncoding::Utf16Le)
    } else {
        (big, TextEncoding::Utf16Be)
    };
    let has_spaces = text.contains([' ', '\n', '\r', '\u{3000}']);
    (has_spaces && is_readable(&text) && common_share(&text) > 40).then_some((text, encoding))
}

/// Returns how many of a hundred characters are ASCII or letters of alphabets in common use. An
/// ideograph counts half: ASCII in the wrong byte order looks like ideographs.
fn common_share(text: &str) -> usize {
    let weight = |c: char| match c {
        '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{6ff}' | '\u{2010}'..='\u{2026}' => 2,
        '\u{3000}'..='\u{30ff}' => 2,
        '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff00}'..='\u{ffef}' => 1,
        _ => 0,
    };
    let (sum, all) = text
        .chars()
        .take(20_000)
        .fold((0_usize, 0_usize), |(sum, all), c| {
            (sum + weight(c), all + 1)
        });
    sum * 50 / all.max(1)
}

/// Text has next to no control characters; a program or a picture has many.
fn is_readable(text: &str) -> bool {
    let (bad, all) = text
        .chars()
        .take(50_000)
        .fold((0_usize, 0_usize), |(bad, all), c| {
            let is_bad = c == '\0'
                || c == '\u{fffd}'
                || c.is_control() && !"\t\n\r\u{b}\u{c}\u{85}".contains(c);
            (bad + usize::from(is_bad), all + 1)
        });
    bad * 50 <= all
}

/// A UTF-8 file with a few damaged bytes, rather than a file of another encoding.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut damaged) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    sound > damaged * 2
}

/// Returns the encoding that an XML declaration names.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(200))?;
    let head = head.trim_ascii_start();
    if !head.starts_with(b"<?xml") {
        return None;
    }
    let end = head.iter().position(|b| *b == b'>')?;
    let declaration = String::from_utf8_lossy(head.get(..end)?);
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let named = Encoding::for_label(value.get(1..)?.split(quote).next()?.as_bytes())?;
    // The bytes have already been shown to be neither UTF-8 nor UTF-16.
    (named != encoding_rs::UTF_8 && named.is_ascii_compatible()).then_some(named)
}

fn has_only_old_mac_line_ends(bytes: &[u8]) -> bool {
    bytes.contains(&b'\r') && !bytes.contains(&b'\n')
}

/// Turns CRLF, CR, form feeds' vertical kin and Unicode's own separators into line feeds.
fn unify_line_ends(text: String) -> String {
    let text = text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text);
    if !text.contains(['\r', '\u{b}', '\u{2028}', '\u{2029}']) {
        return text;
    }
    let mut unified = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                unified.push('\n');
            }
            '\u{b}' | '\u{2028}' | '\u{2029}' => unified.push('\n'),
            _ => unified.push(c),
        }
    }
    unified
}

fn first_line_with(text: &str, wanted: char) -> Option<u32> {
    first_line_with_any(text, |c| c == wanted)
}

fn first_line_with_any(text: &str, wanted: impl Fn(char) -> bool) -> Option<u32> {
    let at = text.find(wanted)?;
    let lines_before = text.get(..at)?.bytes().filter(|b| *b == b'\n').count();
    u32::try_from(lines_before).ok()?.checked_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: TextEncoding) {
        let decoded = decode(bytes).expect("text");
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_common_encoding_is_read() {
        let text = "INT. CAFÉ – DAY\nAction “quoted”.\n";
        check(text.as_bytes(), text, TextEncoding::Utf8);
        check(
            &[b"\xef\xbb\xbf", text.as_bytes()].concat(),
            text,
            TextEncoding::Utf8,
        );
        check(&utf16(text, u16::to_le_bytes), text, TextEncoding::Utf16Le);
        check(&utf16(text, u16::to_be_bytes), text, TextEncoding::Utf16Be);
        check(
            &utf16(&format!("\u{feff}{text}"), u16::to_le_bytes),
            text,
            TextEncoding::Utf16Le,
        );
        check(
            &utf16(&format!("\u{feff}{text}"), u16::to_be_bytes),
            text,
            TextEncoding::Utf16Be,
        );
        let russian = "ИНТ. КВАРТИРА – ДЕНЬ\n\nМаша входит.\n";
        check(
            &utf16(russian, u16::to_le_bytes),
            russian,
            TextEncoding::Utf16Le,
        );
        check(
            &utf16(russian, u16::to_be_bytes),
            russian,
            TextEncoding::Utf16Be,
        );
        let windows = b"INT. CAF\xc9 \x96 DAY\nAction \x93quoted\x94.\n";
        check(windows, text, TextEncoding::Windows1252);
        check(
            b"INT. CAF\x83\rCan\xd5t.\r",
            "INT. CAFÉ\nCan’t.\n",
            TextEncoding::MacRoman,
        );
        check(
            b"<?xml version='1.0' encoding='ISO-8859-2'?><a>\xb1</a>",
            "<?xml version='1.0' encoding='ISO-8859-2'?><a>ą</a>",
            TextEncoding::Declared,
        );
        check(
            b"<?xml version=\"1.0\" encoding=\"latin1\"?><a>\xe9</a>",
            "<?xml version=\"1.0\" encoding=\"latin1\"?><a>é</a>",
            TextEncoding::Windows1252,
        );
        check(b"", "", TextEncoding::Utf8);
    }

    #[test]
    fn every_line_end_becomes_one() {
        check(
            b"a\r\nb\rc\nd\r\r\ne\n\rf",
            "a\nb\nc\nd\n\ne\n\nf",
            TextEncoding::Utf8,
        );
    }

    #[test]
    fn a_guessed_or_damaged_encoding_is_a_problem() {
        let guessed = decode(b"one\ncaf\xe9").expect("text");
        assert_eq!(guessed.problems[0].line, 2);
        assert!(guessed.problems[0].message.contains("Windows-1252"));
        let damaged =
            decode("ééééé\nééé\u{e9}".as_bytes().split_last().expect("bytes").1).expect("text");
        assert_eq!(
            (damaged.encoding, damaged.problems[0].line),
            (TextEncoding::Utf8, 2)
        );
        assert_eq!(decode(b"plain").expect("text").problems, []);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"\x00\x01\x02\x03\x04\x05\x06\x07"), None);
        assert_eq!(decode(b"\x01\x02\x03\x04\x05\x06\x07\x08"), None);
        assert_eq!(
            decode(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x3e"),
            None
        );
    }
}
