package com.example.orders

import org.slf4j.LoggerFactory
import org.springframework.kafka.annotation.KafkaListener
import org.springframework.stereotype.Component

@Component
class Listener(private val orders: OrderService) {
    private val log = LoggerFactory.getLogger(javaClass)

    @KafkaListener(topics = ["orders"])
    fun onOrder(payload: ByteArray) {
        orders.accept(OrderCodec.decode(payload))
    }
}
