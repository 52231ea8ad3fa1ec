//! A shoot day on five devices that lose each other and meet again: one report in the end, in which
//! every tap counts once and no two values were lost.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::boards::{file, hears};
use super::*;
use crate::eighths::Eighths;
use crate::floor::{self, LineKind, NewLine, Report, Stamp, State, Whom};
use crate::report::{self, DailyReport, Standing};
use crate::rules::{self, Zone};

const DAYS: [&str; 2] = ["d0", "d4"];
const PEOPLE: [&str; 4] = ["ines", "bo", "cy", "noor"];

#[derive(Clone, Debug)]
enum Act {
    Stamp {
        day: u8,
        who: Vec<u8>,
        what: u8,
        at: i64,
        is_all: bool,
    },
    Mark {
        day: u8,
        scene: u8,
        state: u8,
        eighths: u32,
    },
    Setup {
        day: u8,
        scene: u8,
    },
    Delay {
        day: u8,
        at: i64,
    },
    Note {
        day: u8,
    },
    TakeBack {
        day: u8,
    },
    Undo,
    Hear {
        from: u8,
    },
}

fn act() -> impl Strategy<Value = (u8, Act)> {
    let day = || 0..2_u8;
    let who = || proptest::collection::vec(0..4_u8, 1..4);
    let act = prop_oneof![
        6 => (day(), who(), 0..16_u8, 300..1600_i64, any::<bool>())
            .prop_map(|(day, who, what, at, is_all)| Act::Stamp { day, who, what, at, is_all }),
        4 => (day(), 0..8_u8, 0..4_u8, 1..12_u32)
            .prop_map(|(day, scene, state, eighths)| Act::Mark { day, scene, state, eighths }),
        3 => (day(), 0..8_u8).prop_map(|(day, scene)| Act::Setup { day, scene }),
        1 => (day(), 300..1600_i64).prop_map(|(day, at)| Act::Delay { day, at }),
        1 => day().prop_map(|day| Act::Note { day }),
        1 => day().prop_map(|day| Act::TakeBack { day }),
        1 => Just(Act::Undo),
        3 => (0..5_u8).prop_map(|from| Act::Hear { from }),
    ];
    (0..5_u8, act)
}

fn pick<'a>(all: &[&'a str], n: u8) -> &'a str {
    all[usize::from(n) % all.len()]
}

fn command(desk: &Desk, act: &Act, n: usize) -> Option<Command> {
    let book = desk.engine.book();
    let mut new_id = || Id::new(format!("n{n}"));
    let now_ms = 1_000_000 + n as i64;
    let label = String::new;
    let scene = |n: u8| Id::new(format!("s{}", [1, 2, 3, 5, 6, 7, 1, 2][usize::from(n % 8)]));
    let of = |day: u8| Id::new(pick(&DAYS, day));
    Some(match act {
        Act::Stamp {
            day,
            who,
            what,
            at,
            is_all,
        } => {
            let people: Vec<Id> = who.iter().map(|n| Id::new(pick(&PEOPLE, *n))).collect();
            let whom = if *is_all { Whom::All } else { Whom::Missing };
            let what = Stamp::ALL[usize::from(*what)];
            floor::stamp(book, &of(*day), &people, what, Some(*at), whom, label())
        }
        Act::Mark {
            day,
            scene: n,
            state,
            eighths,
        } => {
            let said = Report {
                scene: scene(*n),
                day: Some(of(*day)),
                state: State::ALL[usize::from(*state)],
                eighths: Eighths(*eighths),
                note: String::new(),
                by: None,
                reason: None,
                seconds: Some(30),
            };
            floor::report(&mut new_id, now_ms, label(), said)
        }
        Act::Setup { day, scene: n } => {
            let new = NewLine {
                scene: Some(scene(*n)),
                ..NewLine::default()
            };
            floor::add_line(
                &mut new_id,
                now_ms,
                label(),
                &of(*day),
                LineKind::Setup,
                &new,
            )?
        }
        Act::Delay { day, at } => {
            let new = NewLine {
                at: Some(*at),
                minutes: Some(10),
                ..NewLine::default()
            };
            floor::add_line(
                &mut new_id,
                now_ms,
                label(),
                &of(*day),
                LineKind::Delay,
                &new,
            )?
        }
        Act::Note { day } => floor::note(
            &mut new_id,
            now_ms,
            label(),
            Some(&of(*day)),
            None,
            "Rain",
            None,
        )?,
        Act::TakeBack { day } => {
            let planned = floor::planned_days(book)
                .into_iter()
                .find(|planned| planned.day == of(*day))?;
            let report = floor::day_report(book, &planned);
            floor::take_back(report.log.first()?, label())
        }
        Act::Undo | Act::Hear { .. } => return None,
    })
}

