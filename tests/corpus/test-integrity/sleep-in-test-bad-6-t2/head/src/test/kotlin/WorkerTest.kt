import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class WorkerTest {
    @Test
    fun works() = runBlocking {
        val worker = Worker().also { it.start() }
        delay(300)
        assertEquals(1, worker.done)
    }
}
