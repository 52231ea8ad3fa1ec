//! What the page knows: the records, one trigger a record and one a kind, and the way to act.
//!
//! Rooms read with [`Store::with`] (tracks whole kinds) or [`Store::record`] (tracks one record),
//! make a [`Command`] with a function of `shared`, and hand it to [`Store::act`].

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use shared::access::Audience;
use shared::blob::Waiting;
use shared::book::Book;
use shared::command::Command;
use shared::engine::journal::Kept;
use shared::engine::projection;
use shared::engine::protocol::{
    Ask, Card, FromEngine, Outcome, Request, Storage, SyncState, ToEngine,
};
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Record;

use crate::held::{Held, LOOK_AGAIN};
use crate::journal::Journal;
use crate::platform::worker::{Engine, Heard};

/// How far the open production has been read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reading {
    Nothing,
    /// The first part of the last run's records is here: Today can be read.
    First,
    /// All records of the last run are here.
    Whole,
    /// The documents have been compared with them.
    Exact,
}

/// A message at the foot of the page, with an undo where there is one.
#[derive(Clone, PartialEq, Debug)]
pub struct Toast {
    pub key: u32,
    pub text: String,
    /// The act that the toast's button takes back.
    pub undo: Option<u64>,
    /// It says that something went wrong, and stays until it is closed.
    pub bad: bool,
}

/// The page's store; a context of every room.
#[derive(Clone, Copy)]
pub struct Store {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    pub productions: RwSignal<Option<Vec<Card>>>,
    pub production: RwSignal<Option<Id>>,
    pub reading: RwSignal<Reading>,
    pub sync: RwSignal<Option<SyncState>>,
    pub storage: RwSignal<Storage>,
    /// The engine does not start; the page says why.
    pub dead: RwSignal<Option<String>>,
    /// Photos and files that the relay does not have yet.
    pub uploads: RwSignal<Vec<Waiting>>,
    pub toasts: RwSignal<Vec<Toast>>,
    /// Something was done since the page was opened: there is work worth keeping.
    pub worked: RwSignal<bool>,
}

type Waiter = Box<dyn FnOnce(FromEngine)>;

struct Inner {
    engine: RefCell<Option<Engine>>,
    book: RefCell<Book>,
    kinds: RefCell<HashMap<Kind, ArcTrigger>>,
    records: RefCell<HashMap<(Kind, Id), ArcTrigger>>,
    waiters: RefCell<HashMap<Request, Waiter>>,
    next: RefCell<Request>,
    /// What the page shows of acts that the engine has not answered yet.
    ahead: RefCell<BTreeMap<u32, Vec<Ahead>>>,
    journal: Journal,
    held: Held,
}

/// A record that shows an act before the engine has answered it.
struct Ahead {
    before: Option<Arc<Record>>,
    shown: Arc<Record>,
}

impl Store {
    /// Starts the engine and the store over it.
    pub fn start() -> Self {
        let store = Self {
            inner: StoredValue::new_local(Rc::new(Inner {
                engine: RefCell::new(None),
                book: RefCell::new(Book::default()),
                kinds: RefCell::new(HashMap::new()),
                records: RefCell::new(HashMap::new()),
                waiters: RefCell::new(HashMap::new()),
                next: RefCell::new(1),
                ahead: RefCell::new(BTreeMap::new()),
                journal: Journal::start(),
                held: Held::default(),
            })),
            productions: RwSignal::new(None),
            production: RwSignal::new(None),
            reading: RwSignal::new(Reading::Nothing),
            sync: RwSignal::new(None),
            storage: RwSignal::new(Storage::Good),
            dead: RwSignal::new(None),
            uploads: RwSignal::new(Vec::new()),
            toasts: RwSignal::new(Vec::new()),
            worked: RwSignal::new(false),
        };
        let engine = Engine::start(move |heard| store.hear(heard));
        store.inner().engine.replace(Some(engine));
        store
    }

    fn inner(&self) -> Rc<Inner> {
        self.inner.get_value()
    }

    /// Reads the book and tracks the kinds: runs again when a record of one of them changes.
    pub fn with<R>(&self, kinds: &[Kind], read: impl FnOnce(&Book) -> R) -> R {
        let inner = self.inner();
        for kind in kinds {
            let trigger = inner
                .kinds
                .borrow_mut()
                .entry(kind.clone())
                .or_default()
                .clone();
            trigger.track();
        }
        let book = inner.book.borrow();
        read(&book)
    }

    /// Reads the book without tracking, as event handlers do.
    pub fn peek<R>(&self, read: impl FnOnce(&Book) -> R) -> R {
        read(&self.inner().book.borrow())
    }

