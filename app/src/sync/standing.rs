//! The sync state in words.

use shared::engine::protocol::{Link, SyncState};

use crate::ui::{Tone, when_text};

/// The state as a few words, and how worrying it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    pub words: String,
    pub tone: Tone,
}

/// Says how this device stands, for the head of every room. `is_saving` while an act that nothing
/// keeps yet, such as an import, is being written.
pub fn standing(state: &SyncState, is_saving: bool) -> Standing {
    let say = |words: String, tone| Standing { words, tone };
    if !state.attention.is_empty() {
        return say(crate::t!("sync.attention").to_owned(), Tone::Bad);
    }
    if is_saving {
        return say(crate::t!("sync.saving").to_owned(), Tone::Warn);
    }
    let waiting = || crate::t!("sync.waiting", n = state.waiting);
    match state.link {
        Link::Alone => say(crate::t!("sync.alone").to_owned(), Tone::Good),
        Link::Offline { since_ms } => {
            let when = when_text(since_ms);
            let words = match state.waiting {
                0 => crate::t!("sync.offline", when = when),
                n => crate::t!("sync.offline_waiting", when = when, n = n),
            };
            say(words, Tone::Warn)
        }
        Link::Connecting { .. } if state.waiting > 0 => say(waiting(), Tone::Warn),
        Link::Connecting { .. } => say(crate::t!("sync.connecting").to_owned(), Tone::None),
        Link::CatchingUp => say(crate::t!("sync.catching_up").to_owned(), Tone::None),
        Link::Connected if state.waiting > 0 => say(waiting(), Tone::Warn),
        Link::Connected => say(
            match state.present {
                0 => crate::t!("sync.synced").to_owned(),
                n => crate::t!("sync.synced_with", n = n),
            },
            Tone::Good,
        ),
    }
}

/// Says whether the words would only flash: a change that the relay accepts at once.
pub fn is_fleeting(state: &SyncState) -> bool {
    state.attention.is_empty() && state.waiting > 0 && matches!(state.link, Link::Connected)
}

/// Explains the state in a sentence or two, for its room.
pub fn explained(state: &SyncState, is_saving: bool) -> String {
    if !state.attention.is_empty() {
        return crate::t!("sync.attention_text").to_owned();
    }
    if is_saving {
        return crate::t!("sync.saving_text").to_owned();
    }
    match state.link {
        Link::Alone => crate::t!("sync.alone_text").to_owned(),
        Link::Offline { .. } => crate::t!("sync.offline_text").to_owned(),
        Link::Connecting { .. } => crate::t!("sync.connecting_text").to_owned(),
        Link::CatchingUp => crate::t!("sync.catching_up_text").to_owned(),
        Link::Connected if state.waiting > 0 => crate::t!("sync.sending_text").to_owned(),
        Link::Connected => crate::t!("sync.synced_text").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::engine::protocol::Attention;
    use shared::id::Id;

    #[test]
    fn the_state_is_said_in_words() {
        let check = |link: Link, waiting: u32, present: u32, want: &str| {
            let state = SyncState {
                link,
                waiting,
                present,
                ..SyncState::alone(Id::new("p"), None)
            };
            assert_eq!(standing(&state, false).words, want);
            assert_eq!(standing(&state, true).words, "Saving");
        };
        check(Link::Alone, 5, 0, "Saved on this device");
        check(Link::Connected, 0, 0, "Synced");
        check(Link::Connected, 0, 1, "Synced, 1 other here");
        check(Link::Connected, 0, 2, "Synced, 2 others here");
        check(Link::Connected, 3, 2, "3 changes waiting");
        check(Link::CatchingUp, 3, 2, "Catching up");
    }

    #[test]
    fn what_needs_attention_is_said_first() {
        let mut state = SyncState::alone(Id::new("p"), None);
        state.attention.push(Attention::NotSaved {
            why: "full".into(),
            full: true,
        });
        assert_eq!(standing(&state, true).words, "Needs attention");
    }
}
