package com.acme.orders;

import java.math.BigDecimal;
import java.util.Objects;

public class OrderService {

    private final OrderRepository orders;
    private final PaymentGateway payments;

    public OrderService(OrderRepository orders, PaymentGateway payments) {
        this.orders = orders;
        this.payments = payments;
    }

    public Order place(String customer, BigDecimal amount) {
        Objects.requireNonNull(customer, "customer");
        if (amount.signum() <= 0) {
            throw new InvalidAmount(amount);
        }
        Order order = orders.save(new Order(customer, amount, "NEW"));
        payments.charge(customer, amount);
        return order;
    }

    public BigDecimal total(String customer) {
        return orders.findByCustomer(customer).stream().map(Order::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
