//! The service worker: it keeps one build of the app, and the next one waits until it is wanted.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Interval;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

/// A browser that is just stopping the waiting worker may lose what it was told: it is told again.
const ASK_AGAIN_MS: u32 = 3_000;

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    js_sys::Reflect::get(&navigator, &"serviceWorker".into())
        .ok()
        .filter(JsValue::is_object)
        .and_then(|c| c.dyn_into().ok())
}

/// Registers the service worker; `ready` runs when another build waits to take over.
pub fn listen(ready: impl Fn() + 'static) {
    let Some(container) = container() else {
        return;
    };
    let ready: Rc<dyn Fn()> = Rc::new(ready);
    spawn_local(async move {
        let Ok(found) = JsFuture::from(container.register("/sw.js")).await else {
            return;
        };
        let Ok(registration) = found.dyn_into::<ServiceWorkerRegistration>() else {
            return;
        };
        if registration.waiting().is_some() && container.controller().is_some() {
            ready();
        }
        watch(&container, &registration, ready);
        ask_now_and_then(registration);
    });
}

fn watch(
    container: &ServiceWorkerContainer,
    registration: &ServiceWorkerRegistration,
    ready: Rc<dyn Fn()>,
) {
    let container = container.clone();
    let inner = registration.clone();
    gloo::events::EventListener::new(registration, "updatefound", move |_| {
        let Some(worker) = inner.installing() else {
            return;
        };
        let (container, ready) = (container.clone(), ready.clone());
        let installing = worker.clone();
        gloo::events::EventListener::new(&worker, "statechange", move |_| {
            // Without a controller this is the first build ever: nothing is replaced.
            if installing.state() == ServiceWorkerState::Installed
                && container.controller().is_some()
            {
                ready();
            }
        })
        .forget();
    })
    .forget();
}

/// A tab of a production office stays open for weeks: looks for a new build when it is looked at
/// again, at most once an hour.
fn ask_now_and_then(registration: ServiceWorkerRegistration) {
    let Some(document) = web_sys::window().and_then(|w| w.document()) else {
        return;
    };
    let last = Cell::new(super::time::now_ms());
    let page = document.clone();
    gloo::events::EventListener::new(&document, "visibilitychange", move |_| {
        let now = super::time::now_ms();
        if !page.hidden() && now - last.get() > 3_600_000 {
            last.set(now);
            if let Ok(promise) = registration.update() {
                spawn_local(async move {
                    let _ = JsFuture::from(promise).await;
                });
            }
        }
    })
    .forget();
}

/// Lets the waiting build take over, then loads the page again.
pub fn accept() {
    let Some(container) = container() else {
        super::nav::reload();
        return;
    };
    gloo::events::EventListener::once(&container, "controllerchange", |_| super::nav::reload())
        .forget();
    ask(container.clone());
    Interval::new(ASK_AGAIN_MS, move || ask(container.clone())).forget();
}

/// Asks the waiting build to take over.
fn ask(container: ServiceWorkerContainer) {
    spawn_local(async move {
        let waiting = JsFuture::from(container.get_registration())
            .await
            .ok()
            .and_then(|r| r.dyn_into::<ServiceWorkerRegistration>().ok())
            .and_then(|r| r.waiting());
        match waiting {
            Some(worker) => {
                let _ = worker.post_message(&"SKIP_WAITING".into());
            }
            // Another tab accepted it before.
            None => super::nav::reload(),
        }
    });
}

/// The id of the build that runs, as the build script wrote it into the page.
pub fn build() -> String {
    web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.query_selector("meta[name=build]").ok().flatten())
        .and_then(|m| m.get_attribute("content"))
        .unwrap_or_else(|| "dev".to_owned())
}
