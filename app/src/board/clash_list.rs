//! Conflicts on the screen: the count in the head, the list beside the board, the marks of strips
//! and days.

use std::time::Duration;

use leptos::prelude::*;
use shared::board::RowKey;
use shared::conflict::{Conflict, Fix, Rule, Severity};
use shared::id::Id;
use shared::kind::Kind;

use crate::platform::{dom, random};
use crate::shell::path;
use crate::ui::*;

use super::ask::day_words;
use super::clash::{Aim, Found, Mark, is_grave};
use super::clash_words::{fix_words, gravity, hint, title, tone, why};
use super::state::Board;

/// How many conflicts are listed at once, and how many fixes each offers.
const SHOWN: usize = 60;
const FIXES: usize = 3;

const HEADING: &str = ".clashes h2";

/// A conflict as it is read.
#[derive(Clone, PartialEq)]
struct Line {
    key: String,
    severity: Severity,
    title: &'static str,
    why: String,
    days: Vec<(Id, String)>,
    scenes: Vec<(Id, String)>,
    /// Each with what its button says.
    fixes: Vec<(Fix, String)>,
    hint: &'static str,
    /// Where the hint is followed: a room, and what its link reads.
    room: Option<(String, &'static str)>,
}

impl Board {
    /// Says whether the conflicts are listed beside the board, and tracks it.
    pub fn is_listing(self) -> bool {
        !self.address.get("conflicts").is_empty()
    }

    /// Opens or closes the list in the place of whatever stands beside the board.
    pub fn list_clashes(self, is_listed: bool) {
        let value = if is_listed { "1" } else { "" };
        self.address.replace(&[
            ("conflicts", value),
            ("scene", ""),
            ("compare", ""),
            ("do", ""),
        ]);
        if is_listed {
            self.clear();
            self.clashes.aim.set(Some(Aim::Heading));
        }
    }

    fn line(self, found: &Found, conflict: &Conflict) -> Line {
        let numbers = |id: &Id| {
            let number = self
                .store
                .peek(|book| book.text(&Kind::Scene, id, "number").to_owned());
            (id.clone(), crate::t!("scene.n_th", n = number))
        };
        // Not tracked: the rules run after the paint of an edit, and so does this.
        let (days, mut fixes) = self.layout.with_untracked(|layout| {
            let days = conflict.days.iter().filter_map(|id| layout.day(id));
            let days = days.map(|day| (day.id.clone(), day_words(day))).collect();
            let fixes = self
                .store
                .peek(|book| found.facts.fixes(book, layout, conflict));
            (days, fixes)
        });
        fixes.truncate(FIXES);
        Line {
            key: conflict.key(),
            severity: conflict.severity,
            title: title(conflict.rule),
            why: why(self, conflict),
            days,
            scenes: conflict.scenes.iter().map(numbers).collect(),
            fixes: fixes
                .into_iter()
                .map(|fix| {
                    let offer = fix_words(self, &fix).offer;
                    (fix, offer)
                })
                .collect(),
            hint: hint(conflict.rule),
            room: (conflict.rule == Rule::MinorNoRules).then(|| {
                let rules = path(&self.address.production(), "rules");
                (rules, crate::t!("rules.open"))
            }),
        }
    }

    fn lines(self, which: impl Fn(&Conflict) -> bool) -> (Vec<Line>, usize) {
        let Some(found) = self.clashes.found() else {
            return (Vec::new(), 0);
        };
        let all: Vec<&Conflict> = found.all.iter().filter(|c| which(c)).collect();
        let lines = all.iter().take(SHOWN).map(|c| self.line(&found, c));
        (lines.collect(), all.len().saturating_sub(SHOWN))
    }

