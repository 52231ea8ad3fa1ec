//! What the log takes and what it refuses; a refused push stores nothing.

use shared::access::Role;
use shared::chunk::CHUNK_MAX_BYTES;
use shared::wire::{Bytes, FromRelay, PUSH_MAX_CHUNKS, Refusal};

use crate::harness::{Author, Device, Line, TestRelay, compressed, doc, genesis};

struct Set {
    relay: TestRelay,
    office: Device,
    sam: Device,
    line: Line,
}

async fn set() -> Set {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let sam = office.brings(&relay, Role::Crew, Some("sam"), 2).await;
    let line = sam.online().await;
    Set {
        relay,
        office,
        sam,
        line,
    }
}

impl Set {
    /// Pushes to the floor, and makes sure that a refusal stored nothing.
    async fn refuses(&mut self, chunks: Vec<Bytes>, code: Refusal, chunk: Option<u32>) {
        let floor = doc(&self.office.production, "floor");
        let before = self.line.pulls(&floor, None).await;
        let pushed = self.line.pushes(&floor, chunks).await;
        assert_eq!(pushed, Err((code, chunk)));
        let after = self.line.pulls(&floor, None).await;
        assert_eq!(before.chunks, after.chunks);
        assert_eq!(before.heads, after.heads);
    }
}

