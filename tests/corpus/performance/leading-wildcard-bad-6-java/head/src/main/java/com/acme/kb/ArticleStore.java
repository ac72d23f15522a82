package com.acme.kb;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

public class ArticleStore {
    private final JdbcTemplate jdbc;

    public ArticleStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public List<String> titles(String term) {
        return jdbc.queryForList(
            "SELECT title FROM articles WHERE body LIKE '%' || ? || '%' LIMIT 20", String.class, term);
    }
}
