//! The day out of days as a grid: names at the left, dates across, sums at the right. A long one
//! is printed in pieces that each repeat the names.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use shared::id::Id;
use shared::schedule::{Basis, GridColumn, GridRow, Schedule};

use crate::platform::{grid as pointer, links};

use super::cells::{day, difference, shape};
use super::words::{column, short_date};

/// What somebody pressed: an element, and a date of it.
pub type Pressed = (Id, Option<String>);

/// What a grid does beside being read.
#[derive(Clone, Copy)]
pub struct Press {
    pub on_press: Callback<Pressed>,
    /// How far the dates are scrolled, in pixels: the grid is drawn anew after each edit.
    pub scrolled: StoredValue<i32>,
}

/// The sums of a row, by their column's key.
fn sums(row: &GridRow) -> [(&'static str, u32); 7] {
    [
        ("travel", row.travel),
        ("work", row.work),
        ("rehearsal", row.rehearsal),
        ("fitting", row.fitting),
        ("hold", row.hold),
        ("holiday", row.holiday),
        ("total", row.total),
    ]
}

/// What all rows of a table draw alike.
#[derive(Clone)]
struct Table {
    schedule: Arc<Schedule>,
    keys: Vec<&'static str>,
    has_dates: bool,
    on_press: Option<Callback<Pressed>>,
}

pub fn grid(schedule: &Arc<Schedule>, press: Option<Press>) -> AnyView {
    if schedule.rows.is_empty() {
        return view! { <p class="muted">{crate::t!("schedule.nobody_works")}</p> }.into_any();
    }
    let keys = sums(&GridRow::default())
        .into_iter()
        .map(|(key, _)| key)
        // A sum that is nowhere needs no column, except the ones that everybody looks for.
        .filter(|key| {
            let is_any = schedule
                .rows
                .iter()
                .any(|row| sums(row).iter().any(|(k, n)| k == key && *n > 0));
            is_any || ["work", "hold", "total"].contains(key)
        })
        .collect();
    let on_press = press.map(|press| press.on_press);
    let table = Table {
        schedule: schedule.clone(),
        keys,
        has_dates: schedule.rows.iter().any(|row| !row.start.is_empty()),
        on_press,
    };
    let pieces = pieces(schedule.columns.len());
    let is_long = pieces.len() > 1;
    let node = NodeRef::<leptos::html::Div>::new();
    if let Some(press) = press {
        Effect::new(move |_| {
            if let Some(node) = node.get() {
                node.set_scroll_left(press.scrolled.get_value());
            }
        });
    }
    let on_scroll = move |_| {
        if let (Some(press), Some(node)) = (press, node.get_untracked()) {
            press.scrolled.set_value(node.scroll_left());
        }
    };
    let on_click = move |event: MouseEvent| {
        if let Some(on_press) = on_press
            && let Some((row, date)) = pointer::pressed(&event)
        {
            on_press.run((Id::new(row), Some(date)));
        }
    };
    let walk = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        if links::step(&event, "button.dood-name", step).is_some() {
            event.prevent_default();
        }
    };
    let whole = table.view(0..schedule.columns.len(), true);
    // The grid is what somebody waits for; the pieces for paper are made right behind it.
    let is_time = RwSignal::new(false);
    if is_long {
        let make = move || {
            is_time.try_set(true);
        };
        set_timeout(make, Duration::from_millis(100));
    }
    let plain = Table {
        on_press: None,
        ..table
    };
    let printed = move || {
        is_time.get().then(|| {
            let last = pieces.len() - 1;
            let tables = pieces.iter().enumerate().map(|(n, piece)| {
                view! { <div class="dood-piece">{plain.view(piece.clone(), n == last)}</div> }
            });
            view! { <div class="dood-print" aria-hidden="true">{tables.collect_view()}</div> }
        })
    };
    view! {
        <div class="dood-box" class:is-long=is_time class:can-press=on_press.is_some() tabindex="0"
            role="region" aria-label=crate::t!("schedule.dood") node_ref=node
            on:click=on_click on:keydown=walk on:scroll=on_scroll>
            {whole}
        </div>
        {printed}
        {key(schedule)}
    }
    .into_any()
}

/// The most dates that stand on a page with the names, and with the names and the sums: beside
/// names of the greatest width, Letter has room for 40 and for 33.
const DATES_MAX: usize = 35;
const DATES_WITH_SUMS: usize = 21;

/// Parts the columns into pages: whole weeks, the last with room for the sums.
fn pieces(columns: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    while columns - from > DATES_WITH_SUMS {
        let too_many = columns - from - DATES_WITH_SUMS;
        let take = too_many.div_ceil(7).saturating_mul(7).min(DATES_MAX);
        out.push(from..from + take);
        from += take;
    }
    out.push(from..columns);
    out
}

/// What the codes mean, with the letters of this production.
fn key(schedule: &Schedule) -> AnyView {
    let codes = &schedule.codes;
    let or = |letter: &str, usual: &str| match letter {
        "" => usual.to_owned(),
        own => own.to_owned(),
    };
    let mut words = crate::t!(
        "schedule.dood_key",
        travel = or(&codes.travel, "TR"),
        rehearsal = or(&codes.rehearsal, "R"),
        fitting = or(&codes.fitting, "FT")
    );
    if Basis::parse(&schedule.basis) == Basis::Both {
        words.push(' ');
        words.push_str(crate::t!("schedule.dood_key_both"));
    }
    view! { <p class="dood-key">{words}</p> }.into_any()
}

