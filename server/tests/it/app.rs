//! How the built app is served.

use tempfile::TempDir;

use crate::harness::{TestRelay, get_with};

fn built() -> TempDir {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    write("index.html", "<!doctype html><title>Callboard</title>");
    write("index.html.br", "brotli page");
    write("sw.js", "// service worker");
    write("manifest.webmanifest", "{}");
    write("app-0123456789abcdef_bg.wasm", "wasm");
    write("app-0123456789abcdef_bg.wasm.br", "brotli");
    write("app-0123456789abcdef_bg.wasm.gz", "gzip");
    write("engine-0123456789abcdef/engine.js", "js");
    folder
}

#[tokio::test]
async fn files_have_the_right_headers() {
    let folder = built();
    let relay = TestRelay::start(&["--app", folder.path().to_str().unwrap()]);
    let wasm = "/app-0123456789abcdef_bg.wasm";
    let forever = "public, max-age=31536000, immutable";
    let check =
        async |path: &str, accept: &str, body: &str, encoding: Option<&str>, cache: &str| {
            let answer = get_with(relay.port, path, &[("accept-encoding", accept)]).await;
            assert_eq!(
                (answer.status, answer.text().as_str()),
                (200, body),
                "{path}"
            );
            assert_eq!(answer.header("content-encoding"), encoding, "{path}");
            assert_eq!(answer.header("cache-control"), Some(cache), "{path}");
            assert_eq!(answer.header("vary"), Some("accept-encoding"));
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            let policy = answer.header("content-security-policy").unwrap().to_owned();
            assert!(
                policy.contains("script-src 'self' 'wasm-unsafe-eval';"),
                "{policy}"
            );
            answer.header("content-type").unwrap().to_owned()
        };
    let kind = check(wasm, "gzip, deflate, br", "brotli", Some("br"), forever).await;
    assert_eq!(kind, "application/wasm");
    let kind = check(wasm, "gzip", "gzip", Some("gzip"), forever).await;
    assert_eq!(kind, "application/wasm");
    let kind = check(wasm, "identity", "wasm", None, forever).await;
    assert_eq!(kind, "application/wasm");
    let engine = "/engine-0123456789abcdef/engine.js";
    assert_eq!(
        check(engine, "br", "js", None, forever).await,
        "text/javascript"
    );
    check("/sw.js", "br", "// service worker", None, "no-cache").await;
    let kind = check("/manifest.webmanifest", "", "{}", None, "no-cache").await;
    assert_eq!(kind, "application/manifest+json");
    let kind = check("/", "br", "brotli page", Some("br"), "no-cache").await;
    assert!(kind.starts_with("text/html"), "{kind}");
}

#[tokio::test]
async fn a_room_is_the_page_and_a_missing_file_is_not() {
    let folder = built();
    let relay = TestRelay::start(&["--app", folder.path().to_str().unwrap()]);
    let check = async |path: &str, headers: &[(&str, &str)], status: u16| {
        let answer = get_with(relay.port, path, headers).await;
        assert_eq!(answer.status, status, "{path}");
        answer
    };
    let html = [("accept", "text/html,*/*")];
    let page = check("/p/abc/schedule/day-3", &html, 200).await;
    assert!(page.text().starts_with("<!doctype html>"));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    check("/p/abc/schedule", &[("sec-fetch-mode", "navigate")], 200).await;
    check("/p/abc/schedule", &[("accept", "*/*")], 404).await;
    check("/gone-0123456789abcdef.js", &html, 404).await;
    check(
        "/gone.wasm",
        &[("sec-fetch-mode", "cors"), ("accept", "text/html")],
        404,
    )
    .await;
    check("/../Cargo.toml", &[("accept", "*/*")], 404).await;
    check("/%2e%2e/%2e%2e/etc/passwd", &[("accept", "*/*")], 404).await;
    let api = check("/api/gone", &html, 404).await;
    assert!(api.text().contains("unknown_address"));
}

#[tokio::test]
async fn without_the_app_a_sentence_says_so() {
    let relay = TestRelay::start(&[]);
    let page = get_with(relay.port, "/", &[("accept", "text/html")]).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("The Callboard relay is running"));
    assert_eq!(get_with(relay.port, "/app.js", &[]).await.status, 404);
    let health = get_with(relay.port, "/healthz", &[]).await;
    let health: serde_json::Value = serde_json::from_slice(&health.body).unwrap();
    assert_eq!(health["status"], "ok");
}
