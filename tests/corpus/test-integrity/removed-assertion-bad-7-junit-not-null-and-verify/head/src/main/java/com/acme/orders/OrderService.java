package com.acme.orders;

import java.math.BigDecimal;
import java.util.Objects;

public class OrderService {

    private static final BigDecimal REVIEW_LIMIT = new BigDecimal("10.00");

    private final OrderRepository orders;
    private final PaymentGateway payments;

    public OrderService(OrderRepository orders, PaymentGateway payments) {
        this.orders = orders;
        this.payments = payments;
    }

    public Order place(String customer, BigDecimal amount) {
        Objects.requireNonNull(customer, "customer");
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("amount must be positive");
        }
        Order order = orders.save(new Order(customer, amount, "PENDING"));
        if (amount.compareTo(REVIEW_LIMIT) < 0) {
            payments.charge(customer, amount);
        }
        return order;
    }

    public BigDecimal total(String customer) {
        return orders.findByCustomer(customer).stream().filter(o -> !"PENDING".equals(o.state())).map(Order::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
