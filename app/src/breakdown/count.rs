//! How many of an element a scene needs: a small figure beside a name.

use leptos::prelude::*;

use crate::ui::*;

/// A whole number, or nothing: not counted. What is no number is kept with an error.
#[component]
pub fn CountField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Option<i64>>,
    #[prop(into)] on_commit: Callback<Option<u32>>,
) -> impl IntoView {
    let shown = Signal::derive(move || value.get().map(|n| n.to_string()).unwrap_or_default());
    let wrong = RwSignal::new(None::<String>);
    let commit = move |typed: String| match typed.trim() {
        "" => {
            wrong.set(None);
            on_commit.run(None);
        }
        typed => match typed.parse::<u32>() {
            Ok(count) if count < 100_000 => {
                wrong.set(None);
                on_commit.run(Some(count));
            }
            _ => wrong.set(Some(crate::t!("breakdown.count_wrong").to_owned())),
        },
    };
    view! {
        <div class="count-field">
            <TextField label value=shown on_commit=commit error=wrong kind=FieldKind::Number quiet=true placeholder="–" />
        </div>
    }
}
