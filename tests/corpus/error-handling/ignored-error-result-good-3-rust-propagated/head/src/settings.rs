use std::fs;
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context, Result};
use once_cell::sync::Lazy;
use regex::Regex;

static NAME: Lazy<Regex> = Lazy::new(|| Regex::new(r"^[a-z][a-z0-9-]*$").unwrap());

pub fn load(path: &Path) -> Result<toml::Value> {
    let text = fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
    let value = text.parse::<toml::Value>().context("settings are not TOML")?;
    Ok(value)
}

pub fn port(value: &toml::Value) -> u16 {
    value.get("port").and_then(|p| p.as_integer()).and_then(|p| u16::try_from(p).ok()).unwrap_or(8080)
}

pub fn bump(counter: &Mutex<u64>) -> u64 {
    let mut guard = counter.lock().unwrap();
    *guard += 1;
    *guard
}

pub fn is_name(text: &str) -> bool {
    NAME.is_match(text)
}

pub fn threads(value: &toml::Value) -> usize {
    value
        .get("threads")
        .map(|t| t.as_integer().expect("threads was validated as an integer by load()"))
        .unwrap_or(4) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_read() {
        let value = "port = 9".parse::<toml::Value>().unwrap();
        assert_eq!(port(&value), 9);
    }
}
