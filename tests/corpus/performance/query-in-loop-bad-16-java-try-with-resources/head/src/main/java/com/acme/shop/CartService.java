package com.acme.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class CartService {
    private static final Logger log = LoggerFactory.getLogger(CartService.class);
    private final DataSource dataSource;

    public CartService(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public void merge(long from, long to) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement move = connection.prepareStatement("UPDATE cart_lines SET cart_id = ? WHERE cart_id = ?")) {
                move.setLong(1, to);
                move.setLong(2, from);
                move.executeUpdate();
            }
            connection.commit();
        }
    }

    public void addAll(long cart, List<String> skus) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO cart_lines (cart_id, sku) VALUES (?, ?)")) {
            for (String sku : skus) {
                insert.setLong(1, cart);
                insert.setString(2, sku);
                insert.executeUpdate();
            }
        }
    }

    public String quote(String sku) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL("https://prices.example/" + sku).openConnection();
        if (connection.getResponseCode() != 200) {
            throw new IOException("prices answered " + connection.getResponseCode());
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(connection.getInputStream()))) {
            return reader.readLine();
        }
    }

    public void warmUp() {
        try {
            Thread.sleep(200);
            log.info("cart service is warm");
        } catch (InterruptedException e) {
            log.warn("warm-up was interrupted", e);
        }
    }
}
