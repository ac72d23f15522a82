use tracing::{info, warn};

use crate::store::{Store, StoreError};

/// Opens a session.
pub async fn open(store: &Store, email: &str, password: &str) -> Result<Option<String>, StoreError> {
    let user = store.verify(email, password).await?;
    Ok(user.map(|u| u.session))
}
