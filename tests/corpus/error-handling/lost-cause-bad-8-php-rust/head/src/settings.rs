use std::fs;
use std::path::Path;

use anyhow::{anyhow, Context, Result};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Settings {
    pub listen: String,
    pub workers: usize,
}

impl Settings {
    /// Reads the settings file.
    pub fn load(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("settings {} cannot be read", path.display()))?;
        let settings: Settings = toml::from_str(&text)
            .map_err(|_| anyhow!("settings {} cannot be parsed", path.display()))?;
        Ok(settings)
    }
}
