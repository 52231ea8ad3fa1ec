//! Boards with their days: a day's row stands above it here, and its break below it in the file.

use crate::board::{BannerView, DayView, Layout, RowView, layout};
use crate::id::Id;
use crate::kind::Kind;

use super::super::codec::{millis, minutes, object_id};
use super::super::import::{EMPTY_DAY, LOOSE};
use super::super::kept::{Kept, KeptBoard, kept};
use super::super::model::{Board, Breakdown, BreakdownKind, Stripboard};
use super::Work;

impl Work<'_> {
    pub(super) fn board(&mut self, id: &Id, calendar: &str) {
        let record = self.book.get(&Kind::Board, id);
        let keep: KeptBoard = record.map(|record| kept(record)).unwrap_or_default();
        let name = record.map_or_else(String::new, |record| record.text("name").to_owned());
        let layout = layout(self.book, id);
        let days: Vec<String> = self.days(&layout);
        let loose: Vec<String> = layout
            .loose
            .iter()
            .filter_map(|row| self.row(row))
            .collect();

        let set_id = match keep.set.id.is_empty() {
            true => object_id(&["stripboard", id.as_str()]),
            false => keep.set.id.clone(),
        };
        let at = self.uss.stripboards.iter().position(|set| set.id == set_id);
        let at = at.unwrap_or_else(|| {
            let is_first = keep.set.boards.iter().find(|b| !b.is_boneyard());
            let is_own = is_first.is_none_or(|board| board.id == keep.board.id);
            self.uss.stripboards.push(Stripboard {
                id: set_id,
                name: match is_own {
                    true => Some(name.clone()),
                    false => keep.set.name.clone(),
                },
                calendar: keep
                    .set
                    .calendar
                    .clone()
                    .or_else(|| Some(calendar.to_owned())),
                ..keep.set.clone()
            });
            self.uss.stripboards.len() - 1
        });
        let boards = &mut self.uss.stripboards[at].boards;
        let known = boards
            .iter()
            .position(|board| !board.id.is_empty() && board.id == keep.board.id);
        match known.and_then(|n| boards.get_mut(n)) {
            Some(board) => board.breakdown_ids = days,
            None => boards.insert(
                0,
                Board {
                    id: object_id(&["board", id.as_str()]),
                    name: Some("stripboard".to_owned()),
                    breakdown_ids: days,
                    extra: keep.board.extra,
                },
            ),
        }
        let known = boards
            .iter()
            .position(|board| board.name.as_deref() == Some(LOOSE));
        match known.and_then(|n| boards.get_mut(n)) {
            Some(board) => board.breakdown_ids = loose,
            None if loose.is_empty() => {}
            None => boards.push(Board {
                id: object_id(&[LOOSE, id.as_str()]),
                name: Some(LOOSE.to_owned()),
                breakdown_ids: loose,
                ..Board::default()
            }),
        }
    }

    /// Lists the strips of all days, each day ended by its break.
    fn days(&mut self, layout: &Layout) -> Vec<String> {
        let mut out = Vec::new();
        for (n, day) in layout.days.iter().enumerate() {
            out.extend(day.rows.iter().filter_map(|row| self.row(row)));
            let record = self.book.get(&Kind::Row, &day.id);
            let keep: Kept = record.map(|record| kept(record)).unwrap_or_default();
            let is_open = record.is_some_and(|r| !r.text("uss").is_empty()) && keep.strip.is_none();
            if !(is_open && n + 1 == layout.days.len()) {
                out.push(self.day(day, keep));
            }
        }
        out
    }

    fn day(&mut self, day: &DayView, keep: Kept) -> String {
        let created = self.created(&keep);
        let mut strip = keep.strip.unwrap_or_else(|| Breakdown {
            id: object_id(&["day", day.id.as_str()]),
            created,
            kind: BreakdownKind::Day,
            ..Breakdown::default()
        });
        if strip.description.as_deref().unwrap_or_default().trim() != &*day.text {
            strip.description = Some(day.text.to_string()).filter(|text| !text.is_empty());
        }
        strip.extra.remove(EMPTY_DAY);
        if day.n == 1 && day.rows.is_empty() {
            strip.extra.insert(EMPTY_DAY.to_owned(), true.into());
        }
        self.strip(strip, &day.id)
    }

    fn row(&mut self, row: &RowView) -> Option<String> {
        match row {
            RowView::Strip(strip) => self.ids.get(&strip.scene.id).cloned(),
            RowView::Banner(banner) => Some(self.banner(banner)),
        }
    }

    fn banner(&mut self, banner: &BannerView) -> String {
        let record = self.book.get(&Kind::Row, &banner.id);
        let keep: Kept = record.map(|record| kept(record)).unwrap_or_default();
        let created = self.created(&keep);
        let mut strip = keep.strip.unwrap_or_else(|| Breakdown {
            id: object_id(&["banner", banner.id.as_str()]),
            created,
            kind: BreakdownKind::Banner,
            ..Breakdown::default()
        });
        if strip.description.as_deref().unwrap_or_default().trim() != &*banner.text {
            strip.description = Some(banner.text.to_string());
        }
        let said = strip.time.and_then(minutes).map(|(minutes, _)| minutes);
        if said.filter(|minutes| *minutes > 0) != banner.minutes {
            strip.time = banner.minutes.map(millis);
        }
        self.strip(strip, &banner.id)
    }

    /// Adds a day or banner once; one that two boards share and differ in becomes two.
    fn strip(&mut self, mut strip: Breakdown, row: &Id) -> String {
        let same = self.breakdowns.iter().find(|b| b.id == strip.id);
        match same {
            Some(same) if *same == strip => return strip.id,
            Some(_) => strip.id = object_id(&["row", row.as_str()]),
            None => {}
        }
        let id = strip.id.clone();
        if self.breakdowns.iter().all(|b| b.id != id) {
            self.breakdowns.push(strip);
        }
        id
    }
}
