use sqlx::PgPool;

pub struct Tag {
    pub article_id: i64,
    pub tag: String,
}

pub async fn load_tags(pool: &PgPool, ids: &[i64]) -> Result<Vec<Tag>, sqlx::Error> {
    let mut all = Vec::new();
    for chunk in ids.chunks(500) {
        let rows = sqlx::query_as::<_, Tag>("SELECT article_id, tag FROM tags WHERE article_id = ANY($1)")
            .bind(chunk)
            .fetch_all(pool)
            .await?;
        all.extend(rows);
    }
    Ok(all)
}
