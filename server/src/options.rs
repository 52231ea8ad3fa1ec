//! What the relay is told when it starts: where, and the bounds of everything.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;
use shared::blob::BLOB_MAX_BYTES;
use shared::log::PUSH_MAX_BYTES;
use shared::wire::PING_SECONDS;

use crate::mail::MailOptions;

#[derive(Args, Clone, Debug)]
pub struct ServeOptions {
    /// Folder that holds everything the relay keeps
    #[arg(long, env = "CALLBOARD_DATA", default_value = "./data")]
    pub data: PathBuf,

    /// Address to listen on; the default reaches phones on the same network
    #[arg(long, env = "CALLBOARD_HOST", default_value = "0.0.0.0")]
    pub host: IpAddr,

    /// Port to listen on; 0 takes any free one and prints it
    #[arg(long, env = "CALLBOARD_PORT", default_value_t = 8080)]
    pub port: u16,

    /// Folder of the built app
    #[arg(long, env = "CALLBOARD_APP")]
    pub app: Option<PathBuf>,

    /// Asked of everyone who attaches a new production
    #[arg(long, env = "CALLBOARD_CREATE_KEY", hide_env_values = true)]
    pub create_key: Option<String>,

    /// Origins that may connect beside the relay's own, such as https://board.example.com
    #[arg(long = "origin", env = "CALLBOARD_ORIGINS", value_delimiter = ',')]
    pub origins: Vec<String>,

    /// Take a client's address from X-Forwarded-For: only behind a proxy that sets it
    #[arg(long, env = "CALLBOARD_TRUSTED_PROXY")]
    pub trusted_proxy: bool,

    #[command(flatten)]
    pub mail: MailOptions,

    #[command(flatten)]
    pub weather: WeatherOptions,

    #[command(flatten)]
    pub bounds: Bounds,
}

/// Where the relay asks for the weather; without an address nobody is asked.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Weather")]
pub struct WeatherOptions {
    /// Address of a forecast with {lat}, {lon} and {date} in it, that answers with daily fields as
    /// Open-Meteo has them, such as https://api.open-meteo.com/v1/forecast?latitude={lat}&longitude={lon}&start_date={date}&end_date={date}&timezone=auto&daily=weather_code,temperature_2m_max,temperature_2m_min,precipitation_probability_max,wind_speed_10m_max
    #[arg(long, env = "CALLBOARD_WEATHER_URL", value_parser = weather_url, hide_env_values = true)]
    pub weather_url: Option<String>,

    /// What the source is called on call sheets; without it, its host
    #[arg(long, env = "CALLBOARD_WEATHER_NAME")]
    pub weather_name: Option<String>,

    /// Ask the source even at a private address, as of a weather station in the house
    #[arg(long, env = "CALLBOARD_WEATHER_PRIVATE")]
    pub weather_private: bool,
}

fn weather_url(text: &str) -> Result<String, String> {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    let has_all = ["{lat}", "{lon}", "{date}"]
        .iter()
        .all(|part| text.contains(part));
    if is_web && has_all {
        return Ok(text.to_owned());
    }
    Err("it must begin with https:// and have {lat}, {lon} and {date} in it".to_owned())
}

/// Enough for the largest push, and for one that is too large to be told so.
const FRAME_BYTES: usize = 8 * 1024 * 1024;
const _: () = assert!(FRAME_BYTES > PUSH_MAX_BYTES + 64 * 1024);

/// Everything that is bounded. A client that exceeds one gets a typed answer.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Bounds")]
pub struct Bounds {
    /// Largest frame from a device
    #[arg(long, env = "CALLBOARD_MAX_FRAME_BYTES", default_value_t = FRAME_BYTES)]
    pub max_frame_bytes: usize,

    /// Bytes a socket may send before it said who it is; 160 for each of --max-documents if more
    #[arg(long, env = "CALLBOARD_MAX_HELLO_BYTES", default_value_t = 256 * 1024)]
    pub max_hello_bytes: usize,

    /// Sockets at once
    #[arg(long, env = "CALLBOARD_MAX_SOCKETS", default_value_t = 10_000)]
    pub max_sockets: usize,

