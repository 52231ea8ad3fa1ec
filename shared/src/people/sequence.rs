//! A list that people put in order by hand: where a row goes when it is moved.

use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;

/// Makes the command that moves one row to the place `to` (0 is the first, counted without the
/// row itself). `rows` are the ids and order keys as shown.
///
/// Rows that never had a key get one in the same command, in the order in which they are shown,
/// so that nothing else moves.
pub fn moved(kind: &Kind, rows: &[(Id, String)], row: &Id, to: usize, label: String) -> Command {
    let Some(from) = rows.iter().position(|(id, _)| id == row) else {
        return Command::default();
    };
    if to == from {
        return Command::default();
    }
    let mut rest: Vec<&(Id, String)> = rows.iter().filter(|(id, _)| id != row).collect();
    let to = to.min(rest.len());
    let mut command = Command::new(label);
    let keyed = rest.iter().all(|(_, key)| !key.is_empty())
        && rest.windows(2).all(|pair| pair[0].1 < pair[1].1);
    if keyed {
        let left = to
            .checked_sub(1)
            .and_then(|n| rest.get(n))
            .map(|(_, key)| key.as_str());
        let right = rest.get(to).map(|(_, key)| key.as_str());
        command.add(kind.clone(), row, "order", order::between(left, right));
        return command;
    }
    rest.insert(to, &rows[from]);
    for ((id, old), key) in rest.iter().zip(order::several(None, None, rest.len())) {
        if *old != key {
            command.add(kind.clone(), id, "order", key);
        }
    }
    command
}

/// Returns the key of a row behind all others.
pub fn last<'a>(keys: impl Iterator<Item = &'a str>) -> String {
    order::between(keys.max().filter(|key| !key.is_empty()), None)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::command::Write;
    use crate::record::Value;

    fn after(rows: &[(Id, String)], command: &Command) -> Vec<Id> {
        let mut keys: BTreeMap<Id, String> = rows.iter().cloned().collect();
        for edit in &command.edits {
            if let Write::Put(Value::Text(key)) = &edit.write {
                keys.insert(edit.id.clone(), key.to_string());
            }
        }
        let mut out: Vec<(String, Id)> = keys.into_iter().map(|(id, key)| (key, id)).collect();
        out.sort();
        out.into_iter().map(|(_, id)| id).collect()
    }

    proptest! {
        #[test]
        fn a_row_lands_where_it_was_dropped_and_no_other_moves(
            count in 1usize..12, from in 0usize..12, to in 0usize..12, keyed in any::<bool>(),
        ) {
            let (from, to) = (from % count, to % count);
            let keys = if keyed { order::several(None, None, count) } else { vec![String::new(); count] };
            let rows: Vec<(Id, String)> =
                (0..count).map(|n| Id::new(format!("r{n:02}"))).zip(keys).collect();
            let command = moved(&Kind::Department, &rows, &rows[from].0, to, "Moved".into());
            let mut want: Vec<Id> = rows.iter().map(|(id, _)| id.clone()).collect();
            let row = want.remove(from);
            want.insert(to, row);
            prop_assert_eq!(after(&rows, &command), want);
            if keyed {
                prop_assert!(command.edits.len() <= 1);
            }
        }
    }
}
