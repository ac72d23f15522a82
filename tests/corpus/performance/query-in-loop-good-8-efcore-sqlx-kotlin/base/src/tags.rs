use sqlx::PgPool;

pub struct Tag {
    pub article_id: i64,
    pub tag: String,
}
