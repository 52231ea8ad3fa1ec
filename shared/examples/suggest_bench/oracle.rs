//! The best there is for a small talent scheduling instance: dynamic programming over the sets of
//! scenes that are shot already (Garcia de la Banda, Stuckey and Chu, 2011, without their bounds).

/// Returns the least number of held days for one scene a day; a scene is the set of its cast.
/// Memory and time double with each scene: 20 take a second.
pub fn least_held(scenes: &[u32]) -> u32 {
    let all = (1_usize << scenes.len()) - 1;
    let mut cast = vec![0_u32; all + 1];
    for set in 1..=all {
        let first = set.trailing_zeros() as usize;
        cast[set] = cast[set & (set - 1)] | scenes[first];
    }
    let mut least = vec![u32::MAX; all + 1];
    least[0] = 0;
    for set in 0..all {
        for (n, scene) in scenes.iter().enumerate() {
            let next = set | 1 << n;
            if next == set {
                continue;
            }
            let waits = cast[set] & cast[all & !next] & !scene;
            least[next] = least[next].min(least[set] + waits.count_ones());
        }
    }
    least[all]
}
