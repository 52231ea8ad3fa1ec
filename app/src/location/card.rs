//! What everybody needs of a place: the way there, whom to ring, where the hospital is.

use leptos::prelude::*;
use shared::location::{DayUse, LocationView, SceneUse, Uses};

use crate::shell::{path, use_production};
use crate::ui::*;

use super::map::{OpenMap, OtherMaps, own_map};

/// The acts of a place, big enough for a thumb; `whole` shows what stands in the fields too.
#[component]
pub fn LocationCard(place: LocationView, whole: bool) -> impl IntoView {
    let ring = |href: Option<String>, name: String, text: String| {
        href.map(|href| {
            view! {
                <LinkButton href name><Icon icon=IconName::Phone />{text}</LinkButton>
            }
        })
    };
    let contact = if place.contact.is_empty() {
        place.name.clone()
    } else {
        place.contact.clone()
    };
    // "Berwyn Saltmarsh, causeway trust" is a person and who they are: the button has the name.
    let first = contact.split(',').next().unwrap_or_default().trim();
    let ring_contact = crate::t!("location.ring", name = first);
    let hospital = place.hospital.clone();
    let has_hospital = !hospital.is_empty();
    let hospital_map = hospital.map.as_ref().map(own_map);
    view! {
        <div class="place-card">
            {(whole && !place.address.is_empty()).then(|| view! { <p class="place-address">{place.address.clone()}</p> })}
            <div class="place-acts">
                <OpenMap name=place.name.clone() at=place.at address=place.address.clone() kind=ButtonKind::Main />
                {ring(place.contact_tel.clone(), ring_contact.clone(), ring_contact)}
                {place.map.clone().map(|map| view! { <OtherMaps map at=place.at /> })}
            </div>
            {whole.then(|| view! { <Facts place=place.clone() /> })}
            <section class="place-hospital" aria-label=crate::t!("location.hospital")>
                <h3>{crate::t!("location.hospital")}</h3>
                {if has_hospital {
                    view! {
                        <p>
                            <b>{hospital.name.clone()}</b>
                            {whole.then(|| view! { <span>{hospital.address.clone()}</span> })}
                        </p>
                        <div class="place-acts">
                            {ring(
                                hospital.tel.clone(),
                                format!("{}, {}", crate::t!("location.ring_hospital"), hospital.phone),
                                crate::t!("location.ring_hospital").to_owned(),
                            )}
                            {hospital_map.map(|href| view! {
                                <LinkButton href><Icon icon=IconName::Pin />{crate::t!("location.hospital_map")}</LinkButton>
                            })}
                        </div>
                    }
                        .into_any()
                } else {
                    view! { <p><Badge tone=Tone::Warn>{crate::t!("location.no_hospital")}</Badge></p> }.into_any()
                }}
            </section>
        </div>
    }
}

#[component]
fn Facts(place: LocationView) -> impl IntoView {
    let phone_as_typed = if place.contact_tel.is_none() {
        place.contact_phone.clone()
    } else {
        String::new()
    };
    let contact = [place.contact, phone_as_typed]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let facts = [
        (crate::t!("location.parking"), place.parking),
        (crate::t!("location.basecamp"), place.basecamp),
        (crate::t!("location.contact"), contact),
        (crate::t!("location.notes"), place.notes),
    ];
    let some = facts.iter().any(|(_, text)| !text.is_empty());
    some.then(|| {
        view! {
            <dl class="place-facts">
                {facts
                    .into_iter()
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })
                    .collect_view()}
            </dl>
        }
    })
}

/// The scenes and days that happen here.
#[component]
pub fn PlaceUses(uses: Memo<Uses>) -> impl IntoView {
    let production = use_production();
    let none = Memo::new(move |_| uses.with(|uses| uses.scenes.is_empty() && uses.days.is_empty()));
    let scene = move |scene: SceneUse| {
        let href = path(&production.get_untracked(), &format!("scene/{}", scene.id));
        view! { <li><a class="chip" href=href><b>{scene.number}</b>{scene.set}</a></li> }
    };
    let day = move |day: DayUse| {
        let href = path(
            &production.get_untracked(),
            &format!("callsheet/{}", day.id),
        );
        let text = if day.base {
            crate::t!("location.day_base", n = day.number)
        } else {
            crate::t!("location.day", n = day.number)
        };
        view! { <li><a class="chip" href=href>{text}</a></li> }
    };
    view! {
        <section class="place-uses">
            <h3>{crate::t!("location.used")}</h3>
            <Show when=move || none.get()>
                <p class="muted">{crate::t!("location.not_used")}</p>
            </Show>
            <ul class="line">{move || uses.get().days.into_iter().map(day).collect_view()}</ul>
            <ul class="line">{move || uses.get().scenes.into_iter().map(scene).collect_view()}</ul>
        </section>
    }
}
