//! The day out of days as a grid: names at the left, dates across, sums at the right.

use leptos::prelude::*;
use shared::calendar::parse_date;
use shared::schedule::{GridColumn, GridRow, Schedule};

use crate::calendar::dates;

use super::words::column;

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

/// What colours a cell beside its letters.
fn class(code: &str, is_off: bool) -> &'static str {
    match code {
        "" if is_off => "off",
        "" => "",
        "H" => "hold",
        "D" => "drop",
        code if code.contains('W') => "work",
        _ => "event",
    }
}

pub fn grid(schedule: &Schedule) -> AnyView {
    if schedule.rows.is_empty() {
        return view! { <p class="muted">{crate::t!("schedule.nobody_works")}</p> }.into_any();
    }
    let keys: Vec<&'static str> = sums(&GridRow::default())
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
    let head = keys
        .iter()
        .map(|key| view! { <th role="columnheader" scope="col" class="sum">{column(key)}</th> });
    let head = head.collect_view();
    let has_dates = schedule.rows.iter().any(|row| !row.start.is_empty());
    view! {
        <div class="dood-box" tabindex="0" role="region" aria-label=crate::t!("schedule.dood")>
            <table class="dood" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col" class="who">{column("name")}</th>
                        {schedule.columns.iter().map(day).collect_view()}
                        {head}
                        {has_dates.then(|| view! {
                            <th role="columnheader" scope="col" class="sum">{column("start")}</th>
                            <th role="columnheader" scope="col" class="sum">{column("finish")}</th>
                        })}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {schedule
                        .rows
                        .iter()
                        .map(|row| line(row, &schedule.columns, &keys, has_dates))
                        .collect_view()}
                </tbody>
            </table>
        </div>
        <p class="dood-key">{crate::t!("schedule.dood_key")}</p>
    }
    .into_any()
}

fn day(column: &GridColumn) -> AnyView {
    let n = column.day_number;
    let (spoken, over, under) = match parse_date(&column.date) {
        Some(date) => {
            let over = dates::weekday_short(date.weekday())
                .chars()
                .take(2)
                .collect::<String>();
            let over = if date.day() == 1 {
                dates::short(date)
                    .split(' ')
                    .next_back()
                    .unwrap_or_default()
                    .to_owned()
            } else {
                over
            };
            let spoken = match n {
                0 => dates::long(date),
                n => crate::t!("schedule.day_on", n = n, date = dates::long(date)),
            };
            (spoken, over, date.day().to_string())
        }
        None => (
            crate::t!("schedule.day", n = n),
            String::new(),
            n.to_string(),
        ),
    };
    let said = spoken.clone();
    let number = (n > 0 && !column.date.is_empty()).then(|| n.to_string());
    view! {
        <th role="columnheader" scope="col" class="date" class:off=column.off title=spoken>
            <span class="hidden">{said}</span>
            <span aria-hidden="true">
                <small>{over}</small>
                <b>{under}</b>
                <small class="nth">{number}</small>
            </span>
        </th>
    }
    .into_any()
}

fn line(row: &GridRow, columns: &[GridColumn], keys: &[&'static str], has_dates: bool) -> AnyView {
    let cells = row.cells.iter().zip(columns).map(|(code, column)| {
        view! { <td role="cell" class=class(code, column.off)>{code.clone()}</td> }
    });
    let own = sums(row);
    let totals = keys.iter().map(|key| {
        let n = own.iter().find(|(k, _)| k == key).map_or(0, |(_, n)| *n);
        view! { <td role="cell" class="n sum">{n}</td> }
    });
    let short = |text: &str| parse_date(text).map(dates::short).unwrap_or_default();
    let ends = has_dates.then(|| {
        view! {
            <td role="cell" class="sum">{short(&row.start)}</td>
            <td role="cell" class="sum">{short(&row.finish)}</td>
        }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="who">
                {(!row.number.is_empty()).then(|| view! { <b class="n">{row.number.clone()}</b>" " })}
                {row.name.clone()}
            </th>
            {cells.collect_view()}
            {totals.collect_view()}
            {ends}
        </tr>
    }
    .into_any()
}