#[tokio::test]
async fn a_push_is_in_order_and_its_retry_is_free() {
    let mut set = set().await;
    let floor = doc(&set.office.production, "floor");
    let mut office_line = set.office.online().await;
    let mut author = set.sam.author(1);
    let chunks = author.writes_many(3);
    let first = set.line.pushes(&floor, chunks.clone()).await;
    assert_eq!(first, Ok(vec![2, 3, 4]));
    assert_eq!(set.line.pushes(&floor, chunks.clone()).await, first);
    // Some known, one new, one twice.
    let new = author.writes("new");
    let mixed = vec![
        chunks[1].clone(),
        new.clone(),
        new.clone(),
        chunks[0].clone(),
    ];
    assert_eq!(set.line.pushes(&floor, mixed).await, Ok(vec![3, 5, 5, 2]));
    let delivered: Vec<Vec<u64>> = office_line
        .settle()
        .await
        .into_iter()
        .map(|frame| match frame {
            FromRelay::Deliver { chunks, .. } => chunks.iter().map(|c| c.sequence).collect(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        delivered,
        [vec![2, 3, 4], vec![5]],
        "a retry is delivered to nobody"
    );
    let tail = office_line.pulls(&floor, None).await;
    assert_eq!(tail.heads, author.heads());
}

#[tokio::test]
async fn damaged_compressed_and_garbage_chunks_are_refused() {
    let mut set = set().await;
    let mut author = set.sam.author(1);
    let good = author.writes("good");
    let mut flipped = author.writes("bad");
    let last = flipped.len() - 1;
    flipped[last] ^= 1;
    set.refuses(vec![good.clone(), flipped], Refusal::Damaged, Some(1))
        .await;
    set.refuses(vec![compressed()], Refusal::Compressed, Some(0))
        .await;
    set.refuses(vec![Bytes::from(vec![])], Refusal::Damaged, Some(0))
        .await;
    set.refuses(
        vec![Bytes::from(b"hello".to_vec())],
        Refusal::Damaged,
        Some(0),
    )
    .await;
    // A whole document is not a change.
    let whole = Bytes::from(author.doc.save());
    set.refuses(vec![whole], Refusal::Damaged, Some(0)).await;
    // The checksum is right, but what it covers cannot be decoded by any device.
    set.refuses(
        vec![resealed(&good, |body| body.truncate(body.len() - 3))],
        Refusal::Damaged,
        Some(0),
    )
    .await;
}

/// Changes what the checksum covers and makes it right again.
fn resealed(chunk: &[u8], change: impl Fn(&mut Vec<u8>)) -> Bytes {
    use sha2::{Digest, Sha256};
    assert!(chunk[9] < 0x80, "a length of one byte");
    let mut body = chunk[10..].to_vec();
    change(&mut body);
    let mut hashed = vec![chunk[8], u8::try_from(body.len()).unwrap()];
    hashed.extend(body);
    let mut bytes = chunk[..4].to_vec();
    bytes.extend(&Sha256::digest(&hashed)[..4]);
    bytes.extend(hashed);
    Bytes::from(bytes)
}

#[tokio::test]
async fn counters_that_would_spoil_the_document_are_refused() {
    let mut set = set().await;
    let mut author = set.sam.author(1);
    let good = author.writes("good");
    // deps count, one dep, actor length, actor, seq, then start_op.
    let at = 1 + 32 + 1 + 16 + 1;
    // Two bytes of seven bits each, the low ones first: the genesis has 256 operations.
    let start_op = |n: u16| [(n & 0x7f) as u8 | 0x80, (n >> 7) as u8];
    assert_eq!(good[10 + at..][..2], start_op(257), "behind the genesis");
    for bad in [255, 512] {
        let bad = resealed(&good, |body| {
            body[at..at + 2].copy_from_slice(&start_op(bad))
        });
        set.refuses(vec![bad], Refusal::Damaged, Some(0)).await;
    }
}

#[tokio::test]
async fn a_document_that_begins_otherwise_is_refused() {
    let relay = TestRelay::start(&[]);
    // Attached, and no document has a change yet.
    let office = Device::attach(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let mut line = office.online().await;
    let refused = Err((Refusal::NotGenesis, Some(0)));
    for actor in [[0; 16], office.tag.actor([1; 8])] {
        let first = Author::with_actor(actor).writes("another beginning");
        assert_eq!(line.pushes(&plan, vec![first]).await, refused);
    }
    assert_eq!(line.pushes(&plan, vec![genesis()]).await, Ok(vec![1]));
    let second = Author::with_actor(office.tag.actor([2; 8])).writes("a second beginning");
    assert_eq!(line.pushes(&plan, vec![second]).await, refused);
}

#[tokio::test]
async fn large_chunks_and_pushes_are_refused() {
    let mut set = set().await;
    let mut author = set.sam.author(1);
    let large = author.writes(&"x".repeat(CHUNK_MAX_BYTES));
    set.refuses(vec![large], Refusal::TooLarge, Some(0)).await;
    let many = vec![genesis(); PUSH_MAX_CHUNKS + 1];
    set.refuses(many, Refusal::TooLarge, None).await;
    let mut author = set.sam.author(2);
    let heavy = (0..3)
        .map(|_| author.writes(&"x".repeat(2 * 1024 * 1024)))
        .collect();
    set.refuses(heavy, Refusal::TooLarge, None).await;
    let mut author = set.sam.author(3);
    let just = author.writes(&"x".repeat(CHUNK_MAX_BYTES - 1000));
    let floor = doc(&set.office.production, "floor");
    assert_eq!(set.line.pushes(&floor, vec![just]).await, Ok(vec![2]));
}

#[tokio::test]
async fn a_chunk_waits_for_what_it_depends_on() {
    let mut set = set().await;
    let floor = doc(&set.office.production, "floor");
    let mut author = set.sam.author(1);
    let chunks = author.writes_many(3);
    let gap = vec![chunks[0].clone(), chunks[2].clone()];
    set.refuses(gap, Refusal::MissingDependency, Some(1)).await;
    set.refuses(vec![chunks[1].clone()], Refusal::MissingDependency, Some(0))
        .await;
    let wrong_order = vec![chunks[1].clone(), chunks[0].clone()];
    set.refuses(wrong_order, Refusal::MissingDependency, Some(0))
        .await;
    assert_eq!(set.line.pushes(&floor, chunks).await, Ok(vec![2, 3, 4]));
}

#[tokio::test]
async fn an_actor_that_forked_is_refused_and_a_fresh_one_is_not() {
    let mut set = set().await;
    let floor = doc(&set.office.production, "floor");
    let mut author = set.sam.author(1);
    let mut rolled_back = set.sam.author(1);
    let kept = author.writes("kept");
    set.line.pushes(&floor, vec![kept.clone()]).await.unwrap();
    let forked = rolled_back.writes("another");
    set.refuses(vec![forked], Refusal::ForkedActor, Some(0))
        .await;
    let mut fresh = set.sam.author(2);
    fresh.reads(&kept);
    let both = vec![kept, fresh.writes("fresh")];
    assert_eq!(set.line.pushes(&floor, both).await, Ok(vec![2, 3]));
}

#[tokio::test]
async fn nobody_writes_as_another_device() {
    let mut set = set().await;
    let mut forger = set.office.author(1);
    let forged = forger.writes("signed: the office");
    set.refuses(vec![forged.clone()], Refusal::ForeignActor, Some(0))
        .await;
    let mut nobody = Author::with_actor([0; 16]);
    nobody.reads(&genesis());
    let second = nobody.writes("a second genesis");
    set.refuses(vec![second], Refusal::ForeignActor, Some(0))
        .await;
    // The office may bring what others wrote: a bundle, or what a relay lost.
    let floor = doc(&set.office.production, "floor");
    let mut sams = set.sam.author(1);
    let mut office_line = set.office.online().await;
    let brought = office_line
        .pushes(&floor, vec![sams.writes("brought")])
        .await;
    assert_eq!(brought, Ok(vec![2]));
    // And once it is in the log, anyone may name it.
    office_line
        .pushes(&floor, vec![forged.clone()])
        .await
        .unwrap();
    assert_eq!(set.line.pushes(&floor, vec![forged]).await, Ok(vec![3]));
}

#[tokio::test]
async fn an_actor_is_sixteen_bytes() {
    let mut set = set().await;
    for length in [9, 15, 17, 8192] {
        let mut actor = vec![1; length];
        actor[..8].copy_from_slice(&set.sam.tag.0);
        let mut author = set.sam.author(1);
        author.doc.set_actor(automerge::ActorId::from(actor));
        let chunk = author.writes("much to keep");
        set.refuses(vec![chunk.clone()], Refusal::ForeignActor, Some(0))
            .await;
        // Nor does the office bring it.
        let floor = doc(&set.office.production, "floor");
        let brought = set.office.online().await.pushes(&floor, vec![chunk]).await;
        assert_eq!(brought, Err((Refusal::ForeignActor, Some(0))));
    }
}

#[tokio::test]
async fn documents_that_do_not_exist_are_not_made_by_pushing() {
    let mut set = set().await;
    let chunk = || vec![genesis()];
    let you = doc(&set.office.production, "personal:you");
    let refused = set.line.pushes(&you, chunk()).await;
    assert_eq!(refused, Err((Refusal::NotAllowed, None)));
    let elsewhere = doc(&shared::id::Id::new("q"), "floor");
    let refused = set.line.pushes(&elsewhere, chunk()).await;
    assert_eq!(refused, Err((Refusal::NotAllowed, None)));
    let mut office_line = set.office.online().await;
    let refused = office_line.pushes(&elsewhere, chunk()).await;
    assert_eq!(refused, Err((Refusal::NotAllowed, None)));
    // The office opens a person's document by writing to it; a refused push does not.
    let refused = office_line.pushes(&you, vec![Bytes::from(vec![1])]).await;
    assert_eq!(refused, Err((Refusal::Damaged, Some(0))));
    let (_, opening) = set.office.online_with(vec![]).await;
    assert!(!opening.documents.contains_key(&you));
    assert_eq!(office_line.pushes(&you, chunk()).await, Ok(vec![1]));
    let (_, opening) = set.office.online_with(vec![]).await;
    assert!(opening.documents.contains_key(&you));
}

#[tokio::test]
async fn a_push_cut_in_the_middle_of_a_frame_stores_nothing() {
    use tokio::io::AsyncWriteExt;
    let mut set = set().await;
    let floor = doc(&set.office.production, "floor");
    let mut author = set.sam.author(1);
    let frame = shared::wire::encode(&shared::wire::ToRelay::Push {
        document: floor.clone(),
        batch: 1,
        chunks: author.writes_many(100),
    });
    for cut in [1, 10, frame.len() / 2, frame.len() - 1] {
        let mut line = set.sam.online().await;
        let tokio_tungstenite::MaybeTlsStream::Plain(stream) = line.wire.get_mut() else {
            panic!("a plain stream")
        };
        let mut bytes = vec![0x82, 0xff];
        bytes.extend((frame.len() as u64).to_be_bytes());
        bytes.extend([0, 0, 0, 0]);
        bytes.extend(&frame[..cut]);
        stream.write_all(&bytes).await.unwrap();
        stream.flush().await.unwrap();
        drop(line);
    }
    assert_eq!(set.line.pulls(&floor, None).await.last(), 1);
    assert!(set.relay.is_alive());
}
