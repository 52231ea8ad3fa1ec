//! One WebSocket to the relay.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use shared::access::Access;
use shared::chunk::{ChunkHash, verify};
use shared::id::{DocId, Id};
use shared::wire::{
    Bytes, Closing, Cursor, FromRelay, Logged, PROTOCOL, Refusal, SnapshotPart, ToRelay, decode,
    encode,
};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Message, protocol::WebSocketConfig};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::Device;

const PATIENCE: Duration = Duration::from_secs(20);

pub struct Line {
    pub wire: WebSocketStream<MaybeTlsStream<TcpStream>>,
    batch: u64,
    /// Frames that came while something else was waited for.
    kept: VecDeque<FromRelay>,
}

/// What the relay said at once: the welcome and everything that lacked.
#[derive(Debug)]
pub struct Opening {
    pub epoch: Id,
    pub documents: BTreeMap<DocId, Access>,
    pub tails: BTreeMap<DocId, Tail>,
}

/// All pieces of one document's tail.
#[derive(Debug, Default)]
pub struct Tail {
    pub epoch: Option<Id>,
    pub snapshot: Option<(u64, Vec<u8>)>,
    pub snapshot_hash: Option<ChunkHash>,
    pub chunks: Vec<Logged>,
    pub heads: Vec<ChunkHash>,
    pub restart: bool,
    pub frames: u32,
}

impl Tail {
    pub fn last(&self) -> u64 {
        let snapshot = self.snapshot.as_ref().map_or(0, |(sequence, _)| *sequence);
        self.chunks.last().map_or(snapshot, |last| last.sequence)
    }

    pub fn cursor(&self) -> Cursor {
        let hash = self
            .chunks
            .last()
            .map(|last| verify(&last.bytes).unwrap().hash);
        Cursor {
            epoch: self.epoch.clone().unwrap(),
            sequence: self.last(),
            hash: hash.or(self.snapshot_hash),
        }
    }
}

impl Line {
    pub async fn connect(port: u16) -> Self {
        let config = WebSocketConfig::default()
            .max_message_size(None)
            .max_frame_size(None);
        let url = format!("ws://127.0.0.1:{port}/sync");
        let (wire, _) = connect_async_with_config(url, Some(config), true)
            .await
            .unwrap();
        Self {
            wire,
            batch: 0,
            kept: VecDeque::new(),
        }
    }

    pub async fn send(&mut self, frame: &ToRelay) {
        self.send_bytes(encode(frame)).await;
    }

    pub async fn send_bytes(&mut self, bytes: Vec<u8>) {
        // The relay may have closed already; what it said first is what counts.
        let _ = self.wire.send(Message::binary(bytes)).await;
    }

