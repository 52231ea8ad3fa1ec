//! The text of a mail: one's own call first, then where, then the way to the sheet.

use shared::callsheet::{CallSheet, Issued};
use shared::id::Id;

use crate::callsheet::{date_on_paper, day_text, field, revision, time_text};

/// Returns the first line: the own call, and what it was on the sheet before where that differs.
fn call_line(sheet: &CallSheet, before: Option<&CallSheet>, person: &Id) -> String {
    let Some(mine) = sheet.for_person(person) else {
        return crate::t!("distribution.letter.not_called").to_owned();
    };
    let Some(call) = mine.call.filter(|_| !mine.on_call) else {
        return crate::t!("distribution.letter.on_call").to_owned();
    };
    let was = before
        .and_then(|sheet| sheet.for_person(person)?.call)
        .filter(|was| *was != call);
    match was {
        Some(was) => crate::t!(
            "distribution.letter.call_was",
            time = time_text(call),
            was = time_text(was)
        ),
        None => crate::t!("distribution.letter.call", time = time_text(call)),
    }
}

/// Writes one person's letter. `link` leads to the sheet in the app.
pub fn letter(sheet: &CallSheet, before: Option<&CallSheet>, person: &Id, link: &str) -> String {
    let mut lines = vec![call_line(sheet, before, person)];
    let mine = sheet.for_person(person);
    for (name, at) in [
        ("pickup", mine.as_ref().and_then(|m| m.pickup)),
        ("makeup", mine.as_ref().and_then(|m| m.makeup)),
        ("wardrobe", mine.as_ref().and_then(|m| m.wardrobe)),
        ("set", mine.as_ref().and_then(|m| m.set)),
    ] {
        if let Some(at) = at {
            lines.push(format!("{}: {}", field(name), time_text(at)));
        }
    }
    lines.push(String::new());
    lines.push(day_text(sheet.day_number, sheet.days, &sheet.date));
    for place in &sheet.locations {
        let parts = [place.name.as_str(), place.address.as_str()];
        let place: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        lines.push(place.join(", "));
    }
    for (name, text) in [("basecamp", &sheet.basecamp), ("parking", &sheet.parking)] {
        if !text.is_empty() {
            lines.push(format!("{}: {text}", field(name)));
        }
    }
    if let Some(mine) = mine.filter(|m| !m.ring.is_empty()) {
        lines.push(String::new());
        for contact in mine.ring.iter().take(2) {
            let who = match contact.name.as_str() {
                "" => crate::callsheet::role(&contact.role).to_owned(),
                name => name.to_owned(),
            };
            lines.push(crate::t!(
                "distribution.letter.ring",
                who = who,
                phone = contact.phone
            ));
        }
    }
    lines.push(String::new());
    lines.push(crate::t!("distribution.letter.open", link = link));
    lines.push(String::new());
    lines.join("\n")
}

/// Writes the subject: the production, the day and the revision.
pub fn subject(sheet: &CallSheet, cover: &Issued) -> String {
    let text = crate::t!(
        "distribution.letter.subject",
        title = sheet.title,
        n = sheet.day_number,
        date = date_on_paper(&sheet.date),
        name = revision(cover.number, &cover.colour)
    );
    // A header is one line, and the relay takes no longer one.
    text.chars().filter(|c| !c.is_control()).take(190).collect()
}

#[cfg(test)]
mod tests {
    use shared::callsheet::{CastLine, CrewGroup, CrewLine};

    use super::*;

    fn sheet(call: i64, on_call: bool) -> CallSheet {
        CallSheet {
            title: "Night Ferry".into(),
            day_number: 3,
            days: 22,
            cast: vec![CastLine {
                person: Some(Id::new("ines")),
                call: Some(call),
                pickup: Some(300),
                on_call,
                ..CastLine::default()
            }],
            crew: vec![CrewGroup {
                people: vec![CrewLine {
                    person: Some(Id::new("bo")),
                    call: Some(390),
                    ..CrewLine::default()
                }],
                ..CrewGroup::default()
            }],
            ..CallSheet::default()
        }
    }

    #[test]
    fn the_first_line_says_my_call() {
        let check = |before: Option<&CallSheet>, on_call: bool, who: &str, want: &str| {
            let text = letter(&sheet(345, on_call), before, &Id::new(who), "https://x/s");
            assert_eq!(text.lines().next(), Some(want));
            assert!(text.contains("https://x/s"));
        };
        let old = sheet(330, false);
        check(None, false, "ines", "Your call: 05:45");
        check(Some(&old), false, "ines", "Your call: 05:45 (it was 05:30)");
        check(Some(&old), false, "bo", "Your call: 06:30");
        check(None, true, "ines", "Your call: on call");
        check(
            None,
            false,
            "head",
            "You are not called this day. This is for you to know.",
        );
    }

    #[test]
    fn the_subject_is_one_line() {
        let sheet = CallSheet {
            title: "Night\nFerry".repeat(60),
            ..sheet(345, false)
        };
        let cover = Issued {
            id: Id::new("i"),
            day: Id::new("d"),
            date: String::new(),
            number: 1,
            colour: "Blue".into(),
            issued_ms: 0,
            by: None,
            hash: String::new(),
            previous: None,
            people: 0,
            collides: false,
        };
        let subject = subject(&sheet, &cover);
        assert!(subject.chars().count() <= 190 && !subject.contains('\n'));
    }
}
