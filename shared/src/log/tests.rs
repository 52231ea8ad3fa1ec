use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, Change, ObjType, ROOT};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::*;
use crate::id::Id;
use crate::record::Value;

const OWN: DeviceTag = DeviceTag([1; 8]);
const OTHER: DeviceTag = DeviceTag([2; 8]);

/// A log in memory, kept by nothing but the functions here.
#[derive(Default)]
struct Log {
    chunks: Vec<(Header, u64, Bytes)>,
    heads: Vec<ChunkHash>,
}

impl Known for Log {
    fn exists(&self) -> bool {
        true
    }

    fn place(&self, hash: &ChunkHash) -> Option<Place> {
        let at = self
            .chunks
            .iter()
            .position(|(header, ..)| header.hash == *hash)?;
        Some(Place {
            sequence: at as u64 + 1,
            max_op: self.chunks[at].1,
        })
    }

    fn last_actor_seq(&self, actor: &[u8]) -> u64 {
        let of = self
            .chunks
            .iter()
            .filter(|(header, ..)| header.actor == actor);
        of.map(|(header, ..)| header.actor_seq).max().unwrap_or(0)
    }

    fn max_op(&self) -> u64 {
        self.chunks
            .iter()
            .map(|(_, max_op, _)| *max_op)
            .max()
            .unwrap_or(0)
    }

    fn heads(&self) -> &[ChunkHash] {
        &self.heads
    }

    fn head_author(&self, head: &ChunkHash) -> Option<DeviceTag> {
        let mut chunks = self.chunks.iter();
        let (header, ..) = chunks.find(|(header, ..)| header.hash == *head)?;
        DeviceTag::of_actor(&header.actor)
    }
}

impl Log {
    fn push_as(
        &mut self,
        role: Role,
        tag: DeviceTag,
        chunks: &[Bytes],
    ) -> Result<Vec<u64>, Refused> {
        let checked = check_push(&standing(role), tag, &floor(), chunks, self)?;
        let mut sequences: Vec<u64> = Vec::new();
        for (chunk, bytes) in checked.iter().zip(chunks) {
            let sequence = match chunk.place {
                CheckedPlace::Held(sequence) => sequence,
                CheckedPlace::Repeated(index) => sequences[index],
                CheckedPlace::New => {
                    advance_heads(&mut self.heads, &chunk.header);
                    self.chunks
                        .push((chunk.header.clone(), chunk.max_op, bytes.clone()));
                    self.chunks.len() as u64
                }
            };
            sequences.push(sequence);
        }
        Ok(sequences)
    }

    fn push(&mut self, chunks: &[Bytes]) -> Result<Vec<u64>, Refused> {
        self.push_as(Role::Crew, OWN, chunks)
    }

    /// What automerge makes of the log.
    fn document(&self) -> Automerge {
        let mut document = Automerge::new();
        let changes = self
            .chunks
            .iter()
            .map(|(.., bytes)| Change::try_from(bytes.as_slice()).unwrap());
        document.apply_changes(changes.collect::<Vec<_>>()).unwrap();
        document
    }
}

fn standing(role: Role) -> Standing {
    Standing {
        role,
        person: Some(Id::new("me")),
        script: false,
    }
}

fn floor() -> DocId {
    DocId::parse("p:floor").unwrap()
}

fn sorted_heads(document: &Automerge) -> Vec<ChunkHash> {
    let mut heads: Vec<ChunkHash> = document
        .get_heads()
        .iter()
        .map(|h| ChunkHash(h.0))
        .collect();
    heads.sort();
    heads
}

struct Author(Automerge, i64);

impl Author {
    fn new(actor: [u8; 16]) -> Self {
        Self(Automerge::new().with_actor(ActorId::from(actor)), 0)
    }

    fn own(run: u8) -> Self {
        let mut author = Self::new(OWN.actor([run; 8]));
        author.read(&genesis());
        author
    }

    fn read(&mut self, chunk: &[u8]) {
        self.0
            .apply_changes([Change::try_from(chunk).unwrap()])
            .unwrap();
    }

