use proptest::prelude::*;

use super::*;

fn book(kind: &str) -> Book {
    let mut book = Book::default();
    book.apply(&Command::new("").put(Kind::Production, &Id::new("p"), "kind", kind));
    book
}

/// The order as it is saved, for reading.
fn said(book: &Book) -> String {
    let order: Order = layout(book)
        .iter()
        .map(|p| (p.section, p.is_hidden))
        .collect();
    order_text(&order)
}

fn put(book: &mut Book, field: &str, value: impl Into<Value>) {
    book.apply(&Command::new("").put(Kind::Production, &Id::new("p"), field, value));
}

#[test]
fn each_kind_of_production_begins_with_its_own_order() {
    // DOMAIN 3.8 (front and back) and 3.21 (daily call, shift plan).
    let check = |kind: &str, want: &str| assert_eq!(said(&book(kind)), want, "{kind}");
    let film = "safety places scenes cast background turn crew notes channels advance";
    check("film", film);
    check("series", film);
    check("", film);
    check(
        "stage",
        "safety scenes cast background notes places turn crew channels advance",
    );
    check(
        "event",
        "scenes safety places crew channels cast background notes -turn advance",
    );
    check(
        "factory",
        "safety scenes cast background crew places notes -turn -channels advance",
    );
}

#[test]
fn every_template_names_every_section_once() {
    for template in Template::ALL {
        let mut named: Vec<_> = template.order().into_iter().map(|(s, _)| s).collect();
        named.sort();
        assert_eq!(named, SheetSection::ALL, "{template:?}");
        assert!(
            template
                .order()
                .iter()
                .all(|(s, hidden)| !(s.is_required() && *hidden))
        );
    }
}

#[test]
fn a_section_goes_where_it_was_put() {
    let check = |section: SheetSection, to: usize, want: &str| {
        let mut book = book("film");
        let command = move_to(&book, section, to, String::new());
        assert_eq!(command.edits.len(), 1);
        book.apply(&command);
        assert_eq!(said(&book), want);
    };
    check(
        Crew,
        0,
        "crew safety places scenes cast background turn notes channels advance",
    );
    check(
        Safety,
        9,
        "places scenes cast background turn crew notes channels advance safety",
    );
    check(
        Scenes,
        99,
        "safety places cast background turn crew notes channels advance scenes",
    );
    check(
        Cast,
        2,
        "safety places cast scenes background turn crew notes channels advance",
    );
    let book = book("film");
    assert!(move_to(&book, Cast, 3, String::new()).is_empty());
}

#[test]
fn hazards_and_the_hospital_cannot_be_hidden() {
    let mut book = book("film");
    for required in [Safety, Places] {
        assert!(set_hidden(&book, required, true, String::new()).is_empty());
    }
    put(&mut book, "sheet_hidden/safety", true);
    book.apply(&set_hidden(&book, Crew, true, String::new()));
    assert!(shown(&book).contains(&"safety".to_owned()));
    assert!(!shown(&book).contains(&"crew".to_owned()));
    assert!(set_hidden(&book, Crew, true, String::new()).is_empty());
    book.apply(&set_hidden(&book, Crew, false, String::new()));
    // The feature's order again, which a sheet has without saying it.
    assert!(shown(&book).is_empty());
}

#[test]
fn two_who_change_different_sections_apart_both_get_what_they_wanted() {
    let start = book("film");
    let one = move_to(&start, Crew, 0, String::new());
    let other = set_hidden(&start, Advance, true, String::new()).and(move_to(
        &start,
        Notes,
        3,
        String::new(),
    ));
    let merged = |first: &Command, second: &Command| {
        let mut book = start.clone();
        book.apply(first);
        book.apply(second);
        said(&book)
    };
    let want = "crew safety places scenes notes cast background turn channels -advance";
    assert_eq!(merged(&one, &other), want);
    assert_eq!(merged(&other, &one), want);
}

#[test]
fn a_section_fits_between_two_that_were_put_into_one_gap_apart() {
    let start = book("film");
    let mut book = start.clone();
    book.apply(&move_to(&start, Crew, 0, String::new()));
    book.apply(&move_to(&start, Notes, 0, String::new()));
    assert!(said(&book).starts_with("crew notes safety"));
    book.apply(&move_to(&book, Cast, 1, String::new()));
    assert!(
        said(&book).starts_with("crew cast notes safety"),
        "{}",
        said(&book)
    );
}

#[test]
fn a_template_is_taken_over_whole_and_a_saved_one_comes_back() {
    let mut book = book("film");
    let film = said(&book);
    book.apply(&save(
        &book,
        &Id::new("own"),
        "  Second\nunit ",
        String::new(),
    ));
    book.apply(&apply(&book, &Template::Short.order(), String::new()));
    assert_eq!(
        said(&book),
        "safety places scenes cast background crew notes channels -turn -advance"
    );
    let own = saved(&book);
    assert_eq!((own.len(), own[0].name.as_str()), (1, "Second unit"));
    book.apply(&apply(&book, &own[0].order, String::new()));
    assert_eq!(said(&book), film);
    assert!(apply(&book, &own[0].order, String::new()).is_empty());
    book.apply(&forget(&book, &own[0].id, String::new()));
    assert!(saved(&book).is_empty());
    assert!(save(&book, &Id::new("x"), " ", String::new()).is_empty());
}

