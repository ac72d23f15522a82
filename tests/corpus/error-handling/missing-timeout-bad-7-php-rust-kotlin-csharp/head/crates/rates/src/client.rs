use reqwest::Client;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Rate {
    pub currency: String,
    pub value: f64,
}

pub struct RatesClient {
    http: Client,
    base: String,
}

impl RatesClient {
    pub fn new(base: impl Into<String>) -> Self {
        Self {
            http: Client::new(),
            base: base.into(),
        }
    }

    pub async fn rate(&self, currency: &str) -> Result<Rate, reqwest::Error> {
        let url = format!("{}/rates/{}", self.base, currency);
        self.http.get(url).send().await?.error_for_status()?.json().await
    }
}
