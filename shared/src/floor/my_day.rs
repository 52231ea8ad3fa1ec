//! One person's day, from the sheet that counts or, before there is one, from the plan.

use super::plan::PlannedDay;
use crate::book::Book;
use crate::callsheet;
use crate::callsheet::diff::{self, Change, Section, What};
use crate::callsheet::issue::{self, Issued};
use crate::callsheet::receipts::Got;
use crate::callsheet::sheet::{CallSheet, Contact, CrewLine, MySheet, Part};
use crate::id::Id;
use crate::kind::Kind;

/// What Today shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MyDay {
    pub planned: PlannedDay,
    /// The sheet that counts; nothing: what is shown is the plan, and may change without notice.
    pub issued: Option<Issued>,
    pub sheet: CallSheet,
    /// The issued sheet's text cannot be read; the plan is shown in its place.
    pub is_damaged: bool,
    /// Nothing: the day does not call this person.
    pub mine: Option<MySheet>,
    pub receipt: Receipt,
    /// The newest earlier sheet of the day that this person acknowledged.
    pub before: Option<Issued>,
    /// What concerns this person and changed since `before`.
    pub changes: Vec<Change>,
    /// Whom to ring, the first one first: who runs the day, then the own department's head.
    pub ring: Vec<Contact>,
}

/// How far the sheet came with this person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Receipt {
    pub received_ms: Option<i64>,
    pub acknowledged_ms: Option<i64>,
    /// Somebody of the office rang instead.
    pub told_ms: Option<i64>,
}

impl Receipt {
    fn of(book: &Book, issue: &Id, person: &Id) -> Self {
        let record = book.get(&Kind::Receipt, &Id::joined(issue, person));
        let int = |field: &str| record.and_then(|r| r.int(field));
        Self {
            received_ms: int("received_ms"),
            acknowledged_ms: int("acknowledged_ms"),
            told_ms: int("told_ms"),
        }
    }
}

impl MyDay {
    /// Says whether there is something to acknowledge: an issued sheet that calls this person and
    /// that they have not said yes to.
    pub fn waits_for_me(&self) -> bool {
        self.issued.is_some() && self.mine.is_some() && self.receipt.acknowledged_ms.is_none()
    }
}

/// Returns a person's day.
pub fn my_day(book: &Book, planned: PlannedDay, me: Option<&Id>) -> MyDay {
    let issued = issue::current(book, &planned.day);
    let body = issued.as_ref().and_then(|i| issue::body_of(book, &i.id));
    let is_damaged = matches!(body, Some(Err(_)));
    let (issued, sheet) = match body {
        Some(Ok(sheet)) => (issued, sheet),
        _ => (None, callsheet::draft(book, &planned.day)),
    };
    let mine = me.and_then(|me| sheet.for_person(me));
    let receipt = match (&issued, me) {
        (Some(issued), Some(me)) => Receipt::of(book, &issued.id, me),
        _ => Receipt::default(),
    };
    let before = match (&issued, me) {
        (Some(issued), Some(me)) => acknowledged_before(book, issued, me),
        _ => None,
    };
    let changes = match (&before, me) {
        (Some(before), Some(me)) => changes_since(book, before, &sheet, mine.as_ref(), me),
        _ => Vec::new(),
    };
    let ring = ring(&sheet, mine.as_ref(), me);
    MyDay {
        planned,
        issued,
        sheet,
        is_damaged,
        mine,
        receipt,
        before,
        changes,
        ring,
    }
}

fn acknowledged_before(book: &Book, newest: &Issued, me: &Id) -> Option<Issued> {
    let is_acknowledged = |issue: &Issued| {
        crate::callsheet::receipts::of_person(book, &issue.id, me) == Got::Acknowledged
    };
    issue::issues(book, &newest.day)
        .into_iter()
        .rev()
        .filter(|issue| issue.number < newest.number)
        .find(is_acknowledged)
}

