//! Starting the program: what is wrong is said in a sentence.

use std::process::Output;

use tempfile::TempDir;

use crate::harness::{Device, TestRelay, binary};

fn fails(output: Output, sentence: &str) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{said}");
    assert!(said.contains(sentence), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

fn serve(data: &std::path::Path, more: &[&str]) -> Output {
    let mut command = binary();
    command
        .args(["serve", "--port", "0", "--data"])
        .arg(data)
        .args(more);
    command.output().unwrap()
}

#[test]
fn a_folder_that_is_a_file_is_refused() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    fails(serve(&file, &[]), "Choose another with --data");
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("callboard.sqlite");
    let content = "not a database ".repeat(100);
    std::fs::write(&file, &content).unwrap();
    fails(serve(folder.path(), &[]), "is not a Callboard file");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), content);
}

#[tokio::test]
async fn a_file_of_a_newer_callboard_is_refused() {
    let mut relay = TestRelay::start(&[]);
    crate::epochs::sql(
        &relay,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'later', TRUE, x'00', 1)",
    )
    .await;
    relay.terminate();
    fails(serve(relay.data(), &[]), "newer Callboard");
}

#[test]
fn two_relays_do_not_share_a_folder() {
    let relay = TestRelay::start(&[]);
    fails(
        serve(relay.data(), &[]),
        "Another relay is using the data folder",
    );
}

#[test]
fn a_taken_port_is_said() {
    let relay = TestRelay::start(&[]);
    let folder = TempDir::new().unwrap();
    let port = relay.port.to_string();
    let mut command = binary();
    command
        .args(["serve", "--host", "127.0.0.1", "--port", &port, "--data"])
        .arg(folder.path());
    fails(
        command.output().unwrap(),
        "Another program may use the port",
    );
}

#[test]
fn an_app_folder_that_is_missing_is_said() {
    let folder = TempDir::new().unwrap();
    fails(
        serve(folder.path(), &["--app", "/nowhere"]),
        "Build the app first",
    );
}

#[tokio::test]
async fn the_data_folder_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let parent = TempDir::new().unwrap();
    let folder = parent.path().join("data");
    let relay = TestRelay::start(&["--log", "debug"]);
    Device::attach(&relay, "p", 1).await;
    let output = serve(&folder, &["--app", "/nowhere"]);
    assert!(!output.status.success());
    let mut command = binary();
    command.args(["new-epoch", "--data"]).arg(&folder);
    assert!(command.output().unwrap().status.success());
    let mode = std::fs::metadata(&folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
    // Not even the most talkative log holds a token.
    let file = std::fs::read(relay.file()).unwrap();
    assert!(!file.is_empty() && !relay.said().contains("token"));
}

#[test]
fn a_script_is_reported_on_and_anything_else_is_a_sentence() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let run = |path: &std::path::Path| binary().arg("script").arg(path).output().unwrap();
    let good = write("a.fountain", b"INT. BUS - NIGHT\n\nIt rains.\n");
    let output = run(&good);
    assert!(output.status.success());
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(report.is_object());
    let bad = [
        write("empty.fountain", b""),
        write("zero.fdx", &[0; 1000]),
        write("cut.fdx", b"<?xml version=\"1.0\"?><FinalDraft"),
        write("a.pdf", b"%PDF-1.7 ..."),
        folder.path().join("missing.fountain"),
        folder.path().to_owned(),
    ];
    for path in bad {
        let output = run(&path);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            matches!(output.status.code(), Some(0 | 2)),
            "{} {said}",
            path.display()
        );
        assert!(!said.contains("panicked"), "{said}");
        let is_answered = output.status.success() || said.trim_end().ends_with('.');
        assert!(is_answered, "{said}");
    }
    let mut command = binary();
    command
        .args(["script", "-"])
        .stdin(std::fs::File::open(&good).unwrap());
    assert_eq!(command.output().unwrap().stdout, run(&good).stdout);
}
