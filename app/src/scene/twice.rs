//! The notice above the list that scenes are there twice, with the way to their review.

use std::time::Duration;

use leptos::prelude::*;
use shared::access::Audience;
use shared::scene::doubles;

use crate::people::Address;
use crate::shell::path;
use crate::store::use_store;
use crate::ui::*;

/// How long the scenes must stand still before they are compared.
const QUIET: Duration = Duration::from_millis(400);

#[component]
pub fn Twice(address: Address) -> impl IntoView {
    let store = use_store();
    // Scenes that are there twice, and edits that went into a scene that was merged.
    let count = RwSignal::new((0_usize, 0_usize));
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        store.with(doubles::KINDS, |_| ());
        // Whoever cannot merge is not asked.
        if !store.may_write(&Audience::Plan) || !store.may_write(&Audience::Script) {
            count.set((0, 0));
            return;
        }
        turn.update_value(|n| *n = n.wrapping_add(1));
        let mine = turn.get_value();
        set_timeout(
            move || {
                if turn.try_get_value() == Some(mine) {
                    count
                        .set(store.peek(|book| {
                            (doubles::doubles(book).len(), doubles::late(book).len())
                        }));
                }
            },
            QUIET,
        );
    });
    let href = Signal::derive(move || path(&address.production(), "script/doubles"));
    view! {
        <div role="status" class="twice">
            <Show when=move || count.get().0 != 0>
                <Note tone=Tone::Warn title=Signal::derive(move || crate::t!("doubles.notice", n = count.get().0))>
                    <span>{crate::t!("doubles.notice_text")}</span>
                    <LinkButton href>{crate::t!("doubles.review")}</LinkButton>
                </Note>
            </Show>
            <Show when=move || count.get().1 != 0>
                <Note tone=Tone::Warn title=Signal::derive(move || crate::t!("doubles.late_notice", n = count.get().1))>
                    <span>{crate::t!("doubles.late_help")}</span>
                    <LinkButton href>{crate::t!("doubles.late_review")}</LinkButton>
                </Note>
            </Show>
        </div>
    }
}
