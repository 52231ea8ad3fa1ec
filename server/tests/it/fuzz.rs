//! Garbage: a million frames through the session in process, some thousand over sockets.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes as Frame;
use clap::Parser;
use relay::options::ServeOptions;
use relay::relay::Relay;
use relay::session::{End, Gone, Outlet, Session};
use relay::store::Store;
use relay::writer::{self, Pushes};
use shared::access::{Audience, Role, Standing};
use shared::id::{DeviceTag, DocId, Id};
use shared::wire::{Bytes, Closing, Cursor, FromRelay, PROTOCOL, ToRelay, decode, encode};
use tokio::sync::watch;

use crate::harness::{Author, Device, Line, TestRelay, compressed, doc};

/// A small generator with a seed (xorshift64*): a failure is found again by its number.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most)).map(|_| self.next() as u8).collect()
    }

    fn flip(&mut self, frame: &mut Vec<u8>) {
        for _ in 0..1 + self.below(3) {
            if frame.is_empty() {
                return;
            }
            let at = self.below(frame.len());
            match self.below(5) {
                0 => frame[at] ^= 1 << self.below(8),
                1 => frame[at] = self.next() as u8,
                2 => frame.truncate(at),
                3 => frame.insert(at, self.next() as u8),
                _ => {
                    let to = at + self.below(frame.len() - at);
                    let part = frame[at..to].to_vec();
                    frame.extend(part);
                }
            }
        }
    }
}

/// Real frames to start from, of every kind and of several documents.
fn seeds(production: &Id, token: &str, tag: DeviceTag) -> Vec<Vec<u8>> {
    let mut author = Author::of(tag, 200);
    let own = author.writes_many(3);
    let foreign = Author::of(DeviceTag([99; 8]), 1).writes("foreign");
    let floor = doc(production, "floor");
    let cursor = Cursor {
        epoch: Id::new("e"),
        sequence: 7,
        hash: Some(shared::chunk::ChunkHash([3; 32])),
    };
    let mut frames = vec![ToRelay::Ping];
    for audience in ["plan", "floor", "office", "personal:sam", "personal:x"] {
        let document = doc(production, audience);
        frames.push(ToRelay::Pull {
            document: document.clone(),
            cursor: None,
        });
        frames.push(ToRelay::Pull {
            document: document.clone(),
            cursor: Some(cursor.clone()),
        });
        frames.push(ToRelay::Push {
            document,
            batch: 3,
            chunks: vec![foreign.clone()],
        });
    }
    let batches: [Vec<Bytes>; 4] = [
        vec![],
        vec![compressed()],
        vec![own[2].clone()],
        vec![Bytes::from(vec![0; 300])],
    ];
    for chunks in batches {
        frames.push(ToRelay::Push {
            document: floor.clone(),
            batch: 9,
            chunks,
        });
    }
    frames.push(ToRelay::Hello {
        protocol: PROTOCOL,
        production: production.clone(),
        token: token.to_owned(),
        cursors: vec![(floor, cursor)],
        build: String::new(),
        parts: true,
    });
    frames.iter().map(encode).collect()
}

fn garbage(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    if dice.below(4) == 0 {
        return dice.bytes(400);
    }
    let mut frame = seeds[dice.below(seeds.len())].clone();
    dice.flip(&mut frame);
    frame
}

#[derive(Default)]
struct Ear(Vec<Frame>);

impl Outlet for Ear {
    async fn send(&mut self, frame: Frame) -> Result<(), Gone> {
        self.0.push(frame);
        Ok(())
    }
}

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    serve: ServeOptions,
}

/// The log of every document, as it stands in the file.
async fn standing_of(store: &Store) -> Vec<(i64, Vec<u8>)> {
    let mut conn = store.read().await.unwrap();
    sqlx::query_as("SELECT last_sequence, heads FROM documents ORDER BY id")
        .fetch_all(&mut *conn)
        .await
        .unwrap()
}

async fn add_device(relay: &Relay, production: &Id) -> relay::store::DeviceRow {
    use relay::store::{devices, documents, productions};
    let device = relay::store::DeviceRow {
        id: Id::new("device"),
        production: production.clone(),
        tag: DeviceTag([2; 8]),
        label: "fuzz".to_owned(),
        standing: Standing {
            role: Role::Crew,
            person: Some(Id::new("sam")),
            script: false,
        },
        joined_ms: 0,
        seen_ms: None,
        revoked_ms: None,
    };
    let mut conn = relay.store.write().await;
    productions::create(&mut conn, production, "T", &Id::new("e"), 0)
        .await
        .unwrap();
    let own = Audience::Personal(Id::new("sam"));
    documents::create(&mut conn, production, &own)
        .await
        .unwrap();
    let hash = relay::secret::hash_of("token");
    devices::insert(&mut conn, &device, &hash).await.unwrap();
    device
}