    fn write(&mut self) -> Bytes {
        self.1 += 1;
        // Always another value: automerge writes nothing where nothing changes.
        let value = format!("{} {}", self.0.get_actor(), self.1);
        let mut tx = self.0.transaction();
        tx.put(ROOT, "n", value).unwrap();
        tx.commit_with(CommitOptions::default().with_time(0));
        Bytes::from(self.0.get_last_local_change().unwrap().raw_bytes().to_vec())
    }
}

fn genesis() -> Bytes {
    Bytes::from(crate::engine::replica::GENESIS.to_vec())
}

/// Seals a changed body (what follows the length) with its right checksum.
fn sealed(kind: u8, body: &[u8]) -> Bytes {
    let mut hashed = vec![kind];
    let mut length = body.len();
    while length >= 0x80 {
        hashed.push(length as u8 | 0x80);
        length >>= 7;
    }
    hashed.push(length as u8);
    hashed.extend(body);
    let mut bytes = vec![0x85, 0x6f, 0x4a, 0x83];
    bytes.extend(&Sha256::digest(&hashed)[..4]);
    bytes.extend(hashed);
    Bytes::from(bytes)
}

#[test]
fn chunks_get_places_in_their_order_and_keep_them() {
    let mut log = Log::default();
    let mut author = Author::own(1);
    let (first, second) = (author.write(), author.write());
    let all = [genesis(), first.clone(), second.clone()];
    assert_eq!(log.push(&all), Ok(vec![1, 2, 3]));
    assert_eq!(log.push(&all), Ok(vec![1, 2, 3]));
    let third = author.write();
    assert_eq!(
        log.push(&[second, third.clone(), third, first]),
        Ok(vec![3, 4, 4, 2])
    );
}

#[test]
fn what_may_not_be_written_is_refused_before_anything_is_looked_at() {
    let log = Log::default();
    let check = |role, document: &str, want: Result<(), Refused>| {
        let document = DocId::parse(document).unwrap();
        let got = check_push(
            &standing(role),
            OWN,
            &document,
            &[Bytes::from(vec![1])],
            &log,
        );
        assert_eq!(got.map(|_| ()), want, "{role:?} {document}");
    };
    let damaged = Err((Refusal::Damaged, Some(0)));
    let not_allowed = Err((Refusal::NotAllowed, None));
    check(Role::Office, "p:plan", damaged);
    check(Role::Crew, "p:plan", not_allowed);
    check(Role::Crew, "p:personal:me", damaged);
    check(Role::Crew, "p:personal:you", not_allowed);
    check(Role::Guest, "p:floor", not_allowed);
}

#[test]
fn a_document_must_exist_unless_the_office_opens_somebodys_own() {
    struct Nothing;
    impl Known for Nothing {
        fn exists(&self) -> bool {
            false
        }
        fn place(&self, _: &ChunkHash) -> Option<Place> {
            None
        }
        fn last_actor_seq(&self, _: &[u8]) -> u64 {
            0
        }
        fn max_op(&self) -> u64 {
            0
        }
        fn heads(&self) -> &[ChunkHash] {
            &[]
        }
        fn head_author(&self, _: &ChunkHash) -> Option<DeviceTag> {
            None
        }
    }
    let check = |role, document: &str, want| {
        let document = DocId::parse(document).unwrap();
        let got = check_push(&standing(role), OWN, &document, &[genesis()], &Nothing);
        assert_eq!(got.err(), want, "{role:?} {document}");
    };
    let unknown = Some((Refusal::UnknownDocument, None));
    check(Role::Office, "p:plan", unknown);
    check(Role::Office, "p:personal:you", None);
    check(Role::Crew, "p:personal:me", unknown);
    check(
        Role::Crew,
        "p:personal:you",
        Some((Refusal::NotAllowed, None)),
    );
}

