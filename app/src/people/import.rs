//! Taking over a crew list from a spreadsheet: paste or file, a preview, then one act.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::formats::text::decode;
use shared::kind::Kind;
use shared::people::import::{
    Column, Deed, Mapping, Preview, Table, guess, import, preview, read_table,
};

use crate::platform::{files, random};
use crate::store::use_store;
use crate::ui::*;

use super::address::Address;
use super::preview::PreviewList;

#[component]
pub fn ImportView(address: Address) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let table = Memo::new(move |_| typed.with(|text| read_table(text)));
    let mapping = RwSignal::new(Mapping::default());
    // A new text is guessed anew; afterwards the columns are the reader's to choose.
    Effect::new(move |_| mapping.set(table.with(guess)));
    let pick = move || {
        files::pick(
            ".csv,.tsv,.txt,text/csv,text/plain",
            move |picked| match picked {
                Ok(file) => match decode(&file.bytes).filter(|_| !looks_like_workbook(&file.bytes))
                {
                    Some(decoded) => {
                        wrong.set(None);
                        typed.set(decoded.text);
                    }
                    None => wrong.set(Some(crate::t!("people.import.not_text", name = file.name))),
                },
                Err(why) => wrong.set(Some(why)),
            },
        );
    };
    let some = Memo::new(move |_| table.with(|table| !table.rows.is_empty()));
    view! {
        <div class="stack people-import">
            <section class="card">
                <h2>{crate::t!("people.import")}</h2>
                <p>{crate::t!("people.import.text")}</p>
                <LongField label=crate::t!("people.import.paste") value=typed on_input=move |t| typed.set(t)
                    error=wrong rows=6 placeholder=crate::t!("people.import.example") />
                <div class="line">
                    <Button on_click=pick>{crate::t!("people.import.file")}</Button>
                    <Button kind=ButtonKind::Quiet on_click=move || address.go(&[("view", "")])>
                        {crate::t!("people.import.back")}
                    </Button>
                </div>
            </section>
            <Show when=move || some.get()>
                <Columns table mapping />
                <Outcome address table mapping />
            </Show>
        </div>
    }
}

/// A workbook is a zip archive, or the older compound file.
fn looks_like_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

fn column_name(column: Column) -> &'static str {
    match column {
        Column::Ignore => crate::t!("people.column.ignore"),
        Column::Name => crate::t!("people.name"),
        Column::First => crate::t!("people.column.first"),
        Column::Last => crate::t!("people.column.last"),
        Column::Department => crate::t!("people.column.department"),
        Column::Position => crate::t!("people.position"),
        Column::Phone => crate::t!("people.phone"),
        Column::Email => crate::t!("people.email"),
        Column::Group => crate::t!("people.column.group"),
        Column::Character => crate::t!("people.part_name"),
        Column::Number => crate::t!("people.cast_number"),
        Column::Start => crate::t!("people.start"),
        Column::Finish => crate::t!("people.finish"),
        Column::Notes => crate::t!("people.notes"),
        Column::EmergencyName => crate::t!("people.emergency"),
        Column::EmergencyPhone => crate::t!("people.emergency_phone"),
        Column::Diet => crate::t!("people.diet"),
        Column::Key => crate::t!("people.column.key"),
    }
}

