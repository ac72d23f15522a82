use std::time::Duration;

use reqwest::Client;

pub struct Settings {
    pub base_url: String,
    pub timeout_s: u64,
}

/// Builds the client of the control plane.
pub fn build(settings: &Settings) -> reqwest::Result<Client> {
    Client::builder()
        .timeout(Duration::from_secs(settings.timeout_s))
        .build()
}
