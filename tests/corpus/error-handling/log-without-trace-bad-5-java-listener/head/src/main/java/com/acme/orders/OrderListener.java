package com.acme.orders;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
public class OrderListener {

    private static final Logger log = LoggerFactory.getLogger(OrderListener.class);

    private final OrderService orders;
    private final DeadLetters deadLetters;

    public OrderListener(OrderService orders, DeadLetters deadLetters) {
        this.orders = orders;
        this.deadLetters = deadLetters;
    }

    @KafkaListener(topics = "orders")
    public void onOrder(OrderMessage message) {
        try {
            orders.accept(message);
        } catch (Exception e) {
            log.error("order {} could not be accepted: {}", message.id(), e.getMessage());
            deadLetters.put(message);
        }
    }

    @KafkaListener(topics = "cancellations")
    public void onCancellation(OrderMessage message) {
        try {
            orders.cancel(message.id());
        } catch (Exception e) {
            log.error("order {} could not be cancelled", message.id(), e);
            deadLetters.put(message);
        }
    }
}
