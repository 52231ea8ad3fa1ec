//! One number of a rule, in its unit; with what the preset says where that differs.

use leptos::prelude::*;
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Value;
use shared::rules::{Param, Rule, Unit, amount_text, parse_amount, set_param};

use super::words::{param_word, value_text, what_word};
use crate::store::use_store;
use crate::ui::*;

/// What a field of a rule needs to know.
#[derive(Clone, Copy)]
pub struct RuleAt {
    pub rule: Memo<Option<Rule>>,
    pub id: StoredValue<Id>,
    pub set: Signal<String>,
    pub currency: Signal<String>,
    pub disabled: Signal<bool>,
}

#[component]
pub fn ParamField(
    place: RuleAt,
    param: Param,
    #[prop(optional)] was: Option<i64>,
) -> impl IntoView {
    let store = use_store();
    let label = param_word(param);
    let unit = param.unit();
    let value = Signal::derive(move || {
        place
            .rule
            .with(|rule| rule.as_ref().and_then(|rule| rule.get(param)))
    });
    let wrong = RwSignal::new(None::<String>);
    let write = Callback::new(move |n: Option<i64>| {
        if n.is_some_and(|n| !param.allows(n)) {
            wrong.set(Some(crate::t!("rules.wrong_number").to_owned()));
            return;
        }
        wrong.set(None);
        let rule = place.rule.with_untracked(|rule| {
            rule.as_ref()
                .map_or("", |rule| what_word(rule.what))
                .to_lowercase()
        });
        let said = match n {
            Some(n) => value_text(unit, n, &place.currency.get_untracked()),
            None => crate::t!("rules.nothing").to_owned(),
        };
        let label = crate::t!(
            "rules.did.param",
            set = place.set.get_untracked(),
            rule = rule,
            param = label.to_lowercase(),
            value = said
        );
        let id = place.id.get_value();
        store.act(store.peek(|book| set_param(book, &id, param, n, label)));
    });
    let help = Signal::derive(move || {
        let differs = was.is_some() && value.get() != was;
        was.filter(|_| differs).map_or_else(String::new, |was| {
            let said = value_text(unit, was, &place.currency.get());
            crate::t!("rules.was", value = said)
        })
    });
    let show = Callback::new(move |value: Value| {
        value.as_int().map_or_else(String::new, |n| {
            value_text(unit, n, &place.currency.get_untracked())
        })
    });
    let disabled = place.disabled;
    let field = match unit {
        Unit::Minutes => {
            view! { <LengthField label value on_commit=write help disabled /> }.into_any()
        }
        Unit::Clock => {
            view! { <TimeField label value on_commit=write help error=wrong disabled /> }.into_any()
        }
        Unit::YesNo => {
            let ticked = Signal::derive(move || value.get() == Some(1));
            let tick = move |on: bool| write.run(on.then_some(1));
            view! { <CheckField label value=ticked on_commit=tick help disabled /> }.into_any()
        }
        _ => {
            let shown = Signal::derive(move || {
                value.get().map_or_else(String::new, |n| match unit {
                    Unit::Money => amount_text(n, &place.currency.get()),
                    _ => n.to_string(),
                })
            });
            let commit = move |typed: String| {
                let typed = typed.trim();
                let read = match unit {
                    _ if typed.is_empty() => Some(None),
                    Unit::Money => parse_amount(typed, &place.currency.get_untracked()).map(Some),
                    _ => typed.parse::<i64>().ok().map(Some),
                };
                match read {
                    Some(n) => write.run(n),
                    None => wrong.set(Some(crate::t!("rules.wrong_number").to_owned())),
                }
            };
            let label = Signal::derive(move || match unit_word(unit) {
                Some(word) => format!("{label} ({word})"),
                None => format!("{label} ({})", place.currency.get()),
            });
            view! { <TextField label value=shown on_commit=commit help error=wrong disabled /> }
                .into_any()
        }
    };
    view! {
        <div class="record-field">
            {field}
            <TwoVersions kind=Kind::Rule id=place.id.get_value() field=param.as_str() name=label show />
        </div>
    }
}

/// Names the unit that a number is typed in; money is typed in the set's currency.
fn unit_word(unit: Unit) -> Option<&'static str> {
    Some(match unit {
        Unit::Percent => crate::t!("rules.unit.percent"),
        Unit::Days => crate::t!("rules.unit.days"),
        Unit::Weeks => crate::t!("rules.unit.weeks"),
        Unit::Times => crate::t!("rules.unit.times"),
        Unit::Months => crate::t!("rules.unit.months"),
        _ => return None,
    })
}
