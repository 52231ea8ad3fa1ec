//! A board as it is read: days with their rows and totals, and the boneyard.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::book::Book;
use crate::calendar::Calendar;
use crate::command::Command;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::record::Record;
use crate::scene::{self, CastView, SceneView, cast_order};

use super::scenario::Limits;
use super::unit::{boards_of, unit_of};

/// The kinds that [`layout`] reads.
pub const KINDS: &[Kind] = &[
    Kind::Production,
    Kind::Board,
    Kind::Unit,
    Kind::Strip,
    Kind::Row,
    Kind::Day,
    Kind::Date,
    Kind::Scene,
    Kind::Character,
    Kind::Location,
];

/// A whole board.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    pub board: Id,
    /// Rows above the first day: arranged, but in no day yet.
    pub loose: Vec<RowView>,
    pub days: Vec<DayView>,
    /// Scenes that are not scheduled, in script order; omitted ones too.
    pub boneyard: Vec<Arc<SceneView>>,
}

/// A shoot day with what stands in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayView {
    /// The id of the day's row.
    pub id: Id,
    /// The id of the day's plan ([`Kind::Day`]), its calls and its call sheets: that of its row, or
    /// of the row on another board that it is a copy of. A board that takes another's place finds
    /// there what was planned and issued for its days.
    pub plan: Id,
    /// Counted from 1.
    pub n: usize,
    /// Nothing while the production has no start date.
    pub date: Option<Date>,
    /// What somebody called the day, often empty.
    pub text: Arc<str>,
    pub rows: Vec<RowView>,
    /// Sum of the scenes that are not omitted.
    pub eighths: Eighths,
    pub scenes: usize,
    /// Everybody who is in a scene of the day, by cast number.
    pub cast: Vec<CastView>,
    /// The day's own location, if it was said, then those of its scenes, each once.
    pub locations: Vec<(Id, Arc<str>)>,
    /// Scenes and banners, in minutes, as far as they were estimated.
    pub est_min: i64,
    /// What was said for this day alone; nothing: as the board's other days.
    pub limits: Limits,
    /// The location of the day's plan.
    pub(super) own: Option<(Id, Arc<str>)>,
    place: Arc<str>,
}

impl DayView {
    /// Makes a day of rows that nobody has written.
    pub(super) fn of(id: Id, rows: Vec<RowView>) -> Self {
        let mut day = Self {
            plan: id.clone(),
            id,
            n: 0,
            date: None,
            text: "".into(),
            rows,
            eighths: Eighths::ZERO,
            scenes: 0,
            cast: Vec::new(),
            locations: Vec::new(),
            est_min: 0,
            limits: Limits::default(),
            own: None,
            place: "".into(),
        };
        total(&mut day, None);
        day
    }

    /// Lists the scenes of the day in shooting order.
    pub fn strips(&self) -> impl Iterator<Item = &Arc<SceneView>> {
        self.rows.iter().filter_map(RowView::scene)
    }

    /// Returns the location that a day's head names first.
    pub fn location(&self) -> Option<&(Id, Arc<str>)> {
        self.locations.first()
    }
}

/// One row below a day's head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowView {
    Strip(StripView),
    Banner(BannerView),
}

/// A scheduled scene.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StripView {
    pub scene: Arc<SceneView>,
    pub(super) place: Arc<str>,
    pub(super) id: Id,
}

/// A row with words on it: "Lunch", "Company move".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BannerView {
    pub id: Id,
    pub text: Arc<str>,
    pub minutes: Option<i64>,
    place: Arc<str>,
}

/// Names a row of a board, a scene also in the boneyard.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RowKey {
    Scene(Id),
    Banner(Id),
    Day(Id),
}

impl RowKey {
    pub fn id(&self) -> &Id {
        match self {
            Self::Scene(id) | Self::Banner(id) | Self::Day(id) => id,
        }
    }
}

impl RowView {
    pub fn key(&self) -> RowKey {
        match self {
            Self::Strip(strip) => RowKey::Scene(strip.scene.id.clone()),
            Self::Banner(banner) => RowKey::Banner(banner.id.clone()),
        }
    }

    pub fn scene(&self) -> Option<&Arc<SceneView>> {
        match self {
            Self::Strip(strip) => Some(&strip.scene),
            Self::Banner(_) => None,
        }
    }
}

/// Where something stands on a board.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place<'a> {
    /// Above the first day; the position counts from 1.
    Loose {
        position: usize,
    },
    Day {
        day: &'a DayView,
        position: usize,
    },
    Boneyard,
}

