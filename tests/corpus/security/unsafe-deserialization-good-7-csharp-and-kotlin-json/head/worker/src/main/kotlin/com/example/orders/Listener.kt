package com.example.orders

import kotlinx.serialization.json.Json
import org.slf4j.LoggerFactory
import org.springframework.kafka.annotation.KafkaListener
import org.springframework.stereotype.Component

@Component
class Listener(private val orders: OrderService) {
    private val log = LoggerFactory.getLogger(javaClass)
    private val json = Json { ignoreUnknownKeys = true }

    @KafkaListener(topics = ["orders"])
    fun onOrder(payload: ByteArray) {
        val command = json.decodeFromString<OrderCommand>(payload.decodeToString())
        log.info("order {} arrived", command.id)
        orders.accept(command)
    }
}
