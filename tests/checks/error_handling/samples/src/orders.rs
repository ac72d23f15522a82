use std::fs::File;
use std::io::Write;

pub struct Orders { client: reqwest::Client }

impl Orders {
    pub fn new() -> Self {
        Self { client: reqwest::Client::new() }  // <-- here
    }
    pub async fn a(&self, order: &Order) -> Result<(), OrderError> {
        let file = File::create("a").unwrap();  // <-- here
        let body = serde_json::to_string(order).unwrap();
        file.write_all(b"x").ok();  // <-- here
        let _ = self.store.save(order).await;  // <-- here
        let _ = self.tx.send(order);
        let n = order.text.parse::<i64>().unwrap();  // <-- here
        let re = Regex::new("^a$").unwrap();
        let guard = self.map.lock().unwrap();
        let first = self.items.first().unwrap();
        let x = self.client.get("u").send().await.unwrap();  // <-- here
        let y = std::env::var("HOME").expect("HOME is set");
        let z = load().map_err(|_| OrderError::Load)?;
        let w = load().map_err(|_| OrderError::Other("load failed".to_string()))?;  // <-- here
        let v = load().map_err(|e| OrderError::Other(e.to_string()))?;
        let u = load().map_err(|_| anyhow!("load failed"))?;  // <-- here
        let t = req().map_err(|_| StatusCode::BAD_REQUEST)?;
        if let Err(_) = self.flush() {}  // <-- here
        if let Err(e) = self.flush() { warn!("flush {e}"); }
        match self.flush() { Ok(_) => {}, Err(_) => {} }  // <-- here
        match self.flush() { Ok(v) => v, Err(_) => return Ok(()) }
        match self.flush() { Ok(v) => v, Err(e) => { error!("x {}", e); } }
        match self.flush() { Ok(v) => v, Err(_) => 0 }
        std::process::exit(1);  // <-- here
        bail!("error");  // <-- here
        match load() { Ok(v) => v, Err(e) => panic!("{}", e) }  // <-- here
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn t() { load().unwrap(); let x = "1".parse::<i32>().unwrap(); }
}
