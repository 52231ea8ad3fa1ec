//! What the papers of a document mean, read from its lines: an issued document keeps its own.

use crate::board::SIDES;
use crate::heading::{DayPart, IntExt};
use crate::scene::{int_ext, time_of_day};

use super::body::{Line, Schedule};

/// A paper of a document, with all that is printed on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LegendLine {
    /// The class that colours it.
    pub paint: String,
    /// In the order of the matrix of strip colours.
    pub papers: Vec<(IntExt, DayPart)>,
}

/// Lists the papers of a document's scenes in the order of the matrix. A scene that goes on in the
/// light of the one before it names none.
pub fn legend(schedule: &Schedule) -> Vec<LegendLine> {
    let lines = || schedule.parts.iter().flat_map(|part| &part.lines);
    let mut out: Vec<LegendLine> = Vec::new();
    for part in DayPart::ALL {
        for side in SIDES {
            let found = lines().find(|line| paper(line) == Some((side, part)));
            let Some(line) = found else { continue };
            match out.iter_mut().find(|known| known.paint == line.paint) {
                Some(known) => known.papers.push((side, part)),
                None => out.push(LegendLine {
                    paint: line.paint.clone(),
                    papers: vec![(side, part)],
                }),
            }
        }
    }
    out
}

fn paper(line: &Line) -> Option<(IntExt, DayPart)> {
    if line.scene.is_none() || line.paint.is_empty() {
        return None;
    }
    let side = Some(int_ext(&line.int_ext)).filter(|side| *side != IntExt::Unknown)?;
    let light = time_of_day(&line.time).light()?;
    Some((side, DayPart::of(light, &line.time)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;
    use crate::schedule::Part;

    #[test]
    fn a_document_says_what_its_papers_mean() {
        let line = |int_ext: &str, time: &str, paint: &str| Line {
            scene: Some(Id::new("s")),
            int_ext: int_ext.into(),
            time: time.into(),
            paint: paint.into(),
            ..Line::default()
        };
        let lines = vec![
            line("EXT", "NIGHT", "strip-ext-night"),
            line("I/E", "DAY", "strip-ext-day"),
            line("EXT", "DAY", "strip-ext-day"),
            line("INT", "MORNING", "paint-ffcc00"),
            line("INT", "CONTINUOUS", "paint-ffcc00"),
            line("INT", "", "strip-plain"),
            Line::default(),
        ];
        let schedule = Schedule {
            parts: vec![Part {
                lines,
                ..Part::default()
            }],
            ..Schedule::default()
        };
        let said: Vec<String> = legend(&schedule)
            .iter()
            .map(|line| format!("{} {:?}", line.paint, line.papers))
            .collect();
        assert_eq!(
            said,
            [
                "strip-ext-day [(Ext, Day), (Mixed, Day)]",
                "strip-ext-night [(Ext, Night)]",
                "paint-ffcc00 [(Int, Morning)]",
            ]
        );
        assert_eq!(legend(&Schedule::default()), []);
    }
}
