package com.acme.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
public class AuditRepository {

    private static final String TABLE = "audit_log";
    private static final String SELECT = "SELECT id, actor, action, at FROM " + TABLE;

    public enum Order { NEWEST("at DESC"), OLDEST("at ASC");
        private final String clause;
        Order(String clause) { this.clause = clause; }
        String clause() { return clause; }
    }

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;

    public AuditRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
    }

    public List<AuditEntry> latest(int count) {
        return jdbc.query("SELECT id, actor, action, at FROM " + TABLE + " ORDER BY at DESC LIMIT ?",
            AuditEntry.MAPPER, count);
    }

    public List<AuditEntry> search(String actor, String action, List<Long> tenants, int limit) {
        StringBuilder sql = new StringBuilder(SELECT).append(" WHERE actor = ?");
        List<Object> arguments = new ArrayList<>();
        arguments.add(actor);
        if (action != null) {
            sql.append(" AND action = ?");
            arguments.add(action);
        }
        if (!tenants.isEmpty()) {
            String marks = String.join(",", Collections.nCopies(tenants.size(), "?"));
            sql.append(" AND tenant_id IN (").append(marks).append(")");
            arguments.addAll(tenants);
        }
        sql.append(" ORDER BY at DESC LIMIT ").append(limit);
        return jdbc.query(sql.toString(), AuditEntry.MAPPER, arguments.toArray());
    }

    public List<AuditEntry> ofDay(String day, boolean descending) {
        String direction = descending ? "DESC" : "ASC";
        return named.query(SELECT + " WHERE date(at) = :day ORDER BY at " + direction, Map.of("day", day), AuditEntry.MAPPER);
    }
}
