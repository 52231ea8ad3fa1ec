//! The stripboard: days from top to bottom, the boneyard beside or below.

use leptos::html::Div;
use leptos::prelude::*;
use shared::board::{RowKey, RowView};
use shared::id::Id;

use crate::people::use_address;
use crate::platform::{dom, random};
use crate::scene::use_scenes;
use crate::shell::path;
use crate::store::{Reading, use_store};
use crate::ui::*;

use super::ask::{MoveDialog, day_words};
use super::bones::Boneyard;
use super::clash_list::ClashCount;
use super::compare::Compare;
use super::day::Day;
use super::edit::{AddDays, BannerDialog, DayDialog};
use super::hear;
use super::panel::PanelDialog;
use super::side::Picked;
use super::state::{Board, Current, use_board};
use super::strip::{Row, Side};
use super::which::{BoardsMenu, NotInUse, UnitChoice};

#[component]
pub fn BoardRoom() -> impl IntoView {
    let store = use_store();
    let board = use_board(use_address("board"));
    // What comes with the office's part of the program finds the board here.
    provide_context(board);
    let has_scenes = Memo::new(move |_| board.layout.with(|l| l.scenes().next().is_some()));
    let is_read = Memo::new(move |_| store.reading.get() >= Reading::Whole);
    let title = Memo::new(move |_| board.title());
    let is_drawn = Memo::new(move |_| {
        let is_something = has_scenes.get() || board.layout.with(|l| !l.days.is_empty());
        is_something && board.compared.with(Option::is_none)
    });
    view! {
        <div class="board-room">
            <RoomHead title>
                <BoardsMenu board />
                <Show when=move || board.compared.with(Option::is_none)>
                    <Tools board />
                </Show>
            </RoomHead>
            <UnitChoice board />
            <NotInUse board />
            <Show when=move || is_read.get() && !has_scenes.get()>
                <NoScenes board />
            </Show>
            <Compare board />
            <Show when=move || is_drawn.get()>
                <Rows board />
            </Show>
            <p class="hidden" role="status" aria-live="polite">{move || board.said.get()}</p>
            <MoveDialog board />
            <PanelDialog board />
        </div>
    }
}

#[component]
fn NoScenes(board: Board) -> impl IntoView {
    let href = Signal::derive(move || path(&board.address.production(), "script/import"));
    view! {
        <Empty title=crate::t!("board.empty") text=crate::t!("board.empty_text")>
            <Show when=move || board.may_plan.get()>
                <LinkButton kind=ButtonKind::Main href>{crate::t!("scene.import")}</LinkButton>
                <LinkButton kind=ButtonKind::Quiet href="/">{crate::t!("scene.sample")}</LinkButton>
            </Show>
        </Empty>
    }
}

#[component]
fn Tools(board: Board) -> impl IntoView {
    let days = Memo::new(move |_| {
        board.layout.with(|l| {
            let mut options = vec![(String::new(), crate::t!("board.go_to").to_owned())];
            options.extend(
                l.days
                    .iter()
                    .map(|day| (day.id.to_string(), day_words(day))),
            );
            options.push((
                "boneyard".to_owned(),
                crate::t!("board.boneyard").to_owned(),
            ));
            options
        })
    });
    let at = Memo::new(move |_| board.address.get("day"));
    let jump = move |chosen: String| {
        reveal(&chosen);
        board.address.replace(&[("day", &chosen)]);
    };
    let add = move || {
        let label = crate::t!("board.did.add_day").to_owned();
        board.does(|l| shared::board::add_days(l, &[random::id()], label));
    };
    // Whoever was sent the address of a day sees that day first.
    let sent = untrack(|| at.get());
    if !sent.is_empty() {
        set_timeout(move || reveal(&sent), std::time::Duration::from_millis(60));
    }
    view! {
        <ClashCount board />
        <div class="board-jump no-print">
            <SelectField label=crate::t!("board.go_to") value=at options=days on_commit=jump quiet=true />
        </div>
        <Show when=move || board.may_plan.get()>
            <Button on_click=move || {
                let picks = !board.picking.get_untracked();
                board.clear();
                board.picking.set(picks);
            }>
                {move || if board.picking.get() { crate::t!("board.done") } else { crate::t!("board.pick") }}
            </Button>
            <Button on_click=add>{crate::t!("board.add_day")}</Button>
        </Show>
    }
}

