use anyhow::{Context, Result};

pub async fn load(client: &Client, id: u64) -> Result<Item> {
    let item = client.get(id).await.context("item not loaded")?;
    if let Err(error) = client.touch(id).await {
        tracing::warn!(%error, "touch failed");
    }
    match client.seen(id).await {
        Ok(_) => {}
        Err(error) => tracing::debug!(?error, "not marked"),
    }
    Ok(item)
}

pub fn port(text: &str) -> u16 {
    text.parse().unwrap_or(8080)
}
