//! The port to the page: messages in transferred buffers.

use futures::channel::mpsc::UnboundedSender;
use js_sys::{Array, Uint8Array};
use shared::engine::protocol::{FromEngine, ToEngine, pack, unpack};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::runner::Input;

pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Passes on what the page says.
pub fn listen(sender: UnboundedSender<Input>) {
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        if let Some(message) = unpack::<ToEngine>(&bytes) {
            let _ = sender.unbounded_send(Input::Page(Box::new(message)));
        }
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // For as long as the worker lives.
    hear.forget();
}

/// Says something to the page.
pub fn say(message: &FromEngine) {
    let bytes = pack(message);
    let array = Uint8Array::from(bytes.as_slice());
    let _ = scope().post_message_with_transfer(&array, &Array::of1(&array.buffer()));
}

/// The origin that served the app: its relay.
pub fn origin() -> String {
    scope().location().origin()
}
