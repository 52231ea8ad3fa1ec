//! Order keys: text that sorts where the user put it, between any two neighbours.
//!
//! Ties are broken by the record's id, so every device arrives at the same order (DESIGN 4).

use fractional_index::FractionalIndex;

/// Returns a key between two neighbours; nothing stands for the start or the end.
///
/// Neighbours with equal or crossed keys (two devices chose the same key apart) give a key
/// right behind the left one, so that a move never fails.
pub fn between(left: Option<&str>, right: Option<&str>) -> String {
    let parse = |key: Option<&str>| key.and_then(|k| FractionalIndex::from_string(k).ok());
    let (left, right) = (parse(left), parse(right));
    FractionalIndex::new(left.as_ref(), right.as_ref())
        .or_else(|| FractionalIndex::new(left.as_ref(), None))
        .unwrap_or_default()
        .to_string()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn five_hundred_strips_keep_short_keys() {
        let keys = several(None, None, 500);
        assert!(keys.is_sorted());
        assert!(keys.iter().all(|k| k.len() <= 24), "{:?}", keys.iter().map(String::len).max());
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
