//! Measures a relay on this machine, over loopback, as JSON lines (DESIGN 9):
//! memory of idle sockets, latency of one change to 300 others, and a day's catch-up.
//!
//! `cargo run --release -p server --example relaybench -- --relay target/release/callboard`

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, Change, ROOT};
use clap::Parser;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use shared::engine::replica::GENESIS;
use shared::id::{DeviceTag, DocId, Id};
use shared::wire::{Bytes, Cursor, FromRelay, PROTOCOL, ToRelay, decode, encode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

#[derive(Parser)]
struct Options {
    /// The relay's binary
    #[arg(long, default_value = "target/release/callboard")]
    relay: PathBuf,
    /// Idle sockets
    #[arg(long, default_value_t = 5000)]
    idle: usize,
    /// Devices that listen while one writes
    #[arg(long, default_value_t = 300)]
    listeners: usize,
    /// Changes that are written, one each 200 ms
    #[arg(long, default_value_t = 50)]
    changes: usize,
    /// Changes of the day that was missed
    #[arg(long, default_value_t = 1100)]
    missed: usize,
    /// Times that the day is caught up
    #[arg(long, default_value_t = 50)]
    rounds: usize,
}

type Wire = WebSocketStream<MaybeTlsStream<TcpStream>>;

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let all = async {
            idle(&options).await?;
            fan_out(&options).await?;
            catch_up(&options).await
        };
        tokio::time::timeout(Duration::from_secs(300), all)
            .await
            .context("took too long")?
    })
}

struct Relay {
    child: Child,
    port: u16,
    _data: tempfile::TempDir,
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Relay {
    fn start(options: &Options) -> anyhow::Result<Self> {
        use std::io::BufRead;
        let data = tempfile::TempDir::new()?;
        let mut child = Command::new(&options.relay)
            .args(["serve", "--host", "127.0.0.1", "--port", "0"])
            .args([
                "--max-sockets",
                "20000",
                "--max-sockets-per-address",
                "20000",
                "--max-sockets-per-device",
                "20000",
            ])
            .args(["--pushes-per-second", "100000", "--push-burst", "100000"])
            .arg("--data")
            .arg(data.path())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} cannot be started", options.relay.display()))?;
        let stdout = child.stdout.take().context("no output")?;
        let mut line = String::new();
        std::io::BufReader::new(stdout).read_line(&mut line)?;
        let port = line.trim().rsplit(':').next().context("no port")?.parse()?;
        Ok(Self {
            child,
            port,
            _data: data,
        })
    }

    /// Resident memory in bytes, as Linux counts it.
    fn memory(&self) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kib: u64 = line
            .and_then(|line| line.split_whitespace().nth(1))
            .context("no VmRSS")?
            .parse()?;
        Ok(kib * 1024)
    }

    async fn attach(&self) -> anyhow::Result<String> {
        let body = json!({"production": "p", "title": "Bench", "person": null,
            "device": {"tag": vec![1u8; 8], "label": "bench"}})
        .to_string();
        let request = format!(
            "POST /api/productions HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        let body = answer.split("\r\n\r\n").nth(1).context("no body")?;
        let joined: Value = serde_json::from_str(body)?;
        Ok(joined["token"].as_str().context("no token")?.to_owned())
    }

    async fn connect(&self, token: &str, cursors: Vec<(DocId, Cursor)>) -> anyhow::Result<Wire> {
        let config = WebSocketConfig::default()
            .read_buffer_size(4096)
            .write_buffer_size(0)
            .max_message_size(None)
            .max_frame_size(None);
        let url = format!("ws://127.0.0.1:{}/sync", self.port);
        let (mut wire, _) = connect_async_with_config(url, Some(config), true).await?;
        let hello = ToRelay::Hello {
            protocol: PROTOCOL,
            production: Id::new("p"),
            token: token.to_owned(),
            cursors,
            build: "bench".to_owned(),
            parts: true,
        };
        wire.send(Message::binary(encode(&hello))).await?;
        Ok(wire)
    }
}

async fn next(wire: &mut Wire) -> anyhow::Result<FromRelay> {
    loop {
        match wire.next().await.context("closed")?? {
            Message::Binary(bytes) => return decode(&bytes).context("not a frame"),
            Message::Close(_) => bail!("closed"),
            _ => {}
        }
    }
}

/// Reads until the tails of all four documents were there.
async fn read_tails(wire: &mut Wire) -> anyhow::Result<Vec<FromRelay>> {
    let mut tails = Vec::new();
    let mut whole = 0;
    while whole < 4 {
        let frame = next(wire).await?;
        if let FromRelay::Tail { more, .. } = &frame {
            whole += usize::from(!more);
            tails.push(frame);
        }
    }
    Ok(tails)
}

async fn push(wire: &mut Wire, batch: u64, chunks: Vec<Bytes>) -> anyhow::Result<()> {
    let frame = ToRelay::Push {
        document: floor(),
        batch,
        chunks,
    };
    wire.send(Message::binary(encode(&frame))).await?;
    loop {
        match next(wire).await? {
            FromRelay::Accepted { batch: of, .. } if of == batch => return Ok(()),
            FromRelay::Refused { code, .. } => bail!("refused: {code:?}"),
            _ => {}
        }
    }
}

fn floor() -> DocId {
    DocId::new(&Id::new("p"), shared::access::Audience::Floor)
}

struct Author(Automerge, u64);

