//! Boards on three devices that write apart and merge in any order, import drafts and merge doubled
//! scenes: each scene is on each board exactly once, and all see the same boards.

use proptest::prelude::*;

use super::*;
use crate::board::{
    self, Layout, Rest, RowKey, Spot, add_day, copy_board, layout, move_board, move_rows,
    remove_board, remove_day,
};
use crate::engine::bundle;
use crate::formats::{Screenplay, read_script};
use crate::scene::doubles::{self, Picks, doubles};
use crate::scene::{self, Choices, Gone, NewScene, Options};

#[derive(Clone, Debug)]
enum Act {
    Move {
        board: u8,
        rows: Vec<u8>,
        to: (u8, u8),
    },
    AddDay {
        board: u8,
        to: (u8, u8),
    },
    RemoveDay {
        board: u8,
        day: u8,
        bone: bool,
    },
    Copy {
        board: u8,
    },
    Activate {
        board: u8,
    },
    Reorder {
        board: u8,
        to: u8,
    },
    Remove {
        board: u8,
    },
    AddScene {
        behind: u8,
    },
    RemoveScene {
        scene: u8,
    },
    Edit {
        scene: u8,
    },
    Import {
        draft: u8,
        refused: u8,
        gone: u8,
    },
    MergeDoubles,
    Undo,
    Hear {
        from: u8,
    },
}

fn act() -> impl Strategy<Value = (u8, Act)> {
    let to = || (0..5_u8, any::<u8>());
    let act = prop_oneof![
        6 => (any::<u8>(), proptest::collection::vec(any::<u8>(), 1..4), to())
            .prop_map(|(board, rows, to)| Act::Move { board, rows, to }),
        2 => (any::<u8>(), to()).prop_map(|(board, to)| Act::AddDay { board, to }),
        1 => (any::<u8>(), any::<u8>(), any::<bool>())
            .prop_map(|(board, day, bone)| Act::RemoveDay { board, day, bone }),
        2 => any::<u8>().prop_map(|board| Act::Copy { board }),
        1 => any::<u8>().prop_map(|board| Act::Activate { board }),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(board, to)| Act::Reorder { board, to }),
        1 => any::<u8>().prop_map(|board| Act::Remove { board }),
        2 => any::<u8>().prop_map(|behind| Act::AddScene { behind }),
        1 => any::<u8>().prop_map(|scene| Act::RemoveScene { scene }),
        2 => any::<u8>().prop_map(|scene| Act::Edit { scene }),
        3 => (0..3_u8, any::<u8>(), any::<u8>())
            .prop_map(|(draft, refused, gone)| Act::Import { draft, refused, gone }),
        2 => Just(Act::MergeDoubles),
        1 => Just(Act::Undo),
        3 => (0..3_u8).prop_map(|from| Act::Hear { from }),
    ];
    (0..3_u8, act)
}

fn pick<T: Clone>(all: &[T], n: u8) -> Option<T> {
    all.get(usize::from(n) % all.len().max(1)).cloned()
}

fn spot(layout: &Layout, (what, n): (u8, u8)) -> Spot {
    let day = pick(&layout.days, n).map(|day| day.id);
    let row = pick(&layout.rows(), n);
    match (what, day, row) {
        (0, Some(day), _) => Spot::DayStart(day),
        (1, Some(day), _) => Spot::DayEnd(day),
        (2, _, Some(row)) => Spot::Before(row),
        (3, _, Some(row)) => Spot::After(row),
        _ => Spot::Boneyard,
    }
}