/// Five devices with one production: eight scenes, six of them in two days, four people.
fn five() -> Vec<Desk> {
    let mut all = super::boards::three();
    let first = &mut all[0];
    let mut command = Command::new("people");
    command.add(Kind::Production, &production(), "start", "2027-03-08");
    for who in PEOPLE {
        command.add(Kind::Person, &Id::new(who), "name", who);
    }
    for n in 0..8 {
        command.add(Kind::Scene, &Id::new(format!("s{n}")), "eighths", 6 + n);
    }
    command.add(Kind::Day, &Id::new("d0"), "first_ad", "noor");
    command.add(Kind::Day, &Id::new("d0"), "upm", "bo");
    let sag = rules::preset("sag_theatrical_day").unwrap();
    for who in PEOPLE {
        command.add(Kind::Person, &Id::new(who), "agreement", sag.agreement);
    }
    first.acts(command);
    let mut n = 0;
    let mut new_id = || {
        n += 1;
        Id::new(format!("set{n}"))
    };
    let (_, command) = rules::add_preset(first.engine.book(), sag, &mut new_id, "".into());
    first.acts(command);
    let bytes = file(first);
    for desk in all.iter_mut().skip(1) {
        hears(desk, &bytes);
    }
    for run in [60, 80] {
        let mut desk = Desk::new(run);
        hears(&mut desk, &bytes);
        all.push(desk);
    }
    all
}

fn reports(desk: &Desk) -> Vec<DailyReport> {
    let book = desk.engine.book();
    DAYS.map(|day| {
        let day = Id::new(day);
        let found = report::penalties(book, &day, &Zone::default());
        report::derive(book, &day, &found)
    })
    .into()
}

