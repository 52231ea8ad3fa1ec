//! The binary as a process.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

pub struct TestRelay {
    pub port: u16,
    child: Child,
    flags: Vec<String>,
    data: Arc<TempDir>,
    said: Arc<Mutex<String>>,
}

pub fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_callboard"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CALLBOARD_")) {
        command.env_remove(name);
    }
    command
}

impl TestRelay {
    pub fn start(flags: &[&str]) -> Self {
        let flags = flags.iter().map(|flag| (*flag).to_owned()).collect();
        Self::start_in(Arc::new(TempDir::new().unwrap()), flags)
    }

    fn start_in(data: Arc<TempDir>, flags: Vec<String>) -> Self {
        let mut child = binary()
            .args(["serve", "--host", "127.0.0.1", "--port", "0", "--data"])
            .arg(data.path())
            .args(&flags)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let mut stderr = child.stderr.take().unwrap();
        let keep = said.clone();
        std::thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(n @ 1..) = stderr.read(&mut part) {
                keep.lock()
                    .unwrap()
                    .push_str(&String::from_utf8_lossy(&part[..n]));
            }
        });
        let mut ready = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut ready).unwrap();
        let port = ready
            .trim()
            .strip_prefix("Callboard is ready: http://localhost:")
            .unwrap_or_else(|| panic!("{ready:?} {}", said.lock().unwrap()))
            .parse()
            .unwrap();
        Self {
            port,
            child,
            flags,
            data,
            said,
        }
    }

    pub fn data(&self) -> &Path {
        self.data.path()
    }

    pub fn file(&self) -> PathBuf {
        self.data().join("callboard.sqlite")
    }

    /// What it wrote to the terminal.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    #[allow(dead_code)]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Pulls the plug.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits until it did.
    pub fn terminate(&mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").arg(&id).status().unwrap().success());
        self.child.wait().unwrap()
    }

    /// Starts another on the same data, on another port.
    pub fn start_again(mut self) -> Self {
        if self.is_alive() {
            self.kill();
        }
        Self::start_in(self.data.clone(), self.flags.clone())
    }
}

impl Drop for TestRelay {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
