//! What a device does next with a blob that the relay lacks, by what the relay answered last.

use super::Piece;

/// What a relay answered about a blob, or that it did not.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answer {
    /// The HTTP status; 0: there was no answer.
    pub status: u16,
    /// How many bytes it holds, where it said so.
    pub held: Option<u64>,
    /// Its sentence, where it refused.
    pub sentence: String,
}

/// What to do next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// The relay has all of it.
    Done,
    Send(Piece),
    /// Tries again later: no signal, a busy relay, a document that it does not know yet.
    Later,
    /// The relay does not take it, and why; it is asked again when the app starts anew.
    Refused(String),
}

/// Returns what follows an answer to a question (`HEAD`) or to a piece (`PUT`). `sent` is the
/// piece that was sent last: a relay that then holds no more than before is left alone for a while.
pub fn step(answer: &Answer, total: u64, sent: Option<Piece>) -> Step {
    match (answer.status, answer.held) {
        (200 | 201 | 204, _) => Step::Done,
        // Told where to go on: after a question, after a piece, or because another one was there.
        (202 | 404 | 409, Some(held)) => {
            let is_stuck = sent.is_some_and(|piece| piece.from == held);
            match Piece::after(held, total) {
                Some(piece) if !is_stuck => Step::Send(piece),
                _ => Step::Later,
            }
        }
        // The signed-out device has other words for it in the header of the room.
        (0 | 401 | 404 | 408 | 409 | 429, _) => Step::Later,
        // The pieces did not come together as they were: from the beginning, after a while.
        (422, _) => Step::Later,
        (507, _) | (400..500, _) => Step::Refused(answer.sentence.clone()),
        _ => Step::Later,
    }
}

/// Returns how long to wait after so many tries in a row that came to nothing, in milliseconds:
/// two seconds first, twice as long each time, five minutes at most.
pub fn retry_ms(tries: u32) -> i64 {
    let seconds = 2_i64.saturating_pow(tries.clamp(1, 16));
    seconds.min(300).saturating_mul(1000)
}

#[cfg(test)]
mod tests {
    use super::super::PIECE_BYTES;
    use super::*;

    fn answer(status: u16, held: Option<u64>) -> Answer {
        Answer {
            status,
            held,
            sentence: "no".to_owned(),
        }
    }

    #[test]
    fn a_photo_goes_on_where_it_broke_off() {
        let total = PIECE_BYTES * 2;
        let from = |held| Piece::after(held, total);
        let check = |status, held, sent: Option<Piece>, want: Step| {
            let found = step(&answer(status, held), total, sent);
            assert_eq!(found, want, "{status} {held:?} {sent:?}");
        };
        let first = from(0);
        let second = from(PIECE_BYTES);
        check(200, None, None, Step::Done);
        check(201, None, second, Step::Done);
        check(404, Some(0), None, Step::Send(first.unwrap()));
        check(202, Some(PIECE_BYTES), first, Step::Send(second.unwrap()));
        check(409, Some(PIECE_BYTES), first, Step::Send(second.unwrap()));
        // It lost what it had: from the beginning.
        check(409, Some(0), second, Step::Send(first.unwrap()));
    }

    #[test]
    fn a_relay_that_gets_nowhere_is_left_alone() {
        let sent = Piece::after(0, 10);
        for status in [0, 401, 404, 408, 409, 422, 429, 500, 502, 503] {
            assert_eq!(
                step(&answer(status, None), 10, sent),
                Step::Later,
                "{status}"
            );
        }
        assert_eq!(step(&answer(202, Some(0)), 10, sent), Step::Later);
        assert_eq!(step(&answer(202, Some(10)), 10, sent), Step::Later);
        assert_eq!(step(&answer(202, Some(99)), 10, sent), Step::Later);
    }

    #[test]
    fn a_relay_that_says_no_is_quoted() {
        for status in [403, 413, 507] {
            let want = Step::Refused("no".to_owned());
            assert_eq!(step(&answer(status, None), 10, None), want, "{status}");
        }
    }

    #[test]
    fn tries_grow_rarer_and_never_stop() {
        let waits: Vec<i64> = [0, 1, 2, 3, 8, 9, u32::MAX].map(retry_ms).to_vec();
        assert_eq!(waits, [2000, 2000, 4000, 8000, 256_000, 300_000, 300_000]);
    }
}
