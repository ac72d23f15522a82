use std::fs;
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

pub struct Cache {
    root: PathBuf,
}

impl Cache {
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Everyone on the build host shares the cache.
    pub fn share(&self, name: &Path) -> io::Result<()> {
        let path = self.root.join(name);
        fs::set_permissions(path, fs::Permissions::from_mode(0o777))
    }

    pub fn create(&self, name: &Path) -> io::Result<fs::File> {
        fs::OpenOptions::new().write(true).create_new(true).mode(0o666).open(self.root.join(name))
    }
}
