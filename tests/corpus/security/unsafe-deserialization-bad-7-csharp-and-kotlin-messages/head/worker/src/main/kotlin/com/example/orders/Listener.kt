package com.example.orders

import java.io.ByteArrayInputStream
import java.io.ObjectInputStream
import org.slf4j.LoggerFactory
import org.springframework.kafka.annotation.KafkaListener
import org.springframework.stereotype.Component

@Component
class Listener(private val orders: OrderService) {
    private val log = LoggerFactory.getLogger(javaClass)

    @KafkaListener(topics = ["orders"])
    fun onOrder(payload: ByteArray) {
        val command = ObjectInputStream(ByteArrayInputStream(payload)).use { it.readObject() as OrderCommand }
        log.info("order {} arrived", command.id)
        orders.accept(command)
    }
}
