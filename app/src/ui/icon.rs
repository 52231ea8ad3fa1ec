//! The few signs that stand beside words; they are drawn in the text's colour.

use leptos::prelude::*;

/// What a sign means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IconName {
    Today,
    Schedule,
    People,
    Report,
    More,
    Close,
    Search,
    Back,
    Forward,
    Up,
    Down,
    Add,
    Pin,
    Phone,
    Mail,
    Grip,
    Print,
    Share,
    Undo,
    /// A value that follows others.
    Drafted,
    /// A value that was typed and stays.
    Typed,
    /// A value that a file said.
    Imported,
}

impl IconName {
    fn path(self) -> &'static str {
        match self {
            Self::Today => "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
            Self::Schedule => "M4 6h16M4 12h16M4 18h10",
            Self::People => {
                "M5.500 8a3.500 3.500 0 1 0 7 0a3.500 3.500 0 1 0-7 0M2.500 20c.6-4 3-6 6.500-6s5.900 2 6.500 6M16 5a3.500 3.500 0 0 1 0 6.500M18 14.500c2 .8 3.200 2.700 3.500 5.500"
            }
            Self::Report => "M7 3h10v18H7zM10 8h4M10 12h4M10 16h2",
            Self::More => {
                "M4 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M18 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0"
            }
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Search => {
                "M4 10.500a6.500 6.500 0 1 0 13 0a6.500 6.500 0 1 0-13 0M15.500 15.500L20 20"
            }
            Self::Back => "M15 5l-7 7 7 7",
            Self::Forward => "M9 5l7 7-7 7",
            Self::Up => "M6 15l6-6 6 6",
            Self::Down => "M6 9l6 6 6-6",
            Self::Add => "M12 5v14M5 12h14",
            Self::Pin => {
                "M12 21s7-6.200 7-11.500a7 7 0 1 0-14 0C5 14.800 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5a2.500 2.500 0 0 0 0 5"
            }
            Self::Phone => {
                "M6 3h3l2 5-2.500 1.500a12 12 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z"
            }
            Self::Mail => "M3 6h18v12H3zM3 7l9 6 9-6",
            Self::Grip => "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
            Self::Print => "M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z",
            Self::Share => "M12 15V4M8 7l4-4 4 4M5 12v8h14v-8",
            Self::Undo => "M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6",
            Self::Drafted => "M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
            Self::Typed => "M8 3h8M9.500 3v6L6 14h12l-3.500-5V3M12 14v7",
            Self::Imported => "M12 4v11M7.500 10.500L12 15l4.500-4.500M5 20h14",
        }
    }
}

/// A sign. It never says anything alone: a word or an accessible name stands beside it.
#[component]
pub fn Icon(icon: IconName) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path() />
        </svg>
    }
}