/// `CALLBOARD_FUZZ_FRAMES` takes another number than a million.
#[test]
fn a_million_frames_of_garbage_store_nothing() {
    let frames: usize = std::env::var("CALLBOARD_FUZZ_FRAMES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(1_000_000);
    let threads = 2;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async move {
        let folder = tempfile::TempDir::new().unwrap();
        let data = folder.path().to_str().unwrap();
        let limits = [
            "--push-burst",
            "4000000000",
            "--pushes-per-second",
            "4000000000",
        ];
        let flags = Flags::parse_from(["fuzz", "--data", data].into_iter().chain(limits));
        let store = Store::open(&flags.serve.data).await.unwrap();
        let (pushes, queue) = Pushes::new(64);
        let relay = Arc::new(Relay::new(flags.serve, store, pushes, None));
        let (_stop, closing) = watch::channel(false);
        tokio::spawn(writer::run(relay.clone(), queue, closing));
        let production = Id::new("p");
        let device = add_device(&relay, &production).await;
        let before = standing_of(&relay.store).await;
        let started = Instant::now();
        let tasks = (0..threads as u64).map(|n| {
            let task = garble(relay.clone(), device.tag, 0x5eed + n, frames / threads);
            tokio::spawn(task)
        });
        let mut ended = 0;
        for task in tasks.collect::<Vec<_>>() {
            ended += task.await.unwrap();
        }
        println!(
            "{frames} frames, {ended} sessions ended, {:?}",
            started.elapsed()
        );
        assert_eq!(
            before,
            standing_of(&relay.store).await,
            "something was stored"
        );
        assert!(started.elapsed() < Duration::from_secs(300));
    });
}

async fn garble(relay: Arc<Relay>, tag: DeviceTag, seed: u64, frames: usize) -> usize {
    let production = Id::new("p");
    let seeds = seeds(&production, "token", tag);
    let hello = seeds.last().unwrap().clone();
    let mut dice = Dice(seed);
    let mut ended = 0;
    let mut session = Session::new(relay.clone());
    let mut ear = Ear::default();
    for n in 0..frames {
        // Most sessions are signed in: that is where there is something to break.
        if session.socket().is_none() && dice.below(4) > 0 {
            session.handle(&hello, &mut ear).await.unwrap();
        }
        let frame = garbage(&mut dice, &seeds);
        let mut end = session.handle(&frame, &mut ear).await;
        if end.is_ok() && n % 16 == 0 {
            end = session.drain(&mut ear).await;
        }
        for said in ear.0.drain(..) {
            let said: FromRelay = decode(&said).expect("every answer is a frame");
            let what = format!("seed {seed} frame {n}: {said:?}");
            assert!(!matches!(said, FromRelay::Deliver { .. }), "{what}");
            if let FromRelay::Accepted { sequences, .. } = said {
                assert!(sequences.is_empty(), "{what}");
            }
        }
        if let Err(end) = end {
            let typed = matches!(
                end,
                End::Close(
                    Closing::Malformed
                        | Closing::Revoked
                        | Closing::UnknownProduction
                        | Closing::ProtocolTooOld
                        | Closing::ProtocolTooNew
                )
            );
            assert!(typed, "seed {seed} frame {n}: {end:?}");
            ended += 1;
            // A session holds nothing that a bad frame could spoil, so that most go on:
            // signing in a million times would only test SQLite.
            if dice.below(16) == 0 {
                session = Session::new(relay.clone());
            }
        }
    }
    ended
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_frames_of_garbage_over_sockets_leave_it_running() {
    let mut relay = TestRelay::start(&["--push-burst", "1000000"]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let sam = office.brings(&relay, Role::Crew, Some("sam"), 2).await;
    let mut office_line = office.online().await;
    let before = all(&mut office_line, &office.production).await;
    let seeds = seeds(&sam.production, &sam.joined.token, sam.tag);
    let mut tasks = Vec::new();
    for seed in 1..=4u64 {
        let (sam, seeds) = (sam.clone(), seeds.clone());
        tasks.push(tokio::spawn(async move {
            let mut dice = Dice(seed);
            let mut sent = 0;
            while sent < 2_500 {
                let mut line = Line::connect(sam.port).await;
                if dice.below(5) > 0 {
                    line.hello(&sam, vec![]).await;
                }
                for _ in 0..20 {
                    let frame = garbage(&mut dice, &seeds);
                    sent += 1;
                    line.send_bytes(frame).await;
                }
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert!(relay.is_alive());
    assert!(!relay.said().contains("panicked"), "{}", relay.said());
    assert_eq!(before, all(&mut office_line, &office.production).await);
    let floor = doc(&sam.production, "floor");
    let mut author = sam.author(1);
    let pushed = sam
        .online()
        .await
        .pushes(&floor, vec![author.writes("still here")])
        .await;
    assert_eq!(pushed, Ok(vec![2]));
}

async fn all(line: &mut Line, production: &Id) -> Vec<(DocId, u64)> {
    line.settle().await;
    let mut all = Vec::new();
    for audience in ["plan", "floor", "script", "office", "personal:sam"] {
        let document = doc(production, audience);
        let last = line.pulls(&document, None).await.last();
        all.push((document, last));
    }
    all
}
