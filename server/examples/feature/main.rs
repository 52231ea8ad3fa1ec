//! Makes the feature film of DESIGN 8 from a seed: a relay's data folder and a `.callboard` file.
//! Also the scripts that the benchmark imports.
//!
//! `cargo run --release -p server --example feature -- --out film`

mod dice;
mod film;
mod history;
mod log;
mod script;
mod words;

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;
use serde_json::json;
use shared::engine::bundle;

use dice::Dice;
use film::{FEATURE, Film, START, Size};
use script::Script;

#[derive(Parser)]
struct Options {
    /// Where the files go; the folder is made
    #[arg(long)]
    out: PathBuf,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Changes, where they are not the feature film's
    #[arg(long, default_value_t = FEATURE.changes)]
    changes: usize,
    #[arg(long, default_value_t = FEATURE.scenes)]
    scenes: usize,
    /// Scenes and people only, no time rows and no orders
    #[arg(long)]
    bare: bool,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    std::fs::create_dir_all(&options.out)?;
    let began = Instant::now();
    let film = Film::make(options.seed, size(&options))?;
    let made = began.elapsed();
    scripts(&options.out, options.seed)?;
    let bundle_bytes = bundle(&film, &options.out)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut dice = Dice::of(options.seed + 2);
    let folder = options.out.join("relay");
    let token = runtime.block_on(log::write(&film.history, &mut dice, &folder))?;
    let documents: Vec<_> = film
        .history
        .documents
        .iter()
        .map(|(audience, document)| json!([audience.to_string(), document.changes]))
        .filter(|of| !of[0].as_str().unwrap_or_default().starts_with("personal"))
        .collect();
    let about = json!({
        "production": film.history.production,
        "token": token,
        "start": START,
        "days": film.days,
        "coordinator": film.coordinator,
        // The 2nd AD, and somebody of the crew.
        "lead": film.people.get(49),
        "crew": film.people.get(51),
        "changes": film.history.changes,
        "records": film.history.book.count(),
        "documents": documents,
        "bundle_bytes": bundle_bytes,
        "made_ms": made.as_millis() as u64,
    });
    std::fs::write(options.out.join("film.json"), format!("{about:#}\n"))?;
    println!("{about}");
    Ok(())
}

fn size(options: &Options) -> Size {
    let size = Size {
        scenes: options.scenes,
        changes: options.changes,
        ..FEATURE
    };
    if options.bare {
        Size {
            people: 60,
            elements: 0,
            time_rows: 0,
            orders: 0,
            ..size
        }
    } else {
        size
    }
}

/// The scripts of 120 pages, with other words than the film's own.
fn scripts(out: &Path, seed: u64) -> anyhow::Result<()> {
    let script = Script::of(&mut Dice::of(seed + 1), 180, 120, 40);
    std::fs::write(out.join("script.fountain"), script.fountain())?;
    std::fs::write(out.join("script.fdx"), script.fdx())?;
    for name in ["script.fountain", "script.fdx"] {
        let bytes = std::fs::read(out.join(name))?;
        let read = shared::formats::read_script(&bytes, Some(name))
            .map_err(|why| anyhow::anyhow!("{name}: {why}"))?;
        let (pages, scenes) = (read.pages, read.scenes.len());
        anyhow::ensure!((115..=125).contains(&pages), "{name} has {pages} pages");
        anyhow::ensure!(scenes == 180, "{name} has {scenes} scenes");
    }
    Ok(())
}

fn bundle(film: &Film, out: &Path) -> anyhow::Result<usize> {
    let history = &film.history;
    let documents = history
        .documents
        .iter()
        .map(|(audience, doc)| (history.doc_id(audience), doc.heads(), doc.save()))
        .collect();
    let bytes = bundle::write(&history.production, "Salt Road", history.now_ms, documents);
    std::fs::write(out.join("film.callboard"), &bytes)?;
    Ok(bytes.len())
}
