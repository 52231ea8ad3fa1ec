//! Arrow keys in a table of fields: from cell to cell, as on paper with a pencil.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent, MouseEvent};

/// Moves the focus to the neighbouring field of the table that an event came from: up, down and
/// Enter by row, left and right by column where the caret is at the end of the text. The key is
/// left alone where there is no such field.
pub fn step(event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let Some(from) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else {
        return;
    };
    // A select keeps its arrows, and a button its Enter.
    let Some(input) = from.dyn_ref::<HtmlInputElement>() else {
        return;
    };
    let is_text = input.type_() != "checkbox";
    let (rows, columns) = match event.key().as_str() {
        "ArrowDown" => (1, 0),
        "Enter" if is_text => (if event.shift_key() { -1 } else { 1 }, 0),
        "ArrowUp" => (-1, 0),
        "ArrowRight" if at_end(input, is_text) => (0, 1),
        "ArrowLeft" if at_start(input, is_text) => (0, -1),
        _ => return,
    };
    if let Some(to) = neighbour(&from, rows, columns) {
        event.prevent_default();
        let _ = to.focus();
        if let Some(input) = to.dyn_ref::<HtmlInputElement>()
            && input.type_() != "checkbox"
        {
            input.select();
        }
    }
}

fn at_end(input: &HtmlInputElement, is_text: bool) -> bool {
    let length = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
    !is_text || input.selection_end().ok().flatten() == Some(length)
}

fn at_start(input: &HtmlInputElement, is_text: bool) -> bool {
    !is_text || input.selection_start().ok().flatten() == Some(0)
}

fn field_in(cell: &Element) -> Option<HtmlElement> {
    cell.query_selector("input:not(:disabled)")
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}

fn neighbour(from: &Element, rows: i32, columns: i32) -> Option<HtmlElement> {
    let cell = from.closest("td").ok().flatten()?;
    if columns != 0 {
        let mut next = step_sibling(&cell, columns);
        while let Some(now) = next {
            if let Some(field) = field_in(&now) {
                return Some(field);
            }
            next = step_sibling(&now, columns);
        }
        return None;
    }
    let row = cell.closest("tr").ok().flatten()?;
    let column = std::iter::successors(
        cell.previous_element_sibling(),
        Element::previous_element_sibling,
    )
    .count();
    let found = row
        .closest("table")
        .ok()
        .flatten()?
        .query_selector_all("tbody tr")
        .ok()?;
    let all: Vec<Element> = (0..found.length())
        .filter_map(|n| found.get(n)?.dyn_into().ok())
        .collect();
    let at = all.iter().position(|r| *r == row)?;
    let field = |row: &Element| {
        let mut cell = row.first_element_child();
        for _ in 0..column {
            cell = cell?.next_element_sibling();
        }
        field_in(&cell?)
    };
    if rows > 0 {
        all.iter().skip(at + 1).find_map(field)
    } else {
        all.iter().take(at).rev().find_map(field)
    }
}

fn step_sibling(cell: &Element, columns: i32) -> Option<Element> {
    if columns > 0 {
        cell.next_element_sibling()
    } else {
        cell.previous_element_sibling()
    }
}

/// Returns what was pressed in a table: the `data-row` of its row and the `data-date` of its cell.
pub fn pressed(event: &MouseEvent) -> Option<(String, String)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let cell = target.closest("td[data-date]").ok()??;
    let row = cell.closest("tr[data-row]").ok()??;
    Some((
        row.get_attribute("data-row")?,
        cell.get_attribute("data-date")?,
    ))
}

/// Opens the browser's print dialog.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Returns what stands behind the `#` of the address, without it.
pub fn fragment() -> String {
    web_sys::window()
        .and_then(|w| w.location().hash().ok())
        .map(|hash| hash.trim_start_matches('#').to_owned())
        .unwrap_or_default()
}