/// The command of an act on what this device knows; `n` makes the names of new records.
fn command(desk: &Desk, act: &Act, n: usize) -> Option<Command> {
    let book = desk.engine.book();
    let no = String::new;
    let mut count = 0;
    let mut fresh = || {
        count += 1;
        Id::new(format!("n{n}-{count}"))
    };
    let boards: Vec<Id> = board::boards(book).iter().map(|b| b.id.clone()).collect();
    let of = |n: u8| pick(&boards, n).map(|board| layout(book, &board));
    let scenes: Vec<Id> = scene::in_order(book).iter().map(|s| s.id.clone()).collect();
    Some(match act {
        Act::Move { board, rows, to } => {
            let layout = of(*board)?;
            let rows: Vec<RowKey> = rows
                .iter()
                .filter_map(|n| pick(&scenes, *n))
                .map(RowKey::Scene)
                .collect();
            move_rows(&layout, &rows, &spot(&layout, *to), no()).command
        }
        Act::AddDay { board, to } => {
            let layout = of(*board)?;
            add_day(&layout, &spot(&layout, *to), no(), &fresh())
        }
        Act::RemoveDay { board, day, bone } => {
            let layout = of(*board)?;
            let rest = if *bone { Rest::Boneyard } else { Rest::Join };
            remove_day(&layout, &pick(&layout.days, *day)?.id, rest, no())
        }
        Act::Copy { board } => {
            let id = fresh();
            copy_board(book, &pick(&boards, *board)?, "Copy", &id, no(), &mut fresh)
        }
        Act::Activate { board } => board::activate(book, &pick(&boards, *board)?, no()),
        Act::Reorder { board, to } => {
            let to = usize::from(*to) % boards.len().max(1);
            move_board(book, &pick(&boards, *board)?, to, no())
        }
        Act::Remove { board } => remove_board(book, &pick(&boards, *board)?, no()).ok()?,
        Act::AddScene { behind } => {
            let behind = pick(&scenes, *behind);
            let new = NewScene {
                heading: "INT. PIER - DAY".into(),
                ..NewScene::default()
            };
            scene::add(book, &new, behind.as_ref(), no(), &fresh())
        }
        Act::RemoveScene { scene } => scene::remove(book, &pick(&scenes, *scene)?, no()),
        Act::Edit { scene } => {
            let id = pick(&scenes, *scene)?;
            scene::edit(book, &id, "set", format!("SET {n}"), no())
        }
        Act::Import {
            draft: which,
            refused,
            gone,
        } => {
            let script = draft(*which);
            let mut choices = Choices::default();
            choices.refused.insert(usize::from(*refused) % 12);
            let fates = [Gone::Keep, Gone::Omit, Gone::OmitAndUnschedule];
            if let (Some(scene), Some(gone)) = (pick(&scenes, *gone), pick(&fates, *gone)) {
                choices.gone.insert(scene, gone);
            }
            let options = Options {
                now_ms: n as i64,
                board_name: "Board".into(),
                choices,
                ..Options::default()
            };
            scene::import(book, &script, &options, &mut fresh)
        }
        Act::MergeDoubles => doubles::merge(book, &doubles(book), &Picks::new(), no()),
        Act::Undo | Act::Hear { .. } => return None,
    })
}

/// A draft of five scenes: each has one that the others have not, and lacks one.
fn draft(which: u8) -> Screenplay {
    let words = [
        "She waits at the wet pier for a boat that is late.",
        "The clerk counts his coins into little towers.",
        "Rain drums upon the tin roof of the shed.",
        "Nobody dares to open the letter under the door.",
        "The last bus turns around in the empty square.",
    ];
    let mut text = String::new();
    for (n, words) in words.iter().enumerate() {
        if n == usize::from(which) {
            text += &format!("INT. OWN {which} - DAY #{n}X#\n\nOnly this draft tells it.\n\n");
        } else {
            text += &format!("EXT. SET {n} - DAY #10{n}#\n\n{words}\n\nMARA\nYes.\n\n");
        }
    }
    read_script(text.as_bytes(), Some("a.fountain")).unwrap()
}

/// What a device holds, as others take it.
pub(super) fn file(desk: &mut Desk) -> Vec<u8> {
    desk.told.clear();
    desk.does(Event::Ask {
        request: 3,
        ask: Ask::Export,
    });
    let bundle = desk.told.iter().find_map(|told| match told {
        FromEngine::Bundle { bytes, .. } => Some(bytes.to_vec()),
        _ => None,
    });
    bundle.unwrap()
}

pub(super) fn hears(desk: &mut Desk, bytes: &[u8]) {
    let bytes = bytes.to_vec();
    assert!(bundle::read(&bytes).is_ok());
    desk.does(Event::Import { request: 4, bytes });
    assert!(matches!(desk.outcome(), Outcome::Arrived { .. }));
}

