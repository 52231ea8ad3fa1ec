//! The drop of somebody, opened from the day out of days.

use leptos::prelude::*;
use shared::breakdown;
use shared::id::Id;

use crate::breakdown::DropRule;
use crate::platform::links;
use crate::store::use_store;
use crate::ui::*;

use super::grid::Pressed;

/// The dialog of what was pressed; it is open while something is.
#[component]
pub fn DropDialog(pressed: RwSignal<Option<Pressed>>) -> impl IntoView {
    let store = use_store();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(pressed.with(Option::is_some)));
    Effect::new(move |_| {
        if !open.get()
            && let Some((id, _)) = pressed.get_untracked()
        {
            pressed.set(None);
            // The grid was drawn anew below the dialog: what opened it is gone.
            links::focus_later(format!("button.dood-name[data-id=\"{id}\"]"));
        }
    });
    let name = move |id: &Id| {
        store.with(breakdown::KINDS, |book| {
            let kind = breakdown::kind_of(book, id)?;
            Some(book.text(&kind, id, "name").to_owned())
        })
    };
    let title = Signal::derive(move || {
        let name = pressed.with(|pressed| pressed.as_ref().and_then(|(id, _)| name(id)));
        crate::t!("schedule.drop.of", name = name.unwrap_or_default())
    });
    view! {
        <Dialog open title>
            {move || pressed.get().map(|(id, at)| view! { <DropRule id at /> })}
        </Dialog>
    }
}