    /// The next frame, or nothing once the relay has closed.
    pub async fn read(&mut self) -> Option<FromRelay> {
        loop {
            let message = timeout(PATIENCE, self.wire.next())
                .await
                .expect("the relay says something");
            match message? {
                Ok(Message::Binary(bytes)) => {
                    return Some(decode(&bytes).expect("a frame of the relay"));
                }
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// The next frame that says something about documents or the session.
    pub async fn next(&mut self) -> FromRelay {
        if let Some(kept) = self.kept.pop_front() {
            return kept;
        }
        loop {
            match self.read().await.expect("the relay keeps the line open") {
                FromRelay::Present { .. } => {}
                frame => return frame,
            }
        }
    }

    /// Reads on until the relay says why it closes.
    pub async fn closing(&mut self) -> Closing {
        loop {
            match self.read().await {
                Some(FromRelay::Closed { code }) => return code,
                Some(_) => {}
                None => panic!("closed without a reason"),
            }
        }
    }

    /// Everything that waited for this device: two pings, since the first answer may
    /// overtake what waits.
    pub async fn settle(&mut self) -> Vec<FromRelay> {
        self.send(&ToRelay::Ping).await;
        self.send(&ToRelay::Ping).await;
        let mut all: Vec<FromRelay> = self.kept.drain(..).collect();
        let mut pongs = 0;
        while pongs < 2 {
            match self.read().await.expect("the relay keeps the line open") {
                FromRelay::Pong { .. } => pongs += 1,
                FromRelay::Present { .. } => {}
                frame => all.push(frame),
            }
        }
        all
    }

    pub async fn hello(&mut self, device: &Device, cursors: Vec<(DocId, Cursor)>) -> Opening {
        self.send(&Self::hello_of(device, cursors)).await;
        let FromRelay::Welcome {
            epoch, documents, ..
        } = self.next().await
        else {
            panic!("not a welcome");
        };
        let mut opening = Opening {
            epoch,
            documents: documents.into_iter().collect(),
            tails: BTreeMap::new(),
        };
        for document in opening.documents.keys().cloned().collect::<Vec<_>>() {
            let tail = self.read_tail(&document).await;
            opening.tails.insert(document, tail);
        }
        opening
    }

    pub fn hello_of(device: &Device, cursors: Vec<(DocId, Cursor)>) -> ToRelay {
        ToRelay::Hello {
            protocol: PROTOCOL,
            production: device.production.clone(),
            token: device.joined.token.clone(),
            cursors,
            build: "test".to_owned(),
            parts: true,
        }
    }

    pub async fn pulls(&mut self, document: &DocId, cursor: Option<Cursor>) -> Tail {
        let document = document.clone();
        self.send(&ToRelay::Pull {
            document: document.clone(),
            cursor,
        })
        .await;
        self.read_tail(&document).await
    }

    pub async fn read_tail(&mut self, of: &DocId) -> Tail {
        let mut tail = Tail::default();
        let mut kept = VecDeque::new();
        loop {
            match self.next().await {
                FromRelay::Tail {
                    document,
                    epoch,
                    snapshot,
                    snapshot_sequence,
                    snapshot_part,
                    snapshot_hash,
                    chunks,
                    more,
                    heads,
                    restart,
                } if document == *of => {
                    tail.frames += 1;
                    tail.epoch = Some(epoch);
                    tail.restart |= restart;
                    if let Some(snapshot) = snapshot {
                        let part = snapshot_part.unwrap_or(SnapshotPart {
                            at: 0,
                            of: snapshot.len() as u64,
                        });
                        if part.at == 0 {
                            tail.snapshot = Some((snapshot_sequence, Vec::new()));
                        }
                        let (sequence, bytes) = tail.snapshot.as_mut().expect("a first part");
                        assert_eq!(
                            (*sequence, bytes.len() as u64),
                            (snapshot_sequence, part.at)
                        );
                        bytes.extend_from_slice(&snapshot);
                        let is_whole = bytes.len() as u64 == part.of;
                        assert!(is_whole || (more && chunks.is_empty()));
                        tail.snapshot_hash = snapshot_hash;
                    }
                    tail.chunks.extend(chunks);
                    if !more {
                        tail.heads = heads;
                        self.kept.extend(kept);
                        return tail;
                    }
                    assert!(heads.is_empty());
                }
                other => kept.push_back(other),
            }
        }
    }

    /// Pushes and returns the sequences, or why it was refused.
    pub async fn pushes(
        &mut self,
        document: &DocId,
        chunks: Vec<Bytes>,
    ) -> Result<Vec<u64>, (Refusal, Option<u32>)> {
        let own = self.send_push(document, chunks).await;
        let mut kept = VecDeque::new();
        loop {
            match self.next().await {
                FromRelay::Accepted {
                    batch, sequences, ..
                } if batch == own => {
                    self.kept.extend(kept);
                    return Ok(sequences);
                }
                FromRelay::Refused {
                    batch, code, chunk, ..
                } if batch == own => {
                    self.kept.extend(kept);
                    return Err((code, chunk));
                }
                other => kept.push_back(other),
            }
        }
    }

    pub async fn send_push(&mut self, document: &DocId, chunks: Vec<Bytes>) -> u64 {
        self.batch += 1;
        self.send(&ToRelay::Push {
            document: document.clone(),
            batch: self.batch,
            chunks,
        })
        .await;
        self.batch
    }
}