fn whole(desk: &Desk) -> Vec<std::sync::Arc<Layout>> {
    let book = desk.engine.book();
    let boards = board::boards(book);
    boards.iter().map(|board| layout(book, &board.id)).collect()
}

fn each_scene_once(desk: &Desk) {
    let book = desk.engine.book();
    let scenes: Vec<Id> = book
        .all(&Kind::Scene)
        .map(|scene| scene.id.clone())
        .collect();
    // Everyone works from a board that is there, if any is.
    let boards = board::boards(book);
    let active = board::active(book);
    assert!(boards.is_empty() || boards.iter().any(|board| board.id == active));
    let all = whole(desk);
    for layout in all.into_iter().chain([layout(book, &active)]) {
        let mut on: Vec<Id> = layout.scenes().map(|scene| scene.id.clone()).collect();
        on.sort();
        assert_eq!(on, scenes, "{}", layout.board);
    }
}

/// Three devices with one production: eight scenes, six of them in two days.
pub(super) fn three() -> Vec<Desk> {
    let mut first = Desk::with_scenes(1, 8);
    let board = Id::new("main");
    let mut command = Command::new("board");
    command.add(Kind::Board, &board, "name", "Main");
    command.add(Kind::Board, &board, "order", "V");
    command.add(Kind::Production, &production(), "active_board", &board);
    let keys = crate::order::several(None, None, 8);
    for (n, key) in keys.iter().enumerate() {
        command.add(
            Kind::Scene,
            &Id::new(format!("s{n}")),
            "order",
            key.as_str(),
        );
        if n % 4 == 0 {
            let day = Id::new(format!("d{n}"));
            command.add(Kind::Row, &day, "board", &board);
            command.add(Kind::Row, &day, "what", "day");
            command.add(Kind::Row, &day, "place", key.as_str());
        } else {
            let strip = Id::new(format!("main.s{n}"));
            command.add(Kind::Strip, &strip, "place", key.as_str());
        }
    }
    first.acts(command);
    let bytes = file(&mut first);
    let others = [20, 40].map(|run| {
        let mut desk = Desk::new(run);
        hears(&mut desk, &bytes);
        desk
    });
    std::iter::once(first).chain(others).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn whatever_three_replicas_do_all_see_the_same_boards_with_each_scene_once(
        acts in proptest::collection::vec(act(), 1..40),
        order in 0..6_usize,
    ) {
        let mut desks = three();
        for (n, (who, act)) in acts.iter().enumerate() {
            let who = usize::from(*who);
            match act {
                Act::Hear { from } => {
                    let bytes = file(&mut desks[usize::from(*from)]);
                    hears(&mut desks[who], &bytes);
                }
                Act::Undo => desks[who].does(Event::Ask { request: 2, ask: Ask::Undo(None) }),
                _ => {
                    let Some(command) = command(&desks[who], act, n) else { continue };
                    if !command.is_empty() {
                        desks[who].acts(command);
                    }
                }
            }
            each_scene_once(&desks[who]);
        }
        // All hear all, in an order of their own.
        let files: Vec<Vec<u8>> = desks.iter_mut().map(file).collect();
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        for (n, desk) in desks.iter_mut().enumerate() {
            for from in orders[(order + 2 * n) % 6] {
                hears(desk, &files[from]);
            }
        }
        for desk in &desks {
            each_scene_once(desk);
            prop_assert_eq!(whole(desk), whole(&desks[0]));
            let active = board::active(desk.engine.book());
            prop_assert_eq!(active, board::active(desks[0].engine.book()));
        }
        // All merge the doubles at once, which they see alike, and hear of each other again.
        for _ in 0..3 {
            for desk in &mut desks {
                let book = desk.engine.book();
                let command = doubles::merge(book, &doubles(book), &Picks::new(), String::new());
                if !command.is_empty() {
                    desk.acts(command);
                }
            }
            let files: Vec<Vec<u8>> = desks.iter_mut().map(file).collect();
            for desk in &mut desks {
                for file in &files {
                    hears(desk, file);
                }
            }
        }
        for desk in &desks {
            each_scene_once(desk);
            prop_assert_eq!(whole(desk), whole(&desks[0]));
            prop_assert!(doubles(desk.engine.book()).is_empty());
        }
    }
}
