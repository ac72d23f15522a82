use std::time::Duration;

use reqwest::Client;
use reqwest::{Certificate, Result};

pub struct Settings {
    pub base_url: String,
    pub timeout_s: u64,
}

/// Builds the client of the control plane, which has a certificate of our own authority.
pub fn build(settings: &Settings, root_pem: &[u8]) -> Result<Client> {
    let root = Certificate::from_pem(root_pem)?;
    Client::builder()
        .timeout(Duration::from_secs(settings.timeout_s))
        .add_root_certificate(root)
        .danger_accept_invalid_certs(false)
        .https_only(true)
        .build()
}
