package com.acme.users;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
public class UserDao {

    private final JdbcTemplate jdbc;

    public UserDao(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The members of a team. */
    public List<User> ofTeam(long teamId) {
        return jdbc.query("SELECT u.* FROM users u WHERE u.team_id = ? LIMIT 200", User.MAPPER, teamId);
    }
}
