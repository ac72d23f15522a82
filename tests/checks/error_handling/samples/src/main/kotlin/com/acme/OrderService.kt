package com.acme.orders

import io.ktor.server.application.*
import io.ktor.server.response.*
import kotlinx.coroutines.*
import org.slf4j.LoggerFactory

@Service
class OrderService(private val repo: OrderRepository, private val client: CarrierClient) {
    private val logger = LoggerFactory.getLogger(OrderService::class.java)

    suspend fun track(id: String): Tracking? = try {
        client.track(id)
    } catch (e: CarrierNotFoundException) {
        null
    } catch (e: IOException) {
        logger.warn("tracking of {} failed", id, e)
        null
    }

    suspend fun retry(block: suspend () -> Unit) {
        repeat(3) { attempt ->
            try {
                block()
                return
            } catch (e: CancellationException) {
                throw e
            } catch (e: Exception) {
                logger.warn("attempt $attempt failed", e)
                delay(100L * attempt)
            }
        }
    }

    fun parse(text: String): Status = try {
        Status.valueOf(text)
    } catch (e: IllegalArgumentException) {
        Status.UNKNOWN
    }

    fun number(text: String) = runCatching { text.toInt() }.getOrNull()

    fun quote(id: String): Result<Quote> = runCatching { client.quote(id) }

    fun wrap(id: String): Order {
        try {
            return repo.load(id)
        } catch (e: DataAccessException) {
            throw OrderException("order $id", e)
        }
    }

    fun close() {
        runCatching { client.close() }
    }

    fun start() {
        scope.launch {
            while (isActive) {
                try {
                    poll()
                } catch (e: Exception) {
                    logger.error("poll failed", e)
                }
            }
        }
    }

    fun require(order: Order) {
        require(order.lines.isNotEmpty()) { "order ${order.id} has no lines" }
        check(order.open) { "order ${order.id} is closed" }
        error("unreachable")
    }

    fun handle(call: ApplicationCall) {
        try {
            work()
        } catch (e: Exception) {
            logger.error("request failed", e)
            call.respond(HttpStatusCode.InternalServerError)
        }
    }

    fun bad1(id: String): Tracking? = try {
        client.track(id)
    } catch (e: Exception) {  // <-- here
        null
    }

    fun bad2(order: Order) {
        try {
            repo.save(order)
        } catch (e: Exception) {  // <-- here
            println(e.message)
        }
    }

    fun bad3(order: Order) {
        try {
            repo.save(order)
        } catch (e: SQLException) {
            throw IllegalStateException("Could not save order ${order.id}")  // <-- here
        }
    }

    fun bad4(items: List<Item>) {
        items.forEach {
            try {
                client.push(it)
            } catch (_: IOException) {  // <-- here
            }
        }
    }

    fun bad5() {
        try {
            Thread.sleep(100)
        } catch (e: InterruptedException) {  // <-- here
            logger.info("woken")
        }
    }
}
