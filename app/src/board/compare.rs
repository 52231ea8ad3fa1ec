//! Two boards side by side: figure by figure, performer by performer, scene by scene.

use std::sync::Arc;

use leptos::prelude::*;
use shared::board::{self, Change, Comparison, On, ScenePair};
use shared::id::Id;

use crate::calendar::dates;
use crate::rate::CostOfBoards;
use crate::scene::set_text;
use crate::ui::*;

use super::figures::{CastFigures, Figures, Words};
use super::shown::{WHICH, board_name};
use super::state::Board;

impl Board {
    /// Lists the other boards: what the shown one can be compared with.
    pub fn others(self) -> Vec<(Id, String)> {
        let shown = self.id.get();
        self.store.with(WHICH, |book| {
            let mut ids: Vec<Id> = board::boards(book).iter().map(|b| b.id.clone()).collect();
            // A board that everyone uses and nobody wrote yet is one of them.
            let active = board::active(book);
            if !ids.contains(&active) {
                ids.insert(0, active);
            }
            ids.retain(|id| *id != shown);
            ids.into_iter()
                .map(|id| (id.clone(), board_name(book, &id)))
                .collect()
        })
    }

    /// Opens the comparison with the board in use, or with the first other one.
    pub fn compare(self) {
        let others = untrack(|| self.others());
        let in_use = self.in_use.get_untracked();
        let other = others
            .iter()
            .find(|(id, _)| *id == in_use)
            .or_else(|| others.first());
        match other {
            Some((id, _)) => self.address.go(&[("compare", id.as_str()), ("do", "")]),
            None => {
                self.address.replace(&[("do", "")]);
                self.store.say(crate::t!("compare.only_one"));
            }
        }
    }

    fn is_comparing(self) -> bool {
        self.compared.with(Option::is_some)
    }
}

/// The comparison of the shown board with the one in the address, in the place of the rows.
#[component]
pub fn Compare(board: Board) -> impl IntoView {
    view! {
        <Show when=move || board.is_comparing()>
            <Comparing board />
        </Show>
    }
}

#[component]
fn Comparing(board: Board) -> impl IntoView {
    let both = Memo::new(move |_| {
        let (left, right) = (board.compared.get()?, board.id.get());
        let both = board.store.with(board::KINDS, |book| {
            let (left, right) = (board::layout(book, &left), board::layout(book, &right));
            board::compare(book, &left, &right)
        });
        Some(Arc::new(both))
    });
    let words = Memo::new(move |_| {
        let left = board.compared.get();
        let left = left.map(|id| board.store.with(WHICH, |book| board_name(book, &id)));
        Words {
            left: left.unwrap_or_default(),
            right: board.title(),
        }
    });
    let options = Signal::derive(move || {
        let others = board.others().into_iter();
        others
            .map(|(id, name)| (id.to_string(), name))
            .collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        let left = board.compared.get();
        left.map(|id| id.to_string()).unwrap_or_default()
    });
    let swap = move || {
        let left = board.compared.get_untracked();
        if let Some(left) = left {
            let right = board.id.get_untracked();
            board
                .address
                .go(&[("board", left.as_str()), ("compare", right.as_str())]);
        }
    };
    let back = Signal::derive(move || board.address.with(&[("compare", "")]));
    let names = move || words.with(|w| (w.left.clone(), w.right.clone()));
    let text = move || words.with(|w| crate::t!("compare.text", left = w.left, right = w.right));
    view! {
        <section class="compare stack" aria-labelledby="compare-title">
            <div class="compare-head">
                <h2 id="compare-title" tabindex="-1">{crate::t!("compare.title")}</h2>
                <div class="move-next no-print">
                    <SelectField
                        label=crate::t!("compare.with")
                        value
                        options
                        on_commit=move |id: String| board.address.replace(&[("compare", &id)])
                    />
                    <Button on_click=swap>{crate::t!("compare.swap")}</Button>
                    <LinkButton href=back>{crate::t!("compare.back")}</LinkButton>
                </div>
            </div>
            <p class="muted">{text}</p>
            {move || both.get().map(|both| view! {
                <Figures both=both.clone() words=words.get() />
                <CastFigures both=both.clone() words=words.get() />
                <Scenes board both words=words.get() />
            })}
            <CostOfBoards left=board.compared right=board.id names=Signal::derive(names) />
        </section>
    }
}

/// What became of each scene, folded by what it was.
#[component]
fn Scenes(board: Board, both: Arc<Comparison>, words: Words) -> impl IntoView {
    let of = |change: Change| -> Vec<ScenePair> {
        let pairs = both.scenes.iter().filter(|pair| pair.change == change);
        pairs.cloned().collect()
    };
    let same = both.scenes.len() - both.changed().count();
    let groups = [Change::Moved, Change::Added, Change::Unscheduled];
    let group = |change: Change| {
        let pairs = of(change);
        let n = pairs.len();
        let title = match change {
            Change::Moved => crate::t!("compare.moved", n = n),
            Change::Added => crate::t!("compare.added", n = n, board = words.right),
            _ => crate::t!("compare.unscheduled", n = n, board = words.left),
        };
        (n > 0).then(|| {
            view! {
                <details class="card">
                    <summary><h3>{title}</h3></summary>
                    <ul class="compare-scenes">
                        {pairs.into_iter().map(|pair| view! { <Scene board pair /> }).collect_view()}
                    </ul>
                </details>
            }
        })
    };
    view! {
        <h3>{crate::t!("compare.scenes")}</h3>
        {groups.map(group).into_iter().collect_view()}
        <p class="muted">{crate::t!("compare.same", n = same)}</p>
    }
}

#[component]
fn Scene(board: Board, pair: ScenePair) -> impl IntoView {
    let id = pair.scene.id.clone();
    let href = Signal::derive(move || {
        board
            .address
            .with(&[("compare", ""), ("scene", id.as_str())])
    });
    let name = format!(
        "{} {}",
        crate::t!("scene.n_th", n = pair.scene.number),
        set_text(&pair.scene)
    );
    let went = match (&pair.left, &pair.right) {
        (Some(left), Some(right)) => {
            crate::t!("compare.from_to", from = on(left), to = on(right))
        }
        (Some(only), None) | (None, Some(only)) => on(only),
        (None, None) => String::new(),
    };
    view! {
        <li>
            <a href=move || href.get()>{name}</a>
            <span>{went}</span>
        </li>
    }
}

fn on(on: &On) -> String {
    match on.date {
        Some(date) => crate::t!("compare.day_date", n = on.n, date = dates::short(date)),
        None => crate::t!("compare.day", n = on.n),
    }
}
