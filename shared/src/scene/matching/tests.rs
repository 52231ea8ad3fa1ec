use super::*;

fn scene(text: &str) -> Signature {
    let mut parts = text.split('|');
    let mut part = || parts.next().unwrap_or_default();
    let (number, heading, words) = (part(), part(), part());
    signature(number, heading, [words])
}

fn scenes(lines: &[&str]) -> Vec<Signature> {
    lines.iter().map(|line| scene(line)).collect()
}

const PIER: &str = "mara runs along the wet pier and misses the boat again";
const LETTER: &str = "a letter lies under the door and nobody dares to pick it up before the bell";
const SHOP: &str = "the clerk counts coins into little towers while rain drums upon the tin roof";

#[test]
fn scenes_find_their_scene() {
    let check = |book: &[&str], file: &[&str], expected: &[Option<usize>]| {
        assert_eq!(align(&scenes(book), &scenes(file)), expected, "{file:?}");
    };
    // Numbers first, where there is nothing else.
    check(
        &["1|PIER", "2|HALL"],
        &["2|ROOF", "1|HALL", "3|PIER"],
        &[Some(1), Some(0), None],
    );
    // A script that was numbered anew keeps its scenes by their headings.
    check(
        &["1|PIER", "2|HALL", "3|ROOF", "4|SHED"],
        &["1|CAR", "2|PIER", "3|HALL", "4|ROOF", "5|SHED"],
        &[None, Some(0), Some(1), Some(2), Some(3)],
    );
    // Headings, along the order: the inserted scene shifts nobody.
    check(
        &["1|PIER", "2|HALL", "3|PIER"],
        &["|PIER", "|ROOF", "|HALL", "|PIER"],
        &[Some(0), None, Some(1), Some(2)],
    );
    // The words, between the same neighbours.
    check(
        &["1|PIER", &format!("2|HALL|{PIER}"), "3|ROOF"],
        &["|PIER", &format!("|CORRIDOR|{PIER} twice"), "|ROOF"],
        &[Some(0), Some(1), Some(2)],
    );
    check(
        &["1|PIER", &format!("2|HALL|{PIER}"), "3|ROOF"],
        &[
            "|PIER",
            "|CORRIDOR|somebody else says something quite different here",
            "|ROOF",
        ],
        &[Some(0), None, Some(2)],
    );
    // The words, before a number that now means another scene.
    check(
        &[
            &format!("1|PIER|{PIER}"),
            &format!("2|HALL|{LETTER}"),
            &format!("3|SHOP|{SHOP}"),
        ],
        &[
            &format!("1|HALL|{LETTER}"),
            &format!("2|SHOP|{SHOP}"),
            &format!("3|PIER|{PIER}"),
        ],
        &[Some(1), Some(2), Some(0)],
    );
    check(&[], &["1|PIER"], &[None]);
    check(&["1|PIER"], &[], &[]);
}

#[test]
fn what_somebody_said_about_a_scene_goes_before_what_it_looks_like() {
    let book = scenes(&["1|PIER", "2|HALL", "3|ROOF"]);
    let file = scenes(&["1|PIER", "2|HALL", "4|SHED"]);
    let likeness = Likeness::of(&book, &file);
    let told = Told::from([(1, None), (2, Some(1))]);
    let pairs = Alignment::of(&book, &file, &likeness, &told).pairs;
    assert_eq!(
        pairs,
        [Some((0, Evidence::Sure)), None, Some((1, Evidence::Said))]
    );
}

#[test]
fn a_scene_in_two_and_two_scenes_in_one_are_seen() {
    let check = |book: &[&str],
                 file: &[&str],
                 split: &[(usize, usize, usize)],
                 merged: &[(usize, usize)]| {
        let (book, file) = (scenes(book), scenes(file));
        let likeness = Likeness::of(&book, &file);
        let alignment = Alignment::of(&book, &file, &likeness, &Told::default());
        let (splits, merges) = parts(&book, &file, &likeness, &alignment);
        let splits: Vec<_> = splits.iter().map(|s| (s.book, s.is, s.part)).collect();
        let merges: Vec<_> = merges.iter().map(|m| (m.book, m.into)).collect();
        assert_eq!((&*splits, &*merges), (split, merged), "{alignment:?}");
    };
    let both = format!("1|PIER|{PIER} {LETTER}");
    let (pier, letter) = (format!("1|PIER|{PIER}"), format!("1A|PIER|{LETTER}"));
    let shop = format!("2|SHOP|{SHOP}");
    check(&[&both, &shop], &[&pier, &letter, &shop], &[(0, 0, 1)], &[]);
    check(&[&pier, &letter, &shop], &[&both, &shop], &[], &[(1, 0)]);
    check(&[&pier, &shop], &[&pier, &letter, &shop], &[], &[]);
    check(&[&pier, &letter, &shop], &[&pier, &shop], &[], &[]);
}
