//! Order keys: text that sorts where the user put it, between any two neighbours.
//!
//! A key is a fraction below 1, written in the 62 digits `0-9A-Za-z` without zeros at its end, so
//! that there is always room. Ties are broken by the record's id, so every device arrives at the
//! same order (DESIGN 4).

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE: u8 = 62;
const MIDDLE: u8 = BASE / 2;

/// Returns a key between two neighbours; nothing stands for the start or the end.
///
/// Neighbours with equal or crossed keys (two devices chose the same key apart) give a key
/// right behind the left one, so that a move never fails. What is no key counts as nothing.
pub fn between(left: Option<&str>, right: Option<&str>) -> String {
    let (left, right) = (left.and_then(digits), right.and_then(digits));
    let key = match (left, right) {
        (None, None) => vec![MIDDLE],
        (Some(left), None) => after(&left),
        (None, Some(right)) => before(&right),
        (Some(left), Some(right)) if left < right => middle(&left, Some(&right)),
        (Some(mut left), Some(_)) => {
            left.push(MIDDLE);
            left
        }
    };
    key.into_iter()
        .map(|d| char::from(DIGITS[usize::from(d % BASE)]))
        .collect()
}

/// Returns `count` keys in order between two neighbours.
pub fn several(left: Option<&str>, right: Option<&str>, count: usize) -> Vec<String> {
    let mut keys = vec![String::new(); count];
    fill(&mut keys, left.map(Into::into), right.map(Into::into));
    keys
}

// Halving keeps the keys short: their length grows with the logarithm of the count.
fn fill(keys: &mut [String], left: Option<String>, right: Option<String>) {
    if keys.is_empty() {
        return;
    }
    let middle = keys.len() / 2;
    let key = between(left.as_deref(), right.as_deref());
    fill(&mut keys[..middle], left, Some(key.clone()));
    fill(&mut keys[middle + 1..], Some(key.clone()), right);
    keys[middle] = key;
}

fn digits(key: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = key
        .bytes()
        .map(|b| match b {
            b'0'..=b'9' => Some(b - b'0'),
            b'A'..=b'Z' => Some(b - b'A' + 10),
            b'a'..=b'z' => Some(b - b'a' + 36),
            _ => None,
        })
        .collect();
    digits.filter(|d| d.last().is_some_and(|last| *last > 0))
}

/// Returns a key above: one step up at the first digit that allows it, so that rows added at the
/// end one by one make a key longer only every thirty rows.
fn after(key: &[u8]) -> Vec<u8> {
    match key.iter().position(|d| *d < BASE - 1) {
        Some(at) => {
            let mut up = key[..=at].to_vec();
            up[at] += 1;
            up
        }
        None => [key, &[MIDDLE]].concat(),
    }
}

/// Returns a key below, in the same way.
fn before(key: &[u8]) -> Vec<u8> {
    let at = key.iter().position(|d| *d > 0).unwrap_or_default();
    let mut down = key[..=at].to_vec();
    down[at] = down[at].saturating_sub(1);
    if down[at] == 0 {
        down.push(MIDDLE);
    }
    down
}

/// Returns a key between `left`, which counts as followed by zeros, and `right`, nothing being 1.
/// `left` is the lower one.
fn middle(left: &[u8], right: Option<&[u8]>) -> Vec<u8> {
    let mut key = Vec::new();
    let mut right = right;
    for at in 0.. {
        let low = left.get(at).copied().unwrap_or(0);
        let high = right.map_or(BASE, |r| r.get(at).copied().unwrap_or(0));
        if high > low + 1 {
            key.push(low + (high - low) / 2);
            break;
        }
        if high > low {
            // Neighbouring digits: the right key cut off here is below it if it goes on.
            if right.is_some_and(|r| r.len() > at + 1) {
                key.push(high);
                break;
            }
            right = None;
        }
        key.push(low);
    }
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn five_hundred_strips_keep_short_keys() {
        let keys = several(None, None, 500);
        assert!(keys.is_sorted());
        assert!(
            keys.iter().all(|k| k.len() <= 24),
            "{:?}",
            keys.iter().map(String::len).max()
        );
    }

    #[test]
    fn a_thousand_rows_added_one_by_one_at_either_end_are_in_order() {
        let (mut up, mut down) = (vec![between(None, None)], vec![between(None, None)]);
        for n in 0..1000 {
            up.push(between(Some(&up[n]), None));
            down.push(between(None, Some(&down[n])));
        }
        down.reverse();
        for keys in [up, down] {
            assert!(keys.windows(2).all(|two| two[0] < two[1]));
            assert!(
                keys.iter().all(|k| k.len() <= 40),
                "{:?}",
                keys.iter().map(String::len).max()
            );
            for two in keys.windows(2) {
                let key = between(Some(&two[0]), Some(&two[1]));
                assert!(two[0] < key && key < two[1], "{key} in {two:?}");
            }
        }
    }

    #[test]
    fn the_same_gap_can_be_halved_for_ever() {
        let (left, mut right) = ("V".to_owned(), "W".to_owned());
        for _ in 0..300 {
            let key = between(Some(&left), Some(&right));
            assert!(left < key && key < right, "{key}");
            right = key;
        }
    }

    #[test]
    fn equal_crossed_and_foreign_keys_never_fail() {
        assert_eq!(between(Some("V"), Some("V")), "VV");
        assert_eq!(between(Some("W"), Some("V")), "WV");
        for odd in ["", "0", "V0", "é", " "] {
            assert_eq!(between(Some(odd), None), "V", "{odd}");
        }
    }

    proptest! {
        #[test]
        fn a_key_lies_between_its_neighbours(places in proptest::collection::vec(any::<u16>(), 1..200)) {
            let mut keys = vec![between(None, None)];
            for place in places {
                let at = place as usize % (keys.len() + 1);
                let left = at.checked_sub(1).map(|n| keys[n].clone());
                let right = keys.get(at).cloned();
                let key = between(left.as_deref(), right.as_deref());
                keys.insert(at, key);
            }
            let mut sorted = keys.clone();
            sorted.sort();
            sorted.dedup();
            prop_assert_eq!(sorted, keys);
        }
    }
}
