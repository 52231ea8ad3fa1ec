use super::*;
use crate::board::testing::{film, set};
use crate::scene::in_order;

const SCENES: &str = "
    1 INT DAY - 8 -
    2 EXT DAY - 8 -
    3 INT NIGHT - 8 -
    4 EXT NIGHT - 8 -
    5 I/E MORNING - 8 -
    6 INT CONTINUOUS - 8 -
    7 EXT EVENING - 8 -
    8 INT DUSK - 8 -
    9 - - - 8 -";

fn own(book: &mut Book, paper: &str, colour: &str) {
    set(
        book,
        Kind::Production,
        "p",
        &format!("strip_colour/{paper}"),
        colour,
    );
}

fn classes(book: &Book) -> String {
    let colours = colours(book);
    let scenes = in_order(book);
    let all: Vec<_> = scenes.iter().map(|s| strip_class(s, &colours)).collect();
    all.join(" ").replace("strip-", "")
}

#[test]
fn strips_wear_the_colours_of_their_preset() {
    let mut book = film(SCENES);
    assert_eq!(
        classes(&book),
        "int-day ext-day int-night ext-night ext-day int-day ext-night dusk plain"
    );
    set(&mut book, Kind::Production, "p", "strip_preset", "b");
    assert_eq!(
        classes(&book),
        "int-day ext-day ext-night int-night ext-day int-day int-night dusk plain"
    );
}

#[test]
fn a_colour_of_ones_own_paints_its_cell_alone() {
    let mut book = film(SCENES);
    own(&mut book, "mixed_morning", "#ffcc00");
    own(&mut book, "int_morning", "#00ccff");
    own(&mut book, "ext_evening", "#123456");
    own(&mut book, "ext_night", "blue");
    assert_eq!(
        classes(&book),
        // Scene 6 goes on in the morning of scene 5.
        "int-day ext-day int-night ext-night paint-ffcc00 paint-00ccff paint-123456 dusk plain"
    );
    assert_eq!(colours(&book).count(), 3);
    assert_eq!(painted_class("paint-123456"), Some(Rgb(0x12, 0x34, 0x56)));
    assert_eq!(painted_class("strip-int-day"), None);
}

#[test]
fn every_paper_has_a_field_of_its_own_and_can_be_taken_back() {
    let mut book = film(SCENES);
    let mut fields = std::collections::BTreeSet::new();
    for paper in Paper::all() {
        let colour = Some(Rgb(1, 2, 3));
        let command = set_colour(&book, paper, colour, String::new());
        assert_eq!(command.edits.len(), 1);
        fields.insert(command.edits[0].field.clone());
        book.apply(&command);
        assert_eq!(colours(&book).own(paper), colour);
        assert!(set_colour(&book, paper, colour, String::new()).is_empty());
    }
    assert_eq!((fields.len(), colours(&book).count()), (18, 18));
    book.apply(&set_colour(&book, Paper::Banner, None, String::new()));
    assert_eq!(colours(&book).count(), 17);
    let reset = reset_colours(&book, String::new());
    assert_eq!(reset.edits.len(), 17);
    book.apply(&reset);
    assert_eq!(colours(&book), Colours::default());
    assert!(reset_colours(&book, String::new()).is_empty());
}

#[test]
fn what_beside_the_strips_has_no_preset_stays_as_it_is_drawn() {
    let mut book = film(SCENES);
    for paper in [Paper::Highlight, Paper::DayStrip, Paper::Banner] {
        assert_eq!(colours(&book).class(paper), "");
    }
    own(&mut book, "banner", "#dec7a7");
    assert_eq!(colours(&book).class(Paper::Banner), "paint-dec7a7");
}
