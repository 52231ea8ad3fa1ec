//! What is compared of a scene.

use crate::scene::number::normal;

/// A scene, ready to compare.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signature {
    /// Normalised; empty in a script without numbers.
    pub number: String,
    /// INT/EXT, set and time of day in upper case.
    pub heading: String,
    /// Hashes of its words and of each two words that stand side by side, in order, each once.
    pub tokens: Vec<u64>,
    /// Only the number is left of it: "12 OMITTED".
    pub is_omitted: bool,
}

/// Makes the signature of a scene from its number, its heading and its paragraphs.
pub(crate) fn signature<'a>(
    number: &str,
    heading: &str,
    texts: impl IntoIterator<Item = &'a str>,
) -> Signature {
    let mut tokens = Vec::new();
    for text in texts {
        let mut before = None;
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            let word = hash(word);
            tokens.push(word);
            // Two words in a row tell scenes apart that are about the same people and things.
            if let Some(before) = before.replace(word) {
                tokens.push(pair(before, word));
            }
        }
    }
    tokens.sort_unstable();
    tokens.dedup();
    Signature {
        number: normal(number),
        heading: heading.to_uppercase(),
        tokens,
        is_omitted: false,
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

// FNV-1a: the same number on every device, and short words cost little.
fn hash(word: &str) -> u64 {
    let lower = word.chars().flat_map(char::to_lowercase);
    lower.fold(SEED, |sum, c| {
        (sum ^ u64::from(u32::from(c))).wrapping_mul(PRIME)
    })
}

fn pair(left: u64, right: u64) -> u64 {
    (left.rotate_left(23) ^ right).wrapping_mul(PRIME)
}
