//! The typesetter's worker: started when somebody wants a PDF, and kept for the next one.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use futures::channel::oneshot;
use js_sys::{Array, Uint8Array};
use shared::engine::protocol::{pack, unpack};
use shared::pdf::Job;
use shared::pdf::protocol::{FromTypesetter, ToTypesetter};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// What happens before a document is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The program and the fonts come, from the network the first time.
    Loading,
    Setting,
}

/// A document that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    pub bytes: Vec<u8>,
    pub pages: u32,
    /// Letters that no font has.
    pub lacking: String,
}

/// Why there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failed {
    /// The program or a font could not be fetched: no signal, and neither was loaded before.
    NotLoaded,
    /// The worker died, mostly for want of memory.
    Stopped,
    /// Says in a sentence what is wrong with the document.
    Refused(String),
}

struct Waiting {
    told: Rc<dyn Fn(Stage)>,
    done: oneshot::Sender<Result<Made, Failed>>,
}

struct Line {
    worker: Worker,
    is_ready: bool,
    queue: Vec<ToTypesetter>,
    waiting: HashMap<u32, Waiting>,
    // Kept alive as long as the worker calls them.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

thread_local! {
    static LINE: RefCell<Option<Line>> = const { RefCell::new(None) };
    static REQUESTS: RefCell<u32> = const { RefCell::new(0) };
}

/// Makes a document; `told` hears how far it is.
///
/// # Errors
/// Says why there is none.
pub async fn typeset(job: Job, told: impl Fn(Stage) + 'static) -> Result<Made, Failed> {
    let (done, made) = oneshot::channel();
    let request = REQUESTS.with(|n| n.replace_with(|n| n.wrapping_add(1)));
    let message = ToTypesetter {
        request,
        job,
        fonts: super::worker::written("fonts").unwrap_or_else(|| "/fonts/".into()),
    };
    let waiting = Waiting {
        told: Rc::new(told),
        done,
    };
    LINE.with(|line| {
        let mut line = line.borrow_mut();
        if line.is_none() {
            *line = start().ok();
        }
        let Some(line) = line.as_mut() else { return };
        line.waiting.insert(request, waiting);
        match line.is_ready {
            true => post(&line.worker, &message),
            false => line.queue.push(message),
        }
    });
    // Dropped without an answer: the browser gave no worker.
    made.await.unwrap_or(Err(Failed::NotLoaded))
}

fn start() -> Result<Line, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let path = super::worker::written("typeset").unwrap_or_else(|| "/typeset_loader.js".into());
    let worker = Worker::new_with_options(&path, &options)?;
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        if let Some(message) = unpack::<FromTypesetter>(&bytes) {
            hear(message);
        }
    });
    let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(|_| died());
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    Ok(Line {
        worker,
        is_ready: false,
        queue: Vec::new(),
        waiting: HashMap::new(),
        _on_message: on_message,
        _on_error: on_error,
    })
}

fn post(worker: &Worker, message: &ToTypesetter) {
    let array = Uint8Array::from(pack(message).as_slice());
    let _ = worker.post_message_with_transfer(&array, &Array::of1(&array.buffer()));
}

fn hear(message: FromTypesetter) {
    let done = |request: u32, result: Result<Made, Failed>| {
        let waiting = LINE.with(|l| l.borrow_mut().as_mut()?.waiting.remove(&request));
        if let Some(waiting) = waiting {
            let _ = waiting.done.send(result);
        }
    };
    match message {
        FromTypesetter::Ready => LINE.with(|line| {
            if let Some(line) = line.borrow_mut().as_mut() {
                line.is_ready = true;
                for message in line.queue.drain(..) {
                    post(&line.worker, &message);
                }
            }
        }),
        FromTypesetter::Setting { request } => {
            let told = LINE.with(|line| {
                let line = line.borrow();
                Some(line.as_ref()?.waiting.get(&request)?.told.clone())
            });
            if let Some(told) = told {
                told(Stage::Setting);
            }
        }
        FromTypesetter::Made {
            request,
            pdf,
            pages,
            lacking,
        } => done(
            request,
            Ok(Made {
                bytes: pdf.into_vec(),
                pages,
                lacking,
            }),
        ),
        FromTypesetter::NoFonts { request } => done(request, Err(Failed::NotLoaded)),
        FromTypesetter::Refused { request, why } => done(request, Err(Failed::Refused(why))),
    }
}

/// Tells everybody who waits; the next document starts a new worker.
fn died() {
    let Some(line) = LINE.with(|line| line.borrow_mut().take()) else {
        return;
    };
    line.worker.terminate();
    let why = match line.is_ready {
        true => Failed::Stopped,
        false => Failed::NotLoaded,
    };
    for waiting in line.waiting.into_values() {
        let _ = waiting.done.send(Err(why.clone()));
    }
    // This runs inside the closures: they go when it has returned.
    let closures = (line._on_message, line._on_error);
    leptos::task::spawn_local(async move { drop(closures) });
}
