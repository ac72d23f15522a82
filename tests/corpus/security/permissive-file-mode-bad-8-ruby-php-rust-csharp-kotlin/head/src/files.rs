use std::fs::{self, OpenOptions, Permissions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};

pub fn setup(p: &str) -> std::io::Result<()> {
    let mut perms = fs::metadata(p)?.permissions();
    perms.set_mode(0o777);
    fs::set_permissions(p, perms)?;
    fs::DirBuilder::new().mode(0o777).create(p)?;
    OpenOptions::new().create(true).write(true).mode(0o600).open(p)?;
    Ok(())
}
