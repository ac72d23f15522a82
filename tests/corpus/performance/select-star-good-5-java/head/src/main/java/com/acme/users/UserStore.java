package com.acme.users;

import org.springframework.jdbc.core.JdbcTemplate;

public class UserStore {
    private final JdbcTemplate jdbc;

    public UserStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public String email(long id) {
        return jdbc.queryForObject("SELECT email FROM users WHERE id = ?", String.class, id);
    }

    public Integer admins() {
        return jdbc.queryForObject("SELECT COUNT(*) FROM users WHERE role = 'admin'", Integer.class);
    }
}
