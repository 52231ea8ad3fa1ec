//! Which scenes of a draft are shown, and what is decided for many at once.

use leptos::prelude::*;
use shared::scene::{Fate, Gone, Plan, Planned};

use crate::ui::*;
use crate::words::fill;

use super::state::Review;

/// Which scenes are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Filter {
    #[default]
    All,
    Changed,
    New,
    Removed,
    Suspected,
    Same,
}

impl Filter {
    const ALL: [Self; 6] = [
        Self::All,
        Self::Changed,
        Self::New,
        Self::Removed,
        Self::Suspected,
        Self::Same,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::All => "script.filter.all",
            Self::Changed => "script.filter.changed",
            Self::New => "script.filter.new",
            Self::Removed => "script.filter.removed",
            Self::Suspected => "script.filter.suspected",
            Self::Same => "script.filter.same",
        }
    }

    pub fn shows(self, planned: &Planned) -> bool {
        match self {
            Self::All => true,
            Self::Changed => matches!(planned.fate, Fate::Changed | Fate::Moved),
            Self::New => planned.fate == Fate::New,
            Self::Removed => false,
            Self::Suspected => planned.is_suspected(),
            Self::Same => planned.fate == Fate::Same,
        }
    }

    /// Says whether the scenes that the draft does not have are shown.
    pub fn shows_removed(self) -> bool {
        matches!(self, Self::All | Self::Removed)
    }

    fn count(self, plan: &Plan) -> usize {
        match self {
            Self::Removed => plan.missing.len(),
            _ => plan.scenes.iter().filter(|s| self.shows(s)).count(),
        }
    }
}

#[component]
pub fn Filters(review: Review) -> impl IntoView {
    let options = Signal::derive(move || {
        review.plan.with(|plan| {
            let all = Filter::ALL.into_iter().map(|f| (f, f.count(plan)));
            all.filter(|(f, n)| *f == Filter::All || *n > 0)
                .map(|(f, n)| (f.key().to_owned(), fill(f.key(), &[("n", n.to_string())])))
                .collect::<Vec<_>>()
        })
    });
    let choose = move |key: String| {
        let chosen = Filter::ALL.into_iter().find(|f| f.key() == key);
        review.filter.set(chosen.unwrap_or_default());
    };
    let changed = &[Fate::Changed, Fate::Moved];
    let every = &[Fate::Changed, Fate::Moved, Fate::New];
    let has_removed = move || review.plan.with(|plan| !plan.missing.is_empty());
    view! {
        <div class="script-filters">
            <Segments
                label=crate::t!("script.filter")
                options
                value=Signal::derive(move || review.filter.get().key().to_owned())
                on_change=choose
            />
            <Menu label=crate::t!("script.all") kind=ButtonKind::Second>
                <MenuItem on_click=move || review.accept_all(every, true)>{crate::t!("script.all.accept")}</MenuItem>
                <MenuItem on_click=move || review.accept_all(changed, false)>{crate::t!("script.all.refuse")}</MenuItem>
                <MenuItem on_click=move || review.accept_all(&[Fate::New], false)>{crate::t!("script.all.leave_out")}</MenuItem>
                <Show when=has_removed>
                    <MenuItem on_click=move || review.leave_all(Gone::Keep)>{crate::t!("script.all.keep")}</MenuItem>
                    <MenuItem on_click=move || review.leave_all(Gone::Omit)>{crate::t!("script.all.omit")}</MenuItem>
                </Show>
            </Menu>
        </div>
    }
}
