//! A board as one of several: made, copied, named, limited, put to use, taken away.

use jiff::civil::Date;
use leptos::prelude::*;
use shared::board::{self, Kept, Limits};
use shared::calendar::Calendar;
use shared::clock;
use shared::command::Command;
use shared::eighths::Eighths;
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Value;

use crate::calendar::dates;
use crate::platform::random;
use crate::ui::*;

use super::shown::{Panel, WHICH, board_name};
use super::state::Board;
use super::which::unit_name;

impl Board {
    /// Takes the shown board away and goes to the one in use.
    pub fn remove(self) {
        let id = self.id.get_untracked();
        let name = self.store.peek(|book| board_name(book, &id));
        let label = crate::t!("boards.did.removed", name = name);
        match self
            .store
            .peek(|book| board::remove_board(book, &id, label))
        {
            Ok(command) => {
                let in_use = self.in_use.get_untracked();
                self.store.act(command);
                self.go(&in_use);
            }
            Err(why @ Kept::Active) => self.store.warn(why.to_string()),
        }
    }

    /// Returns the first name that no board has, of those that a number makes.
    pub fn name_from(self, first: usize, name: impl Fn(usize) -> String) -> String {
        self.store.peek(|book| {
            let all = board::boards(book);
            let is_free = |name: &String| all.iter().all(|b| b.text("name") != name);
            // One more name than there are boards: one of them is free.
            let mut names = (first..=first + all.len()).map(name);
            names.find(is_free).unwrap_or_default()
        })
    }

    fn acts(self, make: impl FnOnce(&shared::book::Book, &Id) -> Command) {
        let id = self.id.get_untracked();
        self.store.act(self.store.peek(|book| make(book, &id)));
    }
}

/// Asks what a new board or a copy is called.
#[component]
pub fn NameForm(board: Board) -> impl IntoView {
    let is_copy = board.panel.get_untracked() == Panel::Copy;
    let from = untrack(|| board.title());
    let name = RwSignal::new(free_name(board, if is_copy { Some(&from) } else { None }));
    let error = RwSignal::new(None::<String>);
    let text = if is_copy {
        crate::t!("boards.copy_text")
    } else {
        crate::t!("boards.new_text")
    };
    let make = move || {
        let typed = name.get_untracked();
        if typed.trim().is_empty() {
            return error.set(Some(crate::t!("boards.name_empty").to_owned()));
        }
        let fresh = random::id();
        let (id, unit) = (board.id.get_untracked(), board.unit.get_untracked());
        let command = board.store.peek(|book| {
            if is_copy {
                let label = crate::t!("boards.did.copied", from = from, name = typed.trim());
                board::copy_board(book, &id, &typed, &fresh, label, &mut random::id)
            } else {
                let label = crate::t!("boards.did.added", name = typed.trim());
                board::add_board(book, &typed, unit.as_ref(), &fresh, label, &mut random::id)
            }
        });
        board.is_panel_open.set(false);
        board.store.act(command);
        board.go(&fresh);
    };
    view! {
        <p>{text}</p>
        <form class="move-next" on:submit=move |event| {
            event.prevent_default();
            make();
        }>
            <TextField
                label=crate::t!("boards.name")
                value=name
                on_input=move |typed: String| {
                    error.set(None);
                    name.set(typed);
                }
                error
            />
            <Button kind=ButtonKind::Main submit=true>
                {if is_copy { crate::t!("boards.copy_do") } else { crate::t!("boards.new_do") }}
            </Button>
        </form>
    }
}

/// Returns a name that no board has: that of a copy, or of a board on its own.
fn free_name(board: Board, from: Option<&str>) -> String {
    match from {
        Some(from) => board.name_from(1, |n| match n {
            1 => crate::t!("boards.copy_name", name = from),
            n => crate::t!("boards.copy_name_n", name = from, n = n),
        }),
        None => {
            let count = board.store.peek(|book| board::boards(book).len());
            board.name_from(count + 1, |n| crate::t!("boards.nth", n = n))
        }
    }
}

/// Says what follows the board in use before another one becomes it.
#[component]
pub fn UseBoard(board: Board) -> impl IntoView {
    let old = untrack(|| {
        let id = board.in_use.get();
        board.store.peek(|book| board_name(book, &id))
    });
    let keep = crate::t!("boards.keep", name = old);
    let does = move || {
        board.is_panel_open.set(false);
        let label = crate::t!("boards.did.used", name = untrack(|| board.title()));
        board.acts(|book, id| board::activate(book, id, label));
    };
    view! {
        <p>{crate::t!("boards.use_text", name = old)}</p>
        <div class="line">
            <Button kind=ButtonKind::Main on_click=does>{crate::t!("boards.use_do")}</Button>
            <Button on_click=move || board.is_panel_open.set(false)>{keep}</Button>
        </div>
    }
}

