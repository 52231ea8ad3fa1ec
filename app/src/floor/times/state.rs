//! What the room knows: who is on the floor, their times, what a tap does.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::callsheet::CallSheet;
use shared::clock;
use shared::floor::{
    self, Member, Reach, Squad, Stamp, Stand, TimeRow, Whom, Word, others, squads, stand,
};
use shared::id::Id;
use shared::kind::Kind;
use shared::people::fold;

use crate::floor::day::{DayChoice, use_reach, use_sheet_of};
use crate::floor::words::stamp_word;
use crate::store::{Store, use_store};
use crate::t;

/// When a tap stamps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum At {
    Now,
    Typed(Option<i64>),
}

/// Who is listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filter {
    All,
    /// Who lacks the stamp that a tap makes.
    Missing,
}

/// The room of times.
#[derive(Clone, Copy)]
pub struct Times {
    pub store: Store,
    pub day: DayChoice,
    pub sheet: Memo<Option<CallSheet>>,
    pub stand: Memo<Stand>,
    /// Everybody of the sheet, then who came beside it.
    pub squads: Memo<Vec<Squad>>,
    pub reach: Memo<Reach>,
    pub stamp: RwSignal<Stamp>,
    pub at: RwSignal<At>,
    pub filter: RwSignal<Filter>,
    pub search: RwSignal<String>,
    /// Whose card is open.
    pub open: RwSignal<Option<Id>>,
}

pub fn use_times() -> Times {
    expect_context()
}

pub fn provide_times(day: DayChoice) -> Times {
    let store = use_store();
    let sheet = use_sheet_of(day);
    let now = Memo::new(move |_| {
        let Some(day) = day.chosen.get() else {
            return Stand::default();
        };
        store.with(&[Kind::Times, Kind::TimesWord], |book| stand(book, &day))
    });
    let called =
        Memo::new(move |_| sheet.with(|sheet| sheet.as_ref().map(squads).unwrap_or_default()));
    let all = Memo::new(move |_| {
        let mut all = called.get();
        let more =
            now.with(|now| store.with(&[Kind::Person], |book| others(book, &all, &now.rows)));
        all.extend(more);
        all
    });
    let reach = use_reach(sheet);
    let times = Times {
        store,
        day,
        sheet,
        stand: now,
        squads: all,
        reach,
        stamp: RwSignal::new(Stamp::In),
        at: RwSignal::new(At::Now),
        filter: RwSignal::new(Filter::All),
        search: RwSignal::new(String::new()),
        open: RwSignal::new(asked()),
    };
    provide_context(times);
    times
}

/// Whose card the address names: a list elsewhere led to their times.
fn asked() -> Option<Id> {
    let query = use_query_map();
    query.with_untracked(|q| q.get("person")).map(Id::new)
}

impl Times {
    /// Returns somebody's times, tracked.
    pub fn row(self, person: &Id) -> TimeRow {
        self.stand
            .with(|stand| stand.rows.get(person).cloned())
            .unwrap_or_default()
    }

    pub fn word(self, person: &Id) -> Option<Word> {
        self.stand.with(|stand| stand.words.get(person).cloned())
    }

    /// Says whether whoever sits here may write somebody's times, tracked.
    pub fn may(self, person: &Id) -> bool {
        let reach = self.reach.get();
        match reach {
            Reach::Everybody => true,
            Reach::Own => false,
            Reach::Department(_) => self
                .store
                .with(&[Kind::Person], |book| reach.holds(book, person)),
        }
    }

    /// Returns the minute that a tap stamps now; nothing while a typed time is missing, or where
    /// the day is not today.
    pub fn minute(self) -> Option<i64> {
        match self.at.get_untracked() {
            At::Now => self.day.now(),
            At::Typed(at) => at,
        }
    }

    /// Stamps people with what the bar says.
    pub fn tap(self, who: &[Member], squad: &str) {
        let Some(at) = self.minute() else {
            let said = match self.at.get_untracked() {
                At::Now => t!("times.not_today"),
                At::Typed(_) => t!("times.type_first"),
            };
            self.store.warn(said);
            return;
        };
        let stamp = self.stamp.get_untracked();
        let people: Vec<Id> = who
            .iter()
            .map(|member| member.person.clone())
            .filter(|person| self.may_now(person))
            .collect();
        let whom = if squad.is_empty() {
            Whom::All
        } else {
            Whom::Missing
        };
        self.stamp_people(&people, stamp, Some(at), whom, |n| match who {
            [one] => t!(
                "times.did",
                who = one.name,
                what = stamp_word(stamp),
                time = clock::wall_text(at)
            ),
            _ => t!(
                "times.did_squad",
                squad = squad,
                n = n,
                what = stamp_word(stamp),
                time = clock::wall_text(at)
            ),
        });
    }

    fn may_now(self, person: &Id) -> bool {
        let reach = self.reach.get_untracked();
        self.store.peek(|book| reach.holds(book, person))
    }

    /// Stamps people in at their own calls.
    pub fn as_called(self, who: &[Member], squad: &str) {
        let Some(day) = self.day.chosen.get_untracked() else {
            return;
        };
        let people: Vec<Id> = who
            .iter()
            .map(|member| member.person.clone())
            .filter(|person| self.may_now(person))
            .collect();
        let made = self.sheet.with_untracked(|sheet| {
            let sheet = sheet.as_ref()?;
            Some(
                self.store
                    .peek(|book| floor::in_as_called(book, &day, sheet, &people, String::new())),
            )
        });
        if let Some(mut command) = made {
            let n = command.edits.len();
            command.label = t!("times.did_as_called", squad = squad, n = n);
            self.store.act(command);
        }
    }

    /// Writes one stamp of one person, or takes it back.
    pub fn set(self, member: &Member, stamp: Stamp, at: Option<i64>) {
        let people = [member.person.clone()];
        self.stamp_people(&people, stamp, at, Whom::All, |_| match at {
            Some(at) => t!(
                "times.did",
                who = member.name,
                what = stamp_word(stamp),
                time = clock::wall_text(at)
            ),
            None => t!(
                "times.did_clear",
                who = member.name,
                what = stamp_word(stamp)
            ),
        });
    }

    fn stamp_people(
        self,
        people: &[Id],
        stamp: Stamp,
        at: Option<i64>,
        whom: Whom,
        label: impl FnOnce(usize) -> String,
    ) {
        let Some(day) = self.day.chosen.get_untracked() else {
            return;
        };
        let mut command = self
            .store
            .peek(|book| floor::stamp(book, &day, people, stamp, at, whom, String::new()));
        command.label = label(command.edits.len());
        self.store.act(command);
    }

    /// Says whether somebody is listed by the search and the filter, tracked.
    pub fn is_listed(self, member: &Member, words: &[String]) -> bool {
        let text = fold(&format!(
            "{} {} {}",
            member.name, member.does, member.number
        ));
        let is_found = words.iter().all(|word| text.contains(word.as_str()));
        let is_missing = || {
            let stamp = self.stamp.get();
            self.stand.with(|stand| {
                let row = stand.rows.get(&member.person);
                row.is_none_or(|row| row.at(stamp).is_none())
            })
        };
        is_found && (self.filter.get() == Filter::All || is_missing())
    }
}
