//! Changing days and banners.

use leptos::prelude::*;
use shared::board::{self, Rest, RowKey, Spot, Step};
use shared::id::Id;

use crate::platform::random;
use crate::shell::path;
use crate::ui::*;

use super::ask::day_words;
use super::day_limits::DayLimits;
use super::state::Board;

/// Everything that can be done with a day.
#[component]
pub fn DayDialog(board: Board, open: RwSignal<bool>, day: RwSignal<Option<Id>>) -> impl IntoView {
    let title = move || {
        let id = day.get();
        board.layout.with(|l| {
            id.and_then(|id| l.day(&id).map(day_words))
                .unwrap_or_default()
        })
    };
    view! {
        <Dialog open title=Signal::derive(title)>
            {move || day.get().map(|id| view! { <DayActs board open id /> })}
        </Dialog>
    }
}

#[component]
fn DayActs(board: Board, open: RwSignal<bool>, id: Id) -> impl IntoView {
    let id = StoredValue::new(id);
    let n = move || {
        board
            .layout
            .with_untracked(|l| l.day(&id.get_value()).map_or(0, |day| day.n))
    };
    let text = Memo::new(move |_| {
        board.layout.with(|l| {
            l.day(&id.get_value())
                .map(|d| d.text.to_string())
                .unwrap_or_default()
        })
    });
    let rename = move |typed: String| {
        let label = crate::t!("board.did.rename", n = n(), text = typed.trim());
        board.store.act(
            board
                .store
                .peek(|book| board::set_text(book, &id.get_value(), &typed, label)),
        );
    };
    let add = move || {
        open.set(false);
        let at = Spot::DayEnd(id.get_value());
        board.does(|l| {
            board::add_day(
                l,
                &at,
                crate::t!("board.did.add_day").to_owned(),
                &random::id(),
            )
        });
    };
    let shift = move |step: Step| board.step_day(&id.get_value(), step);
    let ask = move || {
        open.set(false);
        board.ask(vec![RowKey::Day(id.get_value())]);
    };
    let remove = move |rest: Rest| {
        open.set(false);
        let label = crate::t!("board.did.remove_day", n = n());
        board.does(|l| board::remove_day(l, &id.get_value(), rest, label));
    };
    let is_first = Signal::derive(move || {
        board
            .layout
            .with(|l| l.days.first().is_some_and(|d| d.id == id.get_value()))
    });
    let is_last = Signal::derive(move || {
        board
            .layout
            .with(|l| l.days.last().is_some_and(|d| d.id == id.get_value()))
    });
    let sheet = move || {
        let plan = board
            .layout
            .with(|l| l.day(&id.get_value()).map(|d| d.plan.clone()));
        let plan = plan.unwrap_or_else(|| id.get_value());
        path(&board.address.production(), &format!("callsheet/{plan}"))
    };
    view! {
        <TextField
            label=crate::t!("board.day_text")
            value=text
            on_commit=rename
            help=crate::t!("board.day_text_help")
        />
        <DayLimits board id=id.get_value() />
        <BannerForm board open id=id.get_value() />
        <div class="line">
            <Button on_click=add>{crate::t!("board.add_day_after")}</Button>
            <Button on_click=move || shift(Step::Up) disabled=is_first>{crate::t!("board.day_up")}</Button>
            <Button on_click=move || shift(Step::Down) disabled=is_last>{crate::t!("board.day_down")}</Button>
            <Button on_click=ask>{crate::t!("board.move_to")}</Button>
            <Show when=move || board.is_in_use()>
                <LinkButton href=Signal::derive(sheet)>{crate::t!("board.call_sheet")}</LinkButton>
            </Show>
        </div>
        <div class="line">
            <Button kind=ButtonKind::Danger on_click=move || remove(Rest::Join)>
                {crate::t!("board.remove_join")}
            </Button>
            <Button kind=ButtonKind::Danger on_click=move || remove(Rest::Boneyard)>
                {crate::t!("board.remove_boneyard")}
            </Button>
        </div>
    }
}

