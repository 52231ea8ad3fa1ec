//! The page: Leptos, no automerge in it.

use app::store::Store;
use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| {
        let store = Store::start();
        provide_context(store);
        view! { <h1>"Callboard"</h1> }
    });
}
