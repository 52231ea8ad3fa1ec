//! Safety, the hospital, and whom to ring.

use leptos::prelude::*;
use shared::callsheet::sheet::Contact;

use super::call::{role_word, tel};
use super::room::Shown;
use super::scenes::capital;
use crate::callsheet::hospital_map;
use crate::t;
use crate::ui::*;

/// What is dangerous today, and where the hospital is.
#[component]
pub fn Safety(shown: Shown) -> impl IntoView {
    move || {
        let day = shown.day.get()?;
        let safety = day.sheet.safety.trim().to_owned();
        let hospital = day
            .sheet
            .locations
            .iter()
            .map(|place| place.hospital.clone())
            .find(|h| !h.name.is_empty());
        let notes = day.sheet.notes.trim().to_owned();
        if safety.is_empty() && hospital.is_none() && notes.is_empty() {
            return None;
        }
        Some(view! {
            <section class="today-part">
                <h2>{t!("today.safety")}</h2>
                <ul class="list" aria-label=t!("today.safety")>
                    {(!safety.is_empty()).then(|| view! {
                        <li class="row top">
                            <span class="num warn-mark" aria-hidden="true">"!"</span>
                            <span class="grow text">{safety}</span>
                        </li>
                    })}
                    {(!notes.is_empty()).then(|| view! {
                        <li class="row top">
                            <span class="num plain" aria-hidden="true">"i"</span>
                            <span class="grow text">{notes}</span>
                        </li>
                    })}
                    {hospital.map(|hospital| {
                        let call = tel(&hospital.phone);
                        let map = hospital_map(&hospital);
                        view! {
                            <li class="row">
                                <span class="num plain" aria-hidden="true">"+"</span>
                                <span class="grow">
                                    <b>{hospital.name.clone()}</b>
                                    <small>{t!("today.hospital", address = hospital.address)}</small>
                                </span>
                                {map.map(|href| view! {
                                    <a class="btn soft ring" href=href target="_blank" rel="noreferrer" aria-label=t!("today.map_of", name = hospital.name)>
                                        <Icon icon=IconName::Pin />
                                        {t!("today.map")}
                                    </a>
                                })}
                                {call.map(|href| view! {
                                    <a class="btn soft ring" href=href aria-label=t!("today.ring.name", name = hospital.name)>
                                        <Icon icon=IconName::Phone />
                                        {t!("today.ring")}
                                    </a>
                                })}
                            </li>
                        }
                    })}
                </ul>
            </section>
        }.into_any())
    }
}

/// Whom to ring, the first one first.
#[component]
pub fn Ring(shown: Shown) -> impl IntoView {
    let row = |contact: Contact| {
        let role = role_word(&contact);
        let name = if contact.name.is_empty() {
            capital(&role)
        } else {
            contact.name.clone()
        };
        let about = if contact.name.is_empty() {
            String::new()
        } else {
            capital(&role)
        };
        let head = (contact.role == "head").then(|| t!("today.ring.head"));
        let about = head.map_or(about.clone(), |head| format!("{about} · {head}"));
        let call = tel(&contact.phone);
        view! {
            <li class="row">
                <span class="grow">
                    <b>{name.clone()}</b>
                    <small>{[about, contact.phone.clone()].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ")}</small>
                </span>
                {call.map(|href| view! {
                    <a class="btn soft ring" href=href aria-label=t!("today.ring.name", name = name)>
                        <Icon icon=IconName::Phone />
                        {t!("today.ring")}
                    </a>
                })}
            </li>
        }
    };
    move || {
        let ring = shown
            .day
            .with(|day| day.as_ref().map(|day| day.ring.clone()).unwrap_or_default());
        (!ring.is_empty()).then(|| view! {
            <section class="today-part">
                <h2>{t!("today.ring.title")}</h2>
                <ul class="list" aria-label=t!("today.ring.title")>{ring.into_iter().map(row).collect_view()}</ul>
            </section>
        })
    }
}
