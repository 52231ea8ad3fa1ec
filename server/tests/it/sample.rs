//! The sample production's file is what its sources make, and opens.

use std::path::Path;

use shared::access::Role;
use shared::engine::protocol::{FromEngine, Outcome};
use shared::engine::{Effect, Engine, Event, Setup, bundle};
use shared::id::DeviceTag;
use shared::kind::Kind;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

#[test]
fn the_file_in_the_repository_is_the_one_its_sources_make() {
    let made = relay::sample::build(&root().join("tests/sample")).unwrap();
    let kept = std::fs::read(root().join("public/sample.callboard")).unwrap();
    assert!(
        made == kept,
        "run `callboard sample` and commit public/sample.callboard"
    );
}

#[test]
fn the_sample_opens_with_no_screen_empty() {
    let bytes = std::fs::read(root().join("public/sample.callboard")).unwrap();
    let (manifest, _) = bundle::read(&bytes).unwrap();
    let setup = Setup {
        production: manifest.production,
        device: DeviceTag([9; 8]),
        fresh: [1; 8],
        me: None,
        label: String::new(),
        relay: None,
        access: Vec::new(),
        role: Role::Office,
    };
    let mut engine = Engine::start(setup, Vec::new(), 0);
    let effects = engine.handle(Event::Import { request: 1, bytes }, 0);
    let arrived = effects.iter().any(|effect| {
        matches!(
            effect,
            Effect::Tell(FromEngine::Done {
                outcome: Outcome::Arrived { .. },
                ..
            })
        )
    });
    assert!(arrived);
    let book = engine.book();
    for (kind, least) in [
        (Kind::Scene, 12),
        (Kind::SceneText, 12),
        (Kind::Person, 20),
        (Kind::Department, 5),
        (Kind::Location, 3),
        (Kind::Character, 5),
        (Kind::Day, 3),
        (Kind::Issue, 2),
        (Kind::Receipt, 1),
        (Kind::Progress, 1),
    ] {
        let count = book.all(&kind).count();
        assert!(count >= least, "{kind:?}: {count}");
    }
}
