//! `callboard`: the relay, and a few tools that need no relay.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use relay::options::ServeOptions;
use relay::pdf::PdfOptions;
use relay::schedule::ScheduleOptions;
use relay::serve::{lan_address, start};
use tokio::signal::unix::{SignalKind, signal};

#[derive(Parser)]
#[command(
    name = "callboard",
    version,
    about = "The production coordinator's workspace"
)]
struct Cli {
    /// How much to say on the terminal: error, warn, info, debug
    #[arg(long, global = true, env = "CALLBOARD_LOG", default_value = "info")]
    log: tracing::Level,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the app, the API and the sync socket on one port
    Serve(Box<ServeOptions>),
    /// Report on a script, FDX or Fountain, as JSON
    Script {
        /// The file, or - for standard input
        file: PathBuf,
    },
    /// Report on a schedule file (.uss) as JSON: days, strips, totals, day out of days
    Schedule(ScheduleOptions),
    /// Print the day out of days of a schedule file (.uss) as CSV
    Dood {
        #[command(flatten)]
        options: ScheduleOptions,

        /// The category, by its name or its number in the standard
        #[arg(long, default_value = "Cast Members")]
        category: String,
    },
    /// Make a PDF of a document of an exported production
    Pdf(PdfOptions),
    /// Build the sample production's file from its sources
    Sample {
        /// The folder with the script and the plan
        #[arg(long, default_value = "tests/sample")]
        sources: PathBuf,
        /// The file to write
        #[arg(long, default_value = "public/sample.callboard")]
        out: PathBuf,
    },
    /// Begin new epochs after a backup was put back: every device then pushes what is lacking
    NewEpoch {
        /// The data folder; its relay must not be running
        #[arg(long, env = "CALLBOARD_DATA", default_value = "./data")]
        data: PathBuf,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_max_level(cli.log)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
    let done = match cli.command {
        Command::Serve(options) => in_runtime(serve(*options)),
        Command::Script { file } => return tell(relay::script::report(&file)),
        Command::Schedule(options) => return tell(relay::schedule::report(&options)),
        Command::Dood { options, category } => {
            return tell(relay::schedule::grid(&options, &category));
        }
        Command::Pdf(options) => {
            return tell(relay::pdf::make(&options, relay::clock::today()));
        }
        Command::Sample { sources, out } => sample(&sources, &out),
        Command::NewEpoch { data } => in_runtime(new_epoch(data)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn sample(sources: &Path, out: &Path) -> anyhow::Result<()> {
    let bytes = relay::sample::build(sources)?;
    std::fs::write(out, &bytes).with_context(|| format!("{} cannot be written", out.display()))?;
    println!("{}: {} bytes", out.display(), bytes.len());
    Ok(())
}

fn in_runtime(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("The program cannot start")?;
    let done = runtime.block_on(work);
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    done
}

async fn serve(options: ServeOptions) -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    // Each socket is an open file, and the usual bound is 1,024 of them.
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!("the number of open files stays bounded: {error}");
    }
    let running = start(options).await?;
    let port = running.address.port();
    println!("Callboard is ready: http://localhost:{port}");
    if running.address.ip().is_unspecified()
        && let Some(lan) = lan_address()
    {
        println!("On this network: http://{lan}:{port}");
    }
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping");
    running.stop().await;
    Ok(())
}

/// Prints a report, or says in one sentence why there is none.
fn tell(report: Result<String, String>) -> ExitCode {
    match report {
        Ok(report) => {
            // Whoever reads only the beginning closes the pipe, which is their right.
            let _ = writeln!(std::io::stdout(), "{}", report.trim_end());
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

async fn new_epoch(data: PathBuf) -> anyhow::Result<()> {
    let store = relay::store::Store::open(&data).await?;
    let count = store.begin_epochs().await?;
    store.close().await;
    println!("New epochs for {count} productions. Start the relay; devices push what it lacks.");
    Ok(())
}
