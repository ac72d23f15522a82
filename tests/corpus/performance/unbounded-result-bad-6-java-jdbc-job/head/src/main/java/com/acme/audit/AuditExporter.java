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

    /** Writes all audit entries to the archive file every night. */
    @Scheduled(cron = "0 0 2 * * *")
    public void exportAll() throws IOException {
        List<AuditEntry> entries = jdbc.query("SELECT id, user_id, action FROM audit_entries", AuditEntry.MAPPER);
        try (Writer out = Files.newBufferedWriter(target)) {
            for (AuditEntry entry : entries) {
                out.write(entry.toCsv());
                out.write('\n');
            }
        }
    }
}
