package com.acme.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class Leaser {

    private static final Logger log = LoggerFactory.getLogger(Leaser.class);

    private final DataSource source;

    public Leaser(DataSource source) {
        this.source = source;
    }

    public <T> T lease(Function<Connection, T> work) throws SQLException {
        Connection connection = source.getConnection();
        try {
            return work.apply(connection);
        } finally {
            try {
                connection.close();
            } catch (SQLException e) {
                log.warn("connection did not close", e);
            }
        }
    }

    public void closeAll(List<Connection> connections) {
        int closed = 0;
        try {
            log.info("closing {} connections", connections.size());
        } finally {
            for (Connection connection : connections) {
                if (connection == null) {
                    continue;
                }
                try {
                    connection.close();
                    closed++;
                } catch (SQLException e) {
                    log.warn("connection did not close", e);
                }
            }
        }
        log.info("{} connections closed", closed);
    }

    public void later(Runnable work, List<Runnable> hooks) {
        try {
            work.run();
        } finally {
            hooks.removeIf(hook -> {
                hook.run();
                return true;
            });
        }
    }
}
