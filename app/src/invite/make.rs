//! Making invitations: for whom, as what, for how long.

use leptos::prelude::*;
use shared::access::Role;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::{Group, PersonView, count, directory, matching};
use shared::wire::http::{Invitation, NewInvitation};

use crate::platform::links;
use crate::ui::*;

use super::call::{Failed, call};
use super::link::{Made, join_link};
use super::lists::Lists;
use super::role::{RoleField, is_script_a_grant};

#[component]
pub fn MakeInvitations(lists: Lists) -> impl IntoView {
    let chosen = RwSignal::new(Vec::<Id>::new());
    let role = RwSignal::new(Role::Crew);
    let script = RwSignal::new(false);
    let hours = RwSignal::new("168".to_owned());
    let left = RwSignal::new(0usize);
    let hour_options = Signal::derive(|| {
        [
            ("24", crate::t!("invite.day")),
            ("72", crate::t!("invite.three_days")),
            ("168", crate::t!("invite.week")),
            ("720", crate::t!("invite.month")),
        ]
        .map(|(hours, text)| (hours.to_owned(), text.to_owned()))
        .to_vec()
    });
    let grant = Memo::new(move |_| is_script_a_grant(role.get()));
    let number = Memo::new(move |_| chosen.with(Vec::len));
    let go = move || {
        if left.get_untracked() > 0 {
            return;
        }
        let people = chosen.get_untracked();
        let whom: Vec<Option<Id>> = if people.is_empty() {
            vec![None]
        } else {
            people.into_iter().map(Some).collect()
        };
        let new = NewInvitation {
            role: role.get_untracked(),
            person: None,
            script: script.get_untracked() && grant.get_untracked(),
            hours: hours.get_untracked().parse().unwrap_or(168),
        };
        left.set(whom.len());
        lists.failed.set(None);
        make_all(lists, new, whom, left, chosen);
    };
    view! {
        <form class="card invite-make" on:submit=move |event| {
            event.prevent_default();
            go();
        }>
            <h2>{crate::t!("invite.make_title")}</h2>
            <ChoosePeople lists chosen />
            <RoleField role />
            <div class="fields">
                <Show when=move || grant.get()>
                    <CheckField label=crate::t!("invite.script") value=script on_commit=move |on| script.set(on)
                        help=crate::t!("invite.script_help") />
                </Show>
                <SelectField label=crate::t!("invite.good_for") value=hours options=hour_options
                    on_commit=move |h| hours.set(h) help=crate::t!("invite.good_for_help") />
            </div>
            <div class="line">
                <Button kind=ButtonKind::Main submit=true disabled=Signal::derive(move || left.get() > 0)>
                    {move || match (left.get(), number.get()) {
                        (0, 0) => crate::t!("invite.make_open").to_owned(),
                        (0, n) => crate::t!("invite.make", n = n),
                        (left, _) => crate::t!("invite.making", n = left),
                    }}
                </Button>
            </div>
        </form>
    }
}

/// Makes one invitation after the other; the first failure ends it, what was made stays.
fn make_all(
    lists: Lists,
    new: NewInvitation,
    mut whom: Vec<Option<Id>>,
    left: RwSignal<usize>,
    chosen: RwSignal<Vec<Id>>,
) {
    if whom.is_empty() {
        left.set(0);
        lists.look();
        links::show_later("#invite-made");
        return;
    }
    let person = whom.remove(0);
    let one = NewInvitation {
        person: person.clone(),
        ..new.clone()
    };
    call(
        lists.store,
        "POST",
        "invitations",
        Some(&one),
        move |answer: Result<Invitation, Failed>| match answer {
            Ok(invitation) => {
                keep(lists, invitation);
                chosen.update(|chosen| chosen.retain(|id| Some(id) != person.as_ref()));
                left.set(whom.len());
                make_all(lists, new, whom, left, chosen);
            }
            Err(Failed::Slow) => {
                whom.insert(0, person);
                set_timeout(
                    move || make_all(lists, new, whom, left, chosen),
                    std::time::Duration::from_secs(2),
                );
            }
            Err(failed) => {
                left.set(0);
                lists.failed.set(Some(failed));
                lists.look();
            }
        },
    );
}

