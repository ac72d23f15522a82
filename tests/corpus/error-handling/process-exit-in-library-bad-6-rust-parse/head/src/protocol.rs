use std::process;

#[derive(Debug, PartialEq)]
pub enum Command {
    Get(String),
    Set(String, String),
}

pub fn is_command(word: &str) -> bool {
    matches!(word, "GET" | "SET")
}

/// Reads one line of the protocol.
pub fn parse(line: &str) -> Command {
    let mut words = line.split_whitespace();
    match (words.next(), words.next(), words.next()) {
        (Some("GET"), Some(key), None) => Command::Get(key.to_owned()),
        (Some("SET"), Some(key), Some(value)) => Command::Set(key.to_owned(), value.to_owned()),
        (Some(word), _, _) if !is_command(word) => {
            eprintln!("unknown command {word}");
            process::exit(2);
        }
        _ => panic!("malformed line: {line}"),
    }
}
