//! The engine's worker: started, restarted when it dies, and spoken to in bytes.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use shared::engine::protocol::{FromEngine, ToEngine, pack, unpack};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// A line to the engine that outlives its worker: what is sent while it starts is kept and sent
/// when it is ready.
#[derive(Clone)]
pub struct Engine(Rc<RefCell<Line>>);

struct Line {
    worker: Option<Worker>,
    ready: bool,
    queue: VecDeque<ToEngine>,
    starts: u32,
    hear: Rc<dyn Fn(Heard)>,
    // Kept alive as long as the worker calls them.
    closures: Vec<Closure<dyn FnMut(MessageEvent)>>,
    errors: Vec<Closure<dyn FnMut(web_sys::Event)>>,
}

/// What comes from the engine's side.
pub enum Heard {
    Said(Box<FromEngine>),
    /// The worker died and was started again; what was sent and not answered is not known.
    Restarted,
    /// It does not start any more.
    Dead {
        why: String,
    },
}

impl Engine {
    /// Starts the engine.
    pub fn start(hear: impl Fn(Heard) + 'static) -> Self {
        let engine = Self(Rc::new(RefCell::new(Line {
            worker: None,
            ready: false,
            queue: VecDeque::new(),
            starts: 0,
            hear: Rc::new(hear),
            closures: Vec::new(),
            errors: Vec::new(),
        })));
        engine.spawn();
        engine
    }

    /// Sends a message, at once or when the engine is ready.
    pub fn send(&self, message: ToEngine) {
        let mut line = self.0.borrow_mut();
        match &line.worker {
            Some(worker) if line.ready => post(worker, &message),
            _ => line.queue.push_back(message),
        }
    }

    fn spawn(&self) {
        let early = early();
        let found = early
            .as_ref()
            .map_or_else(start, |early| Ok(early.worker.clone()));
        let worker = match found {
            Ok(worker) => worker,
            Err(why) => {
                let hear = self.0.borrow().hear.clone();
                hear(Heard::Dead {
                    why: format!("{why:?}"),
                });
                return;
            }
        };
        let this = self.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            this.heard(&event.data());
        });
        let this = self.clone();
        let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(move |_| this.died());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        {
            let mut line = self.0.borrow_mut();
            line.starts += 1;
            line.ready = false;
            line.worker = Some(worker);
            line.closures.push(on_message);
            line.errors.push(on_error);
        }
        let Some(early) = early else { return };
        let this = self.clone();
        // Whoever starts the engine is not ready to hear it yet.
        leptos::task::spawn_local(async move {
            for data in early.said.iter() {
                this.heard(&data);
            }
            if early.failed {
                this.died();
            }
        });
    }

    fn heard(&self, data: &JsValue) {
        let bytes = Uint8Array::new(data).to_vec();
        let Some(message) = unpack::<FromEngine>(&bytes) else {
            return;
        };
        if matches!(message, FromEngine::Ready { .. }) {
            let mut line = self.0.borrow_mut();
            line.ready = true;
            line.starts = 1;
            while let Some(queued) = line.queue.pop_front() {
                if let Some(worker) = &line.worker {
                    post(worker, &queued);
                }
            }
        }
        let hear = self.0.borrow().hear.clone();
        hear(Heard::Said(Box::new(message)));
    }

    fn died(&self) {
        let (hear, starts) = {
            let mut line = self.0.borrow_mut();
            if let Some(worker) = line.worker.take() {
                worker.terminate();
            }
            line.ready = false;
            (line.hear.clone(), line.starts)
        };
        // A worker that dies again and again before it was ever ready is not worth a loop.
        if starts > 5 {
            hear(Heard::Dead {
                why: "the engine stopped".into(),
            });
            return;
        }
        self.spawn();
        hear(Heard::Restarted);
    }
}

fn start() -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&engine_path(), &options)
}

/// The worker that the build's starter made before this program was compiled.
struct Early {
    worker: Worker,
    said: Array,
    failed: bool,
}

/// Takes over the early worker, once; a development build has none.
fn early() -> Option<Early> {
    let window = web_sys::window()?;
    let name = JsValue::from_str("callboardEngine");
    let early = js_sys::Reflect::get(&window, &name).ok()?;
    let get = |name: &str| js_sys::Reflect::get(&early, &name.into()).ok();
    let found = Early {
        worker: get("worker")?.dyn_into().ok()?,
        said: get("said")?.dyn_into().ok()?,
        failed: get("failed")?.is_truthy(),
    };
    let _ = js_sys::Reflect::delete_property(&window, &name);
    Some(found)
}

fn post(worker: &Worker, message: &ToEngine) {
    let bytes = pack(message);
    let array = Uint8Array::from(bytes.as_slice());
    let _ = worker.post_message_with_transfer(&array, &Array::of1(&array.buffer()));
}

/// The build writes the engine's hashed path into the page; a development build has the plain one.
fn engine_path() -> String {
    written("engine").unwrap_or_else(|| "/engine_loader.js".into())
}

/// Returns what the build wrote into the page under a name.
pub(super) fn written(name: &str) -> Option<String> {
    web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| {
            d.query_selector(&format!("meta[name={name}]"))
                .ok()
                .flatten()
        })
        .and_then(|m| m.get_attribute("content"))
}
