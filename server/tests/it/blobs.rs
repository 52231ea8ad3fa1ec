//! Photos and files: brought by who may write the document, had by who may read it, in pieces,
//! across kills, within bounds.

use serde_json::Value;
use shared::access::Role;
use shared::blob::BlobHash;

use crate::harness::{Answer, Device, TestRelay, ask_with, doc, genesis};

fn address(production: &str, audience: &str, bytes: &[u8]) -> String {
    let hash = BlobHash::of(bytes);
    format!("/api/productions/{production}/documents/{audience}/blobs/{hash}")
}

/// What a device does with the blob of some bytes in a document of the production `p`.
async fn asks(
    device: &Device,
    method: &str,
    audience: &str,
    of: &[u8],
    range: Option<&str>,
    body: &[u8],
) -> Answer {
    let token = format!("Bearer {}", device.joined.token);
    let mut headers = vec![("authorization", token.as_str())];
    headers.extend(range.map(|range| ("content-range", range)));
    let path = address("p", audience, of);
    ask_with(device.port, method, &path, &headers, body).await
}

async fn brings(device: &Device, audience: &str, bytes: &[u8]) -> Answer {
    asks(device, "PUT", audience, bytes, None, bytes).await
}

async fn gets(device: &Device, audience: &str, bytes: &[u8]) -> Answer {
    asks(device, "GET", audience, bytes, None, b"").await
}

fn code(answer: &Answer) -> String {
    let json: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    json["code"].as_str().unwrap_or_default().to_owned()
}

fn held(answer: &Answer) -> Option<&str> {
    answer.header("upload-offset")
}

/// Bytes that are no text and differ everywhere.
fn photo(seed: u8, size: usize) -> Vec<u8> {
    let one = |n: usize| (n as u8).wrapping_mul(31).wrapping_add(seed) ^ (n >> 8) as u8;
    (0..size).map(one).collect()
}

#[tokio::test]
async fn who_writes_a_document_brings_files_and_who_reads_it_has_them() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let mut line = office.online().await;
    for person in ["me", "you"] {
        let document = doc(&office.production, &format!("personal:{person}"));
        line.pushes(&document, vec![genesis()]).await.unwrap();
    }
    let audiences = [
        "plan",
        "floor",
        "script",
        "office",
        "personal:me",
        "personal:you",
    ];
    for (n, audience) in audiences.into_iter().enumerate() {
        let bytes = photo(n as u8, 1000);
        assert_eq!(
            brings(&office, audience, &bytes).await.status,
            201,
            "{audience}"
        );
        assert_eq!(
            gets(&office, audience, &bytes).await.body,
            bytes,
            "{audience}"
        );
    }
    for (tag, role) in (10..).zip([Role::Lead, Role::Crew, Role::Guest]) {
        let device = office.brings(&relay, role, Some("me"), tag).await;
        let standing = shared::access::Standing {
            role,
            person: Some("me".into()),
            script: false,
        };
        for (n, audience) in audiences.into_iter().enumerate() {
            let access = standing.access(&shared::access::Audience::parse(audience).unwrap());
            let what = format!("{role:?} {audience}");
            let bytes = photo(n as u8, 1000);
            let read = gets(&device, audience, &bytes).await;
            assert_eq!(
                read.status,
                if access.may_read() { 200 } else { 404 },
                "{what}"
            );
            assert_eq!(read.body == bytes, access.may_read(), "{what}");
            let own = photo(100 + tag, 500 + n);
            let wrote = brings(&device, audience, &own).await;
            let want = match (access.may_read(), access.may_write()) {
                (_, true) => 201,
                (true, false) => 403,
                (false, false) => 404,
            };
            assert_eq!(wrote.status, want, "{what}");
            let there = gets(&office, audience, &own).await;
            assert_eq!(there.status == 200, access.may_write(), "{what}");
        }
    }
}

