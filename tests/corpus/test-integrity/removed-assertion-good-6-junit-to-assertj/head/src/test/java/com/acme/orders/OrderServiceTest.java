package com.acme.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
        assertThat(order).extracting(Order::customer, Order::state).containsExactly("ann", "NEW");
        verify(payments).charge("ann", new BigDecimal("12.50"));
    }

    @Test
    void refusesZero() {
        assertThatThrownBy(() -> service.place("ann", BigDecimal.ZERO)).isInstanceOf(InvalidAmount.class).hasMessage("amount must be positive");
        verifyNoInteractions(payments);
    }

    @Test
    void sumsUp() {
        when(orders.findByCustomer("ann")).thenReturn(List.of(new Order("ann", BigDecimal.ONE, "NEW"), new Order("ann", BigDecimal.TEN, "NEW")));
        assertThat(service.total("ann")).isEqualByComparingTo("11");
    }
}
