//! More rule sets: a preset to start from, or one of the production's own.

use leptos::prelude::*;
use shared::kind::Kind;
use shared::rules::{AppliesTo, Preset, VERSION, add_preset, add_set, preset, presets};

use super::words::preset_for;
use crate::people::Address;
use crate::platform::random;
use crate::store::use_store;
use crate::ui::*;

/// Offers all presets, each with whom it is for and its source.
#[component]
pub fn AddPreset(address: Address) -> impl IntoView {
    let store = use_store();
    let chosen = RwSignal::new(None::<&'static Preset>);
    let options: Vec<(String, String)> =
        std::iter::once((String::new(), crate::t!("rules.choose").to_owned()))
            .chain(presets().map(|preset| (preset.key.to_owned(), preset.name.to_owned())))
            .collect();
    let has = Memo::new(move |_| {
        let key = chosen.get().map_or("", |preset| preset.key);
        store.with(&[Kind::RuleSet], |book| {
            book.all(&Kind::RuleSet)
                .any(|set| !key.is_empty() && set.text("preset") == key)
        })
    });
    let wrong = RwSignal::new(None::<String>);
    let add = move || {
        let Some(preset) = chosen.get_untracked() else {
            wrong.set(Some(crate::t!("rules.none_chosen").to_owned()));
            return;
        };
        let label = crate::t!("rules.did.add_set", set = preset.name);
        let (id, command) = store.peek(|book| add_preset(book, preset, &mut random::id, label));
        store.act(command);
        chosen.set(None);
        address.go(&[("set", id.as_str())]);
    };
    view! {
        <Card title=crate::t!("rules.add_preset")>
            <SelectField
                label=crate::t!("rules.preset")
                value=Signal::derive(move || chosen.get().map_or("", |p| p.key).to_owned())
                options=Signal::stored(options)
                error=wrong
                on_commit=move |key: String| {
                    wrong.set(None);
                    chosen.set(preset(&key));
                }
                help=crate::t!("rules.preset_help")
            />
            {move || chosen.get().map(|preset| view! { <About preset /> })}
            <Show when=move || has.get()>
                <p>{crate::t!("rules.has_already")}</p>
            </Show>
            <div class="line">
                <Button kind=ButtonKind::Main on_click=add>{crate::t!("rules.add_now")}</Button>
            </div>
            <OwnSet address />
        </Card>
    }
}

#[component]
fn About(preset: &'static Preset) -> impl IntoView {
    let rules = preset.all().count();
    view! {
        <dl class="rule-about">
            <dt>{crate::t!("rules.for")}</dt>
            <dd>{preset_for(preset)}</dd>
            <dt>{crate::t!("rules.source")}</dt>
            <dd>{preset.source}</dd>
            <dt>{crate::t!("rules.version")}</dt>
            <dd>{crate::t!("rules.version_text", version = VERSION, n = rules)}</dd>
        </dl>
    }
}

/// An empty set with a name.
#[component]
fn OwnSet(address: Address) -> impl IntoView {
    let store = use_store();
    let name = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let add = move || {
        let typed = name.get_untracked();
        let label = crate::t!("rules.did.add_set", set = typed.trim());
        let made =
            store.peek(|book| add_set(book, &typed, AppliesTo::Everyone, &mut random::id, label));
        match made {
            Some((id, command)) => {
                store.act(command);
                name.set(String::new());
                address.go(&[("set", id.as_str())]);
            }
            None => wrong.set(Some(crate::t!("rules.no_name").to_owned())),
        }
    };
    view! {
        <details>
            <summary>{crate::t!("rules.own_set")}</summary>
            <div class="stack">
                <TextField label=crate::t!("rules.name") value=name error=wrong
                    on_input=move |typed: String| {
                        wrong.set(None);
                        name.set(typed);
                    }
                    help=crate::t!("rules.own_set_help") />
                <div class="line">
                    <Button on_click=add>{crate::t!("rules.own_set_now")}</Button>
                </div>
            </div>
        </details>
    }
}