    fn mend(self, fix: &Fix) {
        let label = fix_words(self, fix).done;
        self.said.set(label.clone());
        self.does(|layout| {
            self.store
                .peek(|book| fix.command(book, layout, label, &mut random::id))
        });
        // The button goes with its conflict: the keyboard stays near.
        let scene = untrack(|| self.address.id("scene"));
        let is_listed = untrack(|| self.is_listing());
        set_timeout(
            move || match scene {
                Some(scene) if !is_listed => self.focus(&RowKey::Scene(scene)),
                _ => {
                    dom::focus(HEADING);
                }
            },
            Duration::from_millis(80),
        );
    }
}

/// How many conflicts there are; opens their list.
#[component]
pub fn ClashCount(board: Board) -> impl IntoView {
    let count = Memo::new(move |_| {
        let found = board.clashes.found()?;
        let worst = found.all.first().map(|c| c.severity);
        Some((found.all.iter().filter(|c| is_grave(c)).count(), worst))
    });
    let text = move || match count.get() {
        None => crate::t!("conflict.title").to_owned(),
        Some((0, _)) => crate::t!("conflict.none").to_owned(),
        Some((n, _)) => crate::t!("conflict.count", n = n),
    };
    let shape = move || match count.get() {
        Some((1.., worst)) => shape(worst.unwrap_or(Severity::Warn)),
        _ => "",
    };
    let class = move || match count.get() {
        Some((1.., Some(Severity::Block))) => "btn second clash-count bad",
        Some((1.., _)) => "btn second clash-count warn",
        _ => "btn second clash-count",
    };
    view! {
        <button
            type="button"
            class=class
            aria-expanded=move || board.is_listing().to_string()
            on:click=move |_| board.list_clashes(!untrack(|| board.is_listing()))
        >
            <span aria-hidden="true">{shape}</span>
            {text}
        </button>
    }
}

fn shape(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "■",
        Severity::Warn => "▲",
        Severity::Info => "○",
    }
}

/// All conflicts, the gravest first.
#[component]
pub fn ClashList(board: Board) -> impl IntoView {
    let grave = Memo::new(move |_| board.lines(is_grave));
    let hints = Memo::new(move |_| {
        let found = board.clashes.found();
        found.map_or(0, |f| f.all.iter().filter(|c| !is_grave(c)).count())
    });
    let is_unfolded = RwSignal::new(false);
    let heading = NodeRef::<leptos::html::H2>::new();
    // Whatever opened the list says where in it the keyboard goes on; a sent address says nothing.
    Effect::new(move |_| {
        let (Some(heading), Some(aim)) = (heading.get(), board.clashes.aim.get()) else {
            return;
        };
        board.clashes.aim.set(None);
        match aim {
            Aim::Heading => dom::focus_element(&heading),
            Aim::Day(id) => {
                let line = format!(".clash-lines [data-days~=\"{id}\"]");
                dom::reveal(&line);
                dom::focus(&line);
            }
        }
    });
    let close = move || board.list_clashes(false);
    view! {
        <section
            class="clashes stack"
            aria-label=crate::t!("conflict.title")
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    close();
                    dom::focus(".clash-count");
                }
            }
        >
            <div class="pane-head">
                <h2 tabindex="-1" node_ref=heading>{crate::t!("conflict.title")}</h2>
                <IconButton name=crate::t!("ui.close") icon=IconName::Close on_click=move || {
                    close();
                    dom::focus(".clash-count");
                } />
            </div>
            <Show when=move || grave.with(|(lines, _)| lines.is_empty())>
                <p class="muted">{crate::t!("conflict.none_text")}</p>
            </Show>
            <Lines board lines=Signal::derive(move || grave.get().0) />
            {move || {
                let more = grave.with(|(_, more)| *more);
                (more > 0).then(|| view! { <p class="muted">{crate::t!("conflict.more", n = more)}</p> })
            }}
            <Show when=move || { hints.get() > 0 }>
                <button
                    type="button"
                    class="btn quiet"
                    aria-expanded=move || is_unfolded.get().to_string()
                    on:click=move |_| is_unfolded.update(|is| *is = !*is)
                >
                    {move || crate::t!("conflict.hints", n = hints.get())}
                    <Icon icon=IconName::Down />
                </button>
                <Show when=move || is_unfolded.get()>
                    <Lines board lines=Signal::derive(move || board.lines(|c| !is_grave(c)).0) />
                </Show>
            </Show>
        </section>
    }
}

#[component]
fn Lines(board: Board, lines: Signal<Vec<Line>>) -> impl IntoView {
    // What a line says is a part of its key: a reason that changes is drawn anew.
    view! {
        <ul class="clash-lines">
            <For
                each=move || lines.get()
                key=|line| format!("{} {} {:?} {:?}", line.key, line.why, line.days, line.fixes)
                let:line
            >
                <Clash board line />
            </For>
        </ul>
    }
}

