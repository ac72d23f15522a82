package com.acme.stock;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

@Component
public class StockReport {
    private final JdbcTemplate jdbc;
    private final RestTemplate rest;

    public StockReport(JdbcTemplate jdbc, RestTemplate rest) {
        this.jdbc = jdbc;
        this.rest = rest;
    }

    public List<StockRow> rows(List<Long> productIds) {
        return productIds.stream()
            .map(id -> new StockRow(id, onHand(id)))
            .collect(Collectors.toList());
    }

    private int onHand(long productId) {
        Integer n = jdbc.queryForObject("SELECT on_hand FROM stock WHERE product_id = ?", Integer.class, productId);
        return n == null ? 0 : n;
    }

    public void enrich(List<StockRow> rows) {
        for (StockRow row : rows) {
            Price price = rest.getForObject("http://pricing/prices/{id}", Price.class, row.productId());
            row.setPrice(price);
        }
    }
}
