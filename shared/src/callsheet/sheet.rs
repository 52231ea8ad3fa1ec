//! The body of an issued call sheet: everything that is needed to show it, with no other record.
//!
//! Its JSON is canonical: fields in the order of the structs, empty ones left out, whole numbers
//! only. The hash is taken of that text, so what was issued is compared by text, never re-written.

use serde::{Deserialize, Serialize};

use crate::body::body;
use crate::id::Id;

/// The schema that this version writes. A newer one is shown as far as it is understood.
pub const SCHEMA: u32 = 1;

/// Minutes from the shoot day's midnight in the production's zone; may pass 1440.
pub type Minutes = i64;

body! {
    /// A call sheet, a draft or one that was issued.
    CallSheet {
        schema: u32,
        production: Option<Id>,
        title: String,
        company: String,
        office_phone: String,
        /// `letter` or `a4`.
        paper: String,
        day: Option<Id>,
        /// The number of the shoot day, from 1.
        day_number: u32,
        /// How many shoot days the board has.
        days: u32,
        /// Civil date, `2026-03-12`.
        date: String,
        zone: String,
        /// Revisions count from 0, the white sheet.
        number: u32,
        /// The name of the revision's colour.
        colour: String,
        script_colour: String,
        script_date: String,
        general_call: Option<Minutes>,
        shooting_call: Option<Minutes>,
        breakfast: Option<Minutes>,
        lunch: Option<Minutes>,
        lunch_min: Option<Minutes>,
        wrap: Option<Minutes>,
        weather: String,
        sunrise: Option<Minutes>,
        sunset: Option<Minutes>,
        basecamp: String,
        parking: String,
        locations: Vec<Place>,
        contacts: Vec<Contact>,
        safety: String,
        notes: String,
        channels: String,
        scenes: Vec<SceneLine>,
        /// The sum of the scenes' page lengths.
        eighths: u32,
        cast: Vec<CastLine>,
        background: Vec<BackgroundLine>,
        crew: Vec<CrewGroup>,
        advance: Vec<AdvanceDay>,
        /// The times that somebody typed: marked on a draft's paper, never on an issued sheet.
        pinned: Vec<Pin>,
        /// What is produced, as the production's `kind` says; empty for film and series.
        kind: String,
        /// The ids of the sections that are shown, in order; empty: the feature's order.
        sections: Vec<String>,
    }

    /// A time of the draft that was typed: it stays when others move.
    Pin {
        /// Nobody for a time of the whole day.
        person: Option<Id>,
        /// The field of the day or of the person's line.
        field: String,
    }

    /// Where the day is shot.
    Place {
        location: Option<Id>,
        name: String,
        address: String,
        /// Millionths of a degree, north positive.
        lat: Option<i64>,
        /// Millionths of a degree, east positive.
        lon: Option<i64>,
        parking: String,
        basecamp: String,
        notes: String,
        contact: String,
        contact_phone: String,
        hospital: Hospital,
    }

    /// The nearest hospital of a location.
    Hospital {
        name: String,
        address: String,
        phone: String,
    }

    /// Somebody who runs the day.
    Contact {
        /// The day's field that names them: `second_ad first_ad upm producer director`; `office`
        /// for the production office.
        role: String,
        person: Option<Id>,
        name: String,
        position: String,
        phone: String,
    }

    /// A scene of the day, in shooting order; without `scene` a banner of the board, such as a
    /// company move, with its words in `set`.
    SceneLine {
        scene: Option<Id>,
        number: String,
        int_ext: String,
        set: String,
        time: String,
        synopsis: String,
        script_day: String,
        eighths: u32,
        est_min: Option<Minutes>,
        /// When it is expected to begin.
        start: Option<Minutes>,
        /// The cast numbers, as the cast table has them.
        cast: Vec<String>,
        location: String,
        notes: String,
        /// How its strip was painted when the sheet was made: `strip-ext-night` and the like.
        paint: String,
    }

    /// A performer of the day.
    CastLine {
        person: Option<Id>,
        characters: Vec<Id>,
        /// The cast number; several where one person plays several parts.
        number: String,
        name: String,
        character: String,
        phone: String,
        /// Day-out-of-days letters: `SW W WF SWF H ...`.
        status: String,
        pickup: Option<Minutes>,
        call: Option<Minutes>,
        makeup: Option<Minutes>,
        wardrobe: Option<Minutes>,
        set: Option<Minutes>,
        on_call: bool,
        remarks: String,
        minor: bool,
        /// The scenes of the day this performer is in.
        scenes: Vec<Id>,
    }

    /// Stand-ins and background.
    BackgroundLine {
        person: Option<Id>,
        name: String,
        character: String,
        count: u32,
        phone: String,
        call: Option<Minutes>,
        set: Option<Minutes>,
        remarks: String,
        minor: bool,
        scenes: Vec<Id>,
    }

    /// A department of the crew.
    CrewGroup {
        department: Option<Id>,
        name: String,
        people: Vec<CrewLine>,
    }

    CrewLine {
        person: Option<Id>,
        name: String,
        position: String,
        phone: String,
        call: Option<Minutes>,
        pickup: Option<Minutes>,
        /// Not called to set, but at hand.
        on_call: bool,
        remarks: String,
        minor: bool,
    }

    /// A day to come.
    AdvanceDay {
        day: Option<Id>,
        day_number: u32,
        date: String,
        general_call: Option<Minutes>,
        location: String,
        eighths: u32,
        scenes: Vec<SceneLine>,
    }
}

