//! The longest run of things that stand in the same order in two lists.

/// Marks the longest rising subsequence; what has no rank is never in it.
pub(crate) fn rising(ranks: &[Option<usize>]) -> Vec<bool> {
    // tails[k]: where the run of k + 1 things that ends lowest ends.
    let (mut tails, mut previous) = (Vec::<(usize, usize)>::new(), vec![None; ranks.len()]);
    for (n, rank) in ranks.iter().enumerate() {
        let Some(rank) = *rank else { continue };
        let k = tails.partition_point(|(r, _)| *r < rank);
        previous[n] = k.checked_sub(1).map(|k| tails[k].1);
        if k == tails.len() {
            tails.push((rank, n));
        } else {
            tails[k] = (rank, n);
        }
    }
    let mut stays = vec![false; ranks.len()];
    let mut at = tails.last().map(|(_, n)| *n);
    while let Some(n) = at {
        stays[n] = true;
        at = previous[n];
    }
    stays
}
