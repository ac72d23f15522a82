use std::io::{self, BufWriter, Write};
use std::net::TcpStream;

pub fn prompt(text: &str) -> io::Result<String> {
    print!("{text}: ");
    let _ = io::stdout().flush();
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line)
}

pub struct Peer {
    stream: BufWriter<TcpStream>,
}

impl Peer {
    pub fn send(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(text.as_bytes())?;
        self.stream.flush()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.stream.flush();
    }
}

pub fn lines(rows: &[String]) {
    let mut out = BufWriter::new(io::stdout().lock());
    for row in rows {
        let _ = writeln!(out, "{row}");
    }
    let _ = out.flush();
}
