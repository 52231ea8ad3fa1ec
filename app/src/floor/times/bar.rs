//! What a tap does: which stamp, and when.

use leptos::prelude::*;
use shared::floor::Stamp;

use super::state::{At, Filter, use_times};
use crate::floor::words::stamp_word;
use crate::t;
use crate::ui::*;

/// The stamps that are tapped every day; the others stand behind "more".
const USUAL: [Stamp; 6] = [
    Stamp::In,
    Stamp::Makeup,
    Stamp::Set,
    Stamp::Meal1Out,
    Stamp::Meal1In,
    Stamp::Out,
];

/// The bar above the list; it stays in sight while the list scrolls.
#[component]
pub fn TapBar() -> impl IntoView {
    let times = use_times();
    let usual = Signal::derive(|| {
        USUAL
            .map(|stamp| (stamp.as_str().to_owned(), stamp_word(stamp)))
            .to_vec()
    });
    let others = Signal::derive(move || {
        let none = (String::new(), t!("times.more").to_owned());
        let rest = Stamp::ALL
            .into_iter()
            .filter(|stamp| !USUAL.contains(stamp))
            .map(|stamp| (stamp.as_str().to_owned(), stamp_word(stamp)));
        std::iter::once(none).chain(rest).collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || times.stamp.get().as_str().to_owned());
    let other = Signal::derive(move || {
        let stamp = times.stamp.get();
        let is_usual = USUAL.contains(&stamp);
        if is_usual {
            String::new()
        } else {
            stamp.as_str().to_owned()
        }
    });
    let choose = move |name: String| {
        if let Some(stamp) = Stamp::parse(&name) {
            times.stamp.set(stamp);
        }
    };
    let when = Signal::derive(|| {
        vec![
            ("now".to_owned(), t!("times.now").to_owned()),
            ("typed".to_owned(), t!("times.typed").to_owned()),
        ]
    });
    let is_now = Memo::new(move |_| times.at.get() == At::Now);
    let typed = Signal::derive(move || match times.at.get() {
        At::Now => None,
        At::Typed(at) => at,
    });
    let show = Signal::derive(move || {
        let name = |filter| match filter {
            Filter::All => t!("times.filter.all").to_owned(),
            Filter::Missing => t!("times.filter.missing", what = stamp_word(times.stamp.get())),
        };
        vec![
            ("all".to_owned(), name(Filter::All)),
            ("missing".to_owned(), name(Filter::Missing)),
        ]
    });
    let filter = Signal::derive(move || match times.filter.get() {
        Filter::All => "all".to_owned(),
        Filter::Missing => "missing".to_owned(),
    });
    view! {
        <div class="tap-bar">
            <div class="tap-what">
                <Segments label=t!("times.what") options=usual value=chosen on_change=choose />
                <SelectField label=t!("times.more") quiet=true value=other options=others on_commit=choose />
            </div>
            <div class="tap-when">
                <Segments
                    label=t!("times.when")
                    options=when
                    value=Signal::derive(move || if is_now.get() { "now" } else { "typed" }.to_owned())
                    on_change=move |chosen: String| {
                        times.at.set(if chosen == "now" { At::Now } else { At::Typed(times.day.now()) });
                    }
                />
                <Show when=move || !is_now.get()>
                    <TimeField
                        label=t!("times.time")
                        quiet=true
                        value=typed
                        on_commit=move |at| times.at.set(At::Typed(at))
                    />
                </Show>
            </div>
            <div class="tap-find">
                <TextField
                    label=t!("times.search")
                    quiet=true
                    kind=FieldKind::Search
                    placeholder=t!("times.search")
                    value=times.search
                    on_input=move |text| times.search.set(text)
                />
                <Segments
                    label=t!("times.filter")
                    options=show
                    value=filter
                    on_change=move |chosen: String| {
                        times.filter.set(if chosen == "missing" { Filter::Missing } else { Filter::All });
                    }
                />
            </div>
        </div>
    }
}
