//! Roles in words: what they are called and what they may see.

use leptos::prelude::*;
use shared::access::{Role, Standing};

/// Returns what a role is called.
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Office => crate::t!("invite.role.office"),
        Role::Lead => crate::t!("invite.role.lead"),
        Role::Crew => crate::t!("invite.role.crew"),
        Role::Guest => crate::t!("invite.role.guest"),
    }
}

/// Returns what a role may see and do, in one sentence.
pub fn role_text(role: Role) -> &'static str {
    match role {
        Role::Office => crate::t!("invite.role.office_text"),
        Role::Lead => crate::t!("invite.role.lead_text"),
        Role::Crew => crate::t!("invite.role.crew_text"),
        Role::Guest => crate::t!("invite.role.guest_text"),
    }
}

/// Returns a standing in a few words: "Crew, with the script".
pub fn standing_text(role: Role, script: bool) -> String {
    if script && is_script_a_grant(role) {
        crate::t!("invite.with_script", role = role_name(role))
    } else {
        role_name(role).to_owned()
    }
}

/// Says whether the script has to be granted beside the role.
pub fn is_script_a_grant(role: Role) -> bool {
    let without = Standing {
        role,
        person: None,
        script: false,
    };
    !without.access(&shared::access::Audience::Script).may_read()
}

/// Chooses a role, with what each may do.
#[component]
pub fn RoleField(role: RwSignal<Role>) -> impl IntoView {
    let name = crate::ui::element_id("role");
    view! {
        <fieldset class="roles">
            <legend>{crate::t!("invite.role")}</legend>
            {Role::ALL
                .into_iter()
                .map(|one| {
                    view! {
                        <label class="role">
                            <input type="radio" name=name.clone() value=one.as_str()
                                prop:checked=move || role.get() == one
                                on:change=move |_| role.set(one) />
                            <span>
                                <b>{role_name(one)}</b>
                                <small>{role_text(one)}</small>
                            </span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