#[test]
fn gaps_forks_and_foreign_actors_are_told_apart() {
    let mut log = Log::default();
    let mut author = Author::own(1);
    let chunks = [genesis(), author.write(), author.write(), author.write()];
    let missing = |n| Err((Refusal::MissingDependency, Some(n)));
    assert_eq!(log.push(&[chunks[1].clone()]), missing(0));
    assert_eq!(
        log.push(&[chunks[0].clone(), chunks[2].clone()]),
        missing(1)
    );
    log.push(&chunks).unwrap();
    let mut rolled_back = Author::own(1);
    rolled_back.1 = 50;
    assert_eq!(
        log.push(&[rolled_back.write()]),
        Err((Refusal::ForkedActor, Some(0)))
    );
    let mut other = Author::new(OTHER.actor([1; 8]));
    other.read(&genesis());
    let foreign = other.write();
    assert_eq!(
        log.push(std::slice::from_ref(&foreign)),
        Err((Refusal::ForeignActor, Some(0)))
    );
    assert_eq!(
        log.push_as(Role::Office, OWN, std::slice::from_ref(&foreign)),
        Ok(vec![5])
    );
    assert_eq!(
        log.push(&[foreign]),
        Ok(vec![5]),
        "it stands in the log already"
    );
}

#[test]
fn a_document_begins_with_the_one_change_that_all_begin_with() {
    assert_eq!(verify(&genesis()).unwrap().hash, GENESIS);
    let check = |actor: [u8; 16], role| {
        let first = Author::new(actor).write();
        let refused = Err((Refusal::NotGenesis, Some(0)));
        let mut log = Log::default();
        assert_eq!(
            log.push_as(role, OWN, std::slice::from_ref(&first)),
            refused
        );
        // Nor does a second beginning come beside the first.
        log.push(&[genesis()]).unwrap();
        assert_eq!(log.push_as(role, OWN, &[first]), refused);
    };
    check(GENESIS_ACTOR, Role::Office);
    check(OWN.actor([1; 8]), Role::Crew);
    check(OTHER.actor([1; 8]), Role::Office);
}

#[test]
fn nobody_goes_on_writing_as_the_genesis() {
    let mut log = Log::default();
    let mut nobody = Author::new(GENESIS_ACTOR);
    nobody.read(&genesis());
    log.push(&[genesis()]).unwrap();
    let second = nobody.write();
    assert_eq!(
        log.push_as(Role::Office, OWN, &[second]),
        Err((Refusal::ForeignActor, Some(0)))
    );
}

#[test]
fn the_claimed_operations_are_those_that_automerge_counts() {
    let mut document = Automerge::new();
    let mut tx = document.transaction();
    let list = tx.put_object(ROOT, "list", ObjType::List).unwrap();
    for n in 0..50 {
        tx.insert(&list, n, n as i64).unwrap();
    }
    let text = tx.put_object(ROOT, "text", ObjType::Text).unwrap();
    tx.splice_text(&text, 0, 0, &"Night bus. ".repeat(200))
        .unwrap();
    for n in 0..20i64 {
        tx.put(ROOT, "n", n).unwrap();
    }
    tx.commit_with(
        CommitOptions::default()
            .with_message("paste")
            .with_time(-77),
    );
    let change = document.get_last_local_change().unwrap();
    let claimed = weight::claimed(change.raw_bytes()).unwrap();
    let preds: usize = change
        .decode()
        .operations
        .iter()
        .map(|op| op.pred.len())
        .sum();
    assert_eq!(claimed as usize, change.len() + preds);
}

