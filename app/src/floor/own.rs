//! One's own matters of the floor on Today: times with one's own word on them, reports to sign.

use leptos::prelude::*;
use shared::access::Audience;
use shared::callsheet::Issued;
use shared::clock;
use shared::floor::{self, Said, Stamp, TimeRow, Word};
use shared::id::Id;
use shared::kind::Kind;
use shared::report;

use super::words::{minute_text, short_date, stamp_word};
use crate::platform::time;
use crate::shell::{path, use_production};
use crate::store::{Reading, use_store};
use crate::t;
use crate::ui::*;

/// My times of a day, with yes and no. Draws nothing while nobody has written any.
#[component]
pub fn OwnTimes(#[prop(into)] day: Signal<Option<Id>>) -> impl IntoView {
    let store = use_store();
    let mine = Memo::new(move |_| {
        let (day, me) = day.get().zip(store.me())?;
        if store.reading.get() < Reading::Whole {
            return None;
        }
        store.with(&[Kind::Times, Kind::TimesWord], |book| {
            let row = floor::time_row(book, &day, &me);
            let word = floor::word(book, &day, &me, &row);
            (!row.is_empty()).then_some((row, word))
        })
    });
    let may_write = Memo::new(move |_| store.may_write(&Audience::Floor));
    let is_disputing = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let say = move |said: Said| {
        let me = super::words::me_now(store);
        let Some((day, me)) = day.get_untracked().zip(me) else {
            return;
        };
        let label = match said {
            Said::Confirmed => t!("times.own.did_confirm"),
            Said::Disputed => t!("times.own.did_dispute"),
        };
        let command = store.peek(|book| {
            let words = text.get_untracked();
            let words = if said == Said::Disputed {
                words.as_str()
            } else {
                ""
            };
            floor::say(
                book,
                &day,
                &me,
                said,
                words,
                time::now_ms(),
                label.to_owned(),
            )
        });
        is_disputing.set(false);
        text.set(String::new());
        store.act(command);
    };
    view! {
        {move || {
            mine.get()
                .map(|(row, word)| {
                    view! {
                        <section class="card own-times" aria-labelledby="own-times">
                            <h2 id="own-times">{t!("times.own.title")}</h2>
                            <Stamps row=row.clone() />
                            <Standing word=word.clone() />
                            <Show when=move || may_write.get()>
                                <Show
                                    when=move || is_disputing.get()
                                    fallback={
                                        let is_said = word.as_ref().is_some_and(|w| !w.is_stale && w.said == Said::Confirmed);
                                        move || {
                                            view! {
                                                <div class="call-acts">
                                                    <Button
                                                        kind=ButtonKind::Main
                                                        disabled=is_said
                                                        on_click=move || say(Said::Confirmed)
                                                    >
                                                        {t!("times.own.confirm")}
                                                    </Button>
                                                    <Button on_click=move || is_disputing.set(true)>
                                                        {t!("times.own.dispute")}
                                                    </Button>
                                                </div>
                                            }
                                        }
                                    }
                                >
                                    <Form class="form" on_submit=move |()| say(Said::Disputed)>
                                        <LongField
                                            label=t!("times.own.wrong")
                                            help=t!("times.own.wrong.help")
                                            rows=2
                                            value=text
                                            on_input=move |typed| text.set(typed)
                                        />
                                        <div class="line">
                                            <Button
                                                kind=ButtonKind::Main
                                                submit=true
                                                disabled=Signal::derive(move || text.get().trim().is_empty())
                                            >
                                                {t!("times.own.send")}
                                            </Button>
                                            <Button on_click=move || is_disputing.set(false)>
                                                {t!("times.own.cancel")}
                                            </Button>
                                        </div>
                                    </Form>
                                </Show>
                            </Show>
                        </section>
                    }
                })
        }}
    }
}

/// Reports that wait for one's own signature, on Today.
#[component]
pub fn ToSign() -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let open = Memo::new(move |_| {
        let me = store.me()?;
        if store.reading.get() < Reading::Whole {
            return None;
        }
        let kinds = [Kind::Issue, Kind::Signature];
        Some(store.with(&kinds, |book| report::waiting_for(book, &me)))
    });
    let line = move |cover: Issued| {
        let room = format!("daily?day={}", cover.day);
        let title = match cover.date.as_str() {
            "" => t!("report.waits").to_owned(),
            date => t!("report.waits_of", date = short_date(date)),
        };
        view! {
            <Note tone=Tone::Warn title>
                <a href=path(&production.get_untracked(), &room)>{t!("report.waits_open")}</a>
            </Note>
        }
    };
    move || {
        open.get()
            .map(|open| open.into_iter().map(line).collect_view())
    }
}

#[component]
fn Stamps(row: TimeRow) -> impl IntoView {
    let cells = Stamp::ALL
        .into_iter()
        .filter_map(|stamp| Some((stamp, row.at(stamp)?)))
        .map(|(stamp, at)| {
            let (wall, later) = clock::wall(at);
            view! {
                <div>
                    <dt>{stamp_word(stamp)}</dt>
                    <dd>
                        {wall}
                        {(later > 0).then(|| view! { <sup>{t!("today.later", n = later)}</sup> })}
                    </dd>
                </div>
            }
        })
        .collect_view();
    let worked = row.worked_min().map(|min| {
        view! {
            <div>
                <dt>{t!("times.worked")}</dt>
                <dd>{clock::length(min)}</dd>
            </div>
        }
    });
    view! { <dl class="times own">{cells} {worked}</dl> }
}

#[component]
fn Standing(word: Option<Word>) -> impl IntoView {
    let Some(word) = word else {
        return view! { <p class="muted">{t!("times.own.open")}</p> }.into_any();
    };
    let when = minute_text(use_store(), word.at_ms);
    let (tone, said) = match (word.said, word.is_stale) {
        (_, true) => (Tone::Warn, t!("times.own.stale", when = when)),
        (Said::Confirmed, _) => (Tone::Good, t!("times.own.confirmed", when = when)),
        (Said::Disputed, _) => (Tone::Warn, t!("times.own.disputed", when = when)),
    };
    view! {
        <p>
            <Badge tone=Signal::stored(tone)>{said}</Badge>
        </p>
        {(!word.text.is_empty()).then(|| view! { <p class="muted">{word.text.clone()}</p> })}
    }
    .into_any()
}
