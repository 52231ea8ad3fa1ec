//! The page that is being filled: where the next block goes, and when pages turn.

use std::collections::HashSet;

use super::locked::{Stop, between};
use super::{Block, LINES_PER_PAGE, Part, lines_kept_with_heading};
use crate::formats::screenplay::ElementKind;

/// Lines that a locked page may hold before its text flows over. Programs break lines a little
/// differently, so a page that was full when it was locked comes out some lines longer here; a page
/// of their own for those would carry a number that nobody's paper has. The pages are drawn tighter.
const TIGHTEST: u32 = LINES_PER_PAGE + 3;

/// Where the next block goes.
pub(crate) struct Page {
    /// The place among the pages, from 1. What is printed is one of [`Page::names`].
    pub number: u32,
    /// Lines that are already filled.
    line: u32,
    /// Lines that the page holds.
    most: u32,
    /// The pages that locks begin, by their number.
    locked: Vec<(u32, String)>,
    /// Locks that were met.
    met: usize,
    /// Lines from each lock to the next, measured where every page holds any number.
    heights: Vec<u32>,
    is_measuring: bool,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            number: 1,
            line: 0,
            most: LINES_PER_PAGE,
            locked: Vec::new(),
            met: 0,
            heights: Vec::new(),
            is_measuring: false,
        }
    }
}

impl Page {
    /// Lays a script out with `place`. Where pages are locked it is asked twice: first to learn how
    /// much stands between one lock and the next.
    pub fn lay_out<T>(has_locks: bool, place: impl Fn(&mut Page) -> T) -> (Self, T) {
        let mut page = Self::default();
        if has_locks {
            let mut measured = Self {
                is_measuring: true,
                ..Self::default()
            };
            place(&mut measured);
            measured.measure();
            page.heights = measured.heights;
        }
        let placed = place(&mut page);
        (page, placed)
    }

    /// Says whether any page has a number that the file gave it.
    pub fn is_locked(&self) -> bool {
        !self.locked.is_empty()
    }

    /// Puts a heading on the page together with the first lines of what follows.
    pub fn place_heading(
        &mut self,
        heading: Block,
        body: &[Block],
        stops: &[Stop],
        put: &mut impl FnMut(Part),
    ) {
        let kept = match stops.first() {
            // The page that begins below a heading is the file's own will.
            Some(stop) if stop.block == 0 && stop.line < 2 => heading.lines,
            _ => lines_kept_with_heading(heading, body),
        };
        self.place(heading, kept, &[], put);
    }

    /// Puts blocks on the page one after the other; `put` is told a block's place in the list.
    pub fn place_all(
        &mut self,
        blocks: &[Block],
        mut before: Option<Block>,
        stops: &[Stop],
        put: &mut impl FnMut(usize, Part),
    ) {
        let mut stops = stops;
        for (index, block) in blocks.iter().enumerate() {
            let here = stops.partition_point(|stop| stop.block <= index);
            let (mine, rest) = stops.split_at(here);
            stops = rest;
            let above = mine.partition_point(|stop| stop.line == 0);
            let (above, inside) = mine.split_at(above);
            self.lock_all(above);
            if block.kind == ElementKind::PageBreak || block.kind == ElementKind::NewAct {
                self.turn();
            }
            let next = blocks.get(index + 1);
            let kept = match block.kind {
                // A cue goes with what is said, a transition stays with what it ends.
                ElementKind::Character => block.lines + next.map_or(0, |n| n.lines.min(2)),
                ElementKind::Transition if before.is_some() => 0,
                _ => block.lines.min(2),
            };
            self.place(*block, kept, inside, &mut |part| put(index, part));
            before = Some(*block);
        }
        self.lock_all(stops);
    }

    /// Begins the locked pages that stand here; of several at one place the last has the text.
    pub fn lock_all(&mut self, stops: &[Stop]) {
        for stop in stops {
            self.lock(&stop.page);
        }
    }

    fn lock(&mut self, page: &str) {
        self.turn();
        match self.locked.last_mut() {
            Some((number, name)) if *number == self.number => page.clone_into(name),
            _ => self.locked.push((self.number, page.to_owned())),
        }
        let fits = |lines: &u32| *lines <= TIGHTEST;
        self.most = match self.is_measuring || self.heights.get(self.met).is_some_and(fits) {
            true => u32::MAX,
            false => LINES_PER_PAGE,
        };
        self.met += 1;
        if self.is_measuring {
            self.heights.push(0);
        }
    }

    /// Puts a block on the page, or its first part, and turns pages as needed.
    fn place(
        &mut self,
        block: Block,
        kept_together: u32,
        stops: &[Stop],
        put: &mut impl FnMut(Part),
    ) {
        if block.lines == 0 {
            return;
        }
        let space = if self.line == 0 {
            0
        } else {
            block.space_before
        };
        let needed = self
            .line
            .saturating_add(space)
            .saturating_add(kept_together.min(LINES_PER_PAGE));
        if needed > self.most {
            self.turn();
        }
        let mut space = if self.line == 0 { 0 } else { space };
        // A speech that runs on says (MORE) and names its speaker again: two lines a page.
        let is_speech = matches!(block.kind, ElementKind::Dialogue | ElementKind::Character);
        let mut from = 0;
        let mut stops = stops.iter().filter(|stop| stop.line < block.lines);
        let mut stop = stops.next();
        self.line = self.line.saturating_add(space).min(self.most);
        loop {
            let room = self.most.saturating_sub(self.line);
            let until = stop.map_or(block.lines, |stop| stop.line);
            let left = until.saturating_sub(from);
            let is_cut = left > room;
            let here = match (is_cut, is_speech) {
                (false, _) => left,
                (true, true) => room.saturating_sub(1),
                (true, false) => room,
            };
            if here > 0 {
                put(Part {
                    page: self.number,
                    space,
                    from,
                    to: from + here,
                    is_speech_cut: (is_cut || stop.is_some()) && is_speech,
                });
            }
            from += here;
            space = 0;
            if is_cut {
                self.number = self.number.saturating_add(1);
            } else {
                self.line += here;
                let Some(reached) = stop else {
                    return;
                };
                self.line = self.line.saturating_add(u32::from(is_speech));
                self.lock(&reached.page);
                stop = stops.next();
            }
            self.line = u32::from(is_speech && from > 0);
        }
    }

    /// Goes to the top of the next page, unless it is there already.
    fn turn(&mut self) {
        self.measure();
        if self.line > 0 {
            self.number = self.number.saturating_add(1);
            self.line = 0;
        }
    }

    fn measure(&mut self) {
        if let Some(height) = self.heights.last_mut().filter(|_| self.is_measuring) {
            *height = self.line.max(*height);
        }
    }

    /// Names every page: as it is locked; what flows over a locked page by a letter behind its
    /// number, so that no page after it changes (DOMAIN 3.2).
    pub fn names(&self) -> Vec<String> {
        let taken: HashSet<&str> = self.locked.iter().map(|(_, name)| name.as_str()).collect();
        let mut names = Vec::new();
        let mut before: Option<&str> = None;
        let mut from = 1_u32;
        for (number, name) in &self.locked {
            let count = number.saturating_sub(from);
            names.extend(between(before, Some(name), count, &taken));
            names.push(name.clone());
            before = Some(name);
            from = number.saturating_add(1);
        }
        let count = self.number.saturating_add(1).saturating_sub(from);
        names.extend(between(before, None, count, &taken));
        names
    }
}

#[cfg(test)]
impl Page {
    pub fn line(&self) -> u32 {
        self.line
    }
}