impl Layout {
    pub fn day(&self, id: &Id) -> Option<&DayView> {
        self.days.iter().find(|day| day.id == *id)
    }

    /// Says where a scene or banner stands; nothing if it is not on this board at all.
    pub fn find(&self, key: &RowKey) -> Option<Place<'_>> {
        let position = |rows: &[RowView]| rows.iter().position(|row| row.key() == *key);
        if let Some(at) = position(&self.loose) {
            return Some(Place::Loose { position: at + 1 });
        }
        for day in &self.days {
            if let Some(at) = position(&day.rows) {
                return Some(Place::Day {
                    day,
                    position: at + 1,
                });
            }
        }
        let RowKey::Scene(id) = key else { return None };
        self.boneyard
            .iter()
            .any(|s| s.id == *id)
            .then_some(Place::Boneyard)
    }

    /// Returns the day that a scene is shot on.
    pub fn day_of(&self, scene: &Id) -> Option<&DayView> {
        self.days
            .iter()
            .find(|day| day.strips().any(|s| s.id == *scene))
    }

    /// Finds a scene, wherever it is.
    pub fn scene(&self, id: &Id) -> Option<&Arc<SceneView>> {
        self.scenes().find(|scene| scene.id == *id)
    }

    /// Lists all scenes: loose, by day, then the boneyard.
    pub fn scenes(&self) -> impl Iterator<Item = &Arc<SceneView>> {
        self.loose
            .iter()
            .chain(self.days.iter().flat_map(|day| &day.rows))
            .filter_map(RowView::scene)
            .chain(&self.boneyard)
    }

    /// Lists every placed row from top to bottom with its order key.
    pub(crate) fn entries(&self) -> Vec<(RowKey, Arc<str>)> {
        let row = |row: &RowView| match row {
            RowView::Strip(strip) => (row.key(), strip.place.clone()),
            RowView::Banner(banner) => (row.key(), banner.place.clone()),
        };
        let mut all: Vec<(RowKey, Arc<str>)> = self.loose.iter().map(row).collect();
        for day in &self.days {
            all.push((RowKey::Day(day.id.clone()), day.place.clone()));
            all.extend(day.rows.iter().map(row));
        }
        all
    }
}

/// Returns the board that the main unit works from: the one the production names, else its first.
/// Where two devices took the last two boards away, the named one goes on. While there is none, all
/// devices agree on the id of the one to come.
pub fn active(book: &Book) -> Id {
    let named = book
        .production()
        .and_then(|p| p.link("active_board"))
        .filter(|id| unit_of(book, id).is_none());
    named
        .clone()
        .filter(|id| book.get(&Kind::Board, id).is_some())
        .or_else(|| boards_of(book, None).first().map(|b| b.id.clone()))
        .or(named.filter(|id| book.any(&Kind::Board, id).is_some()))
        .unwrap_or_else(|| Id::new("main"))
}

/// Lists the boards in the order the office gave them.
pub fn boards(book: &Book) -> Vec<Arc<Record>> {
    let mut all: Vec<Arc<Record>> = book.all(&Kind::Board).cloned().collect();
    all.sort_by(|a, b| {
        a.text("order")
            .cmp(b.text("order"))
            .then_with(|| a.id.cmp(&b.id))
    });
    all
}

/// Makes the active board if the production has none yet.
pub fn ensure(book: &Book, name: &str, command: &mut Command) {
    let board = active(book);
    if book.get(&Kind::Board, &board).is_none() {
        command.add(Kind::Board, &board, "name", name);
        command.add(Kind::Board, &board, "order", order::between(None, None));
        if book.any(&Kind::Board, &board).is_some() {
            command.add(Kind::Board, &board, crate::record::REMOVED, false);
        }
    }
}