fn changes_since(
    book: &Book,
    before: &Issued,
    sheet: &CallSheet,
    mine: Option<&MySheet>,
    me: &Id,
) -> Vec<Change> {
    let Some(Ok(old)) = issue::body_of(book, &before.id) else {
        return Vec::new();
    };
    let had = old.for_person(me);
    let scenes: Vec<&Id> = mine
        .into_iter()
        .chain(&had)
        .flat_map(|my| &my.scenes)
        .filter_map(|scene| scene.scene.as_ref())
        .collect();
    let is_performer = mine
        .or(had.as_ref())
        .is_some_and(|my| my.part != Part::Crew);
    let all = diff::diff(&old, sheet);
    let own = |change: &Change| match change.section {
        // A scene that came, went or moved; a typing error mended in its notes is no news.
        Section::Scenes => match (&change.id, &change.what) {
            (Some(id), What::Added(_) | What::Gone(_)) => scenes.contains(&id),
            (Some(id), What::Field { field, .. }) => {
                is_performer
                    && scenes.contains(&id)
                    && matches!(*field, "start" | "set" | "location")
            }
            (None, _) => false,
        },
        _ => false,
    };
    let concerning = diff::concerning(&all, me);
    let mut mine: Vec<Change> = all
        .iter()
        .filter(|change| concerning.contains(change) || own(change))
        .cloned()
        .collect();
    // One's own call before everybody's.
    mine.sort_by_key(|change| change.id.as_ref() != Some(me));
    mine
}

/// Lists whom to ring: the contacts of the sheet, and the head of the own department (the first
/// in its list) before the production office.
fn ring(sheet: &CallSheet, mine: Option<&MySheet>, me: Option<&Id>) -> Vec<Contact> {
    let mut out: Vec<Contact> = match mine {
        Some(mine) => mine.ring.clone(),
        None => {
            let others = sheet.contacts.iter();
            others
                .filter(|c| !c.phone.is_empty() && c.person.as_ref() != me)
                .cloned()
                .collect()
        }
    };
    if let Some(head) = me.and_then(|me| head_of_department(sheet, me))
        && !out.iter().any(|contact| contact.person == head.person)
    {
        let at = out.len().min(1);
        out.insert(at, head);
    }
    out
}

fn head_of_department(sheet: &CallSheet, me: &Id) -> Option<Contact> {
    let is_me = |line: &CrewLine| line.person.as_ref() == Some(me);
    let group = sheet
        .crew
        .iter()
        .find(|group| group.people.iter().any(is_me))?;
    let head = group
        .people
        .first()
        .filter(|line| !is_me(line) && !line.phone.is_empty())?;
    Some(Contact {
        role: "head".into(),
        person: head.person.clone(),
        name: head.name.clone(),
        position: head.position.clone(),
        phone: head.phone.clone(),
    })
}

/// A later day, in one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LaterDay {
    pub planned: PlannedDay,
    /// The newest sheet; nothing: the plan speaks.
    pub issued: Option<Issued>,
    /// The person's call, or the general call where the plan speaks.
    pub call: Option<i64>,
    /// An issued sheet leaves this person out.
    pub is_free: bool,
}

/// Lists the days after one, each as far as it is known.
pub fn later_days(book: &Book, days: &[PlannedDay], after: &Id, me: Option<&Id>) -> Vec<LaterDay> {
    let behind = days.iter().skip_while(|day| day.day != *after).skip(1);
    behind
        .map(|planned| {
            let issued = issue::current(book, &planned.day);
            let body = issued.as_ref().and_then(|i| issue::body_of(book, &i.id));
            let sheet = body.and_then(Result::ok);
            let mine = sheet
                .as_ref()
                .zip(me)
                .map(|(sheet, me)| sheet.for_person(me));
            let call = match &mine {
                Some(mine) => mine.as_ref().and_then(|my| my.call),
                None => planned.general_call,
            };
            LaterDay {
                planned: planned.clone(),
                issued,
                call,
                is_free: matches!(mine, Some(None)),
            }
        })
        .collect()
}
