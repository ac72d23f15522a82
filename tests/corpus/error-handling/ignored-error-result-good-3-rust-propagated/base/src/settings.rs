use std::fs;
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context, Result};
use once_cell::sync::Lazy;
use regex::Regex;

static NAME: Lazy<Regex> = Lazy::new(|| Regex::new(r"^[a-z][a-z0-9-]*$").unwrap());

