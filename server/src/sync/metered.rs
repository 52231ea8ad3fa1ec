//! The connection under a WebSocket, which reads only so much until the device said who
//! it is: a stranger must not make the relay keep megabytes.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

const NO_LIMIT: usize = usize::MAX;

/// Enough of what is still in flight is read before closing, and no more.
const DRAIN_MAX_BYTES: usize = 32 * 1024 * 1024;

pub struct Metered {
    stream: TcpStream,
    /// Bytes that came with the request already.
    early: bytes::Bytes,
    left: AtomicUsize,
}

#[derive(Debug, thiserror::Error)]
#[error("too much before the first frame")]
struct Spent;

/// Says whether reading failed because the limit was reached.
pub fn is_spent(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Spent>())
}

impl Metered {
    pub fn new(stream: TcpStream, early: bytes::Bytes, limit: usize) -> Self {
        Self {
            stream,
            early,
            left: AtomicUsize::new(limit),
        }
    }

    /// Ends the limit.
    pub fn lift(&self) {
        self.left.store(NO_LIMIT, Ordering::Relaxed);
    }

    /// Reads and forgets until the other side closes.
    pub async fn drain(&mut self) {
        let mut scratch = [0; 1024];
        let mut read = 0;
        while read < DRAIN_MAX_BYTES {
            match self.stream.read(&mut scratch).await {
                Ok(0) | Err(_) => return,
                Ok(n) => read += n,
            }
        }
    }
}

impl AsyncRead for Metered {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Poll::Ready(Err(io::Error::other(Spent)));
        }
        let before = buf.filled().len();
        if self.early.is_empty() {
            match Pin::new(&mut self.stream).poll_read(cx, buf) {
                Poll::Ready(Ok(())) => {}
                other => return other,
            }
        } else {
            let n = self.early.len().min(buf.remaining());
            let early = self.early.split_to(n);
            buf.put_slice(&early);
        }
        let read = buf.filled().len() - before;
        if left != NO_LIMIT {
            self.left.store(left - read.min(left), Ordering::Relaxed);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Metered {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
