package com.acme.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderServiceTest {

    private final OrderRepository orders = mock(OrderRepository.class);
    private final PaymentGateway payments = mock(PaymentGateway.class);
    private OrderService service;

    @BeforeEach
    void setUp() {
        service = new OrderService(orders, payments);
    }

    @Test
    void placesAnOrder() {
        when(orders.save(any())).thenAnswer(call -> call.getArgument(0));
        Order order = service.place("ann", new BigDecimal("12.50"));
        assertEquals("PENDING", order.state());
    }

    @Test
    void refusesZero() {
        var error = assertThrows(IllegalArgumentException.class, () -> service.place("ann", BigDecimal.ZERO));
        assertEquals("amount must be positive", error.getMessage());
        verifyNoInteractions(payments);
    }

    @Test
    void sumsUp() {
        when(orders.findByCustomer("ann")).thenReturn(List.of(new Order("ann", BigDecimal.ONE, "NEW"), new Order("ann", BigDecimal.TEN, "NEW")));
        assertNotNull(service.total("ann"));
    }
}