/// The relay paces what a push claims beyond its bytes: an import, a long history and a pasted text
/// must not be slowed by it.
#[test]
fn what_people_write_has_a_byte_for_each_operation() {
    use crate::command::{Edit, Write};
    use crate::engine::replica::Replica;
    use crate::kind::Kind;
    let mut replica = Replica::empty(OWN.actor([1; 8])).unwrap();
    let mut wrote = |edits: &[Edit]| {
        let edits: Vec<&Edit> = edits.iter().collect();
        let made = replica.write("an act", &edits, 1_700_000_000_000).unwrap();
        let bytes = Bytes::from(made.unwrap().bytes);
        (claimed(std::slice::from_ref(&bytes)), bytes.len() as u64)
    };
    let edit = |n: usize, field: &str, write| Edit {
        kind: Kind::Scene,
        id: Id::new(format!("scene{n}")),
        field: field.into(),
        write,
    };
    let mut check = |edits: &[Edit]| {
        let (claimed, bytes) = wrote(edits);
        assert!(claimed <= bytes, "{claimed} operations, {bytes} bytes");
        assert!(claimed >= edits.len() as u64);
    };
    let import = |value: i64| -> Vec<Edit> {
        let fields = (0..12).map(|n| format!("field{n}"));
        let fields: Vec<String> = fields.collect();
        let scenes = (0..300).flat_map(|n| fields.iter().map(move |field| (n, field)));
        scenes
            .map(|(n, field)| edit(n, field, Write::Put(value.into())))
            .collect()
    };
    check(&import(1));
    check(&import(2));
    check(&[edit(1, "set", Write::Put("PIER".into()))]);
    check(&[edit(1, "set", Write::Put(Value::Nothing))]);
    let text = "They wait for the night bus. ".repeat(1000);
    check(&[edit(1, "notes", Write::Text(text.clone()))]);
    check(&[edit(1, "notes", Write::Text(text + "It rains."))]);
    // Only what takes out much text at once claims more: two for a letter.
    let (claimed, bytes) = wrote(&[edit(1, "notes", Write::Text(String::new()))]);
    assert!(bytes < 1000 && (58_000..59_000).contains(&claimed));
}

/// A few bytes that claim more operations than any device could hold.
#[test]
fn a_bomb_of_runs_is_refused_at_once() {
    let mut body = vec![0, 16];
    body.extend(OWN.actor([1; 8]));
    body.extend([1, 1, 0, 0, 0]); // seq 1, start_op 1, time 0, no message, no other actors
    // Columns: key string, insert, action, value kind, pred group.
    let run = |n: u64| {
        let mut bytes = Vec::new();
        let mut left = n;
        loop {
            let byte = (left & 0x7f) as u8;
            left >>= 7;
            if left == 0 && byte & 0x40 == 0 {
                bytes.push(byte);
                return bytes;
            }
            bytes.push(byte | 0x80);
        }
    };
    let many = run(4_000_000_000);
    let with = |tail: &[u8]| [many.as_slice(), tail].concat();
    let columns = [
        (0x15u8, with(&[1, b'k'])),
        (0x34, many.clone()),
        (0x42, with(&[1])),
        (0x56, with(&[0])),
        (0x70, with(&[0])),
    ];
    body.push(columns.len() as u8);
    for (kind, column) in &columns {
        body.extend([*kind, column.len() as u8]);
    }
    for (_, column) in &columns {
        body.extend(column);
    }
    let bomb = sealed(1, &body);
    assert!(bomb.len() < 100);
    assert!(verify(&bomb).is_ok(), "a sound frame");
    assert_eq!(read_chunk(&bomb), Err(Refusal::TooLarge));
}

/// Ten runs of a device that never read each other. Every head becomes a dependency of the next
/// change, and a change with too many can be read by nobody.
fn apart(tag: DeviceTag, group: u8) -> Vec<Bytes> {
    let one = |n: u8| {
        let mut author = Author::new(tag.actor([group, n, 0, 0, 0, 0, 0, 1]));
        author.read(&genesis());
        author.write()
    };
    (0..10).map(one).collect()
}

#[test]
fn one_device_cannot_spread_a_document_so_far_that_others_wait() {
    let mut log = Log::default();
    log.push(&[genesis()]).unwrap();
    let taken = |log: &mut Log, group| {
        let pushed = log.push(&apart(OWN, group));
        pushed.map(|_| ()) == Ok(())
    };
    let count = (0..20).filter(|group| taken(&mut log, *group)).count();
    assert_eq!(count, 6, "sixty heads");
    let refused = log.push(&apart(OWN, 20));
    assert_eq!(refused, Err((Refusal::Slow, None)));
    let all_at_once: Vec<Bytes> = (0..7).flat_map(|group| apart(OTHER, group)).collect();
    let refused = log.push_as(Role::Crew, OTHER, &all_at_once);
    assert_eq!(refused, Err((Refusal::Slow, None)));
    let mut honest = Author::new(OTHER.actor([1; 8]));
    honest.read(&genesis());
    let pushed = log.push_as(Role::Crew, OTHER, &[honest.write(), honest.write()]);
    assert_eq!(pushed, Ok(vec![62, 63]));
}

