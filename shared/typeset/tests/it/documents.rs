//! What stands on each document of the sample production, and on how many pages.

use shared::pdf::{Copies, Job, Kind, Paper, Version, copied};

use crate::read::{job_of, sample, see, set};

fn text_of(kind: Kind) -> String {
    see(&set(&job_of(&sample(), kind, Paper::Letter))).text()
}

#[test]
fn the_call_sheet_says_what_the_day_needs() {
    insta::assert_snapshot!(text_of(Kind::CallSheet));
}

#[test]
fn the_one_liner_has_every_day_with_its_end() {
    insta::assert_snapshot!(text_of(Kind::OneLiner));
}

#[test]
fn the_shooting_schedule_lists_what_each_scene_needs() {
    insta::assert_snapshot!(text_of(Kind::ShootingSchedule));
}

#[test]
fn the_chronological_list_has_each_scene_with_its_day() {
    insta::assert_snapshot!(text_of(Kind::Chronological));
}

#[test]
fn the_day_out_of_days_has_a_row_for_each_part() {
    insta::assert_snapshot!(text_of(Kind::DayOutOfDays));
}

#[test]
fn the_element_list_goes_by_category() {
    insta::assert_snapshot!(text_of(Kind::ElementList));
}

#[test]
fn the_crew_list_has_everybody_once() {
    insta::assert_snapshot!(text_of(Kind::CrewList));
}

#[test]
fn each_breakdown_sheet_has_a_page() {
    let book = sample();
    let seen = see(&set(&job_of(&book, Kind::BreakdownSheets, Paper::Letter)));
    assert_eq!(seen.pages.len(), 18);
    assert!(
        seen.pages[1].contains("INT. GATEHOUSE - DAY"),
        "{}",
        seen.pages[1]
    );
}

#[test]
fn each_paper_has_its_size_and_its_number_of_pages() {
    let book = sample();
    let check = |kind, paper, size, pages| {
        let seen = see(&set(&job_of(&book, kind, paper)));
        assert_eq!(
            (seen.size(), seen.pages.len()),
            (size, pages),
            "{kind:?} {paper:?}"
        );
    };
    check(Kind::CallSheet, Paper::Letter, (612, 792), 2);
    check(Kind::CallSheet, Paper::A4, (595, 842), 2);
    check(Kind::CallSheet, Paper::Legal, (612, 1008), 2);
    check(Kind::OneLiner, Paper::Letter, (612, 792), 1);
    check(Kind::OneLiner, Paper::A4, (595, 842), 1);
    check(Kind::OneLiner, Paper::Legal, (612, 1008), 1);
    check(Kind::DayOutOfDays, Paper::Letter, (792, 612), 1);
    check(Kind::DayOutOfDays, Paper::A4, (842, 595), 1);
    check(Kind::DayOutOfDays, Paper::Legal, (1008, 612), 1);
    check(Kind::CrewList, Paper::Letter, (612, 792), 2);
    check(Kind::CrewList, Paper::Legal, (612, 1008), 1);
}

#[test]
fn one_job_gives_the_same_bytes_each_time() {
    let job = job_of(&sample(), Kind::CallSheet, Paper::A4);
    assert!(set(&job).bytes == set(&job).bytes);
}

fn copy(is_redacted: bool, reader: &str) -> Job {
    let copies = Copies {
        is_redacted,
        reader: reader.into(),
        today: "2027-03-05".into(),
    };
    let job = job_of(&sample(), Kind::CallSheet, Paper::Letter);
    copied(job, &copies).unwrap()
}

#[test]
fn a_redacted_sheet_says_so_on_each_page_and_rings_nobody() {
    let whole = see(&set(&copy(false, "")));
    assert!(whole.flat().contains("Walkie"), "{}", whole.flat());
    assert!(!whole.flat().contains("Redacted"));
    let seen = see(&set(&copy(true, "")));
    for page in &seen.pages {
        assert!(
            page.contains("Redacted") || page.contains("REDACTED"),
            "{page}"
        );
        assert!(page.contains("6DEA 6D48"), "{page}");
    }
    let text = seen.flat();
    assert!(
        text.contains("Call sheet") || text.contains("CALL SHEET"),
        "{text}"
    );
    for closed in ["Walkie", "Pick-up at"] {
        assert!(!text.contains(closed), "{closed}: {text}");
    }
}

#[test]
fn the_readers_name_lies_across_each_page_and_is_no_part_of_the_text() {
    let seen = see(&set(&copy(false, "Harbour Office")));
    for page in &seen.pages {
        assert_eq!(page.matches("Harbour Office").count(), 3, "{page}");
    }
    // What is read out hangs on marked content; the name is an artifact, as head and foot are.
    let number = seen.file.get_pages()[&1];
    let content = seen.file.get_page_content(number);
    let content = lopdf::content::Content::decode(&content).unwrap();
    let first_text = content
        .operations
        .iter()
        .position(|op| op.operator == "BT")
        .unwrap();
    let around = content.operations[..first_text].iter().rev();
    let mark = around
        .clone()
        .find(|op| matches!(op.operator.as_str(), "BMC" | "BDC"))
        .unwrap();
    assert_eq!(mark.operands[0].as_name().unwrap(), b"Artifact");
}

#[test]
fn a_preview_says_on_each_page_that_it_is_none_of_the_days_sheets() {
    let job = Job {
        edition: None,
        version: Version::Preview,
        ..job_of(&sample(), Kind::CallSheet, Paper::Letter)
    };
    for page in see(&set(&job)).pages {
        assert!(page.contains("PREVIEW, not issued"), "{page}");
    }
}
