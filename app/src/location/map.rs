//! The button that opens a place in the phone's own map, and the other maps behind it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::location::{Coordinates, MapLinks, links};

use crate::platform::files;
use crate::platform::links::{DeviceMap, device_map};
use crate::store::use_store;
use crate::ui::*;

/// Returns the link that opens a place in this device's own map.
pub fn own_map(map: &MapLinks) -> String {
    match (device_map(), &map.geo) {
        (DeviceMap::Apple, _) => map.apple.clone(),
        (DeviceMap::Geo, Some(geo)) => geo.clone(),
        (DeviceMap::Geo | DeviceMap::Web, _) => map.google.clone(),
    }
}

/// Opens a place on the map, from its pin or else its address; draws nothing without either.
#[component]
pub fn OpenMap(
    #[prop(into)] name: String,
    #[prop(optional_no_strip)] at: Option<Coordinates>,
    #[prop(optional, into)] address: String,
    #[prop(default = ButtonKind::Second)] kind: ButtonKind,
) -> impl IntoView {
    links(&name, at, &address).map(|map| {
        let said = crate::t!("location.map_name", name = name);
        view! {
            <LinkButton kind href=own_map(&map) name=said>
                <Icon icon=IconName::Pin />
                {crate::t!("location.map")}
            </LinkButton>
        }
    })
}

/// The same place in every map, and its coordinates to copy.
#[component]
pub fn OtherMaps(
    map: MapLinks,
    #[prop(optional_no_strip)] at: Option<Coordinates>,
) -> impl IntoView {
    let store = use_store();
    let link = |href: String, text: &'static str| {
        view! { <a href=href target="_blank" rel="noopener noreferrer">{text}</a> }
    };
    let copy = move || {
        let Some(at) = at else { return };
        spawn_local(async move {
            if files::copy(&at.to_text()).await {
                store.say(crate::t!("location.copied_pin"));
            } else {
                store.warn(crate::t!("location.pin_text", pin = at.to_text()));
            }
        });
    };
    view! {
        <Menu label=crate::t!("location.maps") kind=ButtonKind::Quiet>
            {link(map.apple, crate::t!("location.apple"))}
            {link(map.google, crate::t!("location.google"))}
            {link(map.osm, crate::t!("location.osm"))}
            {at.map(|_| view! { <MenuItem on_click=copy>{crate::t!("location.copy_pin")}</MenuItem> })}
        </Menu>
    }
}