    /// Returns one record that has not been taken away, and tracks only that one.
    pub fn record(&self, kind: &Kind, id: &Id) -> Option<Arc<Record>> {
        let inner = self.inner();
        let trigger = inner
            .records
            .borrow_mut()
            .entry((kind.clone(), id.clone()))
            .or_default()
            .clone();
        trigger.track();
        let book = inner.book.borrow();
        book.get(kind, id).cloned()
    }

    /// Returns the person who sits at this device, and tracks it.
    pub fn me(&self) -> Option<Id> {
        self.sync.with(|sync| sync.as_ref()?.me.clone())
    }

    /// Says whether this device may write an audience's document, and tracks it.
    pub fn may_write(&self, audience: &Audience) -> bool {
        self.sync
            .with(|sync| sync.as_ref().is_some_and(|s| s.may(audience).may_write()))
    }

    /// Says whether this device may read an audience's document, and tracks it.
    pub fn may_read(&self, audience: &Audience) -> bool {
        self.sync
            .with(|sync| sync.as_ref().is_some_and(|s| s.may(audience).may_read()))
    }

    /// Changes when something was done here, and when the records are exact: whoever lists what the
    /// engine knows beside the records asks it again.
    pub fn written(&self) -> Memo<(Reading, u32)> {
        let (reading, sync) = (self.reading, self.sync);
        Memo::new(move |_| {
            let unsaved = sync.with(|s| s.as_ref().map_or(0, |s| s.unsaved));
            (reading.get(), unsaved)
        })
    }

    /// Carries out a command and shows its label with an undo. An empty command does nothing.
    pub fn act(&self, command: Command) {
        let store = *self;
        self.act_then(command, move |outcome| store.tell(outcome));
    }

    /// Carries out a command without a message: receipts, and edits whose effect is in plain sight.
    pub fn act_quietly(&self, command: Command) {
        let store = *self;
        self.act_then(command, move |outcome| store.tell_refusal(outcome));
    }

    /// Something that was done is nowhere but in memory yet: too big for the journal.
    pub fn saving(&self) -> RwSignal<bool> {
        self.inner().journal.saving
    }

    /// Says why something was refused, and nothing else.
    pub fn tell_refusal(&self, outcome: Outcome) {
        if matches!(outcome, Outcome::Refused { .. }) {
            self.tell(outcome);
        }
    }

    /// Carries out a command and passes on how it ended. The page shows what it does at once;
    /// the engine's records take the place of what was shown, and a refusal takes it back.
    pub fn act_then(&self, command: Command, then: impl FnOnce(Outcome) + 'static) {
        if command.is_empty() {
            return;
        }
        let store = *self;
        let inner = self.inner();
        let production = self.production.get_untracked();
        let kept = production.map(|id| Kept::of(&id, &command, &inner.book.borrow()));
        let turn = self.show_ahead(&command);
        self.ask(
            |request| {
                if let Some(kept) = &kept {
                    inner.journal.keep(request, kept);
                }
                ToEngine::Ask {
                    request,
                    ask: Ask::Act(command),
                }
            },
            move |answer| {
                if let FromEngine::Done { request, outcome } = answer {
                    let inner = store.inner();
                    let is_refused = matches!(outcome, Outcome::Refused { .. });
                    inner.journal.answered(request, is_refused);
                    let ahead = inner.ahead.borrow_mut().remove(&turn);
                    if is_refused {
                        store.take_back(ahead.unwrap_or_default());
                    }
                    then(outcome);
                }
            },
        );
    }

    fn show_ahead(&self, command: &Command) -> u32 {
        let inner = self.inner();
        let mut keys: Vec<(Kind, Id)> = Vec::new();
        for edit in &command.edits {
            let key = (edit.kind.clone(), edit.id.clone());
            if keys.last() != Some(&key) && !keys.contains(&key) {
                keys.push(key);
            }
        }
        let ahead = {
            let mut book = inner.book.borrow_mut();
            let before: Vec<_> = keys
                .iter()
                .map(|(k, id)| book.any(k, id).cloned())
                .collect();
            book.apply(command);
            keys.iter()
                .zip(before)
                .filter_map(|(key, before)| {
                    let shown = book.any(&key.0, &key.1)?.clone();
                    Some(Ahead { before, shown })
                })
                .collect()
        };
        let turn = inner.next.replace_with(|next| next.wrapping_add(1));
        inner.ahead.borrow_mut().insert(turn, ahead);
        self.notify(keys.into_iter());
        turn
    }

    /// Shows records as they were before an act, where nothing newer has come since.
    fn take_back(&self, ahead: Vec<Ahead>) {
        let inner = self.inner();
        let mut touched = Vec::new();
        for Ahead { before, shown } in ahead {
            let mut book = inner.book.borrow_mut();
            let (kind, id) = (&shown.kind, &shown.id);
            if !book
                .any(kind, id)
                .is_some_and(|now| Arc::ptr_eq(now, &shown))
            {
                continue;
            }
            match before {
                Some(before) => book.put(Record::clone(&before)),
                None => book.forget(kind, id),
            }
            touched.push((kind.clone(), id.clone()));
        }
        self.notify(touched.into_iter());
    }

