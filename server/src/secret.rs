//! Tokens, invitation codes and ids: random, and stored only as their hash.

use sha2::{Digest, Sha256};
use shared::id::{Id, random_text};

/// The machine gave no random bytes; nothing secret can be made.
#[derive(Debug, thiserror::Error)]
#[error("the machine gave no random bytes: {0}")]
pub struct NoRandomness(#[from] getrandom::Error);

/// Makes a device's token of 256 random bits.
///
/// # Errors
/// Fails if the machine has no source of randomness.
pub fn new_token() -> Result<String, NoRandomness> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits)?;
    Ok(random_text(&bits))
}

/// Makes an invitation's code of 144 random bits, 24 letters.
///
/// # Errors
/// Fails if the machine has no source of randomness.
pub fn new_code() -> Result<String, NoRandomness> {
    let mut bits = [0; 18];
    getrandom::fill(&mut bits)?;
    Ok(random_text(&bits))
}

/// Makes an id of 96 random bits.
///
/// # Errors
/// Fails if the machine has no source of randomness.
pub fn new_id() -> Result<Id, NoRandomness> {
    let mut bits = [0; 12];
    getrandom::fill(&mut bits)?;
    Ok(Id::from_random(bits))
}

/// Hashes a token or code for storing and looking up. Whoever compares hashes learns
/// nothing from the time it takes, since the hash of a guess cannot be steered.
pub fn hash_of(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
