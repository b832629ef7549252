//! A folder served to a browser as any web server would, without `lantoa`.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server of files, which ends with the test.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:40123/`.
    pub host: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    pub fn of(root: &Path) -> Self {
        Server::at(root, "0")
    }

    /// Its port: another server can take its place there.
    pub fn port(&self) -> String {
        self.host.trim_end_matches('/').rsplit(':').next().unwrap_or_default().to_string()
    }

    /// At a port; any that is free where it is 0.
    pub fn at(root: &Path, port: &str) -> Self {
        let mut child = Command::new("python3")
            .args(["-u", "-m", "http.server", port, "--bind", "127.0.0.1"])
            .current_dir(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("python3");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let port = line.split("port ").nth(1).and_then(|rest| rest.split(' ').next());
        let host = format!("http://127.0.0.1:{}/", port.expect("a port"));
        Server { child, host }
    }
}
