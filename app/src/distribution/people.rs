//! One person of a list, with the reason they are on it or not.

use leptos::prelude::*;
use shared::distribution::{Off, Recipient, Why};
use shared::people::Group;

use super::dialog::ByHand;
use crate::callsheet::date_on_paper;
use crate::ui::*;

fn why_text(why: &Why) -> String {
    match why {
        Why::Working => crate::t!("distribution.why.working").to_owned(),
        Why::Named => crate::t!("distribution.why.named").to_owned(),
        Why::Head => crate::t!("distribution.why.head").to_owned(),
        Why::Department(name) => name.clone(),
        Why::Group(Group::Crew) => crate::t!("distribution.rule.crew").to_owned(),
        Why::Group(Group::Cast) => crate::t!("distribution.rule.cast").to_owned(),
        Why::Group(Group::Background) => crate::t!("distribution.rule.background").to_owned(),
    }
}

fn off_text(off: &Off) -> String {
    match off {
        Off::ByHand => crate::t!("distribution.off.by_hand").to_owned(),
        Off::NotYet(date) => crate::t!("distribution.off.not_yet", date = date_on_paper(date)),
        Off::Over(date) => crate::t!("distribution.off.over", date = date_on_paper(date)),
        Off::OnHold => crate::t!("distribution.off.hold").to_owned(),
    }
}

#[component]
pub fn OnRow(recipient: Recipient, by_hand: ByHand) -> impl IntoView {
    let leave = move || {
        by_hand.update(|all| {
            all.insert(recipient.person.clone(), false);
        });
    };
    let name = recipient.name.clone();
    view! {
        <li class="row">
            <span class="grow">
                <b>{recipient.name}</b>
                <small>{why_text(&recipient.why)}</small>
            </span>
            {match recipient.address {
                Some(address) => view! { <small class="muted">{address}</small> }.into_any(),
                None => {
                    view! { <Badge tone=Tone::Warn>{crate::t!("distribution.no_address")}</Badge> }
                        .into_any()
                }
            }}
            <Button
                kind=ButtonKind::Quiet
                name=crate::t!("distribution.leave_out_who", who = name)
                on_click=leave
            >
                {crate::t!("distribution.leave_out")}
            </Button>
        </li>
    }
}

#[component]
pub fn OffRow(recipient: Recipient, off: Off, by_hand: ByHand) -> impl IntoView {
    // Dates are put right on the person's card; a hand takes back only what a hand did.
    let is_by_hand = off == Off::ByHand;
    let person = StoredValue::new(recipient.person);
    let name = StoredValue::new(recipient.name.clone());
    let back = move || {
        by_hand.update(|all| {
            all.insert(person.get_value(), true);
        });
    };
    view! {
        <li class="row">
            <span class="grow">
                <b>{recipient.name}</b>
                <small>{off_text(&off)}</small>
            </span>
            <Show when=move || is_by_hand>
                <Button
                    kind=ButtonKind::Quiet
                    name=crate::t!("distribution.put_back_who", who = name.get_value())
                    on_click=back
                >
                    {crate::t!("distribution.put_back")}
                </Button>
            </Show>
        </li>
    }
}
