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

    public List<OrderView> views(List<Order> found) {
        List<Long> ids = found.stream().map(Order::getCustomerId).distinct().toList();
        Map<Long, Customer> byId = customers.findAllById(ids).stream()
            .collect(Collectors.toMap(Customer::getId, Function.identity()));
        List<OrderView> views = new ArrayList<>();
        for (Order order : found) {
            views.add(new OrderView(order.getNumber(), byId.get(order.getCustomerId()).getName()));
        }
        return views;
    }

    public void archiveAll() {
        int number = 0;
        Page<Order> page;
        do {
            page = orders.findAll(PageRequest.of(number, 500));
            page.forEach(Order::archive);
            number++;
        } while (page.hasNext());
    }

    public void forget(List<Long> ids) {
        for (List<Long> chunk : Lists.partition(ids, 1000)) {
            orders.deleteAllByIdInBatch(chunk);
        }
    }

    public void ship(List<Order> found) {
        jdbc.batchUpdate("UPDATE orders SET shipped = true WHERE id = ?", found, 100,
            (statement, order) -> statement.setLong(1, order.getId()));
    }
}
