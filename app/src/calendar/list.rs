//! The dates as a list: what happens on each, from the start of prep to the end of wrap.

use leptos::prelude::*;
use shared::board::DayView;
use shared::calendar::{self, AgendaLine};

use crate::ui::*;

use super::dates;
use super::months::Shape;
use super::room::Shown;
use super::words::{Look, kind_word, look_of, phase_words};

/// A line as it is read.
#[derive(Clone, PartialEq)]
struct Line {
    date: jiff::civil::Date,
    look: Look,
    what: String,
    about: String,
    pages: String,
}

fn line(line: &AgendaLine) -> Line {
    let place = line.day.and_then(DayView::location);
    let day_text = line.day.map(|day| day.text.to_string());
    let about = [
        place.map(|(_, name)| name.to_string()),
        day_text,
        Some(line.text.to_string()),
    ];
    let about: Vec<String> = about
        .into_iter()
        .flatten()
        .filter(|t| !t.is_empty())
        .collect();
    let pages = line.day.filter(|day| day.scenes > 0).map(|day| {
        format!(
            "{}, {}",
            crate::t!("board.n_scenes", n = day.scenes),
            crate::t!("board.pages", n = day.eighths)
        )
    });
    Line {
        date: line.date,
        look: look_of(line.kind, line.phase),
        what: line
            .phase
            .map_or_else(|| kind_word(line.kind).to_owned(), phase_words),
        about: about.join(" · "),
        pages: pages.unwrap_or_default(),
    }
}

#[component]
pub fn DateList(room: Shown) -> impl IntoView {
    let lines = Memo::new(move |_| {
        room.calendar.with(|c| {
            room.phases.with(|p| {
                room.layout.with(|l| {
                    calendar::agenda(c, p, l)
                        .iter()
                        .map(line)
                        .collect::<Vec<_>>()
                })
            })
        })
    });
    let row = move |line: Line| {
        let date = line.date;
        let href = move || room.address.with(&[("date", &date.to_string())]);
        let is_open = move || (room.open.get() == Some(date)).then_some("true");
        view! {
            <li class=format!("row-item {}", line.look.class)>
                <a class="row agenda-row" href=href aria-current=is_open>
                    <b class="agenda-date">{dates::medium(date)}</b>
                    <span class="agenda-what"><Shape look=line.look />{line.what}</span>
                    <span class="grow">{line.about}</span>
                    <span class="muted">{line.pages}</span>
                </a>
            </li>
        }
    };
    view! {
        <ListCard label=crate::t!("calendar.list_view")>
            {move || lines.get().into_iter().map(row).collect_view()}
        </ListCard>
    }
}
