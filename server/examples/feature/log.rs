//! A relay's data folder, as it is after a compaction: one snapshot a document, and of the changes
//! that it stands for only those rows that answer cursors and new devices.

use std::path::Path;

use anyhow::Context;
use relay::secret::hash_of;
use relay::store::{DeviceRow, NewChunk, Snapshot, Store, chunks, devices, documents};
use relay::store::{productions, snapshots};
use shared::access::{Role, Standing};
use shared::engine::replica::GENESIS;
use shared::id::{DeviceTag, random_text};
use shared::log::{Checked, CheckedPlace, read_chunk};
use sqlx::SqliteConnection;

use crate::dice::Dice;
use crate::history::{Document, History};

/// Writes the folder anew and returns the token of a device of the office.
pub async fn write(history: &History, dice: &mut Dice, folder: &Path) -> anyhow::Result<String> {
    let _ = std::fs::remove_dir_all(folder);
    let store = Store::open(folder).await?;
    let token = random_text(&[dice.bytes(), dice.bytes(), dice.bytes()].concat());
    {
        let mut conn = store.write().await;
        let production = &history.production;
        let now_ms = history.now_ms;
        productions::create(&mut conn, production, "Salt Road", &dice.id(), now_ms).await?;
        let device = DeviceRow {
            id: dice.id(),
            production: production.clone(),
            tag: DeviceTag(dice.bytes()),
            label: "Office".to_owned(),
            standing: Standing {
                role: Role::Office,
                person: None,
                script: false,
            },
            joined_ms: now_ms,
            seen_ms: None,
            revoked_ms: None,
        };
        devices::insert(&mut conn, &device, &hash_of(&token)).await?;
        for (audience, document) in &history.documents {
            documents::create(&mut conn, production, audience).await?;
            let id = history.doc_id(audience);
            let row = documents::find(&mut conn, &id).await?;
            let row = row.with_context(|| format!("{id} was not made"))?;
            put(&mut conn, row, document)
                .await
                .with_context(|| id.to_string())?;
        }
    }
    store.close().await;
    Ok(token)
}

async fn put(
    conn: &mut SqliteConnection,
    mut row: documents::DocumentRow,
    document: &Document,
) -> anyhow::Result<()> {
    let checked = document
        .newest
        .iter()
        .map(|bytes| check(bytes))
        .collect::<anyhow::Result<Vec<Checked>>>()?;
    let first = document.changes - checked.len() as u64 + 1;
    // What a new device writes before the log has reached it rests on the first change of all.
    let genesis = (first > 1).then(|| check(GENESIS)).transpose()?;
    let rows: Vec<NewChunk> = genesis
        .iter()
        .zip(1..)
        .chain(checked.iter().zip(first..))
        .map(|(read, sequence)| NewChunk {
            sequence,
            read,
            bytes: &[],
        })
        .collect();
    chunks::append(conn, row.row, &rows).await?;
    row.heads = document.heads();
    row.last_sequence = document.changes;
    row.max_op = checked.iter().map(|c| c.max_op).max().unwrap_or(0);
    documents::advance(conn, &row).await?;
    let last = checked.last().context("an empty log")?;
    let snapshot = Snapshot {
        sequence: document.changes,
        hash: last.header.hash,
        heads: row.heads,
        bytes: document.save(),
    };
    Ok(snapshots::put(conn, row.row, &snapshot).await?)
}

fn check(bytes: &[u8]) -> anyhow::Result<Checked> {
    let read = read_chunk(bytes).map_err(|why| anyhow::anyhow!("{why:?}"))?;
    Ok(Checked {
        header: read.header,
        max_op: read.max_op,
        place: CheckedPlace::New,
    })
}
