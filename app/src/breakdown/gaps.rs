//! The gaps between an element's working days, and what somebody says of dropping each.

use leptos::prelude::*;
use shared::board;
use shared::calendar::parse_date;
use shared::dood::{self, Gap, GridRow, Pin};
use shared::id::Id;
use shared::kind::Kind;

use crate::calendar::dates;
use crate::platform::links;
use crate::store::{Store, use_store};
use crate::ui::*;

use super::state::name_of;

/// The kinds that an element's gaps are read from.
const READ: &[Kind] = &[
    Kind::Production,
    Kind::Board,
    Kind::Unit,
    Kind::Strip,
    Kind::Row,
    Kind::Day,
    Kind::Date,
    Kind::Event,
    Kind::Scene,
    Kind::Character,
    Kind::Category,
    Kind::Element,
    Kind::Location,
];

fn row_of(store: Store, id: &Id) -> Option<GridRow> {
    store.with(READ, |book| {
        let layout = board::layout(book, &board::active(book));
        dood::row_of(book, &layout, id, &dood::options(book))
    })
}

/// Lists the gaps of the board in use; `at` is the date whose gap takes the focus.
#[component]
pub fn Gaps(id: Id, #[prop(optional_no_strip)] at: Option<String>) -> impl IntoView {
    let store = use_store();
    let key = id.clone();
    let row = Memo::new(move |_| row_of(store, &key));
    let hold = {
        let key = id.clone();
        Memo::new(move |_| {
            store.with(shared::breakdown::KINDS, |book| {
                let all = shared::breakdown::all(book);
                all.iter().any(|e| e.id == key && e.dood.hold)
            })
        })
    };
    let at = at.as_deref().and_then(parse_date);
    let pressed = row.with_untracked(|row| {
        let mut gaps = row.iter().flat_map(|row| &row.gaps);
        let at = at?;
        gaps.find(|gap| gap.from <= at && at <= gap.to)
            .map(|gap| gap.from)
    });
    if let Some(from) = pressed {
        links::focus_later(format!("#gap-{from}"));
    }
    // A choice changes what the others say, and the field that was chosen in keeps the focus.
    let starts = Memo::new(move |_| {
        row.with(|row| {
            let gaps = row.iter().flat_map(|row| &row.gaps);
            gaps.map(|gap| gap.from).collect::<Vec<_>>()
        })
    });
    let is_lost = Memo::new(move |_| row.with(|r| r.as_ref().is_some_and(|r| r.row.is_pin_lost)));
    let id = StoredValue::new(id);
    let text = move || {
        if starts.with(Vec::is_empty) {
            crate::t!("breakdown.drop.no_gaps")
        } else if !hold.get() {
            crate::t!("breakdown.drop.unheld")
        } else {
            crate::t!("breakdown.drop.text")
        }
    };
    let gap_of = move |from| {
        Memo::new(move |_| {
            row.with(|row| {
                let mut gaps = row.iter().flat_map(|row| &row.gaps);
                gaps.find(|gap| gap.from == from).cloned()
            })
        })
    };
    let free = move || {
        let id = id.get_value();
        let label = crate::t!("breakdown.did.unpinned", name = name_of(store, &id));
        store.act(store.peek(|book| dood::unpin(book, &id, label)));
    };
    view! {
        <section class="gaps stack" aria-label=crate::t!("breakdown.drop.gaps")>
            <p class="muted">{text}</p>
            <Show when=move || is_lost.get()>
                <Note tone=Tone::Warn title=crate::t!("breakdown.drop.lost")>
                    <span>{crate::t!("breakdown.drop.lost_text")}</span>
                    <Button on_click=free>{crate::t!("breakdown.drop.unpin")}</Button>
                </Note>
            </Show>
            <Show when=move || hold.get()>
                <For each=move || starts.get() key=|from| *from let:from>
                    <GapField id=id.get_value() gap=gap_of(from) key=format!("gap-{from}") />
                </For>
            </Show>
        </section>
    }
}

/// One gap: left to the rule, dropped, or never dropped.
#[component]
fn GapField(id: Id, gap: Memo<Option<Gap>>, key: String) -> impl IntoView {
    let store = use_store();
    let label = Signal::derive(move || gap.get().map(|gap| gap_words(&gap)).unwrap_or_default());
    let value = Signal::derive(move || {
        let pin = gap.with(|gap| gap.as_ref().and_then(|gap| gap.pin));
        pin_key(pin).to_owned()
    });
    let options = Signal::derive(move || {
        let gap = gap.get();
        let is_dropped = gap.as_ref().is_some_and(|gap| gap.is_dropped);
        let may = gap.as_ref().is_some_and(|gap| gap.is_long);
        let pin = gap.and_then(|gap| gap.pin);
        let rule = match (pin, is_dropped) {
            (None, true) => crate::t!("breakdown.drop.rule_drops"),
            (None, false) => crate::t!("breakdown.drop.rule_holds"),
            _ => crate::t!("breakdown.drop.rule"),
        };
        let mut options = vec![(String::new(), rule.to_owned())];
        if may || pin == Some(Pin::Here) {
            options.push((
                "here".to_owned(),
                crate::t!("breakdown.drop.here").to_owned(),
            ));
        }
        options.push((
            "never".to_owned(),
            crate::t!("breakdown.drop.never").to_owned(),
        ));
        options
    });
    let help = MaybeProp::derive(move || {
        let is_short = gap.with(|gap| gap.as_ref().is_some_and(|gap| !gap.is_long));
        is_short.then(|| crate::t!("breakdown.drop.short").to_owned())
    });
    let choose = move |chosen: String| {
        let Some(gap) = gap.get_untracked() else {
            return;
        };
        let to = match chosen.as_str() {
            "here" => Some(Pin::Here),
            "never" => Some(Pin::Never),
            _ => None,
        };
        let name = name_of(store, &id);
        let from = dates::short(gap.from);
        let label = match to {
            Some(Pin::Here) => crate::t!("breakdown.did.pinned", name = name, date = from),
            Some(Pin::Never) => crate::t!("breakdown.did.never", name = name, date = from),
            None => crate::t!("breakdown.did.unpinned", name = name),
        };
        store.act(store.peek(|book| dood::pin(book, &id, &gap, to, label)));
    };
    view! { <SelectField label value options on_commit=choose help id=key /> }
}

fn pin_key(pin: Option<Pin>) -> &'static str {
    match pin {
        Some(Pin::Here) => "here",
        Some(Pin::Never) => "never",
        None => "",
    }
}

/// "5 March to 22 March: 17 days, 10 held"
fn gap_words(gap: &Gap) -> String {
    let words = |from: String, to: String| {
        if gap.is_dropped {
            crate::t!(
                "breakdown.drop.gap_free",
                from = from,
                to = to,
                days = gap.days,
                held = gap.held
            )
        } else {
            crate::t!(
                "breakdown.drop.gap",
                from = from,
                to = to,
                days = gap.days,
                held = gap.held
            )
        }
    };
    words(dates::short(gap.from), dates::short(gap.to))
}
