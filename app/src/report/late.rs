//! What came after the report was frozen.

use leptos::prelude::*;
use shared::report::Standing;

use super::state::{use_daily, use_show};
use super::words::difference;
use crate::t;
use crate::ui::*;

/// How many lines are shown before the rest is counted.
const SHOWN: usize = 12;

/// The late entries, with the way to the live report that has them.
#[component]
pub fn Late() -> impl IntoView {
    let daily = use_daily();
    let show = use_show();
    let lines = Memo::new(move |_| {
        let mut lines: Vec<String> = daily
            .late
            .with(|late| late.iter().map(difference).collect());
        lines.dedup();
        lines
    });
    let title = Signal::derive(move || {
        let n = lines.with(Vec::len);
        match daily.newest().map(|n| n.standing()) {
            Some(Standing::Signed) => t!("report.late.signed", n = n),
            _ => t!("report.late", n = n),
        }
    });
    let is_shown = move || {
        !lines.with(Vec::is_empty)
            && daily
                .newest()
                .is_some_and(|n| n.standing() != Standing::Rejected)
    };
    view! {
        <Show when=is_shown>
            <Note tone=Tone::Warn title>
                <ul class="late-lines">
                    {move || {
                        lines
                            .get()
                            .into_iter()
                            .take(SHOWN)
                            .map(|line| view! { <li>{line}</li> })
                            .collect_view()
                    }}
                </ul>
                {move || {
                    let more = lines.with(Vec::len).saturating_sub(SHOWN);
                    (more > 0).then(|| view! { <span>{t!("today.changes.more", n = more)}</span> })
                }}
                <Show when=move || daily.shown.with(Option::is_some)>
                    <Button on_click=move || show.run(None)>{t!("report.late.see")}</Button>
                </Show>
            </Note>
        </Show>
    }
}
