//! The colours of the strips: the matrix of the production, and the paper that is being changed.

use leptos::prelude::*;
use shared::board::{PALETTE, Paper, Rgb, SIDES, reset_colours, set_colour};
use shared::heading::DayPart;

use crate::platform::paper::paper as drawn;
use crate::scene::{part_word, side_and_part};
use crate::ui::*;

use super::state::Board;

/// "EXT night"
pub fn paper_word(paper: Paper) -> String {
    match paper {
        Paper::Scene(side, part) => side_and_part(side, part),
        Paper::Highlight => crate::t!("design.highlight").to_owned(),
        Paper::DayStrip => crate::t!("design.day_strip").to_owned(),
        Paper::Banner => crate::t!("design.banner").to_owned(),
    }
}

/// Names a colour of the palette, or writes it as a browser does.
fn colour_word(rgb: Rgb) -> String {
    let names = crate::t!("design.palette").split('|');
    let known = PALETTE.iter().zip(names).find(|(known, _)| **known == rgb);
    known.map_or_else(|| rgb.to_string(), |(_, name)| name.to_owned())
}

/// The papers as they are now; each is a button that opens it for a change.
#[component]
pub fn Papers(board: Board) -> impl IntoView {
    let store = board.store;
    let chosen = RwSignal::new(None::<Paper>);
    let count = Memo::new(move |_| board.colours.with(|c| c.count()));
    let reset = move || {
        chosen.set(None);
        let label = crate::t!("design.did.reset").to_owned();
        store.act(store.peek(|book| reset_colours(book, label)));
    };
    let cell = move |paper: Paper| view! { <PaperButton board paper chosen /> };
    let row = move |part: DayPart| {
        let cells = SIDES.map(|side| view! { <td>{cell(Paper::Scene(side, part))}</td> });
        view! {
            <tr>
                <th scope="row">{part_word(part)}</th>
                {cells.into_iter().collect_view()}
            </tr>
        }
    };
    view! {
        <table class="paper-matrix">
            <caption class="hidden">{crate::t!("design.colours")}</caption>
            <thead>
                <tr>
                    <td></td>
                    {SIDES.map(|side| view! { <th scope="col">{side.as_str()}</th> }).into_iter().collect_view()}
                </tr>
            </thead>
            <tbody>{DayPart::ALL.map(row).into_iter().collect_view()}</tbody>
        </table>
        <div class="paper-row" role="group" aria-label=crate::t!("design.beside")>
            {[Paper::Highlight, Paper::DayStrip, Paper::Banner].map(cell).into_iter().collect_view()}
        </div>
        {move || chosen.get().map(|paper| view! { <Change board paper /> })}
        <Show when=move || { count.get() > 0 }>
            <div class="line">
                <Button on_click=reset>{crate::t!("design.reset")}</Button>
                <span class="muted">{move || crate::t!("design.own", n = count.get())}</span>
            </div>
        </Show>
    }
}

#[component]
fn PaperButton(board: Board, paper: Paper, chosen: RwSignal<Option<Paper>>) -> impl IntoView {
    let class = move || {
        let class = board.colours.with(|c| c.class(paper));
        format!("paper-cell {}", drawn(class))
    };
    let own = move || board.colours.with(|c| c.own(paper));
    let name = move || {
        let colour = own().map_or_else(|| crate::t!("design.as_preset").to_owned(), colour_word);
        crate::t!(
            "design.paper_name",
            paper = paper_word(paper),
            colour = colour
        )
    };
    view! {
        <button
            type="button"
            class=class
            aria-label=name
            aria-pressed=move || (chosen.get() == Some(paper)).to_string()
            on:click=move |_| chosen.set(Some(paper))
        >
            <span>{paper_word(paper)}</span>
            <small>{move || own().map(colour_word)}</small>
        </button>
    }
}

/// Colours for one paper: the palette by name, and any other.
#[component]
fn Change(board: Board, paper: Paper) -> impl IntoView {
    let store = board.store;
    let own = Memo::new(move |_| board.colours.with(|c| c.own(paper)));
    let write = move |colour: Option<Rgb>| {
        let word = paper_word(paper);
        let label = match colour {
            Some(rgb) => crate::t!("design.did.paper", paper = word, colour = colour_word(rgb)),
            None => crate::t!("design.did.as_preset", paper = word),
        };
        store.act(store.peek(|book| set_colour(book, paper, colour, label)));
    };
    let swatch = move |(rgb, name): (Rgb, &'static str)| {
        let class = drawn(format!("paint-{}", &rgb.to_string()[1..]));
        view! {
            <button
                type="button"
                class=format!("swatch {class}")
                aria-pressed=move || (own.get() == Some(rgb)).to_string()
                on:click=move |_| write(Some(rgb))
            >
                {name}
            </button>
        }
    };
    let names = crate::t!("design.palette").split('|');
    let value = Signal::derive(move || board.colours.with(|c| c.rgb(paper)).to_string());
    view! {
        <section class="paper-change stack" aria-label=paper_word(paper)>
            <h3>{paper_word(paper)}</h3>
            <div class="swatches" role="group" aria-label=crate::t!("design.palette_name")>
                {PALETTE.into_iter().zip(names).map(swatch).collect_view()}
            </div>
            <div class="line">
                <TextField
                    label=crate::t!("design.other")
                    value
                    on_commit=move |typed: String| write(Rgb::parse(&typed))
                    kind=FieldKind::Colour
                />
                <Show when=move || own.get().is_some()>
                    <Button on_click=move || write(None)>{crate::t!("design.as_preset")}</Button>
                </Show>
            </div>
            <p class="muted">{crate::t!("design.readable")}</p>
        </section>
    }
}
