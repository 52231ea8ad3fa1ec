//! `callboard pdf`: documents of an exported production, on the command line.

use std::path::{Path, PathBuf};
use std::process::Output;

use shared::access::Audience;
use shared::engine::bundle;
use tempfile::TempDir;

use crate::harness::binary;

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/sample.callboard")
}

fn run(kind: &str, file: &Path, out: &Path, more: &[&str]) -> Output {
    let mut command = binary();
    command.arg("pdf").arg(kind).arg(file).arg(out).args(more);
    command.output().unwrap()
}

#[test]
fn each_document_of_the_sample_becomes_a_pdf() {
    let folder = TempDir::new().unwrap();
    for (kind, more) in [
        ("call-sheet", &["--day", "1"][..]),
        (
            "call-sheet",
            &["--day", "1", "--redacted", "--watermark", "Harbour Office"],
        ),
        ("one-liner", &[]),
        ("shooting-schedule", &["--paper", "a4"]),
        ("day-out-of-days", &["--paper", "legal"]),
        ("crew-list", &[]),
        ("daily-report", &["--day", "1", "--paper", "legal"]),
        ("exhibit-g", &["--day", "2"]),
        ("sides", &["--day", "1"]),
        ("sides", &["--day", "1", "--half", "--paper", "letter"]),
    ] {
        let out = folder.path().join(format!("{kind}.pdf"));
        let output = run(kind, &sample(), &out, more);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{kind}: {output:?}");
        assert!(said.contains("page"), "{said}");
        assert!(
            std::fs::read(&out).unwrap().starts_with(b"%PDF-1."),
            "{kind}"
        );
    }
}

/// The sample as somebody exports it who may not read the script.
fn without_script(bytes: &[u8]) -> Vec<u8> {
    let (manifest, documents) = bundle::read(bytes).unwrap();
    let entries = manifest.documents.into_iter().zip(documents);
    let kept = entries
        .filter(|(entry, _)| entry.document.audience != Audience::Script)
        .map(|(entry, (document, bytes))| (document, entry.heads, bytes));
    bundle::write(&manifest.production, &manifest.title, 0, kept.collect())
}

#[test]
fn anything_else_is_a_sentence_and_writes_nothing() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let bytes = std::fs::read(sample()).unwrap();
    let refused = [
        write("empty.callboard", b""),
        write("other.callboard", b"PK\x03\x04 something else"),
        write("cut.callboard", &bytes[..bytes.len() / 2]),
        folder.path().join("missing.callboard"),
        folder.path().to_owned(),
    ];
    let out = folder.path().join("out.pdf");
    let check = |output: Output| {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(
            !said.trim().is_empty() && !said.contains("panicked"),
            "{said}"
        );
        assert!(output.stdout.is_empty() && !out.exists(), "{said}");
        said
    };
    for file in &refused {
        let said = check(run("one-liner", file, &out, &[]));
        assert!(
            said.trim_end().ends_with('.') && said.trim_end().lines().count() == 1,
            "{said}"
        );
    }
    assert!(check(run("call-sheet", &sample(), &out, &[])).contains("--day"));
    assert!(check(run("call-sheet", &sample(), &out, &["--day", "9"])).contains("no shoot day 9"));
    assert!(check(run("one-liner", &sample(), &out, &["--day", "1"])).contains("leave out --day"));
    for kind in ["daily-report", "exhibit-g", "sides"] {
        assert!(check(run(kind, &sample(), &out, &[])).contains("--day"));
    }
    let half = |kind, more: &[&str]| {
        check(run(
            kind,
            &sample(),
            &out,
            &[&["--half"][..], more].concat(),
        ))
    };
    assert!(half("one-liner", &[]).contains("leave out --half"));
    assert!(half("sides", &["--day", "1", "--paper", "legal"]).contains("Letter or A4"));
    let no_script = write("plan.callboard", &without_script(&bytes));
    let said = check(run("sides", &no_script, &out, &["--day", "1"]));
    assert!(said.contains("This file has no script"), "{said}");
    assert!(check(run("unicorns", &sample(), &out, &[])).contains("one-liner"));
    assert!(check(run("one-liner", &sample(), &out, &["--paper", "a3"])).contains("legal"));
    let nowhere = folder.path().join("no/such/folder/out.pdf");
    assert_eq!(
        run("one-liner", &sample(), &nowhere, &[]).status.code(),
        Some(2)
    );
}