#[test]
fn many_devices_cannot_spread_a_document_so_far_that_nobody_can_write_it() {
    let mut log = Log::default();
    log.push(&[genesis()]).unwrap();
    let mut honest = Author::new(OTHER.actor([1; 8]));
    honest.read(&genesis());
    let before = honest.write();
    let mut refused = 0;
    for tag in 100..230 {
        let chunks = apart(DeviceTag([tag; 8]), 1);
        match log.push_as(Role::Office, OWN, &chunks) {
            Ok(_) => chunks.iter().for_each(|chunk| honest.read(chunk)),
            Err(why) => {
                assert_eq!(why, (Refusal::Slow, None));
                refused += 1;
            }
        }
    }
    assert_eq!(refused, 30, "a thousand heads");
    // Whoever read it all gathers them, and what lay there from before goes along.
    let after = honest.write();
    let alone = log.push_as(Role::Crew, OTHER, std::slice::from_ref(&before));
    assert_eq!(alone, Err((Refusal::Slow, None)));
    let both = log.push_as(Role::Crew, OTHER, &[before, after]);
    assert_eq!(both, Ok(vec![1002, 1003]));
    assert_eq!(log.heads.len(), 1);
}

proptest! {
    /// Several actors write, read each other, and push in any interleaving: the log is
    /// always a document with the heads that were kept from headers alone.
    #[test]
    fn heads_from_headers_are_automerges(steps in proptest::collection::vec((0usize..3, 0usize..4), 1..60)) {
        let mut log = Log::default();
        log.push(&[genesis()]).unwrap();
        let mut authors: Vec<Author> = (1..=3).map(Author::own).collect();
        let mut read = [1usize; 3];
        for (who, what) in steps {
            if what == 0 {
                for (_, _, bytes) in &log.chunks[read[who]..] {
                    authors[who].read(bytes);
                }
                read[who] = log.chunks.len();
            } else {
                let chunks: Vec<Bytes> = (0..what).map(|_| authors[who].write()).collect();
                prop_assert!(log.push(&chunks).is_ok());
            }
        }
        let document = log.document();
        prop_assert_eq!(sorted_heads(&document), log.heads.clone());
        let again = Automerge::load(&document.save()).unwrap();
        prop_assert_eq!(sorted_heads(&again), log.heads);
    }

    /// Any chunks in any order, some damaged, some of others: what is taken is a sound
    /// document, and a refusal changes nothing.
    #[test]
    fn whatever_is_taken_is_a_sound_document(
        order in proptest::collection::vec((0usize..12, any::<bool>(), 0usize..40, any::<u8>()), 1..40),
    ) {
        let mut author = Author::own(1);
        let mut forked = Author::own(1);
        forked.1 = 100;
        let mut other = Author::new(OTHER.actor([9; 8]));
        let mut all = vec![genesis()];
        all.extend((0..5).map(|_| author.write()));
        all.extend((0..3).map(|_| forked.write()));
        all.extend((0..3).map(|_| other.write()));
        let mut log = Log::default();
        for (which, damage, at, bits) in order {
            let mut chunk = all[which].clone();
            if damage {
                let at = at % chunk.len();
                chunk[at] ^= bits;
            }
            let before = log.chunks.len();
            if log.push(&[chunk]).is_err() {
                prop_assert_eq!(log.chunks.len(), before);
            }
        }
        prop_assert_eq!(sorted_heads(&log.document()), log.heads);
    }

    /// Random bodies under a right checksum: refused or readable, never a panic out of it.
    #[test]
    fn sealed_garbage_is_refused_or_read(body in proptest::collection::vec(any::<u8>(), 0..200), kind in 0u8..4) {
        let _ = read_chunk(&sealed(kind, &body));
    }

    /// A real change with a few bytes changed and the checksum made right again.
    #[test]
    fn a_resealed_change_is_refused_or_read(flips in proptest::collection::vec((0usize..200, any::<u8>()), 1..5)) {
        let mut author = Author::own(1);
        let chunk = author.write();
        let mut body = chunk[10..].to_vec();
        for (at, byte) in flips {
            let at = at % body.len();
            body[at] = byte;
        }
        let _ = read_chunk(&sealed(1, &body));
    }
}
