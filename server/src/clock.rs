//! The relay's clock, and waiting for its end.

use std::time::{SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

/// Returns the milliseconds since 1970.
pub fn now_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Returns today's civil date in UTC, `2026-03-12`.
pub fn today() -> String {
    let now = jiff::Timestamp::from_millisecond(now_ms()).unwrap_or_default();
    jiff::tz::TimeZone::UTC.to_datetime(now).date().to_string()
}

/// Waits until the flag is set, or nobody can set it any more.
pub async fn becomes_true(flag: &mut watch::Receiver<bool>) {
    let _ = flag.wait_for(|is_set| *is_set).await;
}
