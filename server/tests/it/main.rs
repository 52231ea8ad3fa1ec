//! The real `callboard` binary on a free port, and real WebSocket clients against it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "clippy knows a test by its attribute; helpers of tests have none"
)]

mod app;
mod blobs;
mod compaction;
mod crash;
mod epochs;
mod fuzz;
mod harness;
mod joining;
mod limits;
mod mail;
mod order;
mod pdf;
mod pushes;
mod revoking;
mod roles;
mod sample;
mod schedule;
mod starting;
mod weather;

/// Nothing in this folder may be left out of the list above.
#[test]
fn no_test_file_is_forgotten() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it");
    let main = std::fs::read_to_string(format!("{folder}/main.rs")).unwrap();
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let name = name.trim_end_matches(".rs");
        assert!(
            name == "main" || main.contains(&format!("mod {name};")),
            "{name} is not in main.rs"
        );
    }
}
