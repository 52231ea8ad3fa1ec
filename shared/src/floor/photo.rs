//! Photographs of what happened: which line of the log they show, by whom and when. Their bytes
//! are blobs of the floor's document.

use super::daylog::{Line, LineKind};
use crate::blob::BlobHash;
use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;

/// A photograph that goes in has at most so many pixels on its longest side.
pub const LONGEST_SIDE_PX: u32 = 1600;
/// One line has at most so many, so that a report stays readable and a phone's room is kept.
pub const PHOTOS_MAX: usize = 12;

/// A photograph of a line of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Photo {
    pub id: Id,
    pub of: Id,
    pub hash: BlobHash,
    /// Pixels; 0: not said.
    pub width: u32,
    pub height: u32,
    pub at_ms: i64,
    pub by: Option<Id>,
}

/// A photograph that was taken and lies on this device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPhoto {
    pub hash: BlobHash,
    pub width: u32,
    pub height: u32,
    pub size_bytes: u64,
}

impl LineKind {
    /// Says whether lines of this kind have photographs.
    pub fn has_photos(self) -> bool {
        matches!(self, Self::NearMiss | Self::Problem)
    }
}

/// Lists the photographs of a line, in the order in which they were taken.
pub fn photos(book: &Book, line: &Id) -> Vec<Photo> {
    let side = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    let mut photos: Vec<Photo> = book
        .all(&Kind::Photo)
        .filter(|record| record.text("of") == line.as_str())
        .filter_map(|record| {
            Some(Photo {
                id: record.id.clone(),
                of: line.clone(),
                hash: BlobHash::parse(record.text("hash"))?,
                width: side(record.int("width")),
                height: side(record.int("height")),
                at_ms: record.int("at_ms").unwrap_or_default(),
                by: record.link("by"),
            })
        })
        .collect();
    photos.sort_by(|a, b| (a.at_ms, &a.id).cmp(&(b.at_ms, &b.id)));
    photos
}

/// Adds photographs of a line to what somebody does.
pub fn add_photos(
    command: &mut Command,
    new_id: &mut dyn FnMut() -> Id,
    now_ms: i64,
    line: &Id,
    by: Option<&Id>,
    photos: &[NewPhoto],
) {
    for (now_ms, photo) in (now_ms..).zip(photos) {
        let id = new_id();
        let size = i64::try_from(photo.size_bytes).unwrap_or(i64::MAX);
        command.add(Kind::Photo, &id, "of", line);
        command.add(Kind::Photo, &id, "hash", photo.hash.to_string());
        command.add(Kind::Photo, &id, "width", i64::from(photo.width));
        command.add(Kind::Photo, &id, "height", i64::from(photo.height));
        command.add(Kind::Photo, &id, "size_bytes", size);
        // Taken at once, and kept in their order.
        command.add(Kind::Photo, &id, "at_ms", now_ms);
        command.add(Kind::Photo, &id, "by", by);
    }
}

/// Takes a photograph away; its bytes stay, so that this can be taken back.
pub fn remove_photo(photo: &Id, label: String) -> Command {
    Command::new(label).remove(Kind::Photo, photo)
}

/// Says what a photograph shows, for whoever cannot see it: what the line says.
pub fn alt_text(line: &Line) -> String {
    line.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::daylog::{NewLine, add_line};
    use super::*;
    use crate::access::Audience;

    fn ids() -> impl FnMut() -> Id {
        let mut n = 0;
        move || {
            n += 1;
            Id::new(format!("id{n}"))
        }
    }

    fn new(seed: u8) -> NewPhoto {
        NewPhoto {
            hash: BlobHash::of(&[seed]),
            width: 1600,
            height: 1200,
            size_bytes: 1,
        }
    }

    fn near_miss(photos: Vec<NewPhoto>) -> (Book, Id) {
        let line = NewLine {
            text: "A lamp  fell\nfrom the truss".to_owned(),
            by: Some(Id::new("noor")),
            photos,
            ..NewLine::default()
        };
        let day = Id::new("d1");
        let made = add_line(
            &mut ids(),
            1000,
            String::new(),
            &day,
            LineKind::NearMiss,
            &line,
        );
        let mut book = Book::default();
        book.apply(&made.unwrap());
        (book, Id::new("id1"))
    }

    #[test]
    fn photos_stand_with_their_line_in_the_order_they_were_taken() {
        let (book, line) = near_miss(vec![new(9), new(3)]);
        let found = photos(&book, &line);
        let hashes: Vec<BlobHash> = found.iter().map(|photo| photo.hash).collect();
        assert_eq!(hashes, [new(9).hash, new(3).hash]);
        assert_eq!(found[0].by, Some(Id::new("noor")));
        assert_eq!((found[0].width, found[0].height), (1600, 1200));
        assert_eq!(photos(&book, &Id::new("another")), []);
    }

    #[test]
    fn a_photo_that_was_removed_is_gone_and_comes_back() {
        let (mut book, line) = near_miss(vec![new(1), new(2)]);
        let before = book.clone();
        let first = photos(&book, &line)[0].id.clone();
        book.apply(&remove_photo(&first, String::new()));
        assert_eq!(photos(&book, &line).len(), 1);
        assert_eq!(photos(&before, &line).len(), 2);
    }

    #[test]
    fn two_who_add_apart_lose_nothing() {
        let (mut book, line) = near_miss(vec![]);
        for (who, seed) in [("a", 1), ("b", 2)] {
            let mut command = Command::new("");
            let mut id = || Id::new(who);
            add_photos(&mut command, &mut id, 2000, &line, None, &[new(seed)]);
            book.apply(&command);
        }
        assert_eq!(photos(&book, &line).len(), 2);
    }

    #[test]
    fn a_photo_whose_name_is_none_is_passed_over() {
        let (mut book, line) = near_miss(vec![new(1)]);
        let bad = Command::new("")
            .put(Kind::Photo, &Id::new("x"), "of", &line)
            .put(Kind::Photo, &Id::new("x"), "hash", "../../etc");
        book.apply(&bad);
        assert_eq!(photos(&book, &line).len(), 1);
    }

    #[test]
    fn a_photo_is_for_those_who_read_the_note() {
        let (photo, line) = (Kind::Photo.audience(&Id::new("x")), Kind::DayLog);
        assert_eq!(photo, line.audience(&Id::new("x")));
        assert_eq!(photo, Some(Audience::Floor));
    }

    #[test]
    fn who_cannot_see_it_hears_what_the_note_says() {
        let (book, line) = near_miss(vec![]);
        let line = Line::read(book.get(&Kind::DayLog, &line).unwrap()).unwrap();
        assert_eq!(alt_text(&line), "A lamp fell from the truss");
    }
}
