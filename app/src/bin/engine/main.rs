//! The engine program: a dedicated worker that performs the engine's effects against IndexedDB,
//! a WebSocket, and the other tabs of this device.

mod blobs;
mod calls;
mod connection;
mod disk;
mod entry;
mod port;
mod runner;
mod socket;
mod tabs;

use futures::StreamExt;
use futures::channel::mpsc;

fn main() {
    console_error_panic_hook::set_once();
    let (sender, mut receiver) = mpsc::unbounded();
    port::listen(sender.clone());
    wasm_bindgen_futures::spawn_local(async move {
        let mut runner = runner::Runner::start(sender).await;
        // One input at a time: whatever awaits the disk or the relay holds the next one back.
        while let Some(input) = receiver.next().await {
            runner.take(input).await;
        }
    });
}