/// What is said of one board.
#[component]
pub fn Settings(board: Board) -> impl IntoView {
    let store = board.store;
    let id = Signal::from(board.id);
    let name = Memo::new(move |_| {
        let id = board.id.get();
        store.with(WHICH, |book| {
            book.text(&Kind::Board, &id, "name").to_owned()
        })
    });
    let rename = move |typed: String| {
        let label = crate::t!("boards.did.renamed", name = typed.trim());
        board.acts(|book, id| board::rename_board(book, id, &typed, label));
    };
    view! {
        <div>
            <TextField label=crate::t!("boards.name") value=name on_commit=rename />
            <TwoVersions kind=Kind::Board id field="name" name=crate::t!("boards.name") />
        </div>
        <div class="fields">
            <DayPages board />
            <DayHours board />
        </div>
        <ForAll board />
        <Start board />
        <UnitOf board />
        <Turn board />
    }
}

/// Returns the limits of the shown board's days, tracked.
pub fn limits(board: Board) -> Memo<Limits> {
    Memo::new(move |_| {
        let id = board.id.get();
        board.store.with(&[Kind::Board, Kind::Production], |book| {
            Limits::of(book, &id)
        })
    })
}

/// Lets the limits of this board hold for all that have none of their own.
#[component]
fn ForAll(board: Board) -> impl IntoView {
    let store = board.store;
    let own = limits(board);
    let base = Memo::new(move |_| store.with(&[Kind::Production], Limits::of_production));
    let is_same = Memo::new(move |_| own.get() == base.get());
    let share = move || {
        let label = crate::t!("boards.did.limits_all").to_owned();
        let limits = own.get_untracked();
        store.act(store.peek(|book| board::set_production_limits(book, limits, label)));
    };
    view! {
        <Show when=move || !is_same.get()>
            <div class="line">
                <Button on_click=share>{crate::t!("boards.limits_all")}</Button>
            </div>
        </Show>
        <Show when=move || is_same.get() && base.get() != Limits::default()>
            <p class="muted">{crate::t!("boards.limits_shared")}</p>
        </Show>
    }
}

/// Reads a limit of pages as it was typed; nothing and zero are none.
///
/// # Errors
/// Says what was not understood, and what can be typed.
pub fn typed_pages(typed: &str) -> Result<Option<Eighths>, String> {
    match typed.trim() {
        "" => Ok(None),
        typed => match typed.parse::<Eighths>() {
            Ok(eighths) => Ok(Some(eighths).filter(|e| *e > Eighths::ZERO)),
            Err(why) => Err(why.to_string()),
        },
    }
}

/// Writes a stored number of eighths as pages.
pub fn pages(eighths: i64) -> String {
    Eighths(u32::try_from(eighths).unwrap_or_default()).to_string()
}

#[component]
fn DayPages(board: Board) -> impl IntoView {
    let limits = limits(board);
    let unread = RwSignal::new(None::<String>);
    let value = Signal::derive(move || {
        let limit = limits.get().day_eighths;
        limit.map(|e| e.to_string()).unwrap_or_default()
    });
    let write = move |typed: String| {
        let day_eighths = match typed_pages(&typed) {
            Ok(limit) => limit,
            Err(why) => return unread.set(Some(why)),
        };
        unread.set(None);
        let limits = Limits {
            day_eighths,
            ..limits.get_untracked()
        };
        let label = match day_eighths {
            Some(n) => crate::t!("boards.did.pages", n = n),
            None => crate::t!("boards.did.no_pages").to_owned(),
        };
        board.acts(|book, id| board::set_limits(book, id, limits, label));
    };
    let show = Callback::new(|value: Value| value.as_int().map(pages).unwrap_or_default());
    view! {
        <div>
            <TextField
                label=crate::t!("boards.pages")
                value
                on_commit=write
                help=crate::t!("boards.pages_help")
                error=unread
            />
            <TwoVersions kind=Kind::Board id=board.id field="day_eighths" name=crate::t!("boards.pages") show />
        </div>
    }
}

