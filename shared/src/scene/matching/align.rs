//! Pairs the scenes of a file with those of the book, the surest pairs first (DOMAIN 3.2).

use std::collections::{BTreeMap, HashMap};

use super::{Likeness, Signature, rising};

/// What says that two scenes are one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Evidence {
    /// Somebody said so.
    Said,
    /// Its words, or its number and heading.
    Sure,
    /// Some of its words; number and heading differ.
    Words,
    /// The heading between the same neighbours; the words differ.
    Heading,
    /// The number; heading and words differ.
    Number,
}

impl Evidence {
    /// Says whether somebody should look at it.
    pub fn is_sure(self) -> bool {
        matches!(self, Self::Said | Self::Sure)
    }
}

/// What somebody said about a scene of the file: its scene in the book, or nothing for a new one.
pub(crate) type Told = BTreeMap<usize, Option<usize>>;

/// From here on words alone make a pair, wherever it stands and if nothing else comes close.
const ANCHOR: u8 = 45;
/// So much more than the second best.
const CLEAR: u8 = 12;
/// So much makes a pair together with the number, the heading or the place.
const SOME: u8 = 20;
/// So much makes a pair of two that nothing else claims.
const LEFT: u8 = 28;
/// So much outweighs a number that says otherwise.
const AGAINST: u8 = 45;

/// Which scene of the file is which of the book.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Alignment {
    pub pairs: Vec<Option<(usize, Evidence)>>,
}

struct Work<'a> {
    book: &'a [Signature],
    file: &'a [Signature],
    likeness: &'a Likeness,
    matched: Vec<Option<usize>>,
    used: Vec<bool>,
    /// Somebody said that it is new.
    is_new: Vec<bool>,
    at: HashMap<&'a str, Vec<usize>>,
    /// Numbers mean the same in both: nobody numbered the script anew.
    are_numbers_kept: bool,
}

impl Alignment {
    pub fn of(book: &[Signature], file: &[Signature], likeness: &Likeness, told: &Told) -> Self {
        let mut work = Work::new(book, file, likeness);
        for (n, said) in told {
            match said {
                Some(at) => work.pair(*n, *at),
                None => {
                    if let Some(new) = work.is_new.get_mut(*n) {
                        *new = true;
                    }
                }
            }
        }
        work.anchors();
        work.by_number();
        work.by_number_alone();
        work.in_order();
        work.leftovers();
        let pairs = (0..file.len())
            .map(|n| {
                let at = work.matched[n]?;
                let is_said = told.contains_key(&n);
                let evidence = if is_said {
                    Evidence::Said
                } else {
                    work.evidence(n, at)
                };
                Some((at, evidence))
            })
            .collect();
        Self { pairs }
    }

    pub fn matched(&self) -> Vec<Option<usize>> {
        self.pairs
            .iter()
            .map(|pair| pair.map(|(at, _)| at))
            .collect()
    }
}

impl<'a> Work<'a> {
    fn new(book: &'a [Signature], file: &'a [Signature], likeness: &'a Likeness) -> Self {
        let mut at: HashMap<&str, Vec<usize>> = HashMap::new();
        for (n, scene) in book.iter().enumerate() {
            if !scene.number.is_empty() {
                at.entry(&scene.number).or_default().push(n);
            }
        }
        let mut work = Self {
            book,
            file,
            likeness,
            matched: vec![None; file.len()],
            used: vec![false; book.len()],
            is_new: vec![false; file.len()],
            at,
            are_numbers_kept: true,
        };
        work.are_numbers_kept = !work.is_renumbered();
        work
    }

    /// Says whether most scenes with the same number are others: a script that was numbered anew,
    /// as when the numbers of the first import were only counted.
    fn is_renumbered(&self) -> bool {
        let (mut same, mut all) = (0, 0);
        for (n, scene) in self.file.iter().enumerate() {
            if scene.number.is_empty() || scene.is_omitted {
                continue;
            }
            let Some(there) = self.at.get(scene.number.as_str()) else {
                continue;
            };
            if there.iter().all(|i| self.book[*i].is_omitted) {
                continue;
            }
            all += 1;
            let is_same = |i: &usize| self.is_heading(n, *i) || self.words(n, *i) >= SOME;
            same += usize::from(there.iter().any(is_same));
        }
        all > 3 && same * 2 < all
    }

    fn is_heading(&self, n: usize, i: usize) -> bool {
        let heading = &self.file[n].heading;
        !heading.is_empty() && *heading == self.book[i].heading
    }

    fn is_number(&self, n: usize, i: usize) -> bool {
        let number = &self.file[n].number;
        !number.is_empty() && *number == self.book[i].number
    }

