#[derive(Debug)]
pub enum Command {
    Get(String),
}

