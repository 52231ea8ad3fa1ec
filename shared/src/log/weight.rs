//! How many operations a chunk claims to have, counted without decoding them.
//!
//! Columns are run-length encoded: twenty bytes can claim four billion operations, which
//! a decoder would go through one by one, or keep in memory, on every device.
//! Layout after automerge's storage format: header, message, other actors, the columns'
//! kinds and lengths, the columns.

const ACTION: u64 = 4 << 4 | 2;
const PRED_GROUP: u64 = 7 << 4;

/// Returns the operations and the predecessors that a change claims, or nothing if its
/// columns cannot be followed. The chunk's frame was verified before.
pub(super) fn claimed(chunk: &[u8]) -> Option<u64> {
    let mut r = Reader(chunk);
    // Magic, checksum and type; then the length of all that follows.
    r.take(9)?;
    r.uleb()?;
    let deps = r.uleb()?;
    r.take(usize::try_from(deps.checked_mul(32)?).ok()?)?;
    r.counted()?; // the actor
    r.uleb()?; // its number
    r.uleb()?; // the first operation
    r.uleb()?; // the time, whose sign is in the last byte
    r.counted()?; // the message
    for _ in 0..r.uleb()? {
        r.counted()?;
    }
    let count = r.uleb()?;
    // Each takes two bytes at least.
    if count > chunk.len() as u64 {
        return None;
    }
    let mut columns = Vec::new();
    for _ in 0..count {
        columns.push((r.uleb()?, r.uleb()?));
    }
    let mut claimed = 0u64;
    for (kind, length) in columns {
        let column = r.take(usize::try_from(length).ok()?)?;
        let more = match kind {
            ACTION => runs(column, |_| 1)?,
            PRED_GROUP => runs(column, |value| value)?,
            _ => 0,
        };
        claimed = claimed.checked_add(more)?;
    }
    Some(claimed)
}

/// Adds up a run-length encoded column of numbers.
fn runs(column: &[u8], weight: impl Fn(u64) -> u64) -> Option<u64> {
    let mut r = Reader(column);
    let mut sum = 0u64;
    while !r.0.is_empty() {
        let length = r.sleb()?;
        let more = match length {
            0 => r.uleb()?,
            1.. => weight(r.uleb()?).checked_mul(length.unsigned_abs())?,
            _ => {
                let mut more = 0u64;
                for _ in 0..length.unsigned_abs() {
                    more = more.checked_add(weight(r.uleb()?))?;
                }
                more
            }
        };
        sum = sum.checked_add(more)?;
    }
    Some(sum)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(n)?;
        self.0 = tail;
        Some(head)
    }

    fn counted(&mut self) -> Option<&'a [u8]> {
        let length = self.uleb()?;
        self.take(usize::try_from(length).ok()?)
    }

    fn uleb(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = *self.take(1)?.first()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn sleb(&mut self) -> Option<i64> {
        let mut value = 0i64;
        for shift in (0..64).step_by(7) {
            let byte = *self.take(1)?.first()?;
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let used = shift + 7;
                if used < 64 && byte & 0x40 != 0 {
                    value |= -1i64 << used;
                }
                return Some(value);
            }
        }
        None
    }
}
