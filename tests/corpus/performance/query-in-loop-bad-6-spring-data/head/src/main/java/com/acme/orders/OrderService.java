package com.acme.orders;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
public class OrderService {
    private final OrderRepository orders;
    private final CustomerRepository customers;

    public OrderService(OrderRepository orders, CustomerRepository customers) {
        this.orders = orders;
        this.customers = customers;
    }

    public long openCount() {
        return orders.countByStatus("OPEN");
    }

    /** The open orders of a region with the names of who placed them. */
    public List<OrderView> openOrders(String region) {
        List<OrderView> views = new ArrayList<>();
        for (Order order : orders.findTop200ByRegion(region)) {
            Customer customer = customers.findById(order.getCustomerId()).orElseThrow();
            views.add(new OrderView(order.getNumber(), customer.getName()));
        }
        return views;
    }
}