enum Row<'a> {
    Strip(&'a Arc<SceneView>),
    Banner(&'a Record),
    Day(&'a Record),
}

/// Derives a board. Each scene that is not removed comes up exactly once, whatever was merged:
/// the list of scenes is walked, not the list of strips.
pub fn layout(book: &Book, board: &Id) -> Arc<Layout> {
    book.derived("layout", board, KINDS, |before| derive(book, board, before))
}

fn derive(book: &Book, board: &Id, before: Option<&Layout>) -> Layout {
    let scenes = scene::in_order(book);
    let mut boneyard = Vec::new();
    let mut rows: Vec<(&str, Id, Row)> = Vec::new();
    for scene in &scenes {
        let id = Id::joined(board, &scene.id);
        let place = book
            .get(&Kind::Strip, &id)
            .map_or("", |strip| strip.text("place"));
        if place.is_empty() {
            boneyard.push(scene.clone());
        } else {
            rows.push((place, id, Row::Strip(scene)));
        }
    }
    for row in book
        .all(&Kind::Row)
        .filter(|row| row.text("board") == board.as_str())
    {
        let place = row.text("place");
        match row.text("what") {
            _ if place.is_empty() => {}
            "day" => rows.push((place, row.id.clone(), Row::Day(row))),
            "banner" => rows.push((place, row.id.clone(), Row::Banner(row))),
            _ => {}
        }
    }
    rows.sort_by(|a, b| a.0.cmp(b.0).then_with(|| a.1.cmp(&b.1)));

    let mut dates = Calendar::of_board(book, board).shoot_dates();
    let mut layout = Layout {
        board: board.clone(),
        loose: Vec::new(),
        days: Vec::new(),
        boneyard,
    };
    for (place, id, row) in rows {
        let place: Arc<str> = place.into();
        let view = match row {
            Row::Day(record) => {
                let n = layout.days.len() + 1;
                layout.days.push(head(record, n, dates.next(), place));
                continue;
            }
            Row::Strip(scene) => RowView::Strip(StripView {
                scene: scene.clone(),
                place,
                id,
            }),
            Row::Banner(record) => RowView::Banner(BannerView {
                id,
                text: scene::text(record, "text"),
                minutes: record.int("minutes").filter(|min| *min > 0),
                place,
            }),
        };
        match layout.days.last_mut() {
            Some(day) => day.rows.push(view),
            None => layout.loose.push(view),
        }
    }
    for (n, day) in layout.days.iter_mut().enumerate() {
        let known = before
            .and_then(|b| b.days.get(n))
            .filter(|b| b.id == day.id);
        let own = own_location(book, &day.plan);
        match known.filter(|b| b.rows == day.rows && b.own == own) {
            Some(known) => {
                day.eighths = known.eighths;
                day.scenes = known.scenes;
                day.est_min = known.est_min;
                day.cast.clone_from(&known.cast);
                day.locations.clone_from(&known.locations);
                day.own = own;
            }
            None => total(day, own),
        }
    }
    layout
}

/// Returns the id of the plan of a day's row.
pub fn plan_of(row: &Record) -> Id {
    row.link("plan").unwrap_or_else(|| row.id.clone())
}

fn head(record: &Record, n: usize, date: Option<Date>, place: Arc<str>) -> DayView {
    DayView {
        plan: plan_of(record),
        n,
        date,
        text: scene::text(record, "text"),
        place,
        limits: Limits::of_row(record),
        ..DayView::of(record.id.clone(), Vec::new())
    }
}

pub(super) fn own_location(book: &Book, day: &Id) -> Option<(Id, Arc<str>)> {
    let id = book.get(&Kind::Day, day)?.link("location")?;
    let location = book.get(&Kind::Location, &id)?;
    Some((id, scene::text(location, "name")))
}

pub(super) fn total(day: &mut DayView, own: Option<(Id, Arc<str>)>) {
    let (mut eighths, mut minutes) = (0_u32, 0_i64);
    day.scenes = 0;
    let mut cast: HashMap<&Id, &CastView> = HashMap::new();
    let (mut locations, mut seen) = (Vec::new(), HashSet::new());
    if let Some(own) = &own {
        seen.insert(own.0.clone());
        locations.push(own.clone());
    }
    for row in &day.rows {
        match row {
            RowView::Banner(banner) => minutes += banner.minutes.unwrap_or_default(),
            RowView::Strip(StripView { scene, .. }) if !scene.is_omitted => {
                eighths = eighths.saturating_add(scene.eighths.0);
                minutes += scene.est_min.unwrap_or_default();
                day.scenes += 1;
                cast.extend(scene.cast.iter().map(|c| (&c.id, c)));
                if let Some(id) = &scene.location
                    && !scene.location_name.is_empty()
                    && seen.insert(id.clone())
                {
                    locations.push((id.clone(), scene.location_name.clone()));
                }
            }
            RowView::Strip(_) => {}
        }
    }
    let mut cast: Vec<CastView> = cast.into_values().cloned().collect();
    cast.sort_by_cached_key(cast_order);
    day.eighths = Eighths(eighths);
    day.est_min = minutes;
    day.cast = cast;
    day.locations = locations;
    day.own = own;
}
