//! What the room knows: the live report, the frozen ones, which of them is shown.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::access::Audience;
use shared::calendar::parse_date;
use shared::id::Id;
use shared::kind::Kind;
use shared::report::{self, DailyReport, Difference, Revision, Standing};
use shared::rules::Finding;

use crate::floor::DayChoice;
use crate::rules::zone_before;
use crate::shell::{path, use_production};
use crate::store::{Store, use_store};

/// The room of the daily report.
#[derive(Clone, Copy)]
pub struct Daily {
    pub store: Store,
    pub day: DayChoice,
    pub live: Memo<Option<Arc<DailyReport>>>,
    /// Oldest first.
    pub revisions: Memo<Vec<Revision>>,
    /// The frozen report that is shown; nothing: the live one.
    pub shown: Memo<Option<Revision>>,
    pub body: Memo<Option<Arc<DailyReport>>>,
    /// What the meal and rest rules find, as dear as this device may know.
    pub priced: Memo<Vec<Finding>>,
    /// What the newest frozen report does not say.
    pub late: Memo<Vec<Difference>>,
    /// `letter`, `legal` or `a4`, where another was chosen for printing.
    pub paper: RwSignal<Option<String>>,
    pub production: Memo<Id>,
}

pub fn use_daily() -> Daily {
    expect_context()
}

pub fn provide_daily(day: DayChoice) -> Daily {
    let store = use_store();
    let query = use_query_map();
    let date = Memo::new(move |_| {
        let planned = day.planned.get()?;
        parse_date(&planned.date)
    });
    let live = Memo::new(move |_| {
        let id = day.chosen.get()?;
        let date = date.get();
        let derive = |book: &shared::book::Book| {
            let zone = date.map(|date| zone_before(book, date)).unwrap_or_default();
            report::derive(book, &id, &report::penalties(book, &id, &zone))
        };
        Some(Arc::new(store.with(report::KINDS, derive)))
    });
    let revisions = Memo::new(move |_| {
        let Some(day) = day.chosen.get() else {
            return Vec::new();
        };
        store.with(&[Kind::Issue, Kind::Signature], |book| {
            report::revisions(book, &day)
        })
    });
    // What was frozen never changes; one that was rejected is put right in the live one.
    let shown = Memo::new(move |_| {
        let asked = query.with(|q| q.get("rev"));
        revisions.with(|all| match asked.as_deref() {
            Some("live") => None,
            Some(id) => all.iter().find(|r| r.cover.id.as_str() == id).cloned(),
            None => all
                .last()
                .filter(|r| r.standing() != Standing::Rejected)
                .cloned(),
        })
    });
    let read = move |issue: Id| {
        store
            .peek(|book| report::read(book, &issue))
            .and_then(|(_, body)| body.ok())
            .map(Arc::new)
    };
    let shown_id = Memo::new(move |_| shown.with(|r| r.as_ref().map(|r| r.cover.id.clone())));
    let frozen = Memo::new(move |_| read(shown_id.get()?));
    let body = Memo::new(move |_| match shown_id.get() {
        Some(_) => frozen.get(),
        None => live.get(),
    });
    let newest_id =
        Memo::new(move |_| revisions.with(|all| all.last().map(|r| r.cover.id.clone())));
    let newest = Memo::new(move |_| read(newest_id.get()?));
    let late = Memo::new(move |_| match newest.get().zip(live.get()) {
        Some((frozen, live)) => report::differences(&frozen, &live),
        None => Vec::new(),
    });
    let priced = Memo::new(move |_| {
        let (Some(id), true) = (day.chosen.get(), store.may_read(&Audience::Office)) else {
            return Vec::new();
        };
        let date = date.get();
        let mut kinds = report::KINDS.to_vec();
        kinds.extend([Kind::Rate, Kind::Private]);
        store.with(&kinds, |book| {
            let zone = date.map(|date| zone_before(book, date)).unwrap_or_default();
            report::priced(book, &id, &zone)
        })
    });
    let daily = Daily {
        store,
        day,
        live,
        revisions,
        shown,
        body,
        priced,
        late,
        paper: RwSignal::new(None),
        production: use_production(),
    };
    provide_context(daily);
    daily
}

impl Daily {
    /// The frozen report that counts, tracked.
    pub fn newest(self) -> Option<Revision> {
        self.revisions.with(|all| all.last().cloned())
    }
}

/// Goes to a frozen report, or with nothing to the live one.
pub fn use_show() -> Callback<Option<Id>> {
    let daily = use_daily();
    let navigate = use_navigate();
    Callback::new(move |issue: Option<Id>| {
        let day = daily.day.chosen.get_untracked();
        let day = day.map(|id| id.to_string()).unwrap_or_default();
        let rev = issue.map_or_else(|| "live".to_owned(), |id| id.to_string());
        let address = path(&daily.production.get_untracked(), "daily");
        navigate(
            &format!("{address}?day={day}&rev={rev}"),
            Default::default(),
        );
    })
}
