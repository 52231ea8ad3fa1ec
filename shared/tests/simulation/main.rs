//! Many devices, their disks, a relay and a bad network in one process, from a seed.
//!
//! Each step is chosen by chance: an edit, a flush, a failed flush, a crash before or after one,
//! a disk that goes back in time, a partition, frames doubled, swapped or lost, a second tab, a
//! revoked and restored grant, a relay restored from an older copy, a production that begins alone
//! and gets its relay later. Then the network heals, and the oracle asks: do all replicas hold the
//! same, is everything there that was accepted, and does nobody wait for anything?
//!
//! `SIM_SEEDS=1000000` runs more; `SIM_SEED=n` runs one.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy knows a test by its attribute; helpers of tests have none"
)]

mod device;
mod dice;
mod disk;
mod net;
mod oracle;
mod people;
mod relay;
mod world;

use std::collections::BTreeSet;

use shared::access::Audience;
use shared::chunk::ChunkHash;
use shared::id::{DocId, Id};

use world::World;

const DEFAULT_SEEDS: u64 = 500;

fn production() -> Id {
    Id::new("prod")
}

fn doc(audience: Audience) -> DocId {
    DocId::new(&production(), audience)
}

/// Runs one seed; the accepted chunks of the relay and of every disk must be in the end state.
fn run(seed: u64) -> Result<(), String> {
    let mut world = World::new(seed);
    let steps = 120 + world.dice.below(200);
    let mut kept: BTreeSet<(DocId, ChunkHash)> = BTreeSet::new();
    for _ in 0..steps {
        world.step();
        if world.dice.one_in(10) {
            for (document, log) in &world.relay.logs {
                kept.extend(
                    log.chunks
                        .iter()
                        .map(|(hash, ..)| (document.clone(), *hash)),
                );
            }
        }
    }
    // What the relay once accepted and any device still holds when the network heals must be there.
    let alive: BTreeSet<(DocId, ChunkHash)> = kept
        .into_iter()
        .filter(|(document, hash)| {
            world.on_some_disk(hash, document) || world.relay.logs[document].at.contains_key(hash)
        })
        .collect();
    world.heal();
    world.check()?;
    for (document, hash) in &alive {
        if !world.relay.logs[document].at.contains_key(hash) {
            return Err(format!(
                "{hash:?} of {document} was accepted and is missing"
            ));
        }
    }
    Ok(())
}

#[test]
fn nothing_accepted_is_ever_missing_and_all_replicas_are_equal() {
    if let Some(seed) = std::env::var("SIM_SEED").ok().and_then(|s| s.parse().ok()) {
        run(seed).unwrap();
        return;
    }
    let seeds = std::env::var("SIM_SEEDS")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(DEFAULT_SEEDS);
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let failed: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..threads)
            .map(|n| {
                scope.spawn(move || {
                    (0..seeds)
                        .filter(|seed| seed % threads == n)
                        .filter_map(|seed| {
                            let ran = std::panic::catch_unwind(|| run(seed));
                            match ran {
                                Ok(Ok(())) => None,
                                Ok(Err(why)) => Some(format!("seed {seed}: {why}")),
                                Err(_) => Some(format!("seed {seed}: panicked")),
                            }
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        runs.into_iter()
            .flat_map(|run| run.join().unwrap())
            .collect()
    });
    assert!(
        failed.is_empty(),
        "{} of {seeds} seeds failed:\n{}",
        failed.len(),
        failed.join("\n")
    );
}
