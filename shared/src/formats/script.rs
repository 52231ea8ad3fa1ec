//! Reading a script of any known format, and reporting on it.

use serde_json::{Value, json};

use super::binary::{EXPORT, NotAScreenplay, extension, refuse_by_magic};
use super::screenplay::{Problem, Screenplay};
use super::text::decode;
use super::{fdx, fountain, layout};
use crate::heading::HeadingRules;

/// Larger than any script; a file beyond it is something else (DOMAIN 4.2: size limits).
pub const MAX_SCRIPT_BYTES: usize = 64 * 1024 * 1024;

/// More problems than anybody reads.
const MAX_PROBLEMS: usize = 500;

/// Reads a script, FDX or Fountain, told by its content; the name only helps to believe in a text
/// that has no scene yet. What was not understood is in [`Screenplay::problems`].
pub fn read_script(bytes: &[u8], file_name: Option<&str>) -> Result<Screenplay, NotAScreenplay> {
    read_script_with(bytes, file_name, &HeadingRules::default())
}

/// Reads a script with a production's own words for headings.
pub fn read_script_with(
    bytes: &[u8],
    file_name: Option<&str>,
    rules: &HeadingRules,
) -> Result<Screenplay, NotAScreenplay> {
    if bytes.len() > MAX_SCRIPT_BYTES {
        return Err(NotAScreenplay::new(
            format!(
                "This file is larger than {} MB, which no script is.",
                MAX_SCRIPT_BYTES >> 20
            ),
            EXPORT,
        ));
    }
    if let Some(refused) = refuse_by_magic(bytes, file_name) {
        return Err(refused);
    }
    let Some(decoded) = decode(bytes) else {
        return Err(NotAScreenplay::new("This is not text.", EXPORT));
    };
    if decoded.text.trim().is_empty() {
        return Err(NotAScreenplay::new(
            "This file is empty.",
            "Choose another, or save it again in your writing program.",
        ));
    }
    let mut script = read_text(&decoded.text, file_name, rules)?;
    script.encoding = decoded.encoding;
    script.problems.extend(decoded.problems);
    if script.scenes.is_empty() {
        script.problems.push(Problem::new(
            1,
            "No scene heading was found, so the script has no scenes.",
        ));
    }
    script.problems.sort_by_key(|problem| problem.line);
    shorten_problems(&mut script.problems);
    layout::lay_out(&mut script);
    Ok(script)
}

fn read_text(
    text: &str,
    file_name: Option<&str>,
    rules: &HeadingRules,
) -> Result<Screenplay, NotAScreenplay> {
    let start = text.trim_start();
    if start.starts_with('<') {
        match root_element(start) {
            Some("FinalDraft") => {
                return fdx::read(text, rules).ok_or_else(|| {
                    NotAScreenplay::new(
                        "This is a Final Draft file without a script in it.",
                        "It may be cut off or a template; save it again as FDX.",
                    )
                });
            }
            Some("html" | "HTML") => {
                return Err(NotAScreenplay::new("This is a web page (HTML).", EXPORT));
            }
            Some(root) if start.starts_with("<?xml") => {
                let root: String = root.chars().take(40).collect();
                return Err(NotAScreenplay::new(
                    format!("This is XML, but not FDX: it holds “{root}”."),
                    EXPORT,
                ));
            }
            _ => {}
        }
    }
    if start.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
    {
        return Err(NotAScreenplay::new(
            "This is data (JSON), not a script.",
            EXPORT,
        ));
    }
    let (script, evidence) = fountain::read(text, rules);
    let is_named_so = matches!(extension(file_name).as_str(), "fountain" | "spmd");
    if is_named_so || evidence.is_convincing() {
        return Ok(script);
    }
    Err(NotAScreenplay::new(
        "This is text, but not a script: it has no scene heading, no cue and no title page.",
        EXPORT,
    ))
}

/// Returns the name of the first element after declarations, comments and the document type.
fn root_element(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let skipped = if rest.starts_with("<?") {
            rest.find("?>").map(|end| end + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else if rest.starts_with("<!") {
            if rest
                .get(..14)
                .is_some_and(|t| t.eq_ignore_ascii_case("<!doctype html"))
            {
                return Some("html");
            }
            end_of_doctype(rest)
        } else {
            let name = rest.strip_prefix('<')?;
            let end = name
                .find(|c: char| !c.is_alphanumeric() && !"_-.:".contains(c))
                .unwrap_or(name.len());
            return name.get(..end).filter(|name| !name.is_empty());
        };
        rest = rest.get(skipped?..)?;
    }
}

/// A document type may hold declarations in square brackets.
fn end_of_doctype(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    match text.get(..end)?.find('[') {
        Some(open) => {
            let close = open + text.get(open..)?.find(']')?;
            Some(close + text.get(close..)?.find('>')? + 1)
        }
        None => Some(end + 1),
    }
}

fn shorten_problems(problems: &mut Vec<Problem>) {
    let more = problems.len().saturating_sub(MAX_PROBLEMS);
    if more > 0 {
        problems.truncate(MAX_PROBLEMS);
        let line = problems.last().map_or(1, |problem| problem.line);
        problems.push(Problem::new(
            line,
            format!("{more} more lines were not understood."),
        ));
    }
}

/// Returns what `callboard script FILE` prints: title, scenes and problems, and nothing else.
pub fn script_report(script: &Screenplay) -> Value {
    let scenes: Vec<Value> = script
        .scenes
        .iter()
        .map(|scene| {
            json!({
                "number": scene.number,
                "heading": scene.heading,
                "int_ext": scene.parsed.int_ext.as_str(),
                "set": scene.parsed.set,
                "time": scene.parsed.time,
                "eighths": scene.eighths.0,
                "eighths_source": scene.eighths_source.as_str(),
                "page": scene.page,
                "characters": scene.characters,
                "speeches": scene.speeches,
                "synopsis": scene.synopsis,
                "omitted": scene.omitted,
            })
        })
        .collect();
    let problems: Vec<Value> = script
        .problems
        .iter()
        .map(|p| json!({ "line": p.line, "message": p.message }))
        .collect();
    json!({ "title": script.title, "scenes": scenes, "problems": problems })
}
