//! The script as it reads: pages, search in the words, the lock of the scene numbers.

mod draw;
mod find;
mod numbers;
mod room;

pub use draw::{Head, sheet};
pub use room::{PagesRoom, in_script};

use leptos::prelude::*;

use crate::shell::path;
use crate::shell::use_production;
use crate::ui::*;

/// What stands where this device may not read the script: who can change that.
#[component]
pub fn MayNotRead() -> impl IntoView {
    let production = use_production();
    view! {
        <Empty title=crate::t!("pages.may_not") text=crate::t!("pages.may_not_text")>
            <LinkButton kind=ButtonKind::Main href=Signal::derive(move || path(&production.get(), "people"))>
                {crate::t!("pages.whom_to_ask")}
            </LinkButton>
        </Empty>
    }
}