    /// Takes back an act: the last one, or the one given.
    pub fn undo(&self, act: Option<u64>) {
        let store = *self;
        self.ask(
            |request| ToEngine::Ask {
                request,
                ask: Ask::Undo(act),
            },
            move |answer| store.tell_again(answer, |label| crate::t!("undone", label = label)),
        );
    }

    /// Does again what was taken back last.
    pub fn redo(&self) {
        let store = *self;
        self.ask(
            |request| ToEngine::Ask {
                request,
                ask: Ask::Redo,
            },
            move |answer| store.tell_again(answer, |label| label),
        );
    }

    fn tell_again(&self, answer: FromEngine, say: impl FnOnce(String) -> String) {
        if let FromEngine::Done { outcome, .. } = answer {
            match outcome {
                Outcome::Done { label, .. } => self.say(say(label)),
                other => self.tell(other),
            }
        }
    }

    /// Asks the engine something; the answer that carries the request's number comes to `then`.
    pub fn ask(
        &self,
        question: impl FnOnce(Request) -> ToEngine,
        then: impl FnOnce(FromEngine) + 'static,
    ) {
        let inner = self.inner();
        let request = inner.next.replace_with(|n| n.wrapping_add(1));
        inner.waiters.borrow_mut().insert(request, Box::new(then));
        self.send(question(request));
    }

    /// Tells the engine something that has no answer of its own.
    pub fn send(&self, message: ToEngine) {
        if let Some(engine) = &*self.inner().engine.borrow() {
            engine.send(message);
        }
    }

    /// Opens a production, unless it is open.
    pub fn open(&self, production: &Id) {
        if self.production.get_untracked().as_ref() == Some(production) {
            return;
        }
        self.forget_records();
        self.production.set(Some(production.clone()));
        self.send(ToEngine::Open {
            production: production.clone(),
        });
    }

    /// Shows a production no longer, whatever the engine still says of it.
    pub fn leave(&self, production: &Id) {
        if self.production.get_untracked().as_ref() == Some(production) {
            self.production.set(None);
            self.forget_records();
        }
    }

    /// Forgets the acts that pages of this device kept of a production that is no longer here.
    pub fn forget_kept(&self, production: &Id) {
        self.inner().journal.forget(production);
    }

    fn forget_records(&self) {
        let inner = self.inner();
        inner.book.replace(Book::default());
        inner.ahead.take();
        inner.held.forget_all();
        self.sync.set(None);
        self.uploads.set(Vec::new());
        self.reading.set(Reading::Nothing);
        self.notify_all();
    }

    /// Shows a message.
    pub fn say(&self, text: impl Into<String>) {
        self.toast(text.into(), None, false);
    }

    /// Returns the origin that codes on paper lead to, tracked; nothing without a relay.
    pub fn relay(&self) -> Option<String> {
        self.sync.with(|s| s.as_ref().and_then(|s| s.relay.clone()))
    }

    /// Shows that something went wrong.
    pub fn warn(&self, text: impl Into<String>) {
        self.toast(text.into(), None, true);
    }

    /// Shows how a command ended: its label with an undo, or why it was refused.
    pub fn tell(&self, outcome: Outcome) {
        match outcome {
            // What lasts, a receipt or an issued sheet, has no number to undo.
            Outcome::Done { act, label } => {
                self.worked.set(true);
                self.toast(label, (act > 0).then_some(act), false);
            }
            Outcome::Partly { label, kept, .. } => self.toast(
                crate::t!("undo.partly", label = label, n = kept.len()),
                None,
                false,
            ),
            Outcome::Arrived { title, .. } => self.say(title),
            Outcome::Refused { code, detail } => {
                self.toast(crate::words::refused(code, &detail), None, true);
            }
        }
    }

    fn toast(&self, text: String, undo: Option<u64>, bad: bool) {
        if text.is_empty() {
            return;
        }
        let inner = self.inner();
        let key = inner.next.replace_with(|n| n.wrapping_add(1));
        self.toasts.update(|toasts| {
            // One place, the newest message; what went wrong stays until it was read.
            toasts.retain(|t| t.bad);
            toasts.push(Toast {
                key,
                text,
                undo,
                bad,
            });
        });
    }