/// Which table of the sheet somebody stands in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    Cast,
    Background,
    Crew,
}

/// Somebody on a sheet, as lists of people need them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OnSheet {
    pub person: Id,
    pub part: Part,
    pub name: String,
    /// The position of crew, the character of cast.
    pub position: String,
    pub phone: String,
    pub call: Option<Minutes>,
    pub on_call: bool,
}

/// One person's day by a sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MySheet {
    pub part: Part,
    pub name: String,
    /// The position of crew, the character of cast.
    pub position: String,
    /// The cast number, empty for crew.
    pub number: String,
    /// Day-out-of-days letters, empty for crew.
    pub status: String,
    pub on_call: bool,
    pub call: Option<Minutes>,
    pub pickup: Option<Minutes>,
    pub makeup: Option<Minutes>,
    pub wardrobe: Option<Minutes>,
    pub set: Option<Minutes>,
    pub remarks: String,
    /// Where to be: the day's locations, the first one first.
    pub places: Vec<Place>,
    pub basecamp: String,
    pub parking: String,
    /// Own scenes for cast and background, all of the day for crew.
    pub scenes: Vec<SceneLine>,
    /// Who to ring, the first one first; all have a phone number.
    pub ring: Vec<Contact>,
}

/// Says why a body cannot be shown.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("Its text is damaged: {0}")]
pub struct Damaged(pub String);

impl CallSheet {
    /// Reads the body of an issued sheet. What a newer version added is passed over.
    pub fn parse(body: &str) -> Result<Self, Damaged> {
        serde_json::from_str(body).map_err(|e| Damaged(e.to_string()))
    }

