use std::process;

#[derive(Debug, PartialEq)]
pub enum Command {
    Get(String),
    Set(String, String),
}

pub fn is_command(word: &str) -> bool {
    matches!(word, "GET" | "SET")
}
