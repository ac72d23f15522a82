use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// Counts the lines of a file; the file closes when the reader is dropped.
pub fn count(path: &Path) -> io::Result<usize> {
    let file = File::open(path)?;
    let mut total = 0;
    for line in BufReader::new(file).lines() {
        if !line?.is_empty() {
            total += 1;
        }
    }
    Ok(total)
}
