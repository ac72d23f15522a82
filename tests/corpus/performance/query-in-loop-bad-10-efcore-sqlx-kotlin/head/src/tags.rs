use sqlx::PgPool;

pub struct Article {
    pub id: i64,
    pub tags: Vec<String>,
}

pub async fn load_tags(pool: &PgPool, articles: &mut Vec<Article>) -> Result<(), sqlx::Error> {
    for article in articles.iter_mut() {
        article.tags = sqlx::query_scalar("SELECT tag FROM tags WHERE article_id = $1 LIMIT 50")
            .bind(article.id)
            .fetch_all(pool)
            .await?;
    }
    Ok(())
}