    /// Says whether the numbers say that two scenes are not one.
    fn is_against(&self, n: usize, i: usize) -> bool {
        self.are_numbers_kept
            && !self.file[n].number.is_empty()
            && !self.book[i].number.is_empty()
            && self.file[n].number != self.book[i].number
    }

    /// Returns how alike the words are, in per cent. A few words in common are no evidence, unless
    /// the heading is the same.
    fn words(&self, n: usize, i: usize) -> u8 {
        let is_thin = self.likeness.is_thin(n) || self.likeness.is_thin_here(i);
        if is_thin && !self.is_heading(n, i) {
            return 0;
        }
        self.likeness.percent(n, i)
    }

    fn pair(&mut self, n: usize, i: usize) {
        if n < self.file.len() && i < self.book.len() && self.is_free(n) && !self.used[i] {
            self.matched[n] = Some(i);
            self.used[i] = true;
        }
    }

    fn is_free(&self, n: usize) -> bool {
        self.matched[n].is_none() && !self.is_new[n]
    }

    fn rows(&self) -> Vec<usize> {
        (0..self.file.len()).filter(|n| self.is_free(*n)).collect()
    }

    fn columns(&self) -> Vec<usize> {
        (0..self.book.len()).filter(|i| !self.used[*i]).collect()
    }

    /// Two scenes with mostly the same words, each by far the best for the other.
    fn anchors(&mut self) {
        let none = (0_u8, 0_u8, 0_usize);
        let (mut of_row, mut of_column) =
            (vec![none; self.file.len()], vec![none; self.book.len()]);
        let better = |best: &mut (u8, u8, usize), percent: u8, at: usize| {
            if percent > best.0 {
                *best = (percent, best.0, at);
            } else {
                best.1 = best.1.max(percent);
            }
        };
        for n in self.rows() {
            for i in self.columns() {
                let percent = self.words(n, i);
                better(&mut of_row[n], percent, i);
                better(&mut of_column[i], percent, n);
            }
        }
        for n in self.rows() {
            let (percent, second, i) = of_row[n];
            let (_, other, back) = of_column.get(i).copied().unwrap_or(none);
            let is_clear = percent >= second.max(other).saturating_add(CLEAR);
            let is_sure = percent >= ANCHOR && back == n && is_clear;
            if is_sure && !self.likeness.is_thin(n) && !self.is_claimed(n, i) {
                self.pair(n, i);
            }
        }
    }

    /// Says whether the numbers give one of two to another that shares some of its words: of a
    /// scene that was split the part with its number is that scene, also if the other is longer.
    fn is_claimed(&self, n: usize, i: usize) -> bool {
        if !self.is_against(n, i) {
            return false;
        }
        let here = self
            .at
            .get(self.file[n].number.as_str())
            .into_iter()
            .flatten();
        let number = &self.book[i].number;
        here.copied()
            .any(|other| !self.used[other] && self.words(n, other) >= SOME)
            || self
                .rows()
                .into_iter()
                .any(|other| self.file[other].number == *number && self.words(other, i) >= SOME)
    }

    /// The number, together with the heading or some of the words.
    fn by_number(&mut self) {
        for n in self.rows() {
            let there = self
                .at
                .get(self.file[n].number.as_str())
                .into_iter()
                .flatten();
            let mut best = None;
            for i in there.copied().filter(|i| !self.used[*i]) {
                let percent = self.words(n, i);
                let is_heading = self.is_heading(n, i);
                let is_some =
                    percent >= SOME || is_heading && (self.are_numbers_kept || self.are_thin(n, i));
                if is_some && (percent >= SOME || !self.is_wanted(n, i)) {
                    let rank = (is_heading, percent, usize::MAX - i);
                    best = best.max(Some((rank, i)));
                }
            }
            if let Some((_, i)) = best {
                self.pair(n, i);
            }
        }
    }

    fn are_thin(&self, n: usize, i: usize) -> bool {
        self.likeness.is_thin(n) && self.likeness.is_thin_here(i)
    }

    /// Says whether one of two has a better partner that is still free.
    fn is_wanted(&self, n: usize, i: usize) -> bool {
        let mut rows = self.rows().into_iter();
        let mut columns = self.columns().into_iter();
        rows.any(|other| self.words(other, i) >= ANCHOR)
            || columns.any(|other| self.words(n, other) >= ANCHOR)
    }

    /// The number, where the scenes around it kept theirs: a scene that was written anew.
    fn by_number_alone(&mut self) {
        if !self.are_numbers_kept {
            return;
        }
        for n in self.rows() {
            let there = self.at.get(self.file[n].number.as_str());
            let free = there.and_then(|all| all.iter().find(|i| !self.used[**i]).copied());
            if let Some(i) = free
                && (self.file[n].is_omitted || !self.is_wanted(n, i))
                && self.do_neighbours_keep(n)
            {
                self.pair(n, i);
            }
        }
    }

