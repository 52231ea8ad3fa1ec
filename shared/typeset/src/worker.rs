//! The port to the page, and the fonts from the app's own files.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use serde_bytes::ByteBuf;
use shared::engine::protocol::{pack, unpack};
use shared::pdf::protocol::{FromTypesetter, ToTypesetter};
use typeset::{Fonts, fonts, typeset};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Response};

/// The bytes of the fonts that were needed so far.
type Shelf = Rc<RefCell<BTreeMap<&'static str, Vec<u8>>>>;

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Listens for as long as the worker lives.
pub fn start() {
    console_error_panic_hook::set_once();
    let shelf = Shelf::default();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        if let Some(message) = unpack::<ToTypesetter>(&bytes) {
            spawn_local(answer(message, shelf.clone()));
        }
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    say(&FromTypesetter::Ready);
}

fn say(message: &FromTypesetter) {
    let bytes = pack(message);
    let array = Uint8Array::from(bytes.as_slice());
    let _ = scope().post_message_with_transfer(&array, &Array::of1(&array.buffer()));
}

async fn answer(message: ToTypesetter, shelf: Shelf) {
    let request = message.request;
    for name in fonts::needed(&message.job) {
        if shelf.borrow().contains_key(name) {
            continue;
        }
        match fetch(&format!("{}{name}", message.fonts)).await {
            Ok(bytes) => shelf.borrow_mut().insert(name, bytes),
            Err(_) => return say(&FromTypesetter::NoFonts { request }),
        };
    }
    say(&FromTypesetter::Setting { request });
    let fonts = Fonts::of(shelf.borrow().values().cloned());
    say(&match typeset(&message.job, &fonts) {
        Ok(pdf) => FromTypesetter::Made {
            request,
            pages: u32::try_from(pdf.pages).unwrap_or(u32::MAX),
            lacking: pdf.lacking.into_iter().collect(),
            pdf: ByteBuf::from(pdf.bytes),
        },
        Err(why) => FromTypesetter::Refused {
            request,
            why: why.to_string(),
        },
    });
}

async fn fetch(path: &str) -> Result<Vec<u8>, JsValue> {
    let response: Response = JsFuture::from(scope().fetch_with_str(path))
        .await?
        .dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from(response.status()));
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
