//! Whose devices have an issued document.

use leptos::prelude::*;
use shared::callsheet::receipts::Got;
use shared::id::Id;

use crate::ui::*;

/// People by name and how far the document got; nothing for whoever may not see it.
#[component]
pub fn WhoHasIt(
    rows: Memo<Vec<(Id, String, Got)>>,
    #[prop(into)] may_see: Signal<bool>,
) -> impl IntoView {
    let word = |got: Got| match got {
        Got::Nothing => (Tone::Warn, crate::t!("today.receipts.nothing")),
        Got::Received => (Tone::None, crate::t!("today.receipts.received")),
        _ => (Tone::Good, crate::t!("today.receipts.opened")),
    };
    view! {
        <Show when=move || may_see.get() && rows.with(|r| !r.is_empty())>
            <section class="no-print">
                <h2>{crate::t!("callsheet.who.title")}</h2>
                <ListCard label=crate::t!("callsheet.who.title")>
                    {move || rows.get().into_iter().map(|(_, name, got)| {
                        let (tone, word) = word(got);
                        view! {
                            <ListRow>
                                <span class="grow">{name}</span>
                                <Badge tone=Signal::stored(tone)>{word}</Badge>
                            </ListRow>
                        }
                    }).collect_view()}
                </ListCard>
            </section>
        </Show>
    }
}