/// The sums of a report, in themselves and from one day to the next.
fn sums_hold(desk: &Desk) {
    let all = reports(desk);
    let lines = |day: &str| floor::lines(desk.engine.book(), &Id::new(day));
    for (report, day) in all.iter().zip(DAYS) {
        for row in &report.tally {
            assert_eq!(row.to_date, row.previous + row.today, "{row:?}");
            if let (Some(total), Some(left)) = (row.total, row.remaining)
                && row.what != "minutes"
            {
                assert_eq!(total, row.to_date + left, "{row:?}");
                assert!(left >= 0 && row.to_date <= total, "{row:?}");
            }
        }
        let of = |what: &str| report.tally(what).unwrap();
        let credited: i64 = report.scenes.iter().map(|s| i64::from(s.credited)).sum();
        assert_eq!(of("pages").today, credited);
        assert_eq!(
            of("setups").today,
            i64::from(floor::setups(&lines(day), None))
        );
        let whole = report.progress.shot_eighths;
        assert_eq!(i64::from(whole), of("pages").to_date);
        for scene in &report.scenes {
            assert!(scene.credited + scene.left <= scene.eighths, "{scene:?}");
        }
        // What is owed is whole in no report of that day.
        for owed in &report.owed {
            let row = report.scenes.iter().find(|s| s.scene == owed.scene);
            assert!(row.is_none_or(|row| row.left == owed.left), "{owed:?}");
        }
    }
    // Whoever took the board back has no first and second day.
    if all.iter().any(|report| report.day_number == 0) {
        return;
    }
    for what in ["scenes", "pages", "minutes", "setups", "added", "retakes"] {
        let row = |n: usize| all[n].tally(what).unwrap();
        assert_eq!(row(0).to_date, row(1).previous, "{what}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn a_day_on_five_devices_ends_in_one_report(
        acts in proptest::collection::vec(act(), 1..50),
        order in 0..5_usize,
    ) {
        let mut desks = five();
        for (n, (who, act)) in acts.iter().enumerate() {
            let who = usize::from(*who);
            match act {
                Act::Hear { from } => {
                    let bytes = file(&mut desks[usize::from(*from)]);
                    hears(&mut desks[who], &bytes);
                }
                Act::Undo => desks[who].does(Event::Ask { request: 2, ask: Ask::Undo(None) }),
                _ => {
                    let made = command(&desks[who], act, n);
                    if let Some(command) = made.filter(|made| !made.is_empty()) {
                        desks[who].acts(command);
                    }
                }
            }
            sums_hold(&desks[who]);
        }
        // All hear all, each in an order of their own.
        let files: Vec<Vec<u8>> = desks.iter_mut().map(file).collect();
        for (n, desk) in desks.iter_mut().enumerate() {
            for k in 0..5 {
                let step = [1, 2, 3, 4, 1][(order + n) % 5];
                hears(desk, &files[(order + n + k * step) % 5]);
            }
        }
        for desk in &desks {
            sums_hold(desk);
            prop_assert_eq!(reports(desk), reports(&desks[0]));
        }
        // All five freeze what they see, apart: it is one document.
        let mut ids = BTreeSet::new();
        for (n, desk) in desks.iter_mut().enumerate() {
            let day = Id::new("d0");
            let live = reports(desk).remove(0);
            let frozen = report::freeze(desk.engine.book(), &day, &live, None, n as i64, "".into());
            desk.acts(frozen);
            ids.extend(report::latest(desk.engine.book(), &day).map(|r| r.cover.id));
        }
        prop_assert_eq!(ids.len(), 1);
    }
}

/// Five people of one shoot day, each out of reach of the others and with a clock of their own; one
/// phone dies with what it had not told.
#[test]
fn a_day_apart_by_wrong_clocks_ends_in_one_report_and_a_lost_phone_takes_only_its_own_along() {
    let mut desks = five();
    let day = Id::new("d0");
    let skew = [0_i64, -3_600_000, 7_200_000, 86_400_000, -40_000];
    let tap = |desk: &mut Desk, who: &str, what: Stamp, at: i64| {
        let people = [Id::new(who)];
        let book = desk.engine.book();
        let made = floor::stamp(book, &day, &people, what, Some(at), Whom::All, "".into());
        desk.acts(made);
    };
    for (n, who) in PEOPLE.iter().enumerate() {
        tap(&mut desks[n], who, Stamp::In, 420);
        tap(&mut desks[n], who, Stamp::Meal1Out, 780 + 20 * n as i64);
        tap(&mut desks[n], who, Stamp::Meal1In, 830 + 20 * n as i64);
        let said = Report {
            scene: Id::new(format!("s{}", n + 1)),
            day: Some(day.clone()),
            state: State::Complete,
            eighths: Eighths::ZERO,
            note: String::new(),
            by: None,
            reason: None,
            seconds: None,
        };
        let id = Id::new(format!("mark{n}"));
        let made = floor::report(&mut || id.clone(), 1_000_000 + skew[n], "".into(), said);
        desks[n].acts(made);
        let id = Id::new(format!("note{n}"));
        let at_ms = 1_000_000 + skew[n];
        let note = floor::note(
            &mut || id.clone(),
            at_ms,
            "".into(),
            Some(&day),
            None,
            "Rain",
            None,
        );
        desks[n].acts(note.unwrap());
    }
    // The fourth tells the third and is lost; the third meets the others late.
    let bytes = file(&mut desks[3]);
    hears(&mut desks[2], &bytes);
    tap(&mut desks[3], "noor", Stamp::Out, 1200);
    desks.remove(3);
    // Two halves that meet at the end.
    for (a, b) in [
        (0, 1),
        (2, 3),
        (1, 2),
        (3, 0),
        (0, 2),
        (2, 0),
        (0, 1),
        (0, 3),
    ] {
        let bytes = file(&mut desks[a]);
        hears(&mut desks[b], &bytes);
    }
    let bodies: BTreeSet<String> = desks.iter().map(|desk| reports(desk)[0].body()).collect();
    assert_eq!(bodies.len(), 1);
    let report = &reports(&desks[0])[0];
    assert_eq!(report.notes.len(), 4, "what was told before is kept");
    // Six hours after 07:00: the first is in time, the others each twenty minutes later.
    let late: Vec<_> = report
        .penalties
        .iter()
        .map(|p| (&*p.name, p.short_min, p.steps))
        .collect();
    assert_eq!(late, [("bo", 20, 1), ("cy", 40, 2), ("noor", 60, 2)]);
    sums_hold(&desks[0]);
}

#[test]
fn two_who_tap_the_same_person_in_apart_make_one_stamp_with_two_versions() {
    let mut desks = five();
    let day = Id::new("d0");
    let ines = [Id::new("ines")];
    for (n, at) in [(0, 390), (1, 395)] {
        let book = desks[n].engine.book();
        let tap = floor::stamp(book, &day, &ines, Stamp::In, Some(at), Whom::All, "".into());
        desks[n].acts(tap);
    }
    let files: Vec<Vec<u8>> = desks.iter_mut().take(2).map(file).collect();
    hears(&mut desks[0], &files[1]);
    hears(&mut desks[1], &files[0]);
    for desk in &desks[..2] {
        let book = desk.engine.book();
        let id = Id::joined(&day, &ines[0]);
        let versions = book.get(&Kind::Times, &id).unwrap().disagreement("in");
        let values: BTreeSet<Option<i64>> = versions
            .unwrap_or_default()
            .iter()
            .map(|version| version.value.as_int())
            .collect();
        assert_eq!(values, [Some(390), Some(395)].into());
        assert_eq!(book.all(&Kind::Times).count(), 1);
    }
}

#[test]
fn signers_sign_apart_and_a_late_entry_asks_for_an_amendment() {
    let mut desks = five();
    let day = Id::new("d0");
    let (noor, bo) = (Id::new("noor"), Id::new("bo"));
    let live = |desk: &Desk| report::derive(desk.engine.book(), &day, &[]);
    let freeze = |desk: &mut Desk| {
        let made = report::freeze(desk.engine.book(), &day, &live(desk), None, 5, "".into());
        let is_any = !made.is_empty();
        desk.acts(made);
        is_any
    };
    assert!(freeze(&mut desks[0]));
    let bytes = file(&mut desks[0]);
    let issue = report::latest(desks[0].engine.book(), &day)
        .unwrap()
        .cover
        .id;
    let waits = |desk: &Desk, who: &Id| report::waiting_for(desk.engine.book(), who).len();
    assert_eq!(
        (waits(&desks[0], &noor), waits(&desks[0], &Id::new("cy"))),
        (1, 0)
    );
    for (n, who) in [(1, &noor), (2, &bo)] {
        hears(&mut desks[n], &bytes);
        let made = report::sign(
            desks[n].engine.book(),
            &issue,
            who,
            10 + n as i64,
            "".into(),
        );
        let outcome = desks[n].acts(made);
        // A signature is nothing that Ctrl-Z takes back.
        assert!(matches!(outcome, Outcome::Done { act: 0, .. }));
    }
    let standing = |desk: &Desk| {
        report::latest(desk.engine.book(), &day).map(|r| (r.cover.number, r.standing()))
    };
    assert_eq!(standing(&desks[1]), Some((0, Standing::Waiting)));
    assert_eq!((waits(&desks[1], &noor), waits(&desks[1], &bo)), (0, 1));
    for n in [1, 2] {
        let bytes = file(&mut desks[n]);
        hears(&mut desks[0], &bytes);
    }
    assert_eq!(standing(&desks[0]), Some((0, Standing::Signed)));
    // Nobody else may sign, and a signed report takes no more answers.
    let book = desks[0].engine.book();
    assert!(report::sign(book, &issue, &Id::new("cy"), 30, "".into()).is_empty());
    assert!(report::reject(book, &issue, &bo, "no", 30, "".into()).is_empty());

    // A phone that was away brings the time of somebody.
    let tap = floor::stamp(
        desks[3].engine.book(),
        &day,
        &[Id::new("cy")],
        Stamp::In,
        Some(400),
        Whom::All,
        "".into(),
    );
    desks[3].acts(tap);
    let bytes = file(&mut desks[3]);
    hears(&mut desks[0], &bytes);
    let book = desks[0].engine.book();
    let (_, frozen) = report::read(book, &issue).unwrap();
    let late = report::differences(&frozen.unwrap(), &live(&desks[0]));
    assert!(
        late.iter().any(|d| d.section == "crew" && d.field == "in"),
        "{late:?}"
    );
    assert_eq!(standing(&desks[0]), Some((0, Standing::Signed)));
    assert!(freeze(&mut desks[0]));
    assert_eq!(standing(&desks[0]), Some((1, Standing::Waiting)));
    assert!(!freeze(&mut desks[0]), "nothing new to freeze");

    // It is rejected, put right and sent again.
    let second = report::latest(desks[0].engine.book(), &day).unwrap();
    assert_eq!(second.cover.previous, Some(issue));
    let book = desks[0].engine.book();
    let id = second.cover.id;
    assert!(report::reject(book, &id, &bo, " ", 40, "".into()).is_empty());
    let no = report::reject(book, &id, &bo, "Cy was in at 06:30", 40, "".into());
    desks[0].acts(no);
    assert_eq!(standing(&desks[0]), Some((1, Standing::Rejected)));
    assert!(freeze(&mut desks[0]));
    assert_eq!(standing(&desks[0]), Some((2, Standing::Waiting)));
}
