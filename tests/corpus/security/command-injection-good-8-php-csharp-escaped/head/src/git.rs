use std::path::Path;
use std::process::{Command, Output};

/// Clones one branch of a repository.
pub fn clone(url: &str, branch: &str, target: &Path) -> std::io::Result<Output> {
    Command::new("git")
        .arg("clone")
        .args(["--depth", "1", "--branch", branch])
        .arg("--")
        .arg(url)
        .arg(target)
        .output()
}

/// The number of commits, counted by a shell pipeline.
pub fn commits() -> std::io::Result<Output> {
    Command::new("sh").arg("-c").arg("git log --oneline | wc -l").output()
}
