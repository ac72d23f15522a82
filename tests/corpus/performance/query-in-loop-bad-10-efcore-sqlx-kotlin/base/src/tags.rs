use sqlx::PgPool;

pub struct Article {
    pub id: i64,
    pub tags: Vec<String>,
}
