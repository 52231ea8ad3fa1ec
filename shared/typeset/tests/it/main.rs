//! The typesetter from outside: jobs in, PDFs out, read back by another program's reader.

#![expect(
    clippy::unwrap_used,
    reason = "clippy knows a test by its attribute; helpers of tests have none"
)]

mod day;
mod documents;
mod hard;
mod read;
mod tagged;

#[test]
fn no_test_file_was_forgotten() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = include_str!("main.rs");
    for entry in std::fs::read_dir(dir).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(module) = name.strip_suffix(".rs").filter(|m| *m != "main") {
            assert!(main.contains(&format!("mod {module};")), "{name}");
        }
    }
}
