//! Which board the room shows, and what its dialogs are about.

use leptos::prelude::*;
use shared::board;
use shared::book::Book;
use shared::id::Id;
use shared::kind::Kind;

use crate::people::Address;
use crate::store::{Reading, Store};

use super::state::Board;

/// What a board's dialog is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Panel {
    /// Name, limits, start, place in the list.
    #[default]
    Settings,
    Copy,
    New,
    /// Asks whether everyone is to work from the shown board.
    Use,
    Units,
    /// What strips show, and their colours.
    Design,
    /// Strips into days by their pages.
    Fill,
    Suggest,
}

impl Panel {
    /// Reads the part `do` of an address, as the palette writes it.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "settings" => Self::Settings,
            "copy" => Self::Copy,
            "new" => Self::New,
            "use" => Self::Use,
            "units" => Self::Units,
            "design" => Self::Design,
            "fill" => Self::Fill,
            "suggest" => Self::Suggest,
            _ => return None,
        })
    }
}

/// The kinds that say which boards there are.
pub const WHICH: &[Kind] = &[Kind::Production, Kind::Board, Kind::Unit];

// The board in use may be one that nobody wrote yet.
fn is_board(book: &Book, id: &Id) -> bool {
    book.get(&Kind::Board, id).is_some() || board::active(book) == *id
}

/// Returns what a board is called.
pub fn board_name(book: &Book, id: &Id) -> String {
    let name = book.text(&Kind::Board, id, "name");
    if name.is_empty() {
        crate::t!("board.title").to_owned()
    } else {
        name.to_owned()
    }
}

/// The board that the address names, and what it stands among.
#[derive(Clone, Copy)]
pub struct Shown {
    pub id: Memo<Id>,
    pub unit: Memo<Option<Id>>,
    pub in_use: Memo<Id>,
    pub compared: Memo<Option<Id>>,
}

impl Shown {
    pub fn new(store: Store, address: Address) -> Self {
        let id = Memo::new(move |_| {
            let asked = address.id("board");
            store.with(WHICH, |book| {
                asked
                    .filter(|id| is_board(book, id))
                    .unwrap_or_else(|| board::active(book))
            })
        });
        let unit = Memo::new(move |_| store.with(WHICH, |book| board::unit_of(book, &id.get())));
        let in_use = Memo::new(move |_| {
            let (shown, unit) = (id.get(), unit.get());
            store.with(WHICH, |book| {
                board::active_of(book, unit.as_ref()).unwrap_or(shown)
            })
        });
        let compared = Memo::new(move |_| {
            let (asked, shown) = (address.id("compare"), id.get());
            store.with(WHICH, |book| {
                asked.filter(|other| *other != shown && is_board(book, other))
            })
        });
        Self {
            id,
            unit,
            in_use,
            compared,
        }
    }
}

impl Board {
    /// Listens to what the palette asks by the part `do` of the address, which then forgets it.
    pub fn hear_asks(self) {
        let is_known = Memo::new(move |_| {
            self.store.reading.get() >= Reading::Whole && self.store.sync.with(Option::is_some)
        });
        Effect::new(move |_| {
            let asked = self.address.get("do");
            if asked.is_empty() || !is_known.get() {
                return;
            }
            match (Panel::parse(&asked), asked.as_str()) {
                // Each goes to one address: a second one would still be made from the first.
                (None, "compare") => self.compare(),
                (None, "conflicts") => self.list_clashes(true),
                (None, "pick") => {
                    self.address.replace(&[("do", "")]);
                    if self.may_plan.get_untracked() {
                        self.pick_all(None);
                    }
                }
                (panel, _) => {
                    self.address.replace(&[("do", "")]);
                    if let Some(panel) = panel.filter(|_| self.may_plan.get_untracked()) {
                        self.show(panel);
                    }
                }
            }
        });
    }

    /// Opens the room's dialog.
    pub fn show(self, panel: Panel) {
        match panel {
            Panel::Suggest => return self.is_suggesting.set(true),
            Panel::Fill => return self.ask_fill(self.picked_bones()),
            _ => {}
        }
        self.panel.set(panel);
        self.is_panel_open.set(true);
    }

    /// Says whether the unit works from the shown board, and tracks it.
    pub fn is_in_use(self) -> bool {
        self.id.get() == self.in_use.get()
    }

    /// Returns what the shown board is called, and tracks it.
    pub fn title(self) -> String {
        let id = self.id.get();
        self.store.with(WHICH, |book| board_name(book, &id))
    }

    /// Returns the address of a board; the main unit's board in use needs none of its own.
    pub fn href(self, id: &Id) -> String {
        let is_main = self.store.with(WHICH, |book| board::active(book) == *id);
        let part = if is_main { "" } else { id.as_str() };
        self.address
            .with(&[("board", part), ("compare", ""), ("day", "")])
    }

    /// Goes to a board.
    pub fn go(self, id: &Id) {
        let is_main = self.store.peek(|book| board::active(book) == *id);
        let part = if is_main { "" } else { id.as_str() };
        self.address
            .go(&[("board", part), ("compare", ""), ("day", "")]);
    }
}
