use axum::http::{HeaderMap, StatusCode};
use subtle::ConstantTimeEq;

pub struct Settings {
    pub admin_token: String,
    pub realm: String,
}

pub fn realm(settings: &Settings) -> String {
    format!("Bearer realm=\"{}\"", settings.realm)
}

/// Checks the bearer token of an administrator.
pub fn require_admin(headers: &HeaderMap, settings: &Settings) -> Result<(), StatusCode> {
    let header = headers
        .get("authorization")
        .and_then(|value| value.to_str().ok())
        .ok_or(StatusCode::UNAUTHORIZED)?;
    let token = header.strip_prefix("Bearer ").ok_or(StatusCode::UNAUTHORIZED)?;
    if settings.admin_token.is_empty() || token.len() != settings.admin_token.len() {
        return Err(StatusCode::FORBIDDEN);
    }
    if bool::from(token.as_bytes().ct_eq(settings.admin_token.as_bytes())) {
        Ok(())
    } else {
        Err(StatusCode::FORBIDDEN)
    }
}