fn keep(lists: Lists, invitation: Invitation) {
    let Some(production) = lists.store.production.get_untracked() else {
        return;
    };
    let Some(code) = invitation.code.clone() else {
        return;
    };
    let name = untrack(|| lists.name(invitation.person.as_ref()));
    let link = join_link(&lists.origin(), &production, &code);
    lists.made.update(|made| {
        made.push(Made {
            invitation,
            link,
            name,
        })
    });
}

/// Ticks people off the crew list.
#[component]
fn ChoosePeople(lists: Lists, chosen: RwSignal<Vec<Id>>) -> impl IntoView {
    let store = lists.store;
    let search = RwSignal::new(String::new());
    let all = Memo::new(move |_| {
        store.with(
            &[Kind::Person, Kind::Department, Kind::Character],
            directory,
        )
    });
    let people = Memo::new(move |_| {
        let mut seen = Vec::<Id>::new();
        all.with(|all| matching(all, &search.get()))
            .into_iter()
            .flat_map(|section| section.people)
            .filter(|person| {
                let is_new = !seen.contains(&person.id);
                seen.push(person.id.clone());
                is_new
            })
            .collect::<Vec<PersonView>>()
    });
    let without = Memo::new(move |_| {
        people
            .get()
            .into_iter()
            // Background is a headcount more often than a person.
            .filter(|p| p.group != Group::Background)
            .filter(|p| !lists.has_device(&p.id) && !lists.is_invited(&p.id))
            .map(|p| p.id)
            .collect::<Vec<Id>>()
    });
    let nobody = Memo::new(move |_| all.with(|all| count(all) == 0));
    view! {
        <fieldset class="invite-who">
            <legend>{crate::t!("invite.who")}</legend>
            <Show when=move || !nobody.get()
                fallback=|| view! { <p class="muted">{crate::t!("invite.no_people")}</p> }>
                <div class="invite-find">
                    <TextField label=crate::t!("invite.find") value=search kind=FieldKind::Search
                        on_input=move |t| search.set(t) placeholder=crate::t!("invite.find") quiet=true />
                    <Button disabled=Signal::derive(move || without.with(Vec::is_empty))
                        on_click=move || chosen.set(without.get_untracked())>
                        {move || crate::t!("invite.everyone", n = without.with(Vec::len))}
                    </Button>
                    <Show when=move || !chosen.with(Vec::is_empty)>
                        <Button kind=ButtonKind::Quiet on_click=move || chosen.set(Vec::new())>
                            {crate::t!("invite.nobody")}
                        </Button>
                    </Show>
                </div>
                <ul class="invite-people">
                    <For each=move || people.get() key=PersonView::clone let:person>
                        <Choice person lists chosen />
                    </For>
                </ul>
                <p class="muted">{crate::t!("invite.who_help")}</p>
            </Show>
        </fieldset>
    }
}

#[component]
fn Choice(person: PersonView, lists: Lists, chosen: RwSignal<Vec<Id>>) -> impl IntoView {
    let id = StoredValue::new(person.id.clone());
    let is_chosen = move || id.with_value(|id| chosen.with(|chosen| chosen.contains(id)));
    let toggle = move |on: bool| {
        let id = id.get_value();
        chosen.update(|chosen| {
            chosen.retain(|c| *c != id);
            if on {
                chosen.push(id);
            }
        });
    };
    let state = move || {
        id.with_value(|id| {
            if lists.has_device(id) {
                Some(
                    view! { <Badge tone=Tone::Good>{crate::t!("invite.has_device")}</Badge> }
                        .into_any(),
                )
            } else if lists.is_invited(id) {
                Some(view! { <Badge mark="◐">{crate::t!("invite.invited")}</Badge> }.into_any())
            } else {
                None
            }
        })
    };
    let does = person.does();
    view! {
        <li>
            <label>
                <input type="checkbox" prop:checked=is_chosen
                    on:change=move |event| toggle(event_target_checked(&event)) />
                <span class="grow"><b>{person.name}</b> <small>{does}</small></span>
                {state}
            </label>
        </li>
    }
}
