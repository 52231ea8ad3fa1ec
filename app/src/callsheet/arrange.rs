//! The sections of the production's sheets: their order, which are hidden, and named orders.

use leptos::prelude::*;
use shared::book::Book;
use shared::callsheet::CallSheet;
use shared::callsheet::sections::{self, Placed, SheetSection, Template};
use shared::command::Command;
use shared::id::Id;
use shared::kind::Kind;

use super::state::use_draft;
use super::words::section_name;
use crate::platform::links::focus_in_frame;
use crate::platform::random;
use crate::ui::*;

#[component]
pub fn Arrange() -> impl IntoView {
    let room = use_draft();
    let placed = Memo::new(move |_| room.store.with(&[Kind::Production], sections::layout));
    let order =
        Memo::new(move |_| placed.with(|all| all.iter().map(|p| p.section).collect::<Vec<_>>()));
    // What a screen reader hears after a move.
    let moved = RwSignal::new(String::new());
    view! {
        <p class="muted">{crate::t!("callsheet.arrange.text")}</p>
        <ol class="arrange" aria-label=crate::t!("callsheet.arrange.list")>
            <For each=move || order.get() key=|section| *section let:section>
                <Row section placed moved />
            </For>
        </ol>
        <p class="hidden" role="status">{moved}</p>
        <Templates />
    }
}

#[component]
fn Row(section: SheetSection, placed: Memo<Vec<Placed>>, moved: RwSignal<String>) -> impl IntoView {
    let room = use_draft();
    let kind = room.sheet.with_untracked(CallSheet::produces);
    let kept = StoredValue::new(section_name(kind, section));
    let name = move || kept.get_value();
    let at = Memo::new(move |_| {
        placed.with(|all| {
            all.iter()
                .position(|p| p.section == section)
                .unwrap_or_default()
        })
    });
    let count = SheetSection::ALL.len();
    let is_hidden = Memo::new(move |_| {
        placed.with(|all| all.iter().any(|p| p.section == section && p.is_hidden))
    });
    let may_not = Signal::derive(move || !room.may_write.get());
    let row = format!("arrange-{}", section.as_str());
    let go = {
        let row = row.clone();
        move |to: usize, way: &'static str| {
            let label = crate::t!("callsheet.arrange.did_move", name = name());
            let command = room
                .store
                .peek(|book| sections::move_to(book, section, to, label));
            room.store.act(command);
            moved.set(crate::t!(
                "callsheet.arrange.now",
                name = name(),
                n = to + 1,
                of = count
            ));
            // The row was taken out and put in again: the focus goes with it, to the other button
            // at either end.
            let way = match to {
                0 => "down",
                last if last + 1 == count => "up",
                _ => way,
            };
            focus_in_frame(format!("#{row} .{way} button"));
        }
    };
    let (up, down) = (go.clone(), go);
    let toggle = move |_| {
        let hide = !is_hidden.get_untracked();
        let label = match hide {
            true => crate::t!("callsheet.arrange.did_hide", name = name()),
            false => crate::t!("callsheet.arrange.did_show", name = name()),
        };
        let command = room
            .store
            .peek(|book| sections::set_hidden(book, section, hide, label));
        room.store.act(command);
    };
    view! {
        <li id=row class:away=move || is_hidden.get()>
            <span class="grow">
                <b>{name()}</b>
                {match section {
                    SheetSection::Turn => Some(crate::t!("callsheet.arrange.turn_text")),
                    _ if section.is_required() => Some(crate::t!("callsheet.arrange.required")),
                    _ => None,
                }
                    .map(|text| view! { <small>{text}</small> })}
            </span>
            <span class="up">
                <IconButton
                    name=crate::t!("callsheet.arrange.up", name = name())
                    icon=IconName::Up
                    disabled=Signal::derive(move || may_not.get() || at.get() == 0)
                    on_click=move || up(at.get_untracked().saturating_sub(1), "up")
                />
            </span>
            <span class="down">
                <IconButton
                    name=crate::t!("callsheet.arrange.down", name = name())
                    icon=IconName::Down
                    disabled=Signal::derive(move || may_not.get() || at.get() + 1 >= count)
                    on_click=move || down(at.get_untracked() + 1, "down")
                />
            </span>
            {(!section.is_required())
                .then(|| {
                    let said = move || match is_hidden.get() {
                        true => crate::t!("callsheet.arrange.show_name", name = name()),
                        false => crate::t!("callsheet.arrange.hide_name", name = name()),
                    };
                    view! {
                        <Button kind=ButtonKind::Quiet disabled=may_not name=Signal::derive(said) on_click=move || toggle(())>
                            {move || match is_hidden.get() {
                                true => crate::t!("callsheet.arrange.show"),
                                false => crate::t!("callsheet.arrange.hide"),
                            }}
                        </Button>
                    }
                })}
        </li>
    }
}