impl Table {
    fn view(&self, dates: Range<usize>, with_sums: bool) -> AnyView {
        let columns = &self.schedule.columns[dates.clone()];
        let keys: &[_] = if with_sums { &self.keys } else { &[] };
        let has_dates = with_sums && self.has_dates;
        let head = keys.iter().map(
            |key| view! { <th role="columnheader" scope="col" class="sum">{column(key)}</th> },
        );
        let head = head.collect_view();
        let mut planned: Option<&GridRow> = None;
        let rows = self.schedule.rows.iter().map(|row| {
            let before = planned.filter(|before| row.actual && before.id == row.id);
            planned = (!row.actual).then_some(row);
            self.line(row, before, dates.clone(), (keys, has_dates))
        });
        let rows = rows.collect_view();
        view! {
            <table class="dood" role="table" class:both=self.schedule.basis == "both">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col" class="who">{column("name")}</th>
                        {columns.iter().map(day).collect_view()}
                        {head}
                        {has_dates.then(|| view! {
                            <th role="columnheader" scope="col" class="sum">{column("start")}</th>
                            <th role="columnheader" scope="col" class="sum">{column("finish")}</th>
                        })}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        }
        .into_any()
    }

    /// A row; `planned` is the row of the plan that an actual one is read against.
    fn line(
        &self,
        row: &GridRow,
        planned: Option<&GridRow>,
        dates: Range<usize>,
        (keys, has_dates): (&[&'static str], bool),
    ) -> AnyView {
        let can_press = self.on_press.is_some() && row.id.is_some() && !row.actual;
        let columns = &self.schedule.columns;
        let cells = dates.map(|n| {
            let code = row.cells.get(n).map_or("", String::as_str);
            let plan = planned.and_then(|row| row.cells.get(n)).map(String::as_str);
            cell(code, plan, &columns[n], can_press)
        });
        let own = sums(row);
        let totals = keys.iter().map(|key| {
            let n = own.iter().find(|(k, _)| k == key).map_or(0, |(_, n)| *n);
            view! { <td role="cell" class="n sum">{n}</td> }
        });
        let ends = has_dates.then(|| {
            view! {
                <td role="cell" class="sum">{short_date(&row.start)}</td>
                <td role="cell" class="sum">{short_date(&row.finish)}</td>
            }
        });
        let row_id = row.id.as_ref().filter(|_| can_press).map(Id::to_string);
        view! {
            <tr role="row" class:actual=row.actual data-row=row_id>
                {self.name(row, planned.is_some())}
                {cells.collect_view()}
                {totals.collect_view()}
                {ends}
            </tr>
        }
        .into_any()
    }

    /// Who it is; with a way to their drop where there is one, and on which side of a pair.
    fn name(&self, row: &GridRow, is_second: bool) -> AnyView {
        let number =
            (!row.number.is_empty()).then(|| view! { <b class="n">{row.number.clone()}</b>" " });
        let name = view! { {number}{row.name.clone()} };
        let basis = (self.schedule.basis == "both").then(|| {
            let word = if row.actual { "actual" } else { "planned" };
            view! { " "<small>{column(word)}</small> }
        });
        let on_press = self.on_press.filter(|_| !row.actual);
        let name = match (on_press, row.id.clone()) {
            (Some(on_press), Some(id)) => {
                let data = id.to_string();
                let title = crate::t!("schedule.drop.of", name = row.name);
                view! {
                    <button type="button" class="dood-name" aria-haspopup="dialog" title=title data-id=data
                        on:click=move |_| on_press.run((id.clone(), None))>{name}</button>
                }
                .into_any()
            }
            _ if is_second => view! { <span class="hidden">{name}</span> }.into_any(),
            _ => name.into_any(),
        };
        view! { <th role="rowheader" scope="row" class="who">{name}{basis}</th> }.into_any()
    }
}

/// One cell. What differs from the plan says so by a sign and a frame, not by colour.
fn cell(code: &str, plan: Option<&str>, column: &GridColumn, can_press: bool) -> AnyView {
    let date = (can_press && !column.date.is_empty()).then(|| column.date.clone());
    let differs = plan.filter(|plan| *plan != code);
    let text = format!(
        "{}{code}",
        differs.map_or("", |plan| difference(plan, code))
    );
    let said = differs.map(|plan| {
        let plan = match plan {
            "" => crate::t!("schedule.blank"),
            plan => plan,
        };
        view! { <span class="hidden">{crate::t!("schedule.was_planned", code = plan)}</span> }
    });
    let class = shape(code, column.off);
    view! {
        <td role="cell" class=class class:differs=differs.is_some() data-date=date>{text}{said}</td>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_grid_is_printed_in_whole_weeks() {
        let check = |columns: usize, expected: &[usize]| {
            let pieces = pieces(columns);
            let lengths: Vec<usize> = pieces.iter().map(ExactSizeIterator::len).collect();
            assert_eq!(lengths, expected, "{columns}");
            assert_eq!(lengths.iter().sum::<usize>(), columns);
        };
        check(0, &[0]);
        check(21, &[21]);
        check(22, &[7, 15]);
        check(30, &[14, 16]);
        check(60, &[35, 7, 18]);
        check(84, &[35, 28, 21]);
        check(120, &[35, 35, 35, 15]);
    }
}