fn reveal(day: &str) {
    if day == "boneyard" {
        dom::reveal(".boneyard");
    } else if Id::is_valid(day) {
        dom::reveal_top(&format!("#board-{day}"));
    }
}

#[component]
fn Rows(board: Board) -> impl IntoView {
    let scenes = use_scenes();
    let root = NodeRef::<Div>::new();
    let (day, day_open) = (RwSignal::new(None::<Id>), RwSignal::new(false));
    let (banner, banner_open) = (RwSignal::new(None::<Id>), RwSignal::new(false));
    let edit_day = Callback::new(move |id: Id| {
        day.set(Some(id));
        day_open.set(true);
    });
    let edit_banner = Callback::new(move |id: Id| {
        banner.set(Some(id));
        banner_open.set(true);
    });
    let open = Memo::new(move |_| {
        board
            .address
            .id("scene")
            .filter(|id| scenes.get(id).is_some())
    });
    // The keyboard comes in at the row it left, or at the first one.
    let first = Memo::new(move |_| {
        board.layout.with(|l| {
            let placed = l
                .loose
                .iter()
                .chain(l.days.iter().flat_map(|d| &d.rows))
                .map(RowView::key);
            placed.chain(board.bones.rows.get()).next()
        })
    });
    let current = Current::new(move || {
        let at = board.at.get();
        at.filter(|key| match key {
            RowKey::Scene(id) => board.strip(id).is_some() && !board.bones.hides(id),
            RowKey::Banner(id) => board.banner(id).is_some(),
            RowKey::Day(_) => false,
        })
        .or_else(|| first.get())
    });
    let loose = Memo::new(move |_| {
        board
            .layout
            .with(|l| l.loose.iter().map(RowView::key).collect::<Vec<_>>())
    });
    let days = Memo::new(move |_| {
        board
            .layout
            .with(|l| l.days.iter().map(|d| d.id.clone()).collect::<Vec<_>>())
    });
    view! {
        <div
            class="board"
            tabindex="-1"
            class:picking=move || board.picking.get()
            node_ref=root
            on:pointerdown=move |event| {
                if let Some(root) = root.get_untracked() {
                    hear::pressed(board, &event, &root);
                }
            }
            on:click=move |event| hear::clicked(board, &event, edit_banner)
            on:keydown=move |event| hear::typed(board, &event)
            on:keyup=move |event| hear::lifted(&event)
        >
            <div class="board-days">
                <Show when=move || !loose.with(Vec::is_empty)>
                    <section class="board-day loose" aria-label=crate::t!("board.loose")>
                        <header class="day-head"><h2>{crate::t!("board.loose")}</h2></header>
                        <ol class="strips">
                            <For each=move || loose.get() key=RowKey::clone let:key>
                                <Row board key current side=Side::Board />
                            </For>
                        </ol>
                        <p class="day-loose-end" data-drop="end:">{crate::t!("board.loose_end")}</p>
                    </section>
                </Show>
                <For each=move || days.get() key=Id::clone let:id>
                    <Day board id current on_edit=edit_day />
                </For>
                <Show when=move || days.with(Vec::is_empty) && board.may_plan.get()>
                    <Empty title=crate::t!("board.no_days") text=crate::t!("board.no_days_text")>
                        <AddDays board />
                    </Empty>
                </Show>
                <Show when=move || !days.with(Vec::is_empty) && board.may_plan.get()>
                    <div class="board-more no-print"><AddDays board /></div>
                </Show>
            </div>
            <aside class="board-side" aria-label=crate::t!("board.side")>
                <Picked board scenes open />
                <Boneyard board current />
            </aside>
            <div class="drag-line" aria-hidden="true"></div>
            <div class="drag-ghost" aria-hidden="true">
                {move || board.ghost.get()}
                {move || board.clashes.warning().map(|text| view! { <small>{text}</small> })}
            </div>
        </div>
        <DayDialog board open=day_open day />
        <BannerDialog board open=banner_open banner />
    }
}