#[test]
fn a_saved_order_is_read_as_far_as_it_is_understood() {
    let check = |text: &str, want: &str| assert_eq!(order_text(&parse_order(text)), want);
    check("crew -notes", "crew -notes");
    check("crew crew -crew", "crew");
    check("hologram crew", "crew");
    check("", "");
}

#[test]
fn a_sheet_knows_its_sides_and_never_loses_what_must_be_shown() {
    let check = |sections: &[&str], front: &[SheetSection], back: &[SheetSection]| {
        let sheet = CallSheet {
            sections: sections.iter().map(|s| (*s).to_owned()).collect(),
            ..CallSheet::default()
        };
        assert_eq!(
            sheet.sides(),
            (front.to_vec(), back.to_vec()),
            "{sections:?}"
        );
    };
    check(
        &[],
        &[Safety, Places, Scenes, Cast, Background],
        &[Crew, Notes, Channels, Advance],
    );
    check(&["crew", "safety", "places"], &[Crew, Safety, Places], &[]);
    check(
        &["safety", "places", "turn", "crew"],
        &[Safety, Places],
        &[Crew],
    );
    check(&["crew", "hologram"], &[Safety, Places, Crew], &[]);
}

#[test]
fn a_feature_sheet_says_nothing_of_its_order_and_a_daily_call_does() {
    let check = |kind: &str, said: &str, front: &[SheetSection]| {
        let book = book(kind);
        let sheet = CallSheet {
            kind: kind_said(&book),
            sections: shown(&book),
            ..CallSheet::default()
        };
        assert_eq!(
            (sheet.kind.as_str(), sheet.sides().0),
            (said, front.to_vec())
        );
    };
    let feature = [Safety, Places, Scenes, Cast, Background];
    check("film", "", &feature);
    check("series", "", &feature);
    let stage = [Safety, Scenes, Cast, Background, Notes, Places];
    check("stage", "stage", &stage);
}

#[test]
fn the_words_go_by_what_is_produced() {
    // DOMAIN 3.21.
    let check = |kind: ProductionKind, of: &str, want: Option<&str>| {
        assert_eq!(word(kind, of).as_deref(), want, "{kind:?} {of}");
    };
    check(ProductionKind::Film, "title", None);
    check(ProductionKind::Stage, "title", Some("Daily call"));
    check(ProductionKind::Event, "scenes", Some("Cues"));
    check(ProductionKind::Factory, "title", Some("Shift plan"));
    check(ProductionKind::Factory, "general_call", Some("Shift start"));
    check(ProductionKind::Stage, "weather", None);
}

#[test]
fn a_cue_goes_by_its_running_time_and_a_scene_by_its_pages() {
    // DOMAIN 3.21, size.
    let line = |eighths: u32, est_min: Option<i64>| SceneLine {
        scene: Some(Id::new("s")),
        eighths,
        est_min,
        ..SceneLine::default()
    };
    let check = |kind: ProductionKind, line: SceneLine, want: &str, total: &str| {
        assert_eq!(size_text(kind, &line), want, "{kind:?}");
        assert_eq!(total_text(kind, &[line.clone(), line]), total, "{kind:?}");
    };
    check(ProductionKind::Film, line(11, Some(45)), "1 3/8", "2 6/8");
    check(
        ProductionKind::Stage,
        line(11, Some(45)),
        "45 min",
        "1 h 30",
    );
    check(ProductionKind::Stage, line(11, None), "1 3/8", "2 6/8");
    check(ProductionKind::Factory, line(0, Some(480)), "8 h", "16 h");
    check(ProductionKind::Event, line(0, None), "", "");
}

proptest! {
    // Whatever two versions wrote, each section stands once and what must be shown is shown.
    #[test]
    fn no_section_is_lost_or_doubled(
        keys in proptest::collection::vec("[0-9A-Za-z]{0,3}", 10),
        hidden in proptest::collection::vec(any::<bool>(), 10),
        which in 0usize..10,
        to in 0usize..12,
    ) {
        let mut book = book("film");
        for ((section, key), hidden) in SheetSection::ALL.into_iter().zip(keys).zip(hidden) {
            put(&mut book, &order_field(section), key);
            put(&mut book, &hidden_field(section), hidden);
        }
        let section = SheetSection::ALL[which];
        book.apply(&move_to(&book, section, to, String::new()));
        let placed = layout(&book);
        let mut all: Vec<_> = placed.iter().map(|p| p.section).collect();
        prop_assert_eq!(all.get(to.min(9)), Some(&section));
        all.sort();
        prop_assert_eq!(all, SheetSection::ALL);
        prop_assert!(placed.iter().all(|p| !(p.section.is_required() && p.is_hidden)));
    }
}
