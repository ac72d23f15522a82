package com.acme.stock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import jakarta.persistence.EntityManager;

public class StockDao {

    private final DataSource dataSource;

    public StockDao(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Moves articles between two shelves. */
    public void move(long from, long to, int count) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement take = connection.prepareStatement("UPDATE shelves SET held = held - ? WHERE id = ?");
                    PreparedStatement put = connection.prepareStatement("UPDATE shelves SET held = held + ? WHERE id = ?")) {
                take.setInt(1, count);
                take.setLong(2, from);
                take.executeUpdate();
                put.setInt(1, count);
                put.setLong(2, to);
                put.executeUpdate();
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    public void rename(EntityManager em, long id, String name) {
        em.getTransaction().begin();
        Shelf shelf = em.find(Shelf.class, id);
        shelf.setName(name);
        em.merge(shelf);
        em.getTransaction().commit();
    }
}
