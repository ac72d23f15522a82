use axum::http::{HeaderMap, StatusCode};

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
    if token != settings.admin_token {
        return Err(StatusCode::FORBIDDEN);
    }
    Ok(())
}
