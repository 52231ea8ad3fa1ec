//! The nouns that documents hold: which document is a record's home, and which fields it has.
//!
//! A field's name, once released, keeps its meaning for ever; nouns gain fields.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::access::Audience;
use crate::id::Id;

/// Where records of a kind live.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Home {
    Plan,
    Floor,
    Script,
    Office,
    /// The personal document of the person whose id is the record's id or its first part.
    Personal,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal in $home:ident),* $(,)?) => {
        /// What a record is.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $variant,)*
            /// A noun of a newer version: kept, merged and passed on, not shown.
            Other(Arc<str>),
        }

        impl Kind {
            pub const KNOWN: &'static [Kind] = &[$(Kind::$variant),*];

            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Other(name) => name,
                }
            }

            pub fn parse(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)*
                    other => Self::Other(other.into()),
                }
            }

            /// Returns the document a record of this kind belongs to; a newer version's noun has none here.
            pub fn home(&self) -> Option<Home> {
                match self {
                    $(Self::$variant => Some(Home::$home),)*
                    Self::Other(_) => None,
                }
            }
        }
    };
}

kinds! {
    /// The production itself; id = the production's id. `title company start zone kind paper
    /// active_board strip_preset strip_colour/<paper> strip_shows days_off prep_start wrap_days
    /// day_eighths day_min script_colour script_date office_phone channels dood_display dood_bound dood_travel
    /// dood_rehearsal dood_fitting sheet_order/<section> sheet_hidden/<section> sheet_template/<id>`.
    /// `start` and `prep_start` are civil dates; `wrap_days` counts working days; `day_eighths` and
    /// `day_min` are the limits of a day for boards without their own; a strip colour is `#rrggbb`,
    /// its paper a key of `board::Paper`; `kind` one of `film series stage event factory`; `paper`
    /// `letter` or `a4`; `days_off` ISO weekdays as digits, `"67"` for Saturday and Sunday;
    /// `script_colour` an index into the revision colours; `numbers_locked_ms` (nothing: the scene
    /// numbers are free) `numbers_locked_colour numbers_locked_date`: since when they are locked, and
    /// with which draft; `strip_shows` words with spaces between,
    /// of `synopsis cast est location script_day page`, or `none`; nothing: `synopsis cast est`.
    /// `approver/<person>` and `key/<person>`: who approves a call sheet before it is issued, and who
    /// gets its preview beside them.
    /// How the day out of days is printed: `dood_display` `fill` for a `D` on each day of a drop;
    /// `dood_bound` `least` where the days of a drop are a minimum; the others are letters.
    /// The sections of call sheets: an order key and true or false for each of
    /// `callsheet::sections`, nothing: as the kind of production begins; a template is its name, a
    /// line break, and ids with spaces between, a minus before the hidden ones.
    Production = "production" in Plan,
    /// `name order call_offset_min`; the offset of those of its people who have none.
    Department = "department" in Plan,
    /// The public card. `name group department position phone email order notes minor
    /// call_offset_min makeup_min wardrobe_min travel_min start hold_from hold_to finish on_call
    /// agreement head`. `start hold_from hold_to finish` are civil dates, all included: engaged
    /// from the first to the last, on hold between the middle ones; `head`: runs their department.
    /// `group` is `cast crew
    /// background`. `agreement` names the agreement of the rule sets they work under. `minor` is
    /// public by the custom of call sheets; how old somebody is, is not (see [`Kind::Private`]).
    /// `department` is an id. Offsets are minutes against the general call, may be negative.
    /// `travel_min` is how long they are driven from their pick-up, 0 for whoever comes by
    /// themselves; public, since pick-up and call stand side by side on every call sheet.
    Person = "person" in Plan,
    /// Somebody in the script: an element of the category Cast Members. `name number person order
    /// number_locked aliases uss apart/<element or character>` and the fields of a
    /// [`Kind::Element`] from `notes` on; `number` is
    /// the cast number, text; `aliases` are other names of the script, a line each.
    Character = "character" in Plan,
    /// A category of the breakdown; id = `uci<number>` for those of the Universal Category
    /// Identification, which need no record while nobody changed them. `name letter colour order
    /// department dood hold drop drop_days uss`; the last five before `uss` hold for its elements.
    Category = "category" in Plan,
    /// Something or somebody a scene needs. `category name number order notes department person
    /// location flag/<flag> link/<element or character> apart/<element or character> dood hold drop
    /// drop_days drop_at drop_never/<date> aliases uss`. `apart`: somebody said that the two are not one. `dood hold drop` are true, false or not said: then the category's custom holds;
    /// `drop_days` are calendar days; `drop_at` pins the drop to the gap that begins behind that
    /// date; no gap with a date of `drop_never` is dropped. A field `uss`, here as in other kinds, is JSON: what a file of the Universal Schedule
    /// Standard said of the record that has no field here.
    Element = "element" in Plan,
    /// Something that happens to a person, character, element or location beside the shoot.
    /// `of_kind of what from to text uss`; `what` is `travel fitting rehearsal unavailable` or
    /// `custom`, which `text` names; `from to` civil dates, both included. Of the production
    /// itself: the whole company's.
    Event = "event" in Plan,
    /// A unit that shoots by itself. `name order active_board prep_start wrap_days`; the main unit
    /// needs no record.
    Unit = "unit" in Plan,
    /// `name address lat lon parking basecamp notes contact contact_phone hospital_name
    /// hospital_address hospital_phone order outside_zone overnight travel_min`; `lat lon` in
    /// millionths of a degree; `travel_min` is how long the cast is driven there from their pick-up; `outside_zone` and `overnight` are true where a rule set tells such places apart.
    Location = "location" in Plan,
    /// `order number int_ext set time eighths eighths_source synopsis script_day page location
    /// est_min notes omitted cast/<character> element/<element> count/<element> comments sequence
    /// unit parent_set into merged apart/<scene>`; `order` is an order key in script order, `int_ext` is `INT EXT I/E` or
    /// empty, `eighths_source` `fdx computed manual`; a count is how many of an element are needed;
    /// `into` names the scene that a double went into and `merged` is JSON of what it held then;
    /// `apart` those that are no doubles of it.
    Scene = "scene" in Plan,
    /// A scenario over the same scenes. `name order unit day_eighths day_min start`; the limits of
    /// a day in eighths and minutes; `start` where it differs from the production's.
    Board = "board" in Plan,
    /// One scene on one board; id = `<board>.<scene>`. `place`: an order key, or nothing: boneyard.
    Strip = "strip" in Plan,
    /// A row of a board that is not a scene. `board place what text minutes plan day_eighths day_min`; `plan` is the
    /// id of the day's plan where the row is a copy of another board's; `what` is `day`
    /// (everything below, up to the next, is shot on that day) or `banner`; `day_eighths
    /// day_min` of a day: its own limits beside the board's.
    Row = "row" in Plan,
    /// What is planned for a shoot day; id = the id of its row, or of the row that this is a copy of. `general_call shooting_call
    /// breakfast lunch lunch_min wrap location basecamp parking weather weather_fetched sunrise sunset
    /// safety notes channels blocking_min` and the ids of who runs it: `first_ad second_ad producer director upm`.
    /// `weather_fetched` is what a source last said of the weather: where `weather` says the same,
    /// nobody typed it. Times are minutes from the day's midnight, beyond 1440 allowed.
    Day = "day" in Plan,
    /// An exception of the calendar; id = civil date. `what`: `off holiday travel shoot`; `text`.
    Date = "date" in Plan,
    /// One person on one day; id = `<day>.<person>`. `on` (forced true or false) `call pickup
    /// makeup wardrobe set wrap_est status remarks on_call count school`; minutes as in
    /// [`Kind::Day`]; `count` says how many a group of background is; `school` what the date is to
    /// a minor's school: `day free own`.
    Call = "call" in Plan,
    /// An issued document: never changed after it was made. `what` (`callsheet report preview` or a
    /// document of the schedule) `day date number
    /// colour issued_ms by people hash body previous signers keys preview approved_by`. A `preview`
    /// is a call sheet before it is issued; `signers` and `keys` are ids with spaces between, who is
    /// to sign or approve it and who else reads it first; an issued call sheet names its `preview`
    /// and those who approved it. `number` counts revisions from 0; `people`
    /// those whom it calls; `body` is
    /// canonical JSON; `hash` is the SHA-256 of `body` in hexadecimal. Until `release_ms`, where there
    /// is one, only the office sees it and it can be taken back.
    Issue = "issue" in Plan,
    /// A set of working-time rules, the production's own. `name jurisdiction agreement valid_from
    /// source applies_to currency preset preset_version order`; `valid_from` a civil date;
    /// `applies_to` is `everyone cast crew background minors agreement`; `preset` what it was made
    /// from.
    RuleSet = "ruleset" in Plan,
    /// A rule of a set; id = `<set>.<key>` where a preset made it. `set what severity place
    /// citation order` and the numbers of [`crate::rules::Param`], each a field: minutes, minor
    /// units, percent, months; `severity` is `block warn info`.
    Rule = "rule" in Plan,
    /// A finding of a rule, or of a check of the call sheet, that the office accepts; id =
    /// `<day>.<person>.<rule>`. `day person rule by at_ms`; `person` is whom or what it is about.
    /// `reason` is of earlier versions: a [`Kind::Reason`] holds it.
    Override = "override" in Plan,
    /// One person and one issued document; id = `<issue>.<person>`. `received_ms opened_ms
    /// acknowledged_ms told_ms told_by`; told: somebody rang them.
    Receipt = "receipt" in Floor,
    /// A mark from the set, never changed; the latest by `at_ms` counts. `scene day state eighths
    /// at_ms by note reason seconds`; `state` is `started complete part not_shot`; `reason` a code
    /// of a delay; `seconds` of screen time that the mark is credited with.
    Progress = "progress" in Floor,
    /// A note from the set. `day scene text at_ms by`.
    Note = "note" in Floor,
    /// What one person's day was; id = `<day>.<person>`. `travel_out arrive in makeup set ndb_out
    /// ndb_in meal1_out meal1_in meal2_out meal2_in set_off makeup_off out travel_back home`, all
    /// minutes as in [`Kind::Day`]; `code` a work code where it is not the call sheet's; `count` how
    /// many of a group of background came; `stunt outfits remarks` texts; `tutoring_min`.
    Times = "times" in Floor,
    /// One person's own word on their times; id = `<day>.<person>`. `state` (`confirmed disputed`)
    /// `times` (what they saw, `in 390 out 1110`) `text at_ms`.
    TimesWord = "timesword" in Floor,
    /// What happened on a shoot day as a whole; id = the id of the day's plan. `crew_call first_shot
    /// lunch_out lunch_in first_shot_pm second_out second_in camera_wrap last_out` minutes as in
    /// [`Kind::Day`]; `weather`; `breakfasts lunches seconds` plates.
    Actual = "actual" in Floor,
    /// A line in the log of a day. `day what at at_ms by scene text count minutes reason name place
    /// severity`; `what` is `setup camera_roll sound_roll delay still near_miss problem`; `at`
    /// minutes as in [`Kind::Day`].
    DayLog = "daylog" in Floor,
    /// A photograph of a line of the log. `of hash width height size_bytes at_ms by`; `of` is the
    /// id of the [`Kind::DayLog`]; `hash` the SHA-256 in hexadecimal of a JPEG, a blob of the same
    /// document ([`crate::blob`]); pixels.
    Photo = "photo" in Floor,
    /// A named signer's answer to an issued report, or an approver's to a preview; id =
    /// `<issue>.<person>`. `signed_ms
    /// rejected_ms hash text`; `hash` is that of the body they saw.
    Signature = "signature" in Floor,
    /// A device that writes; id = its tag in hexadecimal. `person label`.
    Device = "device" in Floor,
    /// An imported script. `title file format imported_ms by scenes hash colour date knew title_page
    /// revision_sets tags preamble` (the last four JSON) `active_revision`, the id of the revision
    /// set that the writer was in; `knew` lists the drafts that were there, ids with spaces between;
    /// `page_locks` (JSON): where the file's locked pages begin.
    Draft = "draft" in Script,
    /// The words of one scene; id = the scene's. `elements` (JSON of the parser) `draft made
    /// imported` (JSON of what the last import said: a field of the scene that differs was typed);
    /// `draft` is where the words come from, `made` the draft that made the scene; `before`
    /// (`elements` as they were before `draft`) `heading heading_revision heading_before
    /// heading_draft`: the heading as the file has it.
    SceneText = "scenetext" in Script,
    /// Issued sides: the script's pages of one shoot day, never changed after they were made. `day
    /// date number colour issued_ms by hash body previous` as in [`Kind::Issue`]. They hold the words
    /// of the script, so they stand here and not beside the call sheets.
    Sides = "sides" in Script,
    /// What a day, or an hour, of somebody or something costs; id = the person's, character's or
    /// element's. `day_minor hour_minor currency`; whole minor units (cents) of an ISO 4217 code.
    Rate = "rate" in Office,
    /// Why a finding was accepted; id = the [`Kind::Override`]'s. `reason`: the office's alone.
    Reason = "reason" in Office,
    /// What was found before a document was issued, never changed; id = the issue's. `lines` (JSON)
    /// `without`: why it was issued without approval.
    Checked = "checked" in Office,
    /// Who gets a kind of document; id = what it is, `callsheet`. `working heads crew cast background
    /// department/<id>` true or false; `person/<id>` true: always, false: never.
    Recipients = "recipients" in Office,
    /// A press of "send". `issue way by at_ms handed_ms out/<person>`; `out`: left out by hand; `way` is `mail` (`handed_ms`: the relay has
    /// it) or `share`, a file given on by other means. Never changed but for `handed_ms`.
    Sending = "sending" in Office,
    /// The mail of a sending to one person; id = `<sending>.<person>`. `issue address asked_ms state
    /// said changed_ms`; `state` is `queued sent taken_back failed blocked bounced`, `said` the mail
    /// server's sentence, `changed_ms` by the relay's clock.
    Delivery = "delivery" in Office,
    /// One person's own matters; id = the person's. `emergency_name emergency_phone diet notes
    /// age_from_months`; the last is the youngest age of a minor's band.
    Private = "private" in Personal,
    /// A certificate, licence or permit that somebody holds; id = `<person>.<certificate>`. `name
    /// until`, a civil date, the last on which it holds.
    Certificate = "certificate" in Personal,
}

impl Kind {
    /// Says whether records of this kind are issued documents, which nobody changes.
    pub fn is_issued(&self) -> bool {
        matches!(self, Self::Issue | Self::Sides | Self::Checked)
    }

    /// Returns the audience of one record, if its kind is known here.
    pub fn audience(&self, id: &Id) -> Option<Audience> {
        Some(match self.home()? {
            Home::Plan => Audience::Plan,
            Home::Floor => Audience::Floor,
            Home::Script => Audience::Script,
            Home::Office => Audience::Office,
            Home::Personal => {
                Audience::Personal(id.parts().map_or_else(|| id.clone(), |(person, _)| person))
            }
        })
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Name;
        impl serde::de::Visitor<'_> for Name {
            type Value = Kind;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a kind")
            }
            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Kind, E> {
                Ok(Kind::parse(name))
            }
        }
        d.deserialize_str(Name)
    }
}
