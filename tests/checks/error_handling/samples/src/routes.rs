use axum::{extract::State, http::StatusCode, Json};
use tokio::task;

#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("database")]
    Db(#[from] sqlx::Error),
}

pub async fn create(State(pool): State<PgPool>, Json(body): Json<NewOrder>) -> Result<Json<Order>, AppError> {
    let mut tx = pool.begin().await?;
    let order = sqlx::query_as::<_, Order>("INSERT").bind(body.sku).fetch_one(&mut *tx).await?;
    tx.commit().await?;
    Ok(Json(order))
}

pub async fn show(Path(id): Path<i64>) -> Result<Json<Order>, StatusCode> {
    load(id).await.map(Json).map_err(|_| StatusCode::NOT_FOUND)
}

pub fn config() -> Config {
    let port = std::env::var("PORT").ok().and_then(|p| p.parse().ok()).unwrap_or(8080);
    let host = std::env::var("HOST").unwrap_or_else(|_| "0.0.0.0".into());
    Config { port, host }
}

pub async fn worker(mut rx: mpsc::Receiver<Job>, tx: oneshot::Sender<()>) {
    while let Some(job) = rx.recv().await {
        if let Err(e) = run(job).await {
            tracing::error!(error = ?e, "job failed");
        }
    }
    let _ = tx.send(());
}

pub fn spawn_all() {
    let handle = task::spawn(async move { run().await });
    let ids: Vec<u32> = "1,2".split(',').map(|s| s.parse().unwrap_or(0)).collect();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let first = ids.iter().max().unwrap();
    let lock = CACHE.read().unwrap();
    let s = String::from_utf8_lossy(&bytes);
    let _guard = tracing::subscriber::set_default(sub);
    let _ = writeln!(out, "x");
    let _ = handle.await;
    let n: u64 = "5".parse().unwrap();
    let re = regex::Regex::new(r"^\d+$").expect("valid pattern");
}

pub async fn bad1(pool: &PgPool) -> Vec<Order> {
    sqlx::query_as::<_, Order>("SELECT").fetch_all(pool).await.unwrap()  // <-- here
}
pub fn bad2(text: &str) -> Value {
    serde_json::from_str(text).unwrap()  // <-- here
}
pub async fn bad3(client: &Client, order: &Order) {
    let _ = client.post("x").json(order).send().await;  // <-- here
}
pub fn bad4(path: &Path) -> Option<String> {
    match std::fs::read_to_string(path) {
        Ok(t) => Some(t),
        Err(_) => None,
    }
}
pub fn bad5(path: &str) -> String {
    std::fs::read_to_string(path).expect("")  // <-- here
}
pub async fn bad6(repo: &Repo, o: &Order) {
    repo.save(o).await.ok();  // <-- here
}