#[component]
fn DayHours(board: Board) -> impl IntoView {
    let limits = limits(board);
    let value = Signal::derive(move || limits.get().day_min);
    let write = move |day_min: Option<i64>| {
        let day_min = day_min.filter(|min| *min > 0);
        let limits = Limits {
            day_min,
            ..limits.get_untracked()
        };
        let label = match day_min {
            Some(min) => crate::t!("boards.did.hours", time = clock::length(min)),
            None => crate::t!("boards.did.no_hours").to_owned(),
        };
        board.acts(|book, id| board::set_limits(book, id, limits, label));
    };
    let show = Callback::new(|v: Value| v.as_int().map(clock::length).unwrap_or_default());
    view! {
        <div>
            <LengthField
                label=crate::t!("boards.hours")
                value
                on_commit=Callback::new(write)
                help=crate::t!("boards.hours_help")
            />
            <TwoVersions kind=Kind::Board id=board.id field="day_min" name=crate::t!("boards.hours") show />
        </div>
    }
}

#[component]
fn Start(board: Board) -> impl IntoView {
    let store = board.store;
    let value = Memo::new(move |_| {
        let id = board.id.get();
        store.with(&[Kind::Board], |book| {
            book.text(&Kind::Board, &id, "start").to_owned()
        })
    });
    let help = Signal::derive(move || {
        let start = store.with(shared::calendar::KINDS, |book| Calendar::of(book).start);
        Some(match start {
            Some(date) => crate::t!("boards.start_help", date = dates::long(date)),
            None => crate::t!("boards.start_none").to_owned(),
        })
    });
    let write = move |typed: String| {
        let start = typed.trim().parse::<Date>().ok();
        let label = match start {
            Some(date) => crate::t!("boards.did.start", date = dates::long(date)),
            None => crate::t!("boards.did.no_start").to_owned(),
        };
        board.acts(|book, id| board::set_board_start(book, id, start, label));
    };
    view! {
        <div>
            <DateField label=crate::t!("boards.start") value on_commit=write help />
            <TwoVersions kind=Kind::Board id=board.id field="start" name=crate::t!("boards.start") />
        </div>
    }
}

/// Which unit the board belongs to, where there are several.
#[component]
fn UnitOf(board: Board) -> impl IntoView {
    let options = Memo::new(move |_| {
        board.store.with(WHICH, |book| {
            let mut all = vec![(String::new(), unit_name(book, None))];
            all.extend(
                board::units(book)
                    .iter()
                    .map(|unit| (unit.id.to_string(), unit.text("name").to_owned())),
            );
            all
        })
    });
    let value = Signal::derive(move || {
        board
            .unit
            .get()
            .map(|id| id.to_string())
            .unwrap_or_default()
    });
    let disabled = Signal::derive(move || board.is_in_use());
    let help = Signal::derive(move || {
        board
            .is_in_use()
            .then(|| crate::t!("boards.unit_in_use").to_owned())
    });
    let write = move |chosen: String| {
        let unit = (!chosen.is_empty()).then(|| Id::new(chosen));
        let to = board.store.peek(|book| unit_name(book, unit.as_ref()));
        let label = crate::t!("boards.did.unit", unit = to);
        let id = board.id.get_untracked();
        let done = board
            .store
            .peek(|book| board::set_unit(book, &id, unit.as_ref(), label));
        match done {
            Ok(command) => board.store.act(command),
            Err(why) => board.store.warn(why.to_string()),
        }
    };
    view! {
        <Show when=move || options.with(|all| all.len() > 1)>
            <SelectField label=crate::t!("boards.unit") value options on_commit=write help disabled />
        </Show>
    }
}

/// The board's turn in the list of its unit.
#[component]
fn Turn(board: Board) -> impl IntoView {
    let turn = Memo::new(move |_| {
        let (id, unit) = (board.id.get(), board.unit.get());
        board.store.with(WHICH, |book| {
            let all = board::boards_of(book, unit.as_ref());
            let at = all.iter().position(|b| b.id == id).unwrap_or_default();
            (at, all.len())
        })
    });
    let first = Signal::derive(move || turn.get().0 == 0);
    let last = Signal::derive(move || turn.get().0 + 1 >= turn.get().1);
    let shift = move |by: isize| {
        let to = turn.get_untracked().0.saturating_add_signed(by);
        let label = crate::t!("boards.did.moved", name = untrack(|| board.title()));
        board.acts(|book, id| board::move_board(book, id, to, label));
    };
    view! {
        <Show when=move || { turn.get().1 > 1 }>
            <p class="muted">{move || {
                let (at, count) = turn.get();
                crate::t!("boards.turn", at = at + 1, count = count)
            }}</p>
            <div class="line">
                <Button on_click=move || shift(-1) disabled=first>{crate::t!("boards.up")}</Button>
                <Button on_click=move || shift(1) disabled=last>{crate::t!("boards.down")}</Button>
            </div>
        </Show>
    }
}
