package com.acme.audit;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
public class AuditRepository {

    private static final String TABLE = "audit_log";

    private final JdbcTemplate jdbc;

    public AuditRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public List<AuditEntry> latest(int count) {
        return jdbc.query("SELECT id, actor, action, at FROM " + TABLE + " ORDER BY at DESC LIMIT ?",
            AuditEntry.MAPPER, count);
    }
}
