//! How the installation sends mail, read when the relay starts.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, Tokio1Executor};

/// How the way to the mail server is kept secret.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum TlsMode {
    /// From the first byte, usually on port 465
    Tls,
    /// After STARTTLS, usually on port 587; refused if the server offers none
    Starttls,
    /// Not at all: only for a server on the same machine or network
    None,
}

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Mail")]
pub struct MailOptions {
    /// Mail server that takes call sheets; without it the relay sends no mail
    #[arg(long, env = "CALLBOARD_MAIL_HOST")]
    pub mail_host: Option<String>,

    /// Its port; 465 for tls, 587 for starttls, 25 for none
    #[arg(long, env = "CALLBOARD_MAIL_PORT")]
    pub mail_port: Option<u16>,

    /// How the way there is kept secret
    #[arg(long, env = "CALLBOARD_MAIL_TLS", value_enum, default_value_t = TlsMode::Starttls)]
    pub mail_tls: TlsMode,

    /// Who the relay signs in as, if it must
    #[arg(long, env = "CALLBOARD_MAIL_USER", requires = "mail_password_file")]
    pub mail_user: Option<String>,

    /// File that holds the password, and nothing else
    #[arg(long, env = "CALLBOARD_MAIL_PASSWORD_FILE", requires = "mail_user")]
    pub mail_password_file: Option<PathBuf>,

    /// Whom the mail is from, such as "Night Ferry <office@example.com>"
    #[arg(long, env = "CALLBOARD_MAIL_FROM")]
    pub mail_from: Option<String>,

    /// Letters of one production in an hour
    #[arg(long, env = "CALLBOARD_MAIL_PER_HOUR", default_value_t = 2000)]
    pub mail_per_hour: u32,

    /// Largest attachment of a letter, in MiB
    #[arg(long, env = "CALLBOARD_MAIL_FILE_MIB", default_value_t = 8)]
    pub mail_file_mib: usize,

    /// Mails that devices may send to the relay at once; each takes memory, up to three times the
    /// largest attachment
    #[arg(long, env = "CALLBOARD_MAIL_BODIES", default_value_t = 4)]
    pub mail_bodies: usize,

    /// Seconds before a letter that could not go is tried again; doubled each time
    #[arg(long, env = "CALLBOARD_MAIL_RETRY_SECONDS", default_value_t = 30)]
    pub mail_retry_seconds: u32,

    /// Hours after which the relay gives a letter up
    #[arg(long, env = "CALLBOARD_MAIL_GIVE_UP_HOURS", default_value_t = 12)]
    pub mail_give_up_hours: u32,
}

/// Why no mail can be sent as the relay was told to.
#[derive(Debug, thiserror::Error)]
pub enum BadSetup {
    #[error(
        "Mail needs --create-key: without one, anybody could make a production here and send mail in your name."
    )]
    NoKey,
    #[error("Mail needs a sender: give --mail-from, such as \"Night Ferry <office@example.com>\".")]
    NoFrom,
    #[error("--mail-from {0:?} is not an address ({1}).")]
    From(String, lettre::address::AddressError),
    #[error("The password file {0} cannot be read ({1}).")]
    Password(PathBuf, std::io::Error),
    #[error("The mail server {0:?} cannot be used with TLS ({1}).")]
    Tls(String, lettre::transport::smtp::Error),
}

/// The way to the mail server.
pub struct Mailer {
    pub from: Mailbox,
    pub transport: AsyncSmtpTransport<Tokio1Executor>,
    pub retry: Duration,
    pub give_up: Duration,
}

/// A server that has not answered for so long will not.
const PATIENCE: Duration = Duration::from_secs(30);

impl Mailer {
    /// Reads the options; none if the installation sends no mail. Does not connect.
    ///
    /// # Errors
    /// Returns a sentence for whoever started the relay.
    pub fn of(options: &MailOptions) -> Result<Option<Self>, BadSetup> {
        let Some(host) = &options.mail_host else {
            return Ok(None);
        };
        let from = options.mail_from.clone().ok_or(BadSetup::NoFrom)?;
        let from = from.parse().map_err(|why| BadSetup::From(from, why))?;
        let parameters =
            || TlsParameters::new(host.clone()).map_err(|why| BadSetup::Tls(host.clone(), why));
        let (tls, usual_port) = match options.mail_tls {
            TlsMode::Tls => (Tls::Wrapper(parameters()?), 465),
            TlsMode::Starttls => (Tls::Required(parameters()?), 587),
            TlsMode::None => (Tls::None, 25),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(options.mail_port.unwrap_or(usual_port))
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let (Some(user), Some(file)) = (&options.mail_user, &options.mail_password_file) {
            builder = builder.credentials(Credentials::new(user.clone(), password(file)?));
        }
        Ok(Some(Self {
            from,
            transport: builder.build(),
            retry: Duration::from_secs(u64::from(options.mail_retry_seconds.max(1))),
            give_up: Duration::from_secs(u64::from(options.mail_give_up_hours) * 3600),
        }))
    }
}

fn password(file: &Path) -> Result<String, BadSetup> {
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|why| BadSetup::Password(file.to_owned(), why))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
