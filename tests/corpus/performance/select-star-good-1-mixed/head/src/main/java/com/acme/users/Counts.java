package com.acme.users;

import org.springframework.jdbc.core.JdbcTemplate;

public class Counts {

    private final JdbcTemplate jdbc;

    public Counts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public long users() {
        Long count = jdbc.queryForObject("SELECT count(*) FROM users", Long.class);
        return count == null ? 0 : count;
    }
}