impl Author {
    /// Begins the document as every document begins, so that all else can rest on that.
    async fn begin(wire: &mut Wire) -> anyhow::Result<Self> {
        push(wire, u64::MAX, vec![Bytes::from(GENESIS.to_vec())]).await?;
        let actor = DeviceTag([1; 8]).actor([1; 8]);
        let mut doc = Automerge::new().with_actor(ActorId::from(actor));
        doc.apply_changes([Change::from_bytes(GENESIS.to_vec())?])?;
        Ok(Self(doc, 0))
    }

    fn write(&mut self) -> anyhow::Result<Bytes> {
        self.1 += 1;
        let mut tx = self.0.transaction();
        let value = format!("out of the chair at 06:{:02}, call {}", self.1 % 60, self.1);
        tx.put(ROOT, format!("person {}", self.1 % 97), value)?;
        tx.commit_with(CommitOptions::default().with_time(1_700_000_000_000));
        let change = self.0.get_last_local_change().context("no change")?;
        Ok(Bytes::from(change.raw_bytes().to_vec()))
    }
}

async fn idle(options: &Options) -> anyhow::Result<()> {
    let relay = Arc::new(Relay::start(options)?);
    let token = relay.attach().await?;
    let mut first = relay.connect(&token, vec![]).await?;
    read_tails(&mut first).await?;
    let before = relay.memory()?;
    let started = Instant::now();
    let mut wires = Vec::with_capacity(options.idle);
    while wires.len() < options.idle {
        let some = (0..50.min(options.idle - wires.len())).map(|_| async {
            let mut wire = relay.connect(&token, vec![]).await?;
            read_tails(&mut wire).await?;
            anyhow::Ok(wire)
        });
        wires.extend(futures_util::future::try_join_all(some).await?);
    }
    let connected = started.elapsed();
    // What the allocator gives back, it gives back by now.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let after = relay.memory()?;
    let each = after.saturating_sub(before) / options.idle.max(1) as u64;
    println!(
        "{}",
        json!({"bench": "idle", "sockets": options.idle, "rss_before_bytes": before,
            "rss_bytes": after, "bytes_per_socket": each,
            "connect_all_ms": connected.as_millis() as u64})
    );
    Ok(())
}

fn percentile(sorted: &[Duration], percent: usize) -> f64 {
    let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted
        .get(at)
        .map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

async fn fan_out(options: &Options) -> anyhow::Result<()> {
    let relay = Relay::start(options)?;
    let token = relay.attach().await?;
    let (times, mut arrived) = mpsc::unbounded_channel::<Instant>();
    let mut wire = relay.connect(&token, vec![]).await?;
    read_tails(&mut wire).await?;
    let mut author = Author::begin(&mut wire).await?;
    for _ in 0..options.listeners {
        let mut wire = relay.connect(&token, vec![]).await?;
        read_tails(&mut wire).await?;
        let times = times.clone();
        tokio::spawn(async move {
            while let Ok(frame) = next(&mut wire).await {
                if matches!(frame, FromRelay::Deliver { .. }) && times.send(Instant::now()).is_err()
                {
                    return;
                }
            }
        });
    }
    let mut delays = Vec::new();
    let mut accepted = Vec::new();
    for batch in 0..options.changes as u64 {
        let chunk = author.write()?;
        let sent = Instant::now();
        push(&mut wire, batch, vec![chunk]).await?;
        accepted.push(sent.elapsed());
        for _ in 0..options.listeners {
            let at = arrived.recv().await.context("nobody listens")?;
            delays.push(at.duration_since(sent));
        }
        let pause = Duration::from_millis(200).saturating_sub(sent.elapsed());
        tokio::time::sleep(pause).await;
    }
    delays.sort();
    accepted.sort();
    println!(
        "{}",
        json!({"bench": "fan_out", "listeners": options.listeners, "changes": options.changes,
            "p50_ms": percentile(&delays, 50), "p99_ms": percentile(&delays, 99),
            "max_ms": percentile(&delays, 100), "accepted_p50_ms": percentile(&accepted, 50),
            "accepted_p99_ms": percentile(&accepted, 99)})
    );
    Ok(())
}

async fn catch_up(options: &Options) -> anyhow::Result<()> {
    let relay = Relay::start(options)?;
    let token = relay.attach().await?;
    let mut wire = relay.connect(&token, vec![]).await?;
    read_tails(&mut wire).await?;
    let mut author = Author::begin(&mut wire).await?;
    let started = Instant::now();
    let mut batch = 0;
    let mut left = options.missed;
    while left > 0 {
        let some = left.min(500);
        let chunks = (0..some)
            .map(|_| author.write())
            .collect::<anyhow::Result<_>>()?;
        push(&mut wire, batch, chunks).await?;
        batch += 1;
        left -= some;
    }
    let pushed = started.elapsed();
    let (mut times, mut bytes, mut frames) = (Vec::new(), 0, 0);
    for _ in 0..options.rounds {
        // From hello to the last tail: the connection itself is not the relay's doing.
        let started = Instant::now();
        let mut wire = relay.connect(&token, vec![]).await?;
        let tails = read_tails(&mut wire).await?;
        times.push(started.elapsed());
        frames = tails.len();
        bytes = tails.iter().map(|tail| encode(tail).len()).sum();
    }
    times.sort();
    println!(
        "{}",
        json!({"bench": "catch_up", "changes": options.missed, "tail_bytes": bytes,
            "frames": frames, "p50_ms": percentile(&times, 50), "p99_ms": percentile(&times, 99),
            "push_all_ms": pushed.as_millis() as u64})
    );
    Ok(())
}
