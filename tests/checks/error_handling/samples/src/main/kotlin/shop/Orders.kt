package shop

import org.slf4j.LoggerFactory
import org.springframework.web.client.RestTemplate
import java.net.http.HttpClient

class Orders(private val repo: Repo) {
    private val log = LoggerFactory.getLogger(javaClass)
    private val rest = RestTemplate()  // <-- here

    fun a(order: Order) {
        try { client.send(order) } catch (e: Exception) { }  // <-- here
        try { client.send(order) } catch (e: IOException) { log.warn("x {}", order.id, e) }
        try { client.send(order) } catch (e: IOException) { throw OrderException("send", e) }
        try { client.send(order) } catch (e: IOException) { throw OrderException("send") }  // <-- here
        try { client.send(order) } catch (e: Exception) { log.error("x", e) }
        runCatching { client.send(order) }.onFailure { log.warn("x", it) }
    }
    fun b(text: String): Int? = try { text.toInt() } catch (e: NumberFormatException) { null }
    fun c(id: Long): Order? {
        return try { repo.load(id) } catch (e: Exception) { null }  // <-- here
    }
    fun d(id: Long): Order = try { repo.load(id) } catch (e: Exception) { log.error(e) { "load" }; throw e }
    fun e() { try { Thread.sleep(1) } catch (e: InterruptedException) { log.warn("x") } }  // <-- here
    fun f() { throw RuntimeException("error") }  // <-- here
    fun g(): Int { try { return x() } finally { return 1 } }  // <-- here
    @Scheduled(fixedDelay = 1) fun poll() { try { x() } catch (e: Exception) { log.error("poll", e) } }
    fun h() { scope.launch { try { x() } catch (e: CancellationException) { throw e } catch (e: Exception) { log.error("x", e) } } }
    fun i(url: String) { val answer = http.send(req, BodyHandlers.ofString()); println(answer.body()) }
    val j = try { x() } catch (e: IOException) { default() }
    fun k(id: Long) = try { repo.load(id) } catch (e: EmptyResultDataAccessException) { throw OrderNotFoundException(id) }
}
