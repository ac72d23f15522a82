#[derive(Debug)]
pub enum Command {
    Get(String),
}

pub fn parse(line: &str) -> Result<Command, String> {
    match line.split_once(' ') {
        Some(("GET", key)) => Ok(Command::Get(key.to_owned())),
        Some((word, _)) => Err(format!("unknown command {word}")),
        None => Err(format!("malformed line: {line}")),
    }
}

pub fn opposite(side: u8) -> u8 {
    match side & 1 {
        0 => 1,
        1 => 0,
        _ => unreachable!("one bit has two values"),
    }
}
