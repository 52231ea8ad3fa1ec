//! Taking over a crew list from a spreadsheet: paste or file, a preview, then one act.

use leptos::prelude::*;

use super::address::Address;

#[component]
pub fn ImportView(address: Address) -> impl IntoView {
    let _ = address;
}
