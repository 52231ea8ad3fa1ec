//! The link of an invitation, and what is made of it.

use shared::id::Id;
use shared::wire::http::Invitation;

/// An invitation that was made just now: its code is known only here and only now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    pub invitation: Invitation,
    pub link: String,
    /// Whom it is for; empty: whoever gets it.
    pub name: String,
}

/// Returns the link that lets one device in. The code stands behind the `#`, which no server on
/// the way gets to see.
pub fn join_link(origin: &str, production: &Id, code: &str) -> String {
    format!("{}/join#{production}.{code}", origin.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_stands_behind_the_hash() {
        let check = |origin| join_link(origin, &Id::new("p1"), "c2");
        assert_eq!(
            check("https://callboard.example"),
            "https://callboard.example/join#p1.c2"
        );
        assert_eq!(
            check("https://callboard.example/"),
            "https://callboard.example/join#p1.c2"
        );
    }
}
