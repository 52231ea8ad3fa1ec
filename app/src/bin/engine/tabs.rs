//! The other tabs of this device: a channel to them, and the lock that one of them holds.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::mpsc::UnboundedSender;
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use shared::engine::{Event, TabNews};
use shared::id::Id;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::port;
use crate::runner::Input;

/// How this tab stands with the lock.
enum Lock {
    Wished,
    /// Calling it lets the next tab have it.
    Held(Function),
    /// The tab left the production: what is granted now goes on to the next one.
    Left,
}

/// The channel of one production, and the wish to lead it.
pub struct Tabs {
    channel: Option<BroadcastChannel>,
    _hear: Closure<dyn FnMut(MessageEvent)>,
    lock: Rc<RefCell<Lock>>,
}

impl Tabs {
    pub fn join(production: &Id, number: u32, sender: &UnboundedSender<Input>) -> Self {
        let name = name(production);
        let to = sender.clone();
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = Uint8Array::new(&event.data()).to_vec();
            if let Ok(news) = rmp_serde::from_slice::<TabNews>(&bytes) {
                let _ = to.unbounded_send(Input::Tab {
                    number,
                    event: Event::Tab(news),
                });
            }
        });
        let channel = BroadcastChannel::new(&name).ok();
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        }
        let tabs = Self {
            channel,
            _hear: hear,
            lock: Rc::new(RefCell::new(Lock::Wished)),
        };
        tabs.tell(&TabNews::Who);
        tabs.wish_to_lead(&name, number, sender.clone());
        tabs
    }

    pub fn tell(&self, news: &TabNews) {
        if let Some(channel) = &self.channel {
            post(channel, news);
        }
    }

    // The lock is held until the tab closes or leaves the production; then the next tab gets it.
    fn wish_to_lead(&self, name: &str, number: u32, sender: UnboundedSender<Input>) {
        let lead = move |had_other| {
            let _ = sender.unbounded_send(Input::Lead { number, had_other });
        };
        let (ours, name_again, lead_later) = (self.lock.clone(), name.to_owned(), lead.clone());
        let at_once = Closure::once_into_js(move |lock: JsValue| {
            if is_left(&ours) {
                return JsValue::UNDEFINED;
            }
            if lock.is_null() {
                let granted = Closure::once_into_js(move |_lock: JsValue| {
                    if is_left(&ours) {
                        return JsValue::UNDEFINED;
                    }
                    lead_later(true);
                    hold(ours).into()
                });
                let _ = request(&name_again, false, &granted);
                return JsValue::UNDEFINED;
            }
            lead_later(false);
            hold(ours).into()
        });
        if request(name, true, &at_once).is_none() {
            // No locks in this browser: every tab speaks for itself, which only costs a socket.
            lead(false);
        }
    }
}

fn is_left(lock: &RefCell<Lock>) -> bool {
    matches!(*lock.borrow(), Lock::Left)
}

// A lock is held as long as the promise is open.
fn hold(lock: Rc<RefCell<Lock>>) -> Promise {
    Promise::new(&mut |resolve, _| {
        lock.replace(Lock::Held(resolve));
    })
}

/// Tells the tabs that have a production open something, for one that has not.
pub fn tell_those_in(production: &Id, news: &TabNews) {
    if let Ok(channel) = BroadcastChannel::new(&name(production)) {
        post(&channel, news);
        channel.close();
    }
}

fn name(production: &Id) -> String {
    format!("callboard/{production}")
}

fn post(channel: &BroadcastChannel, news: &TabNews) {
    let bytes = shared::wire::encode(news);
    let _ = channel.post_message(&Uint8Array::from(bytes.as_slice()));
}

fn request(name: &str, if_available: bool, granted: &JsValue) -> Option<JsValue> {
    let locks = Reflect::get(&port::scope().navigator(), &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &if_available.into()).ok()?;
    request.call3(&locks, &name.into(), &options, granted).ok()
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Lock::Held(release) = self.lock.replace(Lock::Left) {
            let _ = release.call0(&JsValue::NULL);
        }
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
