//! One letter to the mail server, and what its answer means.

use std::time::Duration;

use lettre::AsyncTransport;
use lettre::Message;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Body, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::response::Code;

use super::queue::Due;
use super::setup::Mailer;

/// How long a letter may take, from the first word to the server's last.
const LETTER_WITHIN: Duration = Duration::from_secs(180);

/// How an attempt ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The mail server took it.
    Sent,
    /// Refused for good: nobody is at this address.
    Bounced(String),
    /// Refused for good: the receiver's rules do not let it in.
    Blocked(String),
    /// Not now; this letter is tried again.
    Later(String),
    /// The server cannot be reached or does not let the relay in: all letters wait.
    Unreachable(String),
}

/// Gives a written letter to the mail server.
pub async fn send(mailer: &Mailer, message: Message) -> Outcome {
    // The transport waits for ever once it is connected.
    let sent = tokio::time::timeout(LETTER_WITHIN, mailer.transport.send(message)).await;
    let Ok(sent) = sent else {
        return Outcome::Unreachable("the mail server does not answer".to_owned());
    };
    match sent {
        Ok(_) => Outcome::Sent,
        // What this letter asks for, such as an address beyond ASCII, its server cannot do.
        Err(error) if error.is_client() => Outcome::Bounced(error.to_string()),
        Err(error) => {
            let said = std::error::Error::source(&error)
                .map_or_else(|| error.to_string(), ToString::to_string);
            meaning(error.status(), said)
        }
    }
}

fn meaning(code: Option<Code>, said: String) -> Outcome {
    let Some(code) = code else {
        return Outcome::Unreachable(said);
    };
    let number = code.to_string();
    let said = format!("{number} {said}");
    match number.as_str() {
        // Signing in failed: that is between the relay and its server, not about the receiver.
        "421" | "454" | "530" | "534" | "535" | "538" => Outcome::Unreachable(said),
        _ if number.starts_with('4') => Outcome::Later(said),
        // RFC 3463: 5.7 is security and policy.
        _ if said.contains(" 5.7.") => Outcome::Blocked(said),
        _ => Outcome::Bounced(said),
    }
}

/// Writes a letter.
///
/// # Errors
/// Returns why it can go to nobody.
pub fn message(from: &Mailbox, letter: &Due, file: Option<&Body>) -> Result<Message, String> {
    let address = letter.address.parse();
    let address = address.map_err(|why: lettre::address::AddressError| why.to_string())?;
    let name = (!letter.name.is_empty()).then(|| letter.name.clone());
    // One id for all tries: a mailbox that gets a letter twice can tell.
    let id = format!(
        "<{}.{}.{}@{}>",
        letter.production,
        letter.batch_name,
        letter.person,
        from.email.domain()
    );
    let mut builder = Message::builder()
        .message_id(Some(id))
        .from(from.clone())
        .to(Mailbox::new(name, address))
        .subject(letter.subject.clone());
    if let Some(reply_to) = letter.reply_to.as_deref().and_then(|a| a.parse().ok()) {
        builder = builder.reply_to(reply_to);
    }
    let text = SinglePart::plain(letter.text.clone());
    let built = match file {
        Some(file) => {
            let kind = ContentType::parse("application/pdf").map_err(|why| why.to_string())?;
            let file = Attachment::new(letter.file_name.clone()).body(file.clone(), kind);
            builder.multipart(MultiPart::mixed().singlepart(text).singlepart(file))
        }
        None => builder.singlepart(text),
    };
    built.map_err(|why| why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_says_decides_what_happens_next() {
        let check = |code: Option<&str>, said: &str, want: fn(String) -> Outcome| {
            let code = code.map(|c| {
                let digits: Vec<u8> = c.bytes().map(|b| b - b'0').collect();
                code_of(&digits)
            });
            let found = meaning(code, said.to_owned());
            let said = match &found {
                Outcome::Sent => String::new(),
                Outcome::Bounced(s)
                | Outcome::Blocked(s)
                | Outcome::Later(s)
                | Outcome::Unreachable(s) => s.clone(),
            };
            assert_eq!(found, want(said));
        };
        check(Some("550"), "5.1.1 no such user", Outcome::Bounced);
        check(Some("550"), "5.7.1 policy", Outcome::Blocked);
        check(Some("451"), "try later", Outcome::Later);
        check(Some("535"), "wrong password", Outcome::Unreachable);
        check(Some("421"), "closing", Outcome::Unreachable);
        check(None, "connection refused", Outcome::Unreachable);
    }

    fn code_of(digits: &[u8]) -> Code {
        use lettre::transport::smtp::response::{Category, Detail, Severity};
        let severity = match digits[0] {
            4 => Severity::TransientNegativeCompletion,
            _ => Severity::PermanentNegativeCompletion,
        };
        let category = match digits[1] {
            2 => Category::Connections,
            3 => Category::Unspecified3,
            _ => Category::MailSystem,
        };
        let detail = match digits[2] {
            0 => Detail::Zero,
            1 => Detail::One,
            _ => Detail::Five,
        };
        Code::new(severity, category, detail)
    }
}
