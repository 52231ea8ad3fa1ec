//! A dedicated worker: documents, IndexedDB, sync.

fn main() {
    console_error_panic_hook::set_once();
}
