package com.acme.stock;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

@Component
public class StockReport {
    private final JdbcTemplate jdbc;

    public StockReport(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }
}
