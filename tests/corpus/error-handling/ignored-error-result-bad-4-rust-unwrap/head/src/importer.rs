use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Row {
    pub sku: String,
    pub count: u32,
}

pub fn count_lines(path: &Path) -> Result<usize> {
    let file = File::open(path).with_context(|| format!("open {}", path.display()))?;
    Ok(BufReader::new(file).lines().count())
}

/// Reads the rows of a delivery note, one JSON object a line.
pub fn read_rows(path: &Path) -> Result<Vec<Row>> {
    let file = File::open(path).with_context(|| format!("open {}", path.display()))?;
    let mut rows = Vec::new();
    for line in BufReader::new(file).lines() {
        let line = line.context("read a line")?;
        if line.trim().is_empty() {
            continue;
        }
        let row: Row = serde_json::from_str(&line).unwrap();
        rows.push(row);
    }
    Ok(rows)
}