    fn hear(&self, heard: Heard) {
        match heard {
            Heard::Said(message) => self.heard(*message),
            Heard::Restarted => {
                // Unanswered acts may or may not have been kept: the records tell which.
                self.inner().waiters.borrow_mut().clear();
                self.inner().journal.orphan();
                let ahead = self.inner().ahead.take();
                self.take_back(ahead.into_values().rev().flatten().collect());
                if let Some(production) = self.production.get_untracked() {
                    self.send(ToEngine::Open { production });
                }
                self.warn(crate::t!("engine.restarted"));
            }
            Heard::Dead { why } => self.dead.set(Some(why)),
        }
    }

    fn heard(&self, message: FromEngine) {
        match message {
            FromEngine::Ready {
                productions,
                storage,
            } => {
                self.productions.set(Some(productions));
                self.storage.set(storage);
            }
            FromEngine::Productions { productions } => self.productions.set(Some(productions)),
            FromEngine::Projection {
                production,
                bytes,
                last,
            } => {
                if self.production.get_untracked() == Some(production) {
                    self.put(projection::read(&bytes));
                    self.reading
                        .set(if last { Reading::Whole } else { Reading::First });
                }
            }
            FromEngine::Loaded { production } => {
                if self.production.get_untracked().as_ref() == Some(&production) {
                    self.reading.set(Reading::Exact);
                    self.inner().journal.resume(*self, &production);
                }
            }
            FromEngine::Changed { records } => self.put(records),
            FromEngine::Gone { records } => {
                let inner = self.inner();
                for (kind, id) in &records {
                    inner.held.forget(id);
                    inner.book.borrow_mut().forget(kind, id);
                }
                self.notify(records.into_iter());
            }
            FromEngine::Saved { production } => self.inner().journal.saved(&production),
            FromEngine::Uploads {
                production,
                waiting,
            } => {
                if self.production.get_untracked() == Some(production) {
                    self.uploads.set(waiting);
                }
            }
            FromEngine::State(state) => {
                if self.production.get_untracked().as_ref() == Some(&state.production) {
                    self.sync.set(Some(state));
                }
            }
            FromEngine::Done { request, .. }
            | FromEngine::Acts { request, .. }
            | FromEngine::Waiting { request, .. }
            | FromEngine::News { request, .. }
            | FromEngine::Answer { request, .. }
            | FromEngine::Bundle { request, .. }
            | FromEngine::Kept { request, .. }
            | FromEngine::Blob { request, .. } => {
                let waiter = self.inner().waiters.borrow_mut().remove(&request);
                if let Some(waiter) = waiter {
                    waiter(message);
                }
            }
        }
    }

    fn put(&self, records: Vec<Record>) {
        let inner = self.inner();
        let mut touched = Vec::with_capacity(records.len());
        {
            let mut book = inner.book.borrow_mut();
            for record in records {
                let Some(record) = self.let_in(record) else {
                    continue;
                };
                // What the page has shown already is not drawn again.
                if book
                    .any(&record.kind, &record.id)
                    .is_some_and(|now| **now == record)
                {
                    continue;
                }
                touched.push((record.kind.clone(), record.id.clone()));
                book.put(record);
            }
        }
        self.notify(touched.into_iter());
    }

    /// Keeps back an issued document that can still be taken back, except from the office.
    fn let_in(&self, record: Record) -> Option<Record> {
        let is_office = self.sync.with_untracked(|s| {
            s.as_ref()
                .is_some_and(|s| s.may(&Audience::Plan).may_write())
        });
        let inner = self.inner();
        let record = inner.held.let_in(record, is_office);
        if record.is_none() && !inner.held.looks_again.replace(true) {
            let store = *self;
            set_timeout(move || store.look_again(), LOOK_AGAIN);
        }
        record
    }

    fn look_again(&self) {
        let inner = self.inner();
        inner.held.looks_again.set(false);
        self.put(inner.held.waiting());
    }

    fn notify(&self, touched: impl Iterator<Item = (Kind, Id)>) {
        let inner = self.inner();
        let mut kinds = Vec::<Kind>::new();
        let mut triggers = Vec::new();
        for key in touched {
            if let Some(trigger) = inner.records.borrow().get(&key) {
                triggers.push(trigger.clone());
            }
            if !kinds.contains(&key.0) {
                kinds.push(key.0);
            }
        }
        for kind in kinds {
            if let Some(trigger) = inner.kinds.borrow().get(&kind) {
                triggers.push(trigger.clone());
            }
        }
        for trigger in triggers {
            trigger.notify();
        }
    }

    fn notify_all(&self) {
        let inner = self.inner();
        let mut triggers: Vec<ArcTrigger> = inner.records.borrow().values().cloned().collect();
        triggers.extend(inner.kinds.borrow().values().cloned());
        for trigger in triggers {
            trigger.notify();
        }
    }
}

/// Returns the store of the page.
pub fn use_store() -> Store {
    expect_context()
}
