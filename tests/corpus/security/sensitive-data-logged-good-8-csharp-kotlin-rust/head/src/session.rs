use tracing::{info, warn};

use crate::store::{Store, StoreError};

/// Opens a session.
pub async fn open(store: &Store, email: &str, password: &str) -> Result<Option<String>, StoreError> {
    let Some(user) = store.verify(email, password).await? else {
        warn!("wrong password for {}, {} characters", email, password.len());
        return Ok(None);
    };
    let session_token = store.open_session(user.id).await?;
    info!(user = user.id, token_length = session_token.len(), "session opened");
    Ok(Some(session_token))
}