/// Adds a banner at the end of a day.
#[component]
fn BannerForm(board: Board, open: RwSignal<bool>, id: Id) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let minutes = RwSignal::new(None::<i64>);
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let words = text.get_untracked();
        if words.trim().is_empty() {
            return error.set(Some(crate::t!("board.banner_empty").to_owned()));
        }
        open.set(false);
        let at = Spot::DayEnd(id.clone());
        let label = crate::t!("board.did.add_banner", text = words.trim());
        let minutes = minutes.get_untracked();
        board.does(|l| board::add_banner(l, &at, &words, minutes, label, &random::id()));
    };
    view! {
        <form class="move-next" on:submit=move |event| {
            event.prevent_default();
            add();
        }>
            <TextField
                label=crate::t!("board.banner")
                value=text
                on_input=move |typed: String| {
                    error.set(None);
                    text.set(typed);
                }
                placeholder=crate::t!("board.banner_like")
                error
            />
            <LengthField
                label=crate::t!("board.banner_minutes")
                value=minutes
                on_commit=Callback::new(move |typed| minutes.set(typed))
            />
            <Button submit=true>{crate::t!("board.add_banner")}</Button>
        </form>
    }
}

/// One banner's words and length.
#[component]
pub fn BannerDialog(
    board: Board,
    open: RwSignal<bool>,
    banner: RwSignal<Option<Id>>,
) -> impl IntoView {
    view! {
        <Dialog open title=crate::t!("board.banner_title")>
            {move || banner.get().map(|id| view! { <BannerFields board open id /> })}
        </Dialog>
    }
}

#[component]
fn BannerFields(board: Board, open: RwSignal<bool>, id: Id) -> impl IntoView {
    let id = StoredValue::new(id);
    let store = board.store;
    let banner = Memo::new(move |_| board.banner(&id.get_value()));
    let text = Signal::derive(move || banner.get().map(|b| b.text.to_string()).unwrap_or_default());
    let minutes = Signal::derive(move || banner.get().and_then(|b| b.minutes));
    let write = move |typed: String| {
        let label = crate::t!("board.did.banner", text = typed.trim());
        store.act(store.peek(|book| board::set_text(book, &id.get_value(), &typed, label)));
    };
    let last = move |typed: Option<i64>| {
        let label = crate::t!("board.did.banner", text = text.get_untracked());
        store.act(store.peek(|book| board::set_minutes(book, &id.get_value(), typed, label)));
    };
    let remove = move || {
        open.set(false);
        let label = crate::t!("board.did.remove_banner", text = text.get_untracked());
        store.act(board::remove_banner(&id.get_value(), label));
    };
    let ask = move || {
        open.set(false);
        board.ask(vec![RowKey::Banner(id.get_value())]);
    };
    view! {
        <TextField label=crate::t!("board.banner") value=text on_commit=write />
        <LengthField label=crate::t!("board.banner_minutes") value=minutes on_commit=last />
        <div class="line">
            <Button on_click=ask>{crate::t!("board.move_to")}</Button>
            <Button kind=ButtonKind::Danger on_click=remove>{crate::t!("board.remove_banner")}</Button>
        </div>
    }
}

/// Several days at the end of the board, all at once.
#[component]
pub fn AddDays(board: Board) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let add = move || match typed.get_untracked().trim().parse::<usize>() {
        Ok(n @ 1..=365) => {
            let ids: Vec<Id> = (0..n).map(|_| random::id()).collect();
            board.does(|l| board::add_days(l, &ids, crate::t!("board.did.add_days", n = n)));
            typed.set(String::new());
        }
        _ => error.set(Some(crate::t!("board.days_between").to_owned())),
    };
    view! {
        <form class="first-days" on:submit=move |event| {
            event.prevent_default();
            add();
        }>
            <TextField
                label=crate::t!("board.how_many")
                value=typed
                on_input=move |text: String| {
                    error.set(None);
                    typed.set(text);
                }
                kind=FieldKind::Number
                error
            />
            <Button kind=ButtonKind::Main submit=true>{crate::t!("board.add_days")}</Button>
        </form>
    }
}
