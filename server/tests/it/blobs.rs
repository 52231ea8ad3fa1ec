//! Photos and files: brought by who may write the document, had by who may read it, in pieces,
//! across kills, within bounds.

use serde_json::json;
use shared::access::Role;
use shared::blob::BlobHash;

use crate::epochs::sql;
use crate::harness::{Answer, Device, TestRelay, ask_with, doc, genesis, halfway};

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

fn held(answer: &Answer) -> Option<&str> {
    answer.header("upload-offset")
}

/// Sends the first hundred bytes of a file that is said to be so large.
async fn announces(device: &Device, bytes: &[u8], total: usize) -> Answer {
    let range = format!("bytes 0-99/{total}");
    asks(device, "PUT", "floor", bytes, Some(&range), &bytes[..100]).await
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
    assert_eq!((answer.status, answer.code().as_str()), (422, "wrong_hash"));
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
        assert_eq!((answer.status, answer.code().as_str()), want, "{range}");
    };
    check("bytes 0-9/1000", &small, (422, "bad_range")).await;
    check("bytes 0-999/999", &small, (422, "bad_range")).await;
    check("all of it", &small, (422, "bad_range")).await;
    check("bytes 0-999/2097153", &small, (413, "too_large")).await;
    let large = photo(1, 1024 * 1024 + 1);
    check("bytes 0-1048576/2000000", &large, (413, "large_piece")).await;
    let empty = asks(&office, "PUT", "floor", b"", None, b"").await;
    assert_eq!(empty.code(), "empty");

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
        (answer.status, answer.code().as_str()),
        (404, "unknown_document")
    );
    assert_eq!(held(&answer), None);
    let token = format!("Bearer {}", office.joined.token);
    let headers = [("authorization", token.as_str())];
    let check = async |audience: &str, name: &str, want: &str| {
        let path = format!("/api/productions/p/documents/{audience}/blobs/{name}");
        let answer = ask_with(relay.port, "GET", &path, &headers, b"").await;
        assert_eq!(answer.code(), want, "{path}");
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

#[tokio::test]
async fn a_device_that_is_put_out_while_it_brings_a_file_brings_none() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let checks = [
        (None, (401, "not_signed_in")),
        (Some("guest"), (403, "not_allowed")),
    ];
    let bytes = photo(1, 500);
    for (tag, (role, want)) in (10..).zip(checks) {
        let crew = office.brings(&relay, Role::Crew, None, tag).await;
        let token = format!("Bearer {}", crew.joined.token);
        let headers = [("authorization", token.as_str())];
        let path = address("p", "floor", &bytes);
        let half = halfway(relay.port, "PUT", &path, &headers, bytes.clone()).await;
        let device = format!("devices/{}", crew.joined.device);
        match role {
            Some(role) => {
                let lower = Some(json!({"role": role}));
                assert_eq!(office.calls("PATCH", &device, lower).await.0, 200);
            }
            None => assert_eq!(office.calls("DELETE", &device, None).await.0, 204),
        }
        let answer = half.finish().await;
        assert_eq!((answer.status, answer.code().as_str()), want);
        assert_eq!(gets(&office, "floor", &bytes).await.status, 404);
    }
    assert_eq!(brings(&office, "floor", &bytes).await.status, 201);
}

#[tokio::test]
async fn one_device_cannot_fill_the_room_by_announcing() {
    let flags = ["--max-begun-blobs", "3", "--max-begun-blobs-mib", "2"];
    let relay = TestRelay::start(&flags);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let crew = office.brings(&relay, Role::Crew, None, 2).await;
    let mib = 1024 * 1024;
    let check = async |device: &Device, seed: u8, total: usize, want: (u16, &str)| {
        let answer = announces(device, &photo(seed, 200), total).await;
        let found = (answer.status, answer.code());
        assert_eq!((found.0, found.1.as_str()), want, "{seed} {total}");
        answer
    };
    let refused = (429, "many_begun");
    // Their number.
    for seed in 1..=3 {
        check(&crew, seed, 200, (202, "")).await;
    }
    let answer = check(&crew, 4, 200, refused).await;
    assert_eq!(answer.header("retry-after"), Some("60"));
    // What is there goes on, and another device begins as it likes.
    check(&crew, 1, 200, (202, "")).await;
    check(&office, 5, 200, (202, "")).await;
    assert_eq!(brings(&crew, "floor", &photo(1, 200)).await.status, 201);
    check(&crew, 4, 200, (202, "")).await;
    // Their bytes; one alone may be as large as any.
    for seed in 2..=4 {
        assert_eq!(brings(&crew, "floor", &photo(seed, 200)).await.status, 201);
    }
    check(&crew, 6, mib + 1, (202, "")).await;
    check(&crew, 7, mib, refused).await;
    check(&crew, 7, mib - 1, (202, "")).await;
    let lead = office.brings(&relay, Role::Lead, None, 3).await;
    check(&lead, 8, 3 * mib, (202, "")).await;
    check(&lead, 9, 200, refused).await;
    // The same file, said to be of another size, takes no second place, and is bounded too.
    check(&crew, 7, mib, refused).await;
    check(&crew, 7, 200, (202, "")).await;
}

#[tokio::test]
async fn what_nobody_goes_on_with_makes_room_and_a_slow_phone_keeps_its_place() {
    let flags = ["--max-begun-blobs", "2", "--max-blobs-mib", "1"];
    let relay = TestRelay::start(&flags);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let crew = office.brings(&relay, Role::Crew, None, 2).await;
    let (slow, left, next) = (photo(1, 300), photo(2, 300), photo(3, 300));
    let is_held = async |of: &[u8]| {
        let asked = asks(&office, "HEAD", "floor", of, None, b"").await;
        held(&asked).map(str::to_owned)
    };
    for bytes in [&slow, &left] {
        assert_eq!(announces(&crew, bytes, 300).await.status, 202);
    }
    let minutes_50 = "UPDATE blobs SET moved_ms = moved_ms - 50 * 60000";
    sql(&relay, minutes_50).await;
    assert_eq!(announces(&crew, &next, 300).await.status, 429);
    // A piece after a long while.
    let range = "bytes 100-199/300";
    let piece = &slow[100..200];
    let moved = asks(&crew, "PUT", "floor", &slow, Some(range), piece).await;
    assert_eq!((moved.status, held(&moved)), (202, Some("200")));
    sql(&relay, minutes_50).await;
    assert_eq!(announces(&crew, &next, 300).await.status, 202);
    assert_eq!(is_held(&slow).await.as_deref(), Some("200"));
    assert_eq!(is_held(&left).await.as_deref(), Some("0"));
    let range = "bytes 200-299/300";
    let last = asks(&crew, "PUT", "floor", &slow, Some(range), &slow[200..]).await;
    assert_eq!(last.status, 201);

    // The production's room likewise, whoever announced what fills it.
    let large = photo(4, 300);
    let most = 1024 * 1024 - 300 - 300;
    assert_eq!(announces(&crew, &large, most).await.status, 202);
    assert_eq!(brings(&office, "floor", &left).await.code(), "blobs_full");
    sql(&relay, minutes_50).await;
    assert_eq!(brings(&office, "floor", &left).await.code(), "blobs_full");
    sql(&relay, minutes_50).await;
    assert_eq!(brings(&office, "floor", &left).await.status, 201);
    assert_eq!(gets(&office, "floor", &slow).await.body, slow);
}
