//! What the relay does not have yet.

use leptos::prelude::*;
use shared::book::Book;
use shared::engine::protocol::{Ask, FromEngine, Pending, ToEngine, Touched};
use shared::production::{self, changes};

use super::fields::field_name;

use crate::store::use_store;
use crate::ui::{Badge, Card, Tone, when_text};

/// How many waiting changes are listed; the number says how many there are.
const SHOWN: usize = 50;

#[component]
pub fn WaitingCard() -> impl IntoView {
    let store = use_store();
    let list = RwSignal::new(Vec::<Pending>::new());
    let count = Memo::new(move |_| store.sync.with(|s| s.as_ref().map_or(0, |s| s.waiting)));
    let written = store.written();
    Effect::new(move |_| {
        count.track();
        written.track();
        store.ask(
            |request| ToEngine::Ask {
                request,
                ask: Ask::Waiting,
            },
            move |answer| {
                if let FromEngine::Waiting { waiting, .. } = answer
                    && !list.is_disposed()
                {
                    list.set(waiting);
                }
            },
        );
    });
    let draw = move |pending: Pending| {
        let label = if pending.label.is_empty() {
            crate::t!("sync.unnamed").to_owned()
        } else {
            pending.label
        };
        let about = store.peek(|book| about(book, &pending.touched));
        view! {
            <li class="row">
                <span class="grow">
                    {label}
                    " "
                    {(!about.is_empty()).then(|| view! { <small>{about}</small> })}
                    " "
                    <small>{when_text(pending.at_ms)}</small>
                </span>
                {pending.refused.map(|_| view! { <Badge tone=Tone::Bad>{crate::t!("sync.refused")}</Badge> })}
            </li>
        }
    };
    move || {
        let all = list.get();
        (!all.is_empty()).then(|| {
            // The list names the newest ones only.
            let n = all.len().max(count.get() as usize);
            let more = n.saturating_sub(SHOWN);
            view! {
                <Card title=crate::t!("sync.waiting", n = n)>
                    <ul class="plain-list" aria-label=crate::t!("sync.waiting_list")>
                        {all.into_iter().take(SHOWN).map(draw).collect_view()}
                    </ul>
                    {(more > 0).then(|| view! { <p class="muted">{crate::t!("sync.and_more", n = more)}</p> })}
                </Card>
            }
        })
    }
}

/// How many records of a change are named.
const NAMED: usize = 3;

/// Says what a change touched: "Scene 12A, synopsis", or several records by their names.
fn about(book: &Book, touched: &[Touched]) -> String {
    let nouns = production::nouns(book);
    let mut all = changes::touched(book, nouns, touched);
    all.retain(|change| !change.name.is_empty());
    if let [only] = all.as_slice()
        && let [field] = only.fields.as_slice()
    {
        let field = field_name(&field.field);
        return crate::t!("sync.about_field", name = only.name, field = field);
    }
    let more = all.len().saturating_sub(NAMED);
    let names: Vec<&str> = all.iter().take(NAMED).map(|c| c.name.as_str()).collect();
    let names = names.join(", ");
    match more {
        0 => names,
        n => crate::t!("sync.about_more", names = names, n = n),
    }
}

#[cfg(test)]
mod tests {
    use shared::command::Command;
    use shared::id::Id;
    use shared::kind::Kind;

    use super::*;

    #[test]
    fn waiting_changes_of_one_label_are_told_apart() {
        let mut book = Book::default();
        let mut command = Command::new("");
        for n in 1..=5 {
            let id = Id::new(format!("p{n}"));
            command.add(Kind::Person, &id, "name", format!("Person {n}"));
        }
        book.apply(&command);
        let check = |touched: &[(&str, &str)], want: &str| {
            let touched: Vec<Touched> = touched
                .iter()
                .map(|(id, field)| Touched {
                    kind: Kind::Person,
                    id: Id::new(*id),
                    field: (*field).into(),
                })
                .collect();
            assert_eq!(about(&book, &touched), want);
        };
        check(&[("p1", "name")], "Person 1, Name");
        check(&[("p1", "name"), ("p2", "name")], "Person 1, Person 2");
        let all = ["p1", "p2", "p3", "p4", "p5"].map(|id| (id, "name"));
        check(&all, "Person 1, Person 2, Person 3 and 2 more");
        check(&[], "");
    }
}