    fn do_neighbours_keep(&self, n: usize) -> bool {
        let kept = |at: usize| self.matched[at].map(|i| self.is_number(at, i));
        let before = (0..n).rev().find_map(kept);
        let after = (n + 1..self.file.len()).find_map(kept);
        match (before, after) {
            (None, None) => true,
            (before, after) => before == Some(true) || after == Some(true),
        }
    }

    /// What is left, along the common order, so that an insertion does not cascade: the best sum
    /// over all pairs that do not cross.
    fn in_order(&mut self) {
        let (rows, columns) = (self.rows(), self.columns());
        let fences = self.fences();
        let wide = columns.len() + 1;
        let mut best = vec![0_u32; (rows.len() + 1) * wide];
        let worth = |r: usize, c: usize| self.worth(rows[r], columns[c], &fences);
        for r in (0..rows.len()).rev() {
            for c in (0..columns.len()).rev() {
                let skip = best[(r + 1) * wide + c].max(best[r * wide + c + 1]);
                let take = match worth(r, c) {
                    0 => 0,
                    worth => best[(r + 1) * wide + c + 1] + worth,
                };
                best[r * wide + c] = skip.max(take);
            }
        }
        let (mut r, mut c, mut pairs) = (0, 0, Vec::new());
        while r < rows.len() && c < columns.len() {
            let worth = worth(r, c);
            let now = best[r * wide + c];
            if worth > 0 && now == best[(r + 1) * wide + c + 1] + worth {
                pairs.push((rows[r], columns[c]));
                (r, c) = (r + 1, c + 1);
            } else if now == best[(r + 1) * wide + c] {
                r += 1;
            } else {
                c += 1;
            }
        }
        for (n, i) in pairs {
            self.pair(n, i);
        }
    }

    /// Returns what a pair is worth along the order; 0 for none.
    fn worth(&self, n: usize, i: usize, fences: &[(usize, usize)]) -> u32 {
        let (percent, is_heading) = (self.words(n, i), self.is_heading(n, i));
        if self.book[i].is_omitted || self.file[n].is_omitted {
            return 0;
        }
        if self.is_against(n, i) {
            return if percent >= AGAINST {
                u32::from(percent)
            } else {
                0
            };
        }
        if percent >= SOME {
            return u32::from(percent) + if is_heading { 20 } else { 0 };
        }
        let (low, high) = fences[n];
        if is_heading && (low..high).contains(&i) {
            return 10 + u32::from(percent);
        }
        0
    }

    /// Returns between which scenes of the book each scene of the file stands, by the pairs that
    /// are there and in order.
    fn fences(&self) -> Vec<(usize, usize)> {
        let stays = rising(&self.matched);
        let kept = |n: usize| self.matched[n].filter(|_| stays[n]);
        let mut fences = vec![(0, self.book.len()); self.file.len()];
        let mut low = 0;
        for (n, fence) in fences.iter_mut().enumerate() {
            fence.0 = low;
            low = kept(n).map_or(low, |i| i + 1);
        }
        let mut high = self.book.len();
        for (n, fence) in fences.iter_mut().enumerate().rev() {
            fence.1 = high;
            high = kept(n).unwrap_or(high);
        }
        fences
    }

    /// What moved and was changed as well: by its words, wherever it stands.
    fn leftovers(&mut self) {
        let mut pairs = Vec::new();
        for n in self.rows() {
            for i in self.columns() {
                let percent = self.words(n, i);
                let least = if self.is_against(n, i) { AGAINST } else { LEFT };
                if percent >= least && !self.likeness.is_thin(n) {
                    pairs.push((percent, self.is_heading(n, i), n, i));
                }
            }
        }
        pairs.sort_by(|a, b| {
            (b.0, b.1)
                .cmp(&(a.0, a.1))
                .then((a.2, a.3).cmp(&(b.2, b.3)))
        });
        for (_, _, n, i) in pairs {
            self.pair(n, i);
        }
    }

    fn evidence(&self, n: usize, i: usize) -> Evidence {
        let (number, heading) = (self.is_number(n, i), self.is_heading(n, i));
        let percent = self.words(n, i);
        let is_gone = self.file[n].is_omitted || self.book[i].is_omitted;
        match (number, heading) {
            (true, true) => Evidence::Sure,
            (true, false) if is_gone => Evidence::Sure,
            _ if percent >= 60 || percent >= SOME && (number || heading) => Evidence::Sure,
            (_, true) if self.are_thin(n, i) => Evidence::Sure,
            (true, false) => Evidence::Number,
            (false, true) => Evidence::Heading,
            (false, false) => Evidence::Words,
        }
    }
}
