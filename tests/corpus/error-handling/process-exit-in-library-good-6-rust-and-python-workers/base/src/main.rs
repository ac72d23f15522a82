use std::process::ExitCode;

mod protocol;

