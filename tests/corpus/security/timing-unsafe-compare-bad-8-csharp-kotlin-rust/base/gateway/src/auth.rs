use axum::http::{HeaderMap, StatusCode};

pub struct Settings {
    pub admin_token: String,
    pub realm: String,
}

pub fn realm(settings: &Settings) -> String {
    format!("Bearer realm=\"{}\"", settings.realm)
}
