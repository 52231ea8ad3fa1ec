//! What the browser promises about this device's storage.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::disk::{self, Space};
use crate::store::use_store;
use crate::ui::{Button, Card};

#[component]
pub fn SpaceCard() -> impl IntoView {
    let store = use_store();
    let space = RwSignal::new(None::<Space>);
    let read = move || {
        spawn_local(async move {
            let found = disk::space().await;
            if !space.is_disposed() {
                space.set(found);
            }
        });
    };
    read();
    let ask = move || {
        spawn_local(async move {
            if disk::persist().await {
                store.say(crate::t!("space.granted"));
            } else {
                store.warn(crate::t!("space.refused"));
            }
            if !space.is_disposed() {
                space.set(disk::space().await);
            }
        });
    };
    move || {
        space.get().map(|space| {
            let used = megabytes(space.used_bytes);
            let free = megabytes((space.quota_bytes - space.used_bytes).max(0.0));
            let text = if space.is_persistent {
                crate::t!("space.kept", used = used, free = free)
            } else {
                crate::t!("space.not_kept", used = used, free = free)
            };
            view! {
                <Card title=crate::t!("space.title")>
                    <p>{text}</p>
                    {(!space.is_persistent)
                        .then(|| {
                            view! {
                                <div class="line">
                                    <Button on_click=ask>{crate::t!("space.ask")}</Button>
                                </div>
                            }
                        })}
                </Card>
            }
        })
    }
}

fn megabytes(bytes: f64) -> String {
    let mb = bytes / 1_000_000.0;
    if mb >= 1000.0 {
        format!("{:.0} GB", mb / 1000.0)
    } else if mb >= 10.0 {
        format!("{mb:.0} MB")
    } else {
        format!("{mb:.1} MB")
    }
}