    /// Writes the canonical body.
    pub fn body(&self) -> String {
        // Strings, numbers and lists of them cannot fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Lists the places as they stand below the day's own base camp and parking, which are said
    /// once: a place's card leaves out what is the same. The first place's never stand there, since
    /// the day's are taken from it or typed in its place.
    pub fn places_below(&self) -> Vec<Place> {
        let mut places = self.locations.clone();
        for (n, place) in places.iter_mut().enumerate() {
            let is_said =
                |of_day: &str, of_place: &str| !of_day.is_empty() && (n == 0 || of_day == of_place);
            if is_said(&self.basecamp, &place.basecamp) {
                place.basecamp.clear();
            }
            if is_said(&self.parking, &place.parking) {
                place.parking.clear();
            }
        }
        places
    }

    /// Says whether a newer version of the app made this: it may hold more than is shown.
    pub fn is_newer(&self) -> bool {
        self.schema > SCHEMA
    }

    /// Lists everybody on the sheet who is a person: cast, background, crew. Each once.
    pub fn people(&self) -> Vec<OnSheet> {
        let cast = self.cast.iter().filter_map(|line| {
            Some(OnSheet {
                person: line.person.clone()?,
                part: Part::Cast,
                name: line.name.clone(),
                position: line.character.clone(),
                phone: line.phone.clone(),
                call: line.call,
                on_call: line.on_call,
            })
        });
        let background = self.background.iter().filter_map(|line| {
            Some(OnSheet {
                person: line.person.clone()?,
                part: Part::Background,
                name: line.name.clone(),
                position: line.character.clone(),
                phone: line.phone.clone(),
                call: line.call,
                on_call: false,
            })
        });
        let crew = self
            .crew
            .iter()
            .flat_map(|group| &group.people)
            .filter_map(|line| {
                Some(OnSheet {
                    person: line.person.clone()?,
                    part: Part::Crew,
                    name: line.name.clone(),
                    position: line.position.clone(),
                    phone: line.phone.clone(),
                    call: line.call,
                    on_call: line.on_call,
                })
            });
        let mut seen = std::collections::HashSet::new();
        cast.chain(background)
            .chain(crew)
            .filter(|line| seen.insert(line.person.clone()))
            .collect()
    }

    /// Returns one person's day, or nothing if the sheet does not call them.
    pub fn for_person(&self, person: &Id) -> Option<MySheet> {
        let is = |id: &Option<Id>| id.as_ref() == Some(person);
        let mine = |scenes: &[Id]| {
            self.scenes
                .iter()
                .filter(|s| s.scene.as_ref().is_some_and(|id| scenes.contains(id)))
                .cloned()
                .collect()
        };
        let base = |part| MySheet {
            part,
            name: String::new(),
            position: String::new(),
            number: String::new(),
            status: String::new(),
            on_call: false,
            call: None,
            pickup: None,
            makeup: None,
            wardrobe: None,
            set: None,
            remarks: String::new(),
            places: self.locations.clone(),
            basecamp: self.basecamp.clone(),
            parking: self.parking.clone(),
            scenes: Vec::new(),
            ring: self.ring(person),
        };
        if let Some(line) = self.cast.iter().find(|line| is(&line.person)) {
            return Some(MySheet {
                name: line.name.clone(),
                position: line.character.clone(),
                number: line.number.clone(),
                status: line.status.clone(),
                on_call: line.on_call,
                call: line.call,
                pickup: line.pickup,
                makeup: line.makeup,
                wardrobe: line.wardrobe,
                set: line.set,
                remarks: line.remarks.clone(),
                scenes: mine(&line.scenes),
                ..base(Part::Cast)
            });
        }
        if let Some(line) = self.background.iter().find(|line| is(&line.person)) {
            return Some(MySheet {
                name: line.name.clone(),
                position: line.character.clone(),
                call: line.call,
                set: line.set,
                remarks: line.remarks.clone(),
                scenes: mine(&line.scenes),
                ..base(Part::Background)
            });
        }
        let line = self
            .crew
            .iter()
            .flat_map(|group| &group.people)
            .find(|line| is(&line.person))?;
        Some(MySheet {
            name: line.name.clone(),
            position: line.position.clone(),
            on_call: line.on_call,
            call: line.call,
            pickup: line.pickup,
            remarks: line.remarks.clone(),
            scenes: self.scenes.clone(),
            ..base(Part::Crew)
        })
    }

    /// Lists whom somebody rings, in the sheet's order of contacts: never oneself, the production
    /// office last.
    fn ring(&self, me: &Id) -> Vec<Contact> {
        let office = Contact {
            role: "office".into(),
            phone: self.office_phone.clone(),
            ..Contact::default()
        };
        self.contacts
            .iter()
            .chain([&office])
            .filter(|c| !c.phone.is_empty() && c.person.as_ref() != Some(me))
            .cloned()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> CallSheet {
        CallSheet {
            schema: SCHEMA,
            title: "Night Ferry".into(),
            general_call: Some(390),
            scenes: vec![
                SceneLine {
                    scene: Some(Id::new("s1")),
                    number: "12A".into(),
                    eighths: 12,
                    ..SceneLine::default()
                },
                SceneLine {
                    scene: Some(Id::new("s2")),
                    number: "14".into(),
                    ..SceneLine::default()
                },
            ],
            cast: vec![CastLine {
                person: Some(Id::new("ines")),
                name: "Ines Vardal".into(),
                character: "Mara".into(),
                call: Some(345),
                scenes: vec![Id::new("s1")],
                ..CastLine::default()
            }],
            crew: vec![CrewGroup {
                name: "Sound".into(),
                people: vec![CrewLine {
                    person: Some(Id::new("bo")),
                    name: "Bo".into(),
                    call: Some(390),
                    ..CrewLine::default()
                }],
                ..CrewGroup::default()
            }],
            contacts: vec![
                Contact {
                    role: "second_ad".into(),
                    person: Some(Id::new("dana")),
                    phone: "+44 1".into(),
                    ..Contact::default()
                },
                Contact {
                    role: "first_ad".into(),
                    ..Contact::default()
                },
            ],
            office_phone: "+44 2".into(),
            ..CallSheet::default()
        }
    }

    #[test]
    fn a_body_reads_back_as_it_was_written() {
        let sheet = sheet();
        let body = sheet.body();
        assert_eq!(CallSheet::parse(&body).as_ref(), Ok(&sheet));
        assert_eq!(CallSheet::parse(&body).map(|s| s.body()), Ok(body));
    }

    #[test]
    fn the_body_is_canonical() {
        let small = CallSheet {
            schema: SCHEMA,
            title: "A \"quoted\" title".into(),
            lunch: Some(1500),
            ..CallSheet::default()
        };
        assert_eq!(
            small.body(),
            r#"{"schema":1,"title":"A \"quoted\" title","lunch":1500}"#
        );
    }

    #[test]
    fn what_a_newer_version_added_is_passed_over() {
        let newer = CallSheet::parse(r#"{"schema":9,"title":"X","drones":[{"n":1}]}"#);
        assert!(newer.is_ok_and(|s| s.is_newer() && s.title == "X"));
        assert!(CallSheet::parse("{\"title\":").is_err());
    }

    #[test]
    fn cast_see_their_own_scenes_and_crew_see_all() {
        let sheet = sheet();
        let numbers = |person: &str| {
            sheet
                .for_person(&Id::new(person))
                .map(|me| me.scenes.into_iter().map(|s| s.number).collect::<Vec<_>>())
        };
        assert_eq!(numbers("ines"), Some(vec!["12A".to_owned()]));
        assert_eq!(numbers("bo"), Some(vec!["12A".to_owned(), "14".to_owned()]));
        assert_eq!(numbers("nobody"), None);
    }

    #[test]
    fn one_rings_somebody_with_a_number_and_not_oneself() {
        let roles = |person: &str| {
            sheet()
                .ring(&Id::new(person))
                .into_iter()
                .map(|c| c.role)
                .collect::<Vec<_>>()
        };
        assert_eq!(roles("ines"), ["second_ad", "office"]);
        assert_eq!(roles("dana"), ["office"]);
    }

    #[test]
    fn base_camp_and_parking_are_said_once() {
        let place = |basecamp: &str, parking: &str| Place {
            basecamp: basecamp.into(),
            parking: parking.into(),
            ..Place::default()
        };
        let check = |day: (&str, &str), places: &[(&str, &str)], below: &[(&str, &str)]| {
            let sheet = CallSheet {
                basecamp: day.0.into(),
                parking: day.1.into(),
                locations: places.iter().map(|p| place(p.0, p.1)).collect(),
                ..CallSheet::default()
            };
            let said = sheet.places_below();
            let said: Vec<_> = said
                .iter()
                .map(|p| (p.basecamp.as_str(), p.parking.as_str()))
                .collect();
            assert_eq!(said, below);
        };
        check(("Quay", "Lot B"), &[("Quay", "Lot B")], &[("", "")]);
        // Somebody typed another base camp for this day: the usual one would send people there.
        check(("Yard", "Lot B"), &[("Quay", "Lot B")], &[("", "")]);
        check(
            ("Quay", "Lot B"),
            &[("Quay", "Lot B"), ("Mill", "Lot B")],
            &[("", ""), ("Mill", "")],
        );
        check(("", ""), &[("Quay", "")], &[("Quay", "")]);
    }
}
