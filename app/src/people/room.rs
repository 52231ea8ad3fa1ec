//! The crew list: everybody on the production, how to reach them, and their card beside it.

use leptos::prelude::*;
use shared::access::Audience;
use shared::kind::Kind;
use shared::people::{Place, Section, count, directory, matching};

use crate::pdf::PdfButton;
use crate::platform::when;
use crate::store::{Reading, use_store};
use crate::ui::*;

use super::add::AddPerson;
use super::address::{Address, use_address};
use super::cast::CastView;
use super::import::ImportView;
use super::list::PeopleList;
use super::pane::PersonPane;
use super::place::{place_from_key, place_options};

/// Everybody, in the order in which a production reads them.
fn use_sections() -> Memo<Vec<Section>> {
    let store = use_store();
    Memo::new(move |_| {
        store.with(
            &[Kind::Person, Kind::Department, Kind::Character],
            directory,
        )
    })
}

#[component]
pub fn PeopleRoom() -> impl IntoView {
    let store = use_store();
    let address = use_address("people");
    let sections = use_sections();
    let adding = RwSignal::new(false);
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let view = Memo::new(move |_| address.get("view"));
    let body = move || match view.get().as_str() {
        "cast" => view! { <CastView may_plan /> }.into_any(),
        "import" if may_plan.get() => view! { <ImportView address /> }.into_any(),
        _ => view! { <Everybody address sections adding may_plan /> }.into_any(),
    };
    let pdf = Callback::new(move |()| {
        let today = when::today();
        Ok(store.peek(|book| shared::pdf::crew_list(book, &today)))
    });
    let pdf_name = Signal::derive(move || {
        let title = store.peek(|book| book.production().map_or("", |p| p.text("title")).to_owned());
        crate::pdf::file_name(&[&title, "crew list", &when::today()])
    });
    view! {
        <div class="people-room">
            <RoomHead title=crate::t!("people.title")>
                <Show when=move || !sections.with(Vec::is_empty)>
                    <PdfButton job=pdf name=pdf_name />
                </Show>
                <Show when=move || may_plan.get()>
                    <Button kind=ButtonKind::Main on_click=move || {
                        address.go(&[("view", ""), ("person", "")]);
                        adding.set(true);
                    }>{crate::t!("people.add")}</Button>
                    <Menu label=crate::t!("people.more") dots=true>
                        <MenuItem on_click=move || address.go(&[("view", "import"), ("person", "")])>
                            {crate::t!("people.import")}
                        </MenuItem>
                        <a href=move || {
                            crate::shell::path(&address.production(), "departments")
                        }>{crate::t!("people.departments")}</a>
                        <a href=move || {
                            crate::shell::path(&address.production(), "invite")
                        }>{crate::t!("people.invite")}</a>
                    </Menu>
                </Show>
            </RoomHead>
            <Views address view />
            {body}
        </div>
    }
}

#[component]
fn Views(address: Address, view: Memo<String>) -> impl IntoView {
    let options = Signal::derive(|| {
        vec![
            (String::new(), crate::t!("people.view.everybody").to_owned()),
            ("cast".to_owned(), crate::t!("people.view.cast").to_owned()),
        ]
    });
    view! {
        <Show when=move || view.get() != "import">
            <Segments
                label=crate::t!("people.view")
                options
                value=view
                on_change=move |chosen: String| address.replace(&[("view", &chosen), ("person", "")])
            />
        </Show>
    }
}

#[component]
fn Everybody(
    address: Address,
    sections: Memo<Vec<Section>>,
    adding: RwSignal<bool>,
    may_plan: Memo<bool>,
) -> impl IntoView {
    let store = use_store();
    let search = RwSignal::new(address.get("q"));
    let only = Memo::new(move |_| address.get("in"));
    let shown = Memo::new(move |_| {
        let place: Option<Place> = place_from_key(&only.get());
        sections.with(|all| match place {
            Some(place) => {
                let one: Vec<Section> = all.iter().filter(|s| s.place == place).cloned().collect();
                matching(&one, &search.get())
            }
            None => matching(all, &search.get()),
        })
    });
    let person = Memo::new(move |_| address.id("person"));
    let nobody = Memo::new(move |_| sections.with(Vec::is_empty));
    let read = Memo::new(move |_| store.reading.get() >= Reading::Whole);
    view! {
        <Show when=move || adding.get() && may_plan.get()>
            <AddPerson adding only />
        </Show>
        <Show
            when=move || !nobody.get()
            fallback=move || view! { <Nobody address adding may_plan read /> }
        >
            <Finder address search only shown sections />
            <Split>
                <div class="people-main">
                    <PeopleList address shown person />
                    <Show when=move || shown.with(Vec::is_empty)>
                        <NothingFound
                            title=crate::t!("people.none_found")
                            text=crate::t!("people.none_found_text")
                            clear=crate::t!("people.show_all")
                            search
                            on_clear=move || address.replace(&[("q", ""), ("in", "")])
                        />
                    </Show>
                </div>
                {move || person.get().map(|id| view! { <PersonPane id address may_plan /> })}
            </Split>
        </Show>
    }
}

#[component]
fn Finder(
    address: Address,
    search: RwSignal<String>,
    only: Memo<String>,
    shown: Memo<Vec<Section>>,
    sections: Memo<Vec<Section>>,
) -> impl IntoView {
    let store = use_store();
    let places = place_options(store);
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), crate::t!("people.everybody").to_owned())];
        let there: Vec<String> =
            sections.with(|all| all.iter().map(|section| section.place.key()).collect());
        options.extend(
            places
                .get()
                .into_iter()
                .filter(|(key, _)| there.contains(key)),
        );
        options
    });
    let found = move || {
        let n = shown.with(|shown| count(shown));
        crate::t!("people.count", n = n)
    };
    view! {
        <Find
            label=crate::t!("people.search")
            hint=crate::t!("people.search_hint")
            search
            on_commit=move |typed: String| address.replace(&[("q", &typed)])
            count=Signal::derive(found)
            id="people-search"
        >
            <SelectField
                label=crate::t!("people.show")
                value=only
                options
                on_commit=move |chosen: String| address.replace(&[("in", &chosen)])
                quiet=true
            />
        </Find>
    }
}

#[component]
fn Nobody(
    address: Address,
    adding: RwSignal<bool>,
    may_plan: Memo<bool>,
    read: Memo<bool>,
) -> impl IntoView {
    view! {
        <Show when=move || read.get() && !adding.get()>
            <Empty title=crate::t!("people.empty") text=crate::t!("people.empty_text")>
                <Show when=move || may_plan.get()>
                    <Button kind=ButtonKind::Main on_click=move || adding.set(true)>
                        {crate::t!("people.add")}
                    </Button>
                    <Button on_click=move || address.go(&[("view", "import")])>
                        {crate::t!("people.import")}
                    </Button>
                </Show>
            </Empty>
        </Show>
    }
}
