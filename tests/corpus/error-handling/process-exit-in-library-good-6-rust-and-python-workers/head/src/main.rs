use std::process::ExitCode;

mod protocol;

fn main() -> ExitCode {
    let Some(line) = std::env::args().nth(1) else {
        eprintln!("usage: protocol LINE");
        std::process::exit(64);
    };
    match protocol::parse(&line) {
        Ok(command) => {
            println!("{command:?}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
