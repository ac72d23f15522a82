package com.acme.orders;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

@Service
public class OrderService {
    private final OrderRepository orders;
    private final CustomerRepository customers;
    private final JdbcTemplate jdbc;

    public OrderService(OrderRepository orders, CustomerRepository customers, JdbcTemplate jdbc) {
        this.orders = orders;
        this.customers = customers;
        this.jdbc = jdbc;
    }
}