/// What each column holds, with the first cells below it to judge by.
#[component]
fn Columns(table: Memo<Table>, mapping: RwSignal<Mapping>) -> impl IntoView {
    let width = Memo::new(move |_| table.with(Table::columns));
    let options = Signal::derive(|| {
        Column::ALL
            .map(|c| (c.as_str().to_owned(), column_name(c).to_owned()))
            .to_vec()
    });
    let one = move |n: usize| {
        let title = move || {
            let header = mapping.with(|m| m.header);
            header
                .and_then(|row| table.with(|t| t.rows.get(row).map(|r| r.cell(n).to_owned())))
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| crate::t!("people.column.n", n = n + 1))
        };
        let value = Signal::derive(move || {
            mapping
                .with(|m| m.columns.get(n).copied().unwrap_or_default())
                .as_str()
                .to_owned()
        });
        let choose = move |chosen: String| {
            let chosen = Column::parse(&chosen);
            mapping.update(|m| {
                for (at, column) in m.columns.iter_mut().enumerate() {
                    // A meaning stands once: giving it to this column takes it from another.
                    if at == n {
                        *column = chosen;
                    } else if *column == chosen {
                        *column = Column::Ignore;
                    }
                }
            });
        };
        let example = move || {
            let from = mapping.with(|m| m.header.map_or(0, |row| row + 1));
            table.with(|t| {
                t.rows
                    .iter()
                    .skip(from)
                    .map(|r| r.cell(n).to_owned())
                    .filter(|c| !c.is_empty())
                    .take(2)
                    .collect::<Vec<_>>()
                    .join(", ")
            })
        };
        view! {
            <SelectField label=Signal::derive(title) value options on_commit=choose
                help=Signal::derive(example) />
        }
    };
    view! {
        <section class="card">
            <h2>{crate::t!("people.import.columns")}</h2>
            <div class="fields people-columns">
                {move || (0..width.get()).map(one).collect_view()}
            </div>
        </section>
    }
}

/// What would happen, and the button that does it.
#[component]
fn Outcome(address: Address, table: Memo<Table>, mapping: RwSignal<Mapping>) -> impl IntoView {
    let store = use_store();
    let found = Memo::new(move |_| {
        store.with(
            &[
                Kind::Person,
                Kind::Department,
                Kind::Character,
                Kind::Private,
            ],
            |book| table.with(|table| mapping.with(|mapping| preview(book, table, mapping))),
        )
    });
    let out = RwSignal::new(BTreeSet::<usize>::new());
    Effect::new(move |_| {
        table.track();
        out.set(BTreeSet::new());
    });
    let counts = Memo::new(move |_| {
        found.with(|found: &Preview| {
            let chosen = |deed: fn(&Deed) -> bool| {
                found
                    .rows
                    .iter()
                    .filter(|r| deed(&r.deed) && !out.with(|out| out.contains(&r.line)))
                    .count()
            };
            (
                chosen(|d| *d == Deed::Add),
                chosen(|d| matches!(d, Deed::Change { .. })),
            )
        })
    });
    let has_name = Memo::new(move |_| mapping.with(Mapping::has_name));
    let go = move || {
        let (added, changed) = counts.get_untracked();
        let label = crate::t!("people.did.imported", n = added, changed = changed);
        let command = store.peek(|book| {
            found.with_untracked(|found| {
                out.with_untracked(|out| {
                    import(
                        book,
                        found,
                        |row| !out.contains(&row.line),
                        &mut random::id,
                        label,
                    )
                })
            })
        });
        store.act(command);
        address.go(&[("view", ""), ("person", "")]);
    };
    view! {
        <section class="card people-preview">
            <h2>{crate::t!("people.import.preview")}</h2>
            <Show when=move || has_name.get()
                fallback=|| view! { <Note tone=Tone::Warn title=crate::t!("people.import.no_name")>
                    <span>{crate::t!("people.import.no_name_text")}</span>
                </Note> }>
                <p role="status">{move || {
                    let (added, changed) = counts.get();
                    crate::t!("people.import.counts", n = added, changed = changed)
                }}</p>
                {move || found.with(|found| {
                    (!found.new_departments.is_empty()).then(|| {
                        crate::t!("people.import.new_departments", names = found.new_departments.join(", "))
                    })
                }).map(|text| view! { <p class="muted">{text}</p> })}
                <div class="line">
                    <Button kind=ButtonKind::Main on_click=go
                        disabled=Signal::derive(move || counts.get() == (0, 0))>
                        {crate::t!("people.import.go")}
                    </Button>
                </div>
                <PreviewList found out />
            </Show>
        </section>
    }
}
