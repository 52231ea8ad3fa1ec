//! `callboard sample`: builds the sample production's file from its sources, the same bytes each time.

use std::path::Path;

use anyhow::{Context, anyhow};
use shared::command::Command;
use shared::engine::protocol::{Ask, FromEngine, Outcome};
use shared::engine::{Effect, Engine, Event, Setup};
use shared::id::{DeviceTag, Id};

/// When the sample was made, as its records say: 1 March 2027, 09:00 UTC.
const MADE_MS: i64 = 1_803_891_600_000;

/// Returns the `.callboard` file made from the script and the plan in a folder.
///
/// # Errors
/// Says which source is missing or wrong, or which command was refused.
pub fn build(sources: &Path) -> anyhow::Result<Vec<u8>> {
    let script = sources.join("crossing-times.fountain");
    let plan = sources.join("production.json");
    let fountain =
        std::fs::read(&script).with_context(|| format!("{} is missing", script.display()))?;
    let json =
        std::fs::read_to_string(&plan).with_context(|| format!("{} is missing", plan.display()))?;
    let mut count = 0u64;
    let mut ids = move || {
        count += 1;
        // Spread over the id's bits, and the same in every run.
        let spread = count.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut bits = [0; 12];
        bits[..8].copy_from_slice(&spread.to_be_bytes());
        bits[8..].copy_from_slice(&(count as u32).to_be_bytes());
        Id::from_random(bits)
    };
    let (production, commands) = shared::sample::commands(&fountain, &json, &mut ids, MADE_MS)
        .map_err(|why| anyhow!(why))?;
    let setup = Setup {
        production,
        device: DeviceTag(*b"callbord"),
        fresh: *b"sample01",
        me: None,
        label: String::new(),
        relay: None,
        access: Vec::new(),
        role: shared::access::Role::Office,
    };
    let mut engine = Engine::start(setup, Vec::new(), MADE_MS);
    let mut commands = commands.into_iter();
    let first: Command = commands.next().context("the sample has no commands")?;
    finished(engine.create(0, first, MADE_MS))?;
    for (n, command) in commands.enumerate() {
        finished(engine.handle(
            Event::Ask {
                request: 0,
                ask: Ask::Act(command),
            },
            MADE_MS + n as i64 * 1000,
        ))?;
    }
    let effects = engine.handle(
        Event::Ask {
            request: 0,
            ask: Ask::Export,
        },
        MADE_MS,
    );
    effects
        .into_iter()
        .find_map(|effect| match effect {
            Effect::Tell(FromEngine::Bundle { bytes, .. }) => Some(bytes.into_vec()),
            _ => None,
        })
        .context("the engine wrote no file")
}

fn finished(effects: Vec<Effect>) -> anyhow::Result<()> {
    for effect in effects {
        if let Effect::Tell(FromEngine::Done {
            outcome: Outcome::Refused { code, detail },
            ..
        }) = effect
        {
            return Err(anyhow!(
                "a command of the sample was refused: {code:?} {detail}"
            ));
        }
    }
    Ok(())
}
