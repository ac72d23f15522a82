package com.acme.users;

import org.springframework.jdbc.core.JdbcTemplate;

public class Counts {

    private final JdbcTemplate jdbc;

    public Counts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }
}
