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
}