#[tokio::test]
async fn a_file_is_of_one_document_and_one_production() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let other = Device::attach_and_begin(&relay, "q", 2).await;
    let bytes = photo(7, 4000);
    assert_eq!(brings(&office, "office", &bytes).await.status, 201);
    // Knowing its name is not enough: it must be brought to the document that grants it.
    let crew = office.brings(&relay, Role::Crew, None, 3).await;
    assert_eq!(gets(&crew, "floor", &bytes).await.status, 404);
    assert_eq!(gets(&crew, "office", &bytes).await.status, 404);
    let asked = asks(&crew, "HEAD", "floor", &bytes, None, b"").await;
    assert_eq!((asked.status, held(&asked)), (404, Some("0")));
    assert_eq!(gets(&other, "office", &bytes).await.status, 401);
    for token in ["Bearer nonsense", ""] {
        let path = address("p", "office", &bytes);
        let answer = ask_with(relay.port, "GET", &path, &[("authorization", token)], b"").await;
        assert_eq!(answer.status, 401);
    }
    // The same bytes in two documents are one file on the disk.
    assert_eq!(brings(&crew, "floor", &bytes).await.status, 201);
    assert_eq!(gets(&crew, "floor", &bytes).await.body, bytes);
    let name = BlobHash::of(&bytes).to_string();
    let folder = relay.data().join("blobs").join(&name[..2]);
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1);
    // Who was put out has nothing any more.
    let path = format!("devices/{}", crew.joined.device);
    assert_eq!(office.calls("DELETE", &path, None).await.0, 204);
    assert_eq!(gets(&crew, "floor", &bytes).await.status, 401);
}

#[tokio::test]
async fn what_is_answered_is_never_a_page() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let page = b"<script>alert(1)</script>";
    assert_eq!(brings(&office, "floor", page).await.status, 201);
    let answer = gets(&office, "floor", page).await;
    let header = |name| answer.header(name).unwrap_or_default().to_owned();
    assert_eq!(header("content-type"), "application/octet-stream");
    assert_eq!(header("content-disposition"), "attachment");
    assert_eq!(header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn a_file_that_broke_off_goes_on_after_a_kill() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let bytes = photo(1, 700_000);
    let put = async |device: &Device, from: usize, to: usize| {
        let range = format!("bytes {from}-{}/{}", to - 1, bytes.len());
        asks(
            device,
            "PUT",
            "floor",
            &bytes,
            Some(&range),
            &bytes[from..to],
        )
        .await
    };
    let first = put(&office, 0, 262_144).await;
    assert_eq!((first.status, held(&first)), (202, Some("262144")));
    assert_eq!(
        gets(&office, "floor", &bytes).await.status,
        404,
        "not whole yet"
    );

    let relay = relay.start_again();
    let office = office.at(&relay);
    let asked = asks(&office, "HEAD", "floor", &bytes, None, b"").await;
    assert_eq!((asked.status, held(&asked)), (404, Some("262144")));
    // A piece too far ahead is told where to go on.
    let gap = put(&office, 524_288, 700_000).await;
    assert_eq!((gap.status, held(&gap)), (409, Some("262144")));
    assert_eq!(put(&office, 262_144, 524_288).await.status, 202);
    let last = put(&office, 524_288, 700_000).await;
    assert_eq!(last.status, 201, "{}", last.text());

    // What was acknowledged is there after the next kill, and once more is no harm.
    let relay = relay.start_again();
    let office = office.at(&relay);
    assert_eq!(gets(&office, "floor", &bytes).await.body, bytes);
    assert_eq!(
        asks(&office, "HEAD", "floor", &bytes, None, b"")
            .await
            .status,
        200
    );
    assert_eq!(put(&office, 0, 262_144).await.status, 200);
}

