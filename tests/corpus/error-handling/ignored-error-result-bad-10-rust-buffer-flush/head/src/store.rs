use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum StoreError {
    #[error("cannot read {path}")]
    Read {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("no entry {0}")]
    Missing(String),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    pub key: String,
    pub value: String,
}

pub struct Store {
    root: PathBuf,
    entries: HashMap<String, Entry>,
}

impl Store {
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let path = root.join("entries.json");
        let text = fs::read_to_string(&path).map_err(|source| StoreError::Read { path: path.clone(), source })?;
        let list: Vec<Entry> = serde_json::from_str(&text).unwrap();
        let entries = list.into_iter().map(|e| (e.key.clone(), e)).collect();
        Ok(Self { root: root.to_path_buf(), entries })
    }

    pub fn get(&self, key: &str) -> Result<&Entry, StoreError> {
        self.entries.get(key).ok_or_else(|| StoreError::Missing(key.to_owned()))
    }

    pub fn save(&self) -> std::io::Result<()> {
        let mut out = BufWriter::new(File::create(self.root.join("entries.json"))?);
        let list: Vec<&Entry> = self.entries.values().collect();
        out.write_all(serde_json::to_string(&list)?.as_bytes())?;
        let _ = out.flush();
        Ok(())
    }
}
