//! What the relay knows of this production's invitations and devices, as of the last look.

use leptos::prelude::*;
use shared::engine::protocol::Link;
use shared::id::Id;
use shared::kind::Kind;
use shared::wire::http::{Device, Invitation};

use crate::platform::{nav, time};
use crate::store::Store;

use super::call::{Failed, call};
use super::link::Made;

/// The room's lists. They come from the relay, so each says how old it is by being empty at first.
#[derive(Clone, Copy)]
pub struct Lists {
    pub store: Store,
    pub invitations: RwSignal<Option<Vec<Invitation>>>,
    pub devices: RwSignal<Option<Vec<Device>>>,
    pub made: RwSignal<Vec<Made>>,
    pub failed: RwSignal<Option<Failed>>,
}

impl Lists {
    pub fn new(store: Store) -> Self {
        let lists = Self {
            store,
            invitations: RwSignal::new(None),
            devices: RwSignal::new(None),
            made: RwSignal::new(Vec::new()),
            failed: RwSignal::new(None),
        };
        let reachable = Memo::new(move |_| {
            store.sync.with(|sync| {
                sync.as_ref().map(|s| {
                    (
                        matches!(s.link, Link::Connected | Link::CatchingUp),
                        s.present,
                    )
                })
            })
        });
        // Looks again when the signal comes back, and when devices come or go.
        Effect::new(move |_| {
            if reachable.get().is_some_and(|(is_there, _)| is_there) {
                lists.look();
            }
        });
        lists
    }

    /// Reads both lists again.
    pub fn look(self) {
        let nothing = None::<&()>;
        call(
            self.store,
            "GET",
            "invitations",
            nothing,
            move |answer: Result<Vec<Invitation>, _>| match answer {
                Ok(mut found) => {
                    found.sort_by_key(|i| (i.used_ms.is_some(), -i.expires_ms));
                    self.invitations.try_set(Some(found));
                    self.failed.try_set(None);
                }
                Err(failed) => {
                    self.failed.try_set(Some(failed));
                }
            },
        );
        call(
            self.store,
            "GET",
            "devices",
            nothing,
            move |answer: Result<Vec<Device>, _>| {
                if let Ok(mut found) = answer {
                    found.sort_by(|a, b| {
                        let key = |d: &Device| {
                            (
                                d.revoked_ms.is_some(),
                                !d.connected,
                                -d.seen_ms.unwrap_or(d.joined_ms),
                            )
                        };
                        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
                    });
                    self.devices.try_set(Some(found));
                }
            },
        );
    }

    /// Says whether a person has a device that may come in.
    pub fn has_device(self, person: &Id) -> bool {
        self.devices.with(|devices| {
            devices
                .iter()
                .flatten()
                .any(|d| d.revoked_ms.is_none() && d.person.as_ref() == Some(person))
        })
    }

    /// Says whether a person has an invitation that still works.
    pub fn is_invited(self, person: &Id) -> bool {
        let now = time::now_ms();
        self.invitations.with(|invitations| {
            invitations
                .iter()
                .flatten()
                .any(|i| is_pending(i, now) && i.person.as_ref() == Some(person))
        })
    }

    /// Returns the name of an invitation's or a device's person, empty if it is nobody's.
    pub fn name(self, person: Option<&Id>) -> String {
        person.map_or_else(String::new, |id| {
            self.store.with(&[Kind::Person], |book| {
                book.text(&Kind::Person, id, "name").to_owned()
            })
        })
    }

    /// Returns the origin that links lead to.
    pub fn origin(self) -> String {
        self.store
            .sync
            .with_untracked(|sync| sync.as_ref().and_then(|s| s.relay.clone()))
            .unwrap_or_else(nav::origin)
    }
}

/// Says whether an invitation can still be used.
pub fn is_pending(invitation: &Invitation, now_ms: i64) -> bool {
    invitation.used_ms.is_none() && invitation.expires_ms > now_ms
}