#[tokio::test]
async fn a_file_that_is_not_what_its_name_says_is_not_kept() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let (named, sent) = (photo(1, 900), photo(2, 900));
    let answer = asks(&office, "PUT", "floor", &named, None, &sent).await;
    assert_eq!((answer.status, code(&answer).as_str()), (422, "wrong_hash"));
    assert_eq!(gets(&office, "floor", &named).await.status, 404);
    assert_eq!(gets(&office, "floor", &sent).await.status, 404);
    let asked = asks(&office, "HEAD", "floor", &named, None, b"").await;
    assert_eq!(held(&asked), Some("0"));
    // Another size than was said first: what is right is taken in the end.
    let shorter = asks(
        &office,
        "PUT",
        "floor",
        &named,
        Some("bytes 0-99/200"),
        &named[..100],
    );
    assert_eq!(shorter.await.status, 202);
    assert_eq!(brings(&office, "floor", &named).await.status, 201);
    assert_eq!(gets(&office, "floor", &named).await.body, named);
}

#[tokio::test]
async fn what_is_too_large_or_not_a_piece_gets_a_sentence() {
    let flags = ["--max-blob-bytes", "2097152", "--max-blobs-mib", "3"];
    let relay = TestRelay::start(&flags);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let small = photo(1, 1000);
    let check = async |range: &str, body: &[u8], want: (u16, &str)| {
        let answer = asks(&office, "PUT", "floor", &small, Some(range), body).await;
        assert_eq!((answer.status, code(&answer).as_str()), want, "{range}");
    };
    check("bytes 0-9/1000", &small, (422, "bad_range")).await;
    check("bytes 0-999/999", &small, (422, "bad_range")).await;
    check("all of it", &small, (422, "bad_range")).await;
    check("bytes 0-999/2097153", &small, (413, "too_large")).await;
    let large = photo(1, 1024 * 1024 + 1);
    check("bytes 0-1048576/2000000", &large, (413, "large_piece")).await;
    let empty = asks(&office, "PUT", "floor", b"", None, b"").await;
    assert_eq!(code(&empty), "empty");

    // The production's room, with what was only begun counted in.
    for seed in [2, 3, 4] {
        let of = photo(seed, 999);
        let range = "bytes 0-998/1048576";
        let answer = asks(&office, "PUT", "floor", &of, Some(range), &of).await;
        assert_eq!(answer.status, 202);
    }
    check("bytes 0-999/1000", &small, (507, "blobs_full")).await;
    let other = Device::attach_and_begin(&relay, "q", 2).await;
    let token = format!("Bearer {}", other.joined.token);
    let path = address("q", "floor", &small);
    let headers = [("authorization", token.as_str())];
    let answer = ask_with(relay.port, "PUT", &path, &headers, &small).await;
    assert_eq!(answer.status, 201, "another production has room of its own");
}

#[tokio::test]
async fn addresses_that_name_nothing_get_a_sentence() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let bytes = photo(1, 100);
    // A person's document is not there before its first change.
    let answer = brings(&office, "personal:ines", &bytes).await;
    assert_eq!(
        (answer.status, code(&answer).as_str()),
        (404, "unknown_document")
    );
    assert_eq!(held(&answer), None);
    let token = format!("Bearer {}", office.joined.token);
    let headers = [("authorization", token.as_str())];
    let check = async |audience: &str, name: &str, want: &str| {
        let path = format!("/api/productions/p/documents/{audience}/blobs/{name}");
        let answer = ask_with(relay.port, "GET", &path, &headers, b"").await;
        assert_eq!(code(&answer), want, "{path}");
    };
    let name = BlobHash::of(&bytes).to_string();
    check("nobody", &name, "unknown_blob").await;
    check("floor", "..%2f..%2fcallboard.sqlite", "bad_hash").await;
    check("floor", &name.to_uppercase(), "bad_hash").await;
    check("floor", &name, "unknown_blob").await;
}

#[tokio::test]
async fn a_backup_without_the_files_is_filled_up_again() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let bytes = photo(1, 3000);
    assert_eq!(brings(&office, "floor", &bytes).await.status, 201);
    std::fs::remove_dir_all(relay.data().join("blobs")).unwrap();
    assert_eq!(gets(&office, "floor", &bytes).await.status, 404);
    assert_eq!(brings(&office, "floor", &bytes).await.status, 201);
    assert_eq!(gets(&office, "floor", &bytes).await.body, bytes);
}
