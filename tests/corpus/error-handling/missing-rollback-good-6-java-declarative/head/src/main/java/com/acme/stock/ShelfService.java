package com.acme.stock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@Service
public class ShelfService {

    private final DataSource dataSource;
    private final ShelfRepository shelves;
    private final TransactionTemplate transactions;

    public ShelfService(DataSource dataSource, ShelfRepository shelves, TransactionTemplate transactions) {
        this.dataSource = dataSource;
        this.shelves = shelves;
        this.transactions = transactions;
    }

    @Transactional
    public void rename(long id, String name) {
        Shelf shelf = shelves.findById(id).orElseThrow();
        shelf.setName(name);
    }

    public void close(long id) {
        transactions.executeWithoutResult(status -> shelves.close(id));
    }

    public void move(long from, long to, int count) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement move = connection.prepareStatement("UPDATE shelves SET held = held + ? WHERE id = ?")) {
                move.setInt(1, -count);
                move.setLong(2, from);
                move.executeUpdate();
                move.setInt(1, count);
                move.setLong(2, to);
                move.executeUpdate();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }
}
