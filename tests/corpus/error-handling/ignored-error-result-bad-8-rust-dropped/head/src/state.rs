use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::PathBuf;

pub struct State {
    path: PathBuf,
    values: HashMap<String, String>,
}

impl State {
    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    /// Writes the state to its file.
    fn save(&self) -> io::Result<()> {
        let text = serde_json::to_string(&self.values)?;
        fs::write(&self.path, text)
    }

    pub fn put(&mut self, key: &str, value: &str) {
        self.values.insert(key.to_owned(), value.to_owned());
        let _ = self.save();
    }

    pub fn port(&self) -> u16 {
        self.get("port").unwrap_or("8080").parse().expect("")
    }
}
