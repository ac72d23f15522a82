package com.acme.audit;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
public class AuditExporter {

    private final JdbcTemplate jdbc;
    private final Path target;

    public AuditExporter(JdbcTemplate jdbc, AuditProperties properties) {
        this.jdbc = jdbc;
        this.target = properties.target();
    }

    /** How many entries a user has. */
    public int countFor(long userId) {
        Integer count = jdbc.queryForObject(
            "SELECT count(*) FROM audit_entries WHERE user_id = ?", Integer.class, userId);
        return count == null ? 0 : count;
    }
}
