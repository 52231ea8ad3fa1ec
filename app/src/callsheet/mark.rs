//! Marking one's own receipts: received when this device first holds a sheet, opened when it is
//! read, acknowledged when the button is pressed.

use std::cell::RefCell;
use std::collections::HashSet;

use leptos::prelude::*;
use shared::access::Audience;
use shared::callsheet::receipts::{self, Mark};
use shared::command::Command;
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Field;
use shared::schedule;
use shared::script;

use crate::platform::time;
use crate::store::{Reading, Store};

/// Marks as received every sheet that counts, calls whoever sits here and was not marked yet.
/// To be called in an effect: it tracks what it reads, and runs again when a sheet arrives.
pub fn mark_received(store: Store) {
    if store.reading.get() < Reading::Exact || !store.may_write(&Audience::Floor) {
        return;
    }
    let Some(me) = store.me() else { return };
    let label = crate::t!("callsheet.did_receive").to_owned();
    let command = store.with(&[Kind::Issue, Kind::Sides], |book| {
        let (now_ms, none) = (time::now_ms(), String::new);
        receipts::mark_received(book, &me, now_ms, label)
            .and(schedule::received(book, &me, now_ms, none()))
            .and(script::received(book, &me, now_ms, none()))
    });
    say_once(store, command);
}

thread_local! {
    /// The marks that are on their way to the engine.
    static UNDERWAY: RefCell<HashSet<(Id, Field)>> = RefCell::default();
}

/// Makes the marks that are not on their way already: an effect runs again before the first of
/// them has come back as a record.
fn say_once(store: Store, mut command: Command) {
    UNDERWAY.with_borrow_mut(|underway| {
        command
            .edits
            .retain(|edit| underway.insert((edit.id.clone(), edit.field.clone())));
    });
    let said: Vec<(Id, Field)> = command
        .edits
        .iter()
        .map(|edit| (edit.id.clone(), edit.field.clone()))
        .collect();
    store.act_then(command, move |outcome| {
        UNDERWAY.with_borrow_mut(|underway| underway.retain(|mark| !said.contains(mark)));
        store.tell_refusal(outcome);
    });
}

/// Marks a sheet as opened by whoever sits here. To be called in an effect.
pub fn mark_opened(store: Store, issue: &Id) {
    if store.reading.get() < Reading::Exact || !store.may_write(&Audience::Floor) {
        return;
    }
    let Some(me) = store.me() else { return };
    let label = crate::t!("callsheet.did_open").to_owned();
    let command =
        store.peek(|book| receipts::mark(book, issue, &me, Mark::Opened, time::now_ms(), label));
    say_once(store, command);
}

/// Says that whoever sits here has read a sheet and comes.
pub fn acknowledge(store: Store, issue: &Id) {
    let me = store
        .sync
        .with_untracked(|s| s.as_ref().and_then(|s| s.me.clone()));
    let Some(me) = me else { return };
    let label = crate::t!("callsheet.did_acknowledge").to_owned();
    let command = store
        .peek(|book| receipts::mark(book, issue, &me, Mark::Acknowledged, time::now_ms(), label));
    store.act(command);
}
