//! What stands on each document of the sample production, and on how many pages.

use shared::pdf::{Kind, Paper};

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
