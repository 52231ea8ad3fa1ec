//! A small mail server over TCP: takes letters, and refuses whom the test says.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

#[derive(Clone, Debug)]
pub struct Mail {
    pub from: String,
    pub to: String,
    pub data: String,
}

#[derive(Default)]
struct Desk {
    taken: Vec<Mail>,
    /// What is answered to a receiver, in turn; the last one for ever, and then 250.
    answers: HashMap<String, Vec<&'static str>>,
    asked: HashMap<String, usize>,
    held: HashMap<String, (oneshot::Sender<()>, oneshot::Receiver<()>)>,
}

/// A letter that stops at its receiver's name.
pub struct Hold {
    reached: oneshot::Receiver<()>,
    go_on: oneshot::Sender<()>,
}

impl Hold {
    /// Waits until the letter is there.
    pub async fn reached(&mut self) {
        (&mut self.reached).await.unwrap();
    }

    pub fn let_go(self) {
        self.go_on.send(()).unwrap();
    }
}

#[derive(Clone)]
pub struct SmtpServer {
    pub port: u16,
    desk: Arc<Mutex<Desk>>,
}

impl SmtpServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            desk: Arc::default(),
        };
        let desk = server.desk.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, desk.clone()));
            }
        });
        server
    }

    pub fn answers(&self, to: &str, lines: &[&'static str]) {
        let mut desk = self.desk.lock().unwrap();
        desk.answers.insert(to.to_owned(), lines.to_vec());
    }

    /// Holds up the next letter to an address.
    pub fn holds(&self, to: &str) -> Hold {
        let (tell, reached) = oneshot::channel();
        let (go_on, waits) = oneshot::channel();
        let mut desk = self.desk.lock().unwrap();
        desk.held.insert(to.to_owned(), (tell, waits));
        Hold { reached, go_on }
    }

    pub fn taken(&self) -> Vec<Mail> {
        self.desk.lock().unwrap().taken.clone()
    }

    pub fn taken_by(&self, to: &str) -> usize {
        self.taken().iter().filter(|mail| mail.to == to).count()
    }

    /// How often somebody tried to write to an address.
    pub fn asked(&self, to: &str) -> usize {
        *self.desk.lock().unwrap().asked.get(to).unwrap_or(&0)
    }

    /// The flags of a relay that sends through this server.
    pub fn flags(&self) -> Vec<String> {
        [
            "--mail-host",
            "127.0.0.1",
            "--mail-port",
            &self.port.to_string(),
            "--mail-tls",
            "none",
            "--mail-from",
            "Night Bus <office@nightbus.example>",
            "--mail-retry-seconds",
            "1",
        ]
        .map(str::to_owned)
        .to_vec()
    }
}

async fn talk(stream: TcpStream, desk: Arc<Mutex<Desk>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut mail: Option<Mail> = None;
    let _ = write.write_all(b"220 mail.test ESMTP\r\n").await;
    while let Ok(Some(line)) = lines.next_line().await {
        let word = line.split([' ', ':']).next().unwrap().to_uppercase();
        let address = || {
            let inside = line.split('<').nth(1).unwrap_or_default();
            inside.split('>').next().unwrap_or_default().to_owned()
        };
        let held = match word.as_str() {
            "RCPT" => desk.lock().unwrap().held.remove(&address()),
            _ => None,
        };
        if let Some((tell, waits)) = held {
            let _ = tell.send(());
            let _ = waits.await;
        }
        let answer = match word.as_str() {
            "EHLO" => "250-mail.test\r\n250-8BITMIME\r\n250 SMTPUTF8".to_owned(),
            "MAIL" => {
                mail = Some(Mail {
                    from: address(),
                    to: String::new(),
                    data: String::new(),
                });
                "250 2.1.0 ok".to_owned()
            }
            "RCPT" => {
                let to = address();
                let mut desk = desk.lock().unwrap();
                *desk.asked.entry(to.clone()).or_default() += 1;
                // The last refusal holds for ever; what comes before it, once.
                let said = desk.answers.get_mut(&to).and_then(|lines| match lines[..] {
                    [] => None,
                    [last] if last.starts_with('5') => Some(last),
                    _ => Some(lines.remove(0)),
                });
                let said = said.unwrap_or("250 2.1.5 ok");
                if said.starts_with('2')
                    && let Some(mail) = &mut mail
                {
                    mail.to = to;
                }
                said.to_owned()
            }
            "DATA" => {
                let _ = write.write_all(b"354 go on\r\n").await;
                let mut data = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    data.push('\n');
                }
                if let Some(mut mail) = mail.take() {
                    mail.data = data;
                    desk.lock().unwrap().taken.push(mail);
                }
                "250 2.0.0 taken".to_owned()
            }
            "RSET" | "NOOP" => "250 ok".to_owned(),
            "QUIT" => {
                let _ = write.write_all(b"221 bye\r\n").await;
                return;
            }
            _ => "500 what".to_owned(),
        };
        if write
            .write_all(format!("{answer}\r\n").as_bytes())
            .await
            .is_err()
        {
            return;
        }
    }
}
