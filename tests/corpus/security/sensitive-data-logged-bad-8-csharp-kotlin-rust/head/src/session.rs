use tracing::{info, warn};

use crate::store::{Store, StoreError};

/// Opens a session.
pub async fn open(store: &Store, email: &str, password: &str) -> Result<Option<String>, StoreError> {
    let Some(user) = store.verify(email, password).await? else {
        warn!("wrong password {} for {}", password, email);
        return Ok(None);
    };
    let session_token = store.open_session(user.id).await?;
    info!(user = user.id, %session_token, "session opened");
    Ok(Some(session_token))
}
