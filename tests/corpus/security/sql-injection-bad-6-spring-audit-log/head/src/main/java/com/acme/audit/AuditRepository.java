package com.acme.audit;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
public class AuditRepository {

    private static final String TABLE = "audit_log";

    private final JdbcTemplate jdbc;
    private final EntityManager entityManager;

    public AuditRepository(JdbcTemplate jdbc, EntityManager entityManager) {
        this.jdbc = jdbc;
        this.entityManager = entityManager;
    }

    public List<AuditEntry> latest(int count) {
        return jdbc.query("SELECT id, actor, action, at FROM " + TABLE + " ORDER BY at DESC LIMIT ?",
            AuditEntry.MAPPER, count);
    }

    /** Entries of one actor, optionally restricted to an action and a time span. */
    public List<AuditEntry> search(String actor, String action, Instant from) {
        StringBuilder sql = new StringBuilder("SELECT id, actor, action, at FROM ").append(TABLE);
        sql.append(" WHERE actor = ?");
        if (action != null && !action.isBlank()) {
            sql.append(" AND action = '").append(action).append("'");
        }
        if (from != null) {
            sql.append(" AND at >= ?");
            return jdbc.query(sql.toString(), AuditEntry.MAPPER, actor, java.sql.Timestamp.from(from));
        }
        return jdbc.query(sql.toString(), AuditEntry.MAPPER, actor);
    }

    public List<AuditEntity> byComment(String comment, String order) {
        String jpql = String.format("select a from AuditEntity a where a.comment like :comment order by a.%s", order);
        return entityManager.createQuery(jpql, AuditEntity.class)
            .setParameter("comment", "%" + comment + "%")
            .setMaxResults(100)
            .getResultList();
    }
}