/// The name of an order that the program knows.
fn template_name(template: Template) -> &'static str {
    match template {
        Template::Feature => crate::t!("callsheet.template.feature"),
        Template::Short => crate::t!("callsheet.template.short"),
        Template::Stage => crate::t!("callsheet.template.stage"),
        Template::Event => crate::t!("callsheet.template.event"),
        Template::Factory => crate::t!("callsheet.template.factory"),
    }
}

/// Named orders: those of the program, and the production's own.
#[component]
fn Templates() -> impl IntoView {
    let room = use_draft();
    let saved = Memo::new(move |_| {
        room.store
            .with(&[Kind::Production], |b| Own(sections::saved(b)))
    });
    let name = RwSignal::new(String::new());
    let may_not = Signal::derive(move || !room.may_write.get());
    let act = move |make: &dyn Fn(&Book) -> Command| {
        let command = room.store.peek(make);
        match command.is_empty() {
            true => room.store.say(crate::t!("callsheet.arrange.same")),
            false => room.store.act(command),
        }
    };
    let take_over = move |called: &str, order: &sections::Order| {
        act(&|book| {
            let label = crate::t!("callsheet.arrange.did_use", name = called);
            sections::apply(book, order, label)
        });
    };
    let save = move || {
        let called = name.get_untracked().trim().to_owned();
        let id = random::id();
        act(&|book| {
            let label = crate::t!("callsheet.arrange.did_save", name = called);
            sections::save(book, &id, &called, label)
        });
        name.set(String::new());
    };
    let forget = move |id: &Id, called: &str| {
        act(&|book| {
            let label = crate::t!("callsheet.arrange.did_forget", name = called);
            sections::forget(book, id, label)
        });
    };
    let preset = move |template: Template| {
        let called = template_name(template);
        view! {
            <li>
                <span class="grow"><b>{called}</b></span>
                <Button
                    name=crate::t!("callsheet.arrange.use_name", name = called)
                    disabled=may_not
                    on_click=move || take_over(called, &template.order())
                >
                    {crate::t!("callsheet.arrange.use")}
                </Button>
            </li>
        }
    };
    let own = move |one: sections::Saved| {
        let (used, gone) = (one.clone(), one.clone());
        view! {
            <li>
                <span class="grow"><b>{one.name.clone()}</b></span>
                <Button
                    name=crate::t!("callsheet.arrange.use_name", name = one.name)
                    disabled=may_not
                    on_click=move || take_over(&used.name, &used.order)
                >
                    {crate::t!("callsheet.arrange.use")}
                </Button>
                <IconButton
                    name=crate::t!("callsheet.arrange.forget_name", name = one.name)
                    icon=IconName::Close
                    disabled=may_not
                    on_click=move || forget(&gone.id, &gone.name)
                />
            </li>
        }
    };
    view! {
        <section class="stack">
            <h3>{crate::t!("callsheet.arrange.templates")}</h3>
            <ul class="arrange" aria-label=crate::t!("callsheet.arrange.templates")>
                {Template::ALL.map(preset).collect_view()}
                {move || saved.get().0.into_iter().map(own).collect_view()}
            </ul>
            <Form on_submit=save label=crate::t!("callsheet.arrange.save")>
                <TextField
                    label=crate::t!("callsheet.arrange.name")
                    value=name
                    on_input=move |text| name.set(text)
                    disabled=may_not
                />
                <Button
                    submit=true
                    disabled=Signal::derive(move || may_not.get() || name.with(|n| n.trim().is_empty()))
                >
                    {crate::t!("callsheet.arrange.save")}
                </Button>
            </Form>
        </section>
    }
}

#[derive(Clone, PartialEq)]
struct Own(Vec<sections::Saved>);