    /// Sockets at once from one address (a whole crew may share one)
    #[arg(
        long,
        env = "CALLBOARD_MAX_SOCKETS_PER_ADDRESS",
        default_value_t = 1000
    )]
    pub max_sockets_per_address: usize,

    /// Sockets at once of one device; its oldest makes room for its newest
    #[arg(long, env = "CALLBOARD_MAX_SOCKETS_PER_DEVICE", default_value_t = 16)]
    pub max_sockets_per_device: usize,

    /// Seconds a socket has for its first frame
    #[arg(long, env = "CALLBOARD_HELLO_SECONDS", default_value_t = 10)]
    pub hello_seconds: u64,

    /// Seconds of silence after which a socket is closed
    #[arg(long, env = "CALLBOARD_SILENCE_SECONDS", default_value_t = 3 * PING_SECONDS)]
    pub silence_seconds: u64,

    /// Seconds a socket may take for one frame to be written
    #[arg(long, env = "CALLBOARD_WRITE_SECONDS", default_value_t = 30)]
    pub write_seconds: u64,

    /// Frames that wait for a slow socket before it is told to pull again
    #[arg(long, env = "CALLBOARD_QUEUE_FRAMES", default_value_t = 512)]
    pub queue_frames: usize,

    /// Bytes that wait for a slow socket
    #[arg(long, env = "CALLBOARD_QUEUE_BYTES", default_value_t = 1024 * 1024)]
    pub queue_bytes: usize,

    /// Pushes of one device in a second, on average
    #[arg(long, env = "CALLBOARD_PUSHES_PER_SECOND", default_value_t = 50)]
    pub pushes_per_second: u32,

    /// Pushes of one device at once
    #[arg(long, env = "CALLBOARD_PUSH_BURST", default_value_t = 500)]
    pub push_burst: u32,

    /// Operations of one device in a second beyond the bytes they take, on average
    #[arg(long, env = "CALLBOARD_OPERATIONS_PER_SECOND", default_value_t = 2000)]
    pub operations_per_second: u32,

    /// Such operations of one device at once
    #[arg(long, env = "CALLBOARD_OPERATION_BURST", default_value_t = 1_000_000)]
    pub operation_burst: u32,

    /// Chunk bytes that wait to be stored, of all devices together, in MiB
    #[arg(long, env = "CALLBOARD_PUSH_MEMORY_MIB", default_value_t = 64)]
    pub push_memory_mib: u32,

    /// Failed joins from one address in a minute
    #[arg(long, env = "CALLBOARD_JOINS_PER_MINUTE", default_value_t = 20)]
    pub joins_per_minute: u32,

    /// New productions from one address in a minute
    #[arg(long, env = "CALLBOARD_CREATES_PER_MINUTE", default_value_t = 60)]
    pub creates_per_minute: u32,

    /// Forecasts that one device may ask for in a minute
    #[arg(long, env = "CALLBOARD_WEATHER_PER_MINUTE", default_value_t = 20)]
    pub weather_per_minute: u32,

    /// Documents of one production (one for each person, and four)
    #[arg(long, env = "CALLBOARD_MAX_DOCUMENTS", default_value_t = 5000)]
    pub max_documents: u32,

    /// Changes of one production together, in MiB
    #[arg(long, env = "CALLBOARD_MAX_LOG_MIB", default_value_t = 2048)]
    pub max_log_mib: u64,

    /// Largest photo or file
    #[arg(long, env = "CALLBOARD_MAX_BLOB_BYTES", default_value_t = BLOB_MAX_BYTES)]
    pub max_blob_bytes: u64,

    /// Photos and files of one production together, in MiB
    #[arg(long, env = "CALLBOARD_MAX_BLOBS_MIB", default_value_t = 4096)]
    pub max_blobs_mib: u64,

    /// Photos and files that one device may have begun and not finished
    #[arg(long, env = "CALLBOARD_MAX_BEGUN_BLOBS", default_value_t = 64)]
    pub max_begun_blobs: u64,

    /// Their size together, in MiB; one alone may be as large as any
    #[arg(long, env = "CALLBOARD_MAX_BEGUN_BLOBS_MIB", default_value_t = 128)]
    pub max_begun_blobs_mib: u64,

    /// Chunks behind the snapshot that start a compaction; half of them stay
    #[arg(long, env = "CALLBOARD_COMPACT_CHUNKS", default_value_t = 4000)]
    pub compact_chunks: u64,

    /// Chunk bytes behind the snapshot that start a compaction; half of them stay
    #[arg(long, env = "CALLBOARD_COMPACT_BYTES", default_value_t = 2 * 1024 * 1024)]
    pub compact_bytes: u64,

    /// Seconds between two epochs of a production that devices' cursors can cause
    #[arg(long, env = "CALLBOARD_EPOCH_SECONDS", default_value_t = 60)]
    pub epoch_seconds: u64,
}

/// What a device says of one document in its first frame takes at most so many bytes, with ids as
/// devices make them.
const CURSOR_BYTES: usize = 160;

impl Bounds {
    /// Returns how many bytes a socket may send before it said who it is: a device says how far it
    /// has read each document, and the office holds all of them.
    pub fn hello_bytes(&self) -> usize {
        let documents = usize::try_from(self.max_documents).unwrap_or(usize::MAX);
        self.max_hello_bytes
            .max(documents.saturating_mul(CURSOR_BYTES))
    }
}