/// The conflicts of one scene, with the ways out.
#[component]
pub fn SceneClashes(board: Board, #[prop(into)] id: Signal<Id>) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let Some(found) = board.clashes.found() else {
            return Vec::new();
        };
        let all = found.of_scene(&id.get());
        all.iter()
            .map(|c| board.line(&found, c))
            .collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !lines.with(Vec::is_empty)>
            <Lines board lines=lines.into() />
        </Show>
    }
}

#[component]
fn Clash(board: Board, line: Line) -> impl IntoView {
    let days: Vec<String> = line.days.iter().map(|(id, _)| id.to_string()).collect();
    let tone = tone(line.severity);
    let has_fixes = !line.fixes.is_empty();
    let fixes = StoredValue::new(line.fixes);
    let (hint, room) = (line.hint, StoredValue::new(line.room));
    view! {
        <li class=format!("note {}", tone_class(tone)) data-days=days.join(" ") tabindex="-1">
            <b>
                <span aria-hidden="true">{shape(line.severity)}" "</span>
                {line.title}
            </b>
            <small>{gravity(line.severity)}</small>
            <span>{line.why}</span>
            <p class="clash-where">
                {line.days.into_iter().map(|(id, text)| view! { <DayLink board id text /> }).collect_view()}
                {line.scenes.into_iter().map(|(id, text)| view! { <SceneLink board id text /> }).collect_view()}
            </p>
            <Show when=move || board.may_plan.get() && has_fixes>
                <div class="clash-fixes no-print">
                    {fixes.get_value().into_iter().map(|(fix, offer)| view! {
                        <Button on_click=move || board.mend(&fix)>{offer}</Button>
                    }).collect_view()}
                </div>
            </Show>
            <Show when=move || board.may_plan.get() && !has_fixes>
                <small>{hint}</small>
                {room.get_value().map(|(href, word)| view! { <a href=href>{word}</a> })}
            </Show>
        </li>
    }
}

#[component]
fn DayLink(board: Board, id: Id, text: String) -> impl IntoView {
    let part = id.clone();
    let href = move || board.address.with(&[("day", part.as_str())]);
    view! {
        <a href=href on:click=move |event| {
            event.prevent_default();
            dom::reveal_top(&format!("#board-{id}"));
            dom::focus(&format!("#day-{id}"));
        }>{text}</a>
    }
}

#[component]
fn SceneLink(board: Board, id: Id, text: String) -> impl IntoView {
    let part = id.clone();
    let href = move || {
        board
            .address
            .with(&[("scene", part.as_str()), ("conflicts", "")])
    };
    view! {
        <a href=href on:click=move |event| {
            event.prevent_default();
            board.focus(&RowKey::Scene(id.clone()));
        }>{text}</a>
    }
}

/// The mark of a strip. The button that it stands in says the whole reason.
#[component]
pub fn ClashMark(mark: Mark) -> impl IntoView {
    view! {
        <span class=format!("clash {}", tone_class(tone(mark.severity)))>
            <span aria-hidden="true">{shape(mark.severity)}</span>
            {mark.short}
        </span>
    }
}

/// The mark of a day's head; opens the list at the day.
#[component]
pub fn DayClash(board: Board, id: Id) -> impl IntoView {
    let of = id.clone();
    let mark = Memo::new(move |_| board.day_mark(&of));
    let id = StoredValue::new(id);
    let show = move || {
        board.list_clashes(true);
        board.clashes.aim.set(Some(Aim::Day(id.get_value())));
    };
    move || {
        mark.get().map(|mark| {
            let name = crate::t!("conflict.open_day", short = mark.short, n = mark.count);
            view! {
                <button
                    type="button"
                    class=format!("clash day-clash {}", tone_class(tone(mark.severity)))
                    data-no-drag=""
                    aria-label=name
                    title=mark.why
                    on:click=move |_| show()
                >
                    <span aria-hidden="true">{shape(mark.severity)}</span>
                    {mark.short}
                </button>
            }
        })
    }
}
